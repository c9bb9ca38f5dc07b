mod forms;
mod partial;
mod setups;

use setup::testing::language;

use crate::{
    Diagnostics, ExistingShop, ShopDocument,
    testing::{SHOP, empty_shop, plan, shop_with},
};

fn read(text: &str) -> Result<ShopDocument, Diagnostics> {
    read_over("shop.json", text, &empty_shop())
}

fn read_over(file: &str, text: &str, known: &ExistingShop) -> Result<ShopDocument, Diagnostics> {
    plan(file, text.as_bytes(), known).map(|plan| plan.document)
}

/// Returns the diagnostics of the valid document with one text in it replaced.
fn refusals_after(from: &str, to: &str) -> String {
    assert!(SHOP.contains(from), "the document has no {from}");
    read(&SHOP.replacen(from, to, 1)).expect_err(to).to_string()
}

#[test]
fn a_good_document_is_read_and_written_back() {
    let document = read(SHOP).unwrap();

    let written = serde_json::to_string_pretty(&document).unwrap();

    assert_eq!(document.products[0].variants.len(), 2);
    assert_eq!(read(&written).unwrap(), document);
}

#[test]
fn a_control_character_in_any_text_is_refused_with_line_and_field() {
    let cases = [
        (r#""ar": "مزهرية الكثبان""#, r#""ar": "مزهرية\u0000""#, "shop.json:40: products[0].name.ar", "U+0000"),
        (r#""ar": "للإهداء""#, r#""ar": "للإهداء\u001b""#, "shop.json:91: collections[0].description.ar", "U+001B"),
        ("DUNE-SAND", "DUNE\u{7f}SAND", "shop.json:72: products[0].variants[1].sku", "U+007F"),
        (r#""category": "vases""#, r#""category": "vases\u0085""#, "shop.json:36: products[0].category", "U+0085"),
    ];
    for (from, to, place, character) in cases {
        let told = format!("{place}: this holds the control character {character}, which no text may have; remove it");
        assert_eq!(refusals_after(from, to), told);
    }
}

#[test]
fn a_running_text_may_have_lines_and_a_name_has_one() {
    let lines = SHOP.replacen(r#""ar": "للإهداء""#, r#""ar": "للإهداء\n\tولك""#, 1);
    let name = r#""ar": "مزهرية\nالكثبان""#;

    assert_eq!(read(&lines).unwrap().collections[0].description.get(language("ar")).unwrap(), "للإهداء\n\tولك");
    let told =
        "shop.json:40: products[0].name.ar: the text in \"ar\" holds a line break or a tab; write it in one line";
    assert_eq!(refusals_after(r#""ar": "مزهرية الكثبان""#, name), told);
}

#[test]
fn a_broken_rule_is_refused_with_line_and_field() {
    let cases = [
        (
            "\"ar\": \"مزهرية الكثبان\"",
            "\"ar\": \" \"",
            "shop.json:40: products[0].name.ar: the text in \"ar\" is empty; write it",
        ),
        (
            "\"ar\": \"للإهداء\"",
            "\"ar\": \"\"",
            "shop.json:91: collections[0].description.ar: the text in \"ar\" is empty; write it",
        ),
        (
            "\"category\": \"vases\"",
            "\"category\": \"vasen\"",
            "shop.json:36: products[0].category: there is no category \"vasen\"; add it to \"categories\"; did you mean \"vases\"?",
        ),
        (
            "DUNE-SAND",
            "dune-Clay",
            "shop.json:72: products[0].variants[1].sku: the product \"dune-vase\" has the SKU \"dune-Clay\"; give each variant its own",
        ),
        (
            "{ \"colour\": \"sand\" }",
            "{ \"colour\": \"ink\" }",
            "shop.json:73: products[0].variants[1].options.colour: the option \"colour\" has no value \"ink\"; write one of sand, clay",
        ),
        (
            "{ \"colour\": \"sand\" }",
            "{}",
            "shop.json:73: products[0].variants[1].options.colour: the variant has no value for the option \"colour\"; write one of sand, clay",
        ),
        (
            "{ \"colour\": \"sand\" }",
            "{ \"colour\": \"clay\" }",
            "shop.json:73: products[0].variants[1].options: the variant \"DUNE-CLAY\" has the same options; tell them apart",
        ),
        (
            "[\"sand\", \"clay\"]",
            "[\"sand\", \"clay\", \"ink\"]",
            "shop.json:52: products[0].options[0].values[2]: the attribute \"colour\" has no value \"ink\"; add it there",
        ),
        (
            "{ \"colour\": [",
            "{ \"size\": [",
            "shop.json:50: products[0].attributes.size: there is no attribute \"size\"; add it to \"attributes\"",
        ),
        (
            "            \"AED\": 19000,\n            \"INR\": 389900,\n            \"USD\": 5400\n",
            "",
            "shop.json:60: products[0].variants[0].price: a variant has a price; write one in minor units, such as {\"EUR\": 2900}",
        ),
        (
            "\"Shakra\"",
            "\"Shakra\\nand sons\"",
            "shop.json:46: products[0].brand: a brand is one line of at most 70 characters, not \"Shakra\\nand sons\"",
        ),
        ("691390", "69139", "shop.json:46: products[0].hsn: an HSN code is 4, 6 or 8 digits, not \"69139\""),
        (
            "\"to\": \"2027-01-01T00:00:00Z\"",
            "\"to\": \"2026-01-01T00:00:00Z\"",
            "shop.json:49: products[0].published.to: this is not after \"from\", 2026-01-01T00:00:00Z; write a later moment",
        ),
        (
            "\"to\": \"2026-12-01T00:00:00Z\"",
            "\"to\": \"2026-10-01T00:00:00Z\"",
            "shop.json:66: products[0].variants[0].scheduled_prices[0].to: this is not after \"from\", 2026-11-01T00:00:00Z; write a later moment",
        ),
        (
            "\"amount\": 4400,",
            "\"amount\": 4400, \"compare_at\": 4400,",
            "shop.json:67: products[0].variants[0].scheduled_prices[1].compare_at: this is not above the price, 4400; write a higher amount, or remove it: null in JSON, an empty cell in CSV",
        ),
        (
            "\"scheduled_prices\": [",
            "\"compare_at\": { \"INR\": 389899 }, \"scheduled_prices\": [",
            "shop.json:65: products[0].variants[0].compare_at.INR: this is not above the price, 389900; write a higher amount, or remove it: null in JSON, an empty cell in CSV",
        ),
        (
            "\"code\": \"ceramics\",",
            "\"code\": \"ceramics\", \"parent\": \"ceramics\",",
            "shop.json:19: categories[0].parent: \"ceramics\" would be under itself (ceramics < ceramics); choose another parent",
        ),
        (
            "\"en\": \"gifts\"",
            "\"en\": \"vases\"",
            "shop.json:89: collections[0].slug.en: the category \"vases\" has the slug \"vases\"; give each its own",
        ),
        (
            "\"code\": \"favourites\"",
            "\"code\": \"gifts\"",
            "shop.json:96: collections[1].code: another collection above has the code \"gifts\"; give each its own",
        ),
        (
            "[\"dune-vase\"]",
            "[\"dune-vaze\"]",
            "shop.json:100: collections[1].members.products[0]: there is no product \"dune-vaze\"; add it to \"products\"; did you mean \"dune-vase\"?",
        ),
        (
            "{ \"product\": \"dune-vase\" }",
            "{ \"story\": \"clay\" }",
            "shop.json:117: pages[0].blocks[0].hero.link.to.story: there is no story \"clay\"; add it to \"pages\"",
        ),
        (
            "[\"gifts\"] } }",
            "[\"presents\"] } }",
            "shop.json:121: pages[0].blocks[2].collections.collections[0]: there is no collection \"presents\"; add it to \"collections\"",
        ),
        (
            "\"limit\": 8",
            "\"limit\": 25",
            "shop.json:120: pages[0].blocks[1].product_list.limit: write a number from 1 to 24, not 25",
        ),
        (
            "\"picture\": \"images/vase.jpg\",",
            "\"picture\": \"images/vaze.jpg\",",
            "shop.json:116: pages[0].blocks[0].hero.picture: there is no picture \"images/vaze.jpg\"; add it to \"pictures\"; did you mean \"images/vase.jpg\"?",
        ),
        (
            "\"shows\": { \"colour\": \"clay\" }",
            "\"shows\": { \"colour\": \"ink\" }",
            "shop.json:82: products[0].pictures[1].shows.colour: the product's options have no colour \"ink\"; name one of its values",
        ),
        ("\"x\": 400", "\"x\": 4000", "shop.json:4: pictures[0].focus.x: write thousandths from 0 to 1000, not 4000"),
    ];
    for (from, to, refusal) in cases {
        assert_eq!(refusals_after(from, to), refusal);
    }
}

#[test]
fn a_circle_of_categories_is_told_once_per_member() {
    let broken = refusals_after("\"code\": \"ceramics\",", "\"code\": \"ceramics\", \"parent\": \"vases\",");

    assert_eq!(
        broken,
        "shop.json:19: categories[0].parent: \"ceramics\" would be under itself (ceramics < vases < ceramics); choose another parent\n\
         shop.json:26: categories[1].parent: \"vases\" would be under itself (vases < ceramics < vases); choose another parent"
    );
}

#[test]
fn a_part_of_a_shop_may_name_the_rest_of_it() {
    let known = shop_with(&read(SHOP).unwrap());
    let part = |parent: &str, slug: &str| {
        format!(
            r#"{{ "format": "vitrine/1", "categories": [{{ "code": "jars", "parent": "{parent}",
            "slug": {{ "en": "{slug}", "ar": "جرار", "hi": "मर्तबान" }}, "name": {{ "en": "Jars", "ar": "جرار", "hi": "मर्तबान" }},
            "description": {{ "en": "", "ar": "", "hi": "" }} }}] }}"#
        )
    };

    let fitting = read_over("part.json", &part("ceramics", "jars"), &known);
    let clashing = read_over("part.json", &part("ceramics", "gifts"), &known).unwrap_err();
    let lost = read_over("part.json", &part("pottery", "jars"), &known).unwrap_err();

    assert!(fitting.is_ok());
    assert_eq!(
        clashing.to_string(),
        "part.json:2: categories[0].slug.en: the collection \"gifts\" has the slug \"gifts\"; give each its own"
    );
    assert_eq!(
        lost.to_string(),
        "part.json:1: categories[0].parent: there is no category \"pottery\"; add it to \"categories\""
    );
}

#[test]
fn an_attribute_whose_filter_would_have_another_meaning_is_refused() {
    let read_as = |code: &str| read(&SHOP.replace("\"colour\"", &format!("\"{code}\"")));

    for code in types::query::LISTING.into_iter().chain(["q", "explain", "step", "gclid", "utm-source"]) {
        let refusal = format!(
            "shop.json:8: attributes[0].code: \"{code}\" has another meaning in addresses (?{code}=…); choose another code"
        );
        assert_eq!(read_as(code).unwrap_err().to_string(), refusal);
    }
    for code in ["pages", "sorting", "price", "utm"] {
        assert!(read_as(code).is_ok(), "{code}");
    }
}

#[test]
fn the_shop_may_be_read_again_over_itself() {
    let document = read(SHOP).unwrap();

    assert_eq!(read_over("shop.json", SHOP, &shop_with(&document)), Ok(document));
}
