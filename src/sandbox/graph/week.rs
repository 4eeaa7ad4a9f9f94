//! The life of the people in the world: what recurs every week, and what happens around today. Times are those of
//! Amsterdam unless a line says otherwise.

use chrono::Weekday::{self, Fri, Mon, Sat, Thu, Tue, Wed};
use chrono::{Datelike, Days, NaiveDate};

use super::corpus;
use super::meeting::Answer::{Accepted, Declined, NotResponded, Organizer, Tentative};
use super::meeting::{Meeting, Person, Shelf, When};
use crate::sandbox::world::{ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, BOB, CAROL};

const WORKDAYS: &[Weekday] = &[Mon, Tue, Wed, Thu, Fri];

const DANA: Person = ("Dana Swope", "dana@fabrikam.example");
const YUKI: Person = ("佐藤 ゆき", "yuki@tailspin.example");
const MALLORY: Person = ("Mallory", "mallory@evil.example");

/// A subject that wants to clear the screen, print in red, turn text around and link somewhere else.
const ATTACK: &str = "\u{1b}[2J\u{1b}[31mURGENT\u{1b}[0m \u{202e}gnp.eciovni\u{202c} \
    \u{1b}]8;;https://evil.example\u{7}click\u{1b}]8;;\u{7}\u{9b}5m\u{2066}!\u{2069}";

/// Every meeting of the world, laid around `today`.
pub(super) fn meetings(today: NaiveDate) -> Vec<Meeting> {
    let own = [weekly(today), yearly(), today_at_work(today), around_today(today), at_home(today)];
    own.into_iter().flatten().chain(corpus::meetings(today)).collect()
}

fn weekly_on(
    key: &'static str,
    subject: &'static str,
    days: &'static [Weekday],
    at: (u32, u32),
    minutes: i64,
) -> Meeting {
    Meeting::new(key, subject, When::Weekly { days, at, minutes })
}

fn once(key: &'static str, subject: &'static str, date: NaiveDate, at: (u32, u32), minutes: i64) -> Meeting {
    Meeting::new(key, subject, When::Once { date, at, minutes })
}

fn all_day(key: &'static str, subject: &'static str, first: NaiveDate, days: u64) -> Meeting {
    Meeting::new(key, subject, When::AllDay { first, days })
}

fn weekly(today: NaiveDate) -> Vec<Meeting> {
    let days_since_monday = u64::from(today.weekday().num_days_from_monday());
    let thursday = today - Days::new(days_since_monday) + Days::new(3);
    vec![
        weekly_on("focus", "Focus time", WORKDAYS, (8, 0), 60).by(&ALICE_XEBIA),
        Meeting {
            online: true,
            categories: &["Team"],
            body: "What did you do, what will you do, what is in the way?",
            ..weekly_on("standup", "Standup", WORKDAYS, (9, 30), 15).by(&BOB).with(&ALICE_XEBIA, Accepted)
        },
        weekly_on("reviews", "Review queue", WORKDAYS, (10, 45), 15).by(&ALICE_XEBIA),
        Meeting {
            show_as: Some("free"),
            ..weekly_on("lunch-walk", "Lunch walk", WORKDAYS, (12, 30), 30).by(&ALICE_XEBIA)
        },
        weekly_on("inbox", "Inbox zero", WORKDAYS, (17, 0), 20).by(&ALICE_XEBIA),
        weekly_on("desk", "Customer desk", WORKDAYS, (15, 30), 30).on(&ALICE_XEBIA, Shelf::Projects, Organizer),
        Meeting {
            place: Some("Room 4"),
            moved: Some((thursday, 60)),
            ..weekly_on("platform", "Platform sync", &[Tue, Thu], (14, 0), 60).by(&BOB).with(&ALICE_XEBIA, Accepted)
        },
        Meeting {
            sensitivity: "private",
            place: Some("Room 2"),
            ..weekly_on("one-on-one", "1:1 Bob / Alice", &[Wed], (11, 0), 30).by(&BOB).with(&ALICE_XEBIA, Accepted)
        },
        Meeting {
            zone: "America/New_York",
            online: true,
            ..weekly_on("boston", "Boston catch-up", &[Wed], (10, 0), 45).with(&ALICE_XEBIA, Accepted).and(DANA)
        },
        Meeting {
            zone: "Asia/Tokyo",
            online: true,
            organizer: YUKI,
            ..weekly_on("handover", "東京チーム引き継ぎ", &[Mon], (17, 0), 30).with(&ALICE_XEBIA, Accepted)
        },
        weekly_on("guild", "Guild: Rust & coffee ☕", &[Fri], (16, 0), 60)
            .with(&ALICE_XEBIA, Tentative)
            .with(&BOB, Accepted),
        weekly_on("steering", "Steering committee", &[Thu], (16, 0), 60)
            .by(&ALICE_XEBIA)
            .with(&ALICE_MARIMER, Accepted),
        weekly_on("marimer-standup", "Marimer stand-up", WORKDAYS, (10, 0), 15).with(&ALICE_MARIMER, Accepted),
        weekly_on("planning", "Sprint planning", &[Mon], (13, 0), 90).with(&ALICE_MARIMER, Accepted),
        weekly_on("retro", "Retrospective", &[Fri], (15, 0), 60).by(&ALICE_MARIMER),
        weekly_on("roadmap", "Roadmap notes", &[Tue], (9, 0), 60).on(&ALICE_MARIMER, Shelf::Projects, Organizer),
        weekly_on("gym", "Gym", &[Mon, Wed], (7, 0), 60).by(&BOB),
        weekly_on("yoga", "Yoga", &[Tue, Thu], (19, 0), 60).by(&ALICE_OUTLOOK),
        weekly_on("band", "Band practice", &[Wed], (20, 0), 120).on(&ALICE_OUTLOOK, Shelf::Projects, Organizer),
        Meeting { zone: "America/New_York", ..weekly_on("book-club", "Book club", &[Thu], (19, 0), 90).by(&CAROL) },
        Meeting { zone: "America/New_York", ..weekly_on("market", "Farmers market", &[Sat], (9, 0), 120).by(&CAROL) },
    ]
}

fn yearly() -> Vec<Meeting> {
    let holiday = |key, subject, month, day| Meeting {
        show_as: Some("free"),
        ..Meeting::new(key, subject, When::Yearly { month, day }).on(&ALICE_XEBIA, Shelf::Holidays, Organizer)
    };
    vec![
        holiday("new-year", "New Year's Day", 1, 1),
        holiday("kings-day", "Koningsdag", 4, 27),
        holiday("sinterklaas", "Sinterklaas", 12, 5),
        holiday("christmas", "Christmas Day", 12, 25),
        holiday("boxing-day", "Boxing Day", 12, 26),
    ]
}

fn today_at_work(today: NaiveDate) -> Vec<Meeting> {
    vec![
        Meeting {
            show_as: Some("workingElsewhere"),
            ..all_day("home-office", "Working from home", today, 1).by(&ALICE_XEBIA)
        },
        Meeting { organizer: MALLORY, ..once("attack", ATTACK, today, (9, 0), 15).with(&ALICE_XEBIA, NotResponded) },
        Meeting {
            cancelled: true,
            show_as: Some("free"),
            ..once("debrief", "Canceled: Hiring debrief", today, (10, 0), 30).by(&BOB).with(&ALICE_XEBIA, Accepted)
        },
        Meeting {
            online: true,
            place: Some("Room 4"),
            categories: &["Architecture", "Team"],
            body: "Agenda: the new ingestion path, and what we stop doing.",
            ..once("architecture", "Architecture review", today, (11, 0), 60).by(&BOB).with(&ALICE_XEBIA, Accepted)
        },
        once("budget", "Budget call", today, (11, 30), 60).with(&ALICE_XEBIA, Tentative),
        once("timesheet", "Submit timesheet", today, (12, 0), 0).by(&ALICE_XEBIA),
        once("reorg", "Reorganisation Q&A", today, (13, 0), 30).with(&ALICE_XEBIA, NotResponded),
        Meeting {
            online: true,
            place: Some("Marimer HQ, Delft"),
            body: "Two companies, one plan.",
            ..once("kick-off", "Xebia × Marimer kick-off", today, (14, 0), 60)
                .with(&ALICE_XEBIA, Tentative)
                .with(&ALICE_MARIMER, Accepted)
                .and(DANA)
        },
        once("vendor", "Vendor pitch", today, (15, 0), 60).with(&ALICE_XEBIA, Declined),
        Meeting {
            sensitivity: "private",
            place: Some("Medical centre"),
            ..once("doctor", "Doctor", today, (16, 15), 30).by(&ALICE_XEBIA)
        },
        Meeting {
            organizer: YUKI,
            online: true,
            ..once("design", "設計レビュー 📐", today, (16, 30), 45).with(&ALICE_MARIMER, Accepted)
        },
        Meeting {
            place: Some("Café Loetje"),
            ..once("dinner", "Dinner with everybody 🍽️", today, (19, 0), 120)
                .by(&ALICE_OUTLOOK)
                .with(&ALICE_XEBIA, Accepted)
                .with(&ALICE_MARIMER, NotResponded)
        },
        once("release", "Release window 🚀", today, (22, 30), 180).by(&ALICE_XEBIA),
    ]
}

fn around_today(today: NaiveDate) -> Vec<Meeting> {
    let tomorrow = today + Days::new(1);
    let yesterday = today - Days::new(1);
    vec![
        Meeting {
            show_as: Some("oof"),
            place: Some("Utrecht"),
            ..all_day("conference", "Conference 🎪", yesterday, 3).by(&ALICE_MARIMER)
        },
        Meeting {
            online: true, ..once("rtl", "اجتماع الفريق", tomorrow, (10, 0), 45).with(&ALICE_XEBIA, Accepted)
        },
        Meeting {
            foreign_uid: Some("7kukuqrfedlm2f9t0vr2q5h1a8@calendar.example"),
            place: Some("Coffee bar"),
            ..once("coffee", "Coffee with Dana", tomorrow, (15, 0), 30).with(&ALICE_XEBIA, Accepted)
        },
        once("night-train", "Night train to Wien 🚆", tomorrow, (20, 45), 690).by(&ALICE_OUTLOOK),
        all_day("deadline", "Proposal deadline", today + Days::new(3), 1).on(&ALICE_XEBIA, Shelf::Projects, Organizer),
        once("retired", "Goodbye drinks", yesterday, (17, 0), 90).by(&BOB).with(&ALICE_XEBIA, Accepted),
        once("next-week", "Quarterly review", today + Days::new(7), (10, 0), 120)
            .with(&ALICE_XEBIA, Accepted)
            .with(&ALICE_MARIMER, Tentative),
    ]
}

fn at_home(today: NaiveDate) -> Vec<Meeting> {
    vec![
        Meeting { show_as: Some("free"), ..all_day("birthday", "Mum's birthday 🎂", today, 1).by(&ALICE_OUTLOOK) },
        once("dentist", "Dentist", today, (8, 30), 30).by(&ALICE_OUTLOOK),
        Meeting {
            zone: "America/New_York",
            show_as: Some("oof"),
            ..all_day("carol-off", "Day off", today, 1).by(&CAROL)
        },
        Meeting { zone: "America/New_York", ..once("carol-call", "Call the plumber", today, (9, 0), 30).by(&CAROL) },
    ]
}
