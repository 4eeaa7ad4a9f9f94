//! What was handed out and what it is still worth: access and refresh tokens, families of them, and their end.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::aadsts::Refusal;
use super::claims::Claims;
use super::mint;
use super::world::{App, Tenant, User};

/// Whether a refresh token that was used may be used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// As Entra does: the old refresh token keeps working.
    Entra,
    /// As OAuth recommends: using an old one again is refused and ends the whole family.
    Strict,
}

/// The kind of an issued token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// For Graph.
    Access,
    /// For the token endpoint.
    Refresh,
}

/// One token that was minted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The token itself.
    pub token: String,
    /// What it is for.
    pub kind: TokenKind,
    /// The GUID of the tenant it is for.
    pub tenant: String,
    /// The client id it was given to.
    pub client: String,
    /// The name of the person it speaks for.
    pub user: String,
}

/// A sign-in: who, where, through which application and what for. All that is minted from it is one family.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub user: &'static User,
    pub tenant: &'static Tenant,
    pub app: &'static App,
    pub scopes: Vec<String>,
    pub family: u64,
}

impl Session {
    pub fn has_scope(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.eq_ignore_ascii_case(name))
    }
}

#[derive(Debug)]
struct AccessToken {
    session: Session,
    claims: Claims,
    expires: Instant,
    revoked: bool,
}

#[derive(Debug, Clone, Copy)]
enum Standing {
    Good,
    Rotated,
    Revoked { code: u32 },
}

#[derive(Debug)]
struct RefreshToken {
    session: Session,
    standing: Standing,
}

/// Why an access token is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadToken {
    Unknown,
    Expired,
    Revoked,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    access: HashMap<String, AccessToken>,
    refresh: HashMap<String, RefreshToken>,
    issued: Vec<Issued>,
    families: u64,
}

impl Ledger {
    /// A number for everything that will come from one sign-in.
    pub fn new_family(&mut self) -> u64 {
        self.families += 1;
        self.families
    }

    pub fn record_access(&mut self, token: &str, session: &Session, claims: Claims, lifetime: Duration) {
        self.record(token, TokenKind::Access, session);
        let entry =
            AccessToken { session: session.clone(), claims, expires: Instant::now() + lifetime, revoked: false };
        self.access.insert(token.to_owned(), entry);
    }

    pub fn mint_refresh(&mut self, session: &Session) -> String {
        let token = mint::refresh_token();
        self.record(&token, TokenKind::Refresh, session);
        let entry = RefreshToken { session: session.clone(), standing: Standing::Good };
        self.refresh.insert(token.clone(), entry);
        token
    }

    fn record(&mut self, token: &str, kind: TokenKind, session: &Session) {
        self.issued.push(Issued {
            token: token.to_owned(),
            kind,
            tenant: session.tenant.id.to_owned(),
            client: session.app.id.to_owned(),
            user: session.user.username.to_owned(),
        });
    }

    pub fn issued(&self) -> Vec<Issued> {
        self.issued.clone()
    }

    /// Whose access token this is, good or not.
    pub fn access_session(&self, token: &str) -> Option<&Session> {
        self.access.get(token).map(|entry| &entry.session)
    }

    /// What an access token was asked to hold, good or not.
    pub fn access_claims(&self, token: &str) -> Option<&Claims> {
        self.access.get(token).map(|entry| &entry.claims)
    }

    /// Everybody who ever had a refresh token, and whether one of them is still good.
    pub fn signed_in(&self) -> HashMap<&'static str, bool> {
        let mut people = HashMap::new();
        for entry in self.refresh.values() {
            *people.entry(entry.session.user.username).or_default() |= matches!(entry.standing, Standing::Good);
        }
        people
    }

    /// Whose refresh token this is, good or not.
    pub fn refresh_session(&self, token: &str) -> Option<&Session> {
        self.refresh.get(token).map(|entry| &entry.session)
    }

    /// The session of an access token that is good now.
    pub fn check_access(&self, token: &str) -> Result<Session, BadToken> {
        let entry = self.access.get(token).ok_or(BadToken::Unknown)?;
        if entry.revoked {
            return Err(BadToken::Revoked);
        }
        if entry.expires <= Instant::now() {
            return Err(BadToken::Expired);
        }
        Ok(entry.session.clone())
    }

    /// Refuses a refresh token that was rotated away (and ends its family) or revoked.
    pub fn check_refresh(&mut self, token: &str) -> Result<(), Refusal> {
        let Some(entry) = self.refresh.get(token) else {
            let text = "Invalid request. Request is malformed or invalid.";
            return Err(Refusal::new("invalid_grant", 9_002_313, text));
        };
        match entry.standing {
            Standing::Good => Ok(()),
            Standing::Revoked { code } => Err(Refusal::numbered("invalid_grant", code)),
            Standing::Rotated => {
                let family = entry.session.family;
                self.revoke_where(70_000, |session| session.family == family);
                Err(Refusal::numbered("invalid_grant", 70_000).suberror("bad_token"))
            }
        }
    }

    /// Marks a refresh token as replaced.
    pub fn rotate(&mut self, token: &str) {
        if let Some(entry) = self.refresh.get_mut(token) {
            entry.standing = Standing::Rotated;
        }
    }

    /// Ends every token whose session is chosen; refresh tokens are refused with `code` from now on.
    pub fn revoke_where(&mut self, code: u32, chosen: impl Fn(&Session) -> bool) {
        for entry in self.access.values_mut() {
            entry.revoked |= chosen(&entry.session);
        }
        for entry in self.refresh.values_mut() {
            if chosen(&entry.session) {
                entry.standing = Standing::Revoked { code };
            }
        }
    }

    /// Makes every access token so far expired.
    pub fn expire_access_tokens(&mut self) {
        let now = Instant::now();
        for entry in self.access.values_mut() {
            entry.expires = entry.expires.min(now);
        }
    }
}
