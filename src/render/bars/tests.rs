//! What each bar is given, whatever stands in a subject.

use super::*;
use crate::model::event::Event;
use crate::render::clean::is_unsafe;
use crate::render::samples::{agenda_of, amsterdam, event, expired, meeting, november, whole_days};
use proptest::prelude::*;
use serde_json::Value;

/// A meeting that begins at 11:00.
fn called(subject: &str, place: Option<&str>) -> Meeting {
    meeting(Event { location: place.map(str::to_owned), ..event("xebia", subject, "23T11:00", "23T12:00") })
}

fn agenda(meetings: Vec<Meeting>) -> Agenda {
    agenda_of("23T09:40", "30T09:40", meetings)
}

fn line(bar: Bar, agenda: &Agenda, now: &str) -> String {
    let zone = amsterdam();
    bar.line(&Glance { agenda, zone: &zone, now: november(now), count: 1, width: 40 })
}

fn waybar(agenda: &Agenda, now: &str) -> [String; 4] {
    let line = line(Bar::Waybar, agenda, now);
    assert_eq!(line.lines().count(), 1);
    let module: Value = serde_json::from_str(&line).unwrap();
    ["text", "tooltip", "class", "alt"].map(|key| module[key].as_str().unwrap().to_owned())
}

#[test]
fn a_line_tells_how_long_what_and_where() {
    let review = agenda(vec![called("Review", Some("Room 4"))]);
    assert_eq!(line(Bar::Plain, &review, "23T10:48"), "in 12 min Review · Room 4\n");
    assert_eq!(line(Bar::Plain, &review, "23T11:48"), "12 min left Review · Room 4\n");
    assert_eq!(line(Bar::Plain, &agenda(vec![called(" \u{1b}[2J", None)]), "23T09:00"), "in 2 h (no subject)\n");
    let two = agenda(vec![called("Review", None), called("Other", None)]);
    assert_eq!(line(Bar::Plain, &two, "23T10:48"), "in 12 min Review +1\n");
    let zone = amsterdam();
    let both = Glance { agenda: &two, zone: &zone, now: november("23T10:48"), count: 2, width: 40 };
    assert_eq!(Bar::Plain.line(&both), "in 12 min Review • in 12 min Other\n");
}

#[test]
fn nothing_is_an_empty_line_and_whole_days_alone_are_nothing() {
    let day_off = meeting(Event {
        when: whole_days("2026-11-23", "2026-11-24"),
        ..event("xebia", "Off", "23T00:00", "23T00:00")
    });
    for meetings in [vec![], vec![day_off]] {
        for bar in Bar::ALL.into_iter().filter(|bar| *bar != Bar::Waybar) {
            assert_eq!(line(bar, &agenda(meetings.clone()), "23T10:48"), "\n", "{}", bar.name());
        }
        let [text, _, class, alt] = waybar(&agenda(meetings), "23T10:48");
        assert_eq!([text, class, alt], ["", "none", "none"]);
    }
}

#[test]
fn an_account_that_is_missing_shows_in_the_line_itself() {
    let mut partial = agenda(vec![called("Review", None)]);
    partial.sources[0].error = Some(expired());
    assert_eq!(line(Bar::Plain, &partial, "23T10:48"), "⚠ in 12 min Review\n");
    let [text, tooltip, class, alt] = waybar(&partial, "23T10:48");
    assert_eq!([text.as_str(), &class, &alt], ["⚠ in 12 min Review", "incomplete", "soon"]);
    assert_eq!(tooltip, "11:00–12:00 Review (xebia)\nxebia: The refresh token has expired due to inactivity.");
    partial.meetings.clear();
    assert_eq!(line(Bar::Swiftbar, &partial, "23T10:48"), "⚠ | emojize=false symbolize=false ansi=false\n");
    assert_eq!(waybar(&partial, "23T10:48")[2..], ["incomplete", "none"]);
}

#[test]
fn each_bar_is_given_its_own_signs_as_text() {
    let odd = agenda(vec![called("#[fg=red]#(reboot)##{x} <b>&\"'</b> %{F#f00} a|b :moon:", None)]);
    let zone = amsterdam();
    let line =
        |bar: Bar| bar.line(&Glance { agenda: &odd, zone: &zone, now: november("23T10:48"), count: 1, width: 99 });
    assert_eq!(line(Bar::Tmux), "in 12 min ##[fg=red]####(reboot)########{x} <b>&\"'</b> %{F####f00} a|b :moon:\n");
    assert_eq!(line(Bar::Polybar), "in 12 min #[fg=red]#(reboot)##{x} <b>&\"'</b> % {F#f00} a|b :moon:\n");
    assert_eq!(
        line(Bar::Swiftbar),
        "in 12 min #[fg=red]#(reboot)##{x} <b>&\"'</b> %{F#f00} a¦b :moon: | emojize=false symbolize=false ansi=false\n"
    );
    let module: Value = serde_json::from_str(&line(Bar::Waybar)).unwrap();
    let text = "in 12 min #[fg=red]#(reboot)##{x} &lt;b&gt;&amp;&quot;&#39;&lt;/b&gt; %{F#f00} a|b :moon:";
    assert_eq!(module["text"], text);
}

#[test]
fn the_class_follows_the_time() {
    let review = agenda(vec![called("Review", None)]);
    let class = |now| waybar(&review, now)[2].clone();
    assert_eq!(["23T10:00", "23T10:45", "23T11:00"].map(class), ["later", "soon", "now"]);
}

#[test]
fn a_long_text_is_cut_by_what_it_takes_on_the_screen_and_never_within_a_character() {
    assert_eq!(cut("Standup", 7), "Standup");
    assert_eq!(cut("Standups", 7), "Standu…");
    assert_eq!(cut("設計レビュー", 7), "設計レ…");
    assert_eq!(cut("設計レビュー", 6), "設計…");
    assert_eq!(cut("👩\u{200d}💻👩\u{200d}💻", 3), "👩\u{200d}💻…");
    assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    assert_eq!(cut("a b", 2), "a…");
}

/// What begins a formatting tag of Polybar.
const TAG: &str = "%{";

proptest! {
    #[test]
    fn a_line_is_one_line_and_drives_no_terminal(
        subject in "(.|\n|\u{1b}|\u{9b}|\u{202e}|#|%\\{|\\||<){0,30}", place in proptest::option::of("(.|\n|\u{1b}){0,30}"), width in 0usize..60
    ) {
        let (agenda, zone) = (agenda(vec![called(&subject, place.as_deref())]), amsterdam());
        for bar in Bar::ALL {
            let line = bar.line(&Glance { agenda: &agenda, zone: &zone, now: november("23T10:48"), count: 1, width });
            let line = line.strip_suffix('\n').unwrap();
            prop_assert!(!line.contains(is_unsafe), "{:?}", line);
            match bar {
                Bar::Waybar => prop_assert!(serde_json::from_str::<Value>(line).is_ok()),
                Bar::Tmux => prop_assert!(!line.replace("##", "").contains('#'), "{:?}", line),
                Bar::Polybar => prop_assert!(!line.contains(TAG)),
                Bar::Swiftbar => prop_assert_eq!(line.matches('|').count(), 1),
                _ => prop_assert!(line.width() <= "in 12 min ".len() + width.max(1)),
            }
        }
    }
}
