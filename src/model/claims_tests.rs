//! Challenges as servers write them: what is found, what is merged, and that nothing makes the reader stumble.

use super::*;
use base64::engine::general_purpose::{STANDARD as BASE64, STANDARD_NO_PAD, URL_SAFE as BASE64_URL};
use proptest::prelude::*;

/// What the challenge of Microsoft's documentation holds.
const NBF: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}"#;
/// Its base64 differs between the two alphabets.
const POLICIES: &str = r#"{"access_token":{"capolids":{"essential":true,"values":["~~?>"]}}}"#;

fn challenge(json: &str) -> Challenge {
    Challenge::parse(json).unwrap()
}

fn bearer(encoded: &str) -> String {
    format!(
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
         errorDescription=\"challenge, with result: \\\"InteractionRequired\\\"\", error=\"insufficient_claims\", claims=\"{encoded}\""
    )
}

#[test]
fn the_challenge_is_found_wherever_servers_put_it() {
    let plain = bearer(&BASE64.encode(NBF));
    let unquoted = format!("bearer error=insufficient_claims,claims={}", BASE64.encode(NBF));
    for header in [
        plain.clone(),
        format!("PoP nonce=\"a, Bearer error=\", {plain}"),
        format!("{plain}, PoP nonce=\"b\""),
        format!("Negotiate YII=, Basic realm=\"x\", {plain}"),
        format!("Bearer realm=\"\", error=\"invalid_token\", {plain}"),
        plain.replace("Bearer", "BEARER").replace("claims=", "Claims = "),
        unquoted,
    ] {
        assert_eq!(Challenge::in_headers(&header), Some(challenge(NBF)), "{header}");
    }
}

#[test]
fn either_base64_is_read_padded_or_not() {
    assert_ne!(BASE64.encode(POLICIES), BASE64_URL.encode(POLICIES));
    for encoded in [BASE64.encode(POLICIES), BASE64_URL.encode(POLICIES), STANDARD_NO_PAD.encode(POLICIES)] {
        assert_eq!(Challenge::in_headers(&bearer(&encoded)), Some(challenge(POLICIES)), "{encoded}");
    }
}

#[test]
fn what_is_no_challenge_is_an_ordinary_refusal() {
    let encoded = |json: &str| bearer(&BASE64.encode(json));
    for header in [
        String::new(),
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com\"".to_owned(),
        format!("PoP error=\"insufficient_claims\", claims=\"{}\"", BASE64.encode(NBF)),
        format!("Bearer error=\"invalid_token\", claims=\"{}\"", BASE64.encode(NBF)),
        bearer("%%%"),
        bearer("YQ"),
        bearer(&BASE64.encode([0xff, 0xfe])),
        encoded("[]"),
        encoded("{}"),
        encoded(&format!("{{\"access_token\":\"{}\"}}", "x".repeat(LONGEST))),
        encoded(&format!("{{\"a\":{}{}}}", "[".repeat(900), "]".repeat(900))),
    ] {
        assert_eq!(Challenge::in_headers(&header), None, "{header}");
    }
}

#[test]
fn a_request_says_that_calcli_hears_challenges_and_what_the_last_one_asked() {
    assert_eq!(request(None), r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#);
    let merged: Value = serde_json::from_str(&request(Some(&challenge(NBF)))).unwrap();
    assert_eq!(
        merged,
        json!({ "access_token": {
            "nbf": { "essential": true, "value": "1702682181" },
            "xms_cc": { "values": ["cp1"] },
        } })
    );
}

#[test]
fn no_challenge_can_take_the_capability_away() {
    for json in
        [r#"{"access_token":null}"#, r#"{"access_token":{"xms_cc":{"values":[]}}}"#, r#"{"id_token":{"a":null}}"#]
    {
        let merged: Value = serde_json::from_str(&request(Some(&challenge(json)))).unwrap();
        assert_eq!(merged["access_token"]["xms_cc"]["values"], json!(["cp1"]), "{json}");
    }
}

#[test]
fn two_challenges_become_one() {
    let (one, other) = (Some(challenge(NBF)), Some(challenge(POLICIES)));
    let both = Challenge::both(one.clone(), other).unwrap();
    assert_eq!(both.0["access_token"]["nbf"]["value"], "1702682181");
    assert_eq!(both.0["access_token"]["capolids"]["essential"], true);
    assert_eq!((Challenge::both(one.clone(), None), Challenge::both(None, one.clone())), (one.clone(), one));
}

proptest! {
    #[test]
    fn no_header_makes_the_reader_stumble(header in r"[ -~\PC]{0,80}") {
        let _ = Challenge::in_headers(&header);
        let _ = Challenge::in_headers(&bearer(&header));
        let _ = Challenge::in_headers(&format!("Bearer error=\"insufficient_claims\", claims={header}"));
    }

    #[test]
    fn a_challenge_is_found_behind_whatever_parameters(values in prop::collection::vec(r"[ -~]{0,20}", 0..5)) {
        let quote = |value: &String| format!("x=\"{}\", ", value.replace('\\', r"\\").replace('"', "\\\""));
        let others: String = values.iter().map(quote).collect();
        let header = format!("PoP {others}Bearer {others}error=\"insufficient_claims\", claims=\"{}\"", BASE64.encode(NBF));
        prop_assert_eq!(Challenge::in_headers(&header), Some(challenge(NBF)));
    }
}
