//! The page, as text: what is told on it, and that nothing in it comes alive. `tests/real/html` looks at it in a browser.

use super::*;
use crate::model::agenda::Agenda;
use crate::model::event::Event;
use crate::render::samples::{account, agenda_of, amsterdam, event, expired, label, meeting, november, rich_agenda};

fn shown(agenda: &Agenda) -> String {
    let accounts = [account("xebia"), account("home"), account("marimer")];
    let zone = amsterdam();
    let now = november("23T09:50");
    page(&Events { accounts: &accounts, ..Events::new(agenda, &zone, now) })
}

#[test]
fn a_range_of_several_weeks_is_a_sheet_for_each_and_one_within_a_week_its_days_alone() {
    let sheets = |start, end| shown(&agenda_of(start, end, Vec::new())).matches("<main").count();
    assert_eq!(
        [sheets("23T00:00", "24T00:00"), sheets("23T00:00", "30T00:00"), sheets("22T00:00", "24T00:00")],
        [1, 1, 2]
    );
    let page = shown(&agenda_of("22T00:00", "24T00:00", Vec::new()));
    assert!(page.contains("Mon 16 Nov (not asked for)") && page.contains(">Sun 22 Nov</h2>"), "{page}");
    assert_eq!(shown(&agenda_of("23T00:00", "24T00:00", Vec::new())).matches("<h2").count(), 1);
}

#[test]
fn every_meeting_is_on_it_with_its_time_its_place_and_its_account() {
    let page = shown(&rich_agenda());
    for words in ["Standup", "09:30–10:00", "Room 4 · xebia", "Design review 設計", "Dentist 🦷", "(no subject)"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Over midnight it is on both days.
    assert_eq!(page.matches("<bdi>Release</bdi>").count(), 2);
    assert!(page.contains("class=\"one off\"") && page.contains("class=\"one open\""));
}

#[test]
fn who_is_missing_is_told_on_every_sheet_and_alone_where_nobody_answered() {
    let mut agenda =
        agenda_of("22T00:00", "24T00:00", vec![meeting(event("xebia", "Standup", "23T09:30", "23T10:00"))]);
    assert!(!shown(&agenda).contains("incomplete"));
    agenda.sources.push(Source { account: label("marimer"), fetched_at: None, error: Some(expired()) });
    let page = shown(&agenda);
    assert_eq!(page.matches("This agenda is incomplete.").count(), 2);
    assert!(
        page.contains(
            "<b>marimer</b> is missing: <bdi>The refresh token has expired due to inactivity. (AADSTS700082)"
        )
    );
    agenda.sources.remove(0);
    let page = shown(&agenda);
    assert!(page.contains("This agenda is incomplete.") && !page.contains("class=\"day"), "{page}");
}

#[test]
fn markup_of_strangers_is_text_and_only_https_leads_anywhere() {
    let attack = "<script>alert(1)</script>\"' onmouseover=x {{ 7*7 }}\u{1b}[2J\u{202e}";
    let hostile = |web_url: &str| Event {
        location: Some("</style><img src=x onerror=alert(1)>".to_owned()),
        web_url: Some(web_url.to_owned()),
        ..event("xebia", attack, "23T09:30", "23T10:00")
    };
    let links = ["javascript:alert(1)", "https://a.example/\"><script>"];
    let page = shown(&agenda_of("23T00:00", "24T00:00", links.map(|link| meeting(hostile(link))).to_vec()));
    assert!(
        !page.contains("<script") && !page.contains("<img") && !page.contains("javascript:") && !page.contains("49"),
        "{page}"
    );
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;"), "{page}");
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("<a href=\"https:&#x2f;&#x2f;a.example&#x2f;%22%3E%3Cscript%3E\"").count(), 1, "{page}");
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = shown(&rich_agenda());
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for word in ["<script", "<link", "src=", "url(", "@import", "<iframe", "<form"] {
        assert!(!page.contains(word), "{word}");
    }
}
