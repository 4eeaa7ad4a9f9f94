//! A pretend Entra ID and Microsoft Graph on loopback, for trying calcli without an account and for testing it.
//!
//! It knows nothing of the program it serves: no type is shared with the client side, so that both cannot be wrong
//! in the same way. [`Sandbox`] is the handle; dropping it stops the servers.

mod aadsts;
mod authorize;
mod claims;
mod code;
mod crowd;
mod device;
mod dice;
mod directory;
mod door;
mod entra;
mod fault;
mod graph;
mod ledger;
mod mint;
mod page;
mod sabotage;
mod scopes;
mod server;
mod state;
mod status;
#[cfg(test)]
mod tests;
mod tokens;
mod wording;
pub mod world;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{Local, NaiveDate};
use tokio::sync::oneshot;

pub use crowd::Crowd;
pub use fault::{Endpoint, Fault, FaultKind, Place, Times};
pub use ledger::{Issued, Rotation, TokenKind};
pub use mint::SECRET_MARKER;
pub use state::{Host, Seen};
pub use wording::{KINDS, Kind, Misspelt, duration};

use door::Door;
use state::Shared;
use world::Account;

/// What the `iCalUId` of an occurrence says: Graph documents the one and has been seen to give the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IcalUid {
    /// It is the occurrence's own.
    PerOccurrence,
    /// It is that of its series.
    PerSeries,
}

/// How a sandbox behaves.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The port of the authority; 0 takes any that is free.
    pub port: u16,
    /// The port of Graph; 0 takes any that is free.
    pub graph_port: u16,
    /// The day around which the single events are laid.
    pub today: NaiveDate,
    /// Seconds to wait between polls.
    pub interval: u64,
    /// Seconds for which a device code is good.
    pub code_lifetime: u64,
    /// Seconds for which an access token is good.
    pub token_lifetime: u64,
    /// Seconds for which an access token is good whose client hears challenges (`cp1`); without, as long as any other.
    /// Entra gives such clients a day or more.
    pub long_lifetime: Option<u64>,
    /// What becomes of a refresh token that was used.
    pub rotation: Rotation,
    /// By how much every answer of Entra and of Graph is late, as it is on the way from afar.
    pub latency: Duration,
    /// Whose accounts there are, where it is not those of the cast.
    pub crowd: Option<Crowd>,
    /// What the `iCalUId` of an occurrence says.
    pub ical_uid: IcalUid,
}

impl Default for Options {
    /// Free ports, the machine's today, a poll per second, codes for 15 minutes, tokens for an hour, and refresh
    /// tokens that keep working as Entra's do.
    fn default() -> Self {
        Options {
            port: 0,
            graph_port: 0,
            today: Local::now().date_naive(),
            interval: 1,
            code_lifetime: 900,
            token_lifetime: 3_600,
            long_lifetime: None,
            rotation: Rotation::Entra,
            latency: Duration::ZERO,
            crowd: None,
            ical_uid: IcalUid::PerOccurrence,
        }
    }
}

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts both servers on a thread of their own. Fails when a port is taken.
    pub fn start(options: Options) -> io::Result<Sandbox> {
        let authority = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        let graph = TcpListener::bind((Ipv4Addr::LOCALHOST, options.graph_port))?;
        let url = |address: SocketAddr| format!("http://{address}");
        let shared = Shared::new(options, url(authority.local_addr()?), url(graph.local_addr()?));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let doors = {
            let _inside = runtime.enter();
            (Door::new(authority)?, Door::new(graph)?)
        };
        let (stop, stopped) = oneshot::channel();
        let world = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("sandbox".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = server::run(world, doors.0, doors.1) => {}
                    _ = stopped => {}
                }
            });
            runtime.shutdown_background();
        })?;
        Ok(Sandbox { shared, stop: Some(stop), thread: Some(thread) })
    }

    /// Where to sign in: `http://127.0.0.1:PORT`.
    pub fn authority_url(&self) -> String {
        self.shared.authority.clone()
    }

    /// Where the calendars are: the same host, another port, so another origin.
    pub fn graph_url(&self) -> String {
        self.shared.graph.clone()
    }

    /// Where the sandbox shows what it is asked and lets faults be added and ended.
    pub fn status_url(&self) -> String {
        format!("{}/", self.shared.authority)
    }

    /// The accounts that a visitor has: those of the crowd, else those of the cast.
    pub fn accounts(&self) -> &[Account] {
        &self.shared.world.accounts
    }

    /// Signs a person in with a user code, as the page does. An error is what the page would say; the code stays
    /// pending then.
    pub fn approve(&self, user_code: &str, username: &str) -> Result<(), String> {
        let mut state = self.shared.lock();
        state.codes.approve(user_code, username, &self.shared.world).map(|_| ())
    }

    /// Says no to a user code, as the page does.
    pub fn decline(&self, user_code: &str) -> Result<(), String> {
        self.shared.lock().codes.decline(user_code)
    }

    /// The user codes that wait for somebody, oldest first.
    pub fn pending_codes(&self) -> Vec<String> {
        self.shared.lock().codes.pending()
    }

    /// Puts a fault in force, behind those that are.
    pub fn inject(&self, fault: impl Into<Fault>) {
        self.shared.lock().faults.inject(fault.into());
    }

    /// The same, for somebody who wants to see it: where it waits for access tokens to end, they end now.
    pub fn let_happen(&self, fault: Fault) {
        self.shared.lock().let_happen(fault);
    }

    /// The fault that these words mean, as they are typed behind `--fault`. An error says what is wrong with them, and what may
    /// have been meant.
    pub fn fault(&self, words: &str) -> Result<Fault, Misspelt> {
        wording::read(words, &self.shared.world)
    }

    /// The faults in force, in the order in which they came.
    pub fn faults_in_force(&self) -> Vec<Fault> {
        self.shared.lock().faults.in_force().iter().map(|(_, fault)| fault.clone()).collect()
    }

    /// Ends all faults.
    pub fn clear_faults(&self) {
        self.shared.lock().faults.clear();
    }

    /// Every request so far, in the order of arrival.
    pub fn requests(&self) -> Vec<Seen> {
        self.shared.lock().seen.clone()
    }

    /// Every access and refresh token so far, in the order of minting.
    pub fn issued(&self) -> Vec<Issued> {
        self.shared.lock().ledger.issued()
    }

    /// Makes every access token so far expired; refresh tokens keep working.
    pub fn expire_access_tokens(&self) {
        self.shared.lock().ledger.expire_access_tokens();
    }

    /// Ends every session of a person: Graph answers 401, refreshing `invalid_grant` with AADSTS50173.
    pub fn revoke(&self, username: &str) {
        self.shared.lock().ledger.revoke_where(50_173, |session| session.user.username.eq_ignore_ascii_case(username));
    }

    /// The most Graph requests of one person that were in flight at once. Answers are made without waiting, so only
    /// a slow sandbox ([`FaultKind::Slow`]) shows what a client would do.
    pub fn peak_concurrency(&self, username: &str) -> usize {
        self.shared.lock().peak(username)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
