use std::collections::BTreeMap;

use catalog::{Amount, Dimensions, OptionDocument, VariantDocument};
use types::{Currency, Slug};

use super::{cells, product::Rows, sheet::Row, value_column};

impl Rows<'_> {
    /// The variant in a row, unless a cell is refused.
    pub(crate) fn variant(&mut self, row: &Row, options: &[OptionDocument]) -> Option<VariantDocument> {
        let sku = self.cell(row, "sku", cells::sku);
        let options = self.choice(row, options);
        let weight_g = self.cell(row, "weight_g", cells::whole);
        let dimensions_mm = self.dimensions(row);
        let price = self.amounts(row, "price");
        let compare_at = self.amounts(row, "compare_at");
        let scheduled_prices = self.cell_or(row, "scheduled_prices", cells::scheduled_prices);
        let stock = self.cell(row, "stock", cells::stock);
        Some(VariantDocument {
            sku: sku?,
            options: options?,
            weight_g: weight_g?,
            dimensions_mm: dimensions_mm?,
            price: price?,
            compare_at: compare_at?,
            scheduled_prices: scheduled_prices?,
            stock: stock?,
        })
    }

    /// An option without a value is left to the check that JSON goes through, too.
    fn choice(&mut self, row: &Row, options: &[OptionDocument]) -> Option<BTreeMap<Slug, Slug>> {
        let mut choice = BTreeMap::new();
        for (place, option) in options.iter().enumerate() {
            let optional = |cell: &str| cells::slug(cell).map(Some);
            let value = self.cell_or(row, &value_column(place), optional)?;
            choice.extend(value.map(|value| (option.attribute.clone(), value)));
        }
        Some(choice)
    }

    fn dimensions(&mut self, row: &Row) -> Option<Dimensions> {
        let length = self.cell(row, "length_mm", cells::whole);
        let width = self.cell(row, "width_mm", cells::whole);
        let height = self.cell(row, "height_mm", cells::whole);
        Some(Dimensions { length: length?, width: width?, height: height? })
    }

    /// The amounts in the columns `{name}_{currency}`. A price that is missing is left to the check that JSON goes
    /// through, too.
    fn amounts(&mut self, row: &Row, name: &str) -> Option<BTreeMap<Currency, Amount>> {
        let mut amounts = BTreeMap::new();
        for currency in Currency::ALL {
            let optional = |cell: &str| cells::amount(cell).map(Some);
            let amount = self.cell_or(row, &format!("{name}_{}", currency.code()), optional)?;
            amounts.extend(amount.map(|amount| (currency, amount)));
        }
        Some(amounts)
    }
}
