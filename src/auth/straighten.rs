//! Straightens out what authorities send before the `oauth2` crate reads it, which is strict: whatever is odd about an answer, a
//! refresh token that was rotated must not be lost for it.

use crate::base::http::Answer;
use crate::model::token::LONGEST_LIFE;
use serde_json::{Map, Value};

/// How many seconds may lie between two polls: fewer would flood the authority, more outlive every code (RFC 8628 3.2).
const INTERVAL: (u64, u64) = (1, 60);

/// The status and the body that the crate reads. An error that comes with HTTP 200 (Entra's device endpoint) is an error, and some
/// servers refuse a refresh with an empty body.
pub(super) fn straighten(answer: &Answer) -> (u16, Vec<u8>) {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(&answer.body) else {
        let body =
            if is_wordless_refusal(answer) { br#"{"error":"invalid_grant"}"#.to_vec() } else { answer.body.clone() };
        return (if answer.status == 200 { 502 } else { answer.status }, body);
    };
    let is_refusal = fields.get("error").is_some_and(|error| !error.is_null());
    if fields.contains_key("device_code") {
        straighten_code(&mut fields);
    } else if fields.contains_key("access_token") {
        straighten_tokens(&mut fields);
    }
    let status = if answer.is_success() && is_refusal { 400 } else { answer.status };
    (status, Value::Object(fields).to_string().into_bytes())
}

/// Whether this is a refusal without a word. An empty answer of any other status, such as a redirect, is a fault of the network.
pub(super) fn is_wordless_refusal(answer: &Answer) -> bool {
    matches!(answer.status, 400 | 401) && answer.body.trim_ascii().is_empty()
}

/// A code lives for so long that its end can be told, and is asked for at a bearable pace; without a pace at that of RFC 8628.
fn straighten_code(fields: &mut Map<String, Value>) {
    if let Some(seconds) = fields.get("expires_in").and_then(seconds) {
        fields.insert("expires_in".to_owned(), seconds.into());
    }
    match fields.remove("interval").as_ref().and_then(seconds) {
        Some(seconds) => fields.insert("interval".to_owned(), seconds.clamp(INTERVAL.0, INTERVAL.1).into()),
        None => None,
    };
}

/// A token is a bearer token unless it says otherwise (RFC 6749 5.1 demands the word, real servers forget it), one whose life makes
/// no sense is good for one use, and what is no text is not there.
fn straighten_tokens(fields: &mut Map<String, Value>) {
    if fields.get("token_type").is_none_or(|kind| !is_text(kind)) {
        fields.insert("token_type".to_owned(), "Bearer".into());
    }
    if let Some(life) = fields.get("expires_in").filter(|life| !life.is_null()) {
        let seconds = seconds(life).unwrap_or_default();
        fields.insert("expires_in".to_owned(), seconds.into());
    }
    for name in ["refresh_token", "scope"] {
        if fields.get(name).is_some_and(|text| !is_text(text)) {
            fields.remove(name);
        }
    }
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

/// Whole seconds, from a number or a text that holds one (MSAL accepts both), at most as many as anything lives for.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number that is no duration becomes 0")]
fn seconds(value: &Value) -> Option<u64> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    (number >= 0.0).then(|| (number as u64).min(LONGEST_LIFE.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn code(fields: Value) -> Value {
        let Value::Object(mut fields) = fields else { unreachable!() };
        straighten_code(&mut fields);
        fields.into()
    }

    fn tokens(fields: Value) -> Value {
        let Value::Object(mut fields) = fields else { unreachable!() };
        straighten_tokens(&mut fields);
        fields.into()
    }

    #[test]
    fn a_pace_is_bearable_and_left_to_the_standard_where_none_is_told() {
        for (told, pace) in
            [(json!(0), 1), (json!("7"), 7), (json!(1_000_000_000), 60), (json!(u64::MAX), 60), (json!(2.9), 2)]
        {
            assert_eq!(code(json!({ "interval": told })), json!({ "interval": pace }), "{told}");
        }
        for none in [json!(null), json!(-1), json!("x"), json!({})] {
            assert_eq!(code(json!({ "interval": none })), json!({}), "{none}");
        }
        assert_eq!(code(json!({ "expires_in": 1e13 })), json!({ "expires_in": LONGEST_LIFE.as_secs() }));
    }

    #[test]
    fn the_life_of_a_token_is_read_in_every_form_and_nonsense_is_good_for_one_use() {
        let longest = LONGEST_LIFE.as_secs();
        for (told, life) in [
            (json!("3600"), 3600),
            (json!(3599.9), 3599),
            (json!("1e3"), 1000),
            (json!(u64::MAX), longest),
            (json!(1e300), longest),
            (json!(-1), 0),
            (json!("soon"), 0),
            (json!("NaN"), 0),
            (json!({}), 0),
        ] {
            assert_eq!(tokens(json!({ "expires_in": told }))["expires_in"], life, "{told}");
        }
        assert_eq!(tokens(json!({ "expires_in": null }))["expires_in"], Value::Null);
    }

    #[test]
    fn a_token_is_a_bearer_token_unless_it_says_otherwise_and_an_empty_refresh_token_is_none() {
        let bare = tokens(json!({ "refresh_token": "", "scope": ["a"] }));
        assert_eq!(bare, json!({ "token_type": "Bearer" }));
        let full = json!({ "token_type": "pop", "refresh_token": "r", "scope": "a b" });
        assert_eq!(tokens(full.clone()), full);
    }
}
