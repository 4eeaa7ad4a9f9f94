//! The one HTTP client: opened when first used, never following redirects, patient with servers that ask for it.

use crate::model::error::{Error, Kind, Result};
use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Client, ClientBuilder, Request};
use serde::de::DeserializeOwned;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use url::Url;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a server may be silent within an answer.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// The longest answer that is read, in bytes.
const LONGEST_BODY: usize = 64 << 20;
/// How often a request whose connection failed is sent in all.
const CONNECTION_ATTEMPTS: u32 = 3;

/// A client for every server; cheap to clone, and nothing is opened before the first request.
#[derive(Clone, Debug, Default)]
pub struct Http(Arc<Clients>);

#[derive(Debug, Default)]
struct Clients {
    /// For https, with the platform's trust store and the system's proxy.
    secure: OnceLock<Client>,
    /// For http, which calcli speaks on this machine's loopback only: no trust store, no proxy.
    loopback: OnceLock<Client>,
}

/// A whole answer, of whatever status.
#[derive(Debug)]
pub struct Answer {
    /// The host that answered, for messages.
    pub host: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as it came.
    pub body: Vec<u8>,
}

impl Http {
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
        let url = request.url().clone();
        let failed = |error: reqwest::Error| transport_error(&error, &url);
        let mut response = self.client(&url)?.execute(request).await.map_err(failed)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_BODY {
                return Err(Error::new(
                    Kind::Network,
                    "answer_too_long",
                    format!("{} sent an endless answer.", host(&url)),
                ));
            }
        }
        Ok(Answer { host: host(&url), status: response.status().as_u16(), headers: response.headers().clone(), body })
    }

    /// Sends a request until it is answered or `deadline` is near: waits as long as a throttling or failing server asks
    /// (`Retry-After`, RFC 9110 10.2.3), else a little longer each time. The last answer is given back as it is.
    ///
    /// # Errors
    /// As [`Http::send`]; code `timeout` when the deadline passed without an answer.
    pub async fn send_patiently(&self, request: &Request, deadline: Instant) -> Result<Answer> {
        self.send_until(request, deadline, deadline).await
    }

    /// As [`Http::send_patiently`], but what was sent is heard out even beyond the deadline: for requests that change something at
    /// the server, whose answer must not be lost.
    ///
    /// # Errors
    /// As [`Http::send`].
    pub async fn send_and_hear_out(&self, request: &Request, deadline: Instant) -> Result<Answer> {
        self.send_until(request, deadline, deadline + READ_TIMEOUT).await
    }

    async fn send_until(&self, request: &Request, repeat_until: Instant, listen_until: Instant) -> Result<Answer> {
        for attempt in 1.. {
            let Some(copy) = request.try_clone() else { break };
            let sent = tokio::time::timeout_at(listen_until.into(), self.send(copy)).await;
            let result = sent.unwrap_or_else(|_| Err(too_late(request.url())));
            let wait = match &result {
                Ok(answer) if answer.is_transient() => answer.retry_after().unwrap_or_else(|| backoff(attempt)),
                Err(error) if is_passing(error) && attempt < CONNECTION_ATTEMPTS => backoff(attempt),
                _ => return result,
            };
            if Instant::now() + wait >= repeat_until {
                return result;
            }
            tokio::time::sleep(wait).await;
        }
        Err(Error::new(
            Kind::Internal,
            "request_not_repeatable",
            "A request with a streamed body cannot be sent again.",
        ))
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

    fn client(&self, url: &Url) -> Result<Client> {
        let secure = url.scheme() == "https";
        let cell = if secure { &self.0.secure } else { &self.0.loopback };
        if let Some(client) = cell.get() {
            return Ok(client.clone());
        }
        let builder = builder();
        let client = built(if secure { builder.https_only(true) } else { builder.no_proxy().tls_certs_only([]) })?;
        Ok(cell.get_or_init(|| client).clone())
    }
}

fn builder() -> ClientBuilder {
    // Installing twice is harmless: the first provider stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
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

impl Answer {
    /// A header's value, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the status is a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the same request may well succeed in a moment.
    pub fn is_transient(&self) -> bool {
        self.status == 429 || (self.status >= 500 && self.status != 501)
    }

    /// How long the server asks to wait: seconds, or an HTTP date.
    fn retry_after(&self) -> Option<Duration> {
        let text = self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        let until = || (chrono::DateTime::parse_from_rfc2822(text).ok()?.to_utc() - chrono::Utc::now()).to_std().ok();
        text.parse().ok().map(Duration::from_secs).or_else(until)
    }

    /// The body as JSON of this shape.
    ///
    /// # Errors
    /// [`Kind::Network`]; a web page or a redirect is named as such, since a captive portal or a proxy is then in between.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| self.not_json(&error))
    }

    fn not_json(&self, error: &serde_json::Error) -> Error {
        let host = &self.host;
        let body = String::from_utf8_lossy(&self.body);
        let in_between = "a proxy or a captive portal may be in between: open a browser and see what it shows";
        if let Some(target) = self.headers.get(LOCATION).filter(|_| (300..400).contains(&self.status)) {
            let target = String::from_utf8_lossy(target.as_bytes()).into_owned();
            let target = Url::parse(&target).map_or(target, |url| url.origin().ascii_serialization());
            return Error::new(
                Kind::Network,
                "redirected",
                format!("{host} redirected to {target}, which was not followed."),
            )
            .hint(in_between);
        }
        let is_html = self.header(CONTENT_TYPE.as_str()).is_some_and(|kind| kind.contains("html"))
            || body.trim_start().starts_with('<');
        if is_html {
            let title = title(&body).map(|title| format!(", titled \"{title}\"")).unwrap_or_default();
            return Error::new(
                Kind::Network,
                "html_instead_of_json",
                format!("{host} answered with an HTML page instead of JSON{title}."),
            )
            .hint(in_between);
        }
        let what = if body.trim().is_empty() {
            "an empty body".to_owned()
        } else {
            format!("something that is not the JSON expected ({error})")
        };
        Error::new(Kind::Network, "bad_json", format!("{host} answered HTTP {} with {what}.", self.status))
            .hint("try again in a moment")
    }
}

/// What stands in a page's `<title>`, on one line and not too long.
fn title(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let words: Vec<&str> = html.get(start..end)?.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" ").chars().take(80).collect())
}

/// A wait that doubles with each attempt, up to ten seconds, and differs between processes by up to a half.
fn backoff(attempt: u32) -> Duration {
    let whole = Duration::from_millis(500).saturating_mul(1 << attempt.min(6)).min(Duration::from_secs(10));
    let jitter = f64::from(getrandom::u32().unwrap_or_default()) / f64::from(u32::MAX);
    whole.mul_f64(0.5 + 0.5 * jitter)
}

/// Whether a connection that failed like this may succeed when tried again.
fn is_passing(error: &Error) -> bool {
    ["unreachable", "broken_answer"].contains(&error.code.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        Answer { host: "graph.example".to_owned(), status, headers, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_page_where_json_was_expected_is_named_with_its_title() {
        let portal = answer(200, &[("content-type", "text/html")], "<html><TITLE>\n Hotel  Wi-Fi</Title>");
        let error = portal.json::<serde_json::Value>().unwrap_err();
        assert_eq!(error.code, "html_instead_of_json");
        assert!(error.message.contains("\"Hotel Wi-Fi\""), "{error}");
    }

    #[test]
    fn a_redirect_is_named_with_the_host_it_leads_to_and_not_its_query() {
        let error =
            answer(302, &[("location", "https://evil.example/x?token=1")], "").json::<serde_json::Value>().unwrap_err();
        assert_eq!(error.code, "redirected");
        assert!(error.message.contains("https://evil.example,") && !error.message.contains("token"), "{error}");
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(answer(429, &[("retry-after", "7")], "").retry_after(), Some(Duration::from_secs(7)));
        let past = answer(503, &[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")], "");
        assert_eq!(past.retry_after(), None);
        assert_eq!(answer(503, &[], "").retry_after(), None);
    }

    #[test]
    fn waits_grow_and_stay_bounded() {
        for attempt in 1..70 {
            let wait = backoff(attempt);
            assert!(wait >= Duration::from_millis(500) && wait <= Duration::from_secs(10), "{attempt}: {wait:?}");
        }
    }
}
