//! The checks of the machine: the config, what calcli remembers, the token store, the clock, the proxy and TLS.

use super::within;
use crate::app::App;
use crate::auth::discovery::{self, Reached};
use crate::base::clock::Clock;
use crate::base::env::Env;
use crate::base::files;
use crate::config::state::State;
use crate::model::account::{Account, ClientId};
use crate::model::checkup::Check;
use crate::model::cloud::Cloud;
use crate::model::error::{Error, Kind, Result};
use crate::model::secret::Secret;
use crate::model::token::{Identity, Partition, TokenKey, TokenRecord, TokenSet};
use chrono::{DateTime, TimeDelta, Utc};
use std::path::Path;
use std::time::Instant;
use url::Url;
use uuid::Uuid;

/// A clock that differs by more than this is told. Tokens are renewed five minutes early, and servers allow as much.
const NOTICEABLE: TimeDelta = TimeDelta::seconds(60);
/// A clock that differs by more than this makes tokens look fresh that are not.
const TOO_MUCH: TimeDelta = TimeDelta::minutes(5);

impl App {
    /// The config, and who can change it: it may say what to run.
    pub(super) fn check_config(&self) -> Check {
        let path = &self.settings.config_file;
        let shown = path.display();
        match files::changeable_by_others(path) {
            Err(error) => {
                Check::problem("config", format!("{shown} cannot be checked: {error}."), "check its permissions")
            }
            Ok(Some(place)) => {
                let detail = format!("Others can change {}, and with it what calcli runs.", place.display());
                Check::problem("config", detail, close_to_others(&place))
            }
            Ok(None) if self.settings.accounts.is_empty() => {
                let hint = "calcli account add NAME --tenant TENANT --client-id ID";
                Check::warning("config", format!("{shown} holds no account yet."), hint)
            }
            Ok(None) => {
                let count = self.settings.accounts.len();
                Check::ok("config", format!("{shown}, {count} account{}", if count == 1 { "" } else { "s" }))
            }
        }
    }

    /// What calcli remembers of who signed in, and who can change that or the stored tokens.
    pub(super) fn check_state(&self) -> Check {
        let places = &self.settings.places;
        if let Err(error) = State::read(places) {
            return Check::failed("state", &error);
        }
        let kept = [places.state.join("accounts.json"), places.data.join("tokens")];
        match kept.iter().find_map(|path| files::changeable_by_others(path).ok().flatten()) {
            None => Check::ok("state", places.state.display().to_string()),
            Some(place) => {
                let detail = format!("Others can change {}, and with it who is signed in.", place.display());
                Check::warning("state", detail, close_to_others(&place))
            }
        }
    }

    /// Whether the token store keeps what it is given: a record is written, read back and deleted.
    pub(super) async fn check_store(&self, accounts: &[Account], deadline: Instant) -> Check {
        if !accounts.is_empty() && accounts.iter().all(Account::brings_own_token) {
            return Check::skipped("store", "every account brings its own token");
        }
        let began = Instant::now();
        match within(deadline, self.round_trip(deadline)).await {
            Ok(()) => {
                let millis = began.elapsed().as_millis();
                Check::ok("store", format!("{}: written, read and deleted in {millis} ms", self.vault.kind()))
            }
            Err(error) => Check::failed("store", &error),
        }
    }

    async fn round_trip(&self, deadline: Instant) -> Result<()> {
        let record = probe()?;
        let _lock = self.lock_until(&record.key, deadline).await?;
        self.vault.save(&record).await?;
        let kept = self.vault.load(&record.key).await;
        let deleted = self.vault.delete(&record.key).await?;
        if kept? == Some(record) && deleted {
            return Ok(());
        }
        Err(Error::new(Kind::StoreUnavailable, "store_forgets", "The token store does not keep what it is given.")
            .hint("choose the other store: `calcli config set token_store file`"))
    }

    /// This machine's clock against that of the first server that answered.
    pub(super) fn check_clock<T>(&self, asked: &[(Option<Reached>, T)]) -> Check {
        if let Clock::Fixed(now) = self.settings.clock {
            let now = now.to_rfc3339();
            return Check::warning(
                "clock",
                format!("CALCLI_NOW makes the agenda believe that it is {now}."),
                "unset CALCLI_NOW",
            );
        }
        let ahead = asked.iter().find_map(|(reached, _)| reached.as_ref()?.clock_ahead);
        ahead.map_or_else(|| Check::skipped("clock", "no server told the time"), clock)
    }

    /// Which certificates are believed, and whether something on the way answers in the server's place.
    pub(super) async fn check_trust(&self, accounts: &[Account], env: &Env, deadline: Instant) -> Check {
        let roots = ["SSL_CERT_FILE", "SSL_CERT_DIR"].into_iter().find_map(|name| Some((name, env.get(name)?)));
        let roots = roots.map_or_else(|| "the system's".to_owned(), |(name, path)| format!("those of {name}, {path}"));
        let secure =
            accounts.iter().find_map(|account| discovery::address(account).ok().filter(|url| url.scheme() == "https"));
        let Some(url) = secure else { return Check::skipped("tls", format!("no account uses https; roots: {roots}")) };
        let host = url.host_str().unwrap_or_default().to_owned();
        match within(deadline, self.http.is_publicly_trusted(&url)).await {
            Ok(true) => Check::ok("tls", format!("{host} shows a public certificate; roots: {roots}")),
            Ok(false) => Check::warning(
                "tls",
                format!(
                    "The certificate of {host} is none that the public trusts: something on the way, such as a company's proxy, may read along. Roots: {roots}."
                ),
                "make sure that your network is meant to inspect TLS",
            ),
            Err(error) => Check::skipped("tls", format!("{} Roots: {roots}.", error.message)),
        }
    }
}

/// The command that keeps others from changing a place.
fn close_to_others(place: &Path) -> String {
    format!("chmod go-w '{}'", place.display().to_string().replace('\'', r"'\''"))
}

/// How a clock that is so far ahead is.
fn clock(ahead: TimeDelta) -> Check {
    let seconds = ahead.num_seconds().abs();
    let side = if ahead < TimeDelta::zero() { "behind" } else { "ahead of" };
    let detail = format!("{seconds} s {side} the server's");
    let hint = "set the clock, for example: sudo timedatectl set-ntp true";
    match ahead.abs() {
        off if off > TOO_MUCH => Check::problem("clock", detail, hint),
        off if off > NOTICEABLE => Check::warning("clock", detail, hint),
        _ => Check::ok("clock", detail),
    }
}

/// The proxy that https goes through. Its user and password stay untold.
pub(super) fn proxy(env: &Env) -> Check {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let Some((name, value)) = names.into_iter().find_map(|name| Some((name, env.get(name)?))) else {
        return Check::ok("proxy", "none set in the environment");
    };
    let address = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let Some(url) = Url::parse(&address).ok().filter(Url::has_host) else {
        return Check::problem(
            "proxy",
            format!("{name} is not an address."),
            format!("set {name} to http://HOST:PORT"),
        );
    };
    let port = url.port_or_known_default().map(|port| format!(":{port}")).unwrap_or_default();
    let except = env.get("NO_PROXY").or_else(|| env.get("no_proxy"));
    let except = except.map(|hosts| format!(", but for {hosts}")).unwrap_or_default();
    Check::ok("proxy", format!("{name}: {}{port}{except}", url.host_str().unwrap_or_default()))
}

/// A record of nobody, to try the store with. Its key cannot be that of an account, which has a tenant.
fn probe() -> Result<TokenRecord> {
    let account = "doctor".parse().map_err(|why: String| Error::new(Kind::Internal, "bad_name", why))?;
    let partition = Partition { endpoints: Cloud::Global.endpoints(), tenant: Uuid::nil(), client_id: ClientId::NONE };
    let identity = Identity { id: "doctor".to_owned(), tenant: Uuid::nil(), username: "calcli doctor".to_owned() };
    let access = Secret::from("calcli doctor ".repeat(200));
    let tokens = TokenSet { access, expires_at: DateTime::<Utc>::UNIX_EPOCH, refresh: None, scopes: Vec::new() };
    Ok(TokenRecord { key: TokenKey { partition, account }, identity, tokens, refusal: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::checkup::Health;

    #[test]
    fn a_clock_is_well_odd_or_wrong() {
        for (seconds, health) in [(0, Health::Ok), (-30, Health::Ok), (90, Health::Warning), (-301, Health::Problem)] {
            assert_eq!(clock(TimeDelta::seconds(seconds)).status, health, "{seconds}");
        }
        assert_eq!(clock(TimeDelta::seconds(-400)).detail, "400 s behind the server's");
    }

    #[test]
    fn a_proxy_is_named_without_its_password() {
        let detail = |value| proxy(&Env::from([("HTTPS_PROXY", value), ("NO_PROXY", "localhost")])).detail;
        assert_eq!(detail("http://me:hush@proxy.corp:3128/"), "HTTPS_PROXY: proxy.corp:3128, but for localhost");
        assert_eq!(detail("me:hush@proxy.corp:3128"), "HTTPS_PROXY: proxy.corp:3128, but for localhost");
        let broken = proxy(&Env::from([("https_proxy", "http://")]));
        assert_eq!((broken.status, broken.detail.contains("hush")), (Health::Problem, false));
    }
}
