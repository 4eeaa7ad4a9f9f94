//! The lines of `login --json`: one object per line, as the sign-in goes on.

use super::problem::Fatal;
use super::{text, utc};
use crate::model::account::Label;
use crate::model::error::Error;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

/// A code to type at an address.
pub fn device_code(account: &Label, verification_uri: &str, user_code: &str, expires_at: DateTime<Utc>) -> String {
    let account = account.as_str();
    text::line(&Line::DeviceCode { account, verification_uri, user_code, expires_at: utc(expires_at) })
}

/// An address to open in a browser.
pub fn browser(account: &Label, url: &str) -> String {
    text::line(&Line::Browser { account: account.as_str(), url })
}

/// A sign-in that succeeded.
pub fn signed_in(account: &Label, username: &str, tenant_id: Uuid) -> String {
    text::line(&Line::SignedIn { account: account.as_str(), username, tenant_id: tenant_id.to_string() })
}

/// A sign-in that failed.
pub fn login_error(account: &Label, error: &Error) -> String {
    text::line(&Line::Error { account: account.as_str(), error: Fatal::new(error) })
}

/// A line of a sign-in.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum Line<'a> {
    /// A code is to be typed at an address.
    DeviceCode { account: &'a str, verification_uri: &'a str, user_code: &'a str, expires_at: String },
    /// An address is to be opened in a browser.
    Browser { account: &'a str, url: &'a str },
    /// An account is signed in.
    SignedIn { account: &'a str, username: &'a str, tenant_id: String },
    /// An account is not signed in.
    Error { account: &'a str, error: Fatal<'a> },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{at, expired, label};

    #[test]
    fn every_step_is_one_line() {
        let xebia = label("xebia");
        assert_eq!(
            device_code(&xebia, "https://microsoft.com/devicelogin", "A1B2", at("2026-11-23T08:27:04Z")),
            "{\"event\":\"device_code\",\"account\":\"xebia\",\"verification_uri\":\"https://microsoft.com/devicelogin\",\"user_code\":\"A1B2\",\"expires_at\":\"2026-11-23T08:27:04Z\"}\n"
        );
        assert_eq!(
            browser(&xebia, "https://a/b"),
            "{\"event\":\"browser\",\"account\":\"xebia\",\"url\":\"https://a/b\"}\n"
        );
        assert_eq!(
            signed_in(&xebia, "a@x", Uuid::from_u128(1)),
            "{\"event\":\"signed_in\",\"account\":\"xebia\",\"username\":\"a@x\",\"tenant_id\":\"00000000-0000-0000-0000-000000000001\"}\n"
        );
        assert_eq!(
            login_error(&label("marimer"), &expired()),
            "{\"event\":\"error\",\"account\":\"marimer\",\"error\":{\"kind\":\"sign_in_required\",\"code\":\"AADSTS700082\",\"message\":\"The refresh token has expired due to inactivity.\",\"hints\":[\"calcli login --account marimer\"]}}\n"
        );
    }
}
