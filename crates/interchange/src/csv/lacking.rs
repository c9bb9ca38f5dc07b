use std::collections::BTreeMap;

use super::sheet::{Sheet, cell};
use crate::refusal::{Findings, Kind};

/// The columns that the file does not have and that new things need, with the first of those things and their number.
#[derive(Default)]
pub(crate) struct Lacking(BTreeMap<&'static str, (String, usize, usize)>);

impl Lacking {
    /// Notes that something of the product `code`, on `line`, needs the column.
    pub(crate) fn add(&mut self, column: &'static str, code: &str, line: usize) {
        self.0.entry(column).or_insert_with(|| (code.to_owned(), line, 0)).2 += 1;
    }

    /// Tells of each column once.
    pub(crate) fn tell(self, sheet: &Sheet, found: &mut Findings) {
        for (column, (code, line, count)) in self.0 {
            let others = match count - 1 {
                0 => String::new(),
                1 => " and 1 more".to_owned(),
                others => format!(" and {others} more"),
            };
            let message = match column {
                "sku" => "the column is missing; it says which variant a row is about".to_owned(),
                _ => format!("the column is missing; \"{code}\" (line {line}){others} is new and needs it"),
            };
            found.push(Kind::Missing, cell(sheet.header_line(), column), message);
        }
    }
}
