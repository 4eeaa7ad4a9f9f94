//! The flat forms and the page, with rows that hold everything that their readers take for more than text.

use super::*;
use crate::render::clean::{clean, is_unsafe};
use ::csv::ReaderBuilder;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A listing of one row, or of none.
struct Sample(Value);

impl Listing for Sample {
    fn json(&self) -> String {
        self.0.to_string()
    }

    fn rows(&self) -> &'static str {
        "free_slots"
    }

    fn columns(&self) -> &'static [(&'static str, &'static str)] {
        &[("what", "/what"), ("count", "/count"), ("tags", "/tags"), ("who", "/who/email"), ("gone", "/gone")]
    }

    fn text(&self, style: &Style) -> String {
        format!("{}\n", style.color)
    }
}

/// A listing with a row that says this.
fn saying(what: &str) -> Sample {
    let row = json!({ "what": what, "count": -3, "tags": ["a", "b"], "who": { "email": "x@y.example" }, "gone": null });
    Sample(json!({ "schema_version": 1, "complete": true, "accounts": [], "free_slots": [row] }))
}

fn filled(format: Format, listing: &Sample) -> String {
    Form::Named(format).fill(listing, &Style { color: true, ..Style::default() }).unwrap()
}

/// The second record of a table that was read back.
fn cells(text: &str, separator: u8) -> Vec<String> {
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let records: Vec<_> = reader.records().map(|record| record.unwrap()).collect();
    assert_eq!(records.len(), 1, "{text}");
    records[0].iter().map(str::to_owned).collect()
}

#[test]
fn every_form_has_its_name_once_and_the_ones_for_people_are_drawn_by_the_answer() {
    let mut names: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Format::ALL.len());
    let sample = saying("x");
    assert_eq!((filled(Format::Table, &sample), filled(Format::Plain, &sample)), ("true\n".into(), "false\n".into()));
    assert_eq!(filled(Format::Json, &sample), sample.json());
    assert!(Form::default().is_for_people() && !Form::Named(Format::Csv).is_for_people());
    assert_eq!(sample.title(), "Free slots");
}

#[test]
fn a_form_that_an_answer_does_not_have_is_refused_with_those_it_has() {
    let error = Form::Named(Format::Ics).fill(&saying("x"), &Style::default()).unwrap_err();
    assert_eq!((error.code.as_str(), error.message.as_str()), ("no_such_form", "This answer cannot be had as ics."));
    assert_eq!(error.hints, ["choose one of table, plain, json, jsonl, csv, tsv, markdown, html"]);
}

#[test]
fn a_row_is_a_line_of_json_and_an_answer_about_one_thing_has_one_row() {
    let expected = "{\"what\":\"a\\u001b[2J\\u202eb\\nc\",\"count\":-3,\"tags\":[\"a\",\"b\"],\"who\":{\"email\":\"x@y.example\"},\"gone\":null}\n";
    assert_eq!(filled(Format::Jsonl, &saying("a\u{1b}[2J\u{202e}b\nc")), expected);
    assert_eq!(filled(Format::Jsonl, &Sample(json!({ "free_slots": { "what": 1 } }))), "{\"what\":1}\n");
    assert_eq!(filled(Format::Jsonl, &Sample(json!({ "free_slots": [] }))), "");
}

#[test]
fn a_table_of_values_has_a_heading_and_quotes_only_where_it_must() {
    assert_eq!(
        filled(Format::Csv, &saying("a, \"b\"")),
        "what,count,tags,who,gone\n\"a, \"\"b\"\"\",-3,a; b,x@y.example,\n"
    );
    assert_eq!(
        filled(Format::Tsv, &saying("a,\tb\nc")),
        "what\tcount\ttags\twho\tgone\na, b c\t-3\ta; b\tx@y.example\t\n"
    );
    assert_eq!(filled(Format::Csv, &Sample(json!({ "free_slots": [] }))), "what,count,tags,who,gone\n");
}

#[test]
fn what_a_spreadsheet_would_calculate_is_text_and_a_number_stays_a_number() {
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r\n=1", "\u{1b}[0m=1", "＝1", "\u{200e}=1"] {
        for (format, separator) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
            let cell = cells(&filled(format, &saying(formula)), separator).remove(0);
            assert!(cell.trim_start().starts_with('\'') && !cell.contains(is_unsafe), "{formula:?}: {cell:?}");
        }
    }
    assert_eq!(cells(&filled(Format::Csv, &saying("1-1 =")), b',')[..2], ["1-1 =", "-3"]);
}

#[test]
fn no_reader_that_splits_at_another_character_finds_a_formula() {
    for (attack, written) in [
        ("x;=HYPERLINK(\"http://e\")", "x;'=HYPERLINK(\"http://e\")"),
        ("x,@SUM(1),+1", "x,'@SUM(1),'+1"),
        ("a; \"=1\";\u{200d}-2", "a; \"'=1\";\u{200d}'-2"),
        ("a;;＝1", "a;;'＝1"),
        ("\"=1", "\"'=1"),
        ("'=1", "''=1"),
        ("\u{3164}=1", "\u{3164}'=1"),
        ("a\n=1", "a =1"),
        ("1-1 = 0; 2-2 = 0", "1-1 = 0; 2-2 = 0"),
    ] {
        for (format, separator) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
            assert_eq!(cells(&filled(format, &saying(attack)), separator)[0], written);
        }
    }
}

#[test]
fn nothing_in_a_cell_of_markdown_is_markdown() {
    let hostile = "a|b <b>x</b> [l](https://e.example) ![i](j) *e* _u_ `c` ~s~ \\ &amp; www.e.example {#id} $x$ @me";
    let expected = "| what | count | tags | who | gone |\n| --- | --- | --- | --- | --- |\n\
        | a\\|b \\<b\\>x\\</b\\> \\[l\\](https\\://e\\.example) !\\[i\\](j) \\*e\\* \\_u\\_ \\`c\\` \\~s\\~ \\\\ \\&amp; www\\.e\\.example \\{#id\\} \\$x\\$ \\@me \
        | -3 | a; b | x\\@y\\.example |  |\n";
    assert_eq!(filled(Format::Markdown, &saying(hostile)), expected);
}

#[test]
fn a_page_shows_addresses_as_links_and_instants_as_times_and_escapes_the_rest() {
    let page = |what| filled(Format::Html, &saying(what)).replace("&#x2f;", "/");
    assert!(page("https://a.example/?b=\"c\"&d").contains(r#"<a href="https://a.example/?b=%22c%22&amp;d" rel="noopener noreferrer">https://a.example/?b=&quot;c&quot;&amp;d</a>"#), "{}", page("https://a.example/?b=\"c\"&d"));
    assert!(
        page("2026-11-23T09:30:00+01:00")
            .contains(r#"<time datetime="2026-11-23T09:30:00+01:00">Mon 23 Nov 2026 09:30</time>"#)
    );
    assert!(page("<script>").contains("<td>&lt;script&gt;</td>"));
    assert!(!page("javascript:alert(1)").contains("<a "));
    let page = page("x");
    assert!(
        page.contains("default-src 'none'")
            && page.contains("<h1>Free slots</h1>")
            && !page.contains("class=\"missing\"")
    );
}

#[test]
fn a_page_and_a_table_in_markdown_say_who_is_missing() {
    let error = json!({ "code": "x", "message": "Gone | <b>.", "hints": [] });
    let mut sample = saying("x");
    sample.0["complete"] = json!(false);
    sample.0["accounts"] = json!([{ "name": "home", "error": null }, { "name": "work", "error": error }]);
    assert!(filled(Format::Markdown, &sample).starts_with("Incomplete: work (Gone \\| \\<b\\>.)\n\n| what |"));
    let page = filled(Format::Html, &sample);
    assert!(page.contains("<b>work</b> is missing or incomplete: Gone | &lt;b&gt;.</p>"), "{page}");
    assert!(!page.contains("home"));
}

/// Text of a stranger, dense with what readers take for more.
fn hostile() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            "[-=+@|,;\"'\\\\<>&\\[\\]()!*_`~{}$:./ ]{1,4}",
            "[\t\r\n\u{0}\u{1b}\u{9b}\u{202e}\u{2028}]{1,2}",
            "[a-z会🎉\u{301}]{1,5}",
            any::<String>()
        ],
        0..8,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_cell_comes_back_whole_and_is_never_a_formula(what in hostile()) {
        for (format, separator) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
            let text = filled(format, &saying(&what));
            let cells = cells(&text, separator);
            let cell = &cells[0];
            let said = clean(&what);
            prop_assert_eq!(cell.replace('\'', ""), said.replace('\'', ""));
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{:?}", cell);
            prop_assert_eq!(&cells[1..], ["-3", "a; b", "x@y.example", ""]);
            prop_assert_eq!(text.lines().count(), 2);
        }
    }

    #[test]
    fn no_cell_of_markdown_makes_another_cell_or_row(what in hostile()) {
        let text = filled(Format::Markdown, &saying(&what));
        prop_assert_eq!(text.lines().count(), 3);
        let row = text.lines().last().unwrap().replace("\\\\", "");
        let bars = row.replace("\\|", "").matches('|').count();
        prop_assert_eq!(bars, 6, "{}", row);
        prop_assert!(!text.replace('\n', "").contains(is_unsafe));
    }

    #[test]
    fn no_cell_of_a_page_makes_an_element(what in hostile()) {
        let what = format!("x{what}");
        let (page, plain) = (filled(Format::Html, &saying(&what)), filled(Format::Html, &saying("x")));
        prop_assert_eq!(page.matches('<').count(), plain.matches('<').count(), "{}", page);
        prop_assert!(!page.replace('\n', "").contains(is_unsafe));
    }
}
