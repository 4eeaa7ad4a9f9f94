//! What patterns of calendars stand for, in one account and in several.

use super::*;
use proptest::prelude::*;

fn label(name: &str) -> Label {
    name.parse().unwrap()
}

fn calendar(name: &str) -> Calendar {
    Calendar { id: format!("id-{name}"), name: name.to_owned(), is_default: false, can_edit: true, owner: None }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Which of these calendars of an account are read; `Calendar` and `Team` are its owner's.
fn read(choice: &CalendarChoice) -> Vec<&'static str> {
    let is_own = |name: &str| ["Calendar", "Team"].contains(&name);
    let mut names = vec!["Calendar", "Team", "Team/Holidays", "Boss", "Überblick"];
    names.retain(|name| choice.reads(&calendar(name), is_own(name)));
    names
}

fn configured(patterns: &[&str]) -> CalendarChoice {
    CalendarChoice::configured(&label("work"), &texts(patterns))
}

/// What these patterns choose in the accounts `work` and `home` for one run.
fn for_one_run(patterns: &[&str], account: &str) -> Option<Vec<&'static str>> {
    let labels = [label("work"), label("home")];
    let patterns: Vec<_> = patterns.iter().map(|text| CalendarPattern::new(text, &labels)).collect();
    CalendarChoice::for_one_run(&patterns, &label(account), &configured(&["Boss"])).map(|choice| read(&choice))
}

#[test]
fn the_own_calendars_are_the_default_and_exclusions_alone_start_from_them() {
    assert_eq!(read(&CalendarChoice::default()), ["Calendar", "Team"]);
    assert_eq!(read(&configured(&["!team"])), ["Calendar"]);
    assert_eq!(read(&configured(&["!*"])), [""; 0]);
}

#[test]
fn names_wildcards_and_ids_choose_whatever_the_case_and_exclusions_win_wherever_they_stand() {
    for (patterns, expected) in [
        (&["TEAM"][..], &["Team"][..]),
        (&["team*"], &["Team", "Team/Holidays"]),
        (&["?oss", "calendar"], &["Calendar", "Boss"]),
        (&["ÜBER*"], &["Überblick"]),
        (&["id-Boss"], &["Boss"]),
        (&["ID-Boss"], &[]),
        (&["*"], &["Calendar", "Team", "Team/Holidays", "Boss", "Überblick"]),
        (&["!Boss", "*", "!team*"], &["Calendar", "Überblick"]),
        (&["Boss", "!Boss"], &[]),
    ] {
        assert_eq!(read(&configured(patterns)), expected, "{patterns:?}");
    }
}

#[test]
fn a_slash_parts_an_account_only_where_one_has_that_name() {
    assert_eq!(read(&configured(&["team/holidays"])), ["Team/Holidays"]);
    assert_eq!(read(&configured(&["WORK/team"])), ["Team"]);
    assert_eq!(read(&configured(&["work/Team/*"])), ["Team/Holidays"]);
    assert_eq!(read(&configured(&["home/team"])), [""; 0]);
}

#[test]
fn patterns_of_one_run_replace_the_choice_of_the_accounts_that_they_concern_and_exclusions_alone_take_from_it() {
    assert_eq!(for_one_run(&["team"], "work"), Some(vec!["Team"]));
    assert_eq!(for_one_run(&["work/team"], "work"), Some(vec!["Team"]));
    assert_eq!(for_one_run(&["work/team"], "home"), None);
    assert_eq!(for_one_run(&["w*/team", "home/boss"], "home"), Some(vec!["Boss"]));
    assert_eq!(for_one_run(&["work/team", "!home/team"], "home"), None);
    assert_eq!(for_one_run(&["*", "!team"], "work"), Some(vec!["Calendar", "Team/Holidays", "Boss", "Überblick"]));
    assert_eq!(for_one_run(&["!team"], "work"), Some(vec!["Boss"]));
    assert_eq!(for_one_run(&["!work/boss"], "work"), Some(vec![]));
    assert_eq!(for_one_run(&["!work/boss"], "home"), Some(vec!["Boss"]));
    assert_eq!(for_one_run(&["!work/team"], "home"), Some(vec!["Boss"]));
    assert_eq!(for_one_run(&["*/team"], "home"), Some(vec!["Team"]));
}

#[test]
fn the_default_calendar_is_certain_where_nothing_could_leave_it_out() {
    for (patterns, certain) in [
        (&[][..], true),
        (&["*"], true),
        (&["Boss", "work/*"], true),
        (&["Boss"], false),
        (&["!Boss"], false),
        (&["*", "!x"], false),
        (&["**"], false),
    ] {
        assert_eq!(configured(patterns).surely_reads_the_default(), certain, "{patterns:?}");
    }
}

#[test]
fn a_name_in_the_settings_that_no_calendar_has_is_unmet_and_so_is_a_choice_of_nothing() {
    let calendars = [calendar("Team"), calendar("Boss")];
    let unmet = |patterns: &[&str]| -> Vec<String> {
        configured(patterns).unmet(&calendars).into_iter().map(ToString::to_string).collect()
    };
    assert_eq!(unmet(&["Golf", "team", "T*", "Z*", "!Chess"]), ["Golf"]);
    assert_eq!(unmet(&["Z*", "Y?"]), ["Z*", "Y?"]);
    assert_eq!(unmet(&["*", "!*"]), [""; 0]);
    assert_eq!(unmet(&[]), [""; 0]);
    let patterns = [CalendarPattern::new("Golf", [])];
    let choice = CalendarChoice::for_one_run(&patterns, &label("work"), &CalendarChoice::default()).unwrap();
    assert!(choice.unmet(&calendars).is_empty());
}

#[test]
fn a_pattern_of_one_run_has_to_stand_for_something_somewhere() {
    let labels = [label("work"), label("home")];
    let (work, home) = ([calendar("Team")], [calendar("Boss")]);
    let unmet = |patterns: &[&str]| -> Vec<String> {
        let patterns: Vec<_> = patterns.iter().map(|text| CalendarPattern::new(text, &labels)).collect();
        let own = CalendarChoice::default();
        let choice = |place: usize| CalendarChoice::for_one_run(&patterns, &labels[place], &own).unwrap();
        let (first, second) = (choice(0), choice(1));
        let unmet = CalendarChoice::unmet_anywhere(&[(&first, &work[..]), (&second, &home[..])]);
        unmet.into_iter().map(ToString::to_string).collect()
    };
    assert_eq!(unmet(&["team", "B*"]), [""; 0]);
    assert_eq!(unmet(&["golf", "team", "*x", "!chess"]), ["golf", "*x"]);
    assert_eq!(unmet(&["home/team", "work/team"]), ["home/team"]);
    assert!(CalendarChoice::unmet_anywhere(&[(&configured(&["golf"]), &work[..])]).is_empty());
}

#[test]
fn a_choice_is_shown_as_it_was_made() {
    for (patterns, shown) in [
        (&[][..], "own"),
        (&["!Team"], "own, !Team"),
        (&["*"], "all"),
        (&["*", "!Team"], "all, !Team"),
        (&["Work", "!x", "T*"], "Work, T*, !x"),
    ] {
        assert_eq!(configured(patterns).to_string(), shown);
    }
}

proptest! {
    #[test]
    fn a_name_stands_for_itself_and_its_exclusion_for_all_but_it(name in "[^!*?/\u{0}]{1,12}", other in "[^!*?/\u{0}]{1,12}") {
        let (chosen, excluded) = (configured(&[&name]), configured(&["*", &format!("!{name}")]));
        prop_assert!(chosen.reads(&calendar(&name), false));
        prop_assert!(!excluded.reads(&calendar(&name), true));
        let same = name.to_lowercase() == other.to_lowercase() || name == format!("id-{other}");
        prop_assert_eq!(chosen.reads(&calendar(&other), true), same);
        prop_assert_eq!(excluded.reads(&calendar(&other), true), !same);
    }
}
