//! Who signed in, and whether it is who should have: the check that comes before anything is stored.

use crate::base::http::fault;
use crate::model::account::{Account, PERSONAL_TENANT, Tenant};
use crate::model::cloud::is_loopback;
use crate::model::error::{Error, Kind, Result};
use crate::model::secret::Secret;
use crate::model::token::{Identity, name_told};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;
use uuid::Uuid;

/// The most bytes of a person's id. Source: OpenID Connect Core 2, `sub`.
const LONGEST_ID: usize = 255;

/// The claims of an ID token, and the home account of `client_info`.
///
/// The signature is not checked: the token came from the authority itself over TLS, so there is nobody to have forged it.
/// Source: Microsoft identity platform, "Access tokens" (validation by public clients) and "ID token claims reference".
#[derive(Clone, Debug)]
pub struct Claims {
    token: IdToken,
    home: Option<HomeAccount>,
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
pub struct HomeAccount {
    uid: String,
    utid: String,
}

impl HomeAccount {
    /// Reads `client_info`.
    ///
    /// # Errors
    /// Where it is not what it should be. A dot in one of its parts is refused, since then two pairs would have one id.
    pub fn read(client_info: &str) -> Result<Self> {
        let home: Self = decode(client_info, "client_info")?;
        if [&home.uid, &home.utid].iter().all(|part| is_part(part)) {
            return Ok(home);
        }
        Err(refused("bad_identity", "The authority's client_info names no account.".to_owned()))
    }

    fn id(&self) -> String {
        format!("{}.{}", self.uid, self.utid).to_ascii_lowercase()
    }

    /// Checks that this is the person who signed in before, where the answer says no more than this.
    ///
    /// # Errors
    /// Where it is somebody else.
    pub fn check(&self, account: &Account, known: &Identity) -> Result<()> {
        if !is_home_id(&known.id) || known.id == self.id() {
            return Ok(());
        }
        Err(wrong_person(account, &known.username, &Identity { username: "somebody else".to_owned(), ..known.clone() }))
    }
}

fn is_part(part: &str) -> bool {
    (1..=LONGEST_ID).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Whether an identity's id is a home account id: `sub` ids begin with a word and a colon, which no part of those holds.
fn is_home_id(id: &str) -> bool {
    id.split_once('.').is_some_and(|(uid, utid)| is_part(uid) && is_part(utid))
}

impl Claims {
    /// Reads an ID token and the `client_info` beside it.
    ///
    /// # Errors
    /// Where one of them is not what it should be.
    pub fn read(id_token: &Secret, home: Option<HomeAccount>) -> Result<Self> {
        let payload = id_token.expose().split('.').nth(1).unwrap_or_default();
        let token: IdToken = decode(payload, "ID token")?;
        if home.is_none() && !(1..=LONGEST_ID).contains(&token.sub.len()) {
            return Err(refused("bad_identity", "The authority's ID token names nobody.".to_owned()));
        }
        Ok(Self { token, home })
    }

    /// The person, once [`Claims::check`] has passed.
    fn identity(&self) -> Identity {
        let id = self.home.as_ref().map_or_else(|| format!("sub:{}", self.token.sub), HomeAccount::id);
        let username = self.token.preferred_username.clone().or_else(|| self.token.email.clone());
        Identity { id, tenant: self.token.tid, username: name_told(username.unwrap_or_default()) }
    }

    /// Checks that these claims are for this account: its application, its tenant and, where it is known who may sign in, that
    /// person: the one who signed in before (`known`), else the configured user name. When the ID token ends is not asked: it comes
    /// from the authority itself, over TLS, in answer to a request of this very moment, and a machine whose clock is wrong may sign in
    /// too (OpenID Connect Core 3.1.3.7 leaves the signature to TLS then; `doctor` tells of the clock).
    ///
    /// # Errors
    /// What was expected and what came instead; the caller then stores nothing.
    pub fn check(&self, account: &Account, known: Option<&Identity>) -> Result<Identity> {
        let identity = self.identity();
        self.check_application(account)?;
        self.check_tenant(account, known)?;
        match (known, &account.username) {
            (Some(known), _) if !same_person(known, &identity) => {
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
        if tid.is_nil() {
            return Err(refused(
                "wrong_tenant",
                format!("The authority names no tenant: {} was not signed in.", account.label),
            ));
        }
        if account.tenant != Tenant::Consumers && *tid == PERSONAL_TENANT {
            return Err(refused(
                "wrong_tenant",
                format!("Expected a work or school account, got a personal one: {} was not signed in.", account.label),
            )
            .hint(format!("for a personal account: `calcli account set {} --tenant consumers`", account.label)));
        }
        Ok(())
    }
}

/// Whether two identities are one person: by id where both are of one sort, else by name, and nobody's name is no name.
fn same_person(known: &Identity, now: &Identity) -> bool {
    if is_home_id(&known.id) == is_home_id(&now.id) {
        known.id == now.id
    } else {
        !known.username.is_empty() && known.username.eq_ignore_ascii_case(&now.username)
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
            "if {} is right: `calcli account set {} --username {}`, then `{}`",
            got.username,
            account.label,
            shell_words::quote(&got.username),
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
        .map_err(|error| refused("bad_identity", format!("The authority's {what} cannot be read: {}.", fault(&error))))
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
