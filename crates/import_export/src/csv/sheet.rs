use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use setup::Setup;

use super::{
    cells::Cell,
    columns::{MOST_OPTIONS, fault_of_name, fixed_names, is_known, is_of_variant},
    formula::restore,
};
use crate::{
    Diagnostics,
    diagnostic::{DiagnosticKind, Place, Violations},
    nearest::suggestion,
    text::control_character_in,
};

/// A file as a table.
pub(crate) struct Sheet {
    delimiter: Delimiter,
    columns: HashMap<String, usize>,
    header: Row,
    rows: Vec<Row>,
}

/// A row with at least one filled cell.
pub(crate) struct Row {
    /// The line on which the row begins, counted from 1.
    pub(crate) line: usize,
    cells: StringRecord,
}

/// The sign between cells.
#[derive(Clone, Copy)]
struct Delimiter {
    sign: u8,
    name: &'static str,
    /// The decimal marks in files with this delimiter.
    decimal_marks: &'static [char],
}

/// The delimiters. Spreadsheets write semicolons in locales whose decimal mark is a comma.
const DELIMITERS: [Delimiter; 3] = [
    Delimiter { sign: b',', name: "comma", decimal_marks: &['.'] },
    Delimiter { sign: b';', name: "semicolon", decimal_marks: &[','] },
    Delimiter { sign: b'\t', name: "tab", decimal_marks: &['.', ','] },
];

impl Sheet {
    /// Reads `text` as a table.
    pub(crate) fn of(file: &str, text: &str) -> Result<Self, Diagnostics> {
        let (delimiter, start) = delimiter_of(text);
        let mut rows = rows_of(text, start, delimiter).into_iter();
        let header =
            rows.next().ok_or_else(|| Diagnostics::of_file(file, "the file is empty; write a row of column names"))?;
        Ok(Self { delimiter, columns: columns_of(&header), header, rows: rows.collect() })
    }

    /// Returns true if the first row names a column of the format.
    pub(crate) fn is_ours(&self) -> bool {
        self.columns.keys().any(|name| is_known(name))
    }

    /// Returns true if the table has the stock of variants and nothing else of them.
    pub(crate) fn is_of_stock(&self) -> bool {
        let columns = || self.columns.keys().map(String::as_str);
        self.has("stock") && columns().all(|name| ["code", "sku", "stock"].contains(&name))
    }

    /// Returns the rows that have no cells beyond the columns.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        let width = self.header.width();
        self.rows.iter().filter(move |row| row.width() <= width)
    }

    /// Returns true if the file has the column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Returns the names of the columns, in the order of the file.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.header.cells.iter().map(str::trim)
    }

    /// Returns the line of the column names.
    pub(crate) const fn header_line(&self) -> usize {
        self.header.line
    }

    /// Returns the text of a row in a column, which is empty if the file lacks the column.
    pub(crate) fn text<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        self.columns.get(column).and_then(|place| row.cells.get(*place)).unwrap_or_default()
    }

    /// Returns the cell of a row in a column, unless it is empty.
    pub(crate) fn cell<'r>(&self, row: &'r Row, column: &str) -> Option<Cell<'r>> {
        let text = self.text(row, column);
        (!text.trim().is_empty()).then_some(Cell { text, currency: None, decimal_marks: self.delimiter.decimal_marks })
    }

    /// Returns true if a row describes a variant. Otherwise it only describes its product.
    pub(crate) fn describes_variant(&self, row: &Row) -> bool {
        self.columns.keys().any(|name| is_of_variant(name) && self.cell(row, name).is_some())
    }

    /// Records everything that is wrong with the form of the table.
    pub(crate) fn faults(&self, setup: &Setup, found: &mut Violations) {
        for (place, name) in self.header.cells.iter().map(str::trim).enumerate() {
            if name.is_empty() {
                self.check_name(place, found);
            } else if !is_known(name) {
                found.push(DiagnosticKind::Unknown, self.of_header(name), unknown_column(name));
            } else if let Some(fault) = fault_of_name(setup, name) {
                found.push(DiagnosticKind::Unknown, self.of_header(name), fault);
            } else if self.columns.get(name) != Some(&place) {
                found.push(DiagnosticKind::Form, self.of_header(name), "the column is there twice; leave one out");
            }
        }
        if !self.has("code") && !self.has("sku") {
            found.push(DiagnosticKind::Missing, self.of_header("code"), "the column is missing; add it");
        }
        self.check_widths(found);
        self.control_characters(found);
    }

    fn of_header(&self, name: &str) -> Place {
        cell(self.header.line, name)
    }

    /// Records a column without a name, unless it is empty.
    fn check_name(&self, place: usize, found: &mut Violations) {
        let filled = self.rows.iter().find(|row| row.cells.get(place).is_some_and(|cell| !cell.trim().is_empty()));
        if let Some(row) = filled {
            let message = "the column has no name in the first row; write one, or empty the column";
            found.push(DiagnosticKind::Missing, cell(row.line, &(place + 1).to_string()), message);
        }
    }

    fn control_characters(&self, found: &mut Violations) {
        for row in &self.rows {
            for (name, text) in self.header.cells.iter().zip(&row.cells) {
                if let Some(message) = control_character_in(text) {
                    found.push(DiagnosticKind::Form, cell(row.line, name.trim()), message);
                }
            }
        }
    }

    fn check_widths(&self, found: &mut Violations) {
        let width = self.header.width();
        for row in self.rows.iter().filter(|row| row.width() > width) {
            let (cells, name) = (row.width(), self.delimiter.name);
            let message = format!(
                "this row has {cells} cells where the header has {width}; put texts that hold a {name} in quotes"
            );
            found.push(DiagnosticKind::Form, Place::Cell(row.line, String::new()), message);
        }
    }
}

impl Row {
    /// Returns the texts of the cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// Returns the number of cells up to the last filled one. Some spreadsheets write empty cells after it.
    fn width(&self) -> usize {
        let filled = self.cells.iter().zip(1..).filter(|(cell, _)| !cell.trim().is_empty());
        filled.last().map_or(0, |(_, place)| place)
    }
}

/// Returns the place of a cell.
pub(crate) fn cell(line: usize, column: &str) -> Place {
    Place::Cell(line, format!("column {column}"))
}

fn unknown_column(name: &str) -> String {
    let known: Vec<String> = fixed_names().collect();
    match suggestion(name, known.iter().map(String::as_str)) {
        nothing if nothing.is_empty() => {
            format!("there is no such column; the manual lists them, with at most {MOST_OPTIONS} options")
        }
        question => format!("there is no such column{question}"),
    }
}

/// Returns the columns by name. The first column of a name counts; the header's check reports others.
fn columns_of(header: &Row) -> HashMap<String, usize> {
    let mut columns = HashMap::new();
    for (place, name) in header.cells.iter().enumerate() {
        columns.entry(name.trim().to_owned()).or_insert(place);
    }
    columns.remove("");
    columns
}

/// Returns the delimiter with which the first row names most columns, and the start of that row. A line `sep=;` before it
/// is an instruction for spreadsheets.
fn delimiter_of(text: &str) -> (Delimiter, usize) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    let stated = line.trim_end().strip_prefix("sep=");
    let said = |delimiter: &Delimiter| stated.is_some_and(|sign| sign.as_bytes() == [delimiter.sign]);
    if let Some(delimiter) = DELIMITERS.into_iter().find(said) {
        return (delimiter, line.len());
    }
    let named = |delimiter: &Delimiter| {
        let header = parser(text, *delimiter).into_records().next().and_then(Result::ok).unwrap_or_default();
        (header.iter().filter(|name| is_known(name.trim())).count(), header.len())
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(named);
    (best.unwrap_or(DELIMITERS[0]), 0)
}

fn parser(text: &str, delimiter: Delimiter) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter.sign).from_reader(text.as_bytes())
}

/// Returns every row with a filled cell, and its line. The lines are counted here, since the parser's start of a row may lie
/// before some empty lines.
fn rows_of(text: &str, start: usize, delimiter: Delimiter) -> Vec<Row> {
    let table = &text[start..];
    let mut rows = Vec::new();
    let (mut offset, mut line) = (0, 1 + text[..start].matches('\n').count());
    // The parser can't fail: it reads UTF-8 from memory, and rows may have any length.
    for cells in parser(table, delimiter).into_records().map_while(Result::ok) {
        let before = cells.position().map_or(offset, |position| position.byte() as usize);
        let blank = table[before..].len() - table[before..].trim_start_matches(['\r', '\n']).len();
        line += table[offset..before + blank].matches('\n').count();
        offset = before + blank;
        let row = Row { line, cells: restore_cells(cells) };
        if row.width() > 0 {
            rows.push(row);
        }
    }
    rows
}

fn restore_cells(cells: StringRecord) -> StringRecord {
    if cells.iter().any(|cell| restore(cell) != cell) { cells.iter().map(restore).collect() } else { cells }
}
