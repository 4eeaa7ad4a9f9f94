//! What can go wrong on request: the faults a test may inject, and the rule for when each one strikes.

use super::world::Tenant;

/// Something that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// 429; with a `Retry-After` Graph says `TooManyRequests`, without one `ApplicationThrottled`.
    Throttle {
        /// Seconds for the `Retry-After` header.
        retry_after: Option<u64>,
    },
    /// A failing service.
    Outage {
        /// 503 or 504.
        status: u16,
        /// Seconds for the `Retry-After` header.
        retry_after: Option<u64>,
    },
    /// The answer, right or wrong, comes later. Combines with other faults.
    Slow {
        /// For how long to wait.
        millis: u64,
    },
    /// A captive portal answers 200 with an HTML page.
    Html,
    /// The body of the answer is not JSON.
    BadJson,
    /// The body stops before the announced length and the connection closes.
    TruncatedBody,
    /// The status is right, the body is empty.
    EmptyBody,
    /// The connection closes without an answer.
    Reset,
    /// 302 to an address on the other of the two origins.
    Redirect,
    /// Graph refuses a token that is good.
    Unauthorized,
    /// The device code endpoint answers an error under status 200, as the real one is known to do.
    DeviceErrorOn200,
    /// `expires_in` and `interval` are strings.
    NumbersAsStrings,
    /// Polling finds the code expired.
    ExpiredCode,
    /// Polling finds that the person said no.
    Declined,
    /// Polling, or redeeming an authorization code, is refused, by whatever rule; the authorize page redirects with the error.
    SignInRefused {
        /// The AADSTS number.
        code: u32,
        /// The OAuth error.
        error: String,
    },
    /// Refreshing is refused.
    RefreshRefused {
        /// The AADSTS number.
        code: u32,
        /// The OAuth error.
        error: String,
    },
    /// Continuous access evaluation: Graph asks for a token with these claims, until it is shown one. Clients that do not hear
    /// challenges never get one.
    ClaimsChallenge {
        /// 401, or 403 where Conditional Access is not continuous.
        status: u16,
        /// What the token has to have been asked to hold, as JSON.
        claims: String,
    },
    /// Refreshing answers that the person has to sign in, with these claims (AADSTS50076).
    InteractionRequired {
        /// What the sign-in has to ask for, as JSON.
        claims: String,
    },
    /// The tenant lives in another national cloud (AADSTS90038).
    AnotherCloud,
    /// Conditional Access blocks polling, redeeming and refreshing (AADSTS53003); the authorize page says so and leads nowhere.
    PolicyBlocked,
    /// Refreshing answers the tokens of somebody else.
    WrongUserOnRefresh,
    /// The `id_token` names another tenant.
    WrongTenant,
    /// The `id_token` is meant for another application.
    WrongAudience,
    /// The `id_token` was issued by somebody else.
    WrongIssuer,
    /// The `id_token` belongs to another request for authorization.
    WrongNonce,
    /// Refreshing returns no new refresh token.
    NoRefreshToken,
    /// The access token is good for so long only.
    ShortLived {
        /// Seconds for `expires_in`.
        seconds: u64,
    },
    /// Pages hold no more than this, whatever was asked for, as Graph is free to do.
    SmallPages {
        /// The most items of a page.
        size: usize,
    },
    /// The next page is on another origin.
    ForeignNextLink,
    /// The next page is this page.
    LoopingNextLink,
}

/// A kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// Asking for a device code.
    DeviceCode,
    /// Redeeming a device code.
    Poll,
    /// Somebody at the authorize page.
    Authorize,
    /// Redeeming an authorization code.
    Redeem,
    /// Redeeming a refresh token.
    Refresh,
    /// The discovery document.
    Discovery,
    /// `/me`.
    Me,
    /// Lists of calendars and single calendars.
    Calendars,
    /// A calendar view.
    View,
    /// A single event.
    Event,
    /// When others are busy.
    Schedule,
    /// Everything else: the device page, unknown paths.
    Other,
}

/// Where a fault applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Wherever the kind of fault makes sense.
    Anywhere,
    /// The endpoints of Entra.
    Authority,
    /// The endpoints of Graph.
    Graph,
    /// One kind of request.
    At(Endpoint),
}

/// How often a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Once.
    Once,
    /// So many times.
    N(u32),
    /// Until the faults are cleared.
    Always,
}

/// A fault with the requests it strikes: anybody's, anywhere, always, until narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Where.
    pub place: Place,
    /// Whose requests; `None` is everybody, known or not.
    pub user: Option<String>,
    /// In which tenant (its GUID); `None` is everywhere.
    pub tenant: Option<String>,
    /// How often.
    pub times: Times,
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Fault { kind, place: Place::Anywhere, user: None, tenant: None, times: Times::Always }
    }
}

impl Fault {
    /// A fault that strikes always, everywhere and everybody.
    pub fn new(kind: FaultKind) -> Self {
        kind.into()
    }

    /// Only the first request.
    #[must_use]
    pub fn once(self) -> Self {
        self.times(Times::Once)
    }

    /// Only so many requests.
    #[must_use]
    pub fn times(self, times: Times) -> Self {
        Fault { times, ..self }
    }

    /// Only requests of this person, as far as the request tells whose it is.
    #[must_use]
    pub fn user(self, username: &str) -> Self {
        let user = Some(username.to_owned());
        Fault { user, ..self }
    }

    /// Only requests in this tenant.
    #[must_use]
    pub fn tenant(self, tenant: &Tenant) -> Self {
        let tenant = Some(tenant.id.to_owned());
        Fault { tenant, ..self }
    }

    /// Only at this place.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Fault { place, ..self }
    }
}

impl Endpoint {
    fn is_graph(self) -> bool {
        matches!(self, Endpoint::Me | Endpoint::Calendars | Endpoint::View | Endpoint::Event | Endpoint::Schedule)
    }

    fn is_grant(self) -> bool {
        matches!(self, Endpoint::Poll | Endpoint::Redeem | Endpoint::Refresh)
    }
}

/// The moment in the life of a request at which a fault strikes; a fault that is good for one time is used up
/// only when its moment comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Before anything else; other faults may follow.
    Delay,
    /// The request is never handled.
    Arrival,
    /// A grant is about to be examined.
    Grant,
    /// A token is good, and about to be let in.
    Admission,
    /// Tokens are about to be minted.
    Mint,
    /// A page of Graph is about to be cut to its size.
    Paging,
    /// A page of Graph links to its next one.
    Link,
    /// A successful answer is about to leave.
    Success,
    /// Any answer is about to leave.
    Departure,
}

impl FaultKind {
    fn moment(&self) -> Moment {
        match self {
            FaultKind::Slow { .. } => Moment::Delay,
            FaultKind::Throttle { .. }
            | FaultKind::Outage { .. }
            | FaultKind::Html
            | FaultKind::Reset
            | FaultKind::Redirect
            | FaultKind::Unauthorized
            | FaultKind::AnotherCloud
            | FaultKind::DeviceErrorOn200 => Moment::Arrival,
            FaultKind::ExpiredCode
            | FaultKind::Declined
            | FaultKind::SignInRefused { .. }
            | FaultKind::RefreshRefused { .. }
            | FaultKind::InteractionRequired { .. }
            | FaultKind::PolicyBlocked => Moment::Grant,
            FaultKind::ClaimsChallenge { .. } => Moment::Admission,
            FaultKind::WrongUserOnRefresh
            | FaultKind::WrongTenant
            | FaultKind::WrongAudience
            | FaultKind::WrongIssuer
            | FaultKind::WrongNonce
            | FaultKind::ShortLived { .. }
            | FaultKind::NoRefreshToken => Moment::Mint,
            FaultKind::SmallPages { .. } => Moment::Paging,
            FaultKind::ForeignNextLink | FaultKind::LoopingNextLink => Moment::Link,
            FaultKind::NumbersAsStrings => Moment::Success,
            FaultKind::BadJson | FaultKind::TruncatedBody | FaultKind::EmptyBody => Moment::Departure,
        }
    }

    fn makes_sense_at(&self, endpoint: Endpoint) -> bool {
        match self {
            FaultKind::Unauthorized | FaultKind::ClaimsChallenge { .. } => endpoint.is_graph(),
            FaultKind::DeviceErrorOn200 => endpoint == Endpoint::DeviceCode,
            FaultKind::NumbersAsStrings | FaultKind::AnotherCloud => {
                endpoint == Endpoint::DeviceCode || endpoint.is_grant()
            }
            FaultKind::ExpiredCode | FaultKind::Declined => endpoint == Endpoint::Poll,
            FaultKind::SignInRefused { .. } => {
                matches!(endpoint, Endpoint::Poll | Endpoint::Authorize | Endpoint::Redeem)
            }
            FaultKind::WrongNonce => endpoint == Endpoint::Redeem,
            FaultKind::RefreshRefused { .. }
            | FaultKind::InteractionRequired { .. }
            | FaultKind::WrongUserOnRefresh
            | FaultKind::NoRefreshToken => endpoint == Endpoint::Refresh,
            FaultKind::PolicyBlocked => endpoint.is_grant() || endpoint == Endpoint::Authorize,
            FaultKind::WrongTenant
            | FaultKind::WrongAudience
            | FaultKind::WrongIssuer
            | FaultKind::ShortLived { .. } => endpoint.is_grant(),
            FaultKind::SmallPages { .. } | FaultKind::ForeignNextLink | FaultKind::LoopingNextLink => {
                matches!(endpoint, Endpoint::View | Endpoint::Calendars)
            }
            _ => endpoint != Endpoint::Other,
        }
    }
}

/// What is known of a request when a fault may strike it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    pub endpoint: Endpoint,
    pub tenant: Option<&'static str>,
    pub user: Option<&'static str>,
}

/// The faults in force, in the order in which they were injected, each with a number of its own.
#[derive(Debug, Default)]
pub(super) struct Faults {
    in_force: Vec<(u64, Fault)>,
    injected: u64,
}

impl Faults {
    pub fn inject(&mut self, fault: Fault) {
        self.injected += 1;
        self.in_force.push((self.injected, fault));
    }

    pub fn clear(&mut self) {
        self.in_force.clear();
    }

    /// Ends the fault with this number, where it is still in force.
    pub fn end(&mut self, number: u64) {
        self.in_force.retain(|(known, _)| *known != number);
    }

    pub fn in_force(&self) -> &[(u64, Fault)] {
        &self.in_force
    }

    /// Takes the first fault whose moment this is at this site, and counts it.
    pub fn take(&mut self, site: Site, moment: Moment) -> Option<FaultKind> {
        self.take_if(site, moment, |_| true)
    }

    /// The same, of those that this applies to.
    pub fn take_if(&mut self, site: Site, moment: Moment, applies: impl Fn(&FaultKind) -> bool) -> Option<FaultKind> {
        let index = self.in_force.iter().position(|(_, fault)| {
            fault.kind.moment() == moment
                && fault.kind.makes_sense_at(site.endpoint)
                && fault.covers(site)
                && applies(&fault.kind)
        })?;
        let fault = &mut self.in_force[index].1;
        let kind = fault.kind.clone();
        match &mut fault.times {
            Times::Always => {}
            Times::N(left) if *left > 1 => *left -= 1,
            Times::Once | Times::N(_) => {
                self.in_force.remove(index);
            }
        }
        Some(kind)
    }
}

impl Fault {
    /// Whether somebody who is signed in meets it only when the access token has ended.
    pub(super) fn waits_for_a_refresh(&self) -> bool {
        let strikes = |endpoint| self.kind.makes_sense_at(endpoint) && self.is_at(endpoint);
        let on_graph = [Endpoint::Me, Endpoint::Calendars, Endpoint::View, Endpoint::Event, Endpoint::Schedule];
        strikes(Endpoint::Refresh) && !on_graph.into_iter().any(strikes)
    }

    fn is_at(&self, endpoint: Endpoint) -> bool {
        match self.place {
            Place::Anywhere => true,
            Place::Authority => !endpoint.is_graph(),
            Place::Graph => endpoint.is_graph(),
            Place::At(place) => endpoint == place,
        }
    }

    fn covers(&self, site: Site) -> bool {
        let is = |wanted: &Option<String>, actual: Option<&str>| match wanted {
            None => true,
            Some(wanted) => actual.is_some_and(|actual| actual.eq_ignore_ascii_case(wanted)),
        };
        self.is_at(site.endpoint) && is(&self.user, site.user) && is(&self.tenant, site.tenant)
    }
}
