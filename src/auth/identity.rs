//! Who signed in, and whether it is who should have: the check that comes before anything is stored.

use crate::model::account::{Account, PERSONAL_TENANT, Tenant};
use crate::model::cloud::is_loopback;
use crate::model::error::{Error, Kind, Result};
use crate::model::secret::Secret;
use crate::model::token::Identity;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;
use uuid::Uuid;

/// The claims of an ID token, and the home account of `client_info`.
///
/// The signature is not checked: the token came from the authority itself over TLS, so there is nobody to have forged it.
/// Source: Microsoft identity platform, "Access tokens" (validation by public clients) and "ID token claims reference".
#[derive(Clone, Debug)]
pub struct Claims {
    token: IdToken,
    home: Option<ClientInfo>,
}

#[derive(Clone, Debug, Deserialize)]
struct IdToken {
    aud: String,
    iss: String,
    tid: Uuid,
    sub: String,
    preferred_username: Option<String>,
    email: Option<String>,
    nonce: Option<String>,
}

/// What an authority sends when asked with `client_info=1`: the account in its home tenant.
#[derive(Clone, Debug, Deserialize)]
struct ClientInfo {
    uid: String,
    utid: String,
}

impl Claims {
    /// Reads an ID token and the `client_info` beside it.
    ///
    /// # Errors
    /// Where one of them is not what it should be.
    pub fn read(id_token: &Secret, client_info: Option<&str>) -> Result<Self> {
        let payload = id_token.expose().split('.').nth(1).unwrap_or_default();
        Ok(Self {
            token: decode(payload, "ID token")?,
            home: client_info.map(|info| decode(info, "client_info")).transpose()?,
        })
    }

    /// The person, once [`Claims::check`] has passed.
    fn identity(&self) -> Identity {
        let id =
            self.home.as_ref().map_or_else(|| self.token.sub.clone(), |home| format!("{}.{}", home.uid, home.utid));
        let username = self.token.preferred_username.clone().or_else(|| self.token.email.clone());
        Identity { id: id.to_ascii_lowercase(), tenant: self.token.tid, username: username.unwrap_or_default() }
    }

    /// Checks that these claims are for this account: its application, its tenant and, where it is known who may sign in, that
    /// person: the one who signed in before (`known`), else the configured user name.
    ///
    /// # Errors
    /// What was expected and what came instead; the caller then stores nothing.
    pub fn check(&self, account: &Account, known: Option<&Identity>) -> Result<Identity> {
        let identity = self.identity();
        self.check_application(account)?;
        self.check_tenant(account, known)?;
        match (known, &account.username) {
            (Some(known), _) if !same_person(known, &identity, self.home.is_some()) => {
                Err(wrong_person(account, &known.username, &identity))
            }
            (None, Some(username)) if !username.eq_ignore_ascii_case(&identity.username) => {
                Err(wrong_person(account, username, &identity))
            }
            _ => Ok(identity),
        }
    }

    /// Checks that the ID token answers the request that carried this nonce, and is not one from another sign-in that was slipped in
    /// (OpenID Connect Core 3.1.3.7).
    ///
    /// # Errors
    /// Where the nonce is another one or missing.
    pub(super) fn check_nonce(&self, expected: &str) -> Result<()> {
        if self.token.nonce.as_deref() == Some(expected) {
            return Ok(());
        }
        Err(refused(
            "wrong_nonce",
            "The authority answered another sign-in than this one (nonce), and nothing was stored.".to_owned(),
        ))
    }

    fn check_application(&self, account: &Account) -> Result<()> {
        let expected = account.client_id.to_string();
        if self.token.aud.eq_ignore_ascii_case(&expected) {
            return Ok(());
        }
        Err(refused(
            "wrong_audience",
            format!("The sign-in is for the application {}; {} uses {expected}.", self.token.aud, account.label),
        ))
    }

    fn check_tenant(&self, account: &Account, known: Option<&Identity>) -> Result<()> {
        let IdToken { tid, iss, .. } = &self.token;
        let issuer = Url::parse(iss).ok().filter(|url| url.scheme() == "https" || is_loopback(url));
        let segment = issuer.as_ref().and_then(|url| url.path_segments()?.next());
        if segment.and_then(|segment| segment.parse().ok()) != Some(*tid) {
            return Err(refused(
                "wrong_issuer",
                format!("The sign-in was issued by {iss}, which is not the tenant {tid}."),
            ));
        }
        let expected = known.map(|known| known.tenant).or_else(|| account.tenant.id());
        if let Some(expected) = expected.filter(|expected| expected != tid) {
            return Err(refused(
                "wrong_tenant",
                format!("Expected the tenant {expected}, got {tid}: {} was not signed in.", account.label),
            )
            .hint(format!(
                "sign in as a user of that tenant, or set another one: `calcli account set {} --tenant {tid}`",
                account.label
            )));
        }
        if account.tenant == Tenant::Organizations && *tid == PERSONAL_TENANT {
            return Err(refused(
                "wrong_tenant",
                format!("Expected a work or school account, got a personal one: {} was not signed in.", account.label),
            )
            .hint(format!("for a personal account: `calcli account set {} --tenant consumers`", account.label)));
        }
        Ok(())
    }
}

/// Whether two identities are one person: by home account id, or by name where a server sends no id.
fn same_person(known: &Identity, now: &Identity, has_home_id: bool) -> bool {
    if has_home_id && known.id.contains('.') {
        known.id == now.id
    } else {
        known.username.eq_ignore_ascii_case(&now.username)
    }
}

fn wrong_person(account: &Account, expected: &str, got: &Identity) -> Error {
    refused(
        "wrong_person",
        format!(
            "Expected {expected}, got {}: {} was not signed in, and what was stored is unchanged.",
            got.username, account.label
        ),
    )
    .hint("sign in in a private window, where no other account is signed in")
    .hint(match &account.username {
        // The config names one person: no flag of the sign-in lets another one in.
        Some(_) => format!(
            "if {0} is right: `calcli account set {1} --username {0}`, then `{2}`",
            got.username,
            account.label,
            account.login_command()
        ),
        None => format!("if {} is right: `calcli login --account {} --switch-user`", got.username, account.label),
    })
}

fn refused(code: &str, message: String) -> Error {
    Error::new(Kind::Other, code, message)
}

fn decode<T: DeserializeOwned>(part: &str, what: &str) -> Result<T> {
    let bytes = URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).unwrap_or_default();
    serde_json::from_slice(&bytes)
        .map_err(|error| refused("bad_identity", format!("The authority's {what} cannot be read: {error}.")))
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
