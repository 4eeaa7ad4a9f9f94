//! The listener on this machine to which the authority sends the browser back (RFC 8252 7.3): it believes one redirect, answers
//! everything else and ignores it, and keeps the browser on a page until the sign-in has ended.

use super::page::{Page, see_other};
use crate::model::explain::OAuthError;
use crate::model::secret::Secret;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, HOST};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;

/// How many ports are tried until one is free on both address families.
const ATTEMPTS: u32 = 16;
/// The longest query that is read; Entra's codes have about 2,000 characters.
const LONGEST_QUERY: usize = 16 << 10;
/// How long a browser may take to come for the last page.
const LAST_PAGE: Duration = Duration::from_secs(2);
/// Where the browser waits for the outcome, with no code in the address.
const LANDING: &str = "/signed-in";

/// What the redirect brought: a code, or why there is none.
#[derive(Debug)]
pub(super) enum Redirect {
    /// The authorization code.
    Code(Secret),
    /// The authority's error (RFC 6749 4.1.2.1).
    Refused(OAuthError),
}

/// A listener that waits for the browser. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Loopback {
    port: u16,
    redirect: oneshot::Receiver<Redirect>,
    landing: Landing,
}

/// The page at which the browser waits for the outcome.
#[derive(Debug)]
pub(super) struct Landing {
    page: watch::Sender<Option<Page>>,
    servers: JoinSet<()>,
}

impl Loopback {
    /// Listens on a free port for the one redirect that carries this `state`.
    pub async fn open(state: &str) -> io::Result<Self> {
        let (port, listeners) = bind().await?;
        let (send_redirect, redirect) = oneshot::channel();
        let (page, outcome) = watch::channel(None);
        let desk = Arc::new(Desk {
            port,
            state: digest(state),
            redirect: Mutex::new(Some(send_redirect)),
            outcome: outcome.clone(),
            shown: watch::Sender::new(false),
        });
        let mut servers = JoinSet::new();
        for listener in listeners {
            let over = over(outcome.clone(), desk.shown.subscribe());
            let service = Router::new().fallback(answer).with_state(Arc::clone(&desk));
            let server = axum::serve(listener, service).with_graceful_shutdown(over);
            servers.spawn(async {
                // It ends when it is told to, and reports nothing of interest.
                let _ = server.await;
            });
        }
        Ok(Self { port, redirect, landing: Landing { page, servers } })
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits for the redirect; `None` where the listener ended first. The browser is then at the landing page.
    pub async fn redirected(self) -> Option<(Redirect, Landing)> {
        Some((self.redirect.await.ok()?, self.landing))
    }
}

impl Landing {
    /// Shows the outcome to the browser, and ends the listener once it has been delivered or nobody comes for it.
    pub async fn show(mut self, page: Page) {
        self.page.send_replace(Some(page));
        let ended = async { while self.servers.join_next().await.is_some() {} };
        // Connections of strays may hang; they end with the process.
        let _ = tokio::time::timeout(2 * LAST_PAGE, ended).await;
    }
}

/// Resolves when the listener's work is done: the outcome was shown, nobody came for it, or the sign-in was given up.
async fn over(mut outcome: watch::Receiver<Option<Page>>, mut shown: watch::Receiver<bool>) {
    if outcome.wait_for(Option::is_some).await.is_ok() {
        let _ = tokio::time::timeout(LAST_PAGE, shown.wait_for(|shown| *shown)).await;
    }
}

/// Binds one port on both address families, because browsers may take `localhost` for either. A machine without IPv6 will do.
async fn bind() -> io::Result<(u16, Vec<TcpListener>)> {
    for _ in 0..ATTEMPTS {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = v4.local_addr()?.port();
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(v6) => return Ok((port, vec![v4, v6])),
            // Somebody else is there, who would get what is meant for us.
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(_) => return Ok((port, vec![v4])),
        }
    }
    Err(ErrorKind::AddrInUse.into())
}

/// What the listeners share.
struct Desk {
    port: u16,
    /// The digest of the state, so that comparing tells nothing by its duration.
    state: [u8; 32],
    /// Taken by the first redirect that is believed.
    redirect: Mutex<Option<oneshot::Sender<Redirect>>>,
    outcome: watch::Receiver<Option<Page>>,
    shown: watch::Sender<bool>,
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if !desk.is_ours(&request) {
        return Page::stray(StatusCode::MISDIRECTED_REQUEST).into_response();
    }
    if query.len() > LONGEST_QUERY {
        return Page::stray(StatusCode::URI_TOO_LONG).into_response();
    }
    let path = request.uri().path();
    if path != "/" && path != LANDING {
        return Page::stray(StatusCode::NOT_FOUND).into_response();
    }
    if request.method() != Method::GET {
        return ([(ALLOW, "GET")], Page::stray(StatusCode::METHOD_NOT_ALLOWED)).into_response();
    }
    if path == LANDING { desk.landing().await } else { desk.arrival(query) }
}

impl Desk {
    /// Whether the request names this listener as its host. One that does not was led here by a name that somebody else controls
    /// (DNS rebinding).
    fn is_ours(&self, request: &Request) -> bool {
        let mut hosts = request.headers().get_all(HOST).iter();
        let (Some(host), None, None) = (hosts.next(), hosts.next(), request.uri().authority()) else { return false };
        let port = self.port;
        let names = [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
        names.iter().any(|name| host.as_bytes().eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Somebody comes with an answer of the authority, or says so.
    fn arrival(&self, query: &str) -> Response {
        let Some(redirect) = self.believed(query) else { return Page::stray(StatusCode::BAD_REQUEST).into_response() };
        if let Some(waiting) = self.redirect.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody may be waiting any more, which is fine.
            let _ = waiting.send(redirect);
        }
        // A second tab, or the same one again, sees what became of the first.
        see_other(LANDING)
    }

    /// What a redirect says, if it is the one that is waited for.
    fn believed(&self, query: &str) -> Option<Redirect> {
        believed(query, self.state)
    }

    /// Waits for the outcome. Before anyone has signed in there is nothing to wait for.
    async fn landing(&self) -> Response {
        if self.redirect.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
            return Page::stray(StatusCode::NOT_FOUND).into_response();
        }
        let mut outcome = self.outcome.clone();
        let page = outcome.wait_for(Option::is_some).await.ok().and_then(|page| page.clone());
        self.shown.send_replace(true);
        page.unwrap_or_else(|| Page::stray(StatusCode::GONE)).into_response()
    }
}

/// What a redirect says, if it carries the state once, and a code or an error.
fn believed(query: &str, state: [u8; 32]) -> Option<Redirect> {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let only = |name: &str| {
        let mut values = pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone());
        values.next().filter(|value| !value.is_empty() && values.next().is_none())
    };
    if digest(&only("state")?) != state {
        return None;
    }
    match (only("code"), only("error")) {
        (Some(code), None) => Some(Redirect::Code(code.into())),
        (None, Some(error)) => {
            let error_description = only("error_description").unwrap_or_default();
            let correlation_id = correlation_id(&error_description).unwrap_or_default().to_owned();
            let suberror = only("suberror").unwrap_or_default();
            Some(Redirect::Refused(OAuthError {
                error,
                error_description,
                suberror,
                correlation_id,
                ..OAuthError::default()
            }))
        }
        _ => None,
    }
}

/// Whether a sign-in with this state believes a redirect.
#[cfg(any(test, fuzzing))]
pub(super) fn is_believed(query: &str, state: &str) -> bool {
    believed(query, digest(state)).is_some()
}

/// The correlation id, which a redirect carries in Microsoft's text alone.
fn correlation_id(description: &str) -> Option<&str> {
    let rest = description.split_once("Correlation ID: ")?.1;
    rest.split(|c: char| !c.is_ascii_hexdigit() && c != '-').next().filter(|id| !id.is_empty())
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn read(query: &str) -> Option<Redirect> {
        believed(query, digest("mine"))
    }

    #[test]
    fn a_redirect_is_believed_with_this_state_once_and_either_a_code_or_an_error() {
        assert!(matches!(read("code=c&state=mine"), Some(Redirect::Code(code)) if code.expose() == "c"));
        assert!(matches!(read("error=e&state=mine"), Some(Redirect::Refused(error)) if error.error == "e"));
        for odd in [
            "",
            "code=c",
            "state=mine",
            "code=c&state=other",
            "code=c&state=Mine",
            "code=c&state=mine&state=mine",
            "code=c&state=",
            "code=&state=mine",
            "code=c&code=d&state=mine",
            "code=c&error=e&state=mine",
        ] {
            assert!(read(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn what_a_refusal_says_is_kept_with_the_id_that_stands_in_its_text() {
        let query = "error=e&error_description=AADSTS1:+no.+Trace+ID:+x+Correlation+ID:+01ab-2c+Timestamp&suberror=s&state=mine";
        let Some(Redirect::Refused(error)) = read(query) else { panic!("{query}") };
        let expected = ("AADSTS1: no. Trace ID: x Correlation ID: 01ab-2c Timestamp", "s", "01ab-2c");
        assert_eq!((&*error.error_description, &*error.suberror, &*error.correlation_id), expected);
        assert_eq!(correlation_id("Correlation ID: none"), None);
    }

    #[test]
    fn a_request_is_ours_where_it_names_this_machine_and_this_port_as_its_one_host() {
        let (_, outcome) = watch::channel(None);
        let (shown, _) = watch::channel(false);
        let desk = Desk { port: 8400, state: digest("mine"), redirect: Mutex::new(None), outcome, shown };
        let is_ours = |address: &str, hosts: &[&str]| {
            let request =
                hosts.iter().fold(Request::builder().uri(address), |request, host| request.header(HOST, *host));
            desk.is_ours(&request.body(Body::empty()).unwrap())
        };
        for host in ["localhost:8400", "LOCALHOST:8400", "127.0.0.1:8400", "[::1]:8400"] {
            assert!(is_ours("/", &[host]), "{host}");
        }
        for host in ["localhost", "localhost:84000", "evil.example:8400", "localhost:8400.evil.example", ""] {
            assert!(!is_ours("/", &[host]), "{host}");
        }
        assert!(!is_ours("/", &[]));
        assert!(!is_ours("/", &["localhost:8400", "localhost:8400"]));
        assert!(!is_ours("http://localhost:8400/", &["localhost:8400"]));
    }
}
