//! Where an account signs in.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The tenant that holds every personal Microsoft account.
/// Source: Microsoft identity platform, "ID token claims reference" (`tid`).
pub const PERSONAL_TENANT: Uuid = Uuid::from_u128(0x9188_040d_6c67_4c5b_b112_36a3_04b6_6dad);

/// Where an account signs in: the tenant segment of the authority.
/// Source: Microsoft identity platform, "OpenID Connect on the Microsoft identity platform".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Tenant {
    /// A tenant by its id.
    Id(Uuid),
    /// A tenant by one of its verified domains.
    Domain(String),
    /// Personal Microsoft accounts.
    Consumers,
    /// The work or school tenant that the user turns out to belong to.
    Organizations,
}

impl Tenant {
    /// The tenant's id where it is known without asking anyone.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::Id(id) => Some(*id),
            Self::Consumers => Some(PERSONAL_TENANT),
            Self::Domain(_) | Self::Organizations => None,
        }
    }
}

impl FromStr for Tenant {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().to_ascii_lowercase();
        if let Ok(id) = Uuid::try_parse(&text) {
            return Ok(if id == PERSONAL_TENANT { Self::Consumers } else { Self::Id(id) });
        }
        match text.as_str() {
            "consumers" => Ok(Self::Consumers),
            "organizations" => Ok(Self::Organizations),
            "common" => Err("`common` is not offered as a tenant: refresh tokens of personal accounts issued under it stop working \
                             (AADSTS70000); use `consumers` for a personal account, and the tenant's id or domain, or `organizations`, for a work account"
                .to_owned()),
            "outlook.com" | "hotmail.com" | "live.com" | "msn.com" | "gmail.com" => {
                Err(format!("`{text}` is no tenant, for its accounts are personal ones: use `consumers`"))
            }
            _ if is_domain(&text) => Ok(Self::Domain(text)),
            _ => Err(format!(
                "`{}` is not a tenant: use its id (a GUID), a verified domain such as xebia.com, `consumers` or `organizations`",
                text.escape_debug()
            )),
        }
    }
}

/// Whether this is a host name of at least two labels.
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

impl TryFrom<String> for Tenant {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "{id}"),
            Self::Domain(domain) => f.write_str(domain),
            Self::Consumers => f.write_str("consumers"),
            Self::Organizations => f.write_str("organizations"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_is_a_guid_a_domain_or_one_of_two_words() {
        assert_eq!("Xebia.com".parse(), Ok(Tenant::Domain("xebia.com".to_owned())));
        assert_eq!("9188040d-6c67-4c5b-b112-36a304b66dad".parse(), Ok(Tenant::Consumers));
        assert!("6C2F0000-0000-4000-8000-000000000001".parse::<Tenant>().is_ok_and(|t| t.id().is_some()));
        for bad in ["xebia", "", "https://xebia.com", "a..b", "-a.com", "xebia.com/x"] {
            assert!(bad.parse::<Tenant>().is_err(), "{bad}");
        }
    }

    #[test]
    fn common_is_refused_with_the_reason() {
        let why = "common".parse::<Tenant>().unwrap_err();
        assert!(why.contains("AADSTS70000") && why.contains("consumers"), "{why}");
    }
}
