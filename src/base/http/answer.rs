//! A whole answer, and what to say of one that is not what was asked for.

use super::host;
use super::sent::Secrets;
use super::surrogates;
use crate::model::error::{Error, Kind, Result};
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::error::Category;
use std::time::Duration;
use url::Url;

/// A whole answer, of whatever status.
#[derive(Debug)]
pub struct Answer {
    /// The host that answered, for messages.
    pub host: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers of a refusal, without what was sent in confidence; of a success those that say something of the answer.
    pub headers: HeaderMap,
    /// The body, as it came; without what was sent in confidence, where it is a refusal.
    pub body: Vec<u8>,
    url: Url,
    secrets: Secrets,
}

impl Answer {
    /// The answer of the server at this address, which was sent these secrets.
    pub(super) fn new(url: Url, status: u16, headers: HeaderMap, body: Vec<u8>, secrets: Secrets) -> Self {
        let mut answer = Self { host: host(&url), status, headers, body, url, secrets };
        if answer.is_success() {
            let telling = [CONTENT_TYPE, DATE].map(|name| Some((answer.headers.remove(&name)?, name)));
            answer.headers = telling.into_iter().flatten().map(|(value, name)| (name, value)).collect();
            return answer;
        }
        let hider = answer.secrets.hider();
        for value in answer.headers.values_mut() {
            if let Some(hidden) = hider.hide_bytes(value.as_bytes()) {
                *value = HeaderValue::from_bytes(&hidden).unwrap_or(HeaderValue::from_static("-"));
            }
        }
        answer.hide_what_was_sent();
        answer
    }

    /// An answer that no server gave, at this address.
    #[cfg(any(test, fuzzing))]
    pub fn made_up(url: Url, status: u16, body: &[u8]) -> Self {
        Self::new(url, status, HeaderMap::new(), body.to_vec(), std::iter::empty().collect())
    }

    /// A header's value, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Takes out of the body whatever the request sent in confidence, and parts of it, because what a server says is shown to
    /// people and written to logs. A refusal is made so when it arrives; an answer that says no with HTTP 200 has to be told to.
    pub fn hide_what_was_sent(&mut self) {
        let hider = self.secrets.hider();
        // JSON can write a character in several ways, so it is read first.
        if let Ok(mut value) = self.json::<Value>() {
            hider.hide_in(&mut value);
            self.body = value.to_string().into_bytes();
        } else if self.json::<IgnoredAny>().is_ok() {
            // What is too deep or too large for a value could be read in part, with its secrets in whatever spelling.
            self.body = Vec::new();
        } else if let Some(hidden) = hider.hide_bytes(&self.body) {
            self.body = hidden;
        }
    }

    /// Whether the status is a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the same request may well succeed in a moment.
    pub fn is_transient(&self) -> bool {
        self.status == 429 || (self.status >= 500 && self.status != 501)
    }

    /// How long the server asks to wait: seconds, or an HTTP date. Who asks for no wait at all leaves it to the one who waits.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.told_wait().filter(|wait| !wait.is_zero())
    }

    fn told_wait(&self) -> Option<Duration> {
        let text = self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
        }
        let until = chrono::DateTime::parse_from_rfc2822(text).ok()?;
        until.signed_duration_since(chrono::Utc::now()).to_std().ok()
    }

    /// The body as JSON of this shape. What is half a character in it is U+FFFD.
    ///
    /// # Errors
    /// [`Kind::Network`]; a web page or a redirect is named as such, since a captive portal or a proxy is then in between.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        let read = serde_json::from_slice(&self.body);
        read.or_else(|error| {
            serde_json::from_slice(&surrogates::replaced(&self.body)).map_err(|_| self.not_json(&error))
        })
    }

    fn not_json(&self, error: &serde_json::Error) -> Error {
        let host = &self.host;
        let body = self.secrets.hide(&String::from_utf8_lossy(&self.body));
        let in_between = "a proxy or a captive portal may be in between: open a browser and see what it shows";
        if let Some(target) = self.headers.get(LOCATION).filter(|_| (300..400).contains(&self.status)) {
            let target = self.url.join(&String::from_utf8_lossy(target.as_bytes())).ok();
            let target = target.map_or_else(|| "nowhere".to_owned(), |url| url.origin().ascii_serialization());
            return Error::new(
                Kind::Network,
                "redirected",
                format!("{host} redirected to {target}, which was not followed."),
            )
            .hint(in_between);
        }
        let is_html = self.header(CONTENT_TYPE.as_str()).is_some_and(|kind| kind.contains("html"))
            || body.trim_start().starts_with('<');
        if is_html {
            let title = title(&body).map(|title| format!(", titled \"{title}\"")).unwrap_or_default();
            return Error::new(
                Kind::Network,
                "html_instead_of_json",
                format!("{host} answered with an HTML page instead of JSON{title}."),
            )
            .hint(in_between);
        }
        let what = if body.trim().is_empty() {
            "an empty body".to_owned()
        } else {
            format!("something that is not the JSON expected ({})", fault(error))
        };
        Error::new(Kind::Network, "bad_json", format!("{host} answered HTTP {} with {what}.", self.status))
            .hint("try again in a moment")
    }
}

/// What is wrong with JSON, without a word of what it holds: it may be a token.
pub fn fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // Only these name nothing but our own field.
    let what = match error.classify() {
        Category::Data if text.starts_with("missing field") => return text,
        Category::Data => "a value of another kind",
        Category::Eof => "it ends too early",
        Category::Syntax | Category::Io => "a syntax error",
    };
    format!("{what} at line {} column {}", error.line(), error.column())
}

/// What stands in a page's `<title>`, on one line and not too long.
fn title(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let words: Vec<&str> = html.get(start..end)?.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" ").chars().take(80).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Refusal {
        said: String,
    }

    const TOKEN: &str = "eyJ0eXAi+OiJKV1Qi/LCJub25jZSI6";

    fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        let url = "https://graph.example/v1.0/me".parse().unwrap();
        Answer::new(url, status, headers, body.as_bytes().to_vec(), Secrets::from_iter([TOKEN]))
    }

    fn told(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Error {
        answer(status, headers, body).json::<u64>().unwrap_err()
    }

    #[test]
    fn a_page_where_json_was_expected_is_named_with_its_title() {
        let error = told(200, &[("content-type", "text/html")], "<html><TITLE>\n Hotel  Wi-Fi</Title>");
        assert_eq!(error.code, "html_instead_of_json");
        assert!(error.message.contains("\"Hotel Wi-Fi\""), "{error}");
    }

    #[test]
    fn a_redirect_is_named_with_the_origin_it_leads_to_and_nothing_else() {
        for (location, origin) in [
            ("https://evil.example/x?token=1", "https://evil.example,"),
            ("//evil.example/token", "https://evil.example,"),
            ("/elsewhere?token=1", "https://graph.example,"),
            ("token", "https://graph.example,"),
        ] {
            let error = told(302, &[("location", location)], "");
            assert_eq!(error.code, "redirected");
            assert!(error.message.contains(origin) && !error.message.contains("token"), "{error}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let wait = |text: &'static str| answer(429, &[("retry-after", text)], "").retry_after();
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("99999999999999999999999"), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), None);
        assert!(wait("Fri, 31 Dec 9999 23:59:59 GMT").is_some());
        assert_eq!((wait("0"), wait("00")), (None, None), "whoever asks for no wait is not asked again at once");
        assert_eq!((wait("-1"), answer(503, &[], "").retry_after()), (None, None));
    }

    #[test]
    fn what_was_sent_is_in_no_refusal_however_it_is_written() {
        let percent: String = url::form_urlencoded::byte_serialize(TOKEN.as_bytes()).collect();
        let escaped = TOKEN.replace('e', "\\u0065").replace('/', "\\/");
        for echo in [TOKEN.to_owned(), percent, escaped, TOKEN[..15].to_owned(), TOKEN[12..].to_owned()] {
            let body = format!("{{\"error\":{{\"code\":\"{echo}\",\"{echo}\":[\"Denied: {echo}!\"]}}}}");
            let refusal = answer(403, &[], &body);
            let value: Value = refusal.json().unwrap();
            assert_eq!(value["error"], serde_json::json!({ "code": "…", "…": ["Denied: …!"] }), "{echo}");
        }
        // What one reader of JSON takes and another does not.
        let spelt: String = TOKEN.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for odd in ["\"\\ud800\"", "1e999", &deep] {
            let refusal = answer(403, &[], &format!("{{\"odd\":{odd},\"said\":\"{spelt}\"}}"));
            let said = refusal.json::<Refusal>().ok().map(|refusal| refusal.said);
            assert!(said.is_none_or(|said| said == "…"), "{odd}");
        }
        let header = answer(403, &[("request-id", TOKEN)], "");
        assert_eq!(header.headers["request-id"].as_bytes(), "…".as_bytes());
        assert_eq!(answer(403, &[], "{\"code\":\"ErrorAccessDenied\"}").body, b"{\"code\":\"ErrorAccessDenied\"}");
    }

    #[test]
    fn what_was_sent_is_in_no_title_either() {
        let error = told(200, &[], &format!("<title>You sent {TOKEN}</title>"));
        assert!(error.message.contains("You sent …"), "{error}");
    }

    #[test]
    fn half_a_character_costs_itself_alone() {
        let value: Value = answer(200, &[], r#"{"subject":"a\ud800b","other":"\ud83c\udf89"}"#).json().unwrap();
        assert_eq!(value, serde_json::json!({ "subject": "a\u{fffd}b", "other": "🎉" }));
    }

    #[test]
    fn json_of_another_shape_is_not_quoted() {
        let error = told(200, &[], "\"another-token\"");
        assert!(
            error.message.contains("a value of another kind at line 1") && !error.message.contains("another-"),
            "{error}"
        );
    }
}
