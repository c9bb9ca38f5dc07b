use std::sync::Arc;

use database::{CacheId, CacheItem, Error, Reader};
use types::{Country, LocalSlug, LocalText, ProductId, Slug, SlugLookup, Stock, Translated, VariantId};

use crate::{
    AttributeKind, CategoryNode, Dimensions, FactDocument, FactNumber, Price, ProductPicture, Rank, SchemaProperty,
    SluggedKind, SoldIn, category, keys, price, slugs, store,
};

/// A product as its page shows it.
#[derive(Clone, Debug)]
pub struct Product {
    /// The row's id.
    pub id: ProductId,
    /// The name in documents.
    pub code: String,
    /// The name in this language's URLs.
    pub slug: String,
    /// The names in the URLs of every language, for language switchers and hreflang.
    pub slugs: Translated<LocalSlug>,
    /// The markets that sell it.
    pub sold_in: SoldIn,
    /// The name shoppers read.
    pub name: LocalText,
    /// The description, in Markdown.
    pub description: LocalText,
    /// The title for search engines; empty for the name.
    pub seo_title: String,
    /// The description for search engines; empty for the description.
    pub seo_description: String,
    /// The materials.
    pub material: LocalText,
    /// The care instructions.
    pub care: LocalText,
    /// The brand; empty if there is none.
    pub brand: String,
    /// The country that it is made in.
    pub country_of_origin: Option<Country>,
    /// The class of its value-added tax; empty for the standard one.
    pub tax_class: String,
    /// The attributes that its page shows, in order.
    pub facts: Vec<ProductFact>,
    /// The categories from the top of the tree down to its home category.
    pub path: Vec<CategoryNode>,
    /// The options that a buyer chooses by, in order.
    pub options: Vec<ProductOption>,
    /// The variants sold in the reader's market, in the merchant's order; empty if the market does not sell the product.
    pub variants: Vec<Variant>,
    /// The pictures, in order.
    pub pictures: Vec<ProductPicture>,
}

/// An attribute that the product page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductFact {
    /// The name in documents, such as `material`.
    pub code: String,
    /// The name shoppers read.
    pub name: LocalText,
    /// The heading it stands under; empty if it stands under none of its own.
    pub group: LocalText,
    /// The property of schema.org that it means, if any.
    pub schema_property: Option<SchemaProperty>,
    /// The product's part of it.
    pub value: FactValue,
}

/// A product's part of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// The labels of its values, in order.
    Labels(Vec<LocalText>),
    /// A number with its unit, which may be empty.
    Number(FactNumber, LocalText),
    /// Yes or no.
    Flag(bool),
}

/// An attribute that a buyer chooses by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductOption {
    /// The name in query strings, such as `colour`.
    pub code: String,
    /// The name shoppers read.
    pub name: LocalText,
    /// The property of schema.org that it means, if any.
    pub schema_property: Option<SchemaProperty>,
    /// The values that this product comes in, in order.
    pub values: Vec<ProductValue>,
}

/// A value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductValue {
    /// The row's id.
    pub id: i64,
    /// The name in query strings, such as `clay`.
    pub code: String,
    /// The name shoppers read.
    pub label: LocalText,
    /// The colour of its swatch, as `#rrggbb`.
    pub swatch: Option<String>,
}

/// A variant: one value of each option, as it can be bought now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The row's id.
    pub id: VariantId,
    /// The name in the warehouse.
    pub sku: String,
    /// The Global Trade Item Number; empty if it has none.
    pub gtin: String,
    /// The manufacturer's part number; empty if it has none.
    pub mpn: String,
    /// The ids of its values, one per option.
    pub values: Vec<i64>,
    /// The price now.
    pub price: Price,
    /// The number of units that can be sold.
    pub stock: Stock,
    /// The weight in grams.
    pub weight_g: u32,
    /// Length, width and height.
    pub dimensions: Dimensions,
}

impl Variant {
    /// Returns true if the variant has this value.
    pub fn has(&self, value: &ProductValue) -> bool {
        self.values.contains(&value.id)
    }

    /// Returns true if a unit can be sold now.
    pub const fn is_available(&self) -> bool {
        self.stock.is_available()
    }

    /// Returns the rank among the product's variants.
    pub const fn rank(&self) -> Rank {
        Rank::new(self.is_available(), self.price.now.minor)
    }
}

/// Finds the public product with this slug, or the slug that it has now.
pub async fn product_by_slug(reader: &mut Reader, slug: &Slug) -> Result<SlugLookup<Arc<Product>>, Error> {
    let product = CacheId { kind: "product", item: CacheItem::Slug(slug.clone()) };
    let own = slug.clone();
    if let Some(product) = reader.cached_optional(product, move |reader| Box::pin(load(reader, own))).await? {
        return Ok(SlugLookup::Found(product));
    }
    Ok(match slugs::find(reader, SluggedKind::Product, slug).await? {
        SlugLookup::Found(id) => slugs::gone(reader, SluggedKind::Product, id).await?,
        other => other.without_found(),
    })
}

/// Loads the public product that has this slug now.
async fn load(reader: &mut Reader, slug: Slug) -> Result<Option<Product>, Error> {
    let language = reader.language();
    let Some(row) = store::product_by_slug(reader, &slug, language).await? else { return Ok(None) };
    let id = row.id;
    reader.touch(keys::product(id));
    if !reader.is_open(row.window[0], row.window[1]) {
        return Ok(None);
    }
    let is_sold_here = row.markets.contains(reader.market().code());
    let variants = if is_sold_here { variants(reader, id).await? } else { Vec::new() };
    let tree = category::categories(reader).await?;
    let pictures = store::product_pictures(reader, id, language).await?;
    keys::touch_pictures(reader, pictures.iter().map(|picture| &picture.image));
    let mut path = category::ancestors(&tree, row.category);
    path.extend(tree.iter().find(|node| node.id == row.category).cloned());
    let (origins, languages) = (row.origins, reader.locale.languages());
    let text = |text, place| origins.local_text(text, place, languages);
    Ok(Some(Product {
        id,
        code: row.code,
        slug: slug.as_str().to_owned(),
        slugs: store::slugs_by_id(reader, SluggedKind::Product, id.0).await?,
        sold_in: row.markets,
        name: text(row.name, 1),
        description: text(row.description, 2),
        material: text(row.material, 3),
        care: text(row.care, 4),
        seo_title: row.seo_title,
        seo_description: row.seo_description,
        brand: row.brand,
        country_of_origin: Country::from_code(&row.country_of_origin),
        tax_class: row.tax_class,
        facts: facts(reader, id).await?,
        path,
        options: options(reader, id).await?,
        variants,
        pictures,
    }))
}

/// Returns the variants with a price in the reader's market.
async fn variants(reader: &mut Reader, id: ProductId) -> Result<Vec<Variant>, Error> {
    let market = reader.market();
    let rows = store::variants(reader, id, market).await?;
    let values = store::variant_values(reader, id).await?;
    let mut variants = Vec::with_capacity(rows.len());
    for row in rows {
        reader.touch(keys::stock(row.id));
        let store::VariantRow { id, sku, gtin, mpn, stock, weight_g, dimensions, prices } = row;
        let Some(price) = price::price(reader, &prices) else { continue };
        let values = values.iter().filter(|(variant, _)| *variant == id).map(|(_, value)| *value).collect();
        variants.push(Variant { id, sku, gtin, mpn, values, price, stock, weight_g, dimensions });
    }
    Ok(variants)
}

async fn facts(reader: &mut Reader, id: ProductId) -> Result<Vec<ProductFact>, Error> {
    reader.touch(keys::attributes());
    let locale = reader.locale;
    let mut facts: Vec<ProductFact> = Vec::new();
    for row in store::product_facts(reader, id, locale.language()).await? {
        let label = row.label_origins.local_text(row.label, 0, locale.languages());
        match facts.last_mut() {
            Some(ProductFact { code, value: FactValue::Labels(labels), .. }) if *code == row.code => labels.push(label),
            _ => {
                let unit = row.origins.local_text(row.unit, 2, locale.languages());
                let Some(value) = fact_value(row.kind, row.thousandths, label, unit) else { continue };
                facts.push(ProductFact {
                    code: row.code,
                    name: row.origins.local_text(row.name, 0, locale.languages()),
                    group: row.origins.local_text(row.group_name, 1, locale.languages()),
                    schema_property: SchemaProperty::from_name(&row.schema_property),
                    value,
                });
            }
        }
    }
    Ok(facts)
}

fn fact_value(kind: AttributeKind, thousandths: Option<i64>, label: LocalText, unit: LocalText) -> Option<FactValue> {
    let Some(thousandths) = thousandths else { return Some(FactValue::Labels(vec![label])) };
    Some(match FactDocument::stored(kind, thousandths)? {
        FactDocument::Number(number) => FactValue::Number(number, unit),
        FactDocument::Flag(flag) => FactValue::Flag(flag),
    })
}

async fn options(reader: &mut Reader, id: ProductId) -> Result<Vec<ProductOption>, Error> {
    reader.touch(keys::attributes());
    let locale = reader.locale;
    let mut options: Vec<ProductOption> = Vec::new();
    for row in store::product_options(reader, id, locale.language()).await? {
        let label = row.label_origins.local_text(row.label, 0, locale.languages());
        let value = ProductValue { id: row.id, code: row.code, label, swatch: row.swatch };
        match options.last_mut() {
            Some(option) if option.code == row.option_code => option.values.push(value),
            _ => options.push(ProductOption {
                code: row.option_code,
                name: row.option_origins.local_text(row.option_name, 0, locale.languages()),
                schema_property: SchemaProperty::from_name(&row.schema_property),
                values: vec![value],
            }),
        }
    }
    Ok(options)
}
