//! The example shops: every page of every locale answers, in its language, with its prices and its tax.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    every_address::pages_in_sitemaps,
    harness::{Answer, ORIGIN, TestShop},
};

/// A product page of a locale, and the texts that it shows.
struct Expectation {
    /// The first segment of the locale's addresses, with a slash in front; empty for the locale without one.
    prefix: &'static str,
    /// The attributes `lang` and `dir` of its pages.
    lang: &'static str,
    dir: &'static str,
    category: &'static str,
    product: &'static str,
    price: &'static str,
    /// The line on tax; empty if there is none.
    tax: &'static str,
}

/// Returns an expectation of a row: prefix, language, direction, slugs of a category and a product, price, and tax.
const fn row(
    [prefix, lang, dir]: [&'static str; 3],
    [category, product]: [&'static str; 2],
    [price, tax]: [&'static str; 2],
) -> Expectation {
    Expectation { prefix, lang, dir, category, product, price, tax }
}

const GERMAN: [Expectation; 4] = [
    row(["", "de-DE", "ltr"], ["geschirr", "becher-spree"], ["29,00 €", "inkl. 19 % MwSt."]),
    row(["", "de-DE", "ltr"], ["buecher", "drehen-lernen"], ["24,90 €", "inkl. 7 % MwSt."]),
    row(["/en", "en-DE", "ltr"], ["tableware", "spree-mug"], ["29,00 €", "Includes 19% VAT"]),
    row(["/en", "en-DE", "ltr"], ["books", "learning-to-throw"], ["24,90 €", "Includes 7% VAT"]),
];
const JAPANESE: [Expectation; 2] = [
    row(["", "ja-JP", "ltr"], ["茶器", "湯呑み"], ["￥2,900", "税込（消費税10%）"]),
    row(["", "ja-JP", "ltr"], ["お茶", "宇治煎茶"], ["￥1,620", "税込（消費税8%）"]),
];
const GULF: [Expectation; 8] = [
    row(["/en-ae", "en-AE", "ltr"], ["incense", "cambodian-oud-chips"], ["AED 190", "Includes 5% VAT"]),
    row(["/ar-ae", "ar-AE", "rtl"], ["بخور", "رقائق-عود-كمبودي"], ["190 د.إ.", "شامل ضريبة القيمة المضافة 5%"]),
    row(["/en-sa", "en-SA", "ltr"], ["incense", "cambodian-oud-chips"], ["SAR 194.99", "Includes 15% VAT"]),
    row(["/ar-sa", "ar-SA", "rtl"], ["بخور", "رقائق-عود-كمبودي"], ["194.99 ر.س.", "شامل ضريبة القيمة المضافة 15%"]),
    row(["/en-kw", "en-KW", "ltr"], ["incense", "evening-bakhoor"], ["KWD 7.250", ""]),
    row(["/ar-kw", "ar-KW", "rtl"], ["بخور", "بخور-المساء"], ["٧٫٢٥٠ د.ك.", ""]),
    row(["/en-bh", "en-BH", "ltr"], ["incense", "cambodian-oud-chips"], ["BHD 19.600", "Includes 10% VAT"]),
    row(["/ar-bh", "ar-BH", "rtl"], ["بخور", "رقائق-عود-كمبودي"], ["١٩٫٦٠٠ د.ب.", "شامل ضريبة القيمة المضافة ١٠%"]),
];
const AMERICAN: [Expectation; 2] = [
    row(["", "en-US", "ltr"], ["kitchen", "cedar-serving-board"], ["$48", "Sales tax is added at checkout"]),
    row(["", "en-US", "ltr"], ["garden", "jute-twine"], ["$12.50", "Sales tax is added at checkout"]),
];

const INTERFACES: [(&str, &str); 7] = [
    ("ar", include_str!("../../../crates/interface_texts/texts/ar.ftl")),
    ("de", include_str!("../../../crates/interface_texts/texts/de.ftl")),
    ("en", include_str!("../../../crates/interface_texts/texts/en.ftl")),
    ("es", include_str!("../../../crates/interface_texts/texts/es.ftl")),
    ("fr", include_str!("../../../crates/interface_texts/texts/fr.ftl")),
    ("hi", include_str!("../../../crates/interface_texts/texts/hi.ftl")),
    ("ja", include_str!("../../../crates/interface_texts/texts/ja.ftl")),
];

/// Returns the page's text with plain spaces and without invisible marks of direction.
fn plain(page: &Answer) -> String {
    let space = |c: char| if matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c };
    let is_mark = |c: &char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    page.text().chars().filter(|c| !is_mark(c)).map(space).collect()
}

pub(crate) fn encoded(address: &str) -> String {
    let encode = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    address.bytes().map(encode).collect()
}

/// Returns the texts of an interface that have no variables and no plural forms.
fn interface_texts(source: &str) -> BTreeSet<&str> {
    let pairs = source.lines().filter(|line| !line.starts_with([' ', '#'])).filter_map(|line| line.split_once(" = "));
    pairs.map(|(_, text)| text.trim()).filter(|text| !text.is_empty() && !text.contains('{')).collect()
}

/// Fails if the page has an interface text that other languages have and its own does not.
fn assert_one_language(page: &str, lang: &str, address: &str) {
    let language = lang.split('-').next().unwrap();
    let own = interface_texts(INTERFACES.iter().find(|(tag, _)| *tag == language).unwrap().1);
    for (other, source) in INTERFACES.iter().filter(|(tag, _)| *tag != language) {
        for text in interface_texts(source).difference(&own) {
            assert!(!page.contains(&format!(">{text}<")), "{address} has {text:?}, which is {other}");
            assert!(!page.contains(&format!("aria-label=\"{text}\"")), "{address} has {text:?}, which is {other}");
        }
    }
}

/// Returns the page's addresses in other locales, by their tags.
pub(crate) fn alternates(page: &Answer) -> BTreeMap<String, String> {
    let tags = page.tags();
    let links = tags.iter().filter(|tag| tag.name == "link" && tag.get("rel") == Some("alternate"));
    links.filter_map(|link| Some((link.get("hreflang")?.to_owned(), link.get("href")?.to_owned()))).collect()
}

/// Reads every page of the sitemaps, with the language, the direction and the alternates that it must have.
async fn walk(shop: &TestShop, expectations: &[Expectation]) -> BTreeSet<String> {
    let pages = pages_in_sitemaps(shop).await;
    for address in &pages {
        let page = shop.get(address).await;
        assert_eq!(page.status, 200, "{address}");
        let expected = expectations
            .iter()
            .filter(|row| *address == row.prefix || address.starts_with(&format!("{}/", row.prefix)))
            .max_by_key(|row| row.prefix.len())
            .unwrap();
        let html = format!("<html lang=\"{}\" dir=\"{}\"", expected.lang, expected.dir);
        assert!(page.text().contains(&html), "{address} lacks {html}");
        assert_one_language(&plain(&page), expected.lang, address);
        let named = alternates(&page);
        for other in named.values() {
            let path = encoded(other.strip_prefix(ORIGIN).unwrap());
            let path = if path.is_empty() { "/".to_owned() } else { path };
            assert_eq!(alternates(&shop.get(&path).await), named, "{address} and {other}");
        }
    }
    pages
}

async fn assert_shop(document: &str, expectations: &[Expectation], has_dirhams: bool) {
    let shop = TestShop::opened_with(document).await;

    let pages = walk(&shop, expectations).await;

    for row in expectations {
        let home = if row.prefix.is_empty() { "/" } else { row.prefix };
        let category = encoded(&format!("{}/c/{}", row.prefix, row.category));
        let product = encoded(&format!("{}/p/{}", row.prefix, row.product));
        for address in [home, &category, &product] {
            assert!(pages.contains(address), "no sitemap has {address}: {pages:#?}");
        }
        assert!(plain(&shop.get(&category).await).contains(row.price), "{category} lacks {}", row.price);
        let page = plain(&shop.get(&product).await);
        let (_, main) = page.split_once("<main").unwrap();
        let (main, _) = main.split_once("</main>").unwrap();
        assert!(main.contains(row.price), "{product} lacks {}: {main}", row.price);
        assert!(main.contains(row.tax), "{product} lacks {}: {main}", row.tax);
        assert!(has_dirhams || !page.contains("AED"), "{product} has dirhams");
    }
}

#[tokio::test]
async fn german_shop_speaks_german_and_english() {
    assert_shop(include_str!("../../../demo/shops/de/shop.json"), &GERMAN, false).await;
}

#[tokio::test]
async fn japanese_shop_has_no_decimals_and_two_rates() {
    assert_shop(include_str!("../../../demo/shops/jp/shop.json"), &JAPANESE, false).await;
}

#[tokio::test]
async fn gulf_shop_converts_prices_and_writes_each_markets_digits() {
    assert_shop(include_str!("../../../demo/shops/gulf/shop.json"), &GULF, true).await;
}

#[tokio::test]
async fn american_shop_has_one_language_and_tax_at_the_checkout() {
    assert_shop(include_str!("../../../demo/shops/us/shop.json"), &AMERICAN, false).await;
}
