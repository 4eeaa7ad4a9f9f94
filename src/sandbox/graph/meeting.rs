//! Meetings as the world has them: defined once, present in one or several mailboxes, and expanded into the
//! occurrences that fall into a window.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, Utc, Weekday};

use super::zone;
use crate::sandbox::world::User;

/// The zone in which times are given unless a meeting says otherwise.
pub(super) const HOME_ZONE: &str = "Europe/Amsterdam";

/// Which calendar of a mailbox an event is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    Main,
    Projects,
    Holidays,
}

/// What a mailbox answered to an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Organizer,
    Accepted,
    Tentative,
    Declined,
    NotResponded,
}

impl Answer {
    /// As Graph writes it.
    pub fn name(self) -> &'static str {
        match self {
            Answer::Organizer => "organizer",
            Answer::Accepted => "accepted",
            Answer::Tentative => "tentativelyAccepted",
            Answer::Declined => "declined",
            Answer::NotResponded => "notResponded",
        }
    }

    /// How the time is shown unless somebody chose otherwise.
    pub fn show_as(self) -> &'static str {
        match self {
            Answer::Organizer | Answer::Accepted => "busy",
            Answer::Tentative | Answer::NotResponded => "tentative",
            Answer::Declined => "free",
        }
    }
}

/// A mailbox that has a copy of a meeting.
#[derive(Debug)]
pub(super) struct Seat {
    pub user: &'static User,
    pub shelf: Shelf,
    pub answer: Answer,
}

/// Somebody by name and address, in this world or outside.
pub(super) type Person = (&'static str, &'static str);

/// When a meeting takes place.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// Every week on these days.
    Weekly { days: &'static [Weekday], at: (u32, u32), minutes: i64 },
    /// Every day from the first, so many times.
    Daily { first: NaiveDate, times: u64, at: (u32, u32), minutes: i64 },
    /// One time.
    Once { date: NaiveDate, at: (u32, u32), minutes: i64 },
    /// Whole days, one time.
    AllDay { first: NaiveDate, days: u64 },
    /// A whole day every year.
    Yearly { month: u32, day: u32 },
}

/// A meeting, a series of them, or somebody's own appointment.
#[derive(Debug)]
pub(super) struct Meeting {
    pub key: &'static str,
    pub subject: &'static str,
    pub when: When,
    pub zone: &'static str,
    pub organizer: Person,
    pub seats: Vec<Seat>,
    pub others: Vec<Person>,
    pub place: Option<&'static str>,
    pub online: bool,
    pub cancelled: bool,
    pub show_as: Option<&'static str>,
    pub sensitivity: &'static str,
    pub categories: &'static [&'static str],
    pub body: &'static str,
    /// An iCalUId that another calendar system made.
    pub foreign_uid: Option<&'static str>,
    /// The same, as Exchange writes it within an id of its own.
    pub wraps_foreign_uid: bool,
    /// The occurrence of this day begins so many minutes later than the series says.
    pub moved: Option<(NaiveDate, i64)>,
    /// The occurrence of this day was cancelled.
    pub cancelled_on: Option<NaiveDate>,
    /// The meeting whose `iCalUId` it has, where it is another mailbox's view of that.
    pub same_as: Option<&'static str>,
    /// The day of the series whose single occurrence this is.
    pub occurrence_of: Option<NaiveDate>,
    /// The meeting whose link it has, where it is that meeting forwarded or made anew.
    pub linked_as: Option<&'static str>,
}

impl Meeting {
    /// A meeting that nobody has in a mailbox yet, organized by somebody outside this world.
    pub fn new(key: &'static str, subject: &'static str, when: When) -> Self {
        Meeting {
            key,
            subject,
            when,
            zone: HOME_ZONE,
            organizer: ("Dana Swope", "dana@fabrikam.example"),
            seats: Vec::new(),
            others: Vec::new(),
            place: None,
            online: false,
            cancelled: false,
            show_as: None,
            sensitivity: "normal",
            categories: &[],
            body: "",
            foreign_uid: None,
            wraps_foreign_uid: false,
            moved: None,
            cancelled_on: None,
            same_as: None,
            occurrence_of: None,
            linked_as: None,
        }
    }

    /// Organized by this mailbox.
    pub fn by(mut self, user: &'static User) -> Self {
        self.organizer = (user.name, user.username);
        self.with(user, Answer::Organizer)
    }

    /// Also in this mailbox.
    pub fn with(self, user: &'static User, answer: Answer) -> Self {
        self.on(user, Shelf::Main, answer)
    }

    /// Also in this calendar of this mailbox.
    pub fn on(mut self, user: &'static User, calendar: Shelf, answer: Answer) -> Self {
        self.seats.push(Seat { user, shelf: calendar, answer });
        self
    }

    /// An attendee who has no mailbox here.
    pub fn and(mut self, person: Person) -> Self {
        self.others.push(person);
        self
    }

    pub fn is_series(&self) -> bool {
        matches!(self.when, When::Weekly { .. } | When::Daily { .. } | When::Yearly { .. })
    }

    /// The day after which a series is looked for first.
    pub fn epoch() -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 1, 6).unwrap_or_default()
    }

    /// The occurrence of this day, if there is one.
    pub fn on_day(&self, date: NaiveDate) -> Option<Span> {
        match self.when {
            When::Weekly { days, at, minutes } => {
                if !days.contains(&date.weekday()) {
                    return None;
                }
                Some(self.timed(date, at, minutes, self.late_on(date)))
            }
            When::Daily { first, times, at, minutes } => {
                let is_in = (first..first + Days::new(times)).contains(&date);
                is_in.then(|| self.timed(date, at, minutes, self.late_on(date)))
            }
            When::Yearly { month, day } => {
                (date.month() == month && date.day() == day).then(|| Span::whole_days(date, 1))
            }
            When::Once { date: only, .. } | When::AllDay { first: only, .. } => {
                (date == only).then(|| self.single()).flatten()
            }
        }
    }

    /// How many minutes later than its series the occurrence of this day begins.
    pub fn late_on(&self, date: NaiveDate) -> i64 {
        self.moved.filter(|(day, _)| *day == date).map_or(0, |(_, late)| late)
    }

    /// The time of something that happens one time.
    pub fn single(&self) -> Option<Span> {
        match self.when {
            When::Once { date, at, minutes } => Some(self.timed(date, at, minutes, 0)),
            When::AllDay { first, days } => Some(Span::whole_days(first, days)),
            When::Weekly { .. } | When::Daily { .. } | When::Yearly { .. } => None,
        }
    }

    /// The first time of a series, for its master.
    pub fn first(&self) -> Option<(NaiveDate, Span)> {
        let begin = if let When::Daily { first, .. } = self.when { first } else { Meeting::epoch() };
        let dates = begin.iter_days().take(366);
        let mut spans = dates.filter_map(|date| Some((date, self.on_day(date)?)));
        spans.next()
    }

    /// What falls into a window, each with its day in the series. Whole days are whole days of the mailbox's zone.
    pub fn within(&self, window: &Window, mailbox_zone: &str) -> Vec<(Option<NaiveDate>, Span)> {
        let fits = |span: &Span| {
            let (start, end) = span.bounds(mailbox_zone);
            window.overlaps(start, end)
        };
        if !self.is_series() {
            let single = self.single().filter(fits);
            return single.into_iter().map(|span| (None, span)).collect();
        }
        // Local days begin and end up to a day away from those of UTC, and a night shift reaches into the next one.
        let first = window.start.date_naive() - Days::new(2);
        let last = window.end.date_naive() + Days::new(2);
        first
            .iter_days()
            .take_while(|date| *date <= last)
            .filter_map(|date| Some((Some(date), self.on_day(date).filter(fits)?)))
            .collect()
    }

    fn timed(&self, date: NaiveDate, (hour, minute): (u32, u32), minutes: i64, late: i64) -> Span {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let start = zone::instant(date, time, self.zone) + Duration::minutes(late);
        Span::Timed { start, end: start + Duration::minutes(minutes) }
    }
}

/// The time that an occurrence takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Span {
    WholeDays { first: NaiveDate, end: NaiveDate },
    Timed { start: DateTime<Utc>, end: DateTime<Utc> },
}

impl Span {
    fn whole_days(first: NaiveDate, days: u64) -> Self {
        let end = first + Days::new(days);
        Span::WholeDays { first, end }
    }

    /// From when to when, for a mailbox in this zone.
    pub fn bounds(&self, mailbox_zone: &str) -> (DateTime<Utc>, DateTime<Utc>) {
        match *self {
            Span::Timed { start, end } => (start, end),
            Span::WholeDays { first, end } => {
                (zone::instant(first, NaiveTime::MIN, mailbox_zone), zone::instant(end, NaiveTime::MIN, mailbox_zone))
            }
        }
    }
}

/// A half-open stretch of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
}

impl Window {
    fn overlaps(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> bool {
        start < self.end && (end > self.start || (start == end && start >= self.start))
    }
}
