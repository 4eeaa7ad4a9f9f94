//! JSON as text that cannot drive a terminal: what JSON itself does not escape and a terminal obeys is escaped too.

use crate::render::clean::is_unsafe;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

/// A whole document, indented, with its line end.
pub fn document(value: &impl Serialize) -> String {
    written(value, PrettyFormatter::new())
}

/// One line of a stream.
pub fn line(value: &impl Serialize) -> String {
    written(value, CompactFormatter)
}

fn written(value: &impl Serialize, layout: impl Formatter) -> String {
    let mut text = Vec::new();
    let done = value.serialize(&mut Serializer::with_formatter(&mut text, Escaping(layout)));
    debug_assert!(done.is_ok(), "memory does not fail, and every key of every document is text");
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// A layout in which DEL, C1, bidirectional controls and line separators are written as `\uXXXX`. C0 always is.
struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // Of what JSON leaves as it is, only DEL is unsafe in ASCII, which most text is.
        if fragment.is_ascii() && !fragment.as_bytes().contains(&0x7f) {
            return writer.write_all(fragment.as_bytes());
        }
        for part in fragment.split_inclusive(is_unsafe) {
            match part.chars().next_back().filter(|last| is_unsafe(*last)) {
                Some(last) => {
                    writer.write_all(&part.as_bytes()[..part.len() - last.len_utf8()])?;
                    write!(writer, "\\u{:04x}", u32::from(last))?;
                }
                None => writer.write_all(part.as_bytes())?,
            }
        }
        Ok(())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_the_rest_is_as_it_was() {
        assert_eq!(
            line(&["a\u{1b}\u{9b}2J\u{7f}\u{202e}é会🎉\"\n"]),
            "[\"a\\u001b\\u009b2J\\u007f\\u202eé会🎉\\\"\\n\"]\n"
        );
        assert_eq!(document(&["a"]), "[\n  \"a\"\n]\n");
    }

    proptest! {
        #[test]
        fn a_reader_gets_back_every_character(text in any::<String>()) {
            let written = line(&[&text]);
            prop_assert!(!written.trim_end_matches('\n').contains(is_unsafe));
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [text]);
        }
    }
}
