//! Tokens that the user brings along: where an account gets its token from, and how to read what a command printed.

use crate::model::account::Label;
use crate::model::command_line::CommandLine;
use crate::model::secret::Secret;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer};

/// Where an account's tokens come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TokenSource {
    /// Someone signs in with `calcli login`.
    #[default]
    SignIn,
    /// A command of the config file prints one.
    Command(CommandLine),
    /// A variable holds one, for this run.
    Environment(Secret),
}

impl TokenSource {
    /// The store that `list` names for such an account; `None` where it is the vault.
    pub fn store(&self) -> Option<&'static str> {
        match self {
            Self::SignIn => None,
            Self::Command(_) => Some("command"),
            Self::Environment(_) => Some("environment"),
        }
    }
}

/// The variable that can hold an account's token for one run: upper case, anything but letters and digits as `_`.
pub fn variable(label: &Label) -> String {
    let name = label.as_str().to_ascii_uppercase();
    format!("CALCLI_TOKEN_{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "_"))
}

/// Which instant a time on the machine's own clock is, where there is one.
pub type LocalTime = fn(NaiveDateTime) -> Option<DateTime<Utc>>;

/// A token that was brought along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnToken {
    /// The token.
    pub access: Secret,
    /// When it ends, where that was told.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What an access token can look like: printable ASCII without spaces, quotes and the brackets of a web page, and of some length.
/// Source: RFC 6750 2.1, which allows fewer characters still; servers do not accept longer headers.
pub fn looks_like_a_token(text: &str) -> bool {
    (20..=16_384).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'`<>\\".contains(&byte))
}

impl OwnToken {
    /// Reads what a command printed: a token by itself, or a JSON object with the token and its end, as `az account
    /// get-access-token` and `calcli token --json` print it, or a token as a JSON string. `local` knows the machine's zone.
    ///
    /// # Errors
    /// What is wrong, in words that repeat nothing of the output.
    pub fn read(output: &[u8], now: DateTime<Utc>, local: LocalTime) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(output).map_err(|_| "something that is not text")?;
        let text = text.trim_start_matches('\u{feff}').trim();
        let (access, expires_at) = match text.chars().next() {
            None => return Err("nothing"),
            Some('{') => {
                let printed: Printed = serde_json::from_str(text).map_err(|_| "JSON in which no token was found")?;
                printed.token(now, local)?
            }
            Some('"') => {
                (serde_json::from_str::<String>(text).map(Secret::from).map_err(|_| "JSON that is broken")?, None)
            }
            Some(_) => (Secret::from(text.to_owned()), None),
        };
        if looks_like_a_token(access.expose()) {
            return Ok(Self { access, expires_at });
        }
        Err("something that is not a token")
    }
}

/// The forms in which programs print a token. Source: Azure CLI, "az account get-access-token"; RFC 6749 5.1.
#[derive(Deserialize)]
struct Printed {
    #[serde(default, rename = "accessToken", deserialize_with = "secret")]
    camel: Option<Secret>,
    #[serde(default, rename = "access_token", deserialize_with = "secret")]
    snake: Option<Secret>,
    #[serde(default)]
    expires_on: Option<Moment>,
    #[serde(default)]
    expires_in: Option<Moment>,
    /// The local time of the machine, from older versions of the Azure CLI without an offset.
    #[serde(default, rename = "expiresOn")]
    local: Option<Moment>,
}

/// A number, or a text that may hold one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Moment {
    Number(f64),
    Text(String),
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    Option::<String>::deserialize(deserializer).map(|text| text.map(Secret::from))
}

impl Printed {
    fn token(self, now: DateTime<Utc>, local: LocalTime) -> Result<(Secret, Option<DateTime<Utc>>), &'static str> {
        let access = self.snake.or(self.camel).ok_or("JSON in which no token was found")?;
        let lifetime = |moment: &Moment| now.checked_add_signed(TimeDelta::try_seconds(moment.seconds()?)?);
        let instant = |moment: &Moment| moment.instant(local);
        let told = [self.expires_on.is_some(), self.expires_in.is_some(), self.local.is_some()].contains(&true);
        let expires_at = (self.expires_on.as_ref().and_then(instant))
            .or_else(|| self.expires_in.as_ref().and_then(lifetime))
            .or_else(|| self.local.as_ref().and_then(instant));
        if told && expires_at.is_none() {
            return Err("a token whose end cannot be understood");
        }
        Ok((access, expires_at))
    }
}

impl Moment {
    #[expect(clippy::cast_possible_truncation, reason = "what is too large for a date is refused by chrono")]
    fn seconds(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number as i64),
            Self::Text(text) => text.trim().parse().ok(),
        }
    }

    /// Seconds since 1970, an instant with its offset, or a local time without one.
    fn instant(&self, local: LocalTime) -> Option<DateTime<Utc>> {
        if let Some(seconds) = self.seconds() {
            return DateTime::from_timestamp(seconds, 0);
        }
        let Self::Text(text) = self else { return None };
        let text = text.trim();
        let with_offset = DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.to_utc());
        with_offset
            .or_else(|| local(NaiveDateTime::parse_from_str(&text.replacen('T', " ", 1), "%Y-%m-%d %H:%M:%S%.f").ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJub25jZSI6";

    fn now() -> DateTime<Utc> {
        "2026-11-23T08:00:00Z".parse().unwrap()
    }

    fn winter_in_amsterdam(time: NaiveDateTime) -> Option<DateTime<Utc>> {
        time.and_utc().checked_sub_signed(TimeDelta::hours(1))
    }

    fn read(output: &str) -> Result<OwnToken, &'static str> {
        OwnToken::read(output.as_bytes(), now(), winter_in_amsterdam)
    }

    fn end(more: &str) -> Option<String> {
        let token = read(&format!("{{\"accessToken\":\"{TOKEN}\",{more}}}")).unwrap();
        assert_eq!(token.access.expose(), TOKEN);
        token.expires_at.map(|end| end.to_rfc3339())
    }

    #[test]
    fn a_token_may_stand_by_itself_as_a_json_string_or_in_a_json_object() {
        for output in [
            format!(" {TOKEN}\r\n"),
            format!("\u{feff}{TOKEN}"),
            format!("\"{TOKEN}\"\n"),
            format!("{{\"access_token\":\"{TOKEN}\",\"token_type\":\"Bearer\"}}"),
            format!("{{\"accessToken\":\"{TOKEN}\",\"access_token\":\"{TOKEN}\",\"tenant\":null}}"),
        ] {
            assert_eq!(read(&output).unwrap().access.expose(), TOKEN, "{output}");
        }
    }

    #[test]
    fn an_end_is_seconds_since_1970_a_lifetime_an_instant_or_a_local_time() {
        let at_ten = Some("2026-11-23T10:00:00+00:00".to_owned());
        assert_eq!(end("\"expires_on\": 1795428000"), at_ten);
        assert_eq!(end("\"expires_on\": \"1795428000\", \"expiresOn\": \"2001-01-01 00:00:00.000000\""), at_ten);
        assert_eq!(end("\"expires_in\": 7200"), at_ten);
        assert_eq!(end("\"expires_in\": \"7200\", \"expires_on\": null"), at_ten);
        assert_eq!(end("\"expiresOn\": \"2026-11-23T11:00:00+01:00\""), at_ten);
        assert_eq!(end("\"expiresOn\": \"2026-11-23 11:00:00.000000\""), at_ten);
        assert_eq!(end("\"expires_on\": null"), None);
    }

    #[test]
    fn what_is_not_a_token_is_refused_in_words_that_repeat_nothing_of_it() {
        for garbage in [
            "",
            " \n",
            "ERROR: Please run 'az login'",
            "short",
            "{}",
            "{\"accessToken\":\"\"}",
            "{\"accessToken\":7}",
            "{\"accessToken\"",
            "\"broken",
            "token-with-a-\u{7f}-control-character",
            "<html><title>hello</title></html> and more",
            &"x".repeat(16_385),
        ] {
            let why = read(garbage).unwrap_err();
            assert!(garbage.trim().is_empty() || !why.contains(garbage.trim()), "{why}");
        }
        assert!(OwnToken::read(&[0xff, 0xfe, 0x00], now(), winter_in_amsterdam).is_err());
        let strange_end = format!("{{\"access_token\":\"{TOKEN}\",\"expires_on\":\"soon\"}}");
        assert_eq!(read(&strange_end), Err("a token whose end cannot be understood"));
    }

    #[test]
    fn a_variable_is_named_after_its_account() {
        let name = |label: &str| variable(&label.parse().unwrap());
        assert_eq!(
            (name("xebia"), name("my-work.nl_2")),
            ("CALCLI_TOKEN_XEBIA".into(), "CALCLI_TOKEN_MY_WORK_NL_2".into())
        );
    }

    proptest! {
        #[test]
        fn no_output_makes_the_reader_panic(output in proptest::collection::vec(any::<u8>(), 0..200), seconds in any::<f64>()) {
            let _ = OwnToken::read(&output, now(), winter_in_amsterdam);
            let _ = read(&format!("{{\"accessToken\":\"{TOKEN}\",\"expires_in\":{seconds:e}}}"));
        }
    }
}
