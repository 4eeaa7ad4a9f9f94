//! Device codes from the moment a program asks for one to the moment it is redeemed: what the person does at the
//! page, and what the program is told when it polls.

use std::time::{Duration, Instant};

use super::aadsts::Refusal;
use super::directory::Segment;
use super::mint;
use super::world::{App, PERSONAL, Tenant, User, World};

/// Polls may come this much before their time.
const TOLERANCE: Duration = Duration::from_millis(200);

#[derive(Debug, Clone, Copy)]
enum Progress {
    Pending,
    Approved(&'static User, &'static Tenant),
    Declined,
    Redeemed { family: u64 },
}

/// One device code and what became of it.
#[derive(Debug)]
pub(super) struct DeviceCode {
    pub secret: String,
    pub user_code: String,
    pub app: &'static App,
    pub segment: Segment,
    pub scopes: Vec<String>,
    expires: Instant,
    last_poll: Option<Instant>,
    progress: Progress,
}

impl DeviceCode {
    /// Who approved it, and for which tenant.
    pub fn approver(&self) -> Option<(&'static User, &'static Tenant)> {
        match self.progress {
            Progress::Approved(user, tenant) => Some((user, tenant)),
            Progress::Pending | Progress::Declined | Progress::Redeemed { .. } => None,
        }
    }

    fn is_open(&self) -> bool {
        matches!(self.progress, Progress::Pending) && self.expires > Instant::now()
    }
}

/// What a poll comes to when no tokens follow.
#[derive(Debug)]
pub(super) enum NoTokens {
    Refused(Refusal),
    /// The code was redeemed before: refuse, and end what it gave.
    Replayed {
        family: u64,
    },
}

impl From<Refusal> for NoTokens {
    fn from(refusal: Refusal) -> Self {
        NoTokens::Refused(refusal)
    }
}

#[derive(Debug, Default)]
pub(super) struct DeviceCodes(Vec<DeviceCode>);

impl DeviceCodes {
    pub fn begin(
        &mut self,
        app: &'static App,
        segment: Segment,
        scopes: Vec<String>,
        lifetime: Duration,
    ) -> &DeviceCode {
        let personal = segment == Segment::One(&PERSONAL);
        self.0.push(DeviceCode {
            secret: mint::device_code(),
            user_code: mint::user_code(if personal { 8 } else { 9 }),
            app,
            segment,
            scopes,
            expires: Instant::now() + lifetime,
            last_poll: None,
            progress: Progress::Pending,
        });
        &self.0[self.0.len() - 1]
    }

    pub fn find(&self, device_code: &str) -> Option<&DeviceCode> {
        self.0.iter().find(|code| code.secret == device_code)
    }

    /// The user codes that wait for somebody.
    pub fn pending(&self) -> Vec<String> {
        let open = self.0.iter().filter(|code| code.is_open());
        open.map(|code| code.user_code.clone()).collect()
    }

    /// What happens at the page when a person signs in and agrees.
    pub fn approve(&mut self, user_code: &str, username: &str, world: &World) -> Result<Approval, String> {
        let code = self.open(user_code)?;
        let admitted = code.segment.admit_user(username, code.app, world);
        let (user, tenant) = admitted.map_err(|refusal| refusal.headline())?;
        code.progress = Progress::Approved(user, tenant);
        Ok(Approval { user, tenant, app: code.app })
    }

    /// What happens at the page when a person refuses.
    pub fn decline(&mut self, user_code: &str) -> Result<(), String> {
        self.open(user_code)?.progress = Progress::Declined;
        Ok(())
    }

    fn open(&mut self, user_code: &str) -> Result<&mut DeviceCode, String> {
        let typed: String = user_code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        self.0
            .iter_mut()
            .find(|code| code.is_open() && code.user_code.eq_ignore_ascii_case(&typed))
            .ok_or_else(|| "That code didn't work. Check the code and try again, or ask for a new one.".to_owned())
    }

    /// What a poll finds; a code that somebody approved is redeemed by it.
    pub fn poll(
        &mut self,
        device_code: &str,
        app: &'static App,
        segment: Segment,
        interval: Duration,
        family: u64,
    ) -> Result<(&'static User, &'static Tenant, Vec<String>), NoTokens> {
        let Some(code) = self.0.iter_mut().find(|code| code.secret == device_code) else {
            return Err(Refusal::numbered("bad_verification_code", 70_018).into());
        };
        if code.app != app {
            return Err(Refusal::numbered("invalid_grant", 70_000).suberror("client_mismatch").into());
        }
        if code.segment != segment {
            let text = "Provided Authorization Code is intended to use against other tenant, thus rejected.";
            return Err(Refusal::new("invalid_grant", 700_005, text).into());
        }
        if let Progress::Redeemed { family } = code.progress {
            return Err(NoTokens::Replayed { family });
        }
        let now = Instant::now();
        if code.expires <= now {
            return Err(Refusal::numbered("expired_token", 70_019).into());
        }
        let previous = code.last_poll.replace(now);
        if previous.is_some_and(|previous| now - previous + TOLERANCE < interval) {
            return Err(Refusal::slow_down().into());
        }
        match code.progress {
            Progress::Approved(user, tenant) => {
                code.progress = Progress::Redeemed { family };
                Ok((user, tenant, code.scopes.clone()))
            }
            Progress::Declined => Err(Refusal::numbered("authorization_declined", 65_004).into()),
            Progress::Pending | Progress::Redeemed { .. } => {
                Err(Refusal::numbered("authorization_pending", 70_016).into())
            }
        }
    }
}

/// What a person just agreed to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Approval {
    pub user: &'static User,
    pub tenant: &'static Tenant,
    pub app: &'static App,
}
