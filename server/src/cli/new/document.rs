//! The document of a new shop.

use std::collections::BTreeMap;

use import_export::ShopDocument;
use serde::Deserialize;
use serde_json::{Value, json};
use types::{Currency, Language};

use super::{
    CommandError,
    answers::{Answers, Tax},
};

const TEXTS: &str = include_str!("texts.json");
/// The Harmonised System code of ceramics, which Indian prices need.
const CERAMICS: &str = "691390";

/// The texts of a new shop by language. English ones stand in for languages that have none here.
#[derive(Deserialize)]
struct AllTexts {
    en: Texts,
    #[serde(flatten)]
    by_language: BTreeMap<String, Texts>,
}

/// The texts of a new shop in a language.
#[derive(Deserialize)]
struct Texts {
    category: Named,
    bowl: Named,
    vase: Named,
    cup: Named,
    description: String,
    home: Home,
    info: Info,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    slug: String,
}

#[derive(Deserialize)]
struct Home {
    title: String,
    slug: String,
    hero: String,
    text: String,
    link: String,
    newest: String,
    alt: String,
}

#[derive(Deserialize)]
struct Info {
    title: String,
    slug: String,
    text: String,
}

/// Returns the document of a shop with these answers. Its texts are in the primary language alone.
pub(super) fn document(answers: &Answers) -> Result<ShopDocument, CommandError> {
    let language = answers.primary();
    let texts = texts(language)?;
    let text = |text: &str| json!({ language.code(): text });
    let products = [("bowl", &texts.bowl, 18), ("vase", &texts.vase, 39), ("cup", &texts.cup, 24)];
    let picture = |name: &str, alt: &str| json!({"file": format!("images/{name}.png"), "alt": text(alt)});
    let mut pictures = vec![picture("hero", &texts.home.alt)];
    pictures.extend(products.iter().map(|(code, named, _)| picture(code, &named.name)));
    let products: Vec<Value> = products
        .iter()
        .map(|(code, named, units)| {
            let mut product = json!({
                "code": code, "category": "products", "slug": text(&named.slug), "name": text(&named.name),
                "description": text(&texts.description), "published": {"from": "2026-01-01T00:00:00Z"},
                "variants": [{
                    "sku": code.to_uppercase(), "price": {answers.currency.code(): example_price(answers.currency, *units)},
                    "stock": 10,
                }],
                "pictures": [{"file": format!("images/{code}.png")}],
            });
            if answers.tax == Tax::GstIndia {
                product["hsn"] = CERAMICS.into();
            }
            product
        })
        .collect();
    let document = json!({
        "format": import_export::FORMAT, "setup": setup(answers), "pictures": pictures,
        "categories": [{"code": "products", "slug": text(&texts.category.slug), "name": text(&texts.category.name)}],
        "products": products, "pages": pages(&texts, text),
    });
    serde_json::from_value(document).map_err(CommandError::NewDocument)
}

fn pages(texts: &Texts, text: impl Fn(&str) -> Value) -> Value {
    let (home, info) = (&texts.home, &texts.info);
    let link = json!({"label": text(&home.link), "to": {"category": "products"}});
    json!([
        {
            "kind": "home", "code": "home", "slug": text(&home.slug), "title": text(&home.title),
            "published": {"from": "2026-01-01T00:00:00Z"},
            "blocks": [
                {"hero": {"title": text(&home.hero), "text": text(&home.text), "picture": "images/hero.png", "link": link}},
                {"product_list": {"title": text(&home.newest), "products": "newest", "limit": 8}},
            ],
        },
        {
            "kind": "page", "code": "shipping", "slug": text(&info.slug), "title": text(&info.title),
            "published": {"from": "2026-01-01T00:00:00Z"},
            "blocks": [{"rich_text": {"markdown": text(&info.text)}}],
        },
    ])
}

fn setup(answers: &Answers) -> Value {
    let country = answers.country.code();
    let primary = answers.primary();
    let is_primary = |language: &Language| *language == primary;
    let languages: Vec<Value> = answers
        .languages
        .iter()
        .map(|language| {
            let tag = language.code();
            if is_primary(language) { json!({"tag": tag}) } else { json!({"tag": tag, "fallback": primary}) }
        })
        .collect();
    let prefix =
        |language: &Language| if is_primary(language) { String::new() } else { language.code().to_lowercase() };
    let locales: BTreeMap<&str, String> = answers.languages.iter().map(|tag| (tag.code(), prefix(tag))).collect();
    let tax = match &answers.tax {
        Tax::None => json!({"kind": "none"}),
        Tax::Vat(rate) => json!({"kind": "vat", "included": answers.tax_included, "rates": {"standard": rate}}),
        Tax::SalesTaxUs => json!({"kind": "sales-tax-us"}),
        Tax::GstIndia => json!({"kind": "gst-india"}),
    };
    let mut setup = json!({
        "name": answers.name, "languages": languages,
        "markets": [{
            "code": country.to_lowercase(), "countries": [country], "currency": answers.currency.code(),
            "zone": answers.zone, "locales": locales, "tax": tax,
            "delivery": {
                "leaves": {"days": ["mon", "tue", "wed", "thu", "fri"], "until": "14:00"}, "takes": [1, 3],
            },
            "units": if country == "US" { "us" } else { "metric" },
        }],
    });
    if let Some(theme) = &answers.theme {
        setup["theme"] = json!({"ready": theme});
    }
    setup
}

/// Returns the texts for a language, or for the language without its script and region, or else English ones.
fn texts(language: Language) -> Result<Texts, CommandError> {
    let mut texts: AllTexts = serde_json::from_str(TEXTS).map_err(CommandError::NewDocument)?;
    let tags = [language.code(), language.primary_subtag()];
    Ok(tags.iter().find_map(|tag| texts.by_language.remove(*tag)).unwrap_or(texts.en))
}

/// Returns a price in minor units. Currencies without minor units have prices of some hundreds or thousands.
const fn example_price(currency: Currency, units: i64) -> i64 {
    if currency.decimals() == 0 { units * 100 } else { units * currency.minor_per_major() }
}
