//! JSON as .NET reads its settings: keys in any case, comments, commas too many, a mark at its start; the order is kept.

use indexmap::IndexMap;
use serde::Deserialize;

/// A value.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Json {
    /// An object; of keys that are written twice the last one counts.
    Object(IndexMap<String, Json>),
    /// A list.
    List(Vec<Json>),
    /// A text.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// `null`.
    Null(()),
    /// A number, which means nothing here.
    Number(#[expect(dead_code, reason = "only that it is one counts")] f64),
}

impl Json {
    /// Reads a text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = without_comments(text.trim_start_matches('\u{feff}'));
        serde_json::from_str(&text).map_err(|error| format!("it is not JSON: {error}"))
    }

    /// The last value of a key, whatever its case; `null` is no value.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        let (_, value) = fields.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        (!matches!(value, Self::Null(()))).then_some(value)
    }

    /// The text of a key, unless it is blank.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The yes or no of a key, also where it is written as a text.
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Self::Bool(flag) => Some(*flag),
            Self::Text(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    /// The keys of an object.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let fields = if let Self::Object(fields) = self { Some(fields) } else { None };
        fields.into_iter().flat_map(IndexMap::keys).map(String::as_str)
    }
}

/// The same text with blanks in place of comments and of commas before a closing bracket; line breaks stay, so that lines keep
/// their numbers.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // Where the last comma stands, if nothing but space has come since.
    let mut comma = None;
    while let Some(c) = rest.chars().next() {
        let piece = match c {
            '"' => string_length(rest),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(piece);
        let is_comment = c == '/' && piece.len() > 1;
        if let (']' | '}', Some(at)) = (c, comma) {
            plain.replace_range(at..=at, " ");
        }
        if c == ',' {
            comma = Some(plain.len());
        } else if !is_comment && !c.is_whitespace() {
            comma = None;
        }
        if is_comment {
            plain.extend(piece.chars().map(|c| if c == '\n' { c } else { ' ' }));
        } else {
            plain.push_str(piece);
        }
        rest = after;
    }
    plain
}

/// The length of the string that a text begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_trailing_commas_go_and_strings_stay() {
        let text = "\u{feff}{ // a, }\n \"a\": \"http://x/*y*/ \\\" ,]\", /* b\n */ \"list\": [1, 2, /* c */ ],\n}";
        let read = Json::parse(text).unwrap();
        assert_eq!(read.text("A"), Some("http://x/*y*/ \" ,]"));
        assert!(matches!(read.get("LIST"), Some(Json::List(items)) if items.len() == 2));
        assert!(Json::parse("{\"a\": 1,, }").is_err() && Json::parse("{ /* ").is_err() && Json::parse("\"").is_err());
    }

    #[test]
    fn keys_have_no_case_and_the_last_one_counts() {
        let read = Json::parse(r#"{"Enabled": "False", "id": "a", "ID": " b ", "x": null, "y": 7}"#).unwrap();
        assert_eq!((read.text("Id"), read.flag("enabled")), (Some("b"), Some(false)));
        assert!(read.get("x").is_none() && read.text("y").is_none());
    }
}
