//! Templates of a user's own: what they print, and what they are told when they are wrong.

use super::*;
use crate::render::clean::is_unsafe;
use proptest::prelude::*;

const DOCUMENT: &str = r#"{"complete":false,"events":[
    {"subject":"Stand\u001b[2J-up\n<b>","start":"2026-11-23T09:30:00+01:00","end":"2026-11-23T10:15:00+01:00","all_day":false,"location":null,"start_date":null},
    {"subject":"Fair","start":"2026-11-24T00:00:00+01:00","end":"2026-11-26T00:00:00+01:00","all_day":true,"location":"Utrecht","start_date":"2026-11-24"}]}"#;

fn filled(template: &str) -> String {
    Template::new(template).unwrap().fill(DOCUMENT.to_owned()).unwrap()
}

fn failure(template: &str) -> Error {
    let error = Template::new(template).unwrap().fill(DOCUMENT.to_owned()).unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (Kind::Other, "template_failed"));
    error
}

#[test]
fn a_template_sees_the_whole_document_with_every_text_on_one_line() {
    assert_eq!(filled("{% for e in events %}{{ e.subject }};{% endfor %}"), "Stand-up <b>;Fair;");
    assert_eq!(
        filled("{{ events | length }} {{ events | map(attribute='location') | select | join(', ') }}"),
        "2 Utrecht"
    );
    assert_eq!(filled("[{{ events[0].location }}] {{ complete }} {{ events[1].all_day }}"), "[] false true");
    assert_eq!(filled("{% if not complete %}!{% endif %}{% if events[0].location is none %}?{% endif %}"), "!?");
    assert_eq!(filled("{{ events[0].nope is defined }}"), "false");
    assert_eq!(filled("{{ {'a': events[1].subject} | tojson }}"), r#"{"a": "Fair"}"#);
}

#[test]
fn times_dates_and_lengths_are_told_in_the_formats_of_strftime() {
    assert_eq!(filled("{{ events[0].start | time }} {{ events[0].start | time('%H.%M %z') }}"), "09:30 09.30 +0100");
    assert_eq!(
        filled("{{ events[0].start | date }} {{ events[1].start_date | date('%d/%m/%Y') }}"),
        "Mon 23 Nov 24/11/2026"
    );
    assert_eq!(filled("{{ events[0] | minutes }} {{ events[1] | minutes }}"), "45 2880");
    for (template, why) in [
        ("{{ events[0].start | time('%Q') }}", "line 1: `%Q` is no format; an example: time(\"%H:%M\")"),
        ("{{ events[0].start | time('%') }}", "line 1: `%` is no format; an example: time(\"%H:%M\")"),
        ("\n{{ events[1].subject | date }}", "line 2: `Fair` is no time and no date"),
        ("{{ events[1].subject | minutes }}", "line 1: `minutes` is for what has a start and an end"),
        ("{{ events[1] | nope }}", "line 1: filter nope is unknown"),
    ] {
        assert_eq!(failure(template).message, format!("The template failed: {why}."));
    }
}

#[test]
fn a_name_that_is_not_there_is_told_with_those_that_are() {
    for template in
        ["{{ event }}", "{{ events[0].titel }}", "{% for e in event %}{% endfor %}", "{{ events[0].titel | upper }}"]
    {
        let error = failure(template);
        assert!(error.message.contains("undefined"), "{template}: {error:?}");
        assert_eq!(
            error.hints,
            [
                "the document has complete, events",
                "each of events has subject, start, end, all_day, location, start_date"
            ]
        );
    }
}

#[test]
fn a_wrong_template_is_wrong_usage_before_anything_is_asked() {
    for template in [
        "{% for e in events %}",
        "{{ e",
        "{% include 'x' %}",
        "{% extends 'x' %}",
        "{% import 'x' as y %}",
        "{{ 1 + }}",
    ] {
        let error = Template::new(template).unwrap_err();
        assert_eq!((error.kind, error.code.as_str()), (Kind::Usage, "bad_template"), "{template}");
        assert!(error.message.starts_with("The template is wrong: line 1: "), "{error:?}");
    }
}

#[test]
fn a_template_that_never_ends_or_makes_too_much_is_ended_before_memory_is_full() {
    let forever = "{% for a in n %}{% for b in n %}{% for c in n %}{{ a ~ b ~ c }}{% endfor %}{% endfor %}{% endfor %}";
    for template in [
        &format!("{{% set n = 'x' * 3000 %}}{forever}"),
        "{% for i in range(100000) %}{% for i in range(100000) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(t='x') %}{% for i in range(99) %}{% set n.t = n.t ~ n.t %}{% endfor %}",
        "{% set n = namespace(t='x') %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
        "{{ '%2000000000d' | format(1) }}",
        "{{ '%.2000000000f' | format(1.0) }}",
        "{{ 'x' | indent(2000000000, true) }}",
        "{{ range(100000) | join('x' * 1000000) }}",
        "{{ ('x' * 1000000) | replace('x', 'x' * 1000000) }}",
        "{{ ('x' * 1000000) | replace('', 'x' * 1000000) }}",
        "{{ range(1) | batch(2000000000, 0) | list }}",
    ] {
        let message = failure(template).message;
        let told = "The template failed: it makes too much of the document, or does not come to an end.";
        assert_eq!(message, told, "{template}");
    }
    for template in [
        "{{ 'x' * 2000000000 }}",
        "{{ [1] * 2000000000 }}",
        "{{ range(2000000000) }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    ] {
        failure(template);
    }
    let nested = "(".repeat(100_000);
    assert_eq!(Template::new(&format!("{{{{ {nested}")).unwrap_err().code, "bad_template");
}

proptest! {
    #[test]
    fn no_text_of_the_document_drives_a_terminal(text in any::<String>()) {
        let document = serde_json::json!({ "text": text, "list": [{ "text": text }] }).to_string();
        let filled = Template::new("{{ text }}|{{ list }}|{{ list | tojson }}").unwrap().fill(document).unwrap();
        prop_assert!(!filled.contains(is_unsafe), "{:?}", filled);
    }

    #[test]
    fn no_format_is_a_panic(format in "[%a-zA-Z0-9:.#+_-]{0,12}") {
        let template = format!("{{{{ t | time('{format}') }}}}");
        let _ = Template::new(&template).unwrap().fill(r#"{"t":"2026-11-23T09:30:00+01:00"}"#.to_owned());
        let _ = Template::new(&template).unwrap().fill(r#"{"t":"2026-11-23"}"#.to_owned());
    }
}
