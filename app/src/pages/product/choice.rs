use catalog::{Product, ProductOption, ProductValue, Variant};

/// The variant of a product that the page shows, with the query that leads to it.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) variant: Variant,
    /// The query that leads to the variant; empty if nothing was chosen.
    query: Vec<(String, String)>,
}

impl Choice {
    /// Returns the variant of the query. If the query leaves options open, or names values that no variant has, it is the
    /// representative of the variants that match most of the query's values, earlier options first. `None` only for a
    /// product without variants.
    pub(super) fn of(product: &Product, query: &[(String, String)]) -> Option<Self> {
        let wanted: Vec<&ProductValue> =
            product.options.iter().filter_map(|option| requested_value(option, query)).collect();
        let kept = |variant: &Variant| wanted.iter().map(|value| variant.has(value)).collect::<Vec<bool>>();
        let most = product.variants.iter().map(kept).max()?;
        let fitting = product.variants.iter().filter(|variant| kept(variant) == most);
        let variant = catalog::representative(fitting, |variant| variant.rank())?.clone();
        let query = if wanted.is_empty() { Vec::new() } else { query_of(product, &variant) };
        Some(Self { variant, query })
    }

    /// Returns the query that leads to the variant; empty if nothing was chosen.
    pub(super) fn query(&self) -> &[(String, String)] {
        &self.query
    }
}

fn requested_value<'a>(option: &'a ProductOption, query: &[(String, String)]) -> Option<&'a ProductValue> {
    let (_, code) = query.iter().find(|(name, _)| *name == option.code)?;
    option.values.iter().find(|value| value.code == *code)
}

/// Returns the query that chooses this variant.
pub(super) fn query_of(product: &Product, variant: &Variant) -> Vec<(String, String)> {
    let chosen = |option: &ProductOption| {
        let value = option.values.iter().find(|value| variant.has(value))?;
        Some((option.code.clone(), value.code.clone()))
    };
    product.options.iter().filter_map(chosen).collect()
}

/// Returns the variant that differs from `from` only by having `value` of `option`, if it is made.
pub(super) fn sibling<'a>(
    product: &'a Product,
    from: &Variant,
    option: &ProductOption,
    value: &ProductValue,
) -> Option<&'a Variant> {
    let others = |variant: &&Variant| {
        let kept = product.options.iter().filter(|other| other.code != option.code);
        kept.flat_map(|other| &other.values).all(|value| variant.has(value) == from.has(value))
    };
    product.variants.iter().filter(|variant| variant.has(value)).find(others)
}

#[cfg(test)]
mod tests {
    use catalog::{Dimensions, Price};
    use types::{Currency, LocalText, Money, ProductId, Stock, Translated, VariantId};

    use super::*;

    fn value(id: i64, code: &str) -> ProductValue {
        ProductValue { id, code: code.to_owned(), label: code.to_owned().into(), swatch: None }
    }

    fn variant(id: i64, values: [i64; 2], stock: u32) -> Variant {
        let dimensions = Dimensions { length: 1, width: 1, height: 1 };
        let price = Price { now: Money::new(100, Currency::from_code("AED").unwrap()), compare_at: None, until: None };
        Variant {
            id: VariantId(id),
            sku: id.to_string(),
            gtin: String::new(),
            mpn: String::new(),
            values: values.into(),
            price,
            stock: Stock::Counted(stock),
            weight_g: 1,
            dimensions,
        }
    }

    /// Clay (1) and ink (2) in small (3) and large (4); large ink is not made, small clay is sold out.
    fn vase() -> Product {
        let option = |code: &str, values| ProductOption {
            code: code.to_owned(),
            name: code.to_owned().into(),
            schema_property: None,
            values,
        };
        Product {
            id: ProductId(1),
            code: String::new(),
            slug: String::new(),
            slugs: Translated::default(),
            sold_in: Default::default(),
            name: LocalText::default(),
            description: LocalText::default(),
            material: LocalText::default(),
            care: LocalText::default(),
            brand: String::new(),
            country_of_origin: None,
            facts: Vec::new(),
            tax_class: String::new(),
            seo_title: String::new(),
            seo_description: String::new(),
            path: Vec::new(),
            options: vec![
                option("colour", vec![value(1, "clay"), value(2, "ink")]),
                option("size", vec![value(3, "s"), value(4, "l")]),
            ],
            variants: vec![variant(1, [1, 3], 0), variant(2, [1, 4], 5), variant(3, [2, 3], 5)],
            pictures: Vec::new(),
        }
    }

    fn chosen(query: &[(&str, &str)]) -> i64 {
        let query: Vec<_> = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Choice::of(&vase(), &query).unwrap().variant.id.0
    }

    #[test]
    fn the_query_chooses_and_what_it_leaves_open_can_be_bought() {
        assert_eq!(chosen(&[]), 2, "the first that can be bought");
        assert_eq!(chosen(&[("colour", "ink")]), 3);
        assert_eq!(chosen(&[("colour", "clay"), ("size", "s")]), 1, "asked for, though sold out");
        assert_eq!(chosen(&[("colour", "ink"), ("size", "l")]), 3, "not made: the colour is kept");
        assert_eq!(chosen(&[("colour", "plaid"), ("shape", "x")]), 2, "unknown asks for nothing");
    }

    #[test]
    fn an_option_leads_to_the_variant_that_differs_by_it_alone() {
        let vase = vase();
        let small_clay = &vase.variants[0];
        let to = |option: usize, value: usize| {
            let option = &vase.options[option];
            sibling(&vase, small_clay, option, &option.values[value]).map(|variant| variant.id.0)
        };
        assert_eq!(to(0, 1), Some(3));
        assert_eq!(to(1, 1), Some(2));
        let small_ink = &vase.variants[2];
        assert!(sibling(&vase, small_ink, &vase.options[1], &vase.options[1].values[1]).is_none());
    }
}
