//! The whole document through an expression of jq, as `gh --jq` does it: every result on its own line, text as it is.
//!
//! The language is jaq's, without what would reach out of the document: no environment, no files, no writing to stderr.

use crate::model::error::{Error, Kind, Result};
use crate::render::clean::{clean_lines, is_unsafe};
use jaq_core::data::JustLut;
use jaq_core::load::{self, Arena, File, Loader, lex, parse};
use jaq_core::{Compiler, Ctx, Filter, Vars, compile};
use jaq_json::{Val, read};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

type Data = JustLut<Val>;

/// What jq has, and jaq's libraries do not.
const FORMATS: &str = include_str!("formats.jq");
/// What reads the environment or writes to stderr.
const REACHING_OUT: [&str; 4] = ["env", "stderr", "stderr_empty", "halt_error"];
/// How long an expression may think, and how much it may say.
const PATIENCE: Duration = Duration::from_secs(20);
const MOST_BYTES: usize = 256 << 20;
/// Room for expressions that call themselves.
const STACK_BYTES: usize = 64 << 20;
/// How much of what an expression failed with is told: it may be the whole document.
const MOST_TOLD: usize = 200;

/// An expression that can be run.
pub struct Jq(Arc<Filter<Data>>);

impl Jq {
    /// Reads an expression.
    ///
    /// # Errors
    /// Where it is wrong: what is, and where.
    pub fn new(expression: &str) -> Result<Self> {
        let inside = |name: &str| !REACHING_OUT.contains(&name);
        let formats = load::parse(FORMATS, |parser| parser.defs()).unwrap_or_default();
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs()).chain(formats);
        let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        let arena = Arena::default();
        let modules = Loader::new(definitions.filter(|definition| inside(definition.name)))
            .load(&arena, File { code: expression, path: () })
            .map_err(|errors| wrong(expression, errors.into_iter().next().and_then(|(_, error)| of_loading(&error))))?;
        let filter =
            Compiler::default().with_funs(functions.filter(|(name, ..)| inside(name))).compile(modules).map_err(
                |errors| wrong(expression, errors.into_iter().next().and_then(|(_, error)| of_compiling(&error))),
            )?;
        Ok(Self(Arc::new(filter)))
    }

    /// The results of the expression for a document, each with its line end. Nothing is answered where one of them fails.
    ///
    /// # Errors
    /// Where the expression fails, or does not come to an end.
    pub fn run(&self, document: String) -> Result<String> {
        let (answer, answered) = mpsc::channel();
        let filter = Arc::clone(&self.0);
        let thinking = move || drop(answer.send(results(&filter, &document)));
        thread::Builder::new().stack_size(STACK_BYTES).spawn(thinking).map_err(|error| failed(&error.to_string()))?;
        answered.recv_timeout(PATIENCE).unwrap_or_else(|error| {
            Err(failed(match error {
                RecvTimeoutError::Timeout => "it does not come to an end",
                RecvTimeoutError::Disconnected => "it broke off",
            }))
        })
    }
}

impl std::fmt::Debug for Jq {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jq")
    }
}

fn results(filter: &Filter<Data>, document: &str) -> Result<String> {
    let input = read::parse_single(document.as_bytes()).map_err(|error| failed(&error.to_string()))?;
    let context = Ctx::<Data>::new(&filter.lut, Vars::new([]));
    let mut text = String::new();
    for result in filter.id.run((context, input)) {
        match result.map_err(jaq_core::Exn::get_err) {
            Ok(value) => text += &shown(&value),
            Err(Ok(error)) => return Err(failed(&shown(&error.into_val()))),
            // `halt`: what was said is the answer.
            Err(Err(_)) => break,
        }
        text.push('\n');
        if text.len() > MOST_BYTES {
            return Err(failed("it says too much"));
        }
    }
    Ok(text)
}

/// A result: text as it is, without what a terminal obeys; anything else as JSON, in which that is escaped.
fn shown(value: &Val) -> String {
    if let Val::TStr(bytes) = value {
        return clean_lines(&String::from_utf8_lossy(bytes)).into_owned();
    }
    let json = value.to_string();
    let escape = |c: char| if is_unsafe(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    if json.contains(is_unsafe) { json.chars().map(escape).collect() } else { json }
}

/// What is wrong with an expression, and with which part of it.
type Fault<'a> = (String, &'a str);

fn of_loading<'a>(error: &load::Error<&'a str>) -> Option<Fault<'a>> {
    match error {
        load::Error::Io(errors) => errors.first().map(|(at, why)| (why.clone(), *at)),
        load::Error::Lex(errors) => {
            errors.first().map(|(expected, at): &lex::Error<_>| (format!("expected {}", expected.as_str()), *at))
        }
        load::Error::Parse(errors) => {
            errors.first().map(|(expected, at): &parse::Error<_>| (format!("expected {}", expected.as_str()), *at))
        }
    }
}

fn of_compiling<'a>(errors: &[compile::Error<&'a str>]) -> Option<Fault<'a>> {
    errors.first().map(|(name, undefined)| (format!("there is no {} `{name}`", undefined.as_str()), *name))
}

fn wrong(expression: &str, fault: Option<Fault<'_>>) -> Error {
    let message = fault.map_or_else(
        || "The expression of --jq cannot be read.".to_owned(),
        |(why, at)| {
            let column = expression.get(..load::span(expression, at).start).map_or(0, |before| before.chars().count());
            format!("The expression of --jq is wrong at character {}: {why}.", column + 1)
        },
    );
    Error::usage("bad_jq", message).hint("an example: --jq '.events[] | [.start, .subject] | @tsv'")
}

fn failed(why: &str) -> Error {
    let end = why.char_indices().nth(MOST_TOLD).map(|(at, _)| at);
    let told = end.map_or_else(|| why.trim_end_matches('.').to_owned(), |end| format!("{}…", &why[..end]));
    Error::new(Kind::Other, "jq_failed", format!("The expression of --jq failed: {told}."))
        .hint("look at the document it is given: --json")
}

#[cfg(test)]
#[path = "jq_tests.rs"]
mod tests;
