//! The sandbox from outside: what a client on the wire gets, right answers and wrong ones.

mod authorize;
mod crowd;
mod faults;
mod graph;
mod refusals;
mod sign_in;
mod status;

use std::sync::Once;

use serde_json::Value;
use tokio::runtime::Runtime;

use super::world::{App, SHARED_APP, User};
use super::{Options, Sandbox};

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

type Form<'a> = &'a [(&'a str, &'a str)];

/// A sandbox with a plain HTTP client beside it.
struct Bench {
    sandbox: Sandbox,
    client: reqwest::Client,
    runtime: Runtime,
}

/// An answer, read to its end.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: reqwest::header::HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    fn aadsts(&self) -> u64 {
        self.json()["error_codes"][0].as_u64().unwrap_or_default()
    }

    fn error(&self) -> String {
        let body = self.json();
        let code = body["error"].as_str().or(body["error"]["code"].as_str());
        code.unwrap_or_default().to_owned()
    }

    fn text_at(&self, name: &str) -> String {
        self.json()[name].as_str().unwrap_or_default().to_owned()
    }
}

impl Bench {
    /// Monday 23 November 2026, and no waiting between polls.
    fn new() -> Self {
        Bench::with(Options { interval: 0, ..Options::default() })
    }

    fn with(options: Options) -> Self {
        static CRYPTO: Once = Once::new();
        CRYPTO.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let today = "2026-11-23".parse().unwrap();
        let sandbox = Sandbox::start(Options { today, ..options }).unwrap();
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Bench { sandbox, client, runtime }
    }

    fn send(&self, request: reqwest::RequestBuilder) -> reqwest::Result<Answer> {
        self.runtime.block_on(async {
            let response = request.send().await?;
            Ok(Answer {
                status: response.status().as_u16(),
                headers: response.headers().clone(),
                text: response.text().await?,
            })
        })
    }

    fn post(&self, path: &str, form: Form<'_>) -> Answer {
        let url = format!("{}{path}", self.sandbox.authority_url());
        self.send(self.client.post(url).form(form)).unwrap()
    }

    fn get(&self, url: &str, token: &str, prefer: &str) -> Answer {
        let request = self.client.get(url).bearer_auth(token);
        let request = if prefer.is_empty() { request } else { request.header("Prefer", prefer) };
        self.send(request).unwrap()
    }

    fn graph(&self, path: &str, token: &str) -> Answer {
        self.get(&format!("{}/v1.0{path}", self.sandbox.graph_url()), token, "")
    }

    fn scope(&self, names: &str) -> String {
        let graph = self.sandbox.graph_url();
        let full = names.split(' ').map(|name| format!("{graph}/{name}"));
        format!("openid profile offline_access {}", full.collect::<Vec<_>>().join(" "))
    }

    fn device_code(&self, tenant: &str, app: &App, scope: &str) -> Answer {
        self.post(&format!("/{tenant}/oauth2/v2.0/devicecode"), &[("client_id", app.id), ("scope", scope)])
    }

    fn poll(&self, tenant: &str, app: &App, device_code: &str) -> Answer {
        self.post(
            &format!("/{tenant}/oauth2/v2.0/token"),
            &[("grant_type", DEVICE_GRANT), ("client_id", app.id), ("device_code", device_code), ("client_info", "1")],
        )
    }

    fn refresh(&self, tenant: &str, app: &App, token: &str) -> Answer {
        self.post(
            &format!("/{tenant}/oauth2/v2.0/token"),
            &[("grant_type", "refresh_token"), ("client_id", app.id), ("refresh_token", token), ("client_info", "1")],
        )
    }

    /// Signs a person in for these scopes and returns the whole token answer.
    fn sign_in_for(&self, tenant: &str, user: &User, scopes: &str) -> Answer {
        let code = self.device_code(tenant, &SHARED_APP, &self.scope(scopes));
        assert_eq!(code.status, 200, "{}", code.text);
        self.sandbox.approve(&code.text_at("user_code"), user.username).unwrap();
        let answer = self.poll(tenant, &SHARED_APP, &code.text_at("device_code"));
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer
    }

    fn sign_in(&self, tenant: &str, user: &User) -> Answer {
        self.sign_in_for(tenant, user, "User.Read Calendars.Read")
    }

    fn token(&self, user: &User) -> String {
        self.sign_in(user.home.id, user).text_at("access_token")
    }
}

/// The claims of a JWT.
fn claims(token: &str) -> Value {
    use base64::Engine;
    let payload = token.split('.').nth(1).unwrap();
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}
