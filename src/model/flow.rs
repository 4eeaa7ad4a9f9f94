//! The two ways to sign in, and which refusals of one are a reason to try the other.

use crate::model::account::Account;
use crate::model::error::Error;
use serde::{Deserialize, Serialize};

/// How a person signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// In a browser on this machine: authorization code with PKCE (RFC 8252).
    Browser,
    /// By a code that is typed on any machine (RFC 8628).
    DeviceCode,
}

/// The AADSTS numbers with which a policy of the tenant blocks one way to sign in and may allow the other: Conditional Access, and
/// demands on the device, which only a browser can prove.
/// Source: Microsoft identity platform, "Authentication and authorization error codes"; Microsoft Entra, "Conditional Access:
/// Authentication flows".
const POLICY_BLOCKS: [u32; 11] =
    [50_005, 50_097, 50_129, 50_131, 53_000, 53_001, 53_002, 53_003, 530_032, 530_034, 530_035];

impl Flow {
    /// Every choice, in the order the help shows them.
    pub const ALL: [Self; 2] = [Self::Browser, Self::DeviceCode];

    /// The name in the config, in the state file and as a flag.
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::DeviceCode => "device-code",
        }
    }

    /// The other way.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Browser => Self::DeviceCode,
            Self::DeviceCode => Self::Browser,
        }
    }

    /// The command that signs an account in this way.
    pub fn login_command(self, account: &Account) -> String {
        format!("{} --{}", account.login_command(), self.name())
    }

    /// The same error, which offers the other way first where a policy blocked this one. A session keeps the mark of the way it
    /// began (Entra's "protocol tracking"), so this holds for a refresh as well.
    #[must_use]
    pub fn offer_other(self, mut error: Error, account: &Account) -> Error {
        if is_policy_block(&error) {
            let (blocked, other) = (self.login_command(account), self.other().login_command(account));
            error.hints.retain(|hint| !hint.contains(&blocked));
            if !error.hints.iter().any(|hint| hint.contains(&other)) {
                error.hints.insert(0, other);
            }
        }
        error
    }
}

/// Whether a policy of the tenant blocked the sign-in.
pub fn is_policy_block(error: &Error) -> bool {
    let number = error.code.strip_prefix("AADSTS").and_then(|digits| digits.parse().ok());
    number.is_some_and(|number| POLICY_BLOCKS.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::account::samples::account;
    use crate::model::explain::{OAuthError, authority_error};

    #[test]
    fn where_a_policy_blocks_one_way_only_the_other_is_advised() {
        let account = account("me", "xebia.com");
        let blocked = OAuthError { error_codes: vec![53003.into()], ..OAuthError::default() };
        let commands = |flow: Flow| {
            let error = flow.offer_other(authority_error(&blocked, &account), &account);
            error.hints.into_iter().filter(|hint| hint.starts_with("calcli login")).collect::<Vec<_>>()
        };
        assert_eq!(commands(Flow::DeviceCode), ["calcli login --account me --browser"]);
        assert_eq!(commands(Flow::Browser), ["calcli login --account me --device-code"]);
    }
}
