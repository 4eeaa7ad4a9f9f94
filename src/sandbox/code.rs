//! Authorization codes from the moment a person agrees to the moment one is redeemed, with its proof (PKCE, RFC 7636).

use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::aadsts::Refusal;
use super::device::NoTokens;
use super::directory::Segment;
use super::ledger::Session;
use super::mint;
use super::world::{App, Tenant, User};

/// For how long a code is good.
const LIFETIME: Duration = Duration::from_secs(600);

/// What a program asked a person for, once it was found to be in order.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub app: &'static App,
    pub segment: Segment,
    pub scopes: Vec<String>,
    pub redirect_uri: String,
    pub challenge: String,
    pub nonce: Option<String>,
}

#[derive(Debug)]
struct Code {
    secret: String,
    ask: Ask,
    user: &'static User,
    tenant: &'static Tenant,
    expires: Instant,
    /// The family of tokens that it became.
    redeemed: Option<u64>,
}

/// What a program shows to redeem a code.
pub(super) struct Redemption<'a> {
    pub code: &'a str,
    pub app: &'static App,
    pub segment: Segment,
    pub redirect_uri: &'a str,
    pub verifier: &'a str,
}

#[derive(Debug, Default)]
pub(super) struct Codes(Vec<Code>);

impl Codes {
    /// A code for what this person agreed to.
    pub fn issue(&mut self, ask: Ask, user: &'static User, tenant: &'static Tenant) -> String {
        let secret = mint::authorization_code();
        let expires = Instant::now() + LIFETIME;
        self.0.push(Code { secret: secret.clone(), ask, user, tenant, expires, redeemed: None });
        secret
    }

    /// Who got this code, and for which tenant.
    pub fn signed_in(&self, code: &str) -> Option<(&'static User, &'static Tenant)> {
        self.0.iter().find(|known| known.secret == code).map(|known| (known.user, known.tenant))
    }

    /// The session that a code is worth, once, and the nonce that was sent along.
    pub fn redeem(&mut self, with: &Redemption<'_>, family: u64) -> Result<(Session, Option<String>), NoTokens> {
        let Some(code) = self.0.iter_mut().find(|code| code.secret == with.code) else {
            return Err(Refusal::numbered("invalid_grant", 70_000).into());
        };
        if code.ask.app != with.app {
            return Err(Refusal::numbered("invalid_grant", 70_000).suberror("client_mismatch").into());
        }
        if code.ask.segment != with.segment {
            let text = "Provided Authorization Code is intended to use against other tenant, thus rejected.";
            return Err(Refusal::new("invalid_grant", 700_005, text).into());
        }
        if code.ask.redirect_uri != with.redirect_uri {
            let text = format!(
                "The reply address '{}' does not match the reply address '{}' provided when requesting Authorization \
                 code.",
                with.redirect_uri, code.ask.redirect_uri
            );
            return Err(Refusal::new("invalid_client", 500_112, text).into());
        }
        if mint::encode(Sha256::digest(with.verifier)) != code.ask.challenge {
            let text = "The Code_Verifier does not match the code_challenge supplied in the authorization request.";
            return Err(Refusal::new("invalid_grant", 501_481, text).into());
        }
        if let Some(family) = code.redeemed {
            return Err(NoTokens::Replayed { family });
        }
        if code.expires <= Instant::now() {
            return Err(Refusal::numbered("invalid_grant", 70_008).into());
        }
        code.redeemed = Some(family);
        let Ask { app, scopes, nonce, .. } = code.ask.clone();
        Ok((Session { user: code.user, tenant: code.tenant, app, scopes, family }, nonce))
    }
}
