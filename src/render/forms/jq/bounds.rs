//! What keeps an expression from taking the program down: jaq itself goes as deep as it is told, and knows no end.
//!
//! Every definition, the user's and jq's own, begins with a look at the stack and at how many calls there were. What calls itself
//! only at its end needs no stack and may go on for long; anything else, such as `def f: 1 + f; f`, fails before the stack is full.
//! Not bounded is how large or how deeply nested a single value may become, such as that of `"x" * 10000000000`.

use super::Data;
use super::patience::ENDLESS;
use jaq_core::box_iter::box_once;
use jaq_core::load::lex::{StrPart, Tok, Token};
use jaq_core::native::Fun;
use jaq_core::{Exn, Native};
use jaq_json::Val;
use std::cell::Cell;
use std::io;
use std::thread::{Builder, JoinHandle};

/// How many bytes of an expression are read. It bounds how deeply one is nested.
pub const LONGEST: usize = 8 << 10;
/// The stack, of which calls get the half and the rest is for what jaq does within one. It is memory only where it is used.
const STACK_BYTES: usize = 512 << 20;
/// How often definitions are called: enough for a million events, or for a test.
const MOST_CALLS: u32 = if cfg!(test) { 1_000_000 } else { 20_000_000 };
/// The name of the look, which no definition has.
const LOOK: &str = "calcli_look";

thread_local! {
    static BEGINNING: Cell<usize> = const { Cell::new(0) };
    static CALLS: Cell<u32> = const { Cell::new(0) };
    static EXCEEDED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Does something on a thread of its own, with a stack that is deep enough for an expression.
///
/// # Errors
/// Where there is no thread to be had.
pub fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    Builder::new().stack_size(STACK_BYTES).spawn(|| {
        BEGINNING.set(depth());
        work()
    })
}

/// Which bound the expression that ran on this thread went over.
pub fn exceeded() -> Option<&'static str> {
    EXCEEDED.get()
}

/// The tokens of an expression, with a look at the beginning of every definition: `def f: 1;` is `def f: look | 1;` then.
pub fn bounded(tokens: Vec<Token<&str>>) -> Vec<Token<&str>> {
    let mut bounded = Vec::with_capacity(tokens.len());
    // Whether a `def` began whose colon is still to come.
    let mut is_head = false;
    for Token(text, kind) in tokens {
        is_head = match kind {
            Tok::Word if text == "def" => true,
            Tok::Word | Tok::Fmt | Tok::Block(_) => is_head,
            _ => is_head && text == ":",
        };
        let begins_body = is_head && text == ":";
        bounded.push(Token(text, within(kind)));
        if begins_body {
            bounded.extend(look());
            is_head = false;
        }
    }
    bounded
}

/// The filter that looks; it passes on what it is given.
pub fn looking() -> Fun<Data> {
    let look = Native::new(|cv| box_once(within_bounds().map(|()| cv.1)))
        .with_paths(|cv| box_once(within_bounds().map(|()| cv.1)))
        .with_update(|cv, update| match within_bounds() {
            Ok(()) => update(cv.1),
            Err(end) => box_once(Err(end)),
        });
    (LOOK, [].into(), look)
}

/// The look, with what it is passed on by.
fn look() -> [Token<&'static str>; 2] {
    [Token(LOOK, Tok::Word), Token("|", Tok::Sym)]
}

/// The same for what is within a token.
fn within(kind: Tok<&str>) -> Tok<&str> {
    let part = |part| match part {
        StrPart::Term(Token(text, kind)) => StrPart::Term(Token(text, within(kind))),
        other => other,
    };
    match kind {
        Tok::Block(tokens) => Tok::Block(bounded(tokens)),
        Tok::Str(parts) => Tok::Str(parts.into_iter().map(part).collect()),
        other => other,
    }
}

/// Fails where the expression went on for too long or too deep, and so that the expression cannot catch it.
fn within_bounds() -> Result<(), Exn<'static, Val>> {
    CALLS.set(CALLS.get() + 1);
    let exceeded = if CALLS.get() > MOST_CALLS {
        ENDLESS
    } else if BEGINNING.get().abs_diff(depth()) > STACK_BYTES / 2 {
        "it calls itself too deeply"
    } else {
        return Ok(());
    };
    EXCEEDED.set(Some(exceeded));
    Err(Exn::halt(1))
}

/// Where the stack is.
fn depth() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}
