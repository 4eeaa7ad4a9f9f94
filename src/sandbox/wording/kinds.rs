//! Every kind of fault by its name, with the value that it may take.

use std::time::Duration;

use crate::sandbox::fault::FaultKind;

/// What Entra asks for in a challenge that nobody worded: a token made anew.
const NEW_TOKEN: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;
/// What it asks for where a second factor is missing.
const SECOND_FACTOR: &str = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
/// Nobody waits longer for an answer.
const LONGEST: Duration = Duration::from_secs(600);

/// A kind of fault, as people ask for it.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// What may stand behind `=`.
    pub value: Option<&'static str>,
    /// What goes wrong, and in brackets the value where none is given.
    pub about: &'static str,
    pub(super) make: fn(Option<&str>) -> Result<FaultKind, String>,
}

impl Kind {
    /// How it is written: `throttle[=SECONDS]`.
    pub fn usage(&self) -> String {
        self.value.map_or_else(|| self.name.to_owned(), |value| format!("{}[={value}]", self.name))
    }
}

/// A kind that takes no value.
macro_rules! plain {
    ($name:literal, $kind:ident, $about:literal) => {
        Kind { name: $name, value: None, about: $about, make: |value| no_value(value).map(|()| FaultKind::$kind) }
    };
}

/// Every kind of fault: what a network and a service do, what Graph does, what pages do, and what Entra does.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "throttle",
        value: Some("SECONDS"),
        about: "Answers 429: too many requests; SECONDS go into Retry-After (none)",
        make: |value| Ok(FaultKind::Throttle { retry_after: value.map(number).transpose()? }),
    },
    Kind {
        name: "outage",
        value: Some("STATUS"),
        about: "Answers 503 or 504: the service is down (503)",
        make: |value| Ok(FaultKind::Outage { status: status(value, [503, 504])?, retry_after: None }),
    },
    Kind {
        name: "slow",
        value: Some("DURATION"),
        about: "Answers later (2s)",
        make: |value| {
            let wait = value.map_or(Ok(Duration::from_secs(2)), duration)?;
            Ok(FaultKind::Slow { millis: u64::try_from(wait.as_millis()).unwrap_or(u64::MAX) })
        },
    },
    plain!("reset", Reset, "Closes the connection without an answer"),
    plain!("html", Html, "Answers with the web page of a captive portal"),
    plain!("bad-json", BadJson, "Answers with something that is not JSON"),
    plain!("empty-body", EmptyBody, "Answers with the right status and nothing else"),
    plain!("truncated-body", TruncatedBody, "Closes the connection in the middle of the answer"),
    plain!("redirect", Redirect, "Redirects to another server"),
    plain!("unauthorized", Unauthorized, "Graph refuses a token that is good (401)"),
    Kind {
        name: "claims-challenge",
        value: Some("STATUS"),
        about: "Graph asks for a token made anew, with 401 or 403: continuous access evaluation (401)",
        make: |value| {
            Ok(FaultKind::ClaimsChallenge { status: status(value, [401, 403])?, claims: NEW_TOKEN.to_owned() })
        },
    },
    Kind {
        name: "small-pages",
        value: Some("COUNT"),
        about: "Graph puts so few on a page of its lists (1)",
        make: |value| {
            let size = value.map_or(Ok(1), number)?.max(1);
            Ok(FaultKind::SmallPages { size: usize::try_from(size).unwrap_or(usize::MAX) })
        },
    },
    plain!("looping-next-link", LoopingNextLink, "The next page of a list is the same page"),
    plain!("foreign-next-link", ForeignNextLink, "The next page of a list is on another server"),
    Kind {
        name: "refresh-refused",
        value: Some("AADSTS"),
        about: "Entra refuses to refresh, for the reason of this number (700082: expired)",
        make: |value| {
            let (code, error) = refusal(value, 700_082)?;
            Ok(FaultKind::RefreshRefused { code, error })
        },
    },
    Kind {
        name: "interaction-required",
        value: None,
        about: "Entra refuses to refresh: a second factor is needed (50076)",
        make: |value| no_value(value).map(|()| FaultKind::InteractionRequired { claims: SECOND_FACTOR.to_owned() }),
    },
    plain!("wrong-user-on-refresh", WrongUserOnRefresh, "A refresh gives the tokens of somebody else"),
    plain!("no-refresh-token", NoRefreshToken, "A refresh gives no new refresh token"),
    Kind {
        name: "short-lived",
        value: Some("SECONDS"),
        about: "New access tokens are good for so long only (60)",
        make: |value| Ok(FaultKind::ShortLived { seconds: value.map_or(Ok(60), number)? }),
    },
    Kind {
        name: "sign-in-refused",
        value: Some("AADSTS"),
        about: "Entra refuses the sign-in, for the reason of this number (50105: not assigned)",
        make: |value| {
            let (code, error) = refusal(value, 50_105)?;
            Ok(FaultKind::SignInRefused { code, error })
        },
    },
    plain!("policy-blocked", PolicyBlocked, "Conditional Access blocks signing in and refreshing (53003)"),
    plain!("declined", Declined, "The person says no to the code"),
    plain!("expired-code", ExpiredCode, "The code has expired"),
    plain!("device-error-on-200", DeviceErrorOn200, "Asking for a code fails under status 200"),
    plain!("numbers-as-strings", NumbersAsStrings, "Entra writes its durations as strings"),
    plain!("another-cloud", AnotherCloud, "The tenant lives in another national cloud (90038)"),
    plain!("wrong-tenant", WrongTenant, "The id_token names another tenant"),
    plain!("wrong-audience", WrongAudience, "The id_token is meant for another application"),
    plain!("wrong-issuer", WrongIssuer, "The id_token was issued by somebody else"),
    plain!("wrong-nonce", WrongNonce, "The id_token belongs to another sign-in (browser only)"),
];

/// Reads a duration: a number with `ms`, `s` or `m` behind it, up to ten minutes.
pub fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let millis = match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        _ => None,
    };
    let total = millis.and_then(|unit| number.parse::<u64>().ok()?.checked_mul(unit)).map(Duration::from_millis);
    total
        .filter(|total| *total <= LONGEST)
        .ok_or_else(|| "give it a unit, such as 50ms, 2s or 1m, and at most 10m".to_owned())
}

fn no_value(value: Option<&str>) -> Result<(), String> {
    value.map_or(Ok(()), |_| Err("it takes no value".to_owned()))
}

fn number(value: &str) -> Result<u64, String> {
    value.trim_end_matches('s').parse().map_err(|_| "it takes a number".to_owned())
}

fn status(value: Option<&str>, allowed: [u16; 2]) -> Result<u16, String> {
    let Some(value) = value else { return Ok(allowed[0]) };
    let status = value.parse().ok().filter(|status| allowed.contains(status));
    status.ok_or_else(|| format!("it takes {} or {}", allowed[0], allowed[1]))
}

/// A refusal by its number, and the OAuth error that Entra sends it under.
fn refusal(value: Option<&str>, usual: u32) -> Result<(u32, String), String> {
    let digits = value.map(|value| value.trim_start_matches("AADSTS"));
    let code = digits.map_or(Ok(usual), |digits| digits.parse().map_err(|_| "it takes an AADSTS number".to_owned()))?;
    let error = match code {
        50_076 | 50_079 | 50_158 => "interaction_required",
        65_004 => "access_denied",
        700_016 => "unauthorized_client",
        7_000_218 => "invalid_client",
        90_033 | 90_055 => "temporarily_unavailable",
        _ => "invalid_grant",
    };
    Ok((code, error.to_owned()))
}
