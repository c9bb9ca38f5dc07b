//! The shelf's counts beside counts made the slow way, from the documents.

use std::collections::{BTreeMap, BTreeSet};

use types::{CategoryId, Currency, Stock};

use super::given::{NOW, Shop, amount, product, slug, variant};
use crate::{Filter, OptionDocument, ProductDocument, Scope, Sort, VariantDocument, listing};

const COLOURS: [&str; 3] = ["clay", "ink", "chalk"];
const SIZES: [&str; 3] = ["s", "m", "l"];
const MATERIALS: [&str; 3] = ["ceramic", "glass", "wood"];

/// Numbers without a pattern that matters, the same on every run (Numerical Recipes' 32-bit generator).
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % bound
    }

    fn some<'a>(&mut self, of: &[&'a str]) -> Vec<&'a str> {
        of.iter().filter(|_| self.below(2) == 0).copied().collect()
    }
}

fn random_product(numbers: &mut Numbers, number: usize) -> ProductDocument {
    let code = format!("product{number}");
    let mut document = product(&code, "vases", 100);
    let mut colours = numbers.some(&COLOURS);
    colours.push(COLOURS[numbers.below(3)]);
    let colours: BTreeSet<&str> = colours.into_iter().collect();
    document.options = vec![
        OptionDocument { attribute: slug("colour"), values: colours.iter().map(|code| slug(code)).collect() },
        OptionDocument { attribute: slug("size"), values: SIZES.iter().map(|code| slug(code)).collect() },
    ];
    document.attributes.insert(slug("material"), numbers.some(&MATERIALS).into_iter().map(slug).collect());
    document.attributes.retain(|_, values| !values.is_empty());
    document.variants.clear();
    for colour in &colours {
        for size in SIZES.into_iter().filter(|size| *size == "m" || numbers.below(3) > 0).collect::<Vec<_>>() {
            document.variants.push(random_variant(numbers, &code, colour, size));
        }
    }
    document
}

fn random_variant(numbers: &mut Numbers, code: &str, colour: &str, size: &str) -> VariantDocument {
    let mut document = variant(code, colour, 100);
    document.sku = types::Sku::new(format!("{code}-{colour}-{size}").to_uppercase()).unwrap();
    document.options.insert(slug("size"), slug(size));
    document.price.insert(Currency::Aed, amount(1 + numbers.below(1000) as i64));
    document.stock = Stock::Counted(numbers.below(3) as u32);
    document
}

fn random_filter(numbers: &mut Numbers) -> Filter {
    let mut values = BTreeMap::new();
    for (code, all) in [("colour", &COLOURS), ("size", &SIZES), ("material", &MATERIALS)] {
        let chosen: BTreeSet<String> = numbers.some(all).into_iter().map(str::to_owned).collect();
        if !chosen.is_empty() && numbers.below(3) > 0 {
            values.insert(code.to_owned(), chosen);
        }
    }
    let price = |numbers: &mut Numbers, low: i64| (numbers.below(2) == 0).then(|| low + numbers.below(500) as i64);
    Filter {
        values,
        price_from: price(numbers, 0),
        price_to: price(numbers, 500),
        available: numbers.below(2) == 0,
        sort: [Sort::Featured, Sort::Newest, Sort::PriceUp, Sort::PriceDown][numbers.below(4)],
        page: 1,
    }
}

/// Which part of a filter is left out.
#[derive(Clone, Copy, PartialEq)]
enum Without<'a> {
    Nothing,
    Attribute(&'a str),
    Price,
    Availability,
}

fn fits(of: &ProductDocument, variant: &VariantDocument, filter: &Filter, without: Without<'_>) -> bool {
    let has = |attribute: &str, value: &str| {
        let own = variant.options.get(&slug(attribute)).is_some_and(|code| code.as_str() == value);
        own || of.attributes.get(&slug(attribute)).is_some_and(|codes| codes.contains(&slug(value)))
    };
    let price = variant.price[&Currency::Aed].minor();
    let mut asked = filter.values.iter().filter(|(attribute, _)| without != Without::Attribute(attribute));
    asked.all(|(attribute, values)| values.iter().any(|value| has(attribute, value)))
        && (without == Without::Price || filter.price_from.is_none_or(|from| price >= from))
        && (without == Without::Price || filter.price_to.is_none_or(|to| price <= to))
        && (without == Without::Availability || !filter.available || variant.stock.is_available())
}

fn count(
    shop: &[ProductDocument],
    filter: &Filter,
    without: Without<'_>,
    also: impl Fn(&ProductDocument, &VariantDocument) -> bool,
) -> usize {
    let has_one = |of: &&ProductDocument| {
        of.variants.iter().any(|variant| fits(of, variant, filter, without) && also(of, variant))
    };
    shop.iter().filter(has_one).count()
}

#[tokio::test]
async fn every_count_equals_brute_force() {
    for shop in Shop::on_both_engines().await {
        let mut numbers = Numbers(7);
        let documents: Vec<_> = (0..60).map(|number| random_product(&mut numbers, number)).collect();
        for document in &documents {
            shop.save(document).await;
        }
        for _ in 0..150 {
            let filter = random_filter(&mut numbers);
            let mut reader = shop.read_at(NOW).await;

            let found =
                listing(&mut reader, &shop.shelves, &Scope::Category(CategoryId(2)), filter.clone()).await.unwrap();

            assert_eq!(found.total, count(&documents, &filter, Without::Nothing, |_, _| true), "{filter:?}");
            assert_eq!(
                found.available,
                count(&documents, &filter, Without::Availability, |_, variant| variant.stock.is_available())
            );
            for facet in &found.facets {
                for value in &facet.values {
                    let with_value = Filter {
                        values: [(facet.code.clone(), [value.code.clone()].into())].into(),
                        ..Filter::default()
                    };
                    let has = |of: &ProductDocument, variant: &VariantDocument| {
                        fits(of, variant, &with_value, Without::Nothing)
                    };
                    let expected = count(&documents, &filter, Without::Attribute(&facet.code), has);
                    assert_eq!(value.count, expected, "{} {} in {filter:?}", facet.code, value.code);
                }
            }
            let prices = documents
                .iter()
                .flat_map(|of| of.variants.iter().map(move |variant| (of, variant)))
                .filter(|(of, variant)| fits(of, variant, &filter, Without::Price))
                .map(|(_, variant)| variant.price[&Currency::Aed].minor());
            let bounds = found.prices.map(|bounds| (bounds.least, bounds.most));
            assert_eq!(bounds, prices.clone().min().zip(prices.max()), "{filter:?}");
        }
    }
}
