//! What a stored token belongs to and what it holds: the nouns behind calcli's first promise.

use crate::model::account::{Account, ClientId, Label};
use crate::model::claims::Challenge;
use crate::model::cloud::{Endpoints, Origin};
use crate::model::error::Error;
use crate::model::secret::Secret;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use std::time::Duration;
use uuid::Uuid;

/// Where a token is valid: one authority, one API, one tenant, one application. Two accounts that differ in any of these
/// never share a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Partition {
    /// The login and Graph origins.
    pub endpoints: Endpoints,
    /// The tenant's id, never one of its names.
    pub tenant: Uuid,
    /// The application that the token was issued to.
    pub client_id: ClientId,
}

/// What a stored secret belongs to: a partition and one account in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenKey {
    /// Where the token is valid.
    pub partition: Partition,
    /// Whose it is.
    pub account: Label,
}

impl TokenKey {
    /// The key of an account in a tenant that is now known.
    pub fn new(account: &Account, tenant: Uuid) -> Self {
        let partition = Partition { endpoints: account.endpoints.clone(), tenant, client_id: account.client_id };
        Self { partition, account: account.label.clone() }
    }

    /// The whole key as one line. It is repeated inside the record, bound to the ciphertext as associated data, and names
    /// the lock: changing any part of it makes another key. No part can hold the separator.
    pub fn canonical(&self) -> String {
        let Partition { endpoints, tenant, client_id } = &self.partition;
        format!(
            "calcli/v1|microsoft|{}|{}|{tenant}|{client_id}|{}",
            endpoints.authority,
            endpoints.graph,
            self.account.key()
        )
    }

    /// Reads what [`TokenKey::canonical`] wrote; `None` for anything else.
    pub fn parse(canonical: &str) -> Option<Self> {
        let ["calcli/v1", "microsoft", authority, graph, tenant, client, account] =
            canonical.split('|').collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let endpoints = Endpoints { authority: Origin::parse(authority).ok()?, graph: Origin::parse(graph).ok()? };
        let partition = Partition { endpoints, tenant: tenant.parse().ok()?, client_id: client.parse().ok()? };
        Some(Self { partition, account: account.parse().ok()? })
    }
}

/// Who signed in. A user who is a guest in another tenant keeps the id and has another `tenant`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The home account id: `{uid}.{utid}` of `client_info`, or `sub:` and that claim where a server sends none.
    pub id: String,
    /// The tenant that was signed in to (`tid`).
    pub tenant: Uuid,
    /// The name for people; it can change and is never a key.
    pub username: String,
}

/// A name for people as a server tells it, no longer than an address can be (RFC 5321 4.5.3.1).
pub fn name_told(mut name: String) -> String {
    if let Some((at, _)) = name.char_indices().nth(320) {
        name.truncate(at);
    }
    name
}

/// Tokens as the authority issued them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSet {
    /// The bearer token for Graph; opaque, never parsed.
    pub access: Secret,
    /// When the access token ends, by the real clock.
    pub expires_at: DateTime<Utc>,
    /// The refresh token, if one was issued.
    pub refresh: Option<Secret>,
    /// What was granted, as the server named it.
    pub scopes: Vec<String>,
}

/// How long before its end an access token counts as expired. Source: MSAL's access token expiration buffer.
pub const EXPIRY_MARGIN: TimeDelta = TimeDelta::minutes(5);

impl TokenSet {
    /// Whether the access token can be sent without being renewed first.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.signed_duration_since(now) > EXPIRY_MARGIN
    }
}

/// The longest that a code or a token is believed to live, whatever its server says: real ones live for minutes and hours.
pub const LONGEST_LIFE: Duration = Duration::from_secs(366 * 86_400);

/// When something ends that lives for this long from now.
pub fn end_of_life(now: DateTime<Utc>, life: Duration) -> DateTime<Utc> {
    let life = TimeDelta::from_std(life.min(LONGEST_LIFE)).unwrap_or_default();
    now.checked_add_signed(life).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// A refresh that the authority refused, or that did not help. Nothing is deleted for it: the refusal may be a policy's, and pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// When it was refused.
    pub at: DateTime<Utc>,
    /// What was said.
    pub error: Error,
    /// What the next sign-in has to ask for.
    pub claims: Option<Challenge>,
}

/// How long a refusal is believed before the authority is asked again, so that a shell prompt or a status bar does not hammer it
/// (AADSTS50196).
const REFUSAL_HOLDS: TimeDelta = TimeDelta::minutes(10);

impl Refusal {
    /// Whether it is still believed. One that lies ahead was noted while the clock ran ahead, and nobody knows how old it is: it is
    /// believed no longer than any other.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        now.signed_duration_since(self.at).abs() < REFUSAL_HOLDS
    }
}

/// One stored record: whose tokens, and the tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRecord {
    /// What it belongs to; a store refuses a record whose key is not the one asked for.
    pub key: TokenKey,
    /// Who signed in.
    pub identity: Identity,
    /// The tokens.
    pub tokens: TokenSet,
    /// Set when the last refresh was refused.
    pub refusal: Option<Refusal>,
}

/// Where tokens are kept; chosen by the user and never changed for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StoreKind {
    /// The keychain of the operating system.
    #[default]
    Keychain,
    /// Encrypted files, for machines without a keychain.
    File,
}

impl StoreKind {
    /// Every choice, in the order the help shows them.
    pub const ALL: [Self; 2] = [Self::Keychain, Self::File];

    /// The name in the config, in the environment and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::File => "file",
        }
    }
}

/// What a provider shows to a server to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An OAuth 2 bearer token (RFC 6750).
    Bearer(Secret),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cloud::Cloud;

    #[test]
    fn no_life_is_so_long_that_its_end_cannot_be_told() {
        let now = DateTime::parse_from_rfc3339("2026-11-23T08:00:00Z").unwrap().to_utc();
        let end = |seconds: u64| end_of_life(now, Duration::from_secs(seconds)).to_rfc3339();
        assert_eq!(end(3600), "2026-11-23T09:00:00+00:00");
        for seconds in [10_000_000_000_000, u64::MAX] {
            assert_eq!(end(seconds), "2027-11-24T08:00:00+00:00");
        }
        assert_eq!(end_of_life(DateTime::<Utc>::MAX_UTC, LONGEST_LIFE), DateTime::<Utc>::MAX_UTC);
    }

    #[test]
    fn a_token_is_fresh_until_five_minutes_before_its_end() {
        let now = DateTime::parse_from_rfc3339("2026-11-23T08:00:00Z").unwrap().to_utc();
        let ending = |seconds: i64| {
            let expires_at = now + TimeDelta::seconds(seconds);
            TokenSet { access: Secret::from("token".to_owned()), expires_at, refresh: None, scopes: Vec::new() }
        };
        for (seconds, fresh) in [(3600, true), (301, true), (300, false), (0, false), (-1, false)] {
            assert_eq!(ending(seconds).is_fresh(now), fresh, "{seconds}");
        }
    }

    #[test]
    fn a_token_of_the_beginning_of_time_is_not_fresh() {
        let access = Secret::from("token".to_owned());
        let tokens = TokenSet { access, expires_at: DateTime::<Utc>::MIN_UTC, refresh: None, scopes: Vec::new() };
        assert!(!tokens.is_fresh(Utc::now()));
    }

    #[test]
    fn a_refusal_holds_for_minutes_also_where_the_clock_was_set_back_meanwhile() {
        let at = DateTime::parse_from_rfc3339("2026-11-23T08:00:00Z").unwrap().to_utc();
        let refusal = Refusal { at, error: Error::usage("code", "Refused."), claims: None };
        let holds = |minutes| refusal.holds(at + TimeDelta::minutes(minutes));
        assert!(holds(0) && holds(9) && holds(-9));
        assert!(!holds(10) && !holds(-10) && !holds(-24 * 60));
    }

    #[test]
    fn a_key_survives_its_canonical_form_and_differs_in_every_part() {
        let client: ClientId = "11111111-1111-4111-8111-111111111111".parse().unwrap();
        let key = |cloud: Cloud, tenant: u128, account: &str| TokenKey {
            partition: Partition { endpoints: cloud.endpoints(), tenant: Uuid::from_u128(tenant), client_id: client },
            account: account.parse().unwrap(),
        };
        let one = key(Cloud::UsGov, 1, "Xebia");
        assert_eq!(TokenKey::parse(&one.canonical()), Some(one.clone()));
        assert_eq!(one.canonical(), key(Cloud::UsGov, 1, "xebia").canonical());
        for other in [key(Cloud::Dod, 1, "xebia"), key(Cloud::UsGov, 2, "xebia"), key(Cloud::UsGov, 1, "xebia2")] {
            assert_ne!(one.canonical(), other.canonical());
        }
    }
}
