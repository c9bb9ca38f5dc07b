use catalog::{OptionDocument, ProductDocument};
use types::{Language, Slug, Translated, Window};

use super::{
    cells,
    columns::{MOST_OPTIONS, OF_PRODUCT},
    option_column,
    sheet::{Row, Sheet},
    value_column,
};
use crate::{Refusal, refusal::Collected};

/// The rows of one product, and what is refused about them.
pub(crate) struct Rows<'a> {
    sheet: &'a Sheet<'a>,
    first: &'a Row,
    rows: &'a [&'a Row],
    refused: &'a mut Collected<Refusal>,
}

impl<'a> Rows<'a> {
    /// `rows` has at least one.
    pub(crate) fn new(sheet: &'a Sheet<'a>, rows: &'a [&'a Row], refused: &'a mut Collected<Refusal>) -> Self {
        Self { sheet, first: rows[0], rows, refused }
    }

    /// The product, unless a cell is refused. Every cell is read before the first refusal ends it.
    pub(crate) fn product(mut self) -> Option<ProductDocument> {
        self.same_in_all_rows();
        let code = self.cell(self.first, "code", cells::slug);
        let category = self.cell(self.first, "category", cells::slug);
        let slug = self.slugs();
        let popularity = self.cell_or(self.first, "popularity", cells::whole);
        let tags = self.cell_or(self.first, "tags", cells::slugs);
        let published = self.published();
        let attributes = self.cell_or(self.first, "attributes", cells::attributes);
        let pictures = self.cell_or(self.first, "pictures", cells::pictures);
        let options = self.options();
        let variants: Vec<_> =
            self.rows.iter().map(|row| self.variant(row, options.as_deref().unwrap_or_default())).collect();
        Some(ProductDocument {
            code: code?,
            category: category?,
            slug: slug?,
            name: self.words("name"),
            description: self.words("description"),
            material: self.words("material"),
            care: self.words("care"),
            brand: self.sheet.cell(self.first, "brand").trim().to_owned(),
            hsn: self.sheet.cell(self.first, "hsn").trim().to_owned(),
            tags: tags?,
            popularity: popularity?,
            published: published?,
            attributes: attributes?,
            options: options?,
            variants: variants.into_iter().collect::<Option<_>>()?,
            pictures: pictures?,
        })
    }

    /// What a cell is read as, or a refusal.
    pub(crate) fn cell<T>(
        &mut self,
        row: &Row,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        match read(self.sheet.cell(row, column)) {
            Ok(value) => Some(value),
            Err(message) => {
                self.refused.push_with(|| self.sheet.refused(row.line, column, message));
                None
            }
        }
    }

    /// As [`Self::cell`], with an empty cell read as nothing, or 0.
    pub(crate) fn cell_or<T: Default>(
        &mut self,
        row: &Row,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if self.sheet.cell(row, column).trim().is_empty() { Some(T::default()) } else { self.cell(row, column, read) }
    }

    /// A product's columns are filled in its first row; a later row repeats them or leaves them empty.
    fn same_in_all_rows(&mut self) {
        let options = (0..MOST_OPTIONS).map(option_column);
        for column in OF_PRODUCT.into_iter().map(str::to_owned).chain(options) {
            let wanted = self.sheet.cell(self.first, &column);
            for row in &self.rows[1..] {
                let found = self.sheet.cell(row, &column);
                if !found.is_empty() && found != wanted {
                    let line = self.first.line;
                    let message =
                        format!("this differs from the product's first row, line {line}; write the same or nothing");
                    self.refused.push_with(|| self.sheet.refused(row.line, &column, message));
                }
            }
        }
    }

    fn words(&self, name: &str) -> Translated {
        let cell = |language: Language| self.sheet.cell(self.first, &format!("{name}_{}", language.code())).to_owned();
        Translated::from_fn(cell)
    }

    fn slugs(&mut self) -> Option<Translated<Slug>> {
        let slugs =
            Translated::from_fn(|language| self.cell(self.first, &format!("slug_{}", language.code()), cells::slug));
        Some(Translated { en: slugs.en?, ar: slugs.ar?, hi: slugs.hi? })
    }

    fn published(&mut self) -> Option<Option<Window>> {
        let optional = |cell: &str| cells::moment(cell).map(Some);
        let from = self.cell_or(self.first, "published_from", optional)?;
        let to = self.cell_or(self.first, "published_to", optional)?;
        match (from, to) {
            (Some(from), to) => Some(Some(Window { from, to })),
            (None, None) => Some(None),
            (None, Some(_)) => {
                let message = "\"published_to\" is filled; write from when, too";
                self.refused.push_with(|| self.sheet.refused(self.first.line, "published_from", message));
                None
            }
        }
    }

    fn options(&mut self) -> Option<Vec<OptionDocument>> {
        let filled = |place: &usize| !self.sheet.cell(self.first, &option_column(*place)).is_empty();
        let places: Vec<usize> = (0..MOST_OPTIONS).take_while(filled).collect();
        self.no_gap_after(places.len());
        places.into_iter().map(|place| self.option(place)).collect()
    }

    /// Values that the column doesn't name are those of the variants, in their order.
    fn option(&mut self, place: usize) -> Option<OptionDocument> {
        let mut option = self.cell(self.first, &option_column(place), cells::option)?;
        if option.values.is_empty() {
            for row in self.rows {
                // An empty or wrong value is the variant's fault, and told there.
                let value = cells::slug(self.sheet.cell(row, &value_column(place))).ok();
                option.values.extend(value.filter(|value| !option.values.contains(value)));
            }
        }
        Some(option)
    }

    fn no_gap_after(&mut self, options: usize) {
        let column = option_column(options);
        for later in (options..MOST_OPTIONS).flat_map(|place| [option_column(place), value_column(place)]) {
            let filled = self.rows.iter().find(|row| !self.sheet.cell(row, &later).trim().is_empty());
            if let Some(row) = filled {
                let message = format!("\"{column}\" of the product's first row is empty; name the attribute there");
                self.refused.push_with(|| self.sheet.refused(row.line, &later, message));
                return;
            }
        }
    }
}
