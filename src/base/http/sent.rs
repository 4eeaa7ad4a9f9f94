//! What a request tells a server in confidence, so that it can be taken out of what the server says about it.

use crate::model::secret::Secret;
use reqwest::Request;
use reqwest::header::AUTHORIZATION;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::OnceLock;

/// The fields of a form that are secret. Source: RFC 6749 4.1.3 and 6, RFC 7636 4.5, RFC 8628 3.4.
const FIELDS: [&str; 4] = ["code", "code_verifier", "device_code", "refresh_token"];
/// The length from which a part of a secret is one, too.
const PART: usize = 12;
/// The length below which nothing is a secret, but may well be a word.
const SHORTEST: usize = 8;
/// What stands in place of a secret.
const HIDDEN: &str = "…";

/// The secrets of one request.
#[derive(Debug)]
pub(super) struct Secrets {
    sent: Vec<Secret>,
    /// The same in each way of writing them, which is worked out where a text is to be searched.
    written: OnceLock<Vec<Secret>>,
}

impl Secrets {
    /// What this request sends in confidence: its bearer token, and the secret fields of its form.
    pub fn of(request: &Request) -> Self {
        let bearer = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.split(' ').next_back());
        let form = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        let fields = url::form_urlencoded::parse(form).filter(|(name, _)| FIELDS.contains(&&**name));
        let fields: Vec<_> = fields.map(|(_, value)| Secret::from(value.into_owned())).collect();
        bearer.into_iter().chain(fields.iter().map(Secret::expose)).collect()
    }

    /// What finds them in many texts.
    pub fn hider(&self) -> Hider<'_> {
        let mut hider = Hider::default();
        for secret in self.written.get_or_init(|| self.ways()).iter().map(|secret| secret.expose().as_bytes()) {
            if secret.len() < PART {
                hider.whole.push(secret);
            } else {
                hider.parts.reserve(secret.len());
                hider.parts.extend(secret.windows(PART));
            }
        }
        hider
    }

    /// A text without them.
    pub fn hide(&self, text: &str) -> String {
        self.hider().hide(text)
    }

    fn ways(&self) -> Vec<Secret> {
        let encoded = |secret: &str| url::form_urlencoded::byte_serialize(secret.as_bytes()).collect::<String>();
        let ways = |secret: &str| {
            let encoded = Some(encoded(secret)).filter(|encoded| encoded != secret);
            [Some(secret.to_owned()), encoded].into_iter().flatten()
        };
        self.sent.iter().flat_map(|secret| ways(secret.expose())).map(Secret::from).collect()
    }
}

impl<'a> FromIterator<&'a str> for Secrets {
    fn from_iter<T: IntoIterator<Item = &'a str>>(secrets: T) -> Self {
        let secrets = secrets.into_iter().filter(|secret| secret.len() >= SHORTEST);
        Self { sent: secrets.map(|secret| Secret::from(secret.to_owned())).collect(), written: OnceLock::new() }
    }
}

/// Every part of the secrets, each of the same length, so that finding them takes one walk over a text.
#[derive(Default)]
pub(super) struct Hider<'a> {
    parts: HashSet<&'a [u8]>,
    whole: Vec<&'a [u8]>,
}

impl Hider<'_> {
    /// A text without the secrets.
    pub fn hide(&self, text: &str) -> String {
        self.hide_bytes(text.as_bytes())
            .map_or_else(|| text.to_owned(), |hidden| String::from_utf8_lossy(&hidden).into_owned())
    }

    /// The same without the secrets; `None` where there were none.
    pub fn hide_bytes(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut hidden = Vec::new();
        let (mut kept, mut at) = (0, 0);
        while at < text.len() {
            let end = self.secret_at(text, at);
            if end > at {
                hidden.extend_from_slice(&text[kept..at]);
                hidden.extend_from_slice(HIDDEN.as_bytes());
                kept = end;
            }
            at = end.max(at + 1);
        }
        if kept == 0 {
            return None;
        }
        hidden.extend_from_slice(&text[kept..]);
        Some(hidden)
    }

    /// Where the secret ends that begins here; here, where none does.
    fn secret_at(&self, text: &[u8], start: usize) -> usize {
        let is_part = |at: &usize| text.get(*at..*at + PART).is_some_and(|part| self.parts.contains(part));
        let parts = (start..text.len()).take_while(is_part).last().map_or(start, |at| at + PART);
        let whole =
            self.whole.iter().filter(|secret| text[start..].starts_with(secret)).map(|secret| start + secret.len());
        whole.max().unwrap_or(start).max(parts)
    }

    /// Hides the secrets in every text and every name of a JSON value.
    pub fn hide_in(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.hide(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide_in(item)),
            Value::Object(fields) => {
                for (name, mut field) in std::mem::take(fields) {
                    self.hide_in(&mut field);
                    fields.insert(self.hide(&name), field);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}
