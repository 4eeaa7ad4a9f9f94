//! What the two servers and the handle share: the options, the ledger of tokens, the faults in force, and the
//! record of every request that came in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::request::Parts;

use super::Options;
use super::code::Codes;
use super::crowd::Crowd;
use super::device::DeviceCodes;
use super::directory::Segment;
use super::fault::{Endpoint, Fault, FaultKind, Faults, Moment, Site};
use super::graph::diary::Diary;
use super::ledger::Ledger;
use super::mint::guid;
use super::world::World;

/// Which of the two servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// The pretend Entra ID.
    Authority,
    /// The pretend Microsoft Graph.
    Graph,
}

/// One request as it arrived, and the status it was answered with.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The server it came to.
    pub host: Host,
    /// The method.
    pub method: String,
    /// The path, as sent.
    pub path: String,
    /// The query, as sent.
    pub query: String,
    /// `grant_type` of the form.
    pub grant_type: Option<String>,
    /// `claims` of the form.
    pub claims: Option<String>,
    /// The tenant: as written in the path (authority), the `tid` of the token (Graph).
    pub tenant: Option<String>,
    /// The client id: as sent (authority), of the token (Graph).
    pub client: Option<String>,
    /// The bearer token that was sent, to whichever server.
    pub bearer: Option<String>,
    /// The refresh token that was sent, to whichever server.
    pub refresh: Option<String>,
    /// Whose bearer token it is.
    pub bearer_user: Option<String>,
    /// The values of all `Prefer` headers.
    pub prefer: Vec<String>,
    /// What was asked for.
    pub endpoint: Endpoint,
    /// Whose request it is, as far as it tells.
    pub user: Option<String>,
    /// The status of the answer; 0 while there is none, and for ever when the connection was cut.
    pub status: u16,
    /// When it arrived.
    pub at: Instant,
    /// How long the answer took to begin; nothing while there is none.
    pub took: Option<Duration>,
}

#[derive(Debug)]
pub(super) struct Shared {
    pub options: Options,
    pub authority: String,
    pub graph: String,
    pub world: World,
    pub diary: Diary,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub codes: DeviceCodes,
    /// What the browser flow handed out.
    pub authorization_codes: Codes,
    pub ledger: Ledger,
    pub faults: Faults,
    pub seen: Vec<Seen>,
    traffic: HashMap<&'static str, Traffic>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Traffic {
    now: usize,
    peak: usize,
}

impl Shared {
    pub fn new(options: Options, authority: String, graph: String) -> Arc<Self> {
        let world = options.crowd.map_or_else(World::of_the_cast, Crowd::world);
        let diary = Diary::new(&world, options.crowd, options.today);
        Arc::new(Shared { options, authority, graph, world, diary, state: Mutex::default() })
    }

    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault that strikes at this moment, if any.
    pub fn fault(&self, site: Site, moment: Moment) -> Option<FaultKind> {
        self.lock().faults.take(site, moment)
    }

    pub fn interval(&self) -> Duration {
        Duration::from_secs(self.options.interval)
    }

    /// The address of the other server.
    pub fn other_origin(&self, host: Host) -> &str {
        match host {
            Host::Authority => &self.graph,
            Host::Graph => &self.authority,
        }
    }
}

impl State {
    /// Puts a fault in force that somebody wants to see: where it waits for access tokens to end, they end now.
    pub fn let_happen(&mut self, fault: Fault) {
        if fault.waits_for_a_refresh() {
            self.ledger.expire_access_tokens();
        }
        self.faults.inject(fault);
    }

    pub fn peak(&self, username: &str) -> usize {
        self.traffic.iter().find(|(name, _)| name.eq_ignore_ascii_case(username)).map_or(0, |(_, traffic)| traffic.peak)
    }
}

/// A request to one mailbox that is being answered; dropping it ends the request, also when the client went away.
pub(super) struct Presence {
    shared: Arc<Shared>,
    user: &'static str,
    /// How many requests to this mailbox there were on entering, this one included.
    pub crowd: usize,
}

impl Presence {
    pub fn enter(shared: &Arc<Shared>, user: &'static str) -> Self {
        let mut state = shared.lock();
        let traffic = state.traffic.entry(user).or_default();
        traffic.now += 1;
        traffic.peak = traffic.peak.max(traffic.now);
        Presence { shared: Arc::clone(shared), user, crowd: traffic.now }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(traffic) = self.shared.lock().traffic.get_mut(self.user) {
            traffic.now = traffic.now.saturating_sub(1);
        }
    }
}

/// What is known of one request, worked out once and handed to whoever answers it.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub site: Site,
    pub form: Arc<[(String, String)]>,
    pub bearer: Option<String>,
    pub prefer: Vec<String>,
    pub request_id: String,
    pub client_request_id: String,
}

impl Visit {
    pub fn of(shared: &Shared, host: Host, parts: &Parts, body: &[u8]) -> (Self, Seen) {
        let text = |name: &str| {
            let value = parts.headers.get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let is_form = text("content-type").is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        let form: Arc<[(String, String)]> =
            if is_form { url::form_urlencoded::parse(body).into_owned().collect() } else { Arc::default() };
        let field = |name: &str| {
            let pair = form.iter().find(|(key, _)| key == name);
            pair.map(|(_, value)| value.clone())
        };
        let bearer = text("authorization").and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            let is_bearer = scheme.eq_ignore_ascii_case("bearer");
            is_bearer.then(|| token.trim().to_owned())
        });
        let prefer: Vec<String> =
            parts.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok().map(str::to_owned)).collect();
        let path = parts.uri.path();
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        let grant_type = field("grant_type");
        let endpoint = endpoint(host, &segments, grant_type.as_deref());

        let state = shared.lock();
        let speaker = bearer.as_deref().and_then(|token| state.ledger.access_session(token));
        let mut seen = Seen {
            host,
            method: parts.method.to_string(),
            path: path.to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            grant_type,
            claims: field("claims"),
            tenant: None,
            client: None,
            bearer: bearer.clone(),
            refresh: field("refresh_token"),
            bearer_user: speaker.map(|session| session.user.username.to_owned()),
            prefer: prefer.clone(),
            endpoint,
            user: None,
            status: 0,
            at: Instant::now(),
            took: None,
        };
        let mut site = Site { endpoint, tenant: None, user: None };
        match host {
            Host::Graph => {
                seen.tenant = speaker.map(|session| session.tenant.id.to_owned());
                seen.client = speaker.map(|session| session.app.id.to_owned());
                site.tenant = speaker.map(|session| session.tenant.id);
                site.user = speaker.map(|session| session.user.username);
            }
            Host::Authority => {
                if endpoint != Endpoint::Other {
                    seen.tenant = segments.first().map(|&segment| segment.to_owned());
                }
                seen.client = field("client_id");
                let refreshed = field("refresh_token").and_then(|token| {
                    let session = state.ledger.refresh_session(&token)?;
                    Some((session.user, session.tenant))
                });
                let approved = field("device_code").and_then(|code| state.codes.find(&code)?.approver());
                let authorized = field("code").and_then(|code| state.authorization_codes.signed_in(&code));
                if let Some((user, tenant)) = refreshed.or(approved).or(authorized) {
                    site.user = Some(user.username);
                    site.tenant = Some(tenant.id);
                } else if let Some(Ok(Segment::One(tenant))) =
                    seen.tenant.as_deref().map(|name| Segment::parse(name, &shared.world))
                {
                    site.tenant = Some(tenant.id);
                }
            }
        }
        drop(state);
        seen.user = site.user.map(str::to_owned);
        let request_id = guid();
        let visit = Visit {
            site,
            form,
            bearer,
            prefer,
            client_request_id: text("client-request-id").unwrap_or_else(|| request_id.clone()),
            request_id,
        };
        (visit, seen)
    }
}

fn endpoint(host: Host, segments: &[&str], grant_type: Option<&str>) -> Endpoint {
    match (host, segments) {
        (Host::Authority, [_, "oauth2", "v2.0", "devicecode"]) => Endpoint::DeviceCode,
        (Host::Authority, [_, "oauth2", "v2.0", "authorize"]) => Endpoint::Authorize,
        (Host::Authority, [_, "oauth2", "v2.0", "token"]) => match grant_type {
            Some("refresh_token") => Endpoint::Refresh,
            Some("authorization_code") => Endpoint::Redeem,
            _ => Endpoint::Poll,
        },
        (Host::Authority, [_, "v2.0", ".well-known", _]) => Endpoint::Discovery,
        (Host::Graph, ["v1.0", "me"]) => Endpoint::Me,
        (Host::Graph, ["v1.0", "me", .., "calendarView"]) => Endpoint::View,
        (Host::Graph, ["v1.0", "me", "events", _]) => Endpoint::Event,
        (Host::Graph, ["v1.0", "me", "calendar", "getSchedule"]) => Endpoint::Schedule,
        (Host::Graph, ["v1.0", "me", "calendar"] | ["v1.0", "me", "calendars", ..]) => Endpoint::Calendars,
        _ => Endpoint::Other,
    }
}
