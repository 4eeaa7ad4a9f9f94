//! Grids, character by character, and that nothing in them is ever wider than the terminal.

use super::*;
use crate::model::event::When;
use crate::model::range::TimeRange;
use crate::render::clean::is_unsafe;
use crate::render::samples::{
    account, agenda_of, amsterdam, at, event, expired, label, meeting, november, rich_agenda, shared, style, whole_days,
};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn shown(agenda: &Agenda, kind: Grid, style: &Style) -> String {
    let accounts = [account("xebia"), account("home"), account("marimer")];
    let zone = amsterdam();
    let now = november("23T09:50");
    grid(&Events { accounts: &accounts, ..Events::new(agenda, &zone, now) }, kind, style)
}

fn plain(width: u16) -> Style {
    Style { width: Some(width), ..Style::default() }
}

/// The rich agenda, to which every one of its accounts answered.
fn rich() -> Agenda {
    let mut agenda = rich_agenda();
    for name in ["home", "marimer"] {
        let source = Source { account: label(name), ..agenda.sources[0].clone() };
        agenda.sources.push(source);
    }
    agenda
}

#[test]
fn a_week_has_its_hours_its_band_and_what_overlaps_side_by_side() {
    let text = shown(&rich(), Grid::Week, &plain(80));
    assert_eq!(text, include_str!("week-80.txt"), "{text}");
}

#[test]
fn a_month_marks_today_and_counts_the_meetings_of_every_day() {
    let mut month = rich();
    month.range = TimeRange::new(november("01T00:00"), at("2026-12-01T00:00:00+01:00")).unwrap();
    let text = shown(&month, Grid::Month, &plain(80));
    assert_eq!(text, include_str!("month-80.txt"), "{text}");
}

#[test]
fn who_did_not_answer_is_in_the_legend_and_where_nobody_did_nothing_is_drawn() {
    let mut partial = rich();
    partial.sources[2] = Source { fetched_at: None, error: Some(expired()), ..partial.sources[2].clone() };
    assert!(shown(&partial, Grid::Week, &plain(80)).ends_with("\n█ xebia  ▒ home  ✗ marimer is missing\n"));
    partial.sources.drain(..2);
    for kind in [Grid::Week, Grid::Month] {
        assert_eq!(shown(&partial, kind, &plain(80)), "");
    }
}

#[test]
fn what_has_no_room_beside_the_others_is_counted() {
    let at_once = |subject: &str| meeting(event("xebia", subject, "23T09:00", "23T10:00"));
    let week = agenda_of("23T00:00", "30T00:00", ["one", "two", "three", "four", "five"].map(at_once).to_vec());
    let text = shown(&week, Grid::Week, &plain(80));
    let nine = text.lines().find(|line| line.starts_with("09:00")).unwrap();
    assert_eq!(nine, "09:00│█one█tw+3 │          │          │          │          │         │");
}

#[test]
fn a_day_of_25_hours_says_so() {
    let mut week = agenda_of("23T00:00", "30T00:00", Vec::new());
    week.range = TimeRange::new(at("2026-10-19T00:00:00+02:00"), at("2026-10-26T00:00:00+01:00")).unwrap();
    let text = shown(&week, Grid::Week, &plain(80));
    assert!(text.lines().nth(1).unwrap().ends_with("│Su 25 25h"), "{text}");
    assert_eq!(text.lines().next(), Some("19–25 Oct 2026 · week 43"));
}

#[test]
fn the_now_line_is_at_the_hour_of_today() {
    let week = agenda_of("23T00:00", "30T00:00", Vec::new());
    let text = shown(&week, Grid::Week, &plain(40));
    let expected = "09:50│────│┄┄┄┄│┄┄┄┄│┄┄┄┄│┄┄┄┄│┄┄┄┄│┄┄┄┄";
    assert_eq!(text.lines().find(|line| line.starts_with("09:50")), Some(expected), "{text}");
    let other = agenda_of("16T00:00", "23T00:00", Vec::new());
    assert!(!shown(&other, Grid::Week, &plain(40)).contains('┄'));
}

/// The text without colours.
fn without_colors(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('m').unwrap().1)
}

/// Words of any script, with attacks among them.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,30}",
        "[a-z 会議한é🎉👩\u{200d}💻اجتماعא\u{301}\u{fe0f}🇳🇱]{0,40}",
        "(\u{1b}\\[[0-9]{0,2}[A-Z]|\u{9b}|\n|\t){0,4}"
    ]
}

/// A meeting around this week: timed, of no length, or whole days.
fn any_meeting() -> impl Strategy<Value = Meeting> {
    (words(), 0_i64..11 * 24 * 4, prop_oneof![Just(0), 1_i64..12, 1_i64..400], any::<bool>(), 0_usize..3).prop_map(
        |(subject, start, quarters, is_all_day, account)| {
            let start = november("21T00:00") + TimeDelta::minutes(15 * start);
            let end = start + TimeDelta::minutes(15 * quarters);
            let day = |instant| amsterdam().date(instant).to_string();
            let when = if is_all_day {
                whole_days(&day(start), &day(end + TimeDelta::days(1)))
            } else {
                When::Timed { start, end }
            };
            let account = ["xebia", "home", "marimer"][account];
            shared(
                Event { when, location: Some(subject.clone()), ..event(account, &subject, "23T09:00", "23T10:00") },
                "home",
            )
        },
    )
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal_and_nothing_in_it_is_unsafe(
        meetings in proptest::collection::vec(any_meeting(), 0..14),
        width in 24_u16..220,
        color in any::<bool>(),
        ascii in any::<bool>(),
    ) {
        let agenda = Agenda { meetings, ..rich() };
        let style = Style { ascii, ..style(color, Some(width)) };
        for kind in [Grid::Week, Grid::Month] {
            let text = without_colors(&shown(&agenda, kind, &style)).replace(['\u{2068}', '\u{2069}'], "");
            prop_assert!(!text.replace('\n', "").contains(is_unsafe), "{text:?}");
            prop_assert!(!ascii || text.is_ascii(), "{text}");
            for line in text.lines() {
                prop_assert!(line.width() <= usize::from(width), "{} of {width}: {line:?}", line.width());
            }
        }
    }

    #[test]
    fn columns_stand_below_each_other_whatever_is_in_them(
        meetings in proptest::collection::vec(any_meeting(), 0..14),
        width in 60_u16..160,
    ) {
        let agenda = Agenda { meetings, ..rich() };
        let text = shown(&agenda, Grid::Month, &plain(width)).replace(['\u{2068}', '\u{2069}'], "");
        let edges = |line: &str| -> Vec<usize> {
            line.match_indices(['│', '┼']).map(|(at, _)| line[..at].width()).collect()
        };
        let mut lines = text.lines().filter(|line| line.contains(['│', '┼']));
        let first = edges(lines.next().unwrap());
        prop_assert_eq!(first.len(), 6);
        for line in lines.filter(|line| line.matches(['│', '┼']).count() == 6) {
            prop_assert_eq!(&edges(line), &first, "{}", line);
        }
    }
}
