//! What counts as the same meeting, which copy of it is shown, what is hidden, and in which order meetings stand.

#[path = "agenda_properties.rs"]
mod properties;

use super::*;
use crate::model::event::samples::event;
use crate::model::event::{Person, When};
use crate::model::search::Needle;

/// The id that Exchange gives a series, and the one it gives the occurrence of 23 November 2026.
const SERIES: &str = "040000008200E00074C5B7101A82E00800000000D3D70B8A6A17D70100000000000000001000000074665914";
const OCCURRENCE: &str = "040000008200e00074c5b7101a82e00807ea0b17d3d70b8a6a17d70100000000000000001000000074665914";

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// From `start` to `end` on 23 November 2026, in UTC.
fn timed(start: &str, end: &str) -> When {
    let at = |time: &str| instant(&format!("2026-11-23T{time}:00Z"));
    When::Timed { start: at(start), end: at(end) }
}

fn all_day(start: &str, end: &str) -> When {
    When::AllDay { start: start.parse().unwrap(), end: end.parse().unwrap() }
}

fn with_uid(account: &str, id: &str, uid: &str) -> Event {
    Event { ical_uid: Some(uid.to_owned()), ..event(account, id) }
}

fn answered(account: &str, response: Response) -> Event {
    Event { response, ..with_uid(account, account, "uid") }
}

fn with_link(account: &str, id: &str, link: &str) -> Event {
    let organizer = Person { name: None, email: Some("Alice@xebia.com".to_owned()) };
    Event { join_url: Some(link.to_owned()), organizer: Some(organizer), ..event(account, id) }
}

/// One batch for each account that occurs, in the order in which they do.
fn batches(events: Vec<Event>) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for event in events {
        let mailbox = event.reference.account.key();
        match batches.iter_mut().find(|batch| batch.mailbox == mailbox) {
            Some(batch) => batch.events.push(event.into()),
            None => batches.push(Batch { mailbox, events: vec![event.into()] }),
        }
    }
    batches
}

/// 23 November 2026, in UTC.
fn monday() -> TimeRange {
    TimeRange::new(instant("2026-11-23T00:00:00Z"), instant("2026-11-24T00:00:00Z")).unwrap()
}

fn merged(events: Vec<Event>) -> Vec<Meeting> {
    merge(&batches(events), monday(), &Zone::utc(), &MergeOptions::default()).0
}

/// The accounts of each meeting's copies, the shown one first, such as `a+b`.
fn copies(meetings: &[Meeting]) -> Vec<String> {
    let accounts = |copies: &[Arc<Event>]| copies.iter().map(|copy| copy.reference.account.key()).collect::<Vec<_>>();
    meetings.iter().map(|meeting| accounts(&meeting.copies).join("+")).collect()
}

fn subjects(meetings: &[Meeting]) -> Vec<&str> {
    meetings.iter().map(|meeting| meeting.event.subject.as_str()).collect()
}

#[test]
fn the_same_meeting_in_two_mailboxes_is_shown_once_with_both_copies() {
    let meetings = merged(vec![with_uid("a", "1", "uid"), with_uid("b", "2", "uid"), with_uid("b", "3", "other")]);
    assert_eq!(copies(&meetings), ["a+b", "b"]);
}

#[test]
fn an_id_per_series_keeps_the_occurrences_of_one_day_apart() {
    let later = |account: &str| Event { when: timed("14:00", "15:00"), ..with_uid(account, "later", SERIES) };
    let meetings = merged(vec![with_uid("a", "1", SERIES), later("a"), with_uid("b", "1", SERIES), later("b")]);
    assert_eq!(copies(&meetings), ["a+b", "a+b"]);
}

#[test]
fn an_id_per_occurrence_meets_the_id_of_its_series_and_its_own_in_another_case() {
    let upper = OCCURRENCE.to_uppercase();
    let meetings = merged(vec![with_uid("a", "1", SERIES), with_uid("b", "1", OCCURRENCE), with_uid("c", "1", &upper)]);
    assert_eq!(copies(&meetings), ["a+b+c"]);
}

#[test]
fn ids_of_other_calendars_are_compared_as_they_are() {
    let odd = ["abc@google.com", "ABC@google.com", "040000008200E00074C5B7101A82E008", "é", &format!("{SERIES}xyz")];
    let events = ["a", "b", "c", "d", "e"].iter().zip(odd).map(|(account, uid)| with_uid(account, "1", uid)).collect();
    assert_eq!(merged(events).len(), odd.len());
}

#[test]
fn events_without_an_id_are_never_the_same() {
    let nameless = |account: &str| Event { subject: "Lunch".to_owned(), ..with_uid(account, account, "") };
    assert_eq!(copies(&merged(vec![event("a", "x"), event("b", "x"), nameless("c"), nameless("d")])).len(), 4);
}

#[test]
fn a_moved_copy_is_another_meeting_and_whole_days_are_compared_by_date() {
    let moved = Event { when: timed("09:30", "10:00"), ..with_uid("b", "2", "uid") };
    assert_eq!(merged(vec![with_uid("a", "1", "uid"), moved]).len(), 2);
    let longer = Event { when: timed("09:00", "11:00"), ..with_uid("b", "2", "uid") };
    assert_eq!(merged(vec![with_uid("a", "1", "uid"), longer]).len(), 1);
    let day = |account: &str| Event { when: all_day("2026-11-23", "2026-11-24"), ..with_uid(account, "d", "uid") };
    assert_eq!(copies(&merged(vec![day("a"), day("b"), with_uid("b", "timed", "uid")])), ["a+b", "b"]);
}

#[test]
fn a_forwarded_meeting_is_known_by_its_link_organizer_and_time() {
    let mut forwarded = with_link("b", "2", "https://join/1");
    forwarded.ical_uid = Some("its own".to_owned());
    forwarded.organizer = Some(Person { name: Some("A".to_owned()), email: Some("alice@XEBIA.com".to_owned()) });
    let original = Event { ical_uid: Some("uid".to_owned()), ..with_link("a", "1", "https://join/1") };
    assert_eq!(copies(&merged(vec![original.clone(), forwarded.clone()])), ["a+b"]);

    let elsewhere = Event { join_url: Some("https://join/2".to_owned()), ..forwarded.clone() };
    let longer = Event { when: timed("09:00", "23:00"), ..forwarded.clone() };
    let later = Event { when: timed("11:00", "12:00"), ..forwarded.clone() };
    let by_bob = Event { organizer: Some(Person { name: None, email: Some("bob@xebia.com".to_owned()) }), ..forwarded };
    for other in [elsewhere, longer, later, by_bob, Event { subject: "1".to_owned(), ..event("b", "2") }] {
        assert_eq!(merged(vec![original.clone(), other]).len(), 2);
    }
}

#[test]
fn a_strangers_invitation_with_the_id_of_a_meeting_hides_nothing() {
    let by = |account: &str, id: &str, organizer: &str| Event {
        organizer: Some(Person { name: None, email: Some(organizer.to_owned()) }),
        ..with_uid(account, id, "uid")
    };
    let own = |account: &str| by(account, "real", "alice@xebia.com");
    let meetings = merged(vec![by("a", "spoof", "mallory@example.com"), own("a"), own("b")]);
    assert_eq!(copies(&meetings), ["a+b", "a"]);
}

#[test]
fn occurrences_that_were_moved_to_one_time_stay_as_many_as_they_are() {
    let of = |account: &str, day: &str| Event {
        original_start: Some(instant(&format!("2026-11-{day}T09:00:00Z"))),
        ..with_uid(account, day, SERIES)
    };
    let meetings = merged(vec![of("a", "23"), of("a", "30"), of("b", "30"), of("b", "23")]);
    assert_eq!(copies(&meetings), ["a+b", "a+b"]);
    let untold = merged(vec![with_uid("a", "1", "uid"), with_uid("a", "2", "uid"), with_uid("b", "1", "uid")]);
    assert_eq!(copies(&untold), ["a", "b", "a"]);
}

#[test]
fn a_copy_in_another_calendar_of_the_mailbox_is_a_copy() {
    let mut other = with_uid("a", "2", "uid");
    other.reference.calendar_id = "other".to_owned();
    assert_eq!(copies(&merged(vec![with_uid("a", "1", "uid"), other])), ["a+a"]);
}

#[test]
fn a_copy_that_takes_place_is_shown_before_one_that_was_cancelled() {
    let cancelled = Event { cancelled: true, ..answered("a", Response::Organizer) };
    let meetings = merged(vec![cancelled, answered("b", Response::NotResponded)]);
    assert_eq!(copies(&meetings), ["b+a"]);
    assert!(!meetings[0].event.cancelled);
}

#[test]
fn a_link_that_two_events_of_one_mailbox_share_joins_nothing() {
    let two = |account: &str| [with_link(account, "1", "https://join/1"), with_link(account, "2", "https://join/1")];
    assert_eq!(copies(&merged(two("a").to_vec())), ["a", "a"]);
    let mut found = copies(&merged([two("a"), two("b")].concat()));
    found.sort();
    assert_eq!(found, ["a", "a", "b", "b"]);
    let one = with_link("c", "1", "https://join/1");
    for events in [[two("a").to_vec(), vec![one.clone()]].concat(), [vec![one], two("a").to_vec()].concat()] {
        assert_eq!(merged(events).len(), 3);
    }
}

#[test]
fn the_link_of_a_meeting_is_that_of_its_organizer_whatever_another_copy_says() {
    let named = |account: &str, link: &str, response: Response| Event {
        ical_uid: Some("uid".to_owned()),
        response,
        ..with_link(account, account, link)
    };
    let organizer = named("a", "https://join/1", Response::Organizer);
    let stray = named("b", "https://evil/0", Response::NotResponded);
    let forwarded = with_link("c", "c", "https://join/1");
    assert_eq!(copies(&merged(vec![stray.clone(), forwarded, organizer.clone()])), ["a+c+b"]);
    assert_eq!(merged(vec![stray, with_link("c", "c", "https://evil/0"), organizer]).len(), 2);
}

#[test]
fn a_link_does_not_take_the_place_of_the_copy_with_the_same_id() {
    let named =
        |account: &str| Event { ical_uid: Some("uid".to_owned()), ..with_link(account, "named", "https://join/1") };
    let stray = with_link("b", "stray", "https://join/1");
    for events in [vec![named("a"), stray.clone(), named("b")], vec![stray, named("b"), named("a")]] {
        let meetings = merged(events);
        let mut found = copies(&meetings);
        found.sort_by_key(String::len);
        assert_eq!((found[0].as_str(), found[1].len()), ("b", 3), "{found:?}");
    }
}

#[test]
fn copies_joined_by_id_and_by_link_stand_in_the_order_of_the_accounts() {
    let named = |account: &str| Event { ical_uid: Some("uid".to_owned()), ..with_link(account, "1", "https://join/1") };
    assert_eq!(copies(&merged(vec![named("a"), with_link("b", "1", "https://join/1"), named("c")])), ["a+b+c"]);
}

#[test]
fn one_mailbox_behind_two_accounts_is_counted_once_and_its_ids_keep_their_case() {
    let own = Batch { mailbox: "me".to_owned(), events: vec![event("a", "x").into(), event("a", "X").into()] };
    let again = Batch { mailbox: "me".to_owned(), events: vec![event("b", "x").into(), event("b", "X").into()] };
    let (meetings, _) = merge(&[own, again], monday(), &Zone::utc(), &MergeOptions::default());
    assert_eq!(copies(&meetings), ["a", "a"]);
}

#[test]
fn the_shown_copy_is_that_of_the_organizer_then_by_answer_then_by_account() {
    use Response::{Accepted, Declined, None, NotResponded, Organizer, Tentative};
    let ranked = [Organizer, Accepted, Tentative, None, NotResponded, Declined];
    let accounts = ["f", "e", "d", "c", "b", "a"];
    let mut events: Vec<_> =
        accounts.iter().zip(ranked).map(|(account, response)| answered(account, response)).collect();
    events.reverse();
    let meetings = merged(events);
    assert_eq!((copies(&meetings), subjects(&meetings)), (vec!["f+e+d+c+b+a".to_owned()], vec!["f"]));
    let tie = vec![answered("z", Accepted), answered("a", Accepted), answered("m", Organizer)];
    assert_eq!(copies(&merged(tie)), ["m+z+a"]);
}

#[test]
fn a_place_and_a_link_that_the_shown_copy_lacks_come_from_another() {
    let shown = answered("a", Response::Organizer);
    let place = Event { location: Some("Room 4".to_owned()), ..answered("b", Response::Accepted) };
    let link = Event {
        location: Some("Online".to_owned()),
        join_url: Some("https://join".to_owned()),
        ..answered("c", Response::Declined)
    };
    let meetings = merged(vec![shown, place, link]);
    let Event { reference, location, join_url, .. } = &*meetings[0].event;
    assert_eq!(reference.account.as_str(), "a");
    assert_eq!((location.as_deref(), join_url.as_deref()), (Some("Room 4"), Some("https://join")));
    assert_eq!(meetings[0].copies[0].location, None);
}

#[test]
fn a_place_and_a_link_are_never_those_of_another_organizer() {
    let by = |organizer: &str, copy: Event| Event {
        organizer: Some(Person { name: None, email: Some(organizer.to_owned()) }),
        ..copy
    };
    let says = |place: &str, copy: Event| Event {
        location: Some(place.to_owned()),
        join_url: Some(format!("https://{place}")),
        ..copy
    };
    let shown = by("CEO@work.com", answered("a", Response::Accepted));
    let stranger = says("evil", by("stranger@evil.com", answered("b", Response::NotResponded)));
    let nobodys = says("nobody", answered("c", Response::NotResponded));
    let organizers = says("room", by("ceo@work.com", answered("d", Response::NotResponded)));
    let place = |events: Vec<Event>| merged(events).remove(0).event.location.clone();
    assert_eq!(place(vec![shown.clone(), stranger.clone(), nobodys.clone()]), None);
    assert_eq!(place(vec![shown, stranger, nobodys, organizers]).as_deref(), Some("room"));
}

#[test]
fn thousands_of_events_of_one_mailbox_that_share_a_link_stay_apart() {
    let many = |account: &str, count: usize| {
        (0..count).map(|n| with_link(&format!("{account}{n}"), &n.to_string(), "https://join/1")).collect::<Vec<_>>()
    };
    let accounts = many("a", 2_000);
    assert_eq!(merged(accounts).len(), 1);
    let mut events = [many("a", 1), many("b", 1)].concat();
    events.extend((0..4_000).map(|n| with_link(["a0", "b0"][n % 2], &format!("more {n}"), "https://join/1")));
    assert_eq!(merged(events).len(), 4_002);
}

#[test]
fn a_server_that_claims_the_person_of_another_server_hides_nothing_of_theirs() {
    use crate::model::account::samples::account;
    use crate::model::cloud::{Cloud, Origin};
    let identity = Identity { id: "a.b".to_owned(), tenant: uuid::Uuid::nil(), username: "alice@work.com".to_owned() };
    let (honest, mut liar) = (account("a", "work.com"), account("b", "work.com"));
    liar.endpoints = Cloud::UsGov.endpoints();
    liar.endpoints.graph = Origin::parse("https://evil.example").unwrap();
    let batches = vec![
        Batch::new(&liar, &identity, vec![event("b", "x").into()]),
        Batch::new(&honest, &identity, vec![event("a", "x").into()]),
    ];
    let (meetings, _) = merge(&batches, monday(), &Zone::utc(), &MergeOptions::default());
    assert_eq!(copies(&meetings), ["b", "a"]);
}

#[test]
fn a_meeting_is_hidden_only_when_every_copy_is_and_then_it_is_counted() {
    let cancelled = |account: &str| Event { cancelled: true, ..answered(account, Response::Accepted) };
    let hidden = |events: &[Event], options: &MergeOptions| {
        let (meetings, hidden) = merge(&batches(events.to_vec()), monday(), &Zone::utc(), options);
        (meetings.len(), hidden.declined, hidden.cancelled)
    };
    let (default, all) =
        (MergeOptions::default(), MergeOptions { declined: true, cancelled: true, ..MergeOptions::default() });
    let declined = [answered("a", Response::Declined), answered("b", Response::Declined)];
    assert_eq!(hidden(&declined, &default), (0, 1, 0));
    assert_eq!(hidden(&declined, &all), (1, 0, 0));
    assert_eq!(
        hidden(&[answered("a", Response::Declined), answered("b", Response::NotResponded)], &default),
        (1, 0, 0)
    );
    assert_eq!(hidden(&[cancelled("a"), cancelled("b")], &default), (0, 0, 1));
    assert_eq!(hidden(&[cancelled("a"), answered("b", Response::Accepted)], &default), (1, 0, 0));
    let mixed = [cancelled("a"), answered("b", Response::Declined)];
    assert_eq!(hidden(&mixed, &default), (0, 0, 1));
    assert_eq!(hidden(&mixed, &MergeOptions { declined: true, ..MergeOptions::default() }), (1, 0, 0));
    assert_eq!(hidden(&mixed, &MergeOptions { cancelled: true, ..MergeOptions::default() }), (1, 0, 0));
    assert_eq!(hidden(&mixed, &MergeOptions { no_dedupe: true, ..MergeOptions::default() }), (0, 1, 1));
    let other = Filter { search: Some(Needle::new("another")), ..Filter::default() };
    let (meetings, counted) =
        merge(&batches(mixed.to_vec()), monday(), &Zone::utc(), &MergeOptions { filter: other, ..default });
    assert_eq!(
        (meetings.len(), counted),
        (0, Hidden { filtered: 1, ..Hidden::default() }),
        "advice to show it would not help"
    );
}

#[test]
fn meetings_stand_by_day_whole_days_first_then_by_start_end_and_subject() {
    let at = |id: &str, when: When| Event { when, ..event("a", id) };
    let meetings = merged(vec![
        at("late", timed("22:00", "23:00")),
        at("long", timed("09:00", "11:00")),
        at("short b", timed("09:00", "10:00")),
        at("short a", timed("09:00", "10:00")),
        at("day", all_day("2026-11-23", "2026-11-24")),
        at("days", all_day("2026-11-23", "2026-11-26")),
        at("midnight", timed("00:00", "01:00")),
        at("trip", all_day("2026-11-20", "2026-11-25")),
        at("night", When::Timed { start: instant("2026-11-22T23:00:00Z"), end: instant("2026-11-23T05:00:00Z") }),
    ]);
    let sorted = ["trip", "night", "day", "days", "midnight", "short a", "short b", "long", "late"];
    assert_eq!(subjects(&meetings), sorted);
}

#[test]
fn what_only_touches_the_range_is_outside_and_what_has_no_length_counts_where_it_starts() {
    let at = |id: &str, start: &str, end: &str| Event {
        when: When::Timed { start: instant(start), end: instant(end) },
        ..event("a", id)
    };
    let meetings = merged(vec![
        at("ends as it begins", "2026-11-22T23:00:00Z", "2026-11-23T00:00:00Z"),
        at("begins as it ends", "2026-11-24T00:00:00Z", "2026-11-24T01:00:00Z"),
        at("moment before", "2026-11-22T23:59:59Z", "2026-11-22T23:59:59Z"),
        at("moment first", "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z"),
        at("moment last", "2026-11-23T23:59:59Z", "2026-11-23T23:59:59Z"),
        at("moment after", "2026-11-24T00:00:00Z", "2026-11-24T00:00:00Z"),
    ]);
    assert_eq!(subjects(&meetings), ["moment first", "moment last"]);
}

#[test]
fn whole_days_belong_to_local_days_also_when_the_clocks_change() {
    let amsterdam =
        Zone::new("Europe/Amsterdam", jiff::tz::TimeZoneDatabase::bundled().get("Europe/Amsterdam").unwrap());
    for (before, day, after) in [("2026-03-28", "2026-03-29", "2026-03-30"), ("2026-10-24", "2026-10-25", "2026-10-26")]
    {
        let midnight = |date: &str| amsterdam.midnight(date.parse().unwrap());
        let range = TimeRange::new(midnight(day), midnight(after)).unwrap();
        let next = after.parse::<chrono::NaiveDate>().unwrap().succ_opt().unwrap().to_string();
        let events = [(before, day), (day, after), (after, next.as_str())]
            .map(|(start, end)| Event { when: all_day(start, end), ..event("a", start) });
        let (meetings, _) = merge(&batches(events.to_vec()), range, &amsterdam, &MergeOptions::default());
        assert_eq!(subjects(&meetings), [day]);
    }
}

#[test]
fn without_merging_every_event_stands_alone() {
    let events = vec![with_uid("a", "1", "uid"), with_uid("b", "1", "uid"), with_uid("b", "1", "uid")];
    let options = MergeOptions { no_dedupe: true, ..MergeOptions::default() };
    let (meetings, _) = merge(&batches(events), monday(), &Zone::utc(), &options);
    assert_eq!(copies(&meetings), ["a", "b", "b"]);
}

/// An account that answered, or did not, with this error or none.
fn source(answered: bool, error: Option<Kind>) -> Source {
    Source {
        account: "xebia".parse().unwrap(),
        fetched_at: answered.then(|| instant("2026-11-23T08:00:00Z")),
        error: error.map(|kind| Error::new(kind, "timeout", "too late")),
    }
}

#[test]
fn an_answer_is_complete_where_no_account_lacks_anything_and_one_where_some_account_gave_something() {
    let (whole, part, none) =
        (source(true, None), source(true, Some(Kind::Network)), source(false, Some(Kind::Network)));
    for (sources, complete, answered) in [
        (vec![], true, true),
        (vec![whole.clone()], true, true),
        (vec![whole.clone(), part.clone()], false, true),
        (vec![none.clone(), whole], false, true),
        (vec![part], false, true),
        (vec![none.clone(), none], false, false),
    ] {
        let agenda = Agenda { range: monday(), meetings: Vec::new(), sources, hidden: Hidden::default() };
        assert_eq!((is_complete(&agenda.sources), agenda.is_answered()), (complete, answered), "{agenda:?}");
    }
}

#[test]
fn what_every_account_failed_with_is_what_all_failed_with_and_otherwise_a_general_failure() {
    let failed =
        |kinds: &[Kind]| common_failure(&kinds.iter().map(|kind| source(false, Some(*kind))).collect::<Vec<_>>());
    assert_eq!(failed(&[Kind::SignInRequired, Kind::SignInRequired]), Some(Kind::SignInRequired));
    assert_eq!(failed(&[Kind::Throttled, Kind::Network]), Some(Kind::Network));
    assert_eq!(failed(&[Kind::Network, Kind::SignInRequired]), Some(Kind::Other));
    assert_eq!(failed(&[]), None);
    assert_eq!(common_failure(&[source(false, Some(Kind::Network)), source(true, None)]), None);
    assert_eq!(common_failure(&[source(true, Some(Kind::Network))]), None);
}

#[test]
fn what_is_left_out_is_counted_by_its_reason() {
    let of = |id: &str, category: &str| Event { categories: vec![category.to_owned()], ..event("xebia", id) };
    let meetings = merged(vec![of("a", "work"), of("b", "work"), of("c", "work"), of("d", "home")]);
    let mut agenda = Agenda { range: monday(), meetings, sources: Vec::new(), hidden: Hidden::default() };
    let filter = Filter { categories: vec!["work".to_owned()], ..Filter::default() };
    agenda.narrow(&filter, &Zone::utc());
    agenda.limit(2);
    let hidden = Hidden { filtered: 1, beyond_limit: 1, ..Hidden::default() };
    assert_eq!((agenda.meetings.len(), agenda.hidden), (2, hidden));
    agenda.limit(1);
    agenda.limit(9);
    assert_eq!((agenda.meetings.len(), agenda.hidden), (1, Hidden { beyond_limit: 2, ..hidden }));
}

#[test]
fn a_meeting_without_an_icalendar_id_is_the_same_in_every_mailbox_by_its_link_organizer_and_start() {
    let one = with_link("xebia", "a", "https://teams.example/x");
    let organizer = |address: &str| Some(Person { name: None, email: Some(address.to_owned()) });
    let same =
        Event { organizer: organizer("ALICE@xebia.com"), ..with_link("marimer", "b", "https://teams.example/x") };
    assert_eq!(identity(&one), identity(&same));
    for other in [
        with_link("marimer", "a", "https://teams.example/y"),
        Event { organizer: organizer("bob@xebia.com"), ..one.clone() },
        Event { when: timed("13:00", "14:00"), ..one.clone() },
        Event { organizer: None, ..one.clone() },
    ] {
        assert_ne!(identity(&one), identity(&other), "{other:?}");
    }
}

#[test]
fn a_strangers_invitation_with_the_id_of_a_meeting_in_another_mailbox_hides_it_from_nobody() {
    let called_by = |event: Event, who: &str, subject: &str| Event {
        ical_uid: Some("uid".to_owned()),
        subject: subject.to_owned(),
        organizer: Some(Person { name: None, email: Some(who.to_owned()) }),
        ..event
    };
    let real = called_by(event("work", "a"), "boss@xebia.com", "Board meeting");
    let forged = called_by(event("home", "b"), "evil@example.com", "Newsletter");
    let subjects = |events: Vec<Event>| merged(events).iter().map(|one| one.event.subject.clone()).collect::<Vec<_>>();
    assert_eq!(subjects(vec![forged.clone(), real.clone()]), ["Board meeting", "Newsletter"]);
    let unnamed = Event { organizer: None, ..called_by(event("home", "b"), "", "Board meeting") };
    assert_eq!(subjects(vec![unnamed, real.clone()]), ["Board meeting"]);
    let own = called_by(event("boss", "d"), "boss@xebia.onmicrosoft.com", "Board meeting");
    let own = Event { response: Response::Organizer, ..own };
    assert_eq!(merged(vec![real.clone(), own]).len(), 1, "the organizer's own mailbox names an alias");
    let shared = called_by(event("marimer", "c"), "BOSS@xebia.com", "Board meeting");
    let copies = merged(vec![forged, real, shared]).iter().map(|one| one.copies.len()).collect::<Vec<_>>();
    assert_eq!(copies, [2, 1]);
}
