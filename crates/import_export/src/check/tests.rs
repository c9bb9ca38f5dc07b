//! Bounds of documents, and large hostile documents.

mod deleted;
mod facts;

use catalog::{CategoryDocument, MembersDocument, ScheduledPriceDocument};
use content::BlockDocument;
use types::bounds;

use super::*;
use crate::{
    Diagnostic,
    diagnostic::{Place, Violation},
    testing::{AED, empty_shop, plan, shop, translated, write},
};

/// Returns the diagnostics of the shop with one change, without the name of the file and the line.
fn refused(change: impl FnOnce(&mut ShopDocument)) -> Vec<String> {
    let mut document = shop();
    change(&mut document);
    let file = serde_json::to_string_pretty(&document).unwrap();
    let refusals = plan("shop.json", file.as_bytes(), &empty_shop()).unwrap_err();
    assert!(refusals.diagnostics().all(|diagnostic| diagnostic.line.is_some()), "{refusals}");
    refusals.diagnostics().map(|diagnostic| format!("{}: {}", diagnostic.field, diagnostic.message)).collect()
}

/// Returns the diagnostics of a document in a shop that has `known`, without lines.
fn told(document: &ShopDocument, known: &ExistingShop) -> Vec<String> {
    let without_line = |violation: &Violation| {
        let Place::Field(path) = &violation.place else { panic!("{violation:?}") };
        Diagnostic { file: String::new(), line: None, field: path.to_string(), message: violation.message.clone() }
    };
    let mut found = Violations::default();
    check(document, known, &setup::testing::setup(), &[], &mut found);
    match found.into_result(without_line) {
        Ok(()) => Vec::new(),
        Err(refusals) => {
            refusals.diagnostics().map(|diagnostic| format!("{}: {}", diagnostic.field, diagnostic.message)).collect()
        }
    }
}

fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

fn codes(count: usize) -> Vec<Slug> {
    (0..count).map(|number| slug(&format!("c{number}"))).collect()
}

/// A change of the shop, and its diagnostic.
type Case<'a> = (&'a dyn Fn(&mut ShopDocument), &'a str);

#[test]
fn a_number_beyond_its_bound_is_refused_with_its_field() {
    let cases: [Case<'_>; 5] = [
        (
            &|shop| shop.products[0].popularity = 1_000_000_001,
            "products[0].popularity: write a whole number from 0 to 1000000000, not 1000000001",
        ),
        (
            &|shop| shop.products[0].variants[1].weight_g = u32::MAX,
            "products[0].variants[1].weight_g: write a whole number from 0 to 1000000000, not 4294967295",
        ),
        (
            &|shop| shop.products[0].variants[0].dimensions_mm.height = 1_000_001,
            "products[0].variants[0].dimensions_mm.height: write a whole number from 0 to 1000000, not 1000001",
        ),
        (
            &|shop| shop.products[0].published.as_mut().unwrap().to = "3000-01-01T00:00:00Z".parse().ok(),
            "products[0].published.to: write a moment of the years 1970 to 2999",
        ),
        (
            &|shop| shop.pages[0].published.as_mut().unwrap().from = "1969-12-31T23:59:59Z".parse().unwrap(),
            "pages[0].published.from: write a moment of the years 1970 to 2999",
        ),
    ];
    for (change, refusal) in cases {
        assert_eq!(refused(change), [refusal]);
    }
}

#[test]
fn a_text_beyond_its_bound_is_refused_with_its_field() {
    let long = |bytes: usize| "a".repeat(bytes);
    let cases: [Case<'_>; 5] = [
        (
            &|shop| write(&mut shop.categories[1].name, "ar", &"ا".repeat(501)),
            "categories[1].name.ar: the text in \"ar\" has 1002 bytes; write at most 1000",
        ),
        (
            &|shop| write(&mut shop.products[0].description, "en", &long(200_001)),
            "products[0].description.en: the text in \"en\" has 200001 bytes; write at most 200000",
        ),
        (
            &|shop| write(&mut shop.pictures[0].alt, "hi", &long(2_001)),
            "pictures[0].alt.hi: the text in \"hi\" has 2001 bytes; write at most 2000",
        ),
        (
            &|shop| shop.pages[0].blocks = vec![markdown(&long(200_001))],
            "pages[0].blocks[0].rich_text.markdown.en: the text in \"en\" has 200001 bytes; write at most 200000",
        ),
        (
            &|shop| shop.pages[0].blocks = vec![markdown(&format!("{}deep", "> ".repeat(40)))],
            "pages[0].blocks[0].rich_text.markdown.en: lists, quotes and emphasis stand too deeply in each other; \
            write them more plainly",
        ),
    ];
    for (change, refusal) in cases {
        assert_eq!(refused(change), [refusal]);
    }
    let mut longest = shop();
    longest.products[0].description = translated(|_| long(bounds::MAX_TEXT_BYTES));
    assert_eq!(told(&longest, &empty_shop()), [""; 0]);
}

fn markdown(english: &str) -> BlockDocument {
    let mut markdown = translated(|_| "text".to_owned());
    write(&mut markdown, "en", english);
    BlockDocument::RichText { markdown }
}

#[test]
fn a_list_beyond_its_bound_is_refused() {
    let cases: [Case<'_>; 5] = [
        (&|shop| shop.products[0].tags = codes(251), "products[0].tags: these are 251 tags; write at most 250"),
        (
            &|shop| shop.products[0].pictures = vec![shop.products[0].pictures[0].clone(); 251],
            "products[0].pictures: these are 251 pictures; write at most 250",
        ),
        (
            &|shop| shop.pages[0].blocks = vec![markdown("text"); 201],
            "pages[0].blocks: these are 201 blocks; write at most 200",
        ),
        (
            &|shop| {
                let value = shop.attributes[0].values[0].clone();
                let named =
                    codes(9_999).into_iter().map(|code| catalog::AttributeValueDocument { code, ..value.clone() });
                shop.attributes[0].values.extend(named);
            },
            "attributes[0].values: these are 10001 values; write at most 10000",
        ),
        (
            &|shop| {
                shop.collections[0].members =
                    MembersDocument::Rule(catalog::Rule { tags: codes(1_001), ..Default::default() })
            },
            "collections[0].members.rule.tags: these are 1001 tags; write at most 1000",
        ),
    ];
    for (change, refusal) in cases {
        assert_eq!(refused(change), [refusal]);
    }
}

/// Returns `length` categories, each under the next, the lowest first.
fn chain(length: usize) -> Vec<CategoryDocument> {
    let category = shop().categories.remove(0);
    let codes = codes(length);
    let parents = codes.iter().skip(1).cloned().map(Some).chain([None]);
    let place = |(code, parent): (&Slug, Option<Slug>)| CategoryDocument {
        slug: translated(|_| code.clone()),
        code: code.clone(),
        parent,
        ..category.clone()
    };
    codes.iter().zip(parents).map(place).collect()
}

#[test]
fn a_category_tree_has_thirty_two_levels() {
    let deep = |length| move |shop: &mut ShopDocument| shop.categories.extend(chain(length));
    let mut fits = shop();
    deep(32)(&mut fits);

    assert_eq!(told(&fits, &empty_shop()), [""; 0]);
    assert_eq!(
        refused(deep(33)),
        ["categories[2].parent: the tree would have 33 levels here; at most 32 fit: choose a parent above this one"]
    );
}

#[test]
fn a_category_that_takes_others_too_deep_along_is_refused() {
    let mut before = shop();
    before.categories.extend(chain(31));
    let known = ExistingShop::from(&before);
    let mut moved = before.categories.pop().unwrap();
    moved.parent = Some(slug("vases"));
    let part = ShopDocument { categories: vec![moved], ..ShopDocument::default() };

    assert_eq!(
        told(&part, &known),
        ["categories[0].parent: the tree would have 33 levels here; at most 32 fit: choose a parent above this one"]
    );
}

#[test]
fn a_long_circle_of_categories_is_told_in_short() {
    let mut categories = chain(50_000);
    categories[49_999].parent = Some(slug("c0"));
    let circle = ShopDocument { categories, ..ShopDocument::default() };

    let refusals = told(&circle, &empty_shop());

    let message = "categories[0].parent: \"c0\" would be under itself \
        (c0 < c1 < c2 < c3 < c4 < c5 < c6 < c7 < c8 < …); choose another parent";
    assert_eq!(refusals[0], message);
}

/// A check that compares every element with all before it takes minutes for each of these documents.
#[test]
fn documents_of_a_hundred_thousand_elements_are_checked() {
    let sale = |number: i64| ScheduledPriceDocument {
        currency: AED,
        amount: catalog::Amount::new(1).unwrap(),
        compare_at: None,
        from: jiff::Timestamp::from_second(number + 1).unwrap(),
        to: None,
    };
    let cases: [Case<'_>; 5] = [
        (
            &|shop| shop.categories.extend(chain(100_000)),
            "categories[2].parent: the tree would have 100000 levels here",
        ),
        (
            &|shop| shop.products[0].variants[0].scheduled_prices = (0..100_000).map(sale).collect(),
            "products[0].variants[0].scheduled_prices: these are 100000 scheduled prices",
        ),
        (
            &|shop| {
                let variant = shop.products[0].variants[1].clone();
                let named = |number| catalog::VariantDocument {
                    sku: types::Sku::new(format!("S-{number}")).unwrap(),
                    ..variant.clone()
                };
                shop.products[0].variants.extend((0..100_000).map(named));
            },
            "products[0].variants: these are 100002 variants",
        ),
        (
            &|shop| {
                let home = shop.pages[0].clone();
                shop.pages.extend(codes(100_000).into_iter().map(|code| content::PageDocument {
                    slug: translated(|_| code.clone()),
                    code,
                    ..home.clone()
                }));
            },
            "pages[1].kind: the shop has the home page \"home\"",
        ),
        (
            &|shop| shop.products[0].options = vec![shop.products[0].options[0].clone(); 100_000],
            "products[0].options: these are 100000 options",
        ),
    ];
    for (change, beginning) in cases {
        let mut large = shop();
        change(&mut large);

        let refusals = told(&large, &empty_shop());

        assert!(refusals[0].starts_with(beginning), "{}", refusals[0]);
    }
}

#[test]
fn a_table_of_a_hundred_thousand_rows_of_one_product_is_checked() {
    let header = "code,category,slug_en,slug_ar,slug_hi,name_en,name_ar,name_hi,hsn,option_1,option_1_value,sku,\
        weight_g,length_mm,width_mm,height_mm,price_AED,price_INR,price_USD,stock\n";
    let row =
        |number: u32| format!("cup,vases,cup,cup,cup,Cup,Cup,Cup,6912,colour,v{number},S-{number},1,1,1,1,1,1,1,1\n");
    let table: String = std::iter::once(header.to_owned()).chain((0..100_000).map(row)).collect();

    let refusals = plan("products.csv", table.as_bytes(), &ExistingShop::from(&shop())).unwrap_err();

    assert!(refusals.to_string().contains("these are 100000 values; write at most 2000"), "{refusals}");
}

/// Returns the diagnostics of a menu in the shop of the tests.
fn of_menu(items: &serde_json::Value) -> Vec<String> {
    refused(|shop| {
        let menu = serde_json::json!({ "menu": "header", "items": items });
        shop.navigation = vec![serde_json::from_value(menu).unwrap()];
    })
}

#[test]
fn an_item_of_a_menu_needs_a_text_and_one_harmless_target() {
    let label = serde_json::json!({ "en": "A", "ar": "ا", "hi": "अ" });
    let category = serde_json::json!({ "category": shop().categories[0].code });
    let cases = [
        (serde_json::json!([{ "label": label }]), "items[0]: this leads nowhere; write \"to\", \"url\" or \"items\""),
        (
            serde_json::json!([{ "label": label, "items": [{ "label": label }] }]),
            "items[0].items[0]: this leads nowhere; write \"to\" or \"url\"",
        ),
        (
            serde_json::json!([{ "label": label, "url": "http://x.example" }]),
            "items[0].url: write a complete address that begins with https://, not \"http://x.example\"",
        ),
        (
            serde_json::json!([{ "label": label, "to": category, "url": "https://x.example" }]),
            "items[0].url: an item has one target; leave \"to\" or \"url\" out",
        ),
        (
            serde_json::json!([{ "to": category, "markets": { "only": ["mars"] } }]),
            "items[0].markets.only[0]: the shop has no market \"mars\"; add it to \"markets\" of the setup, or leave it out",
        ),
        (
            serde_json::json!([{ "to": { "page": "none" } }]),
            "items[0].to.page: there is no page \"none\"; add it to \"pages\"",
        ),
    ];
    for (items, expected) in cases {
        assert_eq!(of_menu(&items), [format!("navigation[0].{expected}")]);
    }
    let many: Vec<_> = (0..31).map(|_| serde_json::json!({ "to": category })).collect();
    assert_eq!(of_menu(&many.into()), ["navigation[0].items: these are 31 items; write at most 30"]);
}
