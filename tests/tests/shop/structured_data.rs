//! Structured data of every page: nothing empty, nothing missing that its type asks for, and the facts of the page.

use serde_json::{Value, json};

use crate::{
    every_address::pages_in_sitemaps,
    harness::{ORIGIN, TestShop},
};

/// The fields that a thing of a type needs, by schema.org, or by Google for what it shows of it.
fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "Organization" => &["name", "url", "logo"],
        "BreadcrumbList" | "ItemList" => &["itemListElement"],
        "ListItem" => &["position"],
        "Product" => &["name", "sku", "url", "image", "offers"],
        "ProductGroup" => &["name", "productGroupID", "url", "image", "hasVariant"],
        "Brand" => &["name"],
        "Offer" => &["url", "price", "priceCurrency", "availability", "itemCondition", "shippingDetails"],
        "UnitPriceSpecification" => &["price", "priceCurrency", "priceType"],
        "PropertyValue" => &["name", "value"],
        "OfferShippingDetails" => &["@id", "shippingDestination", "deliveryTime"],
        "DefinedRegion" => &["addressCountry"],
        "ShippingDeliveryTime" => &["cutoffTime", "handlingTime", "transitTime", "businessDays"],
        "QuantitativeValue" => &["minValue", "maxValue", "unitCode"],
        "OpeningHoursSpecification" => &["dayOfWeek"],
        "MerchantReturnPolicy" => &["@id", "applicableCountry", "returnPolicyCategory", "merchantReturnDays"],
        other => panic!("{other} is a type that no test knows"),
    }
}

/// The faults of a value and of everything in it; `whole` is what references lead into.
fn faults(value: &Value, whole: &[Value], found: &mut Vec<String>) {
    let empty = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    };
    if empty {
        found.push("something is empty".to_owned());
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| faults(item, whole, found)),
        Value::Object(fields) => {
            match fields.get("@type") {
                Some(kind) => found.extend(missing(kind.as_str().unwrap(), value)),
                None if whole.iter().any(|thing| thing["@id"] == fields["@id"]) => {}
                None => found.push(format!("{value} refers to nothing")),
            }
            fields.values().for_each(|field| faults(field, whole, found));
        }
        _ => {}
    }
}

fn missing(kind: &str, value: &Value) -> Vec<String> {
    let lacks = |field: &&&str| value.get(**field).is_none();
    required(kind).iter().filter(lacks).map(|field| format!("{kind} lacks {field}: {value}")).collect()
}

#[tokio::test]
async fn structured_data_is_whole_on_every_page() {
    for shop in [TestShop::full().await, TestShop::bare().await] {
        let mut kinds = std::collections::BTreeSet::new();
        for page in pages_in_sitemaps(&shop).await {
            let data = shop.get(&page).await.structured_data();

            let mut found = Vec::new();
            data.iter().for_each(|thing| faults(thing, &data, &mut found));
            assert_eq!(found, [""; 0], "{page}");
            assert!(data.iter().all(|thing| thing["@context"] == "https://schema.org"), "{page}");
            kinds.extend(data.iter().map(|thing| thing["@type"].as_str().unwrap().to_owned()));
        }
        for kind in ["Organization", "BreadcrumbList", "ItemList", "Product", "ProductGroup"] {
            assert!(kinds.contains(kind), "no page has a {kind}");
        }
    }
}

#[tokio::test]
async fn product_with_options_is_a_group_of_variants() {
    let shop = TestShop::full().await;

    let data = shop.get("/en-ae/p/coat").await.structured_data();

    let group = &data[0];
    let address = format!("{ORIGIN}/en-ae/p/coat");
    assert_eq!([&group["@type"], &group["productGroupID"], &group["name"]], ["ProductGroup", "coat", "Coat"]);
    assert_eq!([&group["material"], &group["brand"]["name"], &group["url"]], ["Wool", "Shakra", address.as_str()]);
    assert_eq!(group["variesBy"], json!(["https://schema.org/color", "https://schema.org/size"]));
    assert_eq!(group["image"].as_array().unwrap().len(), 3);
    let [small_clay, large_clay, sand] = group["hasVariant"].as_array().unwrap().as_slice() else { panic!("{group}") };
    assert_eq!(
        [&small_clay["name"], &small_clay["color"], &small_clay["size"]],
        ["Coat – Clay, small, matt", "Clay", "small"]
    );
    assert_eq!(
        small_clay["additionalProperty"],
        json!([{ "@type": "PropertyValue", "name": "finish", "value": "matt" }])
    );
    let chosen = format!("{address}?colour=clay&size=small&finish=matt");
    assert_eq!([&small_clay["url"], &small_clay["offers"]["url"]], [chosen.as_str(); 2]);
    // Its own picture, and the one that shows no value.
    assert_eq!(small_clay["image"], json!([group["image"][1], group["image"][0]]));
    assert_eq!(sand["image"], json!([group["image"][2], group["image"][0]]));
    let availability = |variant: &Value| variant["offers"]["availability"].as_str().unwrap().to_owned();
    assert_eq!(
        [small_clay, large_clay, sand].map(availability),
        ["InStock", "OutOfStock", "InStock"].map(|state| format!("https://schema.org/{state}"))
    );
}

#[tokio::test]
async fn offer_tells_its_price_its_last_day_and_its_terms() {
    let shop = TestShop::full().await;

    let data = shop.get("/ar-ae/p/coat").await.structured_data();

    let (reduced, regular) = (&data[0]["hasVariant"][0]["offers"], &data[0]["hasVariant"][2]["offers"]);
    assert_eq!(
        [&reduced["price"], &reduced["priceCurrency"], &reduced["priceValidUntil"]],
        ["150.00", "AED", "2026-06-30"]
    );
    let before = &reduced["priceSpecification"];
    assert_eq!([&before["price"], &before["priceType"]], ["200.00", "https://schema.org/StrikethroughPrice"]);
    assert_eq!(regular["price"], "200.00");
    assert!(regular.get("priceValidUntil").is_none() && regular.get("priceSpecification").is_none(), "{regular}");
    assert_eq!(
        [&reduced["shippingDetails"]["@id"], &reduced["hasMerchantReturnPolicy"]["@id"]],
        ["#shipping", "#returns"]
    );
    let (shipping, returns) = (&data[1], &data[2]);
    assert_eq!([&shipping["@id"], &shipping["shippingDestination"]["addressCountry"]], ["#shipping", "AE"]);
    assert_eq!([&returns["@id"], &returns["applicableCountry"]], ["#returns", "AE"]);
    assert_eq!(returns["merchantReturnDays"], 30);
    assert_eq!(returns["merchantReturnLink"], format!("{ORIGIN}/ar-ae/pages/returns"));
}

#[tokio::test]
async fn product_without_options_is_no_group() {
    let shop = TestShop::full().await;

    let data = shop.get("/en-us/p/print-700").await.structured_data();

    let product = &data[0];
    assert_eq!([&product["@type"], &product["name"], &product["sku"]], ["Product", "print-700", "PRINT-700"]);
    assert_eq!([&product["offers"]["price"], &product["offers"]["url"]], ["30.00", product["url"].as_str().unwrap()]);
    for none in ["description", "material", "brand", "variesBy", "hasVariant", "productGroupID", "additionalProperty"] {
        assert!(product.get(none).is_none(), "{none}");
    }
}

#[tokio::test]
async fn returns_are_promised_only_where_a_page_explains_them() {
    let shop = TestShop::open().await;

    let data = shop.get("/en-ae/p/dune-vase").await.structured_data();

    assert_eq!(data.iter().filter(|thing| thing["@type"] == "MerchantReturnPolicy").count(), 0);
    assert!(data[0]["hasVariant"][0]["offers"].get("hasMerchantReturnPolicy").is_none());
}
