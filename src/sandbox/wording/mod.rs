//! Faults in words: how each is called, how one is typed behind `--fault` or on the page, and how it is shown.
//!
//! `KIND[=VALUE][:WHERE…][:TIMES]`, as in `throttle=30:marimer:2x`. What may be typed is what is shown, so that it can be copied.

mod kinds;
#[cfg(test)]
mod tests;

pub use kinds::{KINDS, Kind, duration};

use super::directory::Segment;
use super::fault::{Endpoint, Fault, FaultKind, Place, Times};
use super::world::{PERSONAL, World};

/// The kinds of request by the names that people use.
pub(super) const ENDPOINTS: [(&str, Endpoint); 11] = [
    ("device-code", Endpoint::DeviceCode),
    ("poll", Endpoint::Poll),
    ("authorize", Endpoint::Authorize),
    ("redeem", Endpoint::Redeem),
    ("refresh", Endpoint::Refresh),
    ("discovery", Endpoint::Discovery),
    ("me", Endpoint::Me),
    ("calendars", Endpoint::Calendars),
    ("view", Endpoint::View),
    ("event", Endpoint::Event),
    ("schedule", Endpoint::Schedule),
];

const HOSTS: [(&str, Place); 2] = [("entra", Place::Authority), ("graph", Place::Graph)];

/// Words that ask for no fault that there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misspelt {
    /// What is wrong with them.
    pub message: String,
    /// What may have been meant, whole.
    pub meant: Option<String>,
}

impl Misspelt {
    fn because(message: String) -> Self {
        Misspelt { message, meant: None }
    }
}

/// The fault that these words ask for.
pub(super) fn read(words: &str, world: &World) -> Result<Fault, Misspelt> {
    let mut parts = words.trim().split(':');
    let first = parts.next().unwrap_or_default();
    let (name, value) = first.split_once('=').map_or((first, None), |(name, value)| (name, Some(value)));
    let kind = KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let near = nearest(name, KINDS.iter().map(|kind| kind.name));
        let meant = near.map(|near| words.trim().replacen(name, near, 1)).map(|meant| match read(&meant, world) {
            // The next slip is mended too.
            Err(Misspelt { meant: Some(better), .. }) => better,
            _ => meant,
        });
        Misspelt { message: format!("There is no fault `{name}`."), meant }
    })?;
    let fault = (kind.make)(value)
        .map_err(|why| Misspelt::because(format!("`{first}` cannot be read: {why} (`{}`).", kind.usage())))?;
    parts.try_fold(Fault::new(fault), |fault, part| {
        narrowed(fault, part, world).ok_or_else(|| {
            let near = nearest(part, places(world));
            let meant = near.map(|near| words.trim().replacen(&format!(":{part}"), &format!(":{near}"), 1));
            let message = format!(
                "`{part}` is no account, person, tenant, part of the service or number of times that the sandbox knows."
            );
            Misspelt { message, meant }
        })
    })
}

/// The fault, but only there, only for them or only so often.
fn narrowed(fault: Fault, part: &str, world: &World) -> Option<Fault> {
    if let Some(times) = times(part) {
        return Some(fault.times(times));
    }
    if let Some((_, place)) = HOSTS.iter().find(|(name, _)| *name == part) {
        return Some(fault.at(*place));
    }
    if let Some((_, endpoint)) = ENDPOINTS.iter().find(|(name, _)| *name == part) {
        return Some(fault.at(Place::At(*endpoint)));
    }
    let account = world.account(part);
    if let Some(account) = account.filter(|_| strikes_strangers(&fault.kind)) {
        return Some(fault.tenant(account.user.home));
    }
    if let Some(user) = account.map(|account| account.user).or_else(|| world.user(part)) {
        return Some(fault.user(user.username));
    }
    match Segment::parse(part, world) {
        Ok(Segment::One(tenant)) => Some(fault.tenant(tenant)),
        _ => None,
    }
}

/// Whether it strikes before anybody has said who they are, so that only the tenant can be told.
fn strikes_strangers(kind: &FaultKind) -> bool {
    matches!(kind, FaultKind::DeviceErrorOn200 | FaultKind::ExpiredCode | FaultKind::Declined | FaultKind::AnotherCloud)
}

/// What may stand between colons, but for the times.
fn places(world: &World) -> impl Iterator<Item = &str> {
    let accounts = world.accounts.iter().map(|account| account.name);
    let hosts = HOSTS.iter().map(|(name, _)| *name).chain(ENDPOINTS.iter().map(|(name, _)| *name));
    accounts
        .chain(hosts)
        .chain(world.users.iter().map(|user| user.username))
        .chain(world.tenants.iter().map(|one| one.domain))
}

fn times(part: &str) -> Option<Times> {
    if part == "once" {
        return Some(Times::Once);
    }
    part.strip_suffix('x')?.parse().ok().filter(|times| *times > 0).map(Times::N)
}

/// The name that differs from a word by a slip or two of the keys.
fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let slips = word.chars().count().div_ceil(3);
    let near = names.map(|name| (strsim::osa_distance(&word.to_lowercase(), name), name)).min()?;
    Some(near.1).filter(|_| near.0 <= slips)
}

/// A fault in the words that ask for it.
pub(super) fn written(fault: &Fault, world: &World) -> String {
    let mut parts = vec![written_kind(&fault.kind)];
    match fault.place {
        Place::Anywhere => {}
        Place::Authority => parts.push("entra".to_owned()),
        Place::Graph => parts.push("graph".to_owned()),
        Place::At(endpoint) => parts.push(endpoint_name(endpoint).to_owned()),
    }
    parts.extend(fault.user.as_deref().map(|user| account_of(user, world).to_owned()));
    let tenant = fault.tenant.as_deref().map(|id| match world.tenant(id) {
        Some(tenant) if *tenant == PERSONAL => "consumers".to_owned(),
        found => found.map_or(id, |tenant| tenant.domain).to_owned(),
    });
    parts.extend(tenant);
    match fault.times {
        Times::Always => {}
        Times::Once => parts.push("once".to_owned()),
        Times::N(times) => parts.push(format!("{times}x")),
    }
    parts.join(":")
}

fn written_kind(kind: &FaultKind) -> String {
    match kind {
        FaultKind::Throttle { retry_after: None } => "throttle".to_owned(),
        FaultKind::Throttle { retry_after: Some(seconds) } => format!("throttle={seconds}"),
        FaultKind::Outage { status, .. } => format!("outage={status}"),
        FaultKind::Slow { millis } => format!("slow={millis}ms"),
        FaultKind::ClaimsChallenge { status, .. } => format!("claims-challenge={status}"),
        FaultKind::SmallPages { size } => format!("small-pages={size}"),
        FaultKind::RefreshRefused { code, .. } => format!("refresh-refused={code}"),
        FaultKind::SignInRefused { code, .. } => format!("sign-in-refused={code}"),
        FaultKind::ShortLived { seconds } => format!("short-lived={seconds}"),
        plain => {
            let same = |entry: &&Kind| entry.value.is_none() && (entry.make)(None).as_ref() == Ok(plain);
            KINDS.iter().find(same).map_or("", |entry| entry.name).to_owned()
        }
    }
}

/// How a kind of request is called.
pub(super) fn endpoint_name(endpoint: Endpoint) -> &'static str {
    ENDPOINTS.iter().find(|(_, known)| *known == endpoint).map_or("other", |(name, _)| name)
}

/// The name of the account of this person, else the person's own.
pub(super) fn account_of<'a>(username: &'a str, world: &World) -> &'a str {
    let account = world.accounts.iter().find(|account| account.user.username.eq_ignore_ascii_case(username));
    account.map_or(username, |account| account.name)
}
