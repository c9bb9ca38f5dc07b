use std::sync::Arc;

use database::{Error, Reader, Remembered, Which};
use types::{ImageRef, ProductId, Slug, SlugLookup, Stock, Translated, VariantId};

use crate::{CategoryNode, Dimensions, Price, Rank, SluggedKind, category, keys, price, slugs, store};

/// A product as its page shows it.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its row.
    pub id: ProductId,
    /// The name it has in documents.
    pub code: String,
    /// The name it has in this language's URLs.
    pub slug: String,
    /// The names it has in the URLs of every language: for switchers and hreflang.
    pub slugs: Translated,
    /// The name shoppers read.
    pub name: String,
    /// What it is, in a paragraph.
    pub description: String,
    /// What it is made of.
    pub material: String,
    /// How to look after it.
    pub care: String,
    /// The name of its maker; empty where there is none to tell.
    pub brand: String,
    /// From the top of the tree down to its home category.
    pub path: Vec<CategoryNode>,
    /// What a buyer chooses by, in order.
    pub options: Vec<ProductOption>,
    /// What is sold in the reader's market, in the merchant's order.
    pub variants: Vec<Variant>,
    /// Its pictures, in order.
    pub pictures: Vec<ProductPicture>,
}

/// Something a buyer chooses by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductOption {
    /// The name it has in query strings: `colour`.
    pub code: String,
    /// The name shoppers read.
    pub name: String,
    /// The values this product comes in, in order.
    pub values: Vec<ProductValue>,
}

/// One value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductValue {
    /// Its row.
    pub id: i64,
    /// The name it has in query strings: `clay`.
    pub code: String,
    /// The name shoppers read.
    pub label: String,
    /// The colour of its swatch, as `#rrggbb`.
    pub swatch: Option<String>,
}

/// One choice of each option, as it can be bought now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its row.
    pub id: VariantId,
    /// The name it has in the warehouse.
    pub sku: String,
    /// The rows of the values it has, one per option.
    pub values: Vec<i64>,
    /// What it costs.
    pub price: Price,
    /// How many can be sold.
    pub stock: Stock,
    /// Grams.
    pub weight_g: u32,
    /// Length, width, height.
    pub dimensions: Dimensions,
}

/// A picture of a product, perhaps of one value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPicture {
    /// The picture.
    pub image: ImageRef,
    /// The row of the value it shows, where it shows one.
    pub value: Option<i64>,
}

impl Variant {
    /// Whether it has this value.
    pub fn has(&self, value: &ProductValue) -> bool {
        self.values.contains(&value.id)
    }

    /// Whether one can be sold now.
    pub const fn is_available(&self) -> bool {
        self.stock.is_available()
    }

    /// Its place among its product's variants.
    pub const fn rank(&self) -> Rank {
        Rank::new(self.is_available(), self.price.now.minor)
    }
}

/// The public product under this slug, or where it has moved.
pub async fn product_by_slug(reader: &mut Reader, slug: &Slug) -> Result<SlugLookup<Arc<Product>>, Error> {
    let product = Remembered { what: "product", which: Which::Slug(slug.clone()) };
    let own = slug.clone();
    if let Some(product) = reader.remembered_if_there(product, move |reader| Box::pin(load(reader, own))).await? {
        return Ok(SlugLookup::Found(product));
    }
    Ok(match slugs::find(reader, SluggedKind::Product, slug).await? {
        // It is there, and not public.
        SlugLookup::Found(_) => SlugLookup::NotFound,
        other => other.redirect_or_not_found(),
    })
}

/// The public product that has this slug now.
async fn load(reader: &mut Reader, slug: Slug) -> Result<Option<Product>, Error> {
    let language = reader.language();
    let Some(row) = store::product_by_slug(reader, &slug, language).await? else { return Ok(None) };
    let id = row.id;
    reader.touch(keys::product(id));
    if !reader.is_open(row.window[0], row.window[1]) {
        return Ok(None);
    }
    let variants = variants(reader, id).await?;
    if variants.is_empty() {
        return Ok(None);
    }
    let tree = category::categories(reader).await?;
    let pictures = store::product_pictures(reader, id, language).await?;
    keys::touch_pictures(reader, pictures.iter().map(|picture| &picture.image));
    let mut path = category::ancestors(&tree, row.category);
    path.extend(tree.iter().find(|node| node.id == row.category).cloned());
    Ok(Some(Product {
        id,
        code: row.code,
        slug: slug.as_str().to_owned(),
        slugs: row.slugs,
        name: row.name,
        description: row.description,
        material: row.material,
        care: row.care,
        brand: row.brand,
        path,
        options: options(reader, id).await?,
        variants,
        pictures,
    }))
}

/// Those with a price in the reader's market.
async fn variants(reader: &mut Reader, id: ProductId) -> Result<Vec<Variant>, Error> {
    let market = reader.market();
    let rows = store::variants(reader, id, market).await?;
    let values = store::variant_values(reader, id).await?;
    let mut variants = Vec::with_capacity(rows.len());
    for row in rows {
        reader.touch(keys::stock(row.id));
        let store::VariantRow { id, sku, stock, weight_g, dimensions, prices } = row;
        let Some(price) = price::price(reader, &prices) else { continue };
        let values = values.iter().filter(|(variant, _)| *variant == id).map(|(_, value)| *value).collect();
        variants.push(Variant { id, sku, values, price, stock, weight_g, dimensions });
    }
    Ok(variants)
}

async fn options(reader: &mut Reader, id: ProductId) -> Result<Vec<ProductOption>, Error> {
    reader.touch(keys::attributes());
    let language = reader.language();
    let mut options: Vec<ProductOption> = Vec::new();
    for (code, name, value) in store::product_options(reader, id, language).await? {
        match options.last_mut() {
            Some(option) if option.code == code => option.values.push(value),
            _ => options.push(ProductOption { code, name, values: vec![value] }),
        }
    }
    Ok(options)
}
