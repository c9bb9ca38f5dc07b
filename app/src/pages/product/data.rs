//! A product as schema.org describes it, by Google's rules for product variants and merchant listings:
//! <https://developers.google.com/search/docs/appearance/structured-data/product-variants> and `…/merchant-listing`.
//! Fields may be empty here: [`Head`](crate::head::Head) leaves these out.

use catalog::{
    FactDocument, FactValue, Product, ProductFact, ProductOption, ProductPicture, ProductValue, SchemaProperty, Variant,
};
use serde_json::{Value, json};
use types::{Locale, Timestamp};

use super::{buy::Help, choice::query_of, terms};
use crate::{address, localizer, page_context::PageContext, site_config::SiteConfig};

/// The properties by which variants may differ, of those that Google reads.
const VARIES_BY: [SchemaProperty; 4] =
    [SchemaProperty::Color, SchemaProperty::Size, SchemaProperty::Material, SchemaProperty::Pattern];

/// Returns the product, and the terms that its offers refer to.
pub(super) fn data(context: &PageContext<'_>, product: &Product, help: &Help) -> Value {
    let (site, locale) = (context.site, context.reader.locale);
    let market = locale.market();
    let returns = help.returns.as_ref().and_then(|page| terms::returns(market, &address::absolute(site, page)));
    let shipping = terms::shipping(market, context.reader.at);
    let about =
        ProductData { site, locale, product, has_shipping: shipping.is_some(), can_be_returned: returns.is_some() };
    json!([about.product_or_group(), shipping, returns])
}

/// The input of a product's structured data.
struct ProductData<'a> {
    site: &'a SiteConfig,
    locale: Locale,
    product: &'a Product,
    has_shipping: bool,
    can_be_returned: bool,
}

impl ProductData<'_> {
    /// Returns a Product if the product has no options, and else a ProductGroup with a Product for each variant.
    fn product_or_group(&self) -> Value {
        match self.product.variants.as_slice() {
            [only] if self.product.options.is_empty() => self.single_product(only),
            variants => self.group(variants),
        }
    }

    fn single_product(&self, variant: &Variant) -> Value {
        let mut data = self.common_fields("Product");
        data["sku"] = variant.sku.as_str().into();
        data["gtin"] = variant.gtin.as_str().into();
        data["mpn"] = variant.mpn.as_str().into();
        data["offers"] = self.offer(variant, &self.address());
        data
    }

    fn group(&self, variants: &[Variant]) -> Value {
        let mut data = self.common_fields("ProductGroup");
        let varies_by: Vec<String> = self
            .product
            .options
            .iter()
            .filter_map(|option| option.schema_property.filter(|property| VARIES_BY.contains(property)))
            .map(|property| format!("https://schema.org/{}", property.name()))
            .collect();
        data["productGroupID"] = self.product.code.as_str().into();
        data["variesBy"] = varies_by.into();
        data["hasVariant"] = variants.iter().map(|variant| self.variant(variant)).collect();
        data
    }

    /// Returns the fields that a Product and a ProductGroup have in common.
    fn common_fields(&self, kind: &str) -> Value {
        let product = self.product;
        // A product whose buyers choose the material has none of its own.
        let differs = product.options.iter().any(|option| option.schema_property == Some(SchemaProperty::Material));
        let origin = product.country_of_origin.map(|country| json!({ "@type": "Country", "name": country.code() }));
        let mut data = json!({
            "@context": "https://schema.org",
            "@type": kind,
            "name": product.name.text,
            "description": content::plain_text(&product.description.text),
            "url": self.address(),
            "image": self.images(product.pictures.iter()),
            "material": (!differs).then_some(product.material.text.as_str()),
            "brand": { "@type": "Brand", "name": product.brand },
            "countryOfOrigin": origin,
        });
        add_facts(&mut data, &product.facts);
        data
    }

    fn variant(&self, variant: &Variant) -> Value {
        let product = self.product;
        let chosen: Vec<(&ProductOption, &ProductValue)> =
            product.options.iter().filter_map(|option| Some((option, value_of(option, variant)?))).collect();
        let query = query_of(product, variant);
        let page = address::with_query(&address::product(self.locale, &product.slug), &query);
        let page = address::absolute(self.site, &page);
        let own = |picture: &&ProductPicture| picture.value.is_some_and(|value| variant.values.contains(&value));
        let general = product.pictures.iter().filter(|picture| picture.value.is_none());
        let mut data = json!({
            "@type": "Product",
            "sku": variant.sku,
            "gtin": variant.gtin,
            "mpn": variant.mpn,
            "name": variant_name(&product.name.text, &chosen),
            "url": page,
            "image": self.images(product.pictures.iter().filter(own).chain(general)),
            "offers": self.offer(variant, &page),
        });
        let mut others = Vec::new();
        for (option, value) in chosen {
            let label = value.label.text.as_str();
            match option.schema_property {
                Some(property) => data[property.name()] = label.into(),
                None => {
                    others.push(json!({ "@type": "PropertyValue", "name": option.name.text, "value": label }));
                }
            }
        }
        data["additionalProperty"] = others.into();
        data
    }

    fn offer(&self, variant: &Variant, page: &str) -> Value {
        let price = variant.price;
        let compared = price.compare_at.map(|compare_at| {
            json!({
                "@type": "UnitPriceSpecification",
                "priceType": "https://schema.org/StrikethroughPrice",
                "price": compare_at.to_decimal_string(),
                "priceCurrency": compare_at.currency.code(),
            })
        });
        let availability = if variant.is_available() { "InStock" } else { "OutOfStock" };
        json!({
            "@type": "Offer",
            "url": page,
            "price": price.now.to_decimal_string(),
            "priceCurrency": price.now.currency.code(),
            "priceValidUntil": price.until.map(|until| self.last_day(until)),
            "priceSpecification": compared,
            "availability": format!("https://schema.org/{availability}"),
            "itemCondition": "https://schema.org/NewCondition",
            "shippingDetails": self.has_shipping.then(|| json!({ "@id": terms::SHIPPING })),
            "hasMerchantReturnPolicy": self.can_be_returned.then(|| json!({ "@id": terms::RETURNS })),
        })
    }

    /// Returns the last whole day, in the market's time zone, before a moment. schema.org takes no time of day here.
    fn last_day(&self, until: Timestamp) -> String {
        localizer::market_date(self.locale.market(), until.plus_millis(-1)).to_string()
    }

    /// Returns the address of each picture, without duplicates.
    fn images<'p>(&self, pictures: impl Iterator<Item = &'p ProductPicture>) -> Vec<String> {
        let mut addresses: Vec<String> = Vec::new();
        for picture in pictures {
            let address = address::picture_for_machines(self.site, &picture.image);
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        addresses
    }

    fn address(&self) -> String {
        address::absolute(self.site, &address::product(self.locale, &self.product.slug))
    }
}

/// Adds the facts: those that mean a property of schema.org that is not there yet, and the rest as further properties.
fn add_facts(data: &mut Value, facts: &[ProductFact]) {
    let mut others = Vec::new();
    for fact in facts {
        let value = value_of_fact(&fact.value);
        match fact.schema_property {
            Some(property) if is_empty(&data[property.name()]) => data[property.name()] = value,
            _ => others.push(further_property(&fact.name.text, &value, &fact.value)),
        }
    }
    data["additionalProperty"] = others.into();
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(str::is_empty)
}

fn value_of_fact(value: &FactValue) -> Value {
    match value {
        FactValue::Labels(labels) => {
            labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(", ").into()
        }
        FactValue::Number(number, _) => json!(FactDocument::Number(*number)),
        FactValue::Flag(flag) => (*flag).into(),
    }
}

/// Returns a fact as schema.org describes further properties.
fn further_property(name: &str, value: &Value, fact: &FactValue) -> Value {
    let unit = match fact {
        FactValue::Number(_, unit) if !unit.text.is_empty() => Some(unit.text.as_str()),
        _ => None,
    };
    json!({ "@type": "PropertyValue", "name": name, "value": value, "unitText": unit })
}

fn value_of<'a>(option: &'a ProductOption, variant: &Variant) -> Option<&'a ProductValue> {
    option.values.iter().find(|value| variant.has(value))
}

/// Returns the product's name, followed by the values that tell this variant from the others.
fn variant_name(product: &str, chosen: &[(&ProductOption, &ProductValue)]) -> String {
    let labels: Vec<&str> = chosen.iter().map(|(_, value)| value.label.text.as_str()).collect();
    if labels.is_empty() { product.to_owned() } else { format!("{product} – {}", labels.join(", ")) }
}
