//! The whole document through a template of the user's own, in the language of Jinja.

use super::patience;
use crate::model::error::{Error, Kind, Result};
use crate::render::clean::clean;
use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, NaiveDate, NaiveTime};
use minijinja::value::{Serde, Value as Shown, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, escape_formatter};
use serde_json::Value;
use std::fmt::Write;
use std::sync::mpsc;
use std::thread;

/// What a template may cost: a step is one, and so are 64 bytes of whatever it makes, before they are made. It is enough for a
/// hundred thousand events, and soon spent by a loop in a loop in a loop or by a text of a gigabyte.
const FUEL: u64 = 10_000_000;
const NAME: &str = "template";

/// A template that can be filled.
#[derive(Debug)]
pub struct Template(Environment<'static>);

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// Where its syntax is wrong.
    pub fn new(text: &str) -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_fuel(Some(FUEL));
        environment.set_formatter(|out, state, value| match value.kind() {
            ValueKind::None => Ok(()),
            ValueKind::Bool => write!(out, "{}", value.is_true()).map_err(minijinja::Error::from),
            _ => escape_formatter(out, state, value),
        });
        environment.add_filter("time", |value: &str, format: Option<&str>| told(value, format.unwrap_or("%H:%M")));
        environment.add_filter("date", |value: &str, format: Option<&str>| told(value, format.unwrap_or("%a %-d %b")));
        environment.add_filter("minutes", minutes);
        environment.add_template_owned(NAME, text.to_owned()).map_err(|error| wrong(&error))?;
        Ok(Self(environment))
    }

    /// The template with the values of a document: each text on one line, without what a terminal obeys; nothing where there is
    /// nothing.
    ///
    /// # Errors
    /// Where it names what is not there, or fails otherwise.
    pub fn fill(&self, document: String) -> Result<String> {
        let (answer, answered) = mpsc::channel();
        let environment = self.0.clone();
        // Not everything in a template costs fuel: the items of a list that is printed do not.
        let filling = move || drop(answer.send(filled(&environment, &document)));
        thread::Builder::new().spawn(filling).map_err(|error| failed(&error.to_string()))?;
        patience::answer(&answered).unwrap_or_else(|why| Err(failed(why)))
    }
}

fn filled(environment: &Environment<'_>, document: &str) -> Result<String> {
    let document: Value = serde_json::from_str(document).map_err(|error| failed(&error.to_string()))?;
    let values = Shown::from(Serde(cleaned(&document)));
    let filled = environment.get_template(NAME).and_then(|template| template.render(values));
    filled.map_err(|error| match error.kind() {
        ErrorKind::OutOfFuel => failed("it makes too much of the document, or does not come to an end"),
        ErrorKind::UndefinedError => Error { hints: inventory(&document), ..failed(&said(&error)) },
        _ => failed(&said(&error)),
    })
}

/// What there is: the names in a document, and those in each of its lists.
fn inventory(document: &Value) -> Vec<String> {
    let names = |value: &Value| Some(value.as_object()?.keys().cloned().collect::<Vec<_>>().join(", "));
    let whole = names(document).map(|names| format!("the document has {names}"));
    let lists = document.as_object().into_iter().flatten();
    let rows = lists.filter_map(|(list, rows)| Some(format!("each of {list} has {}", names(rows.get(0)?)?)));
    whole.into_iter().chain(rows).collect()
}

/// The document with every text on one line.
fn cleaned(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(clean(text).into_owned()),
        Value::Array(values) => values.iter().map(cleaned).collect(),
        Value::Object(keys) => keys.iter().map(|(key, value)| (key.clone(), cleaned(value))).collect(),
        other => other.clone(),
    }
}

/// A time or a date of the document in a format of strftime.
fn told(value: &str, format: &str) -> std::result::Result<String, minijinja::Error> {
    let items: Vec<Item<'_>> = StrftimeItems::new(format).collect();
    let mut text = String::new();
    let written = if let Ok(instant) = DateTime::parse_from_rfc3339(value) {
        write!(text, "{}", instant.format_with_items(items.iter()))
    } else if let Ok(day) = value.parse::<NaiveDate>() {
        write!(text, "{}", day.and_time(NaiveTime::MIN).and_utc().format_with_items(items.iter()))
    } else {
        return Err(invalid(format!("`{value}` is no time and no date")));
    };
    // Some formats are wrong, and some are only for reading.
    written.map_err(|_| invalid(format!("`{format}` is no format; an example: time(\"%H:%M\")")))?;
    Ok(text)
}

/// How many minutes a row lasts, from its start to its end.
fn minutes(row: &Shown) -> std::result::Result<i64, minijinja::Error> {
    let instant = |key: &str| DateTime::parse_from_rfc3339(row.get_attr(key).ok()?.as_str()?).ok();
    let length = instant("start").zip(instant("end")).map(|(start, end)| (end - start).num_minutes());
    length.ok_or_else(|| invalid("`minutes` is for what has a start and an end".to_owned()))
}

fn invalid(message: String) -> minijinja::Error {
    minijinja::Error::new(ErrorKind::InvalidOperation, message)
}

/// What a template says of itself, and where.
fn said(error: &minijinja::Error) -> String {
    let at = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    let what = error.detail().map_or_else(|| error.kind().to_string(), ToString::to_string);
    format!("{at}{}", what.trim_end_matches('.'))
}

fn wrong(error: &minijinja::Error) -> Error {
    Error::usage("bad_template", format!("The template is wrong: {}.", said(error))).hint(
        "an example: --template '{% for e in events %}{{ e.start | time }} {{ e.subject }}{{ \"\\n\" }}{% endfor %}'",
    )
}

fn failed(why: &str) -> Error {
    Error::new(Kind::Other, "template_failed", format!("The template failed: {why}."))
        .hint("look at the document it is given: --json")
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
