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
fn no_module_is_loaded_in_whatever_way_it_is_asked_for() {
    for expression in
        ["import \"x\" as y; .", "import \"x\" as $x; .", "include \"x\"; .", "module {}; import \"x\" as $x; ."]
    {
        assert_eq!(wrong(expression), "The expression of --jq is wrong at character 1: modules cannot be loaded here.");
    }
    assert_eq!(run("{import: 1, include: 2} | .import + .include"), "3\n");
}

#[test]
fn an_expression_that_calls_itself_deeply_comes_to_its_end() {
    assert_eq!(run("[recurse(if . < 10000 then . + 1 else empty end; true)?] | length"), "1\n");
    assert_eq!(run("def f: if . == 0 then 0 else . - 1 | f + 1 end; 2000 | f"), "2000\n");
    assert_eq!(run("def f: if . == 0 then 7 else . - 1 | f end; 300000 | f"), "7\n");
    assert_eq!(run("def f: if . == 0 then 7 else . - 1 | def g: f; g end; 30000 | f"), "7\n");
    assert_eq!(run("def f($n): if $n == 0 then . else .[0] | f($n - 1) end; [path(f(3))[]] | @json"), "[0,0,0]\n");
    assert_eq!(run("def f: if type == \"array\" then .[] | f else . end; [1, [2]] | f |= . + 1 | @json"), "[2,[3]]\n");
}

#[test]
fn what_calls_itself_too_deeply_is_told_so_and_cannot_catch_it() {
    for expression in [
        "def f: 1 + f; f",
        "def f: [f]; f",
        "def f: \"\\(f)\"; f",
        "def g(h): 1 + h; def f: 1 + g(f); f",
        "def f: def g: f + 1; g + 1; f",
        "def f(g): 1 + f(g + 1); f(1)",
        "def f: try (1 + f) catch 0; f",
        "def f: .a | (f | .b); path(f)",
        "[.] | map(def f: 1 + f; f)",
        "def f: . | f; f |= 1",
    ] {
        assert_eq!(failure(expression), "The expression of --jq failed: it calls itself too deeply.", "{expression}");
    }
}

#[test]
fn what_goes_on_for_ever_is_told_so_before_memory_is_full() {
    for expression in [
        "[limit(1000000000; repeat(1))]",
        "[range(1000000000)]",
        "[range(0; 1; 0)]",
        "def f: f; f",
        "1 | until(false; . + 1)",
        "try last(recurse(. | not)) catch 1",
    ] {
        assert_eq!(failure(expression), "The expression of --jq failed: it does not come to an end.", "{expression}");
    }
}

#[test]
fn the_loops_of_jq_go_as_they_do_in_jq() {
    for (expression, printed) in [
        (
            "[range(3)], [range(1; 3)], [range(0; 10; 4)], [range(3; 0; -2)], [range(0, 1; 2)]",
            "[0,1,2]\n[1,2]\n[0,4,8]\n[3,1]\n[0,1,1]\n",
        ),
        (
            "[limit(3; repeat(1))], [1 | limit(3; while(true; . * 2))], (1 | until(. > 50; . * 2))",
            "[1,1,1]\n[1,2,4]\n64\n",
        ),
        ("[2 | recurse(. * .; . < 100)], [[1, [2]] | recurse | numbers], [..] == [recurse]", "[2,4,16]\n[1,2]\ntrue\n"),
        ("[[1, [2]] | recurse |= . | tojson]", "[\"[1,[2]]\"]\n"),
        ("[[1, 2]] | flatten | [combinations(2)] | length", "4\n"),
    ] {
        assert_eq!(run(expression), printed, "{expression}");
    }
}

#[test]
fn an_expression_that_is_too_long_is_wrong_usage_and_a_nested_one_is_read() {
    assert_eq!(wrong(&"[".repeat(100_000)), "The expression of --jq is longer than 8192 bytes.");
    for unit in [
        "[",
        "(",
        "{a:",
        "-",
        "try ",
        "1|",
        "1+",
        "1,",
        "if ",
        "def f:",
        "reduce ",
        "1 as $x|",
        "\"\\(",
        ".[",
        "label $x|",
        "1//",
        ".a|=",
        "1 as [",
        "1 as {a:",
    ] {
        let nested = unit.repeat(LONGEST / unit.len());
        wrong(&nested[..nested.len() - nested.len() % unit.len()]);
    }
    for (open, middle, close) in [
        ("[", "1", "]"),
        ("(", "1", ")"),
        ("{a:", "1", "}"),
        ("-", "1", ""),
        ("1+", "1", ""),
        ("1|", "1", ""),
        ("try ", "1", ""),
        ("\"\\(", "1", ")\""),
        ("1 as $x|", "1", ""),
        ("def f:1;", "1", ""),
        ("if 1 then ", "1", " end"),
        ("def f:", "1", ";1"),
        ("[[]]|.[", "0", "]"),
        (".a|=", "1", ""),
    ] {
        let times = (LONGEST - middle.len()) / (open.len() + close.len());
        let expression = open.repeat(times) + middle + &close.repeat(times);
        drop(Jq::new(&expression).map(|jq| jq.run("{}".to_owned())));
    }
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
