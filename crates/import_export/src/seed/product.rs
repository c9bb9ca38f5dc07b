use std::collections::BTreeMap;

use catalog::{Amount, Dimensions, OptionDocument, ProductDocument, QuantityPrices, SeoDocument, VariantDocument};
use rand_pcg::Pcg64Mcg;
use types::{Currency, PriceList, Sku, Slug, Stock, Translated, Window};

use super::{
    base::{in_each, slug, slugs, translated},
    choice::{count_heads, happens, pick, pick_several, random_below},
    words::{COLOURS, KINDS, Kind, MATERIALS, RATES, ROOMS, Rate, SIZES, TAGS, THEMES, Word},
};

/// The earliest publication of a generated product: 2024-01-01T00:00:00Z.
const FIRST_DAY: i64 = 1_704_067_200;
const DAY: i64 = 86_400;

/// Generates the product with this number.
pub(crate) fn product(number: u32, numbers: &mut Pcg64Mcg) -> ProductDocument {
    let kind = pick(numbers, &KINDS);
    let (theme, thing) = (pick(numbers, &THEMES), pick(numbers, kind.things));
    let code = *pick(numbers, kind.materials);
    let material = material(code);
    let name = name_of(*theme, *thing);
    let options = options(numbers);
    ProductDocument {
        code: slug(&format!("seed-{number}")),
        category: slug(kind.category.0),
        slug: slugs(&with_number(&name, number)),
        description: description((*theme, *thing), material),
        name,
        material: translated(material.1),
        care: translated(["Wipe with a dry cloth.", "يُمسح بقطعة قماش جافة.", "सूखे कपड़े से पोंछें।"]),
        seo: SeoDocument::default(),
        brand: String::new(),
        hsn: kind.hsn.to_owned(),
        country_of_origin: None,
        tax_class: String::new(),
        markets: None,
        tags: tags(numbers),
        popularity: popularity(numbers),
        published: publication(numbers),
        archived: false,
        redirect: None,
        attributes: attributes(material, numbers),
        facts: BTreeMap::new(),
        variants: variants(number, kind, &options, numbers),
        options,
        pictures: Vec::new(),
    }
}

fn material(code: &str) -> Word {
    let known = MATERIALS.iter().find(|(material, _)| *material == code);
    *known.expect("every kind's materials are in the table: a test makes them all")
}

/// Returns the product's name. English and Hindi put the theme first, Arabic the thing.
fn name_of(theme: Word, thing: Word) -> Translated {
    let ([en, ar, hi], [thing_en, thing_ar, thing_hi]) = (theme.1, thing.1);
    in_each([format!("{en} {thing_en}"), format!("{thing_ar} {ar}"), format!("{hi} {thing_hi}")])
}

fn with_number(name: &Translated, number: u32) -> Translated {
    name.map(|name| format!("{name} {number}"))
}

fn description((theme, thing): (Word, Word), material: Word) -> Translated {
    let [en, ar, hi] = material.1;
    let ([theme_en, theme_ar, theme_hi], [thing_en, thing_ar, thing_hi]) = (theme.1, thing.1);
    in_each([
        format!("{theme_en} {thing_en} in {}, made in small batches.", en.to_lowercase()),
        format!("{thing_ar} {theme_ar} من {ar}، تُصنع بكميات صغيرة."),
        format!("{hi} से बना {theme_hi} {thing_hi}, कम मात्रा में तैयार।"),
    ])
}

fn tags(numbers: &mut Pcg64Mcg) -> Vec<Slug> {
    let count = random_below(numbers, 3) as usize;
    pick_several(numbers, &TAGS, count).into_iter().map(|tag| slug(tag)).collect()
}

/// Returns a popularity. A few products are far more popular than the rest.
fn popularity(numbers: &mut Pcg64Mcg) -> u32 {
    10_000 / (1 + random_below(numbers, 1000))
}

/// Returns the publication. 2 % of products are drafts, 1 % have ended, and 1 % begin a hundred years after the first.
fn publication(numbers: &mut Pcg64Mcg) -> Option<Window> {
    let first = FIRST_DAY + i64::from(random_below(numbers, 900)) * DAY;
    let moment = |seconds| jiff::Timestamp::from_second(seconds).ok();
    match random_below(numbers, 100) {
        0 | 1 => None,
        2 => Some(Window { from: moment(first)?, to: moment(first + 30 * DAY) }),
        3 => Some(Window { from: moment(first + 36_525 * DAY)?, to: None }),
        _ => Some(Window { from: moment(first)?, to: None }),
    }
}

fn attributes(material: Word, numbers: &mut Pcg64Mcg) -> BTreeMap<Slug, Vec<Slug>> {
    let count = 1 + random_below(numbers, 2) as usize;
    let rooms = pick_several(numbers, &ROOMS, count).into_iter().map(|room| slug(room.0)).collect();
    BTreeMap::from([(slug("material"), vec![slug(material.0)]), (slug("room"), rooms)])
}

/// Returns one to three colours, and two sizes for a third of the products, which makes one to six variants.
fn options(numbers: &mut Pcg64Mcg) -> Vec<OptionDocument> {
    let count = 1 + random_below(numbers, 3) as usize;
    let colours = pick_several(numbers, &COLOURS, count).into_iter().map(|(colour, _)| slug(colour.0)).collect();
    let mut options = vec![OptionDocument { attribute: slug("colour"), values: colours }];
    if happens(numbers, 33) {
        let sizes = pick_several(numbers, &SIZES, 2).into_iter().map(|size| slug(size.0)).collect();
        options.push(OptionDocument { attribute: slug("size"), values: sizes });
    }
    options
}

fn variants(number: u32, kind: &Kind, options: &[OptionDocument], numbers: &mut Pcg64Mcg) -> Vec<VariantDocument> {
    let dirhams = vary(kind.price, numbers);
    let variant = |(place, options): (usize, BTreeMap<Slug, Slug>)| {
        let larger = u32::from(place % 2 == 1 && options.len() > 1);
        VariantDocument {
            sku: Sku::new(format!("SEED-{number}-{place}")).expect("digits and hyphens make a SKU"),
            gtin: None,
            mpn: String::new(),
            options,
            weight_g: 200 + random_below(numbers, 4000),
            dimensions_mm: dimensions(numbers),
            price: price(dirhams + larger * dirhams / 3),
            compare_at: BTreeMap::new(),
            scheduled_prices: Vec::new(),
            quantity_prices: QuantityPrices::default(),
            stock: stock(numbers),
        }
    };
    choices(options).into_iter().enumerate().map(variant).collect()
}

/// Returns every combination of the options' values; the last option changes fastest.
fn choices(options: &[OptionDocument]) -> Vec<BTreeMap<Slug, Slug>> {
    options.iter().fold(vec![BTreeMap::new()], |choices, option| {
        let with = |choice: &BTreeMap<Slug, Slug>, value: &Slug| {
            let mut choice = choice.clone();
            choice.insert(option.attribute.clone(), value.clone());
            choice
        };
        choices.iter().flat_map(|choice| option.values.iter().map(move |value| with(choice, value))).collect()
    })
}

/// Returns a price near `usual`: times a factor with a bell curve, mostly from a half to two.
fn vary(usual: u32, numbers: &mut Pcg64Mcg) -> u32 {
    let steps = count_heads(numbers, 32);
    let grown = (0..steps).fold(u64::from(usual) * 1000 / 17, |thousandths, _| thousandths * 1193 / 1000);
    u32::try_from(grown / 1000).unwrap_or(usual).max(5)
}

/// Returns the price in each currency of the table.
fn price(base: u32) -> BTreeMap<PriceList, Amount> {
    let price = |rate: &Rate| {
        let currency = Currency::from_code(rate.currency)?;
        let major = i64::from(base) * rate.per_thousand / 1000 / rate.step * rate.step - rate.less;
        let minor = major.max(1) * currency.minor_per_major();
        Some((PriceList::Currency(currency), Amount::new(minor).ok()?))
    };
    RATES.iter().filter_map(price).collect()
}

fn dimensions(numbers: &mut Pcg64Mcg) -> Dimensions {
    let length = 80 + random_below(numbers, 500);
    Dimensions { length, width: length - random_below(numbers, length / 2), height: 40 + random_below(numbers, 600) }
}

/// Returns the stock. One variant in eight is sold out; the others have 1 to 60 units.
fn stock(numbers: &mut Pcg64Mcg) -> Stock {
    Stock::Counted(if random_below(numbers, 8) == 0 { 0 } else { 1 + random_below(numbers, 60) })
}
