//! A shop in which every part of a page shows something, with pictures of many sizes; and one in which every text that
//! may be empty is.

use std::fs;

use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use serde_json::{Value, json};

use super::{SHOP, TestShop};

/// Widths in pixels of the pictures: below the narrowest rendition, between renditions, and beyond the widest.
pub(crate) const WIDTHS: [u32; 9] = [1, 40, 60, 120, 227, 320, 700, 1200, 2000];

impl TestShop {
    /// The tests' shop with a product for each of [`WIDTHS`], one with options, and pages of every kind of block.
    pub(crate) async fn full() -> Self {
        let shop = Self::open().await;
        let mut document: Value = serde_json::from_str(SHOP).unwrap();
        for (number, width) in WIDTHS.into_iter().enumerate() {
            fs::write(shop.file(&file(width)), png(width, number as u8)).unwrap();
            list(&mut document, "pictures").push(json!({ "file": file(width), "alt": words("A print") }));
            list(&mut document, "products").push(print(width));
        }
        let values = |codes: [&str; 2]| codes.map(|code| json!({ "code": code, "label": words(code) }));
        for (code, property, of) in [("size", "size", ["small", "large"]), ("finish", "", ["matt", "glossy"])] {
            let mut attribute = json!({ "code": code, "name": words(code), "facet": true, "values": values(of) });
            if !property.is_empty() {
                attribute["schema_property"] = property.into();
            }
            list(&mut document, "attributes").push(attribute);
        }
        list(&mut document, "products").push(coat());
        document["collections"][0]["picture"] = file(40).into();
        list(&mut document, "pages").extend([page("returns"), page("contact"), blocks()]);
        shop.import(&document.to_string()).await;
        shop
    }

    /// The tests' shop with nothing in any text that may be empty.
    pub(crate) async fn bare() -> Self {
        let shop = Self::open().await;
        let mut document: Value = serde_json::from_str(SHOP).unwrap();
        for (section, fields) in [
            ("products", ["description", "material", "care"].as_slice()),
            ("categories", &["description"]),
            ("collections", &["description"]),
            ("pages", &["summary"]),
        ] {
            for thing in list(&mut document, section) {
                for field in fields {
                    thing[field] = words("");
                }
            }
        }
        let mut unsized_vase = document["products"][0].clone();
        unsized_vase["code"] = "plain-vase".into();
        unsized_vase["slug"] = words("plain-vase");
        unsized_vase["options"] = json!([]);
        unsized_vase["pictures"] = json!([{ "file": "images/vase.jpg" }]);
        unsized_vase["variants"] = json!([{ "sku": "PLAIN", "weight_g": 0, "stock": 1, "price": price(1000),
            "dimensions_mm": { "length": 0, "width": 0, "height": 0 } }]);
        list(&mut document, "products").push(unsized_vase);
        let link = json!({ "label": words("On"), "to": { "product": "dune-vase" } });
        let of_picture =
            json!({ "title": words("Title"), "text": words(""), "picture": "images/vase.jpg", "link": link });
        document["pages"][1]["blocks"] = json!([
            { "hero": of_picture },
            { "banner": of_picture },
            { "quote": { "text": words("Words"), "source": words("") } },
            { "rich_text": { "markdown": words("[only]: /en-ae \"a definition\"") } },
            { "picture": { "picture": "images/vase.jpg" } },
        ]);
        shop.import(&document.to_string()).await;
        shop
    }
}

fn list<'a>(document: &'a mut Value, section: &str) -> &'a mut Vec<Value> {
    document[section].as_array_mut().unwrap()
}

fn file(width: u32) -> String {
    format!("images/print-{width}.png")
}

/// The same in every language.
fn words(text: &str) -> Value {
    json!({ "en": text, "ar": text, "hi": text })
}

fn price(minor: u32) -> Value {
    json!({ "AED": minor, "INR": minor * 20, "USD": minor / 3 })
}

/// Half as high as wide, with a shade of its own.
fn png(width: u32, shade: u8) -> Vec<u8> {
    let height = width.div_ceil(2);
    let pixels: Vec<u8> = (0..width * height).map(|n| (n % 251) as u8 ^ shade).collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&pixels, width, height, ExtendedColorType::L8).unwrap();
    bytes
}

/// A product without options, whose picture has this width.
fn print(width: u32) -> Value {
    let code = format!("print-{width}");
    json!({
        "code": code, "category": "vases", "slug": words(&code), "name": words(&code), "description": words(""),
        "material": words(""), "care": words(""), "hsn": "491191", "published": { "from": "2026-01-01T00:00:00Z" },
        "variants": [{ "sku": code.to_uppercase(), "weight_g": 10, "price": price(9000), "stock": 3,
            "dimensions_mm": { "length": 10, "width": 10, "height": 1 } }],
        "pictures": [{ "file": file(width) }],
    })
}

/// A product with three options and a brand, one variant of it reduced until 1 July, Dubai's time.
fn coat() -> Value {
    let variant = |colour: &str, size: &str, stock: u32, scheduled: Value| {
        json!({ "sku": format!("COAT-{colour}-{size}").to_uppercase(), "weight_g": 900, "price": price(20000),
            "options": { "colour": colour, "size": size, "finish": "matt" }, "scheduled_prices": scheduled, "stock": stock,
            "dimensions_mm": { "length": 900, "width": 500, "height": 20 } })
    };
    let sale =
        json!([{ "currency": "AED", "amount": 15000, "from": "2026-05-01T00:00:00Z", "to": "2026-06-30T20:00:00Z" }]);
    json!({
        "code": "coat", "category": "vases", "slug": words("coat"), "name": words("Coat"), "description": words("Warm."),
        "material": words("Wool"), "care": words("Brush."), "brand": "Shakra", "hsn": "620200",
        "published": { "from": "2026-01-01T00:00:00Z" },
        "options": [{ "attribute": "colour", "values": ["clay", "sand"] }, { "attribute": "size", "values": ["small", "large"] },
            { "attribute": "finish", "values": ["matt"] }],
        "variants": [variant("clay", "small", 4, sale), variant("clay", "large", 0, json!([])),
            variant("sand", "small", 2, json!([]))],
        "pictures": [{ "file": file(2000) }, { "file": file(700), "shows": { "colour": "clay" } },
            { "file": file(120), "shows": { "colour": "sand" } }],
    })
}

fn page(code: &str) -> Value {
    json!({ "kind": "page", "code": code, "slug": words(code), "title": words(code), "summary": words(""),
        "published": { "from": "2026-01-01T00:00:00Z" },
        "blocks": [{ "rich_text": { "markdown": words("See [the stories](/en-ae/stories), not [this](http://a.example).") } }] })
}

/// A story of every kind of block.
fn blocks() -> Value {
    let link = json!({ "label": words("On"), "to": { "product": "coat" } });
    let of_picture =
        |width| json!({ "title": words("Title"), "text": words("Text"), "picture": file(width), "link": link });
    json!({ "kind": "story", "code": "blocks", "slug": words("blocks"), "title": words("Blocks"), "summary": words("All."),
        "picture": file(227), "published": { "from": "2026-01-02T00:00:00Z" },
        "blocks": [
            { "hero": of_picture(320) },
            { "banner": of_picture(700) },
            { "rich_text": { "markdown": words("Words") } },
            { "picture": { "picture": file(60), "caption": words("Caption") } },
            { "quote": { "text": words("Words"), "source": words("Somebody") } },
            { "columns": { "columns": [{ "title": words("One"), "markdown": words("1") }, { "title": words("Two"), "markdown": words("2") }] } },
            { "product_list": { "title": words("New"), "products": "newest", "limit": 12 } },
            { "collections": { "title": words("Lists"), "collections": ["gifts"] } },
            { "categories": { "title": words("Kinds") } },
            { "stories": { "title": words("Stories"), "limit": 3 } },
        ] })
}
