//! A login that waits for its browser, and a person with a browser who does what the pages ask for.

use crate::support::{Run, Running, World};
use calcli::sandbox::world::User;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;
use url::Url;

/// `calcli login --browser --json` that has printed its address.
pub struct Login {
    pub running: Running,
    pub url: String,
}

impl Login {
    /// Starts a login with these arguments.
    pub fn start(world: &World, args: &[&str]) -> Self {
        Self::of(world.start(&[&["login", "--browser", "--json"], args].concat()))
    }

    /// A login that is about to print its address.
    pub fn of(mut running: Running) -> Self {
        let line: Value = serde_json::from_str(&running.line()).unwrap();
        assert_eq!(line["event"], "browser", "{line}");
        Self { url: line["url"].as_str().unwrap().to_owned(), running }
    }

    /// The same command, which went on to its next account.
    pub fn next(self) -> Self {
        Self::of(self.running)
    }

    /// A parameter of the address.
    pub fn asked(&self, name: &str) -> String {
        let url = Url::parse(&self.url).unwrap();
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    /// The port that the browser is sent back to.
    pub fn port(&self) -> u16 {
        Url::parse(&self.asked("redirect_uri")).unwrap().port().unwrap()
    }

    /// An address of the listener.
    pub fn at(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port())
    }

    /// Waits for the end.
    pub fn finish(self) -> Run {
        self.running.finish()
    }
}

/// A browser without JavaScript and without memory.
pub struct Browser {
    client: reqwest::Client,
    runtime: Runtime,
}

/// A page, read to its end.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Page {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Browser {
    pub fn new() -> Self {
        static CRYPTO: Once = Once::new();
        CRYPTO.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { client: client.build().unwrap(), runtime }
    }

    /// Sends any request.
    pub fn send(&self, request: impl FnOnce(&reqwest::Client) -> reqwest::RequestBuilder) -> Page {
        self.runtime.block_on(async {
            let response = request(&self.client).send().await.unwrap();
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            Page { status, headers, text: response.text().await.unwrap() }
        })
    }

    pub fn get(&self, url: &str) -> Page {
        self.send(|client| client.get(url))
    }

    /// Follows redirects until there is a page.
    pub fn follow(&self, url: &str) -> Page {
        let mut url = Url::parse(url).unwrap();
        loop {
            let page = self.get(url.as_str());
            if page.header("location").is_empty() {
                return page;
            }
            url = url.join(page.header("location")).unwrap();
        }
    }

    /// Answers the authority's pages; the last answer leads back to the program.
    pub fn decide(&self, url: &str, user: &User, decision: &str) -> Page {
        let sign_in = self.get(url);
        assert!(sign_in.status == 200 && sign_in.text.contains("<h1>Sign in</h1>"), "{sign_in:#?}");
        let form = |decision| [("username", user.username), ("decision", decision)];
        let consent = self.send(|client| client.post(url).form(&form("next")));
        assert!(consent.status == 200 && consent.text.contains("Permissions requested"), "{consent:#?}");
        self.send(|client| client.post(url).form(&form(decision)))
    }

    /// The redirect with which the authority answers a person who agreed.
    pub fn authorized(&self, url: &str, user: &User) -> String {
        self.decide(url, user, "accept").header("location").to_owned()
    }

    /// Signs in, agrees, and follows to the answer page.
    pub fn sign_in(&self, url: &str, user: &User) -> Page {
        self.follow(&self.authorized(url, user))
    }
}

/// The same world with a browser that is noisy, and notes the address it opens in this file.
#[cfg(unix)]
pub fn with_browser(world: World) -> (World, PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let (script, opened) = (world.home().join("browser"), world.home().join("opened"));
    let text = format!("#!/bin/sh\necho noise\necho noise >&2\necho \"$1\" >{}\n", opened.display());
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    (world.env("BROWSER", script.to_str().unwrap()), opened)
}

/// The address that the browser opened.
#[cfg(unix)]
pub fn address(opened: &Path) -> String {
    for _ in 0..3000 {
        if let Ok(address) = fs::read_to_string(opened)
            && address.ends_with('\n')
        {
            return address.trim().to_owned();
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("no browser was opened");
}
