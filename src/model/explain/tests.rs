//! Every code that calcli has to know, its class, and what has to be advised about it.

use super::*;
use crate::model::error::Kind::{Forbidden, Network, NoMailbox, Other, SignInRequired, Throttled};
use std::collections::BTreeSet;

/// By class and a word of the advice: the numbers of Entra.
/// Source: Microsoft identity platform, "Authentication and authorization error codes".
const NUMBERS: &[(Kind, &str, &[u32])] = &[
    (Other, "--tenant TENANT", &[16_000, 50_020, 50_034, 51_004, 90_072]),
    (Other, "--client-id ID", &[500_208]),
    (Other, "requestedAccessTokenVersion", &[500_201, 90_027]),
    (SignInRequired, "calcli login --account me", &[50_053, 50_055, 50_126, 50_144]),
    (Forbidden, "enable it", &[50_057]),
    (SignInRequired, "calcli login --account me", &[50_058]),
    (Other, "--tenant organizations", &[50_059, 90_019]),
    (SignInRequired, "calcli login --account me", &[50_072, 50_074, 50_076, 50_078, 50_079]),
    (SignInRequired, "calcli login --account me --browser", &[50_158]),
    (Forbidden, "calcli login --account me --browser", &[50_097, 50_005, 50_129, 53_000, 53_001]),
    (Forbidden, "except this application", &[53_002]),
    (Forbidden, "calcli login --account me --browser", &[53_003, 530_032, 530_033, 530_034, 530_035, 50_131]),
    (SignInRequired, "mfasetup", &[53_004]),
    (Forbidden, "Risky users", &[53_011]),
    (Forbidden, "assign you", &[50_105]),
    (SignInRequired, "calcli login --account me", &[50_132, 50_133, 50_173]),
    (SignInRequired, "calcli login --account me", &[70_000, 70_008, 700_082, 70_043, 50_089]),
    (SignInRequired, "Mobile and desktop", &[700_084]),
    (SignInRequired, "calcli login --account me", &[54_005, 501_481]),
    (SignInRequired, "calcli account consent-url me", &[65_001]),
    (SignInRequired, "accept", &[65_004]),
    (Forbidden, "calcli account consent-url me", &[90_094, 90_095]),
    (Other, "calcli account setup me --portal", &[65_005, 650_056, 650_057]),
    (Other, "calcli account set me --client-id ID", &[700_016, 700_011, 70_001]),
    (Forbidden, "enable it", &[7_000_112]),
    (Other, "Allow public client flows", &[7_000_218]),
    (Other, "report it", &[700_025]),
    (Other, "calcli account set me --scopes read", &[70_011, 28_002, 28_003, 700_022, 700_023]),
    (SignInRequired, "calcli login --account me", &[70_016, 70_018, 70_019, 90_119, 90_120]),
    (Other, "http://localhost", &[50_011, 500_113, 900_971]),
    (Other, "calcli account set me --tenant TENANT", &[50_194]),
    (Other, "calcli account set me --tenant organizations", &[9_001_023, 90_124, 90_130]),
    (Other, "calcli account set me --tenant consumers", &[9_002_331, 9_002_346]),
    (Other, "calcli account set me --tenant TENANT", &[9_002_332]),
    (Other, "calcli account set me --cloud usgov|dod|china", &[90_002, 90_038]),
    (Other, "correlation id", &[9_002_313, 900_144, 90_014]),
    (Network, "try again", &[90_033, 90_006, 90_024, 90_012, 50_033, 70_012]),
    (Throttled, "over and over", &[50_196]),
    (Throttled, "try again", &[90_055]),
    (Forbidden, "Cross-tenant", &[500_021, 500_022, 500_212, 500_213]),
];

/// By status, code and class: the refusals of Graph.
const GRAPH: &[(u16, &str, Kind)] = &[
    (401, "InvalidAuthenticationToken", SignInRequired),
    (401, "invalidauthenticationtoken", SignInRequired),
    (401, "", SignInRequired),
    (401, "OrganizationFromTenantGuidNotFound", NoMailbox),
    (403, "ErrorAccessDenied", Forbidden),
    (403, "Authorization_RequestDenied", Forbidden),
    (403, "SomethingNew", Forbidden),
    (404, "MailboxNotEnabledForRESTAPI", NoMailbox),
    (404, "MailboxNotSupportedForRESTAPI", NoMailbox),
    (404, "ErrorItemNotFound", Other),
    (404, "ResourceNotFound", Other),
    (410, "syncStateNotFound", Network),
    (429, "TooManyRequests", Throttled),
    (429, "ApplicationThrottled", Throttled),
    (503, "serviceNotAvailable", Network),
    (504, "UnknownError", Network),
    (507, "SomethingNew", Network),
    (404, "UnknownError", Other),
    (400, "BadRequest", Other),
    (400, "ErrorInvalidParameter", Other),
    (409, "SomethingNew", Other),
];

fn me() -> Account {
    crate::model::account::samples::account("me", "xebia.com")
}

fn refusal(error: &str, description: &str) -> OAuthError {
    let correlation_id = "5a1c0000-0000-4000-8000-000000000001".to_owned();
    OAuthError {
        error: error.to_owned(),
        error_description: description.to_owned(),
        correlation_id,
        ..OAuthError::default()
    }
}

#[test]
fn every_number_of_entra_has_its_class_its_advice_and_the_correlation_id() {
    for (kind, advice, numbers) in NUMBERS {
        for number in *numbers {
            let said = refusal("invalid_grant", &format!("AADSTS{number}: Microsoft's words.\r\nTrace ID: 1"));
            let error = authority_error(&said, &me());
            assert_eq!((error.kind, error.code.as_str()), (*kind, format!("AADSTS{number}").as_str()));
            assert!(!error.message.contains("Microsoft's words"), "{number} has words of calcli's own: {error}");
            assert!(error.hints.iter().any(|hint| hint.contains(advice)), "{number}: {advice} is not in {error:?}");
            let correlation = "correlation id for the tenant's admin: 5a1c0000-0000-4000-8000-000000000001";
            assert_eq!(error.hints.last().map(String::as_str), Some(correlation));
        }
    }
}

#[test]
fn every_refusal_of_graph_has_its_class() {
    for (status, code, kind) in GRAPH {
        let error = graph_error(*status, code, "Said by Graph.", &me());
        assert_eq!(error.kind, *kind, "{status} {code}");
        let shown = if code.is_empty() { format!("http_{status}") } else { (*code).to_owned() };
        assert_eq!(error.code, shown);
        assert!(*kind != NoMailbox || error.hints[0].contains("calcli account set me --tenant consumers"), "{error:?}");
    }
}

#[test]
fn every_refusal_of_graph_advises_something_whatever_its_code() {
    for status in [400, 402, 409, 413, 422, 499] {
        let error = graph_error(status, "SomethingNew", "Said by Graph.", &me());
        assert_eq!((error.kind, error.message.as_str()), (Other, "Said by Graph."));
        assert!(error.hints[0].contains("calcli calendars --account me"), "{status}: {error:?}");
    }
}

#[test]
fn an_unknown_number_shows_the_first_line_of_microsoft_and_the_page_that_explains_it() {
    let error = authority_error(&refusal("invalid_grant", "AADSTS123456: The moon is full.\r\nTrace ID: 1"), &me());
    assert_eq!((error.kind, error.code.as_str()), (SignInRequired, "AADSTS123456"), "by its name");
    assert_eq!(error.message, "The moon is full.");
    assert_eq!(error.hints[..2], ["calcli login --account me", "https://login.microsoftonline.com/error?code=123456"]);
}

#[test]
fn without_a_number_the_finer_name_decides_and_a_stranger_is_shown_as_it_is() {
    let finer = OAuthError { suberror: "protection_policy_required".to_owned(), ..refusal("invalid_grant", "No.") };
    assert_eq!(authority_error(&finer, &me()).kind, Forbidden);
    let stranger = authority_error(&refusal("teapot", "I am one."), &me());
    assert_eq!((stranger.kind, stranger.code.as_str(), stranger.message.as_str()), (Other, "teapot", "I am one."));
    let silent = authority_error(&OAuthError::default(), &me());
    assert_eq!(silent.message, "The authority refused without saying why.");
}

#[test]
fn a_code_is_found_in_any_case_by_its_number_and_inside_a_message() {
    for text in ["AADSTS50020", "aadsts50020", " 50020 ", "error: AADSTS50020: User account 'a' does not exist"] {
        assert_eq!(find(text).and_then(|entry| entry.codes.get(1)), Some(&"AADSTS50020"), "{text}");
    }
    assert!(find("keychain_LOCKED").is_some());
    for text in ["", "AADSTS", "AADSTS1", "nothing", "AADSTS99999999999999"] {
        assert!(find(text).is_none(), "{text}");
    }
}

#[test]
fn no_code_is_in_two_entries_and_every_entry_says_what_why_and_what_to_do() {
    let mut seen = BTreeSet::new();
    for entry in entries() {
        for code in entry.codes {
            assert!(seen.insert(code.to_ascii_lowercase()), "{code} has two entries");
        }
        assert!(entry.happened.ends_with('.') && entry.why.ends_with('.'), "{entry:?}");
        assert!(!entry.codes.is_empty() && !entry.steps.is_empty(), "{entry:?}");
        assert!(entry.steps.iter().all(|step| !step.ends_with('.') && step.matches('`').count() % 2 == 0), "{entry:?}");
    }
}
