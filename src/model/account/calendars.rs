//! Which calendars of a mailbox are read: names with wildcards, of all accounts or of one, and exclusions.

use super::Label;
use crate::model::event::Calendar;
use std::fmt;
use wildmatch::WildMatch;

/// What stands for calendars: a name without regard to case, in which `*` and `?` stand for any characters and any one, or an id.
/// A `!` before it leaves them out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPattern {
    /// As it was written.
    text: String,
    excludes: bool,
    /// The accounts whose calendars it stands for, where it says so.
    account: Option<String>,
    name: String,
}

impl CalendarPattern {
    /// Reads a pattern. A `/` parts an account from a calendar only where what stands before it names one of these accounts, since
    /// the names of calendars may hold one too.
    pub fn new<'a>(text: &str, accounts: impl IntoIterator<Item = &'a Label>) -> Self {
        let (excludes, rest) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
        let parted = rest.split_once('/');
        let parted = parted.filter(|(part, _)| accounts.into_iter().any(|label| is_like(label.as_str(), part)));
        let (account, name) = parted.map_or((None, rest), |(account, name)| (Some(account.to_owned()), name));
        Self { text: text.to_owned(), excludes, account, name: name.to_owned() }
    }

    /// Whether it leaves calendars out.
    pub fn excludes(&self) -> bool {
        self.excludes
    }

    /// Whether it stands for calendars of this account.
    pub fn concerns(&self, account: &Label) -> bool {
        self.account.as_ref().is_none_or(|pattern| is_like(account.as_str(), pattern))
    }

    /// Whether it stands for this calendar of an account that it concerns.
    pub fn fits(&self, calendar: &Calendar) -> bool {
        calendar.id == self.name || is_like(&calendar.name, &self.name)
    }

    /// Whether it is a name, without wildcards.
    fn is_a_name(&self) -> bool {
        !self.name.contains(['*', '?'])
    }
}

impl fmt::Display for CalendarPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether a name is like a pattern, whatever the case of both.
fn is_like(name: &str, pattern: &str) -> bool {
    WildMatch::new(&pattern.to_lowercase()).matches(&name.to_lowercase())
}

/// Which calendars of one mailbox are read. Without a pattern that chooses, those that the mailbox's owner owns and can edit; what
/// is excluded is never read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarChoice {
    patterns: Vec<CalendarPattern>,
    /// Whether it was made for one run and perhaps with another account in mind, so that it need not fit any calendar.
    for_one_run: bool,
    /// What is left out besides, for one run.
    left_out: Vec<CalendarPattern>,
}

impl CalendarChoice {
    /// The choice in the settings of an account.
    pub fn configured(account: &Label, texts: &[String]) -> Self {
        let patterns = texts.iter().map(|text| CalendarPattern::new(text, [account])).collect();
        Self { patterns, ..Self::default() }
    }

    /// The choice that these patterns make in an account for one run; `None` where they choose calendars of other accounts only.
    /// An account keeps its own choice where no pattern chooses; what they exclude is left out of it.
    pub fn for_one_run(patterns: &[CalendarPattern], account: &Label, own: &Self) -> Option<Self> {
        let concerning: Vec<_> = patterns.iter().filter(|pattern| pattern.concerns(account)).cloned().collect();
        let chooses = |patterns: &[CalendarPattern]| patterns.iter().any(|pattern| !pattern.excludes);
        if chooses(&concerning) {
            return Some(Self { patterns: concerning, for_one_run: true, left_out: Vec::new() });
        }
        (!chooses(patterns)).then(|| Self { left_out: concerning, ..own.clone() })
    }

    /// Whether the calendar is read; `is_own` tells whether the mailbox's owner owns it and can edit it.
    pub fn reads(&self, calendar: &Calendar, is_own: bool) -> bool {
        let chosen = if self.is_usual() { is_own } else { self.choosing().any(|pattern| pattern.fits(calendar)) };
        chosen && !self.excluding().any(|pattern| pattern.fits(calendar))
    }

    /// Those of a mailbox's calendars that are read.
    pub fn among(&self, all: &[Calendar]) -> Vec<Calendar> {
        let is_own = is_own(all);
        all.iter().filter(|calendar| self.reads(calendar, is_own(calendar))).cloned().collect()
    }

    /// Whether the default calendar is read whatever it is called.
    pub fn surely_reads_the_default(&self) -> bool {
        self.excluding().next().is_none() && (self.is_usual() || self.reads_all())
    }

    /// What in the settings chooses none of these calendars although it should: every name without wildcards, and everything where
    /// nothing at all is chosen.
    pub fn unmet(&self, calendars: &[Calendar]) -> Vec<&CalendarPattern> {
        let fits = |pattern: &CalendarPattern| calendars.iter().any(|calendar| pattern.fits(calendar));
        let none_fits = !self.choosing().any(fits);
        let unmet = self.choosing().filter(|pattern| none_fits || pattern.is_a_name()).filter(|pattern| !fits(pattern));
        unmet.filter(|_| !self.for_one_run).collect()
    }

    /// The patterns for one run that stand for nothing in any of these accounts that they concern, each given with the calendars
    /// that it has.
    pub fn unmet_anywhere<'a>(accounts: &[(&'a Self, &[Calendar])]) -> Vec<&'a CalendarPattern> {
        let fits = |pattern: &CalendarPattern| {
            accounts.iter().any(|(choice, calendars)| {
                choice.patterns.contains(pattern) && calendars.iter().any(|calendar| pattern.fits(calendar))
            })
        };
        let for_one_run = accounts.iter().map(|(choice, _)| *choice).filter(|choice| choice.for_one_run);
        let mut unmet: Vec<&CalendarPattern> = Vec::new();
        for pattern in for_one_run.flat_map(Self::choosing) {
            if !unmet.contains(&pattern) && !fits(pattern) {
                unmet.push(pattern);
            }
        }
        unmet
    }

    /// Whether the patterns for one run leave out every calendar of all these accounts.
    pub fn leaves_nothing(accounts: &[(&Self, &[Calendar])]) -> bool {
        let reads_nothing = |(choice, calendars): &(&Self, &[Calendar])| {
            (choice.for_one_run || !choice.left_out.is_empty()) && choice.among(calendars).is_empty()
        };
        !accounts.is_empty() && accounts.iter().all(reads_nothing)
    }

    fn is_usual(&self) -> bool {
        self.choosing().next().is_none()
    }

    fn reads_all(&self) -> bool {
        self.choosing().any(|pattern| pattern.name == "*")
    }

    fn choosing(&self) -> impl Iterator<Item = &CalendarPattern> {
        self.patterns.iter().filter(|pattern| !pattern.excludes)
    }

    fn excluding(&self) -> impl Iterator<Item = &CalendarPattern> {
        self.patterns.iter().filter(|pattern| pattern.excludes).chain(&self.left_out)
    }
}

/// Tells of each calendar of a mailbox whether the mailbox's owner owns it and can edit it.
pub fn is_own(all: &[Calendar]) -> impl Fn(&Calendar) -> bool + use<> {
    let owner =
        |calendar: &Calendar| calendar.owner.as_ref().and_then(|owner| Some(owner.email.as_ref()?.to_lowercase()));
    let me = all.iter().find(|calendar| calendar.is_default).and_then(owner);
    move |calendar| calendar.is_default || (calendar.can_edit && owner(calendar) == me)
}

impl fmt::Display for CalendarChoice {
    /// As the settings of an account show it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = |all: bool| {
            let usual = self.is_usual().then(|| "own".to_owned()).or(all.then(|| "all".to_owned()));
            let named = self.choosing().filter(move |_| !all).map(ToString::to_string);
            usual.into_iter().chain(named).chain(self.excluding().map(ToString::to_string))
        };
        f.write_str(&texts(self.reads_all()).collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
#[path = "calendars_tests.rs"]
mod tests;
