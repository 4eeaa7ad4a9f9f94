#!/usr/bin/env python3
"""Reads a form of an answer with a program that is not calcli's, and compares what it found with the JSON document.

read.py csv|tsv|ics|markdown|html FILE DOCUMENT : exits 0 where both say the same; else says on stderr what differs.
"""
import csv
import html.parser
import json
import sys
from datetime import date, datetime
from pathlib import Path

COLUMNS = "start end all_day subject location account accounts calendar organizer show_as response categories join_url id".split()
FORMULA = tuple("=+-@＝＋－＠")
CONTROLS = [(0, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069)]


def is_plain(text):
    """Whether a text is shown as it is; what a terminal obeys is left out of every form."""
    return not any(first <= ord(c) <= last for c in text for first, last in CONTROLS)


def same(found, expected, what):
    assert found == expected, f"{what}: found {found!r}, expected {expected!r}"


def cell(event, column):
    """The value of a column, as the document has it."""
    of_another = {"calendar": event["calendar"]["name"], "organizer": (event["organizer"] or {}).get("email")}
    if column == "accounts":
        return "; ".join(dict.fromkeys(copy["account"] for copy in event["copies"]))
    value = of_another.get(column, event.get(column))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, list) else value or ""


def read_values(path, events, separator):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=separator, strict=True))
    same(len(rows), len(events), "rows")
    for row, event in zip(rows, events):
        same(list(row), COLUMNS, "columns")
        for column in COLUMNS:
            text = cell(event, column)
            assert is_plain(row[column]), f"a control character in {row[column]!r}"
            if is_plain(text):
                same(row[column].replace("'", ""), text.replace("'", ""), column)
            # A reader that was told another separator splits within the cell.
            for part in csv.reader([row[column]], delimiter=";", skipinitialspace=True):
                for begun in [row[column], *part, *row[column].split(",")]:
                    assert not begun.lstrip(" \"").startswith(FORMULA), f"a formula: {row[column]!r}"


def read_calendar(path, events, zone):
    import icalendar

    calendar = icalendar.Calendar.from_ical(Path(path).read_bytes())
    same(calendar.errors, [], "errors of the calendar")
    entries = list(calendar.walk("VEVENT"))
    same(len(entries), len(events), "events")
    same(len({str(entry["UID"]) for entry in entries}), len(entries), "names of their own")
    rules = [rules.to_tz(lookup_tzid=False) for rules in calendar.walk("VTIMEZONE")]
    same(len(rules), 0 if zone == "UTC" else 1, "zones")
    for entry, event in zip(entries, events):
        same(entry.errors, [], f"errors of {event['subject']!r}")
        for key, ours in (("DTSTART", "start"), ("DTEND", "end")):
            if event["all_day"]:
                same(entry[key].dt, date.fromisoformat(event[f"{ours}_date"]), key)
            elif key == "DTEND" and event["start"] == event["end"]:
                assert key not in entry, "an end that is no end"
            else:
                instant, found = datetime.fromisoformat(event[ours]), entry[key].dt
                same(found, instant, f"{key} by the reader's rules")
                if "TZID" in entry[key].params:
                    same(entry[key].params["TZID"], zone, "zone")
                    same(found.replace(tzinfo=rules[0]), instant, f"{key} by the file's rules")
        for key, text in (("SUMMARY", event["subject"]), ("LOCATION", event["location"] or "")):
            found = str(entry.get(key, ""))
            assert is_plain(found), f"a control character in {found!r}"
            if is_plain(text):
                same(found, text, key)
        same([str(category) for category in entry.categories], event["categories"], "categories")
        same(str(entry["STATUS"]) == "CANCELLED", event["cancelled"], "cancelled")
        if event["organizer"] and event["organizer"]["email"]:
            same(str(entry["ORGANIZER"]), "mailto:" + event["organizer"]["email"], "organizer")


def read_markdown(path, events):
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    tokens = renderer.parse(Path(path).read_text("utf-8"))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or []}
    table = {f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")}
    same(sorted(kinds - table - {"inline", "text"}), [], "more than a table of text")
    same(sum(token.type == "tr_open" for token in tokens), len(events) + 1, "rows")
    texts = ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]
    same(texts[: len(COLUMNS)], COLUMNS, "columns")
    for index, event in enumerate(events, 1):
        for column, found in zip(COLUMNS, texts[index * len(COLUMNS) :]):
            text = cell(event, column)
            if is_plain(text):
                same(found, text.strip(), column)


class Page(html.parser.HTMLParser):
    """What a page is made of."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.policy, self.text = set(), [], "", ""

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += [(tag, key, value or "") for key, value in attributes]
        if dict(attributes).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attributes)["content"]

    def handle_data(self, data):
        self.text += data


def read_page(path, events):
    page = Page()
    page.feed(Path(path).read_text("utf-8"))
    page.close()
    assert page.policy.startswith("default-src 'none'; "), page.policy
    own = set("html head meta title style body main header footer h1 h2 ul li div span time small b bdi a".split())
    same(sorted(page.tags - own), [], "elements of others")
    for tag, key, value in page.attributes:
        assert not key.startswith("on") and key != "src", f"<{tag} {key}>"
        assert key != "href" or value.startswith("https://"), value
        assert key != "style" or "url(" not in value.lower(), value
    shown = " ".join(page.text.split())
    for event in events:
        if is_plain(event["subject"]):
            assert " ".join(event["subject"].split()) in shown, f"{event['subject']!r} is not on the page"


form, file, document = sys.argv[1:]
document = json.loads(Path(document).read_text("utf-8"))
events = document["events"]
try:
    assert events, "there is nothing to compare"
    match form:
        case "csv":
            read_values(file, events, ",")
        case "tsv":
            read_values(file, events, "\t")
        case "ics":
            read_calendar(file, events, document["time_zone"])
        case "markdown":
            read_markdown(file, events)
        case "html":
            read_page(file, events)
except AssertionError as error:
    sys.exit(str(error))
