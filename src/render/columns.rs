//! Rows in columns that line up and fit the terminal, through comfy-table.
//!
//! comfy-table wraps each cell while it is plain; then it is painted and put beside the others. Painted text it would measure
//! wrongly, cut within an escape sequence, or end with sequences of its own.

use crate::render::Style;
use crate::render::paint::{Text, width};
use comfy_table::{ContentArrangement, Table, presets};
use std::borrow::Cow;
use std::iter::repeat_n;

/// The narrowest that a column is made; a terminal too narrow for that is written over its edge.
const NARROWEST: usize = 8;

/// The most characters of a cell that is wrapped; Exchange allows 255 for a subject, and wrapping very long words takes for ever.
const LONGEST_CELL: usize = 2_000;

/// Keeps two words on one line; it is shown as a space.
const GLUE: char = '\u{a0}';

/// The text as one that is not broken between its words.
pub fn glued(text: &str) -> String {
    text.replace(' ', &GLUE.to_string())
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    gap: u16,
    breaks_at: Option<char>,
    turn: u8,
    is_cut: bool,
}

impl Column {
    /// A column that is never wrapped, with so many spaces after it.
    pub const fn rigid(gap: u16) -> Self {
        Self { gap, breaks_at: None, turn: 0, is_cut: false }
    }

    /// A column that is wrapped, preferably at this character, where the terminal is too narrow for the whole row.
    pub const fn wrapped(gap: u16, breaks_at: char) -> Self {
        Self { gap, breaks_at: Some(breaks_at), turn: 0, is_cut: true }
    }

    /// The same column, which gives way after those of an earlier turn. Of one turn, the widest gives way first.
    pub const fn in_turn(self, turn: u8) -> Self {
        Self { turn, ..self }
    }

    /// The same column, in which no word is ever cut: what is there to be copied is rather written over the terminal's edge.
    pub const fn uncut(self) -> Self {
        Self { is_cut: false, ..self }
    }
}

/// A column in which something is written.
struct Filled {
    index: usize,
    column: Column,
    /// The width of its widest cell, and that of its longest word.
    widest: usize,
    longest_word: usize,
}

impl Filled {
    /// A column whose widest cell is so wide. On a line without an end its words do not matter.
    fn new(index: usize, column: Column, widest: usize, rows: &[Vec<Text>], is_endless: bool) -> Self {
        let cells = || rows.iter().filter_map(|row| row.get(index));
        let longest_word = |cell: &Text| {
            let words = cell.plain().lines().flat_map(|line| line.split(column.breaks_at.unwrap_or(' ')));
            words.map(width).max().unwrap_or(0)
        };
        let longest_word = if is_endless { widest } else { cells().map(longest_word).max().unwrap_or(0) };
        Self { index, column, widest, longest_word }
    }

    /// The text in lines that fit this width, as far as that can be.
    fn broken<'a>(&self, text: &'a Text, width: usize) -> Cow<'a, str> {
        if width >= self.widest || text.width() <= width {
            return Cow::Borrowed(text.plain());
        }
        let plain = if self.column.is_cut { shortened(text.plain()) } else { Cow::Borrowed(text.plain()) };
        let mut table = Table::new();
        // Without lines, headers, or any look at the terminal that calcli happens to run in.
        table.load_style(presets::NOTHING).force_no_tty().set_content_arrangement(ContentArrangement::Dynamic);
        let delimiter = self.column.breaks_at.unwrap_or(' ');
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).set_delimiter(delimiter).add_row([plain]);
        if let Some(column) = table.column_mut(0) {
            column.set_padding((0, 0));
        }
        Cow::Owned(table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n"))
    }

    /// The narrowest that it may become, whatever that does to its words.
    fn narrowest(&self) -> usize {
        match self.column {
            Column { breaks_at: None, .. } => self.widest,
            Column { is_cut: false, .. } => self.longest_word,
            _ => NARROWEST,
        }
    }

    /// The narrowest that does not cut a word. Before others give way, a long word may take a quarter of the terminal.
    fn comfortable(&self, last_turn: u8, width: usize) -> usize {
        let most = if self.column.turn < last_turn { width / 4 } else { usize::MAX };
        self.longest_word.min(most).max(self.narrowest())
    }
}

/// A text without what nobody reads in a table.
fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_CELL) {
        Some((at, _)) => Cow::Owned(format!("{}…", &text[..at])),
        None => Cow::Borrowed(text),
    }
}

/// Lays rows out: for each row its lines, without trailing spaces and line ends. Columns in which nothing is written are left
/// out.
pub fn lay_out(rows: &[Vec<Text>], columns: &[Column], style: &Style) -> Vec<Vec<String>> {
    let columns = columns.iter().zip(widest(rows, columns.len())).enumerate().filter(|(_, (_, widest))| *widest > 0);
    let filled = columns.map(|(at, (column, widest))| Filled::new(at, *column, widest, rows, style.width.is_none()));
    let filled: Vec<Filled> = filled.collect();
    if filled.is_empty() {
        return vec![Vec::new(); rows.len()];
    }
    let widths = fit(&filled, style.width);
    let broken: Vec<Vec<Cow<'_, str>>> = rows.iter().map(|row| broken(row, &filled, &widths)).collect();
    // A column that was broken at its spaces may need less than it was given.
    let needed = |at: usize| broken.iter().flat_map(|row| row[at].lines()).map(width).max().unwrap_or(0);
    let columns = filled.iter().zip(&widths).enumerate();
    let widths = columns.map(|(at, (column, width))| if *width < column.widest { needed(at) } else { column.widest });
    let begins: Vec<usize> = begins(&filled, widths);
    let side_by_side = |(row, broken): (&Vec<Text>, Vec<Cow<'_, str>>)| {
        let mut lines = Lines::default();
        for ((column, begin), cell) in filled.iter().zip(&begins).zip(broken) {
            if let Some(text) = row.get(column.index) {
                lines.put(*begin, &cell, &text.paint(Cow::Borrowed(&cell), style));
            }
        }
        lines.finished()
    };
    rows.iter().zip(broken).map(side_by_side).collect()
}

/// How wide the widest cell of each column is.
fn widest(rows: &[Vec<Text>], columns: usize) -> Vec<usize> {
    let mut widest = vec![0; columns];
    for row in rows {
        widest.iter_mut().zip(row).for_each(|(widest, cell)| *widest = cell.width().max(*widest));
    }
    widest
}

/// The cells of a row, each in lines that fit its column.
fn broken<'a>(row: &'a [Text], columns: &[Filled], widths: &[usize]) -> Vec<Cow<'a, str>> {
    let cell = |column: &Filled, width: usize| Some(column.broken(row.get(column.index)?, width));
    columns.iter().zip(widths).map(|(column, width)| cell(column, *width).unwrap_or_default()).collect()
}

/// Where each column begins, with the gaps between them.
fn begins(columns: &[Filled], widths: impl Iterator<Item = usize>) -> Vec<usize> {
    let ends = columns.iter().zip(widths).scan(0, |end, (column, width)| {
        let begin = *end;
        *end += width + usize::from(column.column.gap);
        Some(begin)
    });
    ends.collect()
}

/// The lines of a row as they are being written, each with the columns that it takes so far.
#[derive(Default)]
struct Lines(Vec<(String, usize)>);

impl Lines {
    /// Writes the lines of a cell, which are as wide as they are when plain, from this column on.
    fn put(&mut self, begin: usize, plain: &str, painted: &str) {
        for (at, (plain, painted)) in plain.lines().zip(painted.lines()).enumerate() {
            if self.0.len() <= at {
                self.0.push((String::with_capacity(128), 0));
            }
            let (line, end) = &mut self.0[at];
            if !plain.is_empty() {
                line.extend(repeat_n(' ', begin - *end));
                line.push_str(painted);
                *end = begin + width(plain);
            }
        }
    }

    fn finished(self) -> Vec<String> {
        if self.0.is_empty() {
            return vec![String::new()];
        }
        let finished = |(mut line, _): (String, usize)| {
            line.truncate(line.trim_end().len());
            if line.contains(GLUE) { line.replace(GLUE, " ") } else { line }
        };
        self.0.into_iter().map(finished).collect()
    }
}

/// The width of each column: its own where the whole row fits. Else the columns give way in turn, first without cutting a word,
/// and then, where that is not enough, down to the narrowest.
fn fit(columns: &[Filled], width: Option<u16>) -> Vec<usize> {
    let Some(width) = width.map(usize::from) else { return columns.iter().map(|one| one.widest).collect() };
    // What is longer than a line is wrapped in any case.
    let mut widths: Vec<usize> = columns.iter().map(|one| one.widest.min(width.max(one.narrowest()))).collect();
    let gaps: usize = columns.iter().rev().skip(1).map(|one| usize::from(one.column.gap)).sum();
    let room = width.saturating_sub(gaps);
    let last_turn = columns.iter().map(|one| one.column.turn).max().unwrap_or(0);
    let comfortable: Vec<usize> = columns.iter().map(|one| one.comfortable(last_turn, width)).collect();
    let narrowest: Vec<usize> = columns.iter().map(Filled::narrowest).collect();
    for floors in [comfortable, narrowest] {
        for turn in 0..=last_turn {
            while widths.iter().sum::<usize>() > room {
                let can_give = |at: &usize| columns[*at].column.turn == turn && widths[*at] > floors[*at];
                let Some(widest) = (0..columns.len()).filter(can_give).max_by_key(|at| widths[*at]) else { break };
                widths[widest] -= 1;
            }
        }
    }
    widths
}

/// A text after a lead that stands out on its left, in lines with their line ends. No word of it is cut.
pub fn paragraph(lead: Text, text: Text, style: &Style) -> String {
    let columns = [Column::rigid(0), Column::wrapped(0, ' ').uncut()];
    lay_out(&[vec![lead, text]], &columns, style).concat().into_iter().map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::paint::Ink;

    const COLUMNS: [Column; 3] = [Column::rigid(2), Column::wrapped(2, ' '), Column::wrapped(2, '+')];

    fn rows(rows: &[[&str; 3]]) -> Vec<Vec<Text>> {
        rows.iter().map(|row| row.iter().map(|cell| Text::new(cell, Ink::Plain)).collect()).collect()
    }

    fn shown(cells: &[[&str; 3]], width: Option<u16>) -> Vec<String> {
        lay_out(&rows(cells), &COLUMNS, &Style { width, ..Style::default() }).concat()
    }

    #[test]
    fn columns_line_up_by_display_width() {
        let cells = [["1", "会議 🎉", "x"], ["2", "Zoë", "y"], ["3", "👩\u{200d}💻 on call", "z"]];
        assert_eq!(shown(&cells, None), ["1  会議 🎉     x", "2  Zoë         y", "3  👩\u{200d}💻 on call  z"]);
    }

    #[test]
    fn the_widest_wrapped_column_gives_way_first() {
        let cells = [["09:30", "a subject of several words", "one+two+three"]];
        assert_eq!(
            shown(&cells, Some(32)),
            ["09:30  a subject of  one+two", "       several       three", "       words"]
        );
    }

    #[test]
    fn columns_give_way_in_turn_and_cut_a_word_only_at_last() {
        const COLUMNS: [Column; 3] =
            [Column::wrapped(2, ' ').in_turn(2), Column::wrapped(2, ' '), Column::wrapped(0, '+').in_turn(1)];
        let cells = rows(&[["Planning of the quarter", "Amsterdam, Wibautstraat 200", "one+twenty"]]);
        let at = |width| lay_out(&cells, &COLUMNS, &Style { width: Some(width), ..Style::default() }).concat();
        assert_eq!(
            at(63),
            ["Planning of the quarter  Amsterdam, Wibautstraat  one+twenty", "                         200"]
        );
        assert_eq!(
            at(50),
            [
                "Planning of the quarter  Amsterdam,    one+twenty",
                "                         Wibautstraat",
                "                         200"
            ]
        );
        assert_eq!(
            at(44),
            ["Planning of the  Amsterdam,   one", "quarter          Wibautstraa  twenty", "                 t 200"]
        );
        assert_eq!(at(28)[0], "Planning  Amsterda  one");
    }

    #[test]
    fn what_is_there_to_be_copied_is_never_cut() {
        let text = Text::new("xebia.com 22222222-2222-4222-8222-222222222222 and more", Ink::Plain);
        let style = Style { width: Some(30), ..Style::default() };
        assert_eq!(
            paragraph(Text::new("  ", Ink::Plain), text, &style),
            "  xebia.com\n  22222222-2222-4222-8222-222222222222\n  and more\n"
        );
    }

    #[test]
    fn an_unused_column_takes_no_room() {
        assert_eq!(shown(&[["1", "", "x"]], None), ["1  x"]);
        assert_eq!(shown(&[["", "", ""]], Some(10)), Vec::<String>::new());
    }
}
