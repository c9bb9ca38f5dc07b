//! Products as a table with one row for each variant. The product's own columns are filled in one of its rows.

mod cells;
mod columns;
mod formula;
mod lacking;
mod product;
mod sheet;
mod variant;
mod write;

use std::collections::HashMap;

use catalog::ProductDocument;
use serde_json::json;
use types::{Sku, Slug};

use crate::{
    Diagnostic, Diagnostics, ExistingShop,
    diagnostic::{DiagnosticKind, Place, Violation, Violations},
    draft::Draft,
    field::{FieldPath, PathCursor, Step},
    mentions::Mentions,
    names::Names,
    picture_files::PictureFiles,
    plan::{Losses, Plan},
};
use columns::Columns;
use lacking::Lacking;
use product::Rows;
use sheet::{Row, Sheet, cell};

pub use write::write_csv;

/// A table of products.
pub(crate) struct CsvFile<'a> {
    file: &'a str,
    sheet: Sheet,
}

/// The rows of one product.
struct Group<'a> {
    code: String,
    rows: Vec<&'a Row>,
    variants: Vec<&'a Row>,
}

impl<'a> CsvFile<'a> {
    /// Reads the table; diagnostics name it `file`.
    pub(crate) fn open(file: &'a str, text: &str) -> Result<Self, Diagnostics> {
        Ok(Self { file, sheet: Sheet::of(file, text)? })
    }

    /// Returns true if the first row names a column of the format.
    pub(crate) fn is_ours(&self) -> bool {
        self.sheet.is_ours()
    }

    /// Returns everything that the table names.
    pub(crate) fn names(&self) -> Names {
        let mut names = Names::default();
        for row in self.sheet.rows() {
            match self.sheet.cell(row, "code") {
                Some(code) => names.add_code(code.text.trim()),
                None => names.add_sku(self.sheet.text(row, "sku")),
            }
        }
        names
    }

    /// Returns every text of the table that may be a name.
    pub(crate) fn mentions(&self) -> Mentions {
        let mut mentions = Mentions::default();
        self.sheet.rows().flat_map(Row::cells).for_each(|cell| mentions.add_cell(cell));
        mentions
    }

    /// Returns the plan of an import, or every reason against it.
    pub(crate) fn plan(&self, known: &ExistingShop, losses: Losses) -> Result<Plan, Diagnostics> {
        let mut draft = Draft::of_table(known, self.sheet.is_of_stock());
        let setup = known.setup();
        let columns = Columns::of_names(&setup, self.sheet.names());
        // Without a setup there are no columns that a table could be checked against.
        let groups = if known.setup.is_some() {
            self.sheet.faults(&setup, &mut draft.found);
            self.groups(known, &mut draft.found)
        } else {
            Vec::new()
        };
        let mut lacking = Lacking::default();
        for (index, group) in groups.iter().enumerate() {
            let product = product((&self.sheet, &columns), index, group, &mut lacking, &mut draft);
            draft.document.products.push(product);
        }
        lacking.report(&self.sheet, &columns, &mut draft.found);
        let locate = |violation: &Violation, document: &crate::ShopDocument| {
            self.diagnostic(&groups, &document.products, violation)
        };
        draft.finish(losses, &PictureFiles::default(), locate)
    }

    /// Returns the rows of each product, in the order in which products first appear. A row without a code belongs to the
    /// product that has its SKU.
    fn groups(&self, known: &ExistingShop, found: &mut Violations) -> Vec<Group<'_>> {
        let mut places = HashMap::new();
        let mut groups: Vec<Group<'_>> = Vec::new();
        for row in self.sheet.rows() {
            let Some(code) = self.code(row, known, found) else { continue };
            let place = *places.entry(code.clone()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group { code, rows: vec![row], variants: Vec::new() }),
            }
            if self.sheet.describes_variant(row) {
                groups[place].variants.push(row);
            }
        }
        for group in &mut groups {
            // A new product has at least one variant, so the columns of variants are required.
            if group.variants.is_empty() && product_of(known, &group.code).is_none() {
                group.variants.push(group.rows[0]);
            }
        }
        groups
    }

    fn code(&self, row: &Row, known: &ExistingShop, found: &mut Violations) -> Option<String> {
        if let Some(code) = self.sheet.cell(row, "code") {
            return Some(code.text.trim().to_owned());
        }
        let sku = self.sheet.text(row, "sku").trim();
        let product = Sku::new(sku).ok().and_then(|sku| known.skus.get(&sku.key()));
        if product.is_none() {
            let message = match sku {
                "" => "the cell is empty; write the product's code".to_owned(),
                sku => format!("the cell is empty, and the shop has no SKU \"{sku}\"; write the product's code"),
            };
            found.push(DiagnosticKind::Missing, cell(row.line, "code"), message);
        }
        product.map(Slug::to_string)
    }

    fn diagnostic(&self, groups: &[Group<'_>], products: &[ProductDocument], violation: &Violation) -> Diagnostic {
        let (line, field) = match &violation.place {
            Place::Cell(line, field) => (*line, field.clone()),
            Place::Field(path) | Place::Byte(path, _) => self.place(groups, products, path),
        };
        Diagnostic { file: self.file.to_owned(), line: Some(line), field, message: violation.message.clone() }
    }

    /// Returns the line and the column of a field. A product's field stands in the row that fills its column. A variant that
    /// the file doesn't name has no row.
    fn place(&self, groups: &[Group<'_>], products: &[ProductDocument], path: &FieldPath) -> (usize, String) {
        let index = match path.0.get(1) {
            Some(Step::Index(index)) => *index,
            _ => 0,
        };
        let (Some(group), Some(product)) = (groups.get(index), products.get(index)) else {
            return (self.sheet.header_line(), String::new());
        };
        let (variant, column) = columns::place_of(path, product);
        let row = match variant {
            Some(variant) => group.variants.get(variant),
            None => group.rows.iter().find(|row| self.sheet.cell(row, &column).is_some()),
        };
        (row.unwrap_or(&group.rows[0]).line, format!("column {column}"))
    }
}

fn product_of<'k>(known: &'k ExistingShop, code: &str) -> Option<&'k ProductDocument> {
    Slug::new(code).ok().and_then(|code| known.had.products.get(&code))
}

/// Returns the complete product that a group of rows describes.
fn product(
    (sheet, columns): (&Sheet, &Columns),
    index: usize,
    group: &Group<'_>,
    lacking: &mut Lacking,
    draft: &mut Draft<'_>,
) -> ProductDocument {
    let Group { code, rows, variants } = group;
    let had = product_of(draft.known, code);
    let had_variants = had.iter().flat_map(|had| &had.variants).map(|variant| (variant.sku.key(), variant)).collect();
    let mut rows =
        Rows { sheet, columns, index, code, rows, variants, had, had_variants, found: &mut draft.found, lacking };
    let (given, variants) = rows.read_fields();
    let whole = rows.whole(given, variants.clone());
    draft.note(&json!({ "variants": variants }));
    draft.element(PathCursor::top("products").index(index), had, whole)
}

/// Returns the name of an option's column.
fn option_column(place: usize) -> String {
    format!("option_{}", place + 1)
}

/// Returns the name of the column with a variant's value of an option.
fn value_column(place: usize) -> String {
    format!("option_{}_value", place + 1)
}

fn join_codes<'a>(codes: impl IntoIterator<Item = &'a Slug>) -> String {
    codes.into_iter().map(Slug::as_str).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests;
