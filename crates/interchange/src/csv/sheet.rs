use std::collections::HashMap;

use catalog::ProductDocument;
use csv::{ReaderBuilder, StringRecord};

use super::columns::{MOST_OPTIONS, REQUIRED, is_known, place_of};
use crate::{
    Refusal, Refusals,
    field::Step,
    refusal::{Collected, Finding},
    text::text_of,
};

/// The file as a table.
pub(crate) struct Sheet<'a> {
    file: &'a str,
    columns: HashMap<String, usize>,
    rows: Vec<Row>,
}

/// One row under the header.
pub(crate) struct Row {
    /// The line it begins on, counted from 1.
    pub(crate) line: usize,
    cells: StringRecord,
}

impl<'a> Sheet<'a> {
    /// The table that `bytes` are.
    pub(crate) fn of(file: &'a str, bytes: &[u8]) -> Result<Self, Refusals> {
        let text = text_of(file, bytes)?;
        let mut rows = rows_of(&text).into_iter();
        let header =
            rows.next().ok_or_else(|| Refusals::of_file(file, "the file is empty; write a row of column names"))?;
        let sheet = Self { file, columns: columns_of(&header), rows: rows.collect() };
        sheet.check_header(&header)?;
        sheet.check_width(&header)?;
        Ok(sheet)
    }

    /// The rows of each product, in the order in which products first appear.
    pub(crate) fn rows_by_product(&self) -> Vec<Vec<&Row>> {
        let mut places = HashMap::new();
        let mut groups: Vec<Vec<&Row>> = Vec::new();
        for row in &self.rows {
            let place = *places.entry(self.cell(row, "code")).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.push(row),
                None => groups.push(vec![row]),
            }
        }
        groups
    }

    /// What a row has in a column; nothing if the file doesn't have the column.
    pub(crate) fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        self.columns.get(column).and_then(|place| row.cells.get(*place)).unwrap_or_default()
    }

    /// The refusal of a cell.
    pub(crate) fn refused(&self, line: usize, column: &str, message: impl Into<String>) -> Refusal {
        let field = format!("column {column}");
        Refusal { file: self.file.to_owned(), line: Some(line), field, message: message.into() }
    }

    /// The refusal of the cell that a finding is about.
    pub(crate) fn refusal(&self, groups: &[Vec<&Row>], products: &[ProductDocument], finding: Finding) -> Refusal {
        let product = match finding.path.0.get(1) {
            Some(Step::Index(index)) => *index,
            _ => 0,
        };
        let (variant, column) =
            products.get(product).map_or_else(|| (0, "code".to_owned()), |product| place_of(&finding.path, product));
        let line = groups.get(product).and_then(|rows| rows.get(variant)).map_or(1, |row| row.line);
        self.refused(line, &column, finding.message)
    }

    fn check_header(&self, header: &Row) -> Result<(), Refusals> {
        let mut refused = Collected::default();
        for (place, name) in header.cells.iter().enumerate() {
            let name = name.trim();
            if !is_known(name) {
                let hint =
                    format!("there is no such column; see the list of columns, with at most {MOST_OPTIONS} options");
                refused.push_with(|| self.refused(header.line, name, hint));
            } else if self.columns.get(name) != Some(&place) {
                refused.push_with(|| self.refused(header.line, name, "the column is there twice; leave one out"));
            }
        }
        for name in REQUIRED.into_iter().filter(|name| !self.columns.contains_key(*name)) {
            refused.push_with(|| self.refused(header.line, name, "the column is missing; add it"));
        }
        refused.none_or_refused()
    }

    fn check_width(&self, header: &Row) -> Result<(), Refusals> {
        let mut refused = Collected::default();
        let width = header.cells.len();
        for row in self.rows.iter().filter(|row| row.cells.len() != width) {
            let cells = row.cells.len();
            refused.push_with(|| Refusal {
                file: self.file.to_owned(),
                line: Some(row.line),
                field: String::new(),
                message: format!(
                    "this row has {cells} cells where the header has {width}; put texts with commas in quotes"
                ),
            });
        }
        refused.none_or_refused()
    }
}

/// The first column of a name counts; a second one is refused by the header's check.
fn columns_of(header: &Row) -> HashMap<String, usize> {
    let mut columns = HashMap::new();
    for (place, name) in header.cells.iter().enumerate() {
        columns.entry(name.trim().to_owned()).or_insert(place);
    }
    columns
}

/// Every row with its line. The parser counts a row as beginning where the one before ended, which may be some line
/// breaks too early, so lines are counted here.
fn rows_of(text: &str) -> Vec<Row> {
    let mut parser = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut offset, mut line) = (0, 1);
    // Reading UTF-8 from memory into rows of any length has no way to fail.
    for cells in parser.records().map_while(Result::ok) {
        let before = cells.position().map_or(offset, |position| position.byte() as usize);
        let blank = text[before..].len() - text[before..].trim_start_matches(['\r', '\n']).len();
        line += text[offset..before + blank].matches('\n').count();
        offset = before + blank;
        rows.push(Row { line, cells });
    }
    rows
}
