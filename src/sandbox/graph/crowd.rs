//! What the people of a crowd have in their calendars: a week of so many events each, made from a seed.
//!
//! Four of five events are somebody's own. The fifth is shared: the same one for five neighbours, who may be of two tenants, each
//! with an answer of their own. Every event takes place once in the week of today, so the week has exactly as many as asked for; a
//! fifth of them recurs in every other week too.

use chrono::Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed};
use chrono::{Datelike, Days, NaiveDate};

use super::meeting::Answer::{Accepted, Declined, NotResponded, Organizer, Tentative};
use super::meeting::{Answer, HOME_ZONE, Meeting, Person, Seat, Shelf, When};
use crate::sandbox::crowd::{Crowd, text};
use crate::sandbox::dice::Dice;
use crate::sandbox::world::{Account, User};

/// So many neighbours share a meeting.
const NEIGHBOURS: usize = 5;

static WEEK: [Weekday; 7] = [Mon, Tue, Wed, Thu, Fri, Sat, Sun];

const SUBJECTS: [&str; 28] = [
    "Stand-up",
    "1:1",
    "Sprint planning",
    "Retrospective",
    "Design review",
    "Customer call",
    "Interview",
    "Focus time",
    "Budget review",
    "Roadmap",
    "All hands",
    "Lunch & learn",
    "Incident review",
    "Release go/no-go",
    "Vendor demo",
    "Onboarding",
    "Architecture guild",
    "Team lunch 🍜",
    "Kwartaalcijfers",
    "Revue de contrat",
    "Besprechung Übergabe",
    "設計レビュー",
    "週次ミーティング",
    "客户演示",
    "팀 회의",
    "اجتماع الفريق",
    "Планёрка",
    "Coffee ☕",
];
const WHOLE_DAYS: [&str; 6] =
    ["Out of office", "Working from home", "Conference 🎪", "Public holiday", "創立記念日", "Offsite"];
const PLACES: [&str; 6] = ["Room 1", "Room 4", "Boardroom", "Café", "会議室 A", "Phone"];
static CATEGORIES: [&[&str]; 5] = [&[], &[], &["Team"], &["Customer"], &["Team", "Travel"]];
const GUESTS: [Person; 5] = [
    ("Dana Swope", "dana@fabrikam.example"),
    ("佐藤 ゆき", "yuki@tailspin.example"),
    ("Miguel Ángel Ruiz", "miguel@wingtip.example"),
    ("Noor", "noor@proseware.example"),
    ("Aoife O’Brien", "aoife@litware.example"),
];
const BODY: &str = "Agenda: what was decided, what is open, and who does what until next time.";
const MINUTES: [i64; 8] = [15, 30, 30, 30, 45, 60, 60, 90];

/// The meetings of one account of a crowd.
pub(super) fn meetings(crowd: Crowd, accounts: &[Account], number: usize, today: NaiveDate) -> Vec<Meeting> {
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let group = number / NEIGHBOURS;
    let neighbours: Vec<&'static User> =
        accounts.chunks(NEIGHBOURS).nth(group).unwrap_or_default().iter().map(|account| account.user).collect();
    let me = number % NEIGHBOURS;
    let own = &neighbours[me..=me];
    let at = |slot| {
        if slot % NEIGHBOURS == NEIGHBOURS - 1 {
            Draw { seed: crowd.seed, kind: 4, owner: group, slot }.meeting(&neighbours, monday)
        } else {
            Draw { seed: crowd.seed, kind: 3, owner: number, slot }.meeting(own, monday)
        }
    };
    (0..crowd.events).map(at).collect()
}

/// The place of a meeting among all of its kind; everything about it follows from that.
#[derive(Clone, Copy)]
struct Draw {
    seed: u64,
    kind: usize,
    owner: usize,
    slot: usize,
}

impl Draw {
    /// The meeting of these people in the week that begins on this Monday.
    fn meeting(self, people: &[&'static User], monday: NaiveDate) -> Meeting {
        let Draw { seed, kind, owner, slot } = self;
        let mut dice = Dice::of(seed, &[kind, owner, slot]);
        let key = text(format!("crowd-{seed}-{kind}-{owner}-{slot}"));
        let day = if dice.percent(4) { 5 + usize::from(dice.percent(50)) } else { *dice.pick(&[0, 1, 2, 3, 4]) };
        let date = monday + Days::new(day as u64);
        let whole_day = dice.percent(4);
        let subject = *if whole_day { dice.pick(&WHOLE_DAYS) } else { dice.pick(&SUBJECTS) };
        let (at, minutes) = ((*dice.pick(&HOURS), *dice.pick(&[0, 0, 15, 30, 30, 45])), *dice.pick(&MINUTES));
        let when = if whole_day {
            When::AllDay { first: date, days: 1 }
        } else if dice.percent(20) {
            When::Weekly { days: &WEEK[day..=day], at, minutes }
        } else {
            When::Once { date, at, minutes }
        };
        let host = *dice.pick(people);
        let invited = people.len() == 1 && dice.percent(50);
        let organizer = if invited { *dice.pick(&GUESTS) } else { (host.name, host.username) };
        let seats = people.iter().map(|&user| Seat {
            user,
            shelf: if people.len() == 1 && dice.percent(10) { Shelf::Projects } else { Shelf::Main },
            answer: if user == host && !invited { Organizer } else { answer(&mut dice) },
        });
        Meeting {
            seats: seats.collect(),
            organizer,
            others: if dice.percent(30) { vec![*dice.pick(&GUESTS)] } else { Vec::new() },
            zone: if dice.percent(10) { "Europe/London" } else { HOME_ZONE },
            place: dice.percent(30).then(|| *dice.pick(&PLACES)),
            online: !whole_day && dice.percent(50),
            cancelled: dice.percent(2),
            show_as: whole_day.then(|| *dice.pick(&["free", "oof", "workingElsewhere"])),
            sensitivity: if dice.percent(5) { "private" } else { "normal" },
            categories: dice.pick::<&[&str]>(&CATEGORIES),
            body: BODY,
            ..Meeting::new(key, subject, when)
        }
    }
}

/// When meetings begin: mornings and early afternoons are the busiest.
const HOURS: [u32; 14] = [8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17];

fn answer(dice: &mut Dice) -> Answer {
    *dice.pick(&[
        Accepted,
        Accepted,
        Accepted,
        Accepted,
        Accepted,
        Accepted,
        Accepted,
        Tentative,
        NotResponded,
        Declined,
    ])
}
