//! The whole document through an expression of jq, as `gh --jq` does it: every result on its own line, text as it is.
//!
//! The language is jaq's, without what would reach out of the document: no environment, no files, no writing to stderr.

mod bounds;

use super::patience;
use crate::model::error::{Error, Kind, Result};
use crate::render::clean::{clean_lines, is_unsafe};
use bounds::LONGEST;
use jaq_core::data::JustLut;
use jaq_core::load::lex::Token;
use jaq_core::load::parse::{self, Def, Parser, Term};
use jaq_core::load::{self, Arena, File, Lexer, Loader};
use jaq_core::{Compiler, Ctx, Filter, Vars};
use jaq_json::{Val, read};
use std::sync::Arc;
use std::sync::mpsc;

type Data = JustLut<Val>;

/// What goes on by itself, and what jq has and jaq's libraries do not.
const LOOPS: &str = include_str!("loops.jq");
const FORMATS: &str = include_str!("formats.jq");
/// What reads the environment or writes to stderr.
const REACHING_OUT: [&str; 4] = ["env", "stderr", "stderr_empty", "halt_error"];
/// How much an expression may say.
const MOST_BYTES: usize = 256 << 20;
/// The words with which jq loads files.
const MODULES: [&str; 3] = ["import", "include", "module"];
/// The definition that the expression is.
const WHOLE: &str = "calcli_expression";
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
        if expression.len() > LONGEST {
            return Err(usage(format!("The expression of --jq is longer than {LONGEST} bytes.")));
        }
        let text = expression.to_owned();
        let reading = bounds::spawn(move || compiled(&text, &Arena::default()).map_err(|fault| wrong(&text, &fault)));
        let read = reading.map_err(|error| failed(&error.to_string()))?.join();
        // What jaq does not expect to be typed makes it panic.
        let filter = read.unwrap_or_else(|_| Err(usage("The expression of --jq cannot be read.".to_owned())))?;
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
        bounds::spawn(thinking).map_err(|error| failed(&error.to_string()))?;
        patience::answer(&answered).unwrap_or_else(|why| Err(failed(why)))
    }
}

impl std::fmt::Debug for Jq {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jq")
    }
}

/// The filter that an expression is, or what is wrong with it.
fn compiled<'a>(expression: &'a str, arena: &'a Arena) -> std::result::Result<Filter<Data>, Fault<'a>> {
    let loops: Vec<Def<&'a str>> = definitions(LOOPS);
    let inside = |name: &str| !REACHING_OUT.contains(&name);
    let is_loop = |name: &str, args: usize| loops.iter().any(|ours| ours.name == name && ours.args.len() == args);
    let theirs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let theirs: Vec<Def<&'a str>> =
        theirs.filter(|theirs| inside(theirs.name) && !is_loop(theirs.name, theirs.args.len())).collect();
    let whole = Def { name: WHOLE, args: Vec::new(), body: parsed(expression)? };
    let all = loops.clone().into_iter().chain(theirs).chain(definitions(FORMATS)).chain([whole]);
    let natives = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let natives =
        natives.filter(|(name, args, _)| inside(name) && !is_loop(name, args.len())).chain([bounds::looking()]);
    let modules = Loader::new(all).load(arena, File { code: WHOLE, path: () }).map_err(|_| unreadable(expression))?;
    Compiler::default().with_funs(natives).compile(modules).map_err(|errors| {
        let undefined = errors.iter().flat_map(|(_, errors)| errors).next();
        undefined.map_or_else(
            || unreadable(expression),
            |(name, undefined)| (format!("there is no {} `{name}`", undefined.as_str()), *name),
        )
    })
}

/// What an expression says, with its bounds; no file is loaded for it.
fn parsed(expression: &str) -> std::result::Result<Term<&str>, Fault<'_>> {
    let tokens = Lexer::new(expression).lex().map_err(|errors| {
        first(expression, errors.into_iter().map(|(expected, at)| (format!("expected {}", expected.as_str()), at)))
    })?;
    if let Some(Token(word, _)) = tokens.first().filter(|Token(word, _)| MODULES.contains(word)) {
        return Err(("modules cannot be loaded here".to_owned(), word));
    }
    let tokens = bounds::bounded(tokens);
    let parsed = Parser::new(&tokens).parse(Parser::term);
    parsed.map_err(|errors| {
        let told = |(expected, at): (parse::Expect<&str>, _)| {
            (format!("expected {}", expected.as_str()), Token::opt_as_str(at, expression))
        };
        first(expression, errors.into_iter().map(told))
    })
}

/// Definitions of our own.
fn definitions(text: &str) -> Vec<Def<&str>> {
    let tokens = bounds::bounded(Lexer::new(text).lex().unwrap_or_default());
    Parser::new(&tokens).parse(Parser::defs).unwrap_or_default()
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
            Err(Err(_)) => return bounds::exceeded().map_or(Ok(text), |bound| Err(failed(bound))),
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

fn unreadable(expression: &str) -> Fault<'_> {
    ("it cannot be read".to_owned(), expression)
}

/// The first of the faults.
fn first<'a>(expression: &'a str, mut faults: impl Iterator<Item = Fault<'a>>) -> Fault<'a> {
    faults.next().unwrap_or_else(|| unreadable(expression))
}

fn wrong(expression: &str, (why, at): &Fault<'_>) -> Error {
    let column = expression.get(..load::span(expression, at).start).map_or(0, |before| before.chars().count());
    usage(format!("The expression of --jq is wrong at character {}: {why}.", column + 1))
}

fn usage(message: String) -> Error {
    Error::usage("bad_jq", message).hint("an example: --jq '.events[] | [.start, .subject] | @tsv'")
}

fn failed(why: &str) -> Error {
    let end = why.char_indices().nth(MOST_TOLD).map(|(at, _)| at);
    let told = end.map_or_else(|| why.trim_end_matches('.').to_owned(), |end| format!("{}…", &why[..end]));
    Error::new(Kind::Other, "jq_failed", format!("The expression of --jq failed: {told}."))
        .hint("look at the document it is given: --json")
}

#[cfg(test)]
mod tests;
