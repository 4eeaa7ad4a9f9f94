//! The agenda for people, character by character.

use super::*;
use crate::model::agenda::Source;
use crate::render::clean::is_unsafe;
use crate::render::samples::{
    agenda_of, amsterdam, event, expired, label, meeting, november, rich_agenda, shared, style, whole_days,
};
use chrono::TimeDelta;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn looked_at(agenda: &Agenda, now: DateTime<Utc>, style: &Style) -> String {
    Events::new(agenda, &amsterdam(), now).text(style)
}

fn shown(agenda: &Agenda, color: bool, width: Option<u16>) -> String {
    looked_at(agenda, november("23T09:50"), &style(color, width))
}

#[test]
fn in_a_pipe_nothing_is_wrapped() {
    let expected = "\
Today · Mon 23 Nov
  all day        Conference (day 1 of 5)                      Utrecht                      xebia
  → 06:30        Night train                                                               home
▶ 09:30–10:00    Standup                                      Room 4                       xebia+marimer
▶ 09:45–10:30  ~ Design review 設計                           online                       marimer
  13:00–14:00  ? Planning of the next quarter with everybody  Amsterdam, Wibautstraat 200  xebia
  15:00          Dentist 🦷 (private)                                                      home
  16:00–16:30  ✗ Sync (cancelled)                                                          marimer
  23:30–01:00    Release                                                                   xebia

Tomorrow · Tue 24 Nov
  all day        Conference (day 2 of 5)                      Utrecht                      xebia
  → 01:00        Release                                                                   xebia
  09:00–10:00  ✗ (no subject) (declined)                                                   xebia

Wed 25 Nov
  all day        Conference (day 3 of 5)                      Utrecht                      xebia
  18:00 →        Weekend away (day 1 of 4)                                                 home

Thu 26 Nov
  all day        Conference (day 4 of 5)                      Utrecht                      xebia
  →              Weekend away (day 2 of 4)                                                 home

Fri 27 Nov
  all day        Conference (day 5 of 5)                      Utrecht                      xebia
  →              Weekend away (day 3 of 4)                                                 home

Sat 28 Nov
  → 12:00        Weekend away (day 4 of 4)                                                 home
";
    assert_eq!(shown(&rich_agenda(), false, None), expected);
}

#[test]
fn at_80_columns_the_place_and_the_accounts_give_way_to_the_subject() {
    let expected = "\
Today · Mon 23 Nov
  all day        Conference (day 1 of 5)            Utrecht       xebia
  → 06:30        Night train                                      home
▶ 09:30–10:00    Standup                            Room 4        xebia
                                                                  marimer
▶ 09:45–10:30  ~ Design review 設計                 online        marimer
  13:00–14:00  ? Planning of the next quarter with  Amsterdam,    xebia
                 everybody                          Wibautstraat
                                                    200
  15:00          Dentist 🦷 (private)                             home
  16:00–16:30  ✗ Sync (cancelled)                                 marimer
  23:30–01:00    Release                                          xebia

Tomorrow · Tue 24 Nov
  all day        Conference (day 2 of 5)            Utrecht       xebia
  → 01:00        Release                                          xebia
  09:00–10:00  ✗ (no subject) (declined)                          xebia

Wed 25 Nov
  all day        Conference (day 3 of 5)            Utrecht       xebia
  18:00 →        Weekend away (day 1 of 4)                        home

Thu 26 Nov
  all day        Conference (day 4 of 5)            Utrecht       xebia
  →              Weekend away (day 2 of 4)                        home

Fri 27 Nov
  all day        Conference (day 5 of 5)            Utrecht       xebia
  →              Weekend away (day 3 of 4)                        home

Sat 28 Nov
  → 12:00        Weekend away (day 4 of 4)                        home
";
    assert_eq!(shown(&rich_agenda(), false, Some(80)), expected);
}

#[test]
fn at_40_columns_place_and_accounts_go_below() {
    let expected = "\
Today · Mon 23 Nov
  all day        Conference (day 1 of 5)
                 Utrecht · xebia
  → 06:30        Night train
                 home
▶ 09:30–10:00    Standup
                 Room 4 · xebia+marimer
▶ 09:45–10:30  ~ Design review 設計
                 online · marimer
  13:00–14:00  ? Planning of the next
                 quarter with everybody
                 Amsterdam, Wibautstraat
                 200 · xebia
  15:00          Dentist 🦷 (private)
                 home
  16:00–16:30  ✗ Sync (cancelled)
                 marimer
  23:30–01:00    Release
                 xebia

Tomorrow · Tue 24 Nov
  all day        Conference (day 2 of 5)
                 Utrecht · xebia
  → 01:00        Release
                 xebia
  09:00–10:00  ✗ (no subject) (declined)
                 xebia

Wed 25 Nov
  all day        Conference (day 3 of 5)
                 Utrecht · xebia
  18:00 →        Weekend away
                 (day 1 of 4)
                 home

Thu 26 Nov
  all day        Conference (day 4 of 5)
                 Utrecht · xebia
  →              Weekend away
                 (day 2 of 4)
                 home

Fri 27 Nov
  all day        Conference (day 5 of 5)
                 Utrecht · xebia
  →              Weekend away
                 (day 3 of 4)
                 home

Sat 28 Nov
  → 12:00        Weekend away
                 (day 4 of 4)
                 home
";
    assert_eq!(shown(&rich_agenda(), false, Some(40)), expected);
}

fn with_new_york_and_tokyo(agenda: &Agenda, width: Option<u16>) -> String {
    let zone = |name: &str| Zone::new(name, jiff::tz::TimeZoneDatabase::bundled().get(name).unwrap());
    let also = [zone("America/New_York"), zone("Asia/Tokyo")];
    Events { also: &also, ..Events::new(agenda, &amsterdam(), november("23T09:50")) }.text(&style(false, width))
}

#[test]
fn other_zones_have_columns_of_their_own_which_say_on_which_day_they_are() {
    let expected = "  Amsterdam    New York     Tokyo
Today · Mon 23 Nov
  all day                                     Conference (day 1 of 5)                      Utrecht                      xebia
  → 06:30      → 00:30      → 14:30           Night train                                                               home
▶ 09:30–10:00  03:30–04:00  17:30–18:00       Standup                                      Room 4                       xebia+marimer
▶ 09:45–10:30  03:45–04:30  17:45–18:30     ~ Design review 設計                           online                       marimer
  13:00–14:00  07:00–08:00  21:00–22:00     ? Planning of the next quarter with everybody  Amsterdam, Wibautstraat 200  xebia
  15:00        09:00        23:00             Dentist 🦷 (private)                                                      home
  16:00–16:30  10:00–10:30  00:00–00:30 +1  ✗ Sync (cancelled)                                                          marimer
  23:30–01:00  17:30–19:00  07:30–09:00 +1    Release                                                                   xebia

Tomorrow · Tue 24 Nov
  all day                                     Conference (day 2 of 5)                      Utrecht                      xebia
  → 01:00      → 19:00 -1   → 09:00           Release                                                                   xebia
  09:00–10:00  03:00–04:00  17:00–18:00     ✗ (no subject) (declined)                                                   xebia

Wed 25 Nov
  all day                                     Conference (day 3 of 5)                      Utrecht                      xebia
  18:00 →      12:00 →      02:00 → +1        Weekend away (day 1 of 4)                                                 home

Thu 26 Nov
  all day                                     Conference (day 4 of 5)                      Utrecht                      xebia
  →            →            →                 Weekend away (day 2 of 4)                                                 home

Fri 27 Nov
  all day                                     Conference (day 5 of 5)                      Utrecht                      xebia
  →            →            →                 Weekend away (day 3 of 4)                                                 home

Sat 28 Nov
  → 12:00      → 06:00      → 20:00           Weekend away (day 4 of 4)                                                 home
";
    assert_eq!(with_new_york_and_tokyo(&rich_agenda(), None), expected);
    let wide = with_new_york_and_tokyo(&rich_agenda(), Some(96));
    assert!(wide.starts_with("  Amsterdam    New York     Tokyo\nToday · Mon 23 Nov\n  all day "), "{wide}");
}

#[test]
fn where_there_is_no_room_for_columns_other_zones_go_below() {
    let expected = "\
Today · Mon 23 Nov
▶ 09:30–10:00  Standup
               New York 03:30–04:00 · Tokyo 17:30–18:00 · Room 4 · xebia
  23:30–01:00  Release
               New York 17:30–19:00 · Tokyo 07:30–09:00 +1 · xebia

Tomorrow · Tue 24 Nov
  → 01:00      Release
               New York → 19:00 -1 · Tokyo → 09:00 · xebia
";
    let (standup, release) =
        (event("xebia", "Standup", "23T09:30", "23T10:00"), event("xebia", "Release", "23T23:30", "24T01:00"));
    let standup = Event { location: Some("Room 4".to_owned()), ..standup };
    let agenda = agenda_of("23T00:00", "30T00:00", vec![meeting(standup), meeting(release)]);
    assert_eq!(with_new_york_and_tokyo(&agenda, Some(95)), expected);
}

#[test]
fn colours_are_on_the_heading_the_marks_the_place_and_each_account() {
    let standup = Event { location: Some("Room 4".to_owned()), ..event("xebia", "Standup", "23T09:30", "23T10:00") };
    let off = Event { response: Response::Declined, ..event("home", "Off", "23T11:00", "23T12:00") };
    let agenda = agenda_of("23T00:00", "24T00:00", vec![shared(standup, "marimer"), meeting(off)]);
    let expected = "\
\u{1b}[1mToday · Mon 23 Nov\u{1b}[0m
\u{1b}[38;5;28m▶\u{1b}[0m 09:30–10:00    Standup         \u{1b}[2mRoom 4\u{1b}[0m  \u{1b}[38;5;164mxebia\u{1b}[0m\u{1b}[2m+\u{1b}[0m\u{1b}[38;5;30mmarimer\u{1b}[0m
  11:00–12:00  \u{1b}[38;5;167m✗\u{1b}[0m \u{1b}[9mOff\u{1b}[0m\u{1b}[2m (declined)\u{1b}[0m          \u{1b}[38;5;33mhome\u{1b}[0m
";
    assert_eq!(shown(&agenda, true, Some(80)), expected);
    assert_eq!(shown(&agenda, true, None), expected);
}

#[test]
fn on_a_terminal_the_subject_leads_to_the_meeting_and_its_place_to_the_call() {
    let call = Event {
        join_url: Some("https://teams.example/1\u{1b}]0;x\u{07}".to_owned()),
        ..event("xebia", "Standup", "23T11:00", "23T12:00")
    };
    let unsafe_links = Event {
        join_url: Some("http://teams.example/1".to_owned()),
        web_url: Some("javascript:alert(1)".to_owned()),
        ..event("xebia", "Review", "23T12:00", "23T13:00")
    };
    let agenda = agenda_of("23T00:00", "24T00:00", vec![meeting(call), meeting(unsafe_links)]);
    let style = Style { hyperlinks: true, ..style(false, Some(80)) };
    let text = looked_at(&agenda, november("23T09:50"), &style);
    let link = |address: &str, words: &str| format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\");
    let (subject, place) = (link("https://outlook.example/1", "Standup"), link("https://teams.example/1", "online"));
    let expected = format!("  11:00–12:00  {subject}  {place}  xebia\n  12:00–13:00  Review   online  xebia\n");
    assert_eq!(text, format!("Today · Mon 23 Nov\n{expected}"));
}

#[test]
fn what_began_before_the_range_says_so_and_comes_before_what_begins_today() {
    let all_day =
        |subject, start, end| Event { when: whole_days(start, end), ..event("home", subject, "23T00:00", "24T00:00") };
    let meetings = vec![
        meeting(all_day("Holiday", "2026-11-20", "2026-11-29")),
        meeting(event("home", "Voyage", "22T08:00", "25T08:00")),
        meeting(event("home", "Train", "22T22:00", "23T06:00")),
        meeting(all_day("Birthday", "2026-11-23", "2026-11-24")),
        meeting(event("home", "Breakfast", "23T05:00", "23T05:30")),
    ];
    let expected = "\
Today · Mon 23 Nov
  all day      Holiday (day 4 of 9)  home
  all day      Birthday              home
▶ →            Voyage (day 2 of 4)   home
  → 06:00      Train                 home
  05:00–05:30  Breakfast             home
";
    assert_eq!(shown(&agenda_of("23T00:00", "24T00:00", meetings), false, None), expected);
}

#[test]
fn a_meeting_of_several_days_is_on_each_of_them_and_goes_on_only_today() {
    let meetings = vec![meeting(event("home", "Voyage", "22T08:00", "25T08:00"))];
    let expected = "\
Sun 22 Nov
  08:00 →  Voyage (day 1 of 4)  home

Today · Mon 23 Nov
▶ →        Voyage (day 2 of 4)  home

Tomorrow · Tue 24 Nov
  →        Voyage (day 3 of 4)  home

Wed 25 Nov
  → 08:00  Voyage (day 4 of 4)  home
";
    assert_eq!(shown(&agenda_of("20T00:00", "30T00:00", meetings), false, None), expected);
}

#[test]
fn an_attack_in_a_subject_or_a_place_is_shown_as_harmless_words() {
    let attack = Event {
        location: Some("\u{202e}4 mooR\u{202c}\r\nToday · forged".to_owned()),
        ..event("xebia", "\u{1b}]0;title\u{07}Pay\u{1b}[31m \u{9b}2Jnow\n\u{1b}[1A", "23T11:00", "23T12:00")
    };
    let agenda = agenda_of("23T00:00", "24T00:00", vec![meeting(attack)]);
    let expected = "Today · Mon 23 Nov\n  11:00–12:00  Pay now  4 mooR Today · forged  xebia\n";
    assert_eq!(shown(&agenda, false, None), expected);
    assert_eq!(shown(&agenda, false, Some(80)), expected);
}

#[test]
fn nothing_is_said_of_the_range_and_only_of_what_was_read() {
    let nothing = |start, end| agenda_of(start, end, Vec::new());
    assert_eq!(shown(&nothing("23T00:00", "24T00:00"), false, Some(80)), "Nothing on Mon 23 Nov.\n");
    assert_eq!(shown(&nothing("23T00:00", "30T00:00"), false, Some(80)), "Nothing from Mon 23 Nov to Sun 29 Nov.\n");

    let mut partial = nothing("23T00:00", "24T00:00");
    partial.sources.push(Source { account: label("marimer"), fetched_at: None, error: Some(expired()) });
    assert_eq!(shown(&partial, false, None), "Nothing on Mon 23 Nov in what could be read.\n");
    partial.sources.remove(0);
    assert_eq!(shown(&partial, false, None), "");
}

#[test]
fn a_heading_names_the_year_when_it_is_another() {
    let later = looked_at(
        &agenda_of("23T00:00", "24T00:00", vec![meeting(event("home", "Standup", "23T09:30", "23T10:00"))]),
        november("23T09:50") - TimeDelta::days(365),
        &style(false, None),
    );
    assert!(later.starts_with("Mon 23 Nov 2026\n"), "{later}");
}

/// Text without the sequences that this room writes itself.
fn without_sgr(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        let (digits, rest) = piece.split_once('m').unwrap();
        assert!(digits.chars().all(|c| c.is_ascii_digit() || c == ';'), "{piece:?}");
        text + rest
    })
}

/// Text without the isolates that keep words from the right to themselves on a terminal, each of which is closed on its line.
fn without_isolates(text: &str) -> String {
    for line in text.lines() {
        let open = line.chars().filter(|c| *c == '\u{2068}').count();
        assert_eq!(open, line.chars().filter(|c| *c == '\u{2069}').count(), "{line:?}");
    }
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Words of any script, with attacks among them.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        ".{0,20}",
        "[a-z 会議한é🎉]{0,40}",
        "(\u{1b}\\[[0-9]{0,2}[A-Z]|\u{9b}|\u{1b}\\]0;|\u{07}|\n|\t){0,4}"
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_strangers_write_is_drawn_at_any_width_without_a_control_character(
        subjects in proptest::collection::vec((words(), words()), 0..6),
        width in proptest::option::of(0_u16..130),
        color in any::<bool>(),
    ) {
        let drawn = |(subject, place): &(String, String)| {
            shared(Event { location: Some(place.clone()), ..event("xebia", subject, "23T09:30", "24T08:00") }, "marimer")
        };
        let agenda = agenda_of("23T00:00", "25T00:00", subjects.iter().map(drawn).collect());
        let text = shown(&agenda, color, width);
        let plain = without_isolates(&if color { without_sgr(&text) } else { text });
        prop_assert!(!plain.replace('\n', "").contains(is_unsafe), "{plain:?}");
        prop_assert!(plain.lines().all(|line| line.trim_end() == line), "{plain:?}");
    }

    #[test]
    fn every_line_fits_a_terminal_that_is_wide_enough_for_words(
        subject in "[a-zA-Z 会議한é🎉اجتماعא\u{301}-]{0,200}",
        place in "[a-z 会議한é🎉שלום,]{0,200}",
        width in 28_u16..140,
    ) {
        let long = Event { location: Some(place), ..event("xebia", &subject, "23T09:30", "24T08:00") };
        let agenda = agenda_of("23T00:00", "25T00:00", vec![shared(long, "marimer")]);
        let text = shown(&agenda, false, Some(width));
        for line in text.lines() {
            prop_assert!(line.width() <= usize::from(width), "{width}: {line}");
        }
        for line in with_new_york_and_tokyo(&agenda, Some(width)).lines() {
            prop_assert!(line.width() <= usize::from(width), "{width}: {line}");
        }
    }

    #[test]
    fn links_change_nothing_but_where_words_lead(
        subject in words(),
        place in words(),
        path in "[a-z 会+~;]{0,40}",
        width in proptest::option::of(0_u16..130),
    ) {
        let address = Some(format!("https://a.example/{path}"));
        let online = Event {
            location: Some(place),
            join_url: address.clone(),
            web_url: address,
            ..event("xebia", &subject, "23T09:30", "23T10:00")
        };
        let agenda = agenda_of("23T00:00", "25T00:00", vec![shared(online, "marimer")]);
        let linked = Style { hyperlinks: true, ..style(true, width) };
        let linked = looked_at(&agenda, november("23T09:50"), &linked);
        let without_links = linked.split("\u{1b}]8;").enumerate().map(|(index, piece)| {
            if index == 0 { piece } else { piece.split_once("\u{1b}\\").unwrap().1 }
        });
        prop_assert_eq!(without_sgr(&without_links.collect::<String>()), shown(&agenda, false, width));
    }

    #[test]
    fn colour_changes_nothing_but_colour(subject in words(), width in proptest::option::of(0_u16..130)) {
        let agenda = agenda_of("23T00:00", "25T00:00", vec![meeting(event("xebia", &subject, "23T09:30", "23T10:00"))]);
        prop_assert_eq!(without_sgr(&shown(&agenda, true, width)), shown(&agenda, false, width));
    }
}

#[test]
fn ids_are_a_last_column_where_they_are_asked_for() {
    let agenda = agenda_of("23T00:00", "24T00:00", vec![meeting(event("xebia", "Standup", "23T11:00", "23T11:15"))]);
    let (zone, now) = (amsterdam(), november("23T09:50"));
    let id = Handle::shown(&agenda.meetings[0]);
    let drawn = |width| Events { ids: true, ..Events::new(&agenda, &zone, now) }.text(&style(false, width));
    assert_eq!(drawn(None), format!("Today · Mon 23 Nov\n  11:00–11:15  Standup  xebia  {id}\n"));
    assert_eq!(drawn(Some(40)), format!("Today · Mon 23 Nov\n  11:00–11:15  Standup\n               xebia · {id}\n"));
}
