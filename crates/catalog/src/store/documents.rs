//! Reads rows as the documents that an export writes.

use std::collections::{BTreeMap, HashMap};

use database::{Error, Executor, row, sql};
use types::{Language, Market, ProductId, Sku, Slug, Stock, Timestamp, Translated, Window};

use crate::{
    Amount, AttributeDocument, AttributeValueDocument, CategoryDocument, CollectionDocument, Dimensions,
    MembersDocument, OptionDocument, ProductDocument, ProductPictureDocument, ScheduledPriceDocument, Swatch,
    VariantDocument,
    price::PriceWindow,
    store::{self, CollectionRow},
};

fn slug(text: String) -> Result<Slug, Error> {
    Slug::new(text).map_err(|error| Error::defect("slug or code", error))
}

fn moment(at: Timestamp) -> Result<jiff::Timestamp, Error> {
    jiff::Timestamp::from_millisecond(at.0).map_err(|error| Error::defect("timestamp", error))
}

row! {
    /// The texts of a category or a collection in one language.
    struct Words {
        language: String,
        slug: String,
        name: String,
        description: String,
    }
}

/// The rows with something's texts, by language.
struct Texts<T>(HashMap<String, T>);

impl<T> Texts<T> {
    fn new(rows: Vec<T>, language: impl Fn(&T) -> &String) -> Self {
        Self(rows.into_iter().map(|row| (language(&row).clone(), row)).collect())
    }

    fn each(&self, text: impl Fn(&T) -> &String) -> Translated {
        Translated::from_fn(|language| self.0.get(language.code()).map(&text).cloned().unwrap_or_default())
    }

    fn slugs(&self, text: impl Fn(&T) -> &String) -> Result<Translated<Slug>, Error> {
        let texts = self.each(text);
        Translated::try_from_fn(|language| slug(texts.of(language).clone()))
    }
}

pub(crate) async fn attribute_documents(on: &mut impl Executor) -> Result<Vec<AttributeDocument>, Error> {
    let mut documents: Vec<AttributeDocument> = Vec::new();
    for row in store::vocabulary(on).await? {
        let code = slug(row.attribute)?;
        if documents.last().is_none_or(|last| last.code != code) {
            documents.push(AttributeDocument { code, name: row.name, facet: row.is_facet, values: Vec::new() });
        }
        let swatch = row.swatch.and_then(|swatch| Swatch::try_from(swatch).ok());
        let value = AttributeValueDocument { code: slug(row.value)?, label: row.label, swatch };
        if let Some(document) = documents.last_mut() {
            document.values.push(value);
        }
    }
    Ok(documents)
}

row! {
    struct CategoryDocumentRow {
        id: types::CategoryId,
        code: Slug,
        parent: Option<Slug>,
        file_name: Option<String>,
    }
}

pub(crate) async fn category_documents(on: &mut impl Executor) -> Result<Vec<CategoryDocument>, Error> {
    let rows: Vec<CategoryDocumentRow> = sql("SELECT
            category.id,
            category.code,
            parent.code AS parent,
            picture_file.file_name
        FROM category
        LEFT JOIN category AS parent ON parent.id = category.parent_id
        LEFT JOIN picture_file ON picture_file.picture_id = category.picture_id
        ORDER BY category.position, category.id")
    .rows(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let words = "SELECT language, slug, name, description FROM category_text WHERE category_id = $1";
        let texts = Texts::new(sql(words).bind(row.id).rows(on).await?, |words: &Words| &words.language);
        documents.push(CategoryDocument {
            code: row.code,
            parent: row.parent,
            slug: texts.slugs(|words| &words.slug)?,
            name: texts.each(|words| &words.name),
            description: texts.each(|words| &words.description),
            picture: row.file_name,
        });
    }
    Ok(documents)
}

row! {
    struct CollectionDocumentRow {
        id: types::CollectionId,
        code: Slug,
        file_name: Option<String>,
    }
}

pub(crate) async fn collection_documents(on: &mut impl Executor) -> Result<Vec<CollectionDocument>, Error> {
    let rows: Vec<CollectionDocumentRow> = sql("SELECT collection.id, collection.code, picture_file.file_name
        FROM collection
        LEFT JOIN picture_file ON picture_file.picture_id = collection.picture_id
        ORDER BY collection.position, collection.id")
    .rows(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let words = "SELECT language, slug, name, description FROM collection_text WHERE collection_id = $1";
        let texts = Texts::new(sql(words).bind(row.id).rows(on).await?, |words: &Words| &words.language);
        let Some(stored) = store::collection(on, row.id, Language::En).await? else { continue };
        documents.push(CollectionDocument {
            code: row.code,
            slug: texts.slugs(|words| &words.slug)?,
            name: texts.each(|words| &words.name),
            description: texts.each(|words| &words.description),
            picture: row.file_name,
            published: Window::from_bounds(stored.window),
            members: members(on, row.id, stored).await?,
        });
    }
    Ok(documents)
}

async fn members(
    on: &mut impl Executor,
    id: types::CollectionId,
    stored: CollectionRow,
) -> Result<MembersDocument, Error> {
    if let Some(rule) = stored.rule {
        return Ok(MembersDocument::Rule(rule));
    }
    let codes = sql("SELECT product.code
        FROM collection_product
        JOIN product ON product.id = collection_product.product_id
        WHERE collection_product.collection_id = $1
        ORDER BY collection_product.position")
    .bind(id)
    .scalars(on)
    .await?;
    Ok(MembersDocument::Products(codes))
}

row! {
    struct ProductDocumentRow {
        code: Slug,
        category: Slug,
        hsn: String,
        tags: String,
        popularity: u32,
        window: [Option<Timestamp>; 2] = flatten,
        brand: String,
    }
}

row! {
    struct ProductWords {
        language: String,
        slug: String,
        name: String,
        description: String,
        material: String,
        care: String,
    }
}

pub(crate) async fn product_document(on: &mut impl Executor, id: ProductId) -> Result<Option<ProductDocument>, Error> {
    let row: Option<ProductDocumentRow> = sql("SELECT
            product.code,
            category.code AS category,
            product.hsn,
            product.tags,
            product.popularity,
            product.published_from,
            product.published_to,
            product.brand
        FROM product
        JOIN category ON category.id = product.category_id
        WHERE product.id = $1")
    .bind(id)
    .optional_row(on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let words = "SELECT language, slug, name, description, material, care FROM product_text WHERE product_id = $1";
    let texts = Texts::new(sql(words).bind(id).rows(on).await?, |words: &ProductWords| &words.language);
    Ok(Some(ProductDocument {
        code: row.code,
        category: row.category,
        slug: texts.slugs(|words| &words.slug)?,
        name: texts.each(|words| &words.name),
        description: texts.each(|words| &words.description),
        material: texts.each(|words| &words.material),
        care: texts.each(|words| &words.care),
        brand: row.brand,
        hsn: row.hsn,
        tags: row.tags.split_whitespace().map(|tag| slug(tag.to_owned())).collect::<Result<_, Error>>()?,
        popularity: row.popularity,
        published: Window::from_bounds(row.window),
        attributes: attributes(on, id).await?,
        options: options(on, id).await?,
        variants: variants(on, id).await?,
        pictures: pictures(on, id).await?,
    }))
}

row! {
    /// A value of an attribute, both by their codes.
    struct AttributeAndValue {
        attribute: Slug,
        value: Slug,
    }
}

async fn attributes(on: &mut impl Executor, id: ProductId) -> Result<BTreeMap<Slug, Vec<Slug>>, Error> {
    let rows: Vec<AttributeAndValue> = sql("SELECT attribute.code AS attribute, attribute_value.code AS value
        FROM product_attribute
        JOIN attribute_value ON attribute_value.id = product_attribute.value_id
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE product_attribute.product_id = $1
        ORDER BY attribute.code, attribute_value.position")
    .bind(id)
    .rows(on)
    .await?;
    let mut attributes: BTreeMap<Slug, Vec<Slug>> = BTreeMap::new();
    for row in rows {
        attributes.entry(row.attribute).or_default().push(row.value);
    }
    Ok(attributes)
}

async fn options(on: &mut impl Executor, id: ProductId) -> Result<Vec<OptionDocument>, Error> {
    let rows: Vec<AttributeAndValue> = sql("SELECT attribute.code AS attribute, attribute_value.code AS value
        FROM product_option
        JOIN attribute ON attribute.id = product_option.attribute_id
        JOIN product_option_value ON product_option_value.product_id = product_option.product_id
        JOIN attribute_value
            ON attribute_value.id = product_option_value.value_id AND attribute_value.attribute_id = attribute.id
        WHERE product_option.product_id = $1
        ORDER BY product_option.position, product_option_value.position")
    .bind(id)
    .rows(on)
    .await?;
    let mut options: Vec<OptionDocument> = Vec::new();
    for AttributeAndValue { attribute, value } in rows {
        match options.last_mut() {
            Some(option) if option.attribute == attribute => option.values.push(value),
            _ => options.push(OptionDocument { attribute, values: vec![value] }),
        }
    }
    Ok(options)
}

row! {
    struct VariantDocumentRow {
        id: types::VariantId,
        sku: Sku,
        weight_g: u32,
        length_mm: u32,
        width_mm: u32,
        height_mm: u32,
    }
}

async fn variants(on: &mut impl Executor, id: ProductId) -> Result<Vec<VariantDocument>, Error> {
    let rows: Vec<VariantDocumentRow> = sql("SELECT id, sku, weight_g, length_mm, width_mm, height_mm
        FROM variant
        WHERE product_id = $1
        ORDER BY position")
    .bind(id)
    .rows(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let mut document = VariantDocument {
            sku: row.sku,
            options: BTreeMap::new(),
            weight_g: row.weight_g,
            dimensions_mm: Dimensions { length: row.length_mm, width: row.width_mm, height: row.height_mm },
            price: BTreeMap::new(),
            compare_at: BTreeMap::new(),
            scheduled_prices: Vec::new(),
            stock: store::on_hand(on, row.id).await?,
        };
        add_choice(on, row.id, &mut document).await?;
        add_prices(on, row.id, &mut document).await?;
        if !document.price.is_empty() {
            documents.push(document);
        }
    }
    Ok(documents)
}

row! {
    struct SkuRow {
        sku: Sku,
        code: Slug,
    }
}

pub(crate) async fn skus(on: &mut impl Executor) -> Result<Vec<(Sku, Slug)>, Error> {
    let rows: Vec<SkuRow> = sql("SELECT variant.sku, product.code
        FROM variant
        JOIN product ON product.id = variant.product_id
        ORDER BY variant.id")
    .rows(on)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.code)).collect())
}

async fn add_choice(on: &mut impl Executor, id: types::VariantId, document: &mut VariantDocument) -> Result<(), Error> {
    let rows: Vec<AttributeAndValue> = sql("SELECT attribute.code AS attribute, attribute_value.code AS value
        FROM variant_value
        JOIN attribute_value ON attribute_value.id = variant_value.value_id
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE variant_value.variant_id = $1")
    .bind(id)
    .rows(on)
    .await?;
    document.options.extend(rows.into_iter().map(|row| (row.attribute, row.value)));
    Ok(())
}

row! {
    struct PriceRow {
        market: String,
        price: PriceWindow = flatten,
    }
}

/// Adds a variant's prices. One that starts at the beginning of time and never ends is the regular price.
async fn add_prices(on: &mut impl Executor, id: types::VariantId, document: &mut VariantDocument) -> Result<(), Error> {
    let rows: Vec<PriceRow> = sql("SELECT market, amount, starts_at, ends_at, compare_at
        FROM price
        WHERE variant_id = $1
        ORDER BY market, starts_at")
    .bind(id)
    .rows(on)
    .await?;
    for PriceRow { market, price } in rows {
        let Some(market) = Market::from_code(&market) else { continue };
        let (currency, amount) = (market.currency(), Amount::stored(price.amount));
        let compare_at = price.compare_at.map(Amount::stored);
        if price.starts_at == Timestamp(0) && price.ends_at.is_none() {
            document.price.insert(currency, amount);
            document.compare_at.extend(compare_at.map(|compare_at| (currency, compare_at)));
            continue;
        }
        let (from, to) = (moment(price.starts_at)?, price.ends_at.map(moment).transpose()?);
        document.scheduled_prices.push(ScheduledPriceDocument { currency, amount, compare_at, from, to });
    }
    Ok(())
}

row! {
    struct PictureRow {
        file_name: String,
        attribute: Option<Slug>,
        value: Option<Slug>,
    }
}

async fn pictures(on: &mut impl Executor, id: ProductId) -> Result<Vec<ProductPictureDocument>, Error> {
    let rows: Vec<PictureRow> = sql("SELECT
            picture_file.file_name,
            attribute.code AS attribute,
            attribute_value.code AS value
        FROM product_picture
        JOIN picture_file ON picture_file.picture_id = product_picture.picture_id
        LEFT JOIN attribute_value ON attribute_value.id = product_picture.value_id
        LEFT JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE product_picture.product_id = $1
        ORDER BY product_picture.position")
    .bind(id)
    .rows(on)
    .await?;
    let document = |row: PictureRow| ProductPictureDocument {
        file: row.file_name,
        shows: row.attribute.zip(row.value).into_iter().collect(),
    };
    Ok(rows.into_iter().map(document).collect())
}

/// Reads the units at all locations, held ones included; untracked, if a location does not count them.
pub(crate) async fn on_hand(on: &mut impl Executor, variant: types::VariantId) -> Result<Stock, Error> {
    sql("SELECT on_hand FROM variant_stock WHERE variant_id = $1").bind(variant).scalar(on).await
}
