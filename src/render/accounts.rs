//! The accounts for people, after `gh auth status`: what each is, whether it is signed in, and what to type if not.

use crate::model::account::{Account, Color};
use crate::model::cloud::Cloud;
use crate::model::status::{AccountStatus, SignInState};
use crate::model::zone::Zone;
use crate::render::Style;
use crate::render::columns::{self, Column};
use crate::render::dates;
use crate::render::forms::Listing;
use crate::render::json;
use crate::render::paint::{Ink, Text};
use crate::render::problems;
use chrono::{DateTime, Utc};

/// The name of a fact, and the fact.
const COLUMNS: [Column; 2] = [Column::rigid(2), Column::wrapped(0, ' ').uncut()];
/// Below this width a fact goes under its name, so that the ids that are copied from here fit on a line.
const STACKED_BELOW: u16 = 54;
/// What every sign-in may do, and nobody needs to read. Source: Microsoft identity platform, "OpenID Connect scopes".
const SCOPES_OF_EVERY_SIGN_IN: [&str; 4] = ["openid", "profile", "offline_access", "email"];

/// The accounts and how they are doing, as an answer.
pub struct Accounts<'a> {
    /// The accounts.
    pub statuses: &'a [AccountStatus],
    /// The zone of the times that people read.
    pub zone: &'a Zone,
    /// The real time, by which tokens go.
    pub now: DateTime<Utc>,
}

impl Listing for Accounts<'_> {
    fn json(&self) -> String {
        json::accounts(self.statuses)
    }

    fn rows(&self) -> &'static str {
        "accounts"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("name", "/name"),
            ("username", "/username"),
            ("state", "/state"),
            ("tenant_id", "/tenant_id"),
            ("client_id", "/client_id"),
            ("cloud", "/cloud"),
            ("store", "/store"),
            ("enabled", "/enabled"),
            ("access_token_expires_at", "/access_token_expires_at"),
            ("scopes", "/scopes"),
            ("error", "/error/message"),
        ]
    }

    fn text(&self, style: &Style) -> String {
        accounts(self.statuses, self.zone, self.now, style)
    }
}

/// Every account as text, a block each; empty where there are none.
fn accounts(accounts: &[AccountStatus], zone: &Zone, now: DateTime<Utc>, style: &Style) -> String {
    let blocks: Vec<String> =
        accounts.iter().map(|status| block(status, sign_in_facts(status, zone, now), style)).collect();
    blocks.join("\n")
}

/// One account with all that is set for it.
pub fn account(status: &AccountStatus, zone: &Zone, now: DateTime<Utc>, style: &Style) -> String {
    let facts = [sign_in_facts(status, zone, now), settings(&status.account)].concat();
    block(status, facts, style)
}

/// A named fact; one that is not known is `None` and not shown.
type Fact = (&'static str, Option<String>);

fn block(status: &AccountStatus, facts: Vec<Fact>, style: &Style) -> String {
    let known: Vec<_> = facts.into_iter().filter_map(|(name, fact)| Some((name, fact?))).collect();
    let is_stacked = style.width.is_some_and(|width| width < STACKED_BELOW);
    let facts: String = if is_stacked {
        let name = |name| Text::new("  ", Ink::Plain).with(name, Ink::Dim).line(style);
        let fact = |fact| columns::paragraph(Text::new("    ", Ink::Plain), Text::new(fact, Ink::Plain), style);
        known.iter().map(|(known, value)| name(known) + &fact(value)).collect()
    } else {
        let name = |name| Text::new("    ", Ink::Plain).with(name, Ink::Dim);
        let rows: Vec<_> = known.iter().map(|(known, fact)| vec![name(known), Text::new(fact, Ink::Plain)]).collect();
        columns::lay_out(&rows, &COLUMNS, style).concat().into_iter().map(|line| line + "\n").collect()
    };
    title(status, style) + &facts + &trouble(status, style)
}

/// The first line: a mark, the name, who it is, and the state where that is not simply signed in.
fn title(status: &AccountStatus, style: &Style) -> String {
    let account = &status.account;
    let (mark, hue, state) = match status.state {
        _ if !account.enabled => ("–", None, "resting"),
        SignInState::SignedIn if status.error.is_none() => ("✓", Some(Color::Green), ""),
        SignInState::SignedIn => ("✗", Some(Color::Red), ""),
        SignInState::SignedOut => ("○", Some(Color::Yellow), "signed out"),
        SignInState::SignInRequired => ("✗", Some(Color::Red), "sign-in required"),
        SignInState::StoreUnavailable => ("✗", Some(Color::Red), "token store unavailable"),
    };
    let name = account.display_name.as_deref().map(|name| format!("({name})"));
    let title = Text::new(mark, hue.map_or(Ink::Dim, Ink::Hue)).with(" ", Ink::Plain).and(style.tag(&account.label));
    let words = [status.username.as_deref(), name.as_deref()].into_iter().flatten();
    let title = words.fold(title, |title, word| title.with("  ", Ink::Plain).with(word, Ink::Plain));
    let title = if state.is_empty() { title } else { title.with("  ", Ink::Plain).with(state, Ink::Bold) };
    title.line(style)
}

/// What is wrong with an account and what to type.
fn trouble(status: &AccountStatus, style: &Style) -> String {
    let account = &status.account;
    let error = status.error.as_ref();
    let text = error.map(|error| problems::trouble(error, 4, Ink::Hue(Color::Red), style)).unwrap_or_default();
    let hinted = error.is_some_and(|error| !error.hints.is_empty());
    let step = match status.state {
        _ if !account.enabled => Some(format!("calcli account set {} --enabled true", account.label)),
        SignInState::SignedOut | SignInState::SignInRequired if !hinted => Some(account.login_command()),
        _ => None,
    };
    text + &step.map(|step| problems::next_step(&step, 4, style)).unwrap_or_default()
}

/// The facts of a sign-in.
fn sign_in_facts(status: &AccountStatus, zone: &Zone, now: DateTime<Utc>) -> Vec<Fact> {
    let account = &status.account;
    let tenant = account.tenant.to_string();
    let tenant_id = status.tenant_id.map(|id| id.to_string()).filter(|id| *id != tenant);
    let scopes = status.scopes.iter().filter(|scope| !SCOPES_OF_EVERY_SIGN_IN.contains(&scope.as_str()));
    let scopes: Vec<&str> = scopes.map(String::as_str).collect();
    let cloud = match account.cloud {
        Some(Cloud::Global) => None,
        Some(cloud) => Some(cloud.name().to_owned()),
        None => Some(format!("{} and {}", account.endpoints.authority, account.endpoints.graph)),
    };
    let token = status.access_token_expires_at.map(|end| {
        let length = dates::length(end - now);
        let when = dates::moment(end, now, zone);
        match status.state {
            SignInState::SignInRequired if end > now => format!("ends {when}, and cannot be renewed"),
            SignInState::SignInRequired => format!("ended {when}, and cannot be renewed"),
            _ if end > now => format!("valid for {length}, until {when}; then renewed"),
            _ => format!("expired {length} ago, {when}; renewed when it is next used"),
        }
    });
    vec![
        ("tenant", Some(tenant)),
        ("tenant id", tenant_id),
        ("application", account.application().map(|id| id.to_string())),
        ("cloud", cloud),
        ("store", Some(status.store.to_owned())),
        ("access token", token),
        ("scopes", Some(scopes.join(", ")).filter(|scopes| !scopes.is_empty())),
    ]
}

/// The facts that the user decides.
fn settings(account: &Account) -> Vec<Fact> {
    vec![
        ("only user", account.username.clone()),
        ("asks for", Some(account.access.name().to_owned())),
        ("signs in by", account.login.map(|flow| flow.name().to_owned())),
        ("calendars", Some(account.calendars.to_string())),
        ("colour", account.color.map(|color| color.name().to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::account::CalendarChoice;
    use crate::model::error::{Error, Kind};
    use crate::render::clean::is_unsafe;
    use crate::render::samples::{amsterdam, at, expired, signed_out, status, style};

    fn shown(list: &[AccountStatus], style: &Style) -> String {
        accounts(list, &amsterdam(), at("2026-11-23T08:12:04Z"), style)
    }

    fn troubled() -> Vec<AccountStatus> {
        let required = AccountStatus {
            state: SignInState::SignInRequired,
            access_token_expires_at: Some(at("2026-11-20T08:00:00Z")),
            error: Some(expired()),
            ..status("marimer")
        };
        let mut resting = signed_out("old");
        resting.account.enabled = false;
        let locked = Error::new(Kind::StoreUnavailable, "keychain_locked", "The keychain is locked.").hint("unlock it");
        let locked = AccountStatus { state: SignInState::StoreUnavailable, error: Some(locked), ..signed_out("bank") };
        let named = AccountStatus { username: Some("bob@new.com\u{1b}[2J".to_owned()), ..signed_out("new") };
        vec![required, named, resting, locked]
    }

    #[test]
    fn an_account_that_is_well_is_a_title_and_its_facts() {
        let expected = "\
✓ xebia  alice@xebia.com
    tenant        xebia.com
    tenant id     22222222-2222-4222-8222-222222222222
    application   11111111-1111-4111-8111-111111111111
    store         keychain
    access token  valid for 52 min, until 10:04; then renewed
    scopes        Calendars.Read, User.Read
";
        assert_eq!(shown(&[status("xebia")], &style(false, None)), expected);
    }

    #[test]
    fn every_trouble_ends_in_the_command_that_repairs_it() {
        let text = shown(&troubled(), &style(false, Some(60)));
        let expected = "\
✗ marimer  alice@marimer.com  sign-in required
    tenant        marimer.com
    tenant id     22222222-2222-4222-8222-222222222222
    application   11111111-1111-4111-8111-111111111111
    store         keychain
    access token  ended Fri 20 Nov 09:00, and cannot be
                  renewed
    scopes        Calendars.Read, User.Read
    The refresh token has expired due to inactivity.
    (AADSTS700082)
    → calcli login --account marimer

○ new  bob@new.com  signed out
    tenant       new.com
    application  11111111-1111-4111-8111-111111111111
    store        keychain
    → calcli login --account new

– old  resting
    tenant       old.com
    application  11111111-1111-4111-8111-111111111111
    store        keychain
    → calcli account set old --enabled true

✗ bank  token store unavailable
    tenant       bank.com
    application  11111111-1111-4111-8111-111111111111
    store        keychain
    The keychain is locked. (keychain_locked)
    → unlock it
";
        assert_eq!(text, expected);
    }

    #[test]
    fn in_a_narrow_terminal_a_fact_is_under_its_name_and_no_id_is_cut() {
        let text = shown(&[status("xebia")], &style(false, Some(40)));
        let expected = "\
✓ xebia  alice@xebia.com
  tenant
    xebia.com
  tenant id
    22222222-2222-4222-8222-222222222222
  application
    11111111-1111-4111-8111-111111111111
  store
    keychain
  access token
    valid for 52 min, until 10:04; then
    renewed
  scopes
    Calendars.Read, User.Read
";
        assert_eq!(text, expected);
        let stubborn = shown(&[status("xebia")], &style(false, Some(20)));
        assert!(stubborn.contains("    22222222-2222-4222-8222-222222222222\n"), "{stubborn}");
    }

    #[test]
    fn the_scopes_of_every_sign_in_are_left_out() {
        let mut one = status("xebia");
        one.scopes = ["openid", "profile", "offline_access", "email", "Calendars.Read"].map(str::to_owned).into();
        assert!(shown(&[one.clone()], &style(false, None)).contains("    scopes        Calendars.Read\n"));
        one.scopes.pop();
        assert!(!shown(&[one], &style(false, None)).contains("scopes"));
    }

    #[test]
    fn one_account_is_shown_with_what_is_set_for_it() {
        let mut one = status("xebia");
        one.account.cloud = None;
        one.account.color = Some(Color::Cyan);
        one.account.display_name = Some("Xebia NL".to_owned());
        one.account.calendars = CalendarChoice::configured(&one.account.label, &["Work".to_owned(), "Team".to_owned()]);
        let text = account(&one, &amsterdam(), at("2026-11-23T08:12:04Z"), &style(false, None));
        for line in [
            "✓ xebia  alice@xebia.com  (Xebia NL)\n",
            "    cloud         https://login.microsoftonline.com and https://graph.microsoft.com\n",
            "    asks for      read\n",
            "    calendars     Work, Team\n",
            "    colour        cyan\n",
        ] {
            assert!(text.contains(line), "{line}{text}");
        }
    }

    #[test]
    fn colour_is_on_the_mark_the_name_and_the_trouble() {
        let text = shown(&troubled()[..1], &style(true, None));
        assert!(text.starts_with("\u{1b}[38;5;167m✗\u{1b}[0m \u{1b}[38;5;30mmarimer\u{1b}[0m  alice@marimer.com  \u{1b}[1msign-in required\u{1b}[0m\n"), "{text:?}");
    }

    #[test]
    fn names_from_strangers_are_harmless_at_any_width() {
        let mut one =
            AccountStatus { username: Some("\u{1b}]0;x\u{07}\u{202e}@\u{9b}2J会議".repeat(9)), ..status("xebia") };
        one.account.display_name = Some("\u{1b}[2J\r\n".to_owned());
        one.error = Some(Error::new(Kind::Other, "\u{1b}[5m", "a\nb\u{1b}[1A").hint("c\u{85}"));
        for width in (0..130).map(Some).chain([None]) {
            let text = account(&one, &amsterdam(), at("2026-11-23T08:12:04Z"), &style(false, width));
            assert!(!text.replace('\n', "").contains(is_unsafe), "{text:?}");
        }
    }
}
