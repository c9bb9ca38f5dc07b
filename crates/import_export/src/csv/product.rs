use std::collections::{HashMap, HashSet};

use catalog::{ProductDocument, VariantDocument};
use serde_json::{Map, Value, json};
use types::{SkuKey, Slug};

use super::{
    cells::{self, Cell, Read},
    columns::{Column, Columns, Empty, MOST_OPTIONS},
    lacking::Lacking,
    option_column,
    sheet::{Row, Sheet, cell},
    value_column,
};
use crate::{
    diagnostic::{DiagnosticKind, Violations},
    field::{FieldPath, Step},
    shape::{self, Given, merge},
};

/// The rows of one product.
pub(crate) struct Rows<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) columns: &'a Columns,
    /// The product's place among the file's products.
    pub(crate) index: usize,
    pub(crate) code: &'a str,
    pub(crate) rows: &'a [&'a Row],
    /// The rows that describe a variant.
    pub(crate) variants: &'a [&'a Row],
    /// The product as the shop has it.
    pub(crate) had: Option<&'a ProductDocument>,
    /// The variants that the shop has of it.
    pub(crate) had_variants: HashMap<SkuKey, &'a VariantDocument>,
    pub(crate) found: &'a mut Violations,
    pub(crate) lacking: &'a mut Lacking,
}

impl<'a> Rows<'a> {
    /// Returns the fields that the rows give to the product, and to its variants.
    pub(crate) fn read_fields(&mut self) -> (Value, Vec<Value>) {
        self.check_agreement();
        let mut product = self.product_fields();
        let attributes = self.options(&mut product);
        let variants = self.variants.iter().zip(0..);
        let variants = variants.map(|(row, place)| Value::Object(self.variant(row, place, &attributes))).collect();
        (Value::Object(product), variants)
    }

    /// Returns the complete product: the shop's, overlaid with the rows' fields.
    pub(crate) fn whole(&self, product: Value, variants: Vec<Value>) -> Value {
        let mut had = match self.had {
            Some(had) => serde_json::to_value(had).expect("a document has texts for keys"),
            None => default_fields(),
        };
        let had_variants = had.as_object_mut().and_then(|had| had.remove("variants"));
        let mut whole = merge(shape::PRODUCT, Some(had), product);
        let variants = shape::VARIANTS.merge(Given::Added, had_variants, variants);
        if let Some(whole) = whole.as_object_mut() {
            whole.insert("variants".to_owned(), Value::Array(variants));
        }
        whole
    }

    fn product_fields(&mut self) -> Map<String, Value> {
        let mut fields = Map::from_iter([("code".to_owned(), json!(self.code))]);
        let is_described = self.is_described();
        let columns = self.columns;
        for column in columns.of_product.iter().filter(|column| column.name != "code") {
            match self.of_product(&column.name) {
                Some((row, cell)) => {
                    if let Some(value) = self.read(row, &column.name, &cell, column.read, &self.path(column)) {
                        put(&mut fields, &column.path, value);
                    }
                }
                None if is_described && self.sheet.has(&column.name) => {
                    if let Some(value) = column.empty.value() {
                        put(&mut fields, &column.path, value);
                    }
                }
                None => {}
            }
            self.need(self.rows[0], column, self.had.is_none(), self.code, &self.path(column));
        }
        if is_described {
            self.clear_window(&mut fields);
        }
        self.drop_other_attributes(&mut fields);
        fields
    }

    /// Returns true if any cell of the product's own columns is filled. Otherwise the rows only describe variants.
    fn is_described(&self) -> bool {
        let options = (0..MOST_OPTIONS).map(option_column);
        let columns = self.columns.of_product.iter().map(|column| column.name.clone()).filter(|name| name != "code");
        columns.chain(options).any(|column| self.of_product(&column).is_some())
    }

    /// Returns the product's cell in a column: that of the first row that fills it.
    fn of_product(&self, column: &str) -> Option<(&'a Row, Cell<'a>)> {
        self.rows.iter().find_map(|row| Some((*row, self.sheet.cell(row, column)?)))
    }

    /// Removes a window whose cells are both empty, and the end of one whose second cell is empty.
    fn clear_window(&self, fields: &mut Map<String, Value>) {
        let is_emptied = |column: &str| self.sheet.has(column) && self.of_product(column).is_none();
        if self.of_product("published_from").is_none() && self.of_product("published_to").is_none() {
            if is_emptied("published_from") {
                fields.insert("published".to_owned(), Value::Null);
            }
        } else if is_emptied("published_to") {
            put(fields, &["published".to_owned(), "to".to_owned()], Value::Null);
        }
    }

    /// Removes the product's attributes and facts that their cells don't name.
    fn drop_other_attributes(&self, fields: &mut Map<String, Value>) {
        let Some(had) = self.had else { return };
        drop_others(fields, "attributes", had.attributes.keys());
        drop_others(fields, "facts", had.facts.keys());
    }

    /// Checks that all rows that fill one of the product's columns agree.
    fn check_agreement(&mut self) {
        let options = (0..MOST_OPTIONS).map(option_column);
        let columns = self.columns;
        for column in columns.of_product.iter().map(|column| column.name.clone()).chain(options) {
            let Some((first, wanted)) = self.of_product(&column).filter(|_| column != "code") else { continue };
            for row in self.rows {
                if self.sheet.cell(row, &column).is_some_and(|cell| cell.text != wanted.text) {
                    let line = first.line;
                    let message =
                        format!("this differs from the product's row on line {line}; write the same or nothing");
                    self.found.push(DiagnosticKind::Rule, cell(row.line, &column), message);
                }
            }
        }
    }

    /// Adds the options that the rows state to `fields`, and returns the attribute of each place.
    fn options(&mut self, fields: &mut Map<String, Value>) -> Vec<Slug> {
        let stated = (0..MOST_OPTIONS).take_while(|place| self.of_product(&option_column(*place)).is_some()).count();
        let had = self.had.map(|had| had.options.as_slice()).unwrap_or_default();
        let options: Vec<(Slug, Vec<Slug>)> = match stated {
            0 if self.is_described() && self.sheet.has(&option_column(0)) => Vec::new(),
            0 => had
                .iter()
                .zip(0..)
                .map(|(had, place)| (had.attribute.clone(), self.values(&had.values, place)))
                .collect(),
            _ => (0..stated).filter_map(|place| self.option(place)).collect(),
        };
        self.check_gaps(options.len().max(stated));
        let attributes = options.iter().map(|(attribute, _)| attribute.clone()).collect();
        let options =
            options.into_iter().map(|(attribute, values)| json!({ "attribute": attribute, "values": values }));
        fields.insert("options".to_owned(), options.collect());
        attributes
    }

    /// Returns an option with its values. If the column names none, they are the shop's and those of the rows, in order.
    fn option(&mut self, place: usize) -> Option<(Slug, Vec<Slug>)> {
        let column = option_column(place);
        let (row, text) = self.of_product(&column).map(|(row, cell)| (row, cell.text))?;
        match cells::option(text) {
            Ok((attribute, values)) if values.is_empty() => {
                let had = self.had.iter().flat_map(|had| &had.options).find(|option| option.attribute == attribute);
                let values = self.values(had.map(|option| option.values.as_slice()).unwrap_or_default(), place);
                Some((attribute, values))
            }
            Ok(option) => Some(option),
            Err(message) => {
                self.found.push(DiagnosticKind::Form, cell(row.line, &column), message);
                self.found.mark_path(self.inside(&["options"]));
                None
            }
        }
    }

    /// Returns the values of an option. An empty or wrong value is skipped here, and reported with its variant.
    fn values(&self, had: &[Slug], place: usize) -> Vec<Slug> {
        let mut values = had.to_vec();
        let mut met: HashSet<Slug> = had.iter().cloned().collect();
        for row in self.rows {
            let value = cells::read_code(self.sheet.text(row, &value_column(place))).ok();
            values.extend(value.filter(|value| met.insert(value.clone())));
        }
        values
    }

    fn check_gaps(&mut self, options: usize) {
        let column = option_column(options);
        for later in (options..MOST_OPTIONS).flat_map(|place| [option_column(place), value_column(place)]) {
            let filled = self.rows.iter().find(|row| self.sheet.cell(row, &later).is_some());
            if let Some(row) = filled {
                let message = format!("\"{column}\" of the product is empty; name the attribute there");
                self.found.push(DiagnosticKind::Missing, cell(row.line, &later), message);
                self.found.mark_path(self.inside(&["options"]));
                return;
            }
        }
    }

    /// Returns the value of a cell. A cell that can't be read is reported, and its field marked as unreadable.
    pub(crate) fn read(
        &mut self,
        row: &Row,
        column: &str,
        given: &Cell<'_>,
        read: Read,
        path: &FieldPath,
    ) -> Option<Value> {
        match read(given) {
            Ok(value) => Some(value),
            Err(message) => {
                self.found.push(DiagnosticKind::Form, cell(row.line, column), message);
                self.found.mark_path(path.clone());
                None
            }
        }
    }

    /// Records that a new thing needs the column. A column that the file lacks is reported once for all things.
    pub(crate) fn need(&mut self, row: &Row, column: &Column, is_new: bool, code: &str, path: &FieldPath) {
        if is_new && column.empty == Empty::Required && !self.sheet.has(&column.name) {
            self.lacking.add(&column.name, code, row.line);
            self.found.mark_path(path.clone());
        }
    }

    fn path(&self, column: &Column) -> FieldPath {
        self.inside(&column.path)
    }

    pub(crate) fn of_variant(&self, place: usize, names: &[String]) -> FieldPath {
        let FieldPath(mut steps) = self.inside(&["variants"]);
        steps.push(Step::Index(place));
        steps.extend(names.iter().map(|name| Step::Field(name.clone())));
        FieldPath(steps)
    }

    fn inside(&self, names: &[impl AsRef<str>]) -> FieldPath {
        let mut steps = vec![Step::Field("products".to_owned()), Step::Index(self.index)];
        steps.extend(names.iter().map(|name| Step::Field(name.as_ref().to_owned())));
        FieldPath(steps)
    }
}

/// Removes what the object in a field doesn't name.
fn drop_others<'k>(fields: &mut Map<String, Value>, field: &str, had: impl Iterator<Item = &'k Slug>) {
    let Some(Value::Object(given)) = fields.get_mut(field) else { return };
    for name in had {
        given.entry(name.as_str()).or_insert(Value::Null);
    }
}

/// Returns the fields of a new product that may have no columns.
fn default_fields() -> Value {
    json!({ "slug": {}, "name": {}, "pictures": [], "variants": [] })
}

/// Writes a value at a path of fields.
pub(crate) fn put(fields: &mut Map<String, Value>, path: &[String], value: Value) {
    let Some((name, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        fields.insert(name.clone(), value);
    } else if let Value::Object(inside) = fields.entry(name.as_str()).or_insert_with(|| Value::Object(Map::new())) {
        put(inside, rest, value);
    }
}
