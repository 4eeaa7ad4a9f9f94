//! The status page: what it shows, what it changes, and whom it does not listen to.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::{Answer, Bench};
use crate::sandbox::world::{ALICE_XEBIA, BOB};
use crate::sandbox::{Fault, FaultKind, Options, Place};

type Headers<'a> = &'a [(&'static str, &'a str)];

impl Bench {
    fn page(&self, headers: Headers<'_>) -> Answer {
        self.send(self.client.get(self.sandbox.status_url()).headers(map(headers))).unwrap()
    }

    fn act(&self, path: &str, form: super::Form<'_>, headers: Headers<'_>) -> Answer {
        let url = format!("{}/_sandbox/{path}", self.sandbox.authority_url());
        self.send(self.client.post(url).form(form).headers(map(headers))).unwrap()
    }

    fn in_force(&self) -> Vec<Fault> {
        self.sandbox.faults_in_force()
    }
}

fn map(headers: Headers<'_>) -> HeaderMap {
    let pair =
        |(name, value): &(&'static str, &str)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    headers.iter().map(pair).collect()
}

#[test]
fn the_page_shows_what_was_asked_and_who_is_signed_in() {
    let bench = Bench::new();
    assert!(bench.page(&[]).text.contains("Nothing yet"));
    let token = bench.token(&ALICE_XEBIA);
    bench.graph("/me/calendars", &token);
    bench.sandbox.inject(Fault::new(FaultKind::Outage { status: 503, retry_after: None }).at(Place::Graph).once());
    bench.graph("/me", &token);
    let page = bench.page(&[]).text;
    for text in ["1 of 3 signed in", "/v1.0/me/calendars", "<td>xebia</td>", ">503<", "device-code"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains("<script") && !page.contains(&token));
    bench.sandbox.revoke(ALICE_XEBIA.username);
    let page = bench.page(&[]).text;
    assert!(page.contains("0 of 3 signed in") && page.contains("revoked"), "{page}");
    assert!(bench.sandbox.requests().iter().all(|seen| seen.path != "/"), "the page shows itself");
}

#[test]
fn the_page_looks_again_when_asked_and_may_do_nothing_else() {
    let bench = Bench::new();
    let page = bench.page(&[]);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && policy.contains("frame-ancestors 'none'"));
    assert!(!page.text.contains("http-equiv"));
    let url = format!("{}?follow", bench.sandbox.status_url());
    assert!(bench.send(bench.client.get(url)).unwrap().text.contains(r#"http-equiv="refresh""#));
}

#[test]
fn faults_are_added_by_their_parts_or_their_words_and_ended_by_their_number() {
    let bench = Bench::new();
    let parts = [("kind", "throttle"), ("value", "7"), ("account", "xebia"), ("where", ""), ("times", "2x")];
    assert_eq!(bench.act("faults", &parts, &[]).status, 303);
    assert_eq!(bench.act("faults", &[("fault", "reset:view")], &[]).status, 303);
    let page = bench.page(&[]).text;
    assert!(page.contains("<code>throttle=7:xebia:2x</code>") && page.contains("<code>reset:view</code>"), "{page}");
    assert_eq!(bench.in_force()[0], bench.sandbox.fault("throttle=7:xebia:2x").unwrap());
    assert_eq!(bench.act("faults/end", &[("number", "1")], &[]).status, 303);
    assert_eq!(bench.in_force(), [bench.sandbox.fault("reset:view").unwrap()]);
    assert_eq!(bench.act("faults/end", &[("number", "x")], &[]).status, 400);
    assert_eq!(bench.act("faults/end", &[("number", "all")], &[]).status, 303);
    assert!(bench.in_force().is_empty());
    let wrong = bench.act("faults", &[("fault", "throtle")], &[]);
    assert!(wrong.status == 400 && wrong.text.contains("Did you mean throttle?"), "{wrong:?}");
}

#[test]
fn a_person_can_be_revoked() {
    let bench = Bench::new();
    let token = bench.token(&ALICE_XEBIA);
    assert_eq!(bench.act("revoke", &[("account", "xebia")], &[]).status, 303);
    assert_eq!(bench.graph("/me", &token).status, 401);
    assert_eq!(bench.act("revoke", &[("account", "nobody")], &[]).status, 400);
}

#[test]
fn text_from_strangers_stays_text() {
    let bench = Bench::new();
    let url = format!("{}/v1.0/it's&more?a=1&b='<i>", bench.sandbox.graph_url());
    bench.get(&url, "nobody", "");
    let shown = bench.page(&[]).text;
    assert!(shown.contains("/v1.0/it&#39;s&amp;more?a=1&amp;b="), "{shown}");
    let answer = bench.act("faults", &[("fault", "<img src=x onerror=alert(1)>")], &[]);
    for page in [bench.page(&[]).text, answer.text] {
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("it's"), "{page}");
    }
    assert_eq!(bench.sandbox.requests().len(), 1);
}

#[test]
fn pages_from_elsewhere_change_nothing_and_read_nothing() {
    let bench = Bench::with(Options { interval: 0, ..Options::default() });
    let own = bench.sandbox.authority_url();
    let port = own.rsplit(':').next().unwrap();
    let (localhost, rebound) = (format!("localhost:{port}"), format!("evil.example:{port}"));
    let (local_origin, rebound_origin) = (format!("http://{localhost}"), format!("http://{rebound}"));
    let fault = [("fault", "reset")];
    let strangers: [Headers<'_>; 7] = [
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", &own)],
        &[("host", &rebound), ("origin", &rebound_origin)],
        &[("origin", &local_origin)],
    ];
    for headers in strangers {
        for (path, form) in
            [("faults", &fault[..]), ("faults/end", &[("number", "all")]), ("revoke", &[("account", "xebia")])]
        {
            assert_eq!(bench.act(path, form, headers).status, 403, "{path} {headers:?}");
        }
    }
    assert!(bench.in_force().is_empty());
    assert_eq!(bench.page(&[("host", &rebound)]).status, 403);
    let requests = format!("{own}/_sandbox/requests");
    assert_eq!(bench.send(bench.client.get(&requests).header("host", &rebound)).unwrap().status, 403);
    let friends: [Headers<'_>; 3] = [
        &[],
        &[("origin", &own), ("sec-fetch-site", "same-origin")],
        &[("host", &localhost), ("origin", &local_origin)],
    ];
    for headers in friends {
        assert_eq!(bench.act("faults", &fault, headers).status, 303, "{headers:?}");
    }
    assert_eq!(bench.in_force().len(), 3);
}

#[test]
fn scripts_read_what_was_asked_without_its_secrets() {
    let bench = Bench::new();
    let token = bench.token(&BOB);
    bench.graph("/me?$select=id", &token);
    let url = format!("{}/_sandbox/requests", bench.sandbox.authority_url());
    let answer = bench.send(bench.client.get(url)).unwrap();
    let requests = answer.json()["requests"].as_array().unwrap().clone();
    let last = requests.last().unwrap();
    assert_eq!(
        (&last["host"], &last["path"], &last["query"]),
        (&"graph".into(), &"/v1.0/me".into(), &"$select=id".into())
    );
    assert_eq!((&last["what"], &last["account"], &last["status"]), (&"me".into(), &BOB.username.into(), &200.into()));
    assert!(last["ms"].is_u64() && !answer.text.contains(crate::sandbox::SECRET_MARKER));
}
