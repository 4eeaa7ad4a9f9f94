//! Calendars and events: what a mailbox holds, how it is paged and written, and what Graph refuses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Answer, Bench};
use crate::sandbox::world::{
    ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, BOB, CAROL, MARIMER, NOMAIL, USERS, User, XEBIA,
};

const TODAY: (&str, &str) = ("2026-11-23T00:00:00%2B01:00", "2026-11-24T00:00:00%2B01:00");
const WEEK: (&str, &str) = ("2026-11-23T00:00:00%2B01:00", "2026-11-30T00:00:00%2B01:00");

impl Bench {
    fn view(&self, token: &str, window: (&str, &str), more: &str) -> Answer {
        let (start, end) = window;
        let path = format!("/me/calendarView?startDateTime={start}&endDateTime={end}{more}");
        self.graph(&path, token)
    }

    fn all(&self, token: &str, window: (&str, &str)) -> Vec<Value> {
        self.view(token, window, "&$top=1000&$orderby=start/dateTime").values()
    }
}

impl Answer {
    fn values(&self) -> Vec<Value> {
        let body = self.json();
        body["value"].as_array().cloned().unwrap_or_else(|| panic!("{body}"))
    }
}

fn text<'a>(event: &'a Value, name: &str) -> &'a str {
    event[name].as_str().unwrap_or_default()
}

fn called<'a>(events: &'a [Value], subject: &str) -> &'a Value {
    let mut found = events.iter().filter(|event| text(event, "subject").contains(subject));
    found.next().unwrap_or_else(|| panic!("no event called {subject}"))
}

#[test]
fn a_token_shows_its_own_person() {
    let bench = Bench::new();
    for user in USERS {
        let me = bench.graph("/me", &bench.token(user)).json();
        assert_eq!(text(&me, "userPrincipalName"), user.username);
    }
}

#[test]
fn a_mailbox_has_two_calendars_of_its_own_and_alice_two_more() {
    let bench = Bench::new();
    let calendars = |user: &User| bench.graph("/me/calendars", &bench.token(user)).values();
    let names = |calendars: &[Value]| -> Vec<String> {
        calendars.iter().map(|calendar| text(calendar, "name").to_owned()).collect()
    };
    let alice = calendars(&ALICE_XEBIA);
    assert_eq!(names(&alice), ["Calendar", "Projects", "Holidays", "Bob Jansen"]);
    let editable: Vec<_> = alice.iter().map(|calendar| calendar["canEdit"] == true).collect();
    assert_eq!(editable, [true, true, false, false]);
    assert_eq!(alice[3]["owner"]["address"], BOB.username);
    assert_eq!(alice[0]["isDefaultCalendar"], true);
    assert_eq!(names(&calendars(&CAROL)), ["Calendar", "Projects"]);

    let token = bench.token(&ALICE_XEBIA);
    let page = bench.graph("/me/calendars?$top=3", &token);
    assert_eq!(page.values().len(), 3);
    let next = bench.get(&page.text_at("@odata.nextLink"), &token, "");
    assert_eq!(names(&next.values()), ["Holidays", "Bob Jansen"]);
    let default = bench.graph("/me/calendar", &token).json();
    let by_id = bench.graph(&format!("/me/calendars/{}", text(&default, "id")), &token).json();
    assert_eq!(default, by_id);
}

#[test]
fn today_is_rich_in_the_mailbox_of_alice() {
    let bench = Bench::new();
    let events = bench.all(&bench.token(&ALICE_XEBIA), TODAY);
    let of = |subject| called(&events, subject);
    let response = |subject| of(subject)["responseStatus"]["response"].clone();
    assert_eq!(events.len(), 18);
    assert_eq!(response("Budget call"), "tentativelyAccepted");
    assert_eq!(response("Vendor pitch"), "declined");
    assert_eq!(response("Reorganisation"), "notResponded");
    assert_eq!(response("Focus time"), "organizer");
    assert_eq!(of("Doctor")["sensitivity"], "private");
    assert_eq!(of("Hiring debrief")["isCancelled"], true);
    assert_eq!(of("Working from home")["showAs"], "workingElsewhere");
    assert_eq!(of("Submit timesheet")["start"], of("Submit timesheet")["end"]);
    assert!(text(&of("Architecture review")["onlineMeeting"], "joinUrl").starts_with("https://"));
    assert!(text(of("URGENT"), "subject").contains("\u{1b}[2J"));
    assert_eq!(of("東京")["originalStartTimeZone"], "Tokyo Standard Time");
    assert_eq!(of("Release window")["end"]["dateTime"], "2026-11-24T00:30:00.0000000");
    assert_eq!(of("Standup")["start"]["dateTime"], "2026-11-23T08:30:00.0000000");
    assert_eq!(of("Standup")["start"]["timeZone"], "UTC");
}

#[test]
fn a_meeting_in_several_mailboxes_has_one_uid_and_its_own_response_in_each() {
    let bench = Bench::new();
    let [xebia, marimer, outlook] =
        [&ALICE_XEBIA, &ALICE_MARIMER, &ALICE_OUTLOOK].map(|user| bench.all(&bench.token(user), TODAY));
    let uids = |events: &[Value]| -> BTreeSet<String> {
        events.iter().map(|event| text(event, "iCalUId").to_owned()).collect()
    };
    let both: Vec<_> = uids(&xebia).intersection(&uids(&marimer)).cloned().collect();
    assert_eq!(both.len(), 2);
    assert_eq!(uids(&outlook).iter().filter(|uid| both.contains(uid)).count(), 1);
    let (here, there) = (called(&xebia, "kick-off"), called(&marimer, "kick-off"));
    assert_eq!(here["responseStatus"]["response"], "tentativelyAccepted");
    assert_eq!(there["responseStatus"]["response"], "accepted");
    assert_ne!(here["id"], there["id"]);
    assert_eq!(called(&outlook, "Dinner")["isOrganizer"], true);
    assert_eq!(called(&marimer, "Dinner")["responseStatus"]["response"], "notResponded");
}

#[test]
fn a_series_has_occurrences_a_master_and_an_exception() {
    let bench = Bench::new();
    let token = bench.token(&ALICE_XEBIA);
    let week = bench.all(&token, WEEK);
    let standups: Vec<_> = week.iter().filter(|event| text(event, "subject") == "Standup").collect();
    assert_eq!(standups.len(), 5);
    let uids: BTreeSet<_> = standups.iter().map(|event| text(event, "iCalUId")).collect();
    assert_eq!(uids.len(), 5);
    assert!(uids.iter().all(|uid| uid.starts_with("040000008200E00074C5B7101A82E00807EA0B")));
    let master = text(standups[0], "seriesMasterId");
    let master = bench.graph(&format!("/me/events/{master}"), &token).json();
    assert_eq!(master["type"], "seriesMaster");
    assert_eq!(master["recurrence"]["pattern"]["type"], "weekly");

    let moved = week.iter().find(|event| event["type"] == "exception").unwrap();
    assert_eq!(moved["subject"], "Platform sync");
    assert_eq!(moved["originalStart"], "2026-11-26T13:00:00Z");
    assert_eq!(moved["start"]["dateTime"], "2026-11-26T14:00:00.0000000");
}

#[test]
fn series_reach_into_any_window_and_follow_the_clocks_of_their_zone() {
    let bench = Bench::new();
    let token = bench.token(&ALICE_XEBIA);
    let summer = bench.all(&token, ("2031-07-02T00:00:00Z", "2031-07-03T00:00:00Z"));
    let start = |subject| called(&summer, subject)["start"]["dateTime"].clone();
    assert_eq!(start("Standup"), "2031-07-02T07:30:00.0000000");
    assert_eq!(start("Boston"), "2031-07-02T14:00:00.0000000");
}

#[test]
fn a_busy_week_needs_paging_and_repeats_one_event() {
    let bench = Bench::new();
    for (user, option) in [(&ALICE_XEBIA, "%24skip="), (&ALICE_OUTLOOK, "%24skiptoken=")] {
        let token = bench.token(user);
        let mut page = bench.view(&token, WEEK, "&$top=4");
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut pages = 1;
        loop {
            for event in page.values() {
                *seen.entry(text(&event, "id").to_owned()).or_default() += 1;
            }
            let next = page.text_at("@odata.nextLink");
            if next.is_empty() {
                break;
            }
            assert!(next.starts_with(&bench.sandbox.graph_url()) && next.contains(option));
            page = bench.get(&next, &token, "");
            pages += 1;
        }
        assert_eq!(seen.len(), bench.all(&token, WEEK).len());
        assert_eq!(seen.values().filter(|times| **times > 1).count(), 1);
        assert!(pages > 1);
    }
    let token = bench.token(&ALICE_XEBIA);
    assert!(bench.all(&token, WEEK).len() > 40);
    assert_eq!(bench.view(&token, WEEK, "").values().len(), 10);
    let url =
        format!("{}/v1.0/me/calendarView?startDateTime={}&endDateTime={}", bench.sandbox.graph_url(), WEEK.0, WEEK.1);
    assert_eq!(bench.get(&url, &token, "odata.maxpagesize=7").values().len(), 7);
}

#[test]
fn whole_days_are_midnight_to_midnight_and_chosen_by_the_zone_of_the_mailbox() {
    let bench = Bench::new();
    let token = bench.token(&CAROL);
    let url = |day: &str| {
        let graph = bench.sandbox.graph_url();
        format!("{graph}/v1.0/me/calendarView?startDateTime={day}T00:00:00Z&endDateTime={day}T23:00:00Z")
    };
    // New York's 23 November reaches into the 24th of UTC.
    for day in ["2026-11-23", "2026-11-24"] {
        let events = bench.get(&url(day), &token, r#"outlook.timezone="Eastern Standard Time""#);
        let applied = events.headers["preference-applied"].to_str().unwrap();
        assert_eq!(applied, r#"outlook.timezone="Eastern Standard Time""#);
        let off = called(&events.values(), "Day off").clone();
        assert_eq!(off["isAllDay"], true);
        assert_eq!(off["start"]["dateTime"], "2026-11-23T00:00:00.0000000");
        assert_eq!(off["end"]["dateTime"], "2026-11-24T00:00:00.0000000");
    }
    let call = bench.get(&url("2026-11-23"), &token, r#"outlook.timezone="Eastern Standard Time""#);
    let call = called(&call.values(), "plumber").clone();
    assert_eq!(call["start"]["dateTime"], "2026-11-23T09:00:00.0000000");
    assert_eq!(call["start"]["timeZone"], "Eastern Standard Time");
}

#[test]
fn ids_have_two_forms_and_both_find_the_event() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    let url =
        format!("{}/v1.0/me/calendarView?startDateTime={}&endDateTime={}", bench.sandbox.graph_url(), TODAY.0, TODAY.1);
    let id = |prefer| {
        let events = bench.get(&url, &token, prefer).values();
        text(called(&events, "Standup"), "id").to_owned()
    };
    let (plain, immutable) = (id(""), id(r#"IdType="ImmutableId""#));
    assert_ne!(plain, immutable);
    for id in [&plain, &immutable] {
        let event = bench.graph(&format!("/me/events/{id}"), &token).json();
        assert_eq!(event["subject"], "Standup");
        assert!(text(&event, "@odata.etag").starts_with("W/\""));
    }
    let stranger = bench.token(&CAROL);
    let path = format!("/me/events/{plain}");
    assert_eq!(bench.graph(&path, &stranger).error(), "ErrorItemNotFound");
    assert_eq!(bench.graph("/me/events/nonsense", &token).error(), "ErrorInvalidIdMalformed");
}

#[test]
fn selecting_gives_what_was_asked_for() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    let events = bench.view(&token, TODAY, "&$select=subject,start").values();
    let names: Vec<_> = events[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["@odata.etag", "id", "subject", "start"]);
}

#[test]
fn wrong_queries_are_refused() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    let window = "startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-24T00:00:00Z";
    let cases = [
        (String::new(), "ErrorInvalidParameter"),
        ("startDateTime=2026-11-23T00:00:00Z".to_owned(), "ErrorInvalidParameter"),
        ("startDateTime=soon&endDateTime=later".to_owned(), "ErrorInvalidParameter"),
        ("startDateTime=%2B200000-01-01&endDateTime=%2B200000-01-02".to_owned(), "ErrorInvalidParameter"),
        // An unencoded plus sign is a blank.
        (
            "startDateTime=2026-11-23T00:00:00+01:00&endDateTime=2026-11-24T00:00:00Z".to_owned(),
            "ErrorInvalidParameter",
        ),
        ("startDateTime=2026-11-24&endDateTime=2026-11-23".to_owned(), "ErrorCalendarEndDateIsEarlierThanStartDate"),
        (format!("{window}&$top=0"), "BadRequest"),
        (format!("{window}&$top=1001"), "BadRequest"),
        (format!("{window}&$select=subject,uid"), "BadRequest"),
        (format!("{window}&$select=createdDateTime"), "BadRequest"),
        (format!("{window}&$orderby=start"), "BadRequest"),
        (format!("{window}&$filter=isAllDay"), "BadRequest"),
        (format!("{window}&$top=5&$top=6"), "BadRequest"),
    ];
    for (query, code) in cases {
        let answer = bench.graph(&format!("/me/calendarView?{query}"), &token);
        assert_eq!((answer.status, answer.error().as_str()), (400, code), "{query}");
    }
    assert_eq!(bench.graph("/me/messages", &token).error(), "ResourceNotFound");
}

#[test]
fn bad_tokens_are_refused_with_a_challenge() {
    let bench = Bench::new();
    let good = bench.token(&BOB);
    let other = Bench::new().token(&BOB);
    let refused = |token: &str| {
        let answer = bench.graph("/me/calendars", token);
        let challenge = answer.headers["www-authenticate"].to_str().unwrap();
        assert!(challenge.starts_with("Bearer realm=\"\", authorization_uri="));
        assert_eq!((answer.status, answer.error().as_str()), (401, "InvalidAuthenticationToken"));
        let inner = &answer.json()["error"]["innerError"];
        assert_eq!(inner["request-id"], answer.headers["request-id"].to_str().unwrap());
    };
    refused("");
    refused("nonsense");
    refused(&other);
    assert_eq!(bench.graph("/me/calendars", &good).status, 200);
    bench.sandbox.expire_access_tokens();
    refused(&good);
}

#[test]
fn scopes_decide_what_may_be_read() {
    let bench = Bench::new();
    let token = |scopes| bench.sign_in_for(XEBIA.id, &ALICE_XEBIA, scopes).text_at("access_token");
    let nothing = token("User.Read");
    assert_eq!(bench.graph("/me/calendars", &nothing).error(), "ErrorAccessDenied");
    let basic = token("Calendars.ReadBasic");
    assert_eq!(bench.graph("/me", &basic).error(), "Authorization_RequestDenied");
    assert!(called(&bench.all(&basic, TODAY), "Architecture").get("body").is_none());
    let read = token("Calendars.Read");
    let event = called(&bench.all(&read, TODAY), "Architecture").clone();
    assert!(text(&event["body"], "content").contains("ingestion"));

    let calendars = bench.graph("/me/calendars", &read).values();
    let path = format!(
        "/me/calendars/{}/calendarView?startDateTime={}&endDateTime={}&$top=100",
        text(&calendars[3], "id"),
        WEEK.0,
        WEEK.1
    );
    assert_eq!(bench.graph(&path, &read).status, 403);
    let shared = bench.graph(&path, &token("Calendars.Read.Shared")).values();
    assert_eq!(called(&shared, "Private Appointment")["sensitivity"], "private");
}

#[test]
fn people_without_a_mailbox_are_told_so() {
    let bench = Bench::new();
    let nomail = bench.graph("/me/calendars", &bench.token(&NOMAIL));
    assert_eq!((nomail.status, nomail.error().as_str()), (404, "MailboxNotEnabledForRESTAPI"));
    let guest = bench.sign_in(MARIMER.id, &ALICE_XEBIA).text_at("access_token");
    let guest = bench.graph("/me/calendars", &guest);
    assert_eq!((guest.status, guest.error().as_str()), (401, "OrganizationFromTenantGuidNotFound"));
}

impl Bench {
    fn schedules(&self, token: &str, people: &[&str], days: u32) -> Answer {
        let time = |text: String| json!({ "dateTime": text, "timeZone": "UTC" });
        let start = "2026-11-22T23:00:00".parse::<chrono::NaiveDateTime>().unwrap();
        let end = start + chrono::Days::new(days.into());
        let question = json!({
            "schedules": people,
            "startTime": time(start.format("%FT%T").to_string()),
            "endTime": time(end.format("%FT%T").to_string()),
            "availabilityViewInterval": 60,
        });
        let url = format!("{}/v1.0/me/calendar/getSchedule", self.sandbox.graph_url());
        self.send(self.client.post(url).bearer_auth(token).json(&question)).unwrap()
    }
}

#[test]
fn a_colleague_is_told_when_somebody_is_busy_but_not_with_what() {
    let bench = Bench::new();
    let entries =
        bench.schedules(&bench.token(&ALICE_XEBIA), &[BOB.username, "nobody@xebia.com", NOMAIL.username], 1).values();
    let items = entries[0]["scheduleItems"].as_array().unwrap();
    let hours: Vec<_> = items.iter().map(|item| (text(&item["start"], "dateTime"), text(item, "status"))).collect();
    assert!(hours.contains(&("2026-11-23T06:00:00.0000000", "busy")), "{hours:?}");
    assert!(items.iter().all(|item| item.get("subject").is_none()), "{items:?}");
    let digits = text(&entries[0], "availabilityView");
    assert_eq!((digits.len(), &digits[..12]), (24, "000000020202"), "from midnight in Amsterdam: gym, standup, review");
    for unknown in &entries[1..] {
        assert_eq!(text(&unknown["error"], "responseCode"), "ErrorMailRecipientNotFound");
        assert!(unknown.get("scheduleItems").is_none());
    }
}

#[test]
fn schedules_have_limits_and_are_none_of_a_personal_accounts_business() {
    let bench = Bench::new();
    let token = bench.token(&ALICE_XEBIA);
    assert_eq!(bench.schedules(&token, &["bob@xebia.com"; 21], 1).status, 400);
    assert_eq!(bench.schedules(&token, &["bob@xebia.com"; 20], 62).status, 200);
    assert_eq!(bench.schedules(&token, &["bob@xebia.com"], 63).status, 400);
    assert_eq!(bench.schedules(&token, &["bob@xebia.com"], 0).status, 400);
    let personal = bench.schedules(&bench.token(&ALICE_OUTLOOK), &["carol@outlook.com"], 1);
    assert_eq!((personal.status, personal.error().as_str()), (403, "ErrorAccessDenied"));
}
