//! Reads rows as the documents that an export writes.

use std::collections::BTreeMap;

use database::{Error, Executor, row, sql};
use setup::{Origins, is_shop_language};
use types::{Country, Gtin, Language, ProductId, Sku, Slug, Stock, Timestamp, Translated, Window};

use crate::{
    Amount, AttributeDocument, AttributeValueDocument, CategoryDocument, CollectionDocument, Dimensions,
    MembersDocument, OptionDocument, ProductDocument, ProductPictureDocument, ScheduledPriceDocument, SeoDocument,
    Swatch, VariantDocument,
    price::ListedPrice,
    sold_in::SoldIn,
    store::{self, Archive, CollectionMembers, is_archived},
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
        language: Language,
        slug: String,
        name: String,
        description: String,
        origins: Origins,
    }
}

/// The rows with something's texts in the shop's languages. Texts in languages that the shop no longer has are no part of documents.
struct Texts<T>(Vec<T>);

/// The texts of something in one language.
trait LanguageRow {
    fn language(&self) -> Language;
    fn origins(&self) -> &Origins;
}

impl<T: LanguageRow> Texts<T> {
    /// Returns the texts in the column `place` that are the languages' own.
    fn each(&self, place: usize, text: impl Fn(&T) -> &String) -> Translated {
        let own = self.0.iter().filter(|row| row.origins().is_own(place));
        let written = own.map(|row| (row.language(), text(row).clone()));
        written.filter(|(_, text)| !text.is_empty()).collect()
    }

    fn slugs(&self, text: impl Fn(&T) -> &String) -> Result<Translated<Slug>, Error> {
        self.each(0, text).try_map(|text| slug(text.clone()))
    }
}

macro_rules! language_rows {
    ($($row:ty),*) => {$(
        impl LanguageRow for $row {
            fn language(&self) -> Language {
                self.language
            }

            fn origins(&self) -> &Origins {
                &self.origins
            }
        }
    )*};
}
language_rows!(Words, ProductWords);

pub(crate) async fn attribute_documents(on: &mut impl Executor) -> Result<Vec<AttributeDocument>, Error> {
    let mut documents: Vec<AttributeDocument> = Vec::new();
    for row in store::vocabulary(on).await? {
        let code = slug(row.attribute)?;
        if documents.last().is_none_or(|last| last.code != code) {
            let (name, group) = (row.own_name, row.own_group);
            let (facet, shown) = (row.is_facet, row.is_shown);
            documents.push(AttributeDocument { code, name, facet, shown, group, values: Vec::new() });
        }
        let swatch = row.swatch.and_then(|swatch| Swatch::try_from(swatch).ok());
        let value = AttributeValueDocument { code: slug(row.value)?, label: row.own_label, swatch };
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
        state: String,
        archive: Archive,
    }
}

pub(crate) async fn category_documents(on: &mut impl Executor) -> Result<Vec<CategoryDocument>, Error> {
    let rows: Vec<CategoryDocumentRow> = sql("SELECT
            category.id,
            category.code,
            parent.code AS parent,
            picture_file.file_name,
            category.state,
            category.archive
        FROM category
        LEFT JOIN category AS parent ON parent.id = category.parent_id
        LEFT JOIN picture_file ON picture_file.picture_id = category.picture_id
        WHERE category.state <> 'deleted'
        ORDER BY category.position, category.id")
    .rows(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let words = concat!(
            "SELECT language, slug, name, description, origins
            FROM category_text
            WHERE category_id = $1 AND ",
            is_shop_language!("language")
        );
        let texts = Texts::<Words>(sql(words).bind(row.id).rows(on).await?);
        documents.push(CategoryDocument {
            code: row.code,
            parent: row.parent,
            slug: texts.slugs(|words| &words.slug)?,
            name: texts.each(1, |words| &words.name),
            description: texts.each(2, |words| &words.description),
            picture: row.file_name,
            archived: is_archived(&row.state),
            redirect: row.archive.redirect,
        });
    }
    Ok(documents)
}

row! {
    struct CollectionDocumentRow {
        id: types::CollectionId,
        code: Slug,
        file_name: Option<String>,
        state: String,
        archive: Archive,
    }
}

pub(crate) async fn collection_documents(on: &mut impl Executor) -> Result<Vec<CollectionDocument>, Error> {
    let rows: Vec<CollectionDocumentRow> = sql("SELECT
            collection.id,
            collection.code,
            picture_file.file_name,
            collection.state,
            collection.archive
        FROM collection
        LEFT JOIN picture_file ON picture_file.picture_id = collection.picture_id
        WHERE collection.state <> 'deleted'
        ORDER BY collection.position, collection.id")
    .rows(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let words = concat!(
            "SELECT language, slug, name, description, origins
            FROM collection_text
            WHERE collection_id = $1 AND ",
            is_shop_language!("language")
        );
        let texts = Texts::<Words>(sql(words).bind(row.id).rows(on).await?);
        let Some(stored) = store::collection_members(on, row.id).await? else { continue };
        documents.push(CollectionDocument {
            code: row.code,
            slug: texts.slugs(|words| &words.slug)?,
            name: texts.each(1, |words| &words.name),
            description: texts.each(2, |words| &words.description),
            picture: row.file_name,
            published: row.archive.published.or_else(|| Window::from_bounds(stored.window)),
            archived: is_archived(&row.state),
            redirect: row.archive.redirect,
            members: members(on, row.id, stored).await?,
        });
    }
    Ok(documents)
}

async fn members(
    on: &mut impl Executor,
    id: types::CollectionId,
    stored: CollectionMembers,
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
        markets: SoldIn,
        country_of_origin: String,
        tax_class: String,
        state: String,
        archive: Archive,
    }
}

row! {
    struct ProductWords {
        language: Language,
        slug: String,
        name: String,
        description: String,
        material: String,
        care: String,
        seo_title: String,
        seo_description: String,
        origins: Origins,
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
            product.brand,
            product.markets,
            product.country_of_origin,
            product.tax_class,
            product.state,
            product.archive
        FROM product
        JOIN category ON category.id = product.category_id
        WHERE product.id = $1 AND product.state <> 'deleted'")
    .bind(id)
    .optional_row(on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let words = concat!(
        "SELECT language, slug, name, description, material, care, seo_title, seo_description, origins
        FROM product_text
        WHERE product_id = $1 AND ",
        is_shop_language!("language")
    );
    let texts = Texts::<ProductWords>(sql(words).bind(id).rows(on).await?);
    Ok(Some(ProductDocument {
        code: row.code,
        category: row.category,
        slug: texts.slugs(|words| &words.slug)?,
        name: texts.each(1, |words| &words.name),
        description: texts.each(2, |words| &words.description),
        material: texts.each(3, |words| &words.material),
        care: texts.each(4, |words| &words.care),
        seo: SeoDocument {
            title: texts.each(5, |words| &words.seo_title),
            description: texts.each(6, |words| &words.seo_description),
        },
        brand: row.brand,
        hsn: row.hsn,
        country_of_origin: Country::from_code(&row.country_of_origin),
        tax_class: row.tax_class,
        markets: row.markets.document(),
        tags: row.tags.split_whitespace().map(|tag| slug(tag.to_owned())).collect::<Result<_, Error>>()?,
        popularity: row.popularity,
        published: row.archive.published.or_else(|| Window::from_bounds(row.window)),
        archived: is_archived(&row.state),
        redirect: row.archive.redirect,
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
        gtin: String,
        mpn: String,
        weight_g: u32,
        length_mm: u32,
        width_mm: u32,
        height_mm: u32,
    }
}

async fn variants(on: &mut impl Executor, id: ProductId) -> Result<Vec<VariantDocument>, Error> {
    let rows: Vec<VariantDocumentRow> = sql("SELECT id, sku, gtin, mpn, weight_g, length_mm, width_mm, height_mm
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
            gtin: Gtin::new(row.gtin).ok(),
            mpn: row.mpn,
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
        WHERE product.state <> 'deleted'
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

/// Adds a variant's prices. One that starts at the beginning of time and never ends is the regular price.
async fn add_prices(on: &mut impl Executor, id: types::VariantId, document: &mut VariantDocument) -> Result<(), Error> {
    let rows: Vec<ListedPrice> = sql("SELECT list, amount, starts_at, ends_at, compare_at
        FROM price
        WHERE variant_id = $1
        ORDER BY list, starts_at")
    .bind(id)
    .rows(on)
    .await?;
    for ListedPrice { list, price } in rows {
        let amount = Amount::stored(price.amount);
        let compare_at = price.compare_at.map(Amount::stored);
        if price.starts_at == Timestamp(0) && price.ends_at.is_none() {
            document.price.insert(list, amount);
            document.compare_at.extend(compare_at.map(|compare_at| (list, compare_at)));
            continue;
        }
        let (from, to) = (moment(price.starts_at)?, price.ends_at.map(moment).transpose()?);
        let scheduled = ScheduledPriceDocument { currency: list, amount, compare_at, from, to };
        document.scheduled_prices.push(scheduled);
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
