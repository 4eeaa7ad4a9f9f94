//! Where an online meeting takes place: the link to join it, found in a field of its own, in its place or in its text.
//!
//! Anybody can send an invitation, so in free text a link counts by its host alone, never by what else stands in it. Mail filters
//! put their own address around links; what they wrapped is what is opened.

#[path = "join_wrapped.rs"]
mod wrapped;

use crate::model::event::Event;
use url::Url;
use wrapped::unwrapped;

/// A service of online meetings.
struct Service {
    /// The host.
    host: &'static str,
    /// Whether hosts below it are its own too, such as those of companies.
    below: bool,
    /// How the path of a meeting begins, with more after it; behind a `*`, how it ends.
    paths: &'static [&'static str],
}

const fn at(host: &'static str, paths: &'static [&'static str]) -> Service {
    Service { host, below: false, paths }
}

const fn below(host: &'static str, paths: &'static [&'static str]) -> Service {
    Service { host, below: true, paths }
}

const TEAMS: &[&str] = &["/l/meetup-join/", "/l/meeting/", "/meet/", "/dl/launcher/"];
const ZOOM: &[&str] = &["/j/", "/my/", "/s/", "/w/", "/wc/"];
const ANY: &[&str] = &["/"];
/// Where Google Meet leads on to any address that stands behind it.
const REDIRECTOR: &str = "/linkredirect";

/// Every service that is recognised. What else an invitation leads to, such as options and help, has other paths.
const SERVICES: &[Service] = &[
    at("teams.microsoft.com", TEAMS),
    at("teams.live.com", TEAMS),
    at("teams.cloud.microsoft", TEAMS),
    at("gov.teams.microsoft.us", TEAMS),
    at("dod.teams.microsoft.us", TEAMS),
    at("teams.microsoftonline.cn", TEAMS),
    at("join.skype.com", ANY),
    at("meet.lync.com", ANY),
    at("meet.google.com", ANY),
    at("g.co", &["/meet/"]),
    below("zoom.us", ZOOM),
    below("zoomgov.com", ZOOM),
    below("webex.com", &["/meet/", "/join/", "/wbxmjs/", "/webappng/", "/m/", "*/j.php"]),
    at("meet.goto.com", ANY),
    at("app.goto.com", &["/meeting/"]),
    below("gotomeeting.com", &["/join/"]),
    at("gotomeet.me", ANY),
    below("gotowebinar.com", &["/join/", "/register/"]),
    at("meet.jit.si", ANY),
    at("8x8.vc", ANY),
    below("whereby.com", ANY),
    at("chime.aws", ANY),
    at("app.chime.aws", &["/meetings/", "/join/"]),
    below("bluejeans.com", ANY),
    at("v.ringcentral.com", &["/join/"]),
    at("video.ringcentral.com", &["/join/"]),
    at("meetings.ringcentral.com", &["/j/"]),
    at("app.slack.com", &["/huddle/"]),
    at("meetings.dialpad.com", ANY),
    at("meet.zoho.com", ANY),
    at("meeting.zoho.com", &["/meeting/", "/join"]),
    at("meet.starleaf.com", ANY),
    at("meetings.vonage.com", ANY),
    at("facetime.apple.com", &["/join"]),
];

impl Service {
    /// Whether this is a meeting of the service.
    fn hosts(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        let is_its_host = host == self.host
            || (self.below && host.strip_suffix(self.host).is_some_and(|company| company.ends_with('.')));
        let leads_in = |path: &str| match path.strip_prefix('*') {
            Some(end) => url.path().ends_with(end),
            None => url.path().strip_prefix(path).is_some_and(|rest| !rest.is_empty()),
        };
        is_its_host && url.path() != REDIRECTOR && self.paths.iter().any(|path| leads_in(path))
    }
}

impl Event {
    /// The link to join it: that of its online meeting, else the first that is recognised in its place, else in its text.
    pub fn join_link(&self) -> Option<String> {
        let own = self.join_url.as_deref().and_then(online);
        let place = || self.location.as_deref().and_then(found_in);
        let text = || self.body.as_deref().and_then(found_in);
        own.or_else(place).or_else(text)
    }
}

/// The link that a calendar names as its online meeting's: unwrapped where that leads to a known service, else as it is, since
/// companies have services of their own.
fn online(address: &str) -> Option<String> {
    let url = safe(address.trim())?;
    Some(recognised(&url).unwrap_or_else(|| url.into()))
}

/// The most characters that an address in a text has; wrapped ones of Teams have two thousand.
const LONGEST: usize = 4_096;
/// The most addresses of a text that are looked at: whoever sends more of them wants them to take long.
const MOST: usize = 1_000;

/// The first link in a text that leads to a known service.
pub fn found_in(text: &str) -> Option<String> {
    let rests = text.match_indices("://").filter_map(|(at, _)| text.get(at.checked_sub("https".len())?..));
    rests.take(MOST).filter_map(|rest| safe(address_at(rest))).find_map(|url| recognised(&url))
}

/// The address that a text begins with. A full stop after it belongs to the text, and so does a bracket that was opened before it,
/// with what follows.
fn address_at(text: &str) -> &str {
    let (mut open, mut length) = (0_usize, 0_usize);
    let mut is_too_long = || {
        length += 1;
        length > LONGEST
    };
    let end = text.find(|c: char| match c {
        _ if is_too_long() => true,
        '(' => {
            open += 1;
            false
        }
        ')' if open == 0 => true,
        ')' => {
            open -= 1;
            false
        }
        c => c.is_whitespace() || c.is_control() || "<>\"“”`|\\^{}".contains(c),
    });
    let address = &text[..end.unwrap_or(text.len())];
    address.trim_end_matches(|c: char| ".,;:!?)]'’".contains(c))
}

/// The address of a meeting of a known service, perhaps out of its wrapping.
fn recognised(url: &Url) -> Option<String> {
    unwrapped(url).find(|url| SERVICES.iter().any(|service| service.hosts(url))).map(Url::into)
}

/// An https address that is what it seems to be: nothing stands before its host, and its port is the usual one.
fn safe(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    (url.scheme() == "https" && url.host().is_some() && plain).then_some(url)
}

#[cfg(test)]
#[path = "join_tests.rs"]
mod tests;
