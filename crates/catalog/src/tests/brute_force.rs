//! Listings, cards and pages of products beside those made the slow way, from the documents, in markets that differ in their
//! prices.

mod markets;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use types::{CategoryId, MarketCode, Money, PriceList, Slug, SlugLookup, Stock};

use super::given::{AED, NOW, Shop, amount, prices, product, slug, variant, window};
use crate::{
    FLAG, FactDocument, FactNumber, Filter, MarketsDocument, NumberRange, OptionDocument, ProductCard, ProductDocument,
    ScheduledPriceDocument, Scope, Sort, VariantDocument, listing, product_by_slug,
};
use markets::{MARKETS, price_of, seen_in, setup_with_conversions};

const COLOURS: [&str; 3] = ["clay", "ink", "chalk"];
const SIZES: [&str; 3] = ["s", "m", "l"];
const MATERIALS: [&str; 3] = ["ceramic", "glass", "wood"];

/// A pseudo-random generator that is the same on every run (Numerical Recipes, 32 bits).
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
    document.facts = random_facts(numbers);
    document.popularity = numbers.below(4) as u32;
    document.published = window(numbers.below(5) as i64, None);
    document.markets = match numbers.below(6) {
        0 => Some(MarketsDocument::Only(random_markets(numbers))),
        1 => Some(MarketsDocument::Not(random_markets(numbers))),
        _ => None,
    };
    document.variants.clear();
    for colour in &colours {
        for size in SIZES.into_iter().filter(|size| *size == "m" || numbers.below(3) > 0).collect::<Vec<_>>() {
            document.variants.push(random_variant(numbers, &code, colour, size));
        }
    }
    document
}

fn number(thousandths: usize) -> FactNumber {
    FactNumber::from_thousandths(thousandths as i64).unwrap()
}

/// Returns a height and a word about washing, each most of the time.
fn random_facts(numbers: &mut Numbers) -> BTreeMap<Slug, FactDocument> {
    let height = FactDocument::Number(number(500 * numbers.below(6)));
    let washable = FactDocument::Flag(numbers.below(2) == 0);
    let facts = [(slug("height"), height), (slug("washable"), washable)];
    facts.into_iter().filter(|_| numbers.below(4) > 0).collect()
}

fn random_markets(numbers: &mut Numbers) -> Vec<MarketCode> {
    numbers.some(&MARKETS).into_iter().map(|code| MarketCode::new(code).unwrap()).collect()
}

/// Returns the lists that a variant has prices in: dirhams most of the time, and perhaps lists that come before them.
fn random_lists(numbers: &mut Numbers) -> Vec<PriceList> {
    let chances = [("AED", 7), ("SAR", 1), ("ae", 1), ("om", 1), ("sa", 1), ("kw", 1)];
    let chosen = chances.into_iter().filter(|(_, eighths)| numbers.below(8) < *eighths);
    chosen.map(|(code, _)| prices(code)).collect()
}

fn random_variant(numbers: &mut Numbers, code: &str, colour: &str, size: &str) -> VariantDocument {
    let mut document = variant(code, colour, 100);
    document.sku = types::Sku::new(format!("{code}-{colour}-{size}").to_uppercase()).unwrap();
    document.options.insert(slug("size"), slug(size));
    document.price.clear();
    for list in random_lists(numbers) {
        let minor = 1 + numbers.below(1000) as i64;
        // A list may have prices for a time alone.
        if numbers.below(8) > 0 {
            document.price.insert(list, amount(minor));
            if numbers.below(4) == 0 {
                document.compare_at.insert(list, amount(minor + 1 + numbers.below(300) as i64));
            }
        }
        let sales = numbers.below(3) as i64;
        document.scheduled_prices.extend((1..=sales).map(|start| random_sale(numbers, list, start)));
    }
    document.stock = if numbers.below(8) == 0 { Stock::Untracked } else { Stock::Counted(numbers.below(3) as u32) };
    document
}

/// A price that began `start` seconds before now, and some end before, at or after it, or never.
fn random_sale(numbers: &mut Numbers, list: PriceList, start: i64) -> ScheduledPriceDocument {
    let moment = |at| jiff::Timestamp::from_millisecond(at).unwrap();
    let ends = [Some(NOW), Some(NOW + 1), None][numbers.below(3)];
    let minor = 1 + numbers.below(1000) as i64;
    let compared = numbers.below(3) == 0;
    ScheduledPriceDocument {
        currency: list,
        amount: amount(minor),
        compare_at: compared.then(|| amount(minor + 1 + numbers.below(100) as i64)),
        from: moment(NOW - start * 1000),
        to: ends.map(moment),
    }
}

fn random_filter(numbers: &mut Numbers) -> Filter {
    let mut values = BTreeMap::new();
    for (code, all) in [("colour", &COLOURS), ("size", &SIZES), ("material", &MATERIALS)] {
        let chosen: BTreeSet<String> = numbers.some(all).into_iter().map(str::to_owned).collect();
        if !chosen.is_empty() && numbers.below(3) > 0 {
            values.insert(code.to_owned(), chosen);
        }
    }
    if numbers.below(4) == 0 {
        values.insert("washable".to_owned(), [FLAG.to_owned()].into());
    }
    let bound = |numbers: &mut Numbers| (numbers.below(2) == 0).then(|| number(500 * numbers.below(6)));
    let [from, to] = [bound(numbers), bound(numbers)];
    let heights = NumberRange { from, to };
    let is_reversed = from.zip(to).is_some_and(|(from, to)| from > to);
    let price = |numbers: &mut Numbers, low: i64| {
        (numbers.below(2) == 0).then(|| Money::new(low + numbers.below(500) as i64, AED))
    };
    Filter {
        values,
        numbers: (!is_reversed && heights != NumberRange::default())
            .then(|| ("height".to_owned(), heights))
            .into_iter()
            .collect(),
        price_from: price(numbers, 0),
        price_to: price(numbers, 500),
        available: numbers.below(2) == 0,
        sort: [Sort::Featured, Sort::Newest, Sort::PriceUp, Sort::PriceDown][numbers.below(4)],
        page: 1,
    }
}

/// The part of a filter that is left out.
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
    let is_washable = of.facts.get(&slug("washable")) == Some(&FactDocument::Flag(true));
    let has = |attribute: &str, value: &str| {
        if attribute == "washable" { value == FLAG && is_washable } else { has(attribute, value) }
    };
    let heights = filter.numbers.get("height").filter(|_| without != Without::Attribute("height"));
    let is_high_enough = heights.is_none_or(|range| {
        let Some(FactDocument::Number(height)) = of.facts.get(&slug("height")) else { return false };
        range.from.is_none_or(|from| *height >= from) && range.to.is_none_or(|to| *height <= to)
    });
    let price = price_of(variant).0;
    let mut asked = filter.values.iter().filter(|(attribute, _)| without != Without::Attribute(attribute));
    asked.all(|(attribute, values)| values.iter().any(|value| has(attribute, value)))
        && is_high_enough
        && (without == Without::Price || filter.price_from.is_none_or(|from| price >= from.minor))
        && (without == Without::Price || filter.price_to.is_none_or(|to| price <= to.minor))
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

/// Saves products, and returns them.
async fn random_shop(shop: &Shop, numbers: &mut Numbers) -> Vec<ProductDocument> {
    let documents: Vec<_> = (0..60).map(|number| random_product(numbers, number)).collect();
    for document in &documents {
        shop.save(document).await;
    }
    documents
}

#[tokio::test]
async fn every_count_equals_brute_force() {
    for shop in Shop::with_setup(&setup_with_conversions()).await {
        let mut numbers = Numbers(7);
        let saved = random_shop(&shop, &mut numbers).await;
        for round in 0..200 {
            let market = MARKETS[round % MARKETS.len()];
            let documents: Vec<_> = saved.iter().map(|of| seen_in(market, of)).collect();
            let filter = random_filter(&mut numbers);
            let mut reader = shop.read_in(&format!("en-{market}"), NOW).await;

            let found =
                listing(&mut reader, &shop.indexes, &Scope::Category(CategoryId(2)), filter.clone()).await.unwrap();

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
                .map(|(_, variant)| price_of(variant).0);
            let bounds = found.prices.map(|bounds| (bounds.least, bounds.most));
            assert_eq!(bounds, prices.clone().min().zip(prices.max()), "{filter:?}");
        }
    }
}

/// The expected card: the product's code, price, comparison, whether prices vary, availability, colours, and the
/// options of the variant.
type Shown = (String, i64, Option<i64>, bool, bool, Vec<String>, BTreeMap<String, String>);

/// Returns the expected card of a product under a filter, from its document.
fn expected(of: &ProductDocument, filter: &Filter) -> Option<Shown> {
    let fitting: Vec<_> = of.variants.iter().filter(|variant| fits(of, variant, filter, Without::Nothing)).collect();
    let in_stock: Vec<_> = fitting.iter().copied().filter(|variant| variant.stock != Stock::Counted(0)).collect();
    let offered = if in_stock.is_empty() { &fitting } else { &in_stock };
    let least = offered.iter().map(|variant| price_of(variant).0).min()?;
    let shown = offered.iter().find(|variant| price_of(variant).0 == least)?;
    let has_colour = |code: &str| fitting.iter().any(|variant| variant.options[&slug("colour")].as_str() == code);
    let colours = of.options[0].values.iter().map(|code| code.as_str()).filter(|code| has_colour(code));
    Some((
        of.code.to_string(),
        least,
        price_of(shown).1,
        offered.iter().any(|variant| price_of(variant).0 != least),
        !in_stock.is_empty(),
        colours.map(|code| format!("{code} en")).collect(),
        shown.options.iter().map(|(option, value)| (option.to_string(), value.to_string())).collect(),
    ))
}

/// Returns all expected cards, in order.
fn expected_cards(shop: &[ProductDocument], filter: &Filter) -> Vec<Shown> {
    let mut cards: Vec<_> = shop.iter().filter_map(|of| Some((of, expected(of, filter)?))).collect();
    let popularity = |of: &ProductDocument| Reverse(of.popularity);
    let newness = |of: &ProductDocument| Reverse(of.published.as_ref().map(|window| window.from));
    match filter.sort {
        Sort::Featured => cards.sort_by_key(|(of, _)| popularity(of)),
        Sort::Newest => cards.sort_by_key(|(of, _)| newness(of)),
        Sort::PriceUp => cards.sort_by_key(|(of, shown)| (shown.1, popularity(of))),
        Sort::PriceDown => cards.sort_by_key(|(of, shown)| (Reverse(shown.1), popularity(of))),
    }
    cards.into_iter().map(|(_, shown)| shown).collect()
}

/// Returns the options of the variant that a card's link selects.
fn opened(of: &ProductDocument, card: &ProductCard) -> BTreeMap<String, String> {
    match card.query.is_empty() {
        true => expected(of, &Filter::default()).unwrap().6,
        false => card.query.iter().cloned().collect(),
    }
}

fn shown(shop: &[ProductDocument], card: &ProductCard) -> Shown {
    let of = shop.iter().find(|of| of.code.as_str() == card.code).unwrap();
    (
        card.code.clone(),
        card.price.minor,
        card.compare_at.map(|amount| amount.minor),
        card.price_varies,
        card.available,
        card.swatches.iter().map(|swatch| swatch.label.clone()).collect(),
        opened(of, card),
    )
}

#[tokio::test]
async fn every_card_equals_brute_force_and_its_price_lies_in_the_range() {
    for shop in Shop::with_setup(&setup_with_conversions()).await {
        let mut numbers = Numbers(11);
        let saved = random_shop(&shop, &mut numbers).await;
        for round in 0..200 {
            let market = MARKETS[round % MARKETS.len()];
            let documents: Vec<_> = saved.iter().map(|of| seen_in(market, of)).collect();
            let filter = random_filter(&mut numbers);
            let mut cards = Vec::new();
            for page in 1..=3 {
                let mut reader = shop.read_in(&format!("en-{market}"), NOW).await;
                let asked = Filter { page, ..filter.clone() };
                let found = listing(&mut reader, &shop.indexes, &Scope::Category(CategoryId(2)), asked).await.unwrap();
                cards.extend(found.cards.into_iter().filter(|_| page <= found.pages));
            }

            let seen: Vec<_> = cards.iter().map(|card| shown(&documents, card)).collect();
            assert_eq!(seen, expected_cards(&documents, &filter), "{} {market} {filter:?}", shop.given.engine);
            let prices: Vec<i64> = cards.iter().map(|card| card.price.minor).collect();
            assert!(prices.iter().all(|price| filter.price_from.is_none_or(|from| from.minor <= *price)), "{filter:?}");
            assert!(prices.iter().all(|price| filter.price_to.is_none_or(|to| *price <= to.minor)), "{filter:?}");
            assert!(filter.sort != Sort::PriceUp || prices.is_sorted(), "{filter:?}");
        }
    }
}

#[tokio::test]
async fn every_products_page_equals_brute_force() {
    for shop in Shop::with_setup(&setup_with_conversions()).await {
        let saved = random_shop(&shop, &mut Numbers(13)).await;
        for market in MARKETS {
            for of in saved.iter().map(|of| seen_in(market, of)) {
                let mut reader = shop.read_in(&format!("en-{market}"), NOW).await;

                let address = slug(&format!("{}-en", of.code));
                let SlugLookup::Found(found) = product_by_slug(&mut reader, &address).await.unwrap() else { panic!() };

                let sold = of.variants.iter().map(|variant| (variant.sku.as_str().to_owned(), price_of(variant)));
                let shown = found.variants.iter().map(|variant| {
                    let compare_at = variant.price.compare_at.map(|amount| amount.minor);
                    (variant.sku.clone(), (variant.price.now.minor, compare_at))
                });
                assert_eq!(shown.collect::<Vec<_>>(), sold.collect::<Vec<_>>(), "{market} {}", shop.given.engine);
            }
        }
    }
}
