//! Completes command lines: a shell runs calcli with `CALCLI_COMPLETE` set, and is told what may come next. Names of accounts come
//! from the config, ids of meetings from the calendars themselves.
//!
//! Whatever goes wrong here, nothing is said of it: a shell would print it into the line that is being typed.

use super::exit::Exit;
use super::global::Global;
use crate::app::App;
use crate::app::agenda::Query;
use crate::base::env::Env;
use crate::config::settings::{Overrides, Settings};
use crate::model::account::{Account, Label};
use crate::model::agenda::{Meeting, MergeOptions};
use crate::model::event::Fields;
use crate::model::handle::Handle;
use crate::model::own_token::TokenSource;
use crate::model::range::TimeRange;
use crate::render::{clean, day_and_time};
use chrono::TimeDelta;
use clap::{ArgMatches, FromArgMatches};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::CompleteEnv;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// The variable by which a shell's script says that it wants to complete.
pub const VARIABLE: &str = "CALCLI_COMPLETE";
/// Nobody waits longer for a completion.
const PATIENCE: Duration = Duration::from_secs(3);
/// The meetings of so many days, from today, are offered.
const DAYS: i64 = 8;

/// Answers a shell's script.
pub fn answer(args: Vec<OsString>) -> Exit {
    let here = std::env::current_dir().ok();
    let engine = CompleteEnv::with_factory(super::definition).var(VARIABLE).bin("calcli");
    match engine.try_complete(args, here.as_deref()) {
        Ok(true) => Exit::Done,
        _ => Exit::Failed,
    }
}

/// The names of the accounts.
pub fn accounts() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let accounts = settings().map(|settings| settings.accounts).unwrap_or_default();
        accounts.iter().map(|account| candidate(account.label.to_string(), &whose(account))).collect()
    })
}

/// The short ids of the meetings of these days.
pub fn meetings() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let candidates = settings().and_then(soon).unwrap_or_default().into_iter().enumerate();
        candidates.map(|(place, candidate)| candidate.display_order(Some(place))).collect()
    })
}

fn candidate(value: String, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(clean(help).into_owned().into()))
}

/// Whose account it is.
fn whose(account: &Account) -> String {
    account.username.clone().unwrap_or_else(|| account.tenant.to_string())
}

/// What the line that is being typed says so far.
fn typed() -> Option<ArgMatches> {
    let words = std::env::args_os().skip_while(|word| word != "--").skip(1);
    super::definition().ignore_errors(true).try_get_matches_from(words).ok()
}

/// The settings of that line.
fn settings() -> Option<Settings> {
    let config = typed().and_then(|typed| typed.get_one::<PathBuf>("config").cloned());
    Settings::resolve(&Overrides { config, zone: None }, &Env::system()).ok()
}

/// The accounts that the command of that line would ask.
fn asked(settings: &Settings) -> Option<Vec<Account>> {
    let typed = typed()?;
    let only = Global::from_arg_matches(&typed).ok()?.reading_accounts(&Env::system()).ok()?;
    let except = typed.subcommand().and_then(|(_, command)| command.try_get_many::<Label>("except").ok()?);
    settings.reading(&only, &except.into_iter().flatten().cloned().collect::<Vec<_>>()).ok()
}

/// The meetings from now on, if the accounts answer in time.
fn soon(settings: Settings) -> Option<Vec<CompletionCandidate>> {
    let accounts = asked(&settings)?;
    // A command of the config may ask for a passphrase, in the middle of a line.
    let runs_a_command = |account: &Account| matches!(account.source, TokenSource::Command(_));
    if settings.store_key_command.is_some() || accounts.iter().any(runs_a_command) {
        return None;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let app = App::open(settings);
    let candidates = runtime.block_on(async {
        let found = tokio::time::timeout(PATIENCE, offered(accounts, &app)).await.ok();
        // A token that was renewed meanwhile has to be kept.
        app.interrupt();
        app.settle().await;
        found
    });
    runtime.shutdown_background();
    candidates
}

async fn offered(accounts: Vec<Account>, app: &App) -> Vec<CompletionCandidate> {
    let (zone, now) = (&app.settings.zone, app.settings.clock.now());
    let range = TimeRange::lasting(zone.midnight(zone.date(now)), TimeDelta::days(DAYS));
    let (fields, merge) = (Fields::default(), MergeOptions::default());
    let asked = app.agenda(Query { accounts, range, fields, merge, timeout: PATIENCE }).await;
    let Ok(agenda) = asked else { return Vec::new() };
    let help = |meeting: &Meeting| format!("{} {}", day_and_time(meeting.event.when, now, zone), meeting.event.subject);
    agenda.meetings.iter().map(|meeting| candidate(Handle::shown(meeting).to_string(), &help(meeting))).collect()
}
