use super::*;

/// A document that uses every part of the format.
const SHOP: &str = include_str!("shop.json");

fn read(text: &str) -> Result<ShopDocument, Refusals> {
    read_json("shop.json", text.as_bytes(), &Known::default())
}

/// The refusals of the good document with one text in it replaced.
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
fn a_wrong_form_is_refused_with_line_and_field() {
    let cases = [
        (
            "\"AED\": 19000",
            "\"AED\": 0",
            "shop.json:61: products[0].variants[0].price.AED: a price is a whole number of minor units from 1 to 1000000000000",
        ),
        (
            "\"AED\": 19000",
            "\"AED\": \"190.00\"",
            "shop.json:61: products[0].variants[0].price.AED: write a whole number, not the text \"190.00\"",
        ),
        (
            "\"AED\": 19000",
            "\"AED\": 190.5",
            "shop.json:61: products[0].variants[0].price.AED: write a whole number, not 190.5",
        ),
        (
            "\"AED\": 19000",
            "\"EUR\": 19000",
            "shop.json:61: products[0].variants[0].price.EUR: \"EUR\" is not known here; write \"AED\", \"INR\", \"USD\"",
        ),
        (
            "        \"ar\": \"مزهرية الكثبان\",\n",
            "",
            "shop.json:38: products[0].name.ar: the translation \"ar\" is missing; write \"en\", \"ar\" and \"hi\"",
        ),
        (
            "\"en\": \"dune-vase\"",
            "\"en\": \"Dune Vase\"",
            "shop.json:37: products[0].slug.en: a slug is 1 to 96 lower-case letters or digits, with single hyphens between them",
        ),
        (
            "\"DUNE-SAND\"",
            "\" \"",
            "shop.json:72: products[0].variants[1].sku: a SKU is 1 to 64 characters; this one is empty",
        ),
        (
            "\"weight_g\": 1450",
            "\"weight\": 1450",
            "shop.json:58: products[0].variants[0].weight: \"weight\" is not known here; write \"sku\", \"options\", \"weight_g\", \"dimensions_mm\", \"price\", \"compare_at\", \"scheduled_prices\", \"stock\"",
        ),
        (
            "          \"weight_g\": 1450,\n",
            "",
            "shop.json:55: products[0].variants[0].weight_g: \"weight_g\" is missing; add it",
        ),
        (
            "\"stock\": 7",
            "\"stock\": -7",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not -7",
        ),
        (
            "\"stock\": 7",
            "\"stock\": 1000000001",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not 1000000001",
        ),
        (
            "\"stock\": 7",
            "\"stock\": null",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not null",
        ),
        (
            "\"stock\": 7",
            "\"stock\": \"7\"",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not the text \"7\"",
        ),
        ("#A96A50", "clay", "shop.json:12: attributes[0].values[0].swatch: a swatch is a colour written as #rrggbb"),
        (
            "\"newest\"",
            "\"latest\"",
            "shop.json:120: pages[0].blocks[1].product_list.products: \"latest\" is not known here; write \"newest\", \"popular\", \"collection\", \"products\"",
        ),
        ("vitrine/1", "vitrine/2", "shop.json:2: format: this version reads \"vitrine/1\", not \"vitrine/2\""),
        (
            "\"collections\": [\n",
            "\"colections\": [\n",
            "shop.json:86: colections: \"colections\" is not known here; write \"format\", \"pictures\", \"attributes\", \"categories\", \"products\", \"collections\", \"pages\"",
        ),
        (
            "\"popularity\": 12,",
            "\"popularity\": 12",
            "shop.json:49: products[0]: this is not JSON: expected `,` or `}`",
        ),
    ];
    for (from, to, refusal) in cases {
        assert_eq!(refusals_after(from, to), refusal);
    }
}

#[test]
fn a_broken_rule_is_refused_with_line_and_field() {
    let cases = [
        (
            "\"ar\": \"مزهرية الكثبان\"",
            "\"ar\": \" \"",
            "shop.json:40: products[0].name.ar: the Arabic text is empty; write it",
        ),
        (
            "\"ar\": \"للإهداء\"",
            "\"ar\": \"\"",
            "shop.json:91: collections[0].description.ar: the Arabic text is empty; write it",
        ),
        (
            "\"category\": \"vases\"",
            "\"category\": \"vasen\"",
            "shop.json:36: products[0].category: there is no category \"vasen\"; add it to \"categories\"",
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
            "            \"INR\": 389900,\n",
            "",
            "shop.json:60: products[0].variants[0].price.INR: the price in INR is missing; write one in minor units",
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
            "shop.json:67: products[0].variants[0].scheduled_prices[1].compare_at: this is not above the price, 4400; write a higher amount or leave it out",
        ),
        (
            "\"scheduled_prices\": [",
            "\"compare_at\": { \"INR\": 389899 }, \"scheduled_prices\": [",
            "shop.json:65: products[0].variants[0].compare_at.INR: this is not above the price, 389900; write a higher amount or leave it out",
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
            "shop.json:100: collections[1].members.products[0]: there is no product \"dune-vaze\"; add it to \"products\"",
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
            "shop.json:116: pages[0].blocks[0].hero.picture: there is no picture \"images/vaze.jpg\"; add it to \"pictures\"",
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
fn a_picture_outside_the_folder_is_refused() {
    for file in ["../vase.jpg", "/etc/vase.jpg", "images/../../vase.jpg", "", "images\\vase.jpg", "a;b.jpg"] {
        let document = serde_json::json!({
            "format": "vitrine/1",
            "pictures": [{ "file": file, "alt": { "en": "a", "ar": "b", "hi": "c" } }],
        });

        let refusals = read(&document.to_string()).unwrap_err();

        assert_eq!(refusals.told[0].field, "pictures[0].file", "{file}");
    }
}

#[test]
fn faults_in_several_elements_are_told_together_and_counted() {
    let attribute = r#"{ "code": "A B", "name": { "en": "", "ar": "", "hi": "" }, "facet": true, "values": [] }"#;
    let many = vec![attribute; 23].join(",\n");

    let refusals = read(&format!("{{ \"format\": \"vitrine/1\", \"attributes\": [\n{many}] }}")).unwrap_err();

    assert_eq!(refusals.told.len(), 20);
    assert_eq!(refusals.more, 3);
    assert_eq!(refusals.told[19].line, Some(21));
    assert!(refusals.to_string().ends_with("\nand 3 more"));
}

#[test]
fn a_file_that_is_no_text_is_refused() {
    let not_text = read_json("shop.json", b"{\n \"format\": \"\xff\"}", &Known::default()).unwrap_err();
    let nothing = read("").unwrap_err();
    let half = read("{\n\"format\": \"vitrine/1\",\n").unwrap_err();
    let two = read("{\"format\": \"vitrine/1\"}\n{}").unwrap_err();

    assert_eq!(
        not_text.to_string(),
        "shop.json:2: byte 13 of this line is not UTF-8; save the file as UTF-8 (Excel: \"CSV UTF-8\")"
    );
    assert_eq!(nothing.to_string(), "shop.json:1: this is not JSON: EOF while parsing a value");
    assert_eq!(half.to_string(), "shop.json:3: this is not JSON: EOF while parsing a value");
    assert_eq!(two.to_string(), "shop.json:2: this is not JSON: trailing characters");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(read(&format!("\u{feff}{SHOP}")), read(SHOP));
}

#[test]
fn a_part_of_a_shop_may_name_the_rest_of_it() {
    let known = Known::from(&read(SHOP).unwrap());
    let part = |parent: &str, slug: &str| {
        format!(
            r#"{{ "format": "vitrine/1", "categories": [{{ "code": "jars", "parent": "{parent}",
            "slug": {{ "en": "{slug}", "ar": "جرار", "hi": "मर्तबान" }}, "name": {{ "en": "Jars", "ar": "جرار", "hi": "मर्तबान" }},
            "description": {{ "en": "", "ar": "", "hi": "" }} }}] }}"#
        )
    };

    let fitting = read_json("part.json", part("ceramics", "jars").as_bytes(), &known);
    let clashing = read_json("part.json", part("ceramics", "gifts").as_bytes(), &known).unwrap_err();
    let lost = read_json("part.json", part("pottery", "jars").as_bytes(), &known).unwrap_err();

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

    assert_eq!(read_json("shop.json", SHOP.as_bytes(), &Known::from(&document)), Ok(document));
}
