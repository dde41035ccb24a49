//! The list as a table: a line for each row, no longer than a line may be.

use std::borrow::Cow;

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::columns::{Column, Row};
use crate::cli::terminal::visible;

/// Columns that a terminal shows where all others have enough room, in this order.
const IF_ROOM: [Column; 3] = [Column::Status, Column::Category, Column::Id];
/// Columns that go where lines are too short for the least of each, in this order.
const GO: [Column; 4] = [Column::Venue, Column::Where, Column::Hours, Column::Title];
/// What is between two columns.
const GAP: &str = "  ";

/// Renders rows in the columns that are chosen, or in those of `usual` for which there is room.
pub(super) fn table<R: Row>(
    rows: &[R],
    usual: &[Column],
    chosen: &[Column],
    width: Option<usize>,
) -> String {
    let columns = if chosen.is_empty() { usual } else { chosen };
    let columns = columns.iter().map(|column| TableColumn::of(*column, rows));
    let mut columns: Vec<TableColumn> = columns.collect();
    if let Some(width) = width {
        if chosen.is_empty() {
            choose(&mut columns, width);
            if !columns.iter().any(|column| column.column == Column::Status) {
                tell_status_in_titles(&mut columns, rows);
            }
        }
        shrink(&mut columns, width);
    }
    render(&columns)
}

/// Begins the titles of rows that do not take place as planned with their status.
fn tell_status_in_titles<R: Row>(columns: &mut [TableColumn], rows: &[R]) {
    let Some(titles) = columns
        .iter_mut()
        .find(|column| column.column == Column::Title)
    else {
        return;
    };
    for (row, cell) in rows.iter().zip(&mut titles.cells[1..]) {
        let status = row.cell(Column::Status).to_uppercase();
        // A title in a feed may say it already.
        if row.is_called_off() && !cell.starts_with(&status) {
            *cell = format!("{status}: {cell}");
        }
    }
    titles.width = titles
        .cells
        .iter()
        .map(|cell| cell.width())
        .max()
        .unwrap_or_default();
}

/// A column with its cells, the heading first.
struct TableColumn {
    column: Column,
    cells: Vec<String>,
    width: usize,
    /// The width that holds four in five of its cells whole, the empty ones left out.
    usual: usize,
}

impl TableColumn {
    fn of<R: Row>(column: Column, rows: &[R]) -> Self {
        let cells = rows.iter().map(|row| {
            let cell = visible(&row.cell(column));
            cell.replace(['\n', '\t'], " ")
        });
        let cells: Vec<String> = std::iter::once(column.name()).chain(cells).collect();
        let width = cells.iter().map(|cell| cell.width()).max();
        let filled = cells[1..].iter().filter(|cell| !cell.is_empty());
        let mut widths: Vec<usize> = filled.map(|cell| cell.width()).collect();
        widths.sort_unstable();
        Self {
            column,
            width: width.unwrap_or_default(),
            usual: widths
                .get(widths.len() * 4 / 5)
                .copied()
                .unwrap_or_default(),
            cells,
        }
    }

    /// Whether there are rows, and none has anything here.
    fn is_empty(&self) -> bool {
        let cells = &self.cells[1..];
        !cells.is_empty() && cells.iter().all(String::is_empty)
    }

    /// Returns the width with which it can be read, if its cells are that wide.
    fn enough(&self) -> usize {
        self.width.min(match self.column {
            Column::Title => 40,
            Column::Date | Column::When => 36,
            Column::Hours => 24,
            Column::Venue | Column::Where | Column::Category => 20,
            Column::Description => 40,
            _ => usize::MAX,
        })
    }

    /// Returns the width below which it is of little use.
    fn least(&self) -> usize {
        self.width.min(match self.column {
            Column::Date | Column::When => 20,
            Column::Title => 14,
            Column::Hours => 11,
            Column::Status => 9,
            _ => 8,
        })
    }

    /// Returns the width that most of its cells need.
    fn usual(&self) -> usize {
        self.usual.max(self.least())
    }

    /// Returns when it gives way: ids first, dates and hours last.
    fn turn(&self) -> Turn {
        match self.column {
            Column::Id | Column::Uid | Column::Description => Turn::First,
            Column::Date | Column::When | Column::Hours | Column::Meetings => Turn::Last,
            _ => Turn::Then,
        }
    }

    /// Returns its part of the room, in which a title counts twice.
    fn part(&self) -> usize {
        self.width * if self.column == Column::Title { 1 } else { 2 }
    }
}

/// The order in which columns give way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    Then,
    Last,
}

/// The width to which a column may be shortened.
type LeastWidth = fn(&TableColumn) -> usize;

/// Takes out empty columns, and those for which there is no room.
fn choose(columns: &mut Vec<TableColumn>, width: usize) {
    columns.retain(|column| !column.is_empty());
    let mut left_out = IF_ROOM.to_vec();
    while let Some(next) = left_out.first().copied() {
        let kept = columns
            .iter()
            .filter(|kept| kept.column == next || !left_out.contains(&kept.column));
        if total(kept.map(TableColumn::enough)) > width {
            break;
        }
        left_out.remove(0);
    }
    columns.retain(|column| !left_out.contains(&column.column));
    for column in GO {
        if total(columns.iter().map(TableColumn::least)) > width {
            columns.retain(|kept| kept.column != column);
        }
    }
}

/// Makes columns narrower until lines are as short as they must be.
fn shrink(columns: &mut Vec<TableColumn>, width: usize) {
    while columns.len() > 1 && total(columns.iter().map(|_| 1)) > width {
        columns.pop();
    }
    // No cell is wider than a line, however long its text is.
    for column in columns.iter_mut() {
        column.width = column.width.min(width);
    }
    let steps: [(Turn, LeastWidth); 9] = [
        (Turn::Last, TableColumn::enough),
        (Turn::Then, TableColumn::enough),
        (Turn::First, TableColumn::least),
        // A few long dates must not cut every title.
        (Turn::Last, TableColumn::usual),
        (Turn::Then, TableColumn::least),
        (Turn::Last, TableColumn::least),
        (Turn::First, |_| 1),
        (Turn::Then, |_| 1),
        (Turn::Last, |_| 1),
    ];
    for (turn, least) in steps {
        while total(columns.iter().map(|column| column.width)) > width {
            let turns = columns.iter_mut().filter(|column| column.turn() == turn);
            let wider = turns.filter(|column| column.width > least(column));
            let Some(widest) = wider.max_by_key(|column| column.part()) else {
                break;
            };
            widest.width -= 1;
        }
    }
}

/// Returns the length of a line with columns of these widths.
fn total(widths: impl Iterator<Item = usize>) -> usize {
    let widths: Vec<usize> = widths.collect();
    widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1)
}

fn render(columns: &[TableColumn]) -> String {
    let bold = Style::new().bold();
    let mut lines = (0..columns[0].cells.len()).map(|row| line(columns, row));
    let heading = lines.next().unwrap_or_default();
    let mut text = format!("{bold}{heading}{bold:#}\n");
    for line in lines {
        text += &line;
        text.push('\n');
    }
    text
}

fn line(columns: &[TableColumn], row: usize) -> String {
    let mut line = String::new();
    for (n, column) in columns.iter().enumerate() {
        if n > 0 {
            line += GAP;
        }
        let cell = cut(&column.cells[row], column.width);
        line += &cell;
        line.extend(std::iter::repeat_n(' ', column.width - cell.width()));
    }
    line.truncate(line.trim_end().len());
    line
}

/// Returns a text that is no wider than that; `…` says that there is more.
fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut start = text;
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += c.width().unwrap_or_default();
        if taken > width {
            start = &text[..at];
            break;
        }
    }
    // Characters can be wider together than each by itself.
    while start.width() >= width.max(1) {
        let (at, _) = start.char_indices().next_back().expect("it is not empty");
        start = &start[..at];
    }
    Cow::Owned(format!("{}…", start.trim_end()))
}
