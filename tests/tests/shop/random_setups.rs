//! Random setups that keep every rule, each with a small shop: every kind of page in every locale answers, hreflang is
//! reciprocal, every address that a page names leads somewhere, and sitemaps keep to the protocol's limits.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng as _, SeedableRng as _, seq::IteratorRandom as _};
use rand_pcg::Pcg64Mcg;
use serde_json::{Value, json};

use crate::{
    every_address::pages_in_sitemaps,
    example_shops::{alternates, encoded},
    harness::{ORIGIN, TestShop},
};

/// The shops of a run. Another seed is a number in the environment: `VITRINE_TEST_SEED=4711`.
const SEEDS: std::ops::Range<u64> = 0..12;

const LANGUAGES: [&str; 9] = ["de", "en", "ar", "hi", "fr", "es", "ja", "he", "pt-BR"];
/// Markets by code, with country, currency and zone.
const MARKETS: [[&str; 4]; 10] = [
    ["de", "DE", "EUR", "Europe/Berlin"],
    ["jp", "JP", "JPY", "Asia/Tokyo"],
    ["kw", "KW", "KWD", "Asia/Kuwait"],
    ["us", "US", "USD", "America/New_York"],
    ["in", "IN", "INR", "Asia/Kolkata"],
    ["hu", "HU", "HUF", "Europe/Budapest"],
    ["cl", "CL", "CLP", "America/Santiago"],
    ["tn", "TN", "TND", "Africa/Tunis"],
    ["br", "BR", "BRL", "America/Sao_Paulo"],
    ["gb", "GB", "GBP", "Europe/London"],
];

/// A shop in the making.
struct Draw {
    numbers: Pcg64Mcg,
    languages: Vec<&'static str>,
}

impl Draw {
    fn new(seed: u64) -> Self {
        let mut numbers = Pcg64Mcg::seed_from_u64(seed);
        // Some shops have more locales than a page lists.
        let count = if seed.is_multiple_of(4) { 6 } else { numbers.random_range(1..=4) };
        let languages = LANGUAGES.into_iter().choose_multiple(&mut numbers, count);
        Self { numbers, languages }
    }

    fn chance(&mut self, of: u32) -> bool {
        self.numbers.random_range(0..of) == 0
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.numbers.random_range(0..of.len())].clone()
    }

    /// Returns a text in the primary language, and in some of the others.
    fn words(&mut self, text: &str) -> Value {
        self.texts(|language| format!("{text} {language}"))
    }

    fn slugs(&mut self, text: &str) -> Value {
        self.texts(|language| format!("{text}-{}", language.to_lowercase()))
    }

    fn texts(&mut self, make: impl Fn(&str) -> String) -> Value {
        let mut texts = BTreeMap::new();
        for (place, language) in self.languages.clone().into_iter().enumerate() {
            if place == 0 || self.chance(2) {
                texts.insert(language, make(language));
            }
        }
        json!(texts)
    }

    fn setup(&mut self) -> Value {
        let languages = self.languages.clone();
        let language = |(place, tag): (usize, &&str)| match place {
            0 => json!({ "tag": tag, "name": tag }),
            _ => json!({ "tag": tag, "name": tag, "fallback": languages[place / 2] }),
        };
        let languages: Vec<Value> = languages.iter().enumerate().map(language).collect();
        let count = if self.languages.len() == 6 { 5 } else { self.numbers.random_range(1..=4) };
        let markets = MARKETS.into_iter().choose_multiple(&mut self.numbers, count);
        let base = markets[0][2];
        let markets: Vec<Value> =
            markets.into_iter().enumerate().map(|(place, market)| self.market(place, market, base)).collect();
        let ready = self.one(&["atelier", "pantry", "workshop"]);
        let theme = if self.chance(2) { json!({ "ready": ready }) } else { json!({}) };
        json!({ "name": "Shop", "languages": languages, "markets": markets, "theme": theme })
    }

    fn market(&mut self, place: usize, [code, country, currency, zone]: [&str; 4], base: &str) -> Value {
        let mut locales = BTreeMap::new();
        for (number, language) in self.languages.clone().into_iter().enumerate() {
            if number == 0 || !self.chance(4) {
                locales.insert(language, format!("{}-{code}", language.to_lowercase()));
            }
        }
        if place == 0 && self.chance(2) {
            locales.insert(self.languages[0], String::new());
        }
        let mut market = json!({
            "code": code, "name": self.words(country), "countries": [country], "currency": currency, "zone": zone,
            "locales": locales, "tax": self.tax(), "units": self.one(&["metric", "us"]),
        });
        // Every market has prices: a page says nothing of a market in which its product has none.
        if currency != base {
            let round = json!({ "to": self.one(&[1, 5, 100]), "less": 0 });
            market["prices"] = json!({ "from": base, "rate": self.one(&["0.0835", "1.1", "365"]), "round": round });
        }
        if self.chance(2) {
            let days =
                self.one(&[vec!["mon"], vec!["sun", "mon", "tue"], vec!["mon", "tue", "wed", "thu", "fri", "sat"]]);
            market["delivery"] = json!({ "leaves": { "days": days, "until": "14:00" }, "takes": [1, 3] });
            market["returns_days"] = json!(self.numbers.random_range(1..100));
        }
        if place > 0 && self.chance(6) {
            market["open"] = json!(false);
        }
        market
    }

    fn tax(&mut self) -> Value {
        self.one(&[
            json!({ "kind": "none" }),
            json!({ "kind": "vat", "included": true, "rates": { "standard": "19", "reduced": "7" } }),
            json!({ "kind": "vat", "included": false, "rates": { "standard": "8.1" } }),
            json!({ "kind": "gst-india" }),
            json!({ "kind": "sales-tax-us" }),
        ])
    }

    fn product(&mut self, code: &str, currency: &str) -> Value {
        let price = self.numbers.random_range(1..1_000_000);
        let variant = |colour: &str| {
            json!({
                "sku": format!("{code}-{colour}"), "options": { "colour": colour }, "weight_g": 100,
                "price": { currency: price }, "stock": 3,
            })
        };
        let mut facts = json!({ "height": self.one(&[json!(1), json!(2.5), json!(-3)]) });
        if code == "bowl" || self.chance(2) {
            facts["washable"] = json!(true);
        }
        json!({
            "code": code, "category": "things", "slug": self.slugs(code), "name": self.words(code),
            "description": self.words("A *thing*"), "hsn": "691390", "published": { "from": "2026-01-01T00:00:00Z" },
            "facts": facts, "options": [{ "attribute": "colour", "values": ["red", "blue"] }],
            "variants": [variant("red"), variant("blue")], "pictures": [],
        })
    }

    fn document(&mut self) -> Value {
        let setup = self.setup();
        let currency = setup["markets"][0]["currency"].as_str().unwrap().to_owned();
        let products: Vec<Value> = ["bowl", "cup", "jug"].iter().map(|code| self.product(code, &currency)).collect();
        let published = json!({ "from": "2026-01-01T00:00:00Z" });
        let text = json!([{ "rich_text": { "markdown": self.words("Words") } }]);
        let page = |kind: &str, code: &str, draw: &mut Self| {
            json!({
                "kind": kind, "code": code, "slug": draw.slugs(code), "title": draw.words(code), "published": published,
                "blocks": text,
            })
        };
        json!({
            "format": "vitrine/1",
            "setup": setup,
            "attributes": [
                {
                    "code": "colour", "name": self.words("Colour"), "facet": true, "schema_property": "color",
                    "values": [
                        { "code": "red", "label": self.words("Red"), "swatch": "#aa0000" },
                        { "code": "blue", "label": self.words("Blue") },
                    ],
                },
                {
                    "code": "height", "kind": "number", "name": self.words("Height"), "unit": self.words("cm"),
                    "facet": true, "shown": true, "group": self.words("Sizes"),
                },
                { "code": "washable", "kind": "boolean", "name": self.words("Washable"), "facet": true, "shown": true },
            ],
            "categories": [{ "code": "things", "slug": self.slugs("things"), "name": self.words("Things") }],
            "products": products,
            "collections": [{
                "code": "all", "slug": self.slugs("all"), "name": self.words("All"), "published": published,
                "members": { "rule": {} },
            }],
            "pages": [page("story", "clay", self), page("page", "shipping", self), page("page", "returns", self)],
        })
    }
}

/// Returns the first parts of the addresses of all locales of a setup.
fn prefixes(setup: &Value) -> Vec<String> {
    let is_open = |market: &&Value| market["open"] != json!(false);
    let markets = setup["markets"].as_array().unwrap().iter().filter(is_open);
    let prefixes = markets.flat_map(|market| market["locales"].as_object().unwrap().values());
    let start = |prefix: &str| if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
    prefixes.map(|prefix| start(prefix.as_str().unwrap())).collect()
}

/// Returns the address on this shop of an absolute one, as browsers request it.
fn path_of(absolute: &str) -> String {
    let path = encoded(absolute.strip_prefix(ORIGIN).unwrap());
    if path.is_empty() { "/".to_owned() } else { path }
}

/// Fails if a sitemap is too large, or if a page in it is not among its own alternates.
async fn assert_sitemaps(shop: &TestShop, seed: u64) {
    for sitemap in shop.get("/sitemap.xml").await.addresses() {
        let text = shop.get(&sitemap).await.text();
        let urls: Vec<&str> = text.split("<url>").skip(1).collect();
        assert!(text.len() < 50_000_000 && urls.len() < 50_000, "seed {seed}: {sitemap}");
        for url in urls {
            let own = url.split("<loc>").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
            let is_alone = !url.contains("hreflang=");
            assert!(is_alone || url.contains(&format!("href=\"{own}\"")), "seed {seed}: {own} in {sitemap}");
        }
    }
}

async fn assert_shop(seed: u64) {
    let mut draw = Draw::new(seed);
    let document = draw.document();
    let shop = TestShop::opened_with(&document.to_string()).await;
    let prefixes = prefixes(&document["setup"]);
    let mut waiting: BTreeSet<String> = pages_in_sitemaps(&shop).await;
    assert!(!waiting.is_empty(), "seed {seed}");
    for prefix in &prefixes {
        let home = if prefix.is_empty() { "/" } else { prefix };
        let unknown = shop.get(&format!("{prefix}/nowhere")).await;
        assert_eq!(unknown.status, 404, "seed {seed}: {prefix}");
        waiting.extend([home.to_owned(), format!("{prefix}/countries")]);
    }
    let mut read: BTreeSet<String> = BTreeSet::new();
    while let Some(address) = waiting.pop_first() {
        if !read.insert(address.clone()) {
            continue;
        }
        let page = shop.get(&address).await;
        assert_eq!(page.status, 200, "seed {seed}: {address}");
        let is_page = page.header("content-type").starts_with("text/html");
        // Listings with several filters are without number.
        if !is_page || address.matches('=').count() > 1 {
            continue;
        }
        let named = alternates(&page);
        assert!(prefixes.len() <= 12 || named.is_empty(), "seed {seed}: {address} names {} locales", named.len());
        for other in named.values() {
            assert_eq!(alternates(&shop.get(&path_of(other)).await), named, "seed {seed}: {address} and {other}");
        }
        waiting.extend(page.addresses().into_iter().filter(|other| !read.contains(other)));
    }
    for part in ["/p/", "/c/", "/stories", "/pages/", "/countries", "colour=", "washable=1"] {
        assert!(read.iter().any(|address| address.contains(part)), "seed {seed}: no page names {part}");
    }
    assert_sitemaps(&shop, seed).await;
}

#[expect(clippy::disallowed_methods, reason = "this is the tests' own way to ask for one shop")]
fn chosen_seed() -> Option<u64> {
    std::env::var("VITRINE_TEST_SEED").ok().map(|seed| seed.parse().unwrap())
}

#[tokio::test]
async fn every_page_of_random_shops_answers() {
    for seed in chosen_seed().map_or(SEEDS, |seed| seed..seed + 1) {
        // The test harness shows it if the test fails.
        println!("VITRINE_TEST_SEED={seed}");
        assert_shop(seed).await;
    }
}
