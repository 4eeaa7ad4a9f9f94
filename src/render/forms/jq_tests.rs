//! Expressions of jq: what they print, what is wrong with them, and what they cannot reach.

use super::*;
use proptest::prelude::*;

const DOCUMENT: &str = r#"{"events":[{"subject":"Stand-up\tA","start":"2026-11-23T09:30:00+01:00","n":1},{"subject":"\u001b[2J\u202eb\nc\"d\\","start":null,"n":2.5}],"complete":true}"#;

fn run(expression: &str) -> String {
    Jq::new(expression).unwrap().run(DOCUMENT.to_owned()).unwrap()
}

fn wrong(expression: &str) -> String {
    let error = Jq::new(expression).unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (Kind::Usage, "bad_jq"));
    assert!(error.hints[0].contains("--jq"), "{error:?}");
    error.message
}

fn failure(expression: &str) -> String {
    let error = Jq::new(expression).unwrap().run(DOCUMENT.to_owned()).unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (Kind::Other, "jq_failed"));
    error.message
}

#[test]
fn every_result_is_a_line_text_as_it_is_and_the_rest_compact_json() {
    for (expression, printed) in [
        (".complete", "true\n"),
        (".events | length", "2\n"),
        (".events[].n", "1\n2.5\n"),
        (".events[0] | {subject, n}", "{\"subject\":\"Stand-up\\tA\",\"n\":1}\n"),
        (".events[].start", "2026-11-23T09:30:00+01:00\nnull\n"),
        ("[.events[].n]", "[1,2.5]\n"),
        ("empty", ""),
        ("\"\"", "\n"),
        (".events | map(select(.n > 1)) | length", "1\n"),
        (".events[0].start | test(\"T09\")", "true\n"),
        (".events[0].subject | ascii_downcase | split(\"\\t\") | first", "stand-up\n"),
        ("1, halt, 2", "1\n"),
    ] {
        assert_eq!(run(expression), printed, "{expression}");
    }
}

#[test]
fn rows_for_shells_and_spreadsheets_are_made_as_jq_makes_them() {
    assert_eq!(run(".events[] | [.subject, .n] | @tsv"), "Stand-up\\tA\t1\nb\\nc\"d\\\\\t2.5\n");
    assert_eq!(run("[\"a\\\"b\", 1, null, true] | @csv"), "\"a\"\"b\",1,,true\n");
    assert_eq!(run("[\"\", \"x\"] | @tsv"), "\tx\n");
    assert_eq!(failure("[[1]] | @csv"), "The expression of --jq failed: array is no cell of a row.");
    assert_eq!(failure("1 | @tsv"), "The expression of --jq failed: number is no row: an array is one.");
}

#[test]
fn text_loses_what_a_terminal_obeys_and_keeps_its_lines() {
    assert_eq!(run(".events[1].subject"), "b\nc\"d\\\n");
    assert_eq!(run(".events[0].subject"), "Stand-up\tA\n");
    assert_eq!(run(".events[1] | {subject}"), "{\"subject\":\"\\u001b[2J\\u202eb\\nc\\\"d\\\\\"}\n");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (expression, message) in [
        (".events[", "at character 9: expected closing bracket"),
        ("\"é\" | .a.", "at character 10: expected key"),
        (".events | foo", "at character 11: there is no filter `foo`"),
        ("$x", "at character 1: there is no variable `$x`"),
        ("\"a", "at character 3: expected closing quote"),
        ("", "at character 1: expected term"),
        ("import \"x\" as y; .", "at character 9: module loading not supported"),
    ] {
        assert_eq!(wrong(expression), format!("The expression of --jq is wrong {message}."), "{expression}");
    }
}

#[test]
fn an_expression_that_fails_prints_nothing_and_says_why_in_a_line() {
    assert_eq!(failure("1, error(\"gone\")"), "The expression of --jq failed: gone.");
    assert_eq!(failure(".complete[]"), "The expression of --jq failed: cannot use true as iterable (array or object).");
    let told = failure("[range(1000)] | error");
    assert!(told.ends_with("…."), "{told}");
    assert!(told.len() < 300, "{told}");
}

#[test]
fn nothing_outside_of_the_document_can_be_reached() {
    for expression in
        ["env", "$ENV", "input", "inputs", "\"x\" | stderr", "halt_error", "include \"x\"; .", "input_filename"]
    {
        wrong(expression);
    }
    // It has its own debug, which goes nowhere.
    assert_eq!(run("1 | debug"), "1\n");
}

#[test]
fn an_expression_that_calls_itself_deeply_comes_to_its_end() {
    assert_eq!(run("[recurse(if . < 10000 then . + 1 else empty end; true)?] | length"), "1\n");
    assert_eq!(run("def f: if . == 0 then 0 else . - 1 | f + 1 end; 2000 | f"), "2000\n");
}

proptest! {
    #[test]
    fn no_text_drives_a_terminal(text in any::<String>()) {
        let document = serde_json::json!({ "text": text }).to_string();
        for expression in [".text", ".", "[.text] | @tsv"] {
            let printed = Jq::new(expression).unwrap().run(document.clone()).unwrap();
            prop_assert!(!printed.replace(['\n', '\t'], "").contains(is_unsafe), "{:?}", printed);
        }
    }

    #[test]
    fn whatever_is_typed_is_an_expression_or_wrong_usage(text in "[.a-z\\[\\](){}|,:;$@\"'0-9 ?/*+-]{0,24}") {
        if let Err(error) = Jq::new(&text) {
            prop_assert_eq!(error.code, "bad_jq");
        }
    }
}
