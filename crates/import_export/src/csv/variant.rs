use serde_json::{Map, Value};
use types::{Sku, Slug};

use super::{
    cells,
    product::{Rows, put},
    sheet::{Row, cell},
    value_column,
};
use crate::diagnostic::DiagnosticKind;

impl Rows<'_> {
    /// Returns the fields that a row gives to a variant.
    pub(crate) fn variant(&mut self, row: &Row, place: usize, attributes: &[Slug]) -> Map<String, Value> {
        if self.sheet.cell(row, "sku").is_none() {
            return self.report_missing_sku(row, place);
        }
        let sku = self.sheet.text(row, "sku").trim();
        let had = self.had_variant(row);
        let is_new = had.is_none();
        let mut fields = Map::new();
        let columns = self.columns;
        for column in &columns.of_variant {
            let path = self.of_variant(place, &column.path);
            let value = match self.sheet.cell(row, &column.name) {
                Some(cell) => {
                    let cell = cells::Cell { currency: column.currency, ..cell };
                    self.read(row, &column.name, &cell, column.read, &path)
                }
                None if self.sheet.has(&column.name) => column.empty.value(),
                None => None,
            };
            if let Some(value) = value {
                put(&mut fields, &column.path, value);
            }
            self.need(row, column, is_new, sku, &path);
        }
        let other = had.into_iter().flatten().filter(|attribute| !attributes.contains(attribute));
        let mut choice: Map<String, Value> = other.map(|attribute| (attribute.to_string(), Value::Null)).collect();
        self.choice(row, place, attributes, &mut choice);
        fields.insert("options".to_owned(), Value::Object(choice));
        fields
    }

    /// Reports a row that describes a variant without a SKU.
    fn report_missing_sku(&mut self, row: &Row, place: usize) -> Map<String, Value> {
        if self.sheet.has("sku") {
            self.found.push(
                DiagnosticKind::Missing,
                cell(row.line, "sku"),
                "the cell is empty; write the variant's SKU",
            );
        } else {
            self.lacking.add("sku", self.code, row.line);
        }
        let columns = self.columns;
        for column in columns.of_variant.iter().filter(|column| column.name != "sku") {
            let path = self.of_variant(place, &column.path);
            self.need(row, column, self.had.is_none(), self.code, &path);
        }
        self.found.mark_path(self.of_variant(place, &[]));
        Map::new()
    }

    /// Returns the attributes that the row's variant has values of, if the shop has the variant.
    fn had_variant(&self, row: &Row) -> Option<Vec<Slug>> {
        let sku = Sku::new(self.sheet.text(row, "sku")).ok()?;
        let variant = self.had_variants.get(&sku.key())?;
        Some(variant.options.keys().cloned().collect())
    }

    /// Adds the variant's value of an option to `choice`. The check of the document reports an option without a value.
    fn choice(&mut self, row: &Row, place: usize, attributes: &[Slug], choice: &mut Map<String, Value>) {
        for (option, attribute) in attributes.iter().enumerate() {
            let column = value_column(option);
            let path = self.of_variant(place, &["options".to_owned(), attribute.to_string()]);
            let Some(cell) = self.sheet.cell(row, &column) else { continue };
            if let Some(value) = self.read(row, &column, &cell, cells::code, &path) {
                choice.insert(attribute.to_string(), value);
            }
        }
    }
}
