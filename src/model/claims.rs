//! Claims requests: what calcli asks of a token beside its scopes, and what a server that refuses a token asks for instead.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A claims challenge: what the next token has to hold so that the server takes it.
/// Source: Microsoft identity platform, "Claims challenges, claims requests, and client capabilities".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Challenge(Map<String, Value>);

/// The longest challenge that is believed, in bytes: it is kept in the token's record and sent in an address.
const LONGEST: usize = 4096;

impl Challenge {
    /// The challenge in the values of `WWW-Authenticate` headers, joined by commas; `None` where they hold none that makes sense.
    pub fn in_headers(headers: &str) -> Option<Self> {
        let asks = |scheme: &Scheme| scheme.is("Bearer") && scheme.get("error") == Some("insufficient_claims");
        schemes(headers).iter().filter(|scheme| asks(scheme)).find_map(|scheme| {
            let claims = decode(scheme.get("claims")?)?;
            Self::parse(std::str::from_utf8(&claims).ok()?)
        })
    }

    /// The challenge that an authority puts into its refusal, as JSON.
    pub fn parse(json: &str) -> Option<Self> {
        let claims: Map<_, _> = serde_json::from_str(json).ok().filter(|_| json.len() <= LONGEST)?;
        (!claims.is_empty()).then_some(Self(claims))
    }

    /// All that two challenges ask for; where they contradict each other, the later one holds.
    pub fn both(earlier: Option<Self>, later: Option<Self>) -> Option<Self> {
        match (earlier, later) {
            (Some(mut both), Some(later)) => {
                merge(&mut both.0, later.0);
                Some(both)
            }
            (earlier, later) => earlier.or(later),
        }
    }
}

/// The `claims` parameter of every request for a code or a token: that calcli understands challenges (`cp1`), and what the last
/// one asked for. With it, tokens live for a day, and Graph may end one at any moment.
/// Source: Microsoft identity platform, "Use continuous access evaluation enabled APIs in your applications".
pub fn request(challenge: Option<&Challenge>) -> String {
    let mut claims = challenge.map(|challenge| challenge.0.clone()).unwrap_or_default();
    let capable = json!({ "xms_cc": { "values": ["cp1"] } });
    merge(&mut claims, Map::from_iter([("access_token".to_owned(), capable)]));
    Value::Object(claims).to_string()
}

/// Adds an object's members, and those of the objects in it, to another's.
fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (name, value) in from {
        match (into.get_mut(&name), value) {
            (Some(Value::Object(into)), Value::Object(from)) => merge(into, from),
            (_, value) => {
                into.insert(name, value);
            }
        }
    }
}

/// Base64 in either alphabet, with or without its padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    let tolerant = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decode = |alphabet| GeneralPurpose::new(alphabet, tolerant).decode(text.trim()).ok();
    decode(&STANDARD).or_else(|| decode(&URL_SAFE))
}

/// One way to authenticate that a server offers, with its parameters.
#[derive(Debug, Default)]
struct Scheme {
    name: String,
    parameters: Vec<(String, String)>,
}

impl Scheme {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Every scheme in a list of challenges. A comma separates schemes as well as parameters, so a word counts as a parameter when
/// an equals sign follows it, and as the next scheme when not. Source: RFC 9110 11.6.1.
fn schemes(headers: &str) -> Vec<Scheme> {
    let (mut schemes, mut rest) = (Vec::<Scheme>::new(), headers);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",=\"".contains(c));
        if rest.is_empty() {
            return schemes;
        }
        let (name, after) = word(rest);
        rest = after.trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            schemes.push(Scheme { name: name.to_owned(), parameters: Vec::new() });
            continue;
        };
        let value = value.trim_start();
        let (value, after) = value.strip_prefix('"').map_or_else(|| plain(value), quoted);
        rest = after;
        if let Some(scheme) = schemes.last_mut() {
            scheme.parameters.push((name.to_owned(), value));
        }
    }
}

/// A word, and what follows it.
fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| c.is_whitespace() || ",=\"".contains(c)).unwrap_or(text.len()))
}

/// A value without quotes, and what follows it. Base64 may stand there with its padding.
fn plain(text: &str) -> (String, &str) {
    let (value, rest) = text.split_at(text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len()));
    (value.to_owned(), rest)
}

/// The value whose opening quote has been read, without its backslashes, and what follows its closing one.
fn quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            _ => value.push(letter),
        }
    }
    (value, "")
}

#[cfg(test)]
#[path = "claims_tests.rs"]
mod tests;
