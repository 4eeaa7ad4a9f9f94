//! Signing in with a browser: the pages, the redirect, and what a code is worth.

use sha2::{Digest, Sha256};

use super::{Answer, Bench, claims};
use crate::sandbox::mint::encode;
use crate::sandbox::world::{ALICE_OUTLOOK, ALICE_XEBIA, App, BOB, PERSONAL_APP, SHARED_APP, User, WORK_APP, XEBIA};
use crate::sandbox::{Endpoint, Fault, FaultKind, Place, SECRET_MARKER};

const BACK: &str = "http://localhost:4711";
const VERIFIER: &str = "a-verifier-that-is-as-long-as-it-has-to-be-43";

/// The parameters of a request that is in order.
fn right(bench: &Bench) -> Vec<(&'static str, String)> {
    vec![
        ("client_id", SHARED_APP.id.to_owned()),
        ("response_type", "code".to_owned()),
        ("redirect_uri", BACK.to_owned()),
        ("scope", bench.scope("Calendars.Read")),
        ("state", "a state & more".to_owned()),
        ("nonce", "a nonce".to_owned()),
        ("code_challenge", encode(Sha256::digest(VERIFIER))),
        ("code_challenge_method", "S256".to_owned()),
    ]
}

/// The address of a request for authorization, some of whose parameters are others, or missing where they are empty.
fn address(bench: &Bench, tenant: &str, changes: &[(&'static str, &str)]) -> String {
    let mut parameters = right(bench);
    for (name, value) in changes {
        parameters.retain(|(known, _)| known != name);
        if !value.is_empty() {
            parameters.push((name, (*value).to_owned()));
        }
    }
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("/{tenant}/oauth2/v2.0/authorize?{query}")
}

fn show(bench: &Bench, path: &str) -> Answer {
    bench.get(&format!("{}{path}", bench.sandbox.authority_url()), "", "")
}

fn decide(bench: &Bench, path: &str, user: &User, decision: &str) -> Answer {
    bench.post(path, &[("username", user.username), ("decision", decision)])
}

/// A parameter of the redirect that answers.
fn brought(answer: &Answer, name: &str) -> String {
    assert_eq!(answer.status, 302, "{}", answer.text);
    let back = url::Url::parse(answer.headers["location"].to_str().unwrap()).unwrap();
    assert!(back.as_str().starts_with(&format!("{BACK}/?")), "{back}");
    back.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The code of somebody who agrees to a request that is in order.
fn code(bench: &Bench, user: &User) -> String {
    brought(&decide(bench, &address(bench, XEBIA.id, &[]), user, "accept"), "code")
}

fn redeem(bench: &Bench, app: &App, code: &str, redirect_uri: &str, verifier: &str) -> Answer {
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", app.id),
        ("code", code),
        ("redirect_uri", redirect_uri),
        ("code_verifier", verifier),
        ("client_info", "1"),
    ];
    bench.post(&format!("/{}/oauth2/v2.0/token", XEBIA.id), &form)
}

#[test]
fn a_person_signs_in_agrees_and_is_sent_back_with_a_code() {
    let bench = Bench::new();
    let path = address(&bench, XEBIA.id, &[("login_hint", BOB.username)]);
    let page = show(&bench, &path);
    assert!(page.text.contains("value=\"bob@xebia.com\" required checked"), "{}", page.text);
    assert!(page.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let consent = decide(&bench, &path, &BOB, "next");
    assert!(consent.text.contains("<li>Calendars.Read</li>") && !consent.text.contains("<script"), "{}", consent.text);
    let answer = decide(&bench, &path, &BOB, "accept");
    assert_eq!(brought(&answer, "state"), "a state & more");
    let code = brought(&answer, "code");
    assert!(code.contains(SECRET_MARKER));
    let tokens = redeem(&bench, &SHARED_APP, &code, BACK, VERIFIER);
    let id_token = claims(&tokens.text_at("id_token"));
    assert_eq!([&id_token["preferred_username"], &id_token["nonce"]], ["bob@xebia.com", "a nonce"]);
    let renewed = bench.refresh(XEBIA.id, &SHARED_APP, &tokens.text_at("refresh_token"));
    assert!(claims(&renewed.text_at("id_token")).get("nonce").is_none());
}

#[test]
fn who_chooses_an_account_is_hinted_at_nobody() {
    let bench = Bench::new();
    let hint = ("login_hint", BOB.username);
    let page = show(&bench, &address(&bench, XEBIA.id, &[hint, ("prompt", "select_account")]));
    assert!(page.status == 200 && !page.text.contains("required checked"));
}

#[test]
fn a_request_that_is_not_in_order_leads_nowhere() {
    let bench = Bench::new();
    let refused = |tenant: &str, changes: &[(&'static str, &str)]| {
        let path = address(&bench, tenant, changes);
        let (page, post) = (show(&bench, &path), decide(&bench, &path, &BOB, "accept"));
        assert!(page.status == 400 && post.status == 400 && !post.headers.contains_key("location"), "{}", page.text);
        let digits = page.text.split_once("AADSTS").unwrap().1;
        digits.split(':').next().unwrap().parse::<u32>().unwrap()
    };
    let with = |name, value| refused(XEBIA.id, &[(name, value)]);
    assert_eq!(with("client_id", ""), 900_144);
    assert_eq!(with("client_id", "00000000-0000-4000-8000-000000000000"), 700_016);
    assert_eq!(with("client_id", PERSONAL_APP.id), 9_002_331);
    assert_eq!(refused("consumers", &[("client_id", WORK_APP.id)]), 9_002_332);
    assert_eq!(refused("nobody.example", &[]), 90_002);
    for elsewhere in [
        "http://localhost.evil.example/",
        "https://localhost:4711",
        "http://127.0.0.1:4711",
        "http://localhost:4711/callback",
        "http://localhost:4711/?x=1",
        "urn:ietf:wg:oauth:2.0:oob",
        "nonsense",
    ] {
        assert_eq!(with("redirect_uri", elsewhere), 50_011, "{elsewhere}");
    }
    assert_eq!(with("response_type", "token"), 70_005);
    assert_eq!(with("response_mode", "fragment"), 70_007);
    assert_eq!(with("scope", "https://elsewhere.example/.default"), 70_011);
    assert_eq!(with("code_challenge", ""), 50_147);
    assert_eq!(with("code_challenge", "short"), 501_491);
    assert_eq!(with("code_challenge_method", "plain"), 501_491);
    assert_eq!(with("code_challenge_method", ""), 501_491);
}

#[test]
fn whoever_does_not_belong_there_is_told_so_and_can_choose_again() {
    let bench = Bench::new();
    let page = decide(&bench, &address(&bench, XEBIA.id, &[]), &ALICE_OUTLOOK, "next");
    assert!(page.status == 400 && page.text.contains("AADSTS50020") && page.text.contains("<form"), "{}", page.text);
}

#[test]
fn a_refusal_goes_back_to_the_program_and_a_policy_goes_nowhere() {
    let bench = Bench::new();
    let path = address(&bench, XEBIA.id, &[]);
    let declined = decide(&bench, &path, &BOB, "cancel");
    assert_eq!(brought(&declined, "error"), "access_denied");
    assert!(brought(&declined, "error_description").starts_with("AADSTS65004: "));
    assert_eq!(brought(&declined, "state"), "a state & more");

    let refused = FaultKind::SignInRefused { code: 65_001, error: "consent_required".to_owned() };
    bench.sandbox.inject(Fault::new(refused).once());
    assert_eq!(brought(&decide(&bench, &path, &BOB, "accept"), "error"), "consent_required");

    bench.sandbox.inject(Fault::new(FaultKind::PolicyBlocked).at(Place::At(Endpoint::Authorize)));
    let blocked = decide(&bench, &path, &BOB, "accept");
    assert!(blocked.status == 400 && blocked.text.contains("AADSTS53003"), "{}", blocked.text);
}

#[test]
fn a_code_is_worth_something_once_and_only_with_its_proof() {
    let bench = Bench::new();
    let code = code(&bench, &ALICE_XEBIA);
    let refused = |answer: Answer| (answer.error(), answer.aadsts());
    let denied = |number| ("invalid_grant".to_owned(), number);
    assert_eq!(refused(redeem(&bench, &SHARED_APP, "no-code", BACK, VERIFIER)), denied(70_000));
    assert_eq!(refused(redeem(&bench, &WORK_APP, &code, BACK, VERIFIER)), denied(70_000));
    assert_eq!(redeem(&bench, &SHARED_APP, &code, "http://localhost:4712", VERIFIER).aadsts(), 500_112);
    assert_eq!(refused(redeem(&bench, &SHARED_APP, &code, BACK, "another-verifier")), denied(501_481));
    assert_eq!(redeem(&bench, &SHARED_APP, &code, BACK, "").aadsts(), 900_144);
    let tokens = redeem(&bench, &SHARED_APP, &code, BACK, VERIFIER);
    assert_eq!(tokens.status, 200, "{}", tokens.text);
    // The second use is a theft: what the first one gave ends.
    assert_eq!(refused(redeem(&bench, &SHARED_APP, &code, BACK, VERIFIER)), denied(54_005));
    assert_eq!(bench.graph("/me", &tokens.text_at("access_token")).status, 401);
    assert_eq!(bench.refresh(XEBIA.id, &SHARED_APP, &tokens.text_at("refresh_token")).aadsts(), 54_005);
}
