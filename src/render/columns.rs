//! Rows in columns that line up and fit the terminal, through comfy-table.
//!
//! Each cell is wrapped while it is plain, then painted, then put beside the others: comfy-table measures painted text wrongly
//! when it divides the width, and can cut an escape sequence in two.

use crate::render::Style;
use crate::render::paint::Text;
use comfy_table::{Cell, ContentArrangement, Table, presets};

/// The narrowest that a column is made; a terminal too narrow for that is written over its edge.
const NARROWEST: usize = 8;

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
}

impl Column {
    /// A column that is never wrapped, with so many spaces after it.
    pub const fn rigid(gap: u16) -> Self {
        Self { gap, breaks_at: None }
    }

    /// A column that is wrapped, preferably at this character, where the terminal is too narrow for the whole row.
    pub const fn wrapped(gap: u16, breaks_at: char) -> Self {
        Self { gap, breaks_at: Some(breaks_at) }
    }
}

/// Lays rows out: for each row its lines, without trailing spaces and line ends. Columns in which nothing is written are left
/// out.
pub fn lay_out(rows: &[Vec<Text>], columns: &[Column], style: &Style) -> Vec<Vec<String>> {
    let natural: Vec<usize> = (0..columns.len())
        .map(|index| rows.iter().filter_map(|row| row.get(index)).map(Text::width).max().unwrap_or(0))
        .collect();
    let used: Vec<usize> = (0..columns.len()).filter(|index| natural[*index] > 0).collect();
    if used.is_empty() {
        return vec![Vec::new(); rows.len()];
    }
    let widths = fit(&natural, columns, &used, style.width);

    let mut table = bare_table();
    let mut heights = Vec::with_capacity(rows.len());
    for row in rows {
        let cell = |index: &usize| {
            let text = row.get(*index)?;
            let lines = wrap(text, widths[*index], columns[*index].breaks_at);
            Some(if style.color { text.paint(&lines) } else { lines })
        };
        let cells: Vec<Vec<String>> = used.iter().map(|index| cell(index).unwrap_or_default()).collect();
        heights.push(cells.iter().map(Vec::len).max().unwrap_or(0).max(1));
        table.add_row(cells.iter().map(|lines| Cell::new(lines.join("\n"))).collect::<Vec<_>>());
    }
    for (column, index) in table.column_iter_mut().zip(&used) {
        column.set_padding((0, columns[*index].gap));
    }
    let mut lines = table.lines().map(|line| line.trim_end().replace(GLUE, " "));
    heights.into_iter().map(|height| lines.by_ref().take(height).collect()).collect()
}

/// The width of each column: its own where the whole row fits, else the widest wrapped columns give way.
fn fit(natural: &[usize], columns: &[Column], used: &[usize], width: Option<u16>) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let Some(width) = width.map(usize::from) else { return widths };
    let gaps: usize = used.iter().rev().skip(1).map(|index| usize::from(columns[*index].gap)).sum();
    for index in used.iter().filter(|index| columns[**index].breaks_at.is_some()) {
        widths[*index] = widths[*index].min(width.max(NARROWEST));
    }
    while widths.iter().sum::<usize>() + gaps > width {
        let can_give = |index: &&usize| columns[**index].breaks_at.is_some() && widths[**index] > NARROWEST;
        let Some(widest) = used.iter().filter(can_give).max_by_key(|index| widths[**index]) else { break };
        widths[*widest] -= 1;
    }
    widths
}

/// The lines of a text in a column of this width.
fn wrap(text: &Text, width: usize, breaks_at: Option<char>) -> Vec<String> {
    let plain = text.plain();
    if text.width() <= width {
        return plain.lines().map(str::to_owned).collect();
    }
    let mut table = bare_table();
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_delimiter(breaks_at.unwrap_or(' ')).add_row([plain]);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 0));
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// A table without lines, headers or any look at the terminal that calcli happens to run in.
fn bare_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).force_no_tty();
    table
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
    fn an_unused_column_takes_no_room() {
        assert_eq!(shown(&[["1", "", "x"]], None), ["1  x"]);
        assert_eq!(shown(&[["", "", ""]], Some(10)), Vec::<String>::new());
    }
}
