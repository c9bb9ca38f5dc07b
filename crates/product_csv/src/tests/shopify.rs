use super::{errors, facts, not_kept, prices, product, read};
use crate::{FeedStatus, FeedStock};

const OLD: &str = include_str!("../../fuzz/seeds/products/shopify.csv");
const NEW: &str = include_str!("../../fuzz/seeds/products/shopify_2025.csv");

#[test]
fn rows_of_one_handle_are_one_product_with_variants_and_pictures() {
    let feed = read(OLD);

    let shirt = product(&feed, "Linen Shirt");
    assert_eq!((shirt.line, shirt.handle.as_str(), shirt.vendor.as_str()), (2, "linen-shirt", "Lehmwerk"));
    assert_eq!(shirt.categories, [["Apparel & Accessories", "Clothing", "Shirts & Tops"]]);
    assert_eq!(shirt.tags, ["linen", "summer", "\"new\""]);
    assert_eq!(shirt.regions, [("Germany".to_owned(), true)]);
    let options: Vec<_> = shirt.options.iter().map(|option| (option.name.as_str(), option.values.join(" "))).collect();
    assert_eq!(options, [("Size", "S M".to_owned()), ("Colour", "Clay Sand".to_owned())]);
    let variants: Vec<_> = shirt.variants.iter().map(|variant| (variant.line, variant.sku.as_str())).collect();
    assert_eq!(variants, [(2, "LS-S-C"), (7, ""), (8, "LS-M-S")]);
    let images = shirt.images.iter().map(|image| image.source.trim_start_matches("https://cdn.example/shirt-"));
    assert_eq!(images.collect::<Vec<_>>(), ["front.jpg", "side.jpg", "back.jpg", "label.jpg", "clay.jpg"]);
    assert_eq!(shirt.images[0].alt, "Front, clay");
    assert_eq!(shirt.variants[0].images, ["https://cdn.example/shirt-clay.jpg"]);
    assert_eq!(errors(&feed), [""; 0]);
}

#[test]
fn offers_keep_prices_of_all_regions_stock_and_weight() {
    let feed = read(OLD);

    let shirt = product(&feed, "Linen Shirt");
    let expected =
        ["- Base 49.90", "- CompareAt 59.90", "- Cost 18.00", "Germany Base 52.00", "International Base 54.50"];
    assert_eq!(prices(shirt, 0), expected);
    assert_eq!(prices(shirt, 2), ["- Base 49.90"]);
    let [first, second, third] = &shirt.variants[..] else { panic!("{shirt:?}") };
    assert_eq!((first.weight_g, first.stock, first.backorder), (Some(210), FeedStock::Units(4), false));
    assert_eq!((second.weight_g, second.stock, second.backorder), (None, FeedStock::Units(0), true));
    assert_eq!((third.stock, third.taxable, third.tax_class.as_str()), (FeedStock::Untracked, Some(false), "P0000000"));
    assert_eq!((first.barcode.as_str(), first.mpn.as_str()), ("4006381333931", "MPN-7"));
}

#[test]
fn default_title_is_no_option_and_state_follows_both_columns() {
    let feed = read(OLD);

    let card = product(&feed, "Gift Card");
    assert!(card.gift_card && card.options.is_empty() && card.variants[0].options.is_empty());
    assert_eq!(card.variants[0].requires_shipping, Some(false));
    assert_eq!(product(&feed, "Old Bowl").status, FeedStatus::Hidden);
    assert_eq!(product(&feed, "Draft Bowl").status, FeedStatus::Draft);
    assert_eq!(product(&read(NEW), "Unlisted Jar").status, FeedStatus::Unlisted);
}

#[test]
fn description_is_markdown_and_lost_formatting_has_its_line() {
    let feed = read(OLD);

    let description = &product(&feed, "Linen Shirt").description;
    assert_eq!(description.markdown, "Woven in **Ulm**.\n\n- Pure linen\n- Machine wash at 30\u{a0}°C");
    assert!(description.html.as_ref().is_some_and(|html| html.starts_with("<p>Woven")));
    assert_eq!(product(&feed, "Old Bowl").description.html, None);
    let lost = "5 Body (HTML)=<span style=\"color: #f00;\">: styles are not kept";
    assert!(not_kept(&feed).contains(&lost.to_owned()), "{:?}", not_kept(&feed));
}

#[test]
fn facts_and_everything_without_a_place_are_told() {
    let feed = read(OLD);

    let known = [
        "google.gender (Gender): unisex",
        "custom.material (Material): Linen",
        "shopify.color-pattern (Color): clay|sand",
    ];
    assert_eq!(facts(&product(&feed, "Linen Shirt").attributes), known);
    let rest: Vec<_> = not_kept(&feed).into_iter().filter(|value| !value.contains("Body")).collect();
    let expected = [
        "2 Warehouse shelf=A-12: the column is not known",
        "8 Variant Fulfillment Service=amazon_marketplace_web: a service that sends this variant",
        "7 Variant Inventory Qty=-2: 2 units were oversold; the stock is 0",
        "10 Variant Fulfillment Service=gift_card: a service that sends this variant",
    ];
    assert_eq!(rest, expected);
}

#[test]
fn columns_of_2025_mean_the_same() {
    let feed = read(NEW);

    let oil = product(&feed, "Olive Oil");
    assert_eq!(
        (oil.handle.as_str(), oil.options[0].values.as_slice()),
        ("olive-oil", &["0.5 l".to_owned(), "1 l".to_owned()][..])
    );
    assert_eq!(prices(oil, 1), ["- Base 22.00", "- CompareAt 25.00", "- Cost 8.10"]);
    assert_eq!(prices(oil, 0)[2..], ["International Base 13.90", "International CompareAt 15.90"]);
    assert!(oil.variants[1].backorder && !oil.variants[0].backorder);
    assert_eq!(oil.variants[1].images, ["https://cdn.example/oil-1l.jpg"]);
    assert_eq!(facts(&oil.variants[0].attributes)[0], "unit-price.total-measure (Unit price total measure): 500");
    assert_eq!(errors(&feed), [""; 0]);
    assert_eq!(not_kept(&feed), [""; 0]);
}

#[test]
fn handle_that_returns_later_is_an_error_with_both_lines() {
    let feed = read("Handle,Title,Variant Price\na,A,1\nb,B,2\na,A,3\n");

    let titles: Vec<_> = feed.products.iter().map(|product| product.title.as_str()).collect();
    assert_eq!(titles, ["A", "B"]);
    assert_eq!(
        errors(&feed),
        ["4 : the handle \"a\" was already in line 2: move the rows of a product below each other"]
    );
}

#[test]
fn faulty_rows_are_told_and_the_rest_is_read() {
    let feed = read(
        "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Grams,Status\n\
         a,A,Size,S,\"12,50\",heavy,lost\na,,,S,1,,\na,,,,2,,\nb,,,,3,,\nc,C,,,4,,,more\n",
    );

    assert_eq!(feed.products.len(), 1);
    let expected = [
        "2 Status: \"lost\" is not active, draft, archived or unlisted",
        "2 Variant Price: \"12,50\" is not an amount: write digits, with a point before decimals",
        "2 Variant Grams: \"heavy\" is not an amount: write digits, with a point before decimals",
        "3 : the variant has the same options as that of line 2",
        "4 : the variant needs a value of each of the 1 options of the product",
        "5 : the product has no title",
        "6 : the row has 8 values for 7 columns: put values that contain the delimiter in quotation marks",
    ];
    assert_eq!(errors(&feed), expected);
}

#[test]
fn product_without_a_handle_and_rows_without_one_are_read() {
    let feed = read("Title,Handle,Option1 Name,Option1 Value,Variant Price\nA,,Size,S,1\n,,,M,2\nB,,,,3\n");

    let counts: Vec<_> = feed.products.iter().map(|product| (product.title.as_str(), product.variants.len())).collect();
    assert_eq!(counts, [("A", 2), ("B", 1)]);
}

#[test]
fn later_rows_that_state_another_title_are_told() {
    let feed =
        read("Handle,Title,Option1 Name,Option1 Value,Variant Price\na,A,Size,S,1\na,A,Size,M,1\na,B,Size,L,1\n");

    assert_eq!(not_kept(&feed), ["4 Title=B: the product's first row, line 2, decides"]);
}
