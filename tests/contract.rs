//! The check of Graph's requests itself can fail: it finds what Microsoft's description does not have.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use support::contract::{DESCRIPTION, wrong_with};

#[test]
fn what_graph_does_not_describe_is_found() {
    let Some(description) = DESCRIPTION.as_ref() else { return };
    for (method, path, query, wrong) in [
        ("GET", "/v1.0/me/calendars", "$top=100", ""),
        (
            "GET",
            "/v1.0/me/calendars/a%2Fb/calendarView",
            "startDateTime=a&endDateTime=b&$top=1000&$select=id,subject",
            "",
        ),
        (
            "GET",
            "/v1.0/me/calendarView",
            "startDateTime=a&$top=1001",
            "\"endDateTime\" is missing; $top cannot be 1001",
        ),
        ("GET", "/v1.0/me/calendarView", "startDateTime=a&endDateTime=b&$search=x", "no parameter $search"),
        ("GET", "/v1.0/me/events/1", "$select=uid", "$select cannot be uid"),
        ("DELETE", "/v1.0/me/events/1", "", "no such method"),
        ("GET", "/beta/me/events/1", "", "no such path"),
        ("GET", "/v1.0/me/calendars//calendarView", "", "no such path"),
    ] {
        let found = wrong_with(method, path, query, description);
        assert_eq!(found.join("; "), wrong, "{method} {path}?{query}");
    }
}
