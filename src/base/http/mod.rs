//! The one HTTP client: opened when first used, never following redirects, and never reading more than it was told to.

mod answer;
mod patience;
mod sent;
mod sharing;
mod stop;
mod surrogates;

pub use answer::{Answer, fault};

use crate::model::cloud::is_loopback;
use crate::model::error::{Error, Kind, Result};
use reqwest::{Client, ClientBuilder, Request, StatusCode};
use sent::Secrets;
use sharing::Sharing;
use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use url::Url;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a server may be silent within an answer.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// The longest answer that is read, in bytes after unpacking, where nobody asks for more. Tokens have a few thousand.
const LONGEST_BODY: usize = 1 << 20;

/// A client for every server; cheap to clone, and nothing is opened before the first request. All clones stop together.
#[derive(Clone, Debug)]
pub struct Http {
    clients: Arc<Clients>,
    longest_body: usize,
}

#[derive(Debug, Default)]
struct Clients {
    /// One for each server, by its origin.
    by_origin: Mutex<HashMap<String, Client>>,
    /// Whether nothing is sent any more.
    stopped: watch::Sender<bool>,
}

impl Default for Http {
    fn default() -> Self {
        Self { clients: Arc::default(), longest_body: LONGEST_BODY }
    }
}

impl Http {
    /// The same client, which reads answers up to this length; refusals are short in any case.
    #[must_use]
    pub fn reading(&self, longest_body: usize) -> Self {
        Self { clients: Arc::clone(&self.clients), longest_body }
    }

    /// Sends a request once.
    ///
    /// # Errors
    /// [`Kind::Network`] where there was no whole answer.
    pub async fn send(&self, request: Request) -> Result<Answer> {
        let (url, method, begun) = (request.url().clone(), request.method().clone(), Instant::now());
        let result = self.exchange(request).await;
        let outcome = result.as_ref().map_or_else(|error| error.code.clone(), |answer| answer.status.to_string());
        let request_id = result.as_ref().ok().and_then(|answer| answer.header("request-id")).unwrap_or("-");
        tracing::debug!(%method, host = host(&url), path = url.path(), outcome, request_id, ms = begun.elapsed().as_millis());
        result
    }

    async fn exchange(&self, request: Request) -> Result<Answer> {
        self.check_running()?;
        let url = request.url().clone();
        let failed = |error: reqwest::Error| transport_error(&error, &url);
        let secrets = Secrets::of(&request);
        let mut response = self.client(&url)?.execute(request).await.map_err(failed)?;
        let status = response.status();
        let longest = if status.is_success() { self.longest_body } else { self.longest_body.min(LONGEST_BODY) };
        if status == StatusCode::PARTIAL_CONTENT {
            let message = format!("{} sent a part of its answer, although the whole was asked for.", host(&url));
            return Err(Error::new(Kind::Network, "broken_answer", message).hint("try again in a moment"));
        }
        let told = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
        let mut body = Vec::with_capacity(told.min(LONGEST_BODY));
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            body.extend_from_slice(&chunk);
            if body.len() > longest {
                let message = format!("{} sent an answer that is too long.", host(&url));
                return Err(Error::new(Kind::Network, "answer_too_long", message).hint("try again in a moment"));
            }
        }
        Ok(Answer::new(url, status.as_u16(), response.headers().clone(), body, secrets))
    }

    /// Whether a server's certificate is one that the public trusts, by Mozilla's list: the system may trust more, such as the
    /// inspecting proxy of a company.
    ///
    /// # Errors
    /// As [`Http::send`], where there was no answer for another reason.
    pub async fn is_publicly_trusted(&self, url: &Url) -> Result<bool> {
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
        let roots = roots.filter_map(|root| reqwest::Certificate::from_der(root).ok());
        let client = built(builder().https_only(true).tls_certs_only(roots))?;
        match client.head(url.clone()).send().await.map_err(|error| transport_error(&error, url)) {
            Ok(_) => Ok(true),
            Err(error) if error.code == "tls_untrusted" => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The client for this server: over https with the platform's trust store and the system's proxy; over http, which calcli speaks
    /// on this machine's loopback only, with neither.
    fn client(&self, url: &Url) -> Result<Client> {
        let secure = url.scheme() == "https";
        if !secure && !is_loopback(url) {
            let message = format!("Without https calcli speaks to this machine alone, and not to {}.", host(url));
            return Err(Error::new(Kind::Internal, "not_https", message));
        }
        let mut clients = self.clients.by_origin.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = url.origin().ascii_serialization();
        if let Some(client) = clients.get(&origin) {
            return Ok(client.clone());
        }
        let client = built(if secure {
            builder().https_only(true).connector_layer(Sharing::default())
        } else {
            builder().no_proxy().tls_certs_only([])
        })?;
        Ok(clients.entry(origin).or_insert(client).clone())
    }
}

fn builder() -> ClientBuilder {
    // Installing twice is harmless: the first provider stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // The name is trusted to be this machine, so no name server is asked for it. The port is that of the address.
    let localhost = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
    Client::builder()
        .resolve_to_addrs("localhost", &localhost)
        .user_agent(concat!("calcli/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
}

fn built(builder: ClientBuilder) -> Result<Client> {
    builder.build().map_err(|error| {
        Error::new(Kind::Network, "no_tls", format!("No secure connection can be made: {}.", innermost(&error))).hint(
            "install the CA certificates of the system (Debian: `apt install ca-certificates`), or set SSL_CERT_FILE",
        )
    })
}

fn host(url: &Url) -> String {
    url.host_str()
        .map(|host| url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
        .unwrap_or_default()
}

fn too_late(url: &Url) -> Error {
    Error::new(Kind::Network, "timeout", format!("{} did not answer in time.", host(url)))
        .hint("allow it longer with --timeout, such as `--timeout 2m`")
}

/// A failure below HTTP, in words; the address's query stays out of it.
fn transport_error(error: &reqwest::Error, url: &Url) -> Error {
    let (host, cause) = (host(url), innermost(error));
    if error.is_timeout() {
        return too_late(url);
    }
    if cause.contains("certificate") || cause.contains("UnknownIssuer") {
        return Error::new(
            Kind::Network,
            "tls_untrusted",
            format!("The certificate of {host} is not trusted: {cause}."),
        )
        .hint("if your network inspects TLS, give its CA bundle: `SSL_CERT_FILE=/path/to/ca.pem calcli …`");
    }
    if error.is_connect() {
        return Error::new(Kind::Network, "unreachable", format!("{host} cannot be reached: {cause}."))
            .hint("check the network, and HTTPS_PROXY if there is a proxy");
    }
    Error::new(Kind::Network, "broken_answer", format!("The answer of {host} broke off: {cause}."))
        .hint("try again in a moment")
}

/// The last cause in an error's chain, which says the most.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
