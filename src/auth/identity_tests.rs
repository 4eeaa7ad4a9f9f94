//! Who may sign in to an account, and who may not, however the claims are forged.

use super::*;
use crate::model::account::samples;
use serde_json::{Value, json};

const CLIENT: &str = "11111111-1111-4111-8111-111111111111";
const TENANT: &str = "22222222-2222-4222-8222-222222222222";
const OTHER: &str = "33333333-3333-4333-8333-333333333333";

fn account(tenant: &str, username: Option<&str>) -> Account {
    let client_id = CLIENT.parse().unwrap();
    Account { client_id, username: username.map(str::to_owned), ..samples::account("work", tenant) }
}

/// Claims as Entra sends them for alice, with some of them changed.
fn claims(changes: &Value, uid: Option<&str>) -> Claims {
    let mut token = json!({
        "aud": CLIENT, "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"), "tid": TENANT,
        "sub": "pairwise", "preferred_username": "alice@work.com",
    });
    for (name, value) in changes.as_object().unwrap() {
        token[name] = value.clone();
    }
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let id_token = Secret::from(format!("e30.{}.signature", encoded(&token)));
    let home = uid.map(|uid| HomeAccount::read(&encoded(&json!({ "uid": uid, "utid": TENANT }))).unwrap());
    Claims::read(&id_token, home).unwrap()
}

fn code(claims: &Claims, account: &Account, known: Option<&Identity>) -> String {
    claims.check(account, known).map_or_else(|error| error.code, |identity| identity.id)
}

#[test]
fn the_right_person_in_the_right_tenant_is_known_by_the_home_account_id() {
    let alice = claims(&json!({}), Some("A"));
    for tenant in [TENANT, "work.com", "organizations"] {
        assert_eq!(code(&alice, &account(tenant, None), None), format!("a.{TENANT}"), "{tenant}");
    }
    assert_eq!(code(&alice, &account(TENANT, Some("Alice@Work.com")), None), format!("a.{TENANT}"));
    assert_eq!(code(&claims(&json!({}), None), &account(TENANT, None), None), "sub:pairwise");
}

#[test]
fn claims_for_another_application_tenant_or_issuer_are_refused() {
    let issuer = |issuer: &str| json!({ "iss": issuer });
    for (changes, refusal) in [
        (json!({ "aud": OTHER }), "wrong_audience"),
        (json!({ "tid": OTHER }), "wrong_issuer"),
        (json!({ "tid": OTHER, "iss": format!("https://login.microsoftonline.com/{OTHER}/v2.0") }), "wrong_tenant"),
        (issuer(&format!("http://login.microsoftonline.com/{TENANT}/v2.0")), "wrong_issuer"),
        (issuer(&format!("https://login.microsoftonline.com/{OTHER}/{TENANT}/v2.0")), "wrong_issuer"),
        (issuer(TENANT), "wrong_issuer"),
    ] {
        assert_eq!(code(&claims(&changes, Some("a")), &account(TENANT, None), None), refusal, "{changes}");
    }
}

#[test]
fn a_personal_account_is_not_a_work_account_and_the_other_way_round() {
    let personal = PERSONAL_TENANT.to_string();
    let changes = json!({ "tid": personal, "iss": format!("https://login.microsoftonline.com/{personal}/v2.0") });
    assert_eq!(code(&claims(&changes, Some("a")), &account("organizations", None), None), "wrong_tenant");
    assert_eq!(code(&claims(&json!({}), Some("a")), &account("consumers", None), None), "wrong_tenant");
    assert!(claims(&changes, Some("a")).check(&account("consumers", None), None).is_ok());
}

#[test]
fn somebody_else_is_refused_by_id_whatever_the_name_and_by_name_where_no_id_is_known() {
    let alice = claims(&json!({}), Some("a")).check(&account(TENANT, None), None).unwrap();
    let renamed = claims(&json!({ "preferred_username": "alice.b@work.com" }), Some("a"));
    let impostor = claims(&json!({}), Some("b"));
    assert_eq!(code(&renamed, &account(TENANT, None), Some(&alice)), alice.id);
    assert_eq!(code(&impostor, &account(TENANT, None), Some(&alice)), "wrong_person");
    assert_eq!(code(&impostor, &account(TENANT, Some("bob@work.com")), None), "wrong_person");
    let error = impostor.check(&account(TENANT, Some("bob@work.com")), None).unwrap_err();
    assert!(error.message.contains("Expected bob@work.com, got alice@work.com"), "{error}");
}

#[test]
fn a_domain_that_led_to_one_tenant_must_not_lead_to_another() {
    let alice = claims(&json!({}), Some("a")).check(&account("work.com", None), None).unwrap();
    let moved = json!({ "tid": OTHER, "iss": format!("https://login.microsoftonline.com/{OTHER}/v2.0") });
    assert_eq!(code(&claims(&moved, Some("a")), &account("work.com", None), Some(&alice)), "wrong_tenant");
}

#[test]
fn people_without_a_home_account_are_told_apart_by_their_subject_and_never_by_an_empty_name() {
    let subject = |sub: &str, name: &Value| claims(&json!({ "sub": sub, "preferred_username": name }), None);
    let work = account(TENANT, None);
    let nameless = subject("A", &Value::Null).check(&work, None).unwrap();
    assert_eq!(code(&subject("A", &json!("alice@work.com")), &work, Some(&nameless)), "sub:A");
    for other in ["B", "a"] {
        assert_eq!(code(&subject(other, &Value::Null), &work, Some(&nameless)), "wrong_person", "{other}");
    }
    let with_home = claims(&json!({ "preferred_username": Value::Null }), Some("a"));
    assert_eq!(code(&with_home, &work, Some(&nameless)), "wrong_person");
    let id = with_home.check(&work, None).unwrap().id;
    let forged = subject(&id, &json!("eve@work.com"));
    assert_eq!(code(&forged, &work, Some(&claims(&json!({}), Some("a")).check(&work, None).unwrap())), "wrong_person");
}

#[test]
fn a_home_account_that_could_be_read_in_two_ways_or_names_nobody_is_refused() {
    let read = |uid: &str, utid: &str| {
        HomeAccount::read(&URL_SAFE_NO_PAD.encode(json!({ "uid": uid, "utid": utid }).to_string()))
            .map(|home| home.id())
    };
    assert_eq!(read("A", "B"), Ok("a.b".to_owned()));
    for (uid, utid) in [("", "b"), ("a", ""), ("a.b", "c"), ("a", "b.c"), ("sub:a", "b")] {
        assert_eq!(read(uid, utid).unwrap_err().code, "bad_identity", "{uid} {utid}");
    }
    assert!(
        Claims::read(&Secret::from(format!("x.{}.y", URL_SAFE_NO_PAD.encode("\"a.secret.token\""))), None)
            .is_err_and(|error| !error.message.contains("secret"))
    );
}

#[test]
fn a_domain_is_no_personal_tenant_and_no_tenant_is_nobodys() {
    let of = |tid: &str| json!({ "tid": tid, "iss": format!("https://login.microsoftonline.com/{tid}/v2.0") });
    let personal = PERSONAL_TENANT.to_string();
    for tid in [personal.as_str(), "00000000-0000-0000-0000-000000000000"] {
        for tenant in ["work.com", "organizations", TENANT] {
            assert_eq!(
                code(&claims(&of(tid), Some("a")), &account(tenant, None), None),
                "wrong_tenant",
                "{tenant} {tid}"
            );
        }
    }
}

#[test]
fn what_is_not_a_token_is_an_error_and_no_panic() {
    for garbage in ["", "a.b.c", "..", "e30.e30.", "e30.bm90IGpzb24.x"] {
        assert!(Claims::read(&Secret::from(garbage.to_owned()), None).is_err(), "{garbage}");
    }
}

#[test]
fn a_home_account_by_itself_tells_one_person_from_another_where_such_an_id_is_known() {
    let home = |uid: &str| {
        HomeAccount::read(&URL_SAFE_NO_PAD.encode(json!({ "uid": uid, "utid": TENANT }).to_string())).unwrap()
    };
    let work = account(TENANT, None);
    let alice = claims(&json!({}), Some("a")).check(&work, None).unwrap();
    let by_subject = claims(&json!({ "sub": "x.y" }), None).check(&work, None).unwrap();
    assert_eq!(home("A").check(&work, &alice), Ok(()));
    let error = home("b").check(&work, &alice).unwrap_err();
    assert_eq!(error.code, "wrong_person");
    assert!(error.message.contains("Expected alice@work.com, got somebody else"), "{error}");
    assert_eq!(home("b").check(&work, &by_subject), Ok(()));
}

#[test]
fn an_answer_with_the_nonce_of_another_sign_in_or_none_is_refused() {
    let checked =
        |nonce: Value| claims(&json!({ "nonce": nonce }), None).check_nonce("mine").map_err(|error| error.code);
    assert_eq!(checked(json!("mine")), Ok(()));
    for other in [json!("Mine"), json!(""), Value::Null] {
        assert_eq!(checked(other), Err("wrong_nonce".to_owned()));
    }
}

#[test]
fn a_wrong_clock_keeps_nobody_out() {
    for (begins, ends) in [(0_u64, 1_u64), (4_000_000_000, 4_000_003_600)] {
        let skewed = claims(&json!({ "iat": begins, "nbf": begins, "exp": ends }), Some("a"));
        assert_eq!(code(&skewed, &account(TENANT, None), None), format!("a.{TENANT}"));
    }
}

#[test]
fn what_is_to_be_typed_holds_a_strangers_name_as_one_word() {
    let stranger = claims(&json!({ "preferred_username": "me@x.example; touch /tmp/x #" }), Some("b"));
    let error = stranger.check(&account(TENANT, Some("alice@work.com")), None).unwrap_err();
    assert!(error.hints[1].contains("--username 'me@x.example; touch /tmp/x #'"), "{error:?}");
}

#[test]
fn an_id_or_a_name_is_no_longer_than_a_person_has() {
    let long = "x".repeat(100_000);
    assert_eq!(claims(&json!({ "preferred_username": long }), Some("a")).identity().username.len(), 320);
    let client_info = URL_SAFE_NO_PAD.encode(json!({ "uid": long, "utid": TENANT }).to_string());
    assert!(HomeAccount::read(&client_info).is_err());
}
