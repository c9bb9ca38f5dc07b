use super::{
    columns::{OF_PRODUCT, OF_VARIANT},
    sheet::{Sheet, cell},
};
use crate::diagnostic::{DiagnosticKind, Violations};

/// The columns that the file lacks and that new things need.
#[derive(Default)]
pub(crate) struct Lacking(Vec<Needed>);

/// A column, the first thing that needs it with its line, and the number of things that need it.
struct Needed {
    column: &'static str,
    name: String,
    line: usize,
    count: usize,
}

impl Lacking {
    /// Records that the new thing `name`, on `line`, needs the column.
    pub(crate) fn add(&mut self, column: &'static str, name: &str, line: usize) {
        match self.0.iter_mut().find(|needed| needed.column == column) {
            Some(needed) => needed.count += 1,
            None => self.0.push(Needed { column, name: name.to_owned(), line, count: 1 }),
        }
    }

    /// Reports each column once, in the order of the format.
    pub(crate) fn report(mut self, sheet: &Sheet, found: &mut Violations) {
        let place = |name: &str| OF_PRODUCT.iter().chain(&OF_VARIANT).position(|column| column.name == name);
        self.0.sort_by_key(|needed| place(needed.column));
        for needed in self.0 {
            found.push(DiagnosticKind::Missing, cell(sheet.header_line(), needed.column), needed.message());
        }
    }
}

impl Needed {
    fn message(&self) -> String {
        let entity = if OF_VARIANT.iter().any(|column| column.name == self.column) { "variant" } else { "product" };
        let Self { column, name, line, count } = self;
        match (*column, count) {
            ("sku", _) => "the column is missing; it says which variant a row is about".to_owned(),
            (_, 1) => format!("the column is missing; the new {entity} \"{name}\" (line {line}) needs it"),
            _ => format!("the column is missing; {count} new {entity}s need it, the first is \"{name}\" (line {line})"),
        }
    }
}
