//! Which links are recognised, what they are wrapped in, and what only pretends to be one.

use super::*;
use crate::model::event::samples::event;
use proptest::prelude::*;

const TEAMS_LINK: &str =
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%22Tid%22%3a%221%22%7d";

fn encoded(address: &str) -> String {
    url::form_urlencoded::byte_serialize(address.as_bytes()).collect()
}

fn safelink(address: &str) -> String {
    format!("https://nam02.safelinks.protection.outlook.com/?url={}&data=05%7C02&reserved=0", encoded(address))
}

#[test]
fn a_link_of_every_service_is_recognised_within_a_sentence() {
    for link in [
        TEAMS_LINK,
        "https://teams.live.com/meet/9312345678?p=abc",
        "https://teams.microsoft.com/meet/212345678901?p=Xy12",
        "https://teams.cloud.microsoft/meet/212345678901",
        "https://gov.teams.microsoft.us/l/meetup-join/19%3agcch/0",
        "https://meet.google.com/abc-defg-hij",
        "https://zoom.us/j/123456789",
        "https://us02web.zoom.us/j/123456789?pwd=a.b.1",
        "https://acme.zoomgov.com/my/alice",
        "https://acme.webex.com/meet/alice",
        "https://acme.webex.com/acme/j.php?MTID=m123",
        "https://meet.goto.com/123456789",
        "https://global.gotomeeting.com/join/123456789",
        "https://meet.jit.si/OurRoom",
        "https://8x8.vc/acme/room",
        "https://whereby.com/acme",
        "https://acme.whereby.com/room",
        "https://chime.aws/1234567890",
        "https://join.skype.com/AbCdEf",
        "https://meet.lync.com/acme/alice/ABCDEF",
        "https://bluejeans.com/123456789/1234",
        "https://v.ringcentral.com/join/123456789",
        "https://app.slack.com/huddle/T1/C1",
    ] {
        for text in
            [link.to_owned(), format!("Join here: <{link}>."), format!("(see {link})\nor call"), format!("会{link}")]
        {
            assert_eq!(found_in(&text).as_deref(), Some(link), "{text}");
        }
    }
}

#[test]
fn a_host_counts_as_a_whole_and_nothing_else_of_an_address_does() {
    for text in [
        "https://teams.microsoft.com@evil.example/l/meetup-join/1",
        "https://teams.microsoft.com:x@evil.example/l/meetup-join/1",
        "https://evil.example/?x=teams.microsoft.com/l/meetup-join/1",
        "https://evil.example/teams.microsoft.com/l/meetup-join/1",
        "https://evil.example/#zoom.us/j/1",
        "https://teams.microsoft.com.evil.example/l/meetup-join/1",
        "https://evilzoom.us/j/1",
        "https://zoom.us.evil.example/j/1",
        "https://x.teams.microsoft.com/l/meetup-join/1",
        "https://teams.microsoft.com:8443/l/meetup-join/1",
        "https://evil.example\\@zoom.us/j/1",
        "http://zoom.us/j/1",
        "ms-teams://teams.microsoft.com/l/meetup-join/1",
        "javascript://zoom.us/j/1",
        "https://zооm.us/j/1",
        "zoom.us/j/1",
        "https://",
        "://zoom.us/j/1",
        "é://zoom.us/j/1",
    ] {
        assert_eq!(found_in(text), None, "{text}");
    }
}

#[test]
fn what_else_an_invitation_leads_to_is_no_meeting() {
    for text in [
        "https://teams.microsoft.com/meetingOptions/?organizerId=1",
        "https://aka.ms/JoinTeamsMeeting",
        "https://dialin.teams.microsoft.com/1?id=2",
        "https://zoom.us/u/abc",
        "https://zoom.us/j/",
        "https://help.webex.com/article",
        "https://meet.google.com/",
        "https://meet.google.com/linkredirect?dest=https://evil.example",
    ] {
        assert_eq!(found_in(text), None, "{text}");
    }
    let text = format!("Options: https://teams.microsoft.com/meetingOptions/?a=1\nJoin: {TEAMS_LINK}\n");
    assert_eq!(found_in(&text).as_deref(), Some(TEAMS_LINK));
}

#[test]
fn links_are_taken_out_of_what_mail_filters_wrap_around_them() {
    let teams_own = format!(
        "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url={}&locale=en-us",
        encoded(TEAMS_LINK)
    );
    let proofpoint_2 =
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__us02web.zoom.us_j_123-3Fpwd-3Dx-5Fy&d=DwMF&c=e";
    let proofpoint_3 = "https://urldefense.com/v3/__https:/teams.microsoft.com/l/meetup-join/19*3ameeting_abc*40thread.v2/0?context=*7b*22Tid*22*3a*221*22*7d__;JSUlJSUlJSUl!!abc!def$";
    for (wrapped, link) in [
        (safelink(TEAMS_LINK), TEAMS_LINK),
        (safelink(&safelink(TEAMS_LINK)), TEAMS_LINK),
        (teams_own, TEAMS_LINK),
        (proofpoint_2.to_owned(), "https://us02web.zoom.us/j/123?pwd=x_y"),
        (proofpoint_3.to_owned(), TEAMS_LINK),
        (safelink(proofpoint_3), TEAMS_LINK),
        (
            "https://urldefense.com/v3/__https://zoom.us/j/1**Az__;w6nDqQ!!x$".to_owned(),
            "https://zoom.us/j/1%C3%A9%C3%A9z",
        ),
        (
            "https://www.google.com/url?q=https://meet.google.com/abc-defg-hij&sa=D".to_owned(),
            "https://meet.google.com/abc-defg-hij",
        ),
    ] {
        assert_eq!(found_in(&wrapped).as_deref(), Some(link), "{wrapped}");
    }
}

#[test]
fn what_is_wrapped_has_to_be_a_link_of_its_own_right() {
    for content in
        ["https://evil.example/zoom.us/j/1", "http://zoom.us/j/1", "https://zoom.us@evil.example/j/1", "nothing"]
    {
        assert_eq!(found_in(&safelink(content)), None, "{content}");
    }
    let lookalike = format!("https://safelinks.protection.outlook.com.evil.example/?url={}", encoded(TEAMS_LINK));
    assert_eq!(found_in(&lookalike), None);
    let deep = (0..10).fold(TEAMS_LINK.to_owned(), |link, _| safelink(&link));
    assert_eq!(found_in(&deep), None);
}

#[test]
fn the_online_meeting_comes_before_the_place_and_the_place_before_the_text() {
    let mut event = event("xebia", "1");
    let text = |link: &str| Some(format!("Join {link}"));
    assert_eq!(event.join_link(), None);
    event.body = text("https://zoom.us/j/3");
    assert_eq!(event.join_link().as_deref(), Some("https://zoom.us/j/3"));
    event.location = text("https://zoom.us/j/2");
    assert_eq!(event.join_link().as_deref(), Some("https://zoom.us/j/2"));
    event.join_url = Some(safelink("https://zoom.us/j/1"));
    assert_eq!(event.join_link().as_deref(), Some("https://zoom.us/j/1"));
}

#[test]
fn an_online_meeting_may_be_with_a_service_of_a_companys_own_but_only_over_https() {
    let mut event = event("xebia", "1");
    event.join_url = Some("https://meet.acme.example/room".to_owned());
    assert_eq!(event.join_link().as_deref(), Some("https://meet.acme.example/room"));
    for bad in ["http://meet.acme.example/room", "file:///etc/passwd", "https://zoom.us@evil.example/j/1", "room"] {
        event.join_url = Some(bad.to_owned());
        assert_eq!(event.join_link(), None, "{bad}");
    }
}

proptest! {
    #[test]
    fn whatever_is_found_is_https_at_a_known_host(text in "(https://|zoom\\.us|/j/1|@|\\?url=|urldefense\\.com/v3/__|__;|\\*|[a-z.:/é \n]){0,12}") {
        if let Some(link) = found_in(&text) {
            let url = Url::parse(&link).unwrap();
            prop_assert!(url.scheme() == "https" && SERVICES.iter().any(|service| service.hosts(&url)), "{}", link);
        }
    }

    #[test]
    fn wrapping_changes_nothing(room in "[a-zA-Z0-9?=&%_.~-]{1,20}") {
        let link = format!("https://meet.jit.si/x{room}x");
        prop_assert_eq!(found_in(&safelink(&link)), found_in(&link));
    }
}

#[test]
fn an_address_ends_before_the_bracket_that_was_opened_before_it() {
    let found = |text: &str| found_in(text).unwrap();
    assert_eq!(found("Join (https://zoom.us/j/1?pwd=a),(dial in)"), "https://zoom.us/j/1?pwd=a");
    assert_eq!(found("[here](https://zoom.us/j/1)or there"), "https://zoom.us/j/1");
    assert_eq!(found("https://zoom.us/j/1?x=(a)b&y=2 now"), "https://zoom.us/j/1?x=(a)b&y=2");
    assert_eq!(found("https://zoom.us/j/1?x=(a)b)c"), "https://zoom.us/j/1?x=(a)b");
    assert_eq!(found("https://zoom.us/j/1?x=((a)b)c)d"), "https://zoom.us/j/1?x=((a)b)c");
    let long = format!("https://zoom.us/j/1?x={}", "x".repeat(9_999));
    assert_eq!(found(&long), &long[..4_096]);
    assert_eq!(found("https://zoom.us/j/1?a=1&amp;b=2"), "https://zoom.us/j/1?a=1&amp;b=2");
}

#[test]
fn a_text_that_is_nothing_but_addresses_is_looked_through_up_to_a_bound() {
    for piece in ["https://", "https://a?u=https%3A%2F%2F", "https://(", "https://x.example/ "] {
        assert_eq!(found_in(&piece.repeat(200_000)), None);
    }
    let late = "https://x.example/ ".repeat(900) + "https://zoom.us/j/1";
    assert_eq!(found_in(&late).unwrap(), "https://zoom.us/j/1");
}
