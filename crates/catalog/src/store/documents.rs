//! Reads rows as the documents that an export writes.

use std::collections::BTreeMap;

use database::{Error, Executor, Row, sql};
use types::{Language, Market, ProductId, Sku, Slug, Stock, Timestamp, Translated, Window};

use super::to_u32;
use crate::{
    Amount, AttributeDocument, AttributeValueDocument, CategoryDocument, CollectionDocument, Dimensions,
    MembersDocument, OptionDocument, ProductDocument, ProductPictureDocument, ScheduledPriceDocument, Swatch,
    VariantDocument,
    store::{self, CollectionRow},
};

fn sku(text: String) -> Result<Sku, Error> {
    Sku::new(text).map_err(|error| Error::defect("variant.sku", error))
}

fn slug(text: String) -> Result<Slug, Error> {
    Slug::new(text).map_err(|error| Error::defect("slug or code", error))
}

fn moment(at: Timestamp) -> Result<jiff::Timestamp, Error> {
    jiff::Timestamp::from_millisecond(at.0).map_err(|error| Error::defect("timestamp", error))
}

/// The texts of a row per language: `columns` of them after the language.
struct Texts(Vec<(String, Vec<String>)>);

impl Texts {
    async fn of(on: &mut impl Executor, text: &'static str, id: i64, columns: usize) -> Result<Self, Error> {
        let rows = sql(text).bind(id).all(on).await?;
        let read = |row: &Row| {
            let texts = (1..=columns).map(|index| row.column(index)).collect::<Result<_, Error>>()?;
            Ok((row.column(0)?, texts))
        };
        Ok(Self(rows.iter().map(read).collect::<Result<_, Error>>()?))
    }

    fn column(&self, index: usize) -> Translated {
        let of = |language: Language| {
            let row = self.0.iter().find(|(code, _)| code == language.code());
            row.and_then(|(_, texts)| texts.get(index)).cloned().unwrap_or_default()
        };
        Translated::from_fn(of)
    }

    fn slugs(&self) -> Result<Translated<Slug>, Error> {
        let texts = self.column(0);
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

pub(crate) async fn category_documents(on: &mut impl Executor) -> Result<Vec<CategoryDocument>, Error> {
    let rows = sql("SELECT category.id, category.code, parent.code, picture_file.file_name
        FROM category
        LEFT JOIN category AS parent ON parent.id = category.parent_id
        LEFT JOIN picture_file ON picture_file.picture_id = category.picture_id
        ORDER BY category.position, category.id")
    .all(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in &rows {
        let words = "SELECT language, slug, name, description FROM category_text WHERE category_id = $1";
        let texts = Texts::of(on, words, row.column(0)?, 3).await?;
        documents.push(CategoryDocument {
            code: slug(row.column(1)?)?,
            parent: row.column::<Option<String>>(2)?.map(slug).transpose()?,
            slug: texts.slugs()?,
            name: texts.column(1),
            description: texts.column(2),
            picture: row.column(3)?,
        });
    }
    Ok(documents)
}

pub(crate) async fn collection_documents(on: &mut impl Executor) -> Result<Vec<CollectionDocument>, Error> {
    let rows = sql("SELECT collection.id, collection.code, picture_file.file_name
        FROM collection
        LEFT JOIN picture_file ON picture_file.picture_id = collection.picture_id
        ORDER BY collection.position, collection.id")
    .all(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = types::CollectionId(row.column(0)?);
        let words = "SELECT language, slug, name, description FROM collection_text WHERE collection_id = $1";
        let texts = Texts::of(on, words, id.0, 3).await?;
        let Some(stored) = store::collection(on, id, Language::En).await? else { continue };
        documents.push(CollectionDocument {
            code: slug(row.column(1)?)?,
            slug: texts.slugs()?,
            name: texts.column(1),
            description: texts.column(2),
            picture: row.column(2)?,
            published: Window::from_bounds(stored.window),
            members: members(on, id, stored).await?,
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
    let rows = sql("SELECT product.code
        FROM collection_product
        JOIN product ON product.id = collection_product.product_id
        WHERE collection_product.collection_id = $1
        ORDER BY collection_product.position")
    .bind(id)
    .all(on)
    .await?;
    let codes = rows.iter().map(|row| slug(row.column(0)?)).collect::<Result<_, Error>>()?;
    Ok(MembersDocument::Products(codes))
}

pub(crate) async fn product_document(on: &mut impl Executor, id: ProductId) -> Result<Option<ProductDocument>, Error> {
    let row = sql("SELECT
            product.code,
            category.code,
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
    .optional(on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let words = "SELECT language, slug, name, description, material, care FROM product_text WHERE product_id = $1";
    let texts = Texts::of(on, words, id.0, 5).await?;
    let tags: String = row.column(3)?;
    Ok(Some(ProductDocument {
        code: slug(row.column(0)?)?,
        category: slug(row.column(1)?)?,
        slug: texts.slugs()?,
        name: texts.column(1),
        description: texts.column(2),
        material: texts.column(3),
        care: texts.column(4),
        brand: row.column(7)?,
        hsn: row.column(2)?,
        tags: tags.split_whitespace().map(|tag| slug(tag.to_owned())).collect::<Result<_, Error>>()?,
        popularity: to_u32(row.column(4)?),
        published: Window::from_bounds(row.window(5)?),
        attributes: attributes(on, id).await?,
        options: options(on, id).await?,
        variants: variants(on, id).await?,
        pictures: pictures(on, id).await?,
    }))
}

async fn attributes(on: &mut impl Executor, id: ProductId) -> Result<BTreeMap<Slug, Vec<Slug>>, Error> {
    let rows = sql("SELECT attribute.code, attribute_value.code
        FROM product_attribute
        JOIN attribute_value ON attribute_value.id = product_attribute.value_id
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE product_attribute.product_id = $1
        ORDER BY attribute.code, attribute_value.position")
    .bind(id)
    .all(on)
    .await?;
    let mut attributes: BTreeMap<Slug, Vec<Slug>> = BTreeMap::new();
    for row in &rows {
        attributes.entry(slug(row.column(0)?)?).or_default().push(slug(row.column(1)?)?);
    }
    Ok(attributes)
}

async fn options(on: &mut impl Executor, id: ProductId) -> Result<Vec<OptionDocument>, Error> {
    let rows = sql("SELECT attribute.code, attribute_value.code
        FROM product_option
        JOIN attribute ON attribute.id = product_option.attribute_id
        JOIN product_option_value ON product_option_value.product_id = product_option.product_id
        JOIN attribute_value
            ON attribute_value.id = product_option_value.value_id AND attribute_value.attribute_id = attribute.id
        WHERE product_option.product_id = $1
        ORDER BY product_option.position, product_option_value.position")
    .bind(id)
    .all(on)
    .await?;
    let mut options: Vec<OptionDocument> = Vec::new();
    for row in &rows {
        let attribute = slug(row.column(0)?)?;
        if options.last().is_none_or(|last| last.attribute != attribute) {
            options.push(OptionDocument { attribute, values: Vec::new() });
        }
        if let Some(option) = options.last_mut() {
            option.values.push(slug(row.column(1)?)?);
        }
    }
    Ok(options)
}

async fn variants(on: &mut impl Executor, id: ProductId) -> Result<Vec<VariantDocument>, Error> {
    let rows = sql("SELECT id, sku, weight_g, length_mm, width_mm, height_mm
        FROM variant
        WHERE product_id = $1
        ORDER BY position")
    .bind(id)
    .all(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let id = types::VariantId(row.column(0)?);
        let length = |index| row.column(index).map(to_u32);
        let mut document = VariantDocument {
            sku: sku(row.column(1)?)?,
            options: BTreeMap::new(),
            weight_g: to_u32(row.column(2)?),
            dimensions_mm: Dimensions { length: length(3)?, width: length(4)?, height: length(5)? },
            price: BTreeMap::new(),
            compare_at: BTreeMap::new(),
            scheduled_prices: Vec::new(),
            stock: store::on_hand(on, id).await?,
        };
        add_choice(on, id, &mut document).await?;
        add_prices(on, id, &mut document).await?;
        if !document.price.is_empty() {
            documents.push(document);
        }
    }
    Ok(documents)
}

pub(crate) async fn skus(on: &mut impl Executor) -> Result<Vec<(Sku, Slug)>, Error> {
    let rows = sql("SELECT variant.sku, product.code
        FROM variant
        JOIN product ON product.id = variant.product_id
        ORDER BY variant.id")
    .all(on)
    .await?;
    rows.iter().map(|row| Ok((sku(row.column(0)?)?, slug(row.column(1)?)?))).collect()
}

async fn add_choice(on: &mut impl Executor, id: types::VariantId, document: &mut VariantDocument) -> Result<(), Error> {
    let rows = sql("SELECT attribute.code, attribute_value.code
        FROM variant_value
        JOIN attribute_value ON attribute_value.id = variant_value.value_id
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE variant_value.variant_id = $1")
    .bind(id)
    .all(on)
    .await?;
    for row in &rows {
        document.options.insert(slug(row.column(0)?)?, slug(row.column(1)?)?);
    }
    Ok(())
}

/// Adds a variant's prices. One that starts at the beginning of time and never ends is the regular price.
async fn add_prices(on: &mut impl Executor, id: types::VariantId, document: &mut VariantDocument) -> Result<(), Error> {
    let rows = sql("SELECT market, amount, starts_at, ends_at, compare_at
        FROM price
        WHERE variant_id = $1
        ORDER BY market, starts_at")
    .bind(id)
    .all(on)
    .await?;
    for row in &rows {
        let Some(market) = Market::from_code(&row.column::<String>(0)?) else { continue };
        let (currency, amount) = (market.currency(), Amount::stored(row.column(1)?));
        let (from, to): (i64, Option<i64>) = (row.column(2)?, row.column(3)?);
        let compare_at = row.column::<Option<i64>>(4)?.map(Amount::stored);
        if from == 0 && to.is_none() {
            document.price.insert(currency, amount);
            document.compare_at.extend(compare_at.map(|compare_at| (currency, compare_at)));
            continue;
        }
        let (from, to) = (moment(Timestamp(from))?, to.map(|to| moment(Timestamp(to))).transpose()?);
        document.scheduled_prices.push(ScheduledPriceDocument { currency, amount, compare_at, from, to });
    }
    Ok(())
}

async fn pictures(on: &mut impl Executor, id: ProductId) -> Result<Vec<ProductPictureDocument>, Error> {
    let rows = sql("SELECT picture_file.file_name, attribute.code, attribute_value.code
        FROM product_picture
        JOIN picture_file ON picture_file.picture_id = product_picture.picture_id
        LEFT JOIN attribute_value ON attribute_value.id = product_picture.value_id
        LEFT JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE product_picture.product_id = $1
        ORDER BY product_picture.position")
    .bind(id)
    .all(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut shows = BTreeMap::new();
        if let (Some(attribute), Some(value)) = (row.column::<Option<String>>(1)?, row.column::<Option<String>>(2)?) {
            shows.insert(slug(attribute)?, slug(value)?);
        }
        documents.push(ProductPictureDocument { file: row.column(0)?, shows });
    }
    Ok(documents)
}

/// Reads the units at all locations, held ones included; untracked, if a location does not count them.
pub(crate) async fn on_hand(on: &mut impl Executor, variant: types::VariantId) -> Result<Stock, Error> {
    let row = sql("SELECT on_hand FROM variant_stock WHERE variant_id = $1").bind(variant).one(on).await?;
    row.column(0).map(Stock::from_database)
}
