use super::{
    columns::{Columns, is_of_variant},
    sheet::{Sheet, cell},
};
use crate::diagnostic::{DiagnosticKind, Violations};

/// The columns that the file lacks and that new things need.
#[derive(Default)]
pub(crate) struct Lacking(Vec<Needed>);

/// A column, the first thing that needs it with its line, and the number of things that need it.
struct Needed {
    column: String,
    name: String,
    line: usize,
    count: usize,
}

impl Lacking {
    /// Records that the new thing `name`, on `line`, needs the column.
    pub(crate) fn add(&mut self, column: &str, name: &str, line: usize) {
        match self.0.iter_mut().find(|needed| needed.column == column) {
            Some(needed) => needed.count += 1,
            None => self.0.push(Needed { column: column.to_owned(), name: name.to_owned(), line, count: 1 }),
        }
    }

    /// Reports each column once, in the order of the format.
    pub(crate) fn report(mut self, sheet: &Sheet, columns: &Columns, found: &mut Violations) {
        let all = || columns.of_product.iter().chain(&columns.of_variant);
        self.0.sort_by_key(|needed| all().position(|column| column.name == needed.column));
        for needed in self.0 {
            found.push(DiagnosticKind::Missing, cell(sheet.header_line(), &needed.column), needed.message());
        }
    }
}

impl Needed {
    fn message(&self) -> String {
        let entity = if is_of_variant(&self.column) { "variant" } else { "product" };
        let Self { column, name, line, count } = self;
        match (column.as_str(), count) {
            ("sku", _) => "the column is missing; it says which variant a row is about".to_owned(),
            (_, 1) => format!("the column is missing; the new {entity} \"{name}\" (line {line}) needs it"),
            _ => format!("the column is missing; {count} new {entity}s need it, the first is \"{name}\" (line {line})"),
        }
    }
}
