//! Reads products as the documents that an export writes, many products with each statement.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

use database::{Error, Executor, FromRow, find_rows, row};
use setup::{Origins, is_shop_language};
use types::{Country, Gtin, Language, ProductId, Sku, Slug, Stock, Timestamp, VariantId, Window};

use super::{
    archive::{Archive, is_archived},
    attribute_documents::slug,
    documents::{LanguageRow, Texts, moment},
};
use crate::{
    Amount, AttributeKind, Dimensions, FactDocument, OptionDocument, ProductDocument, ProductPictureDocument,
    QuantityPrices, ScheduledPriceDocument, SeoDocument, VariantDocument, price::ListedPrice, sold_in::SoldIn,
};

row! {
    struct ProductDocumentRow {
        id: ProductId,
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
        product_id: ProductId,
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

impl LanguageRow for ProductWords {
    fn language(&self) -> Language {
        self.language
    }

    fn origins(&self) -> &Origins {
        &self.origins
    }
}

/// The rows of products, by the product, or by the variant, that each belongs to.
struct Parts {
    words: HashMap<ProductId, Vec<ProductWords>>,
    attributes: HashMap<ProductId, Vec<AttributeAndValue>>,
    options: HashMap<ProductId, Vec<AttributeAndValue>>,
    pictures: HashMap<ProductId, Vec<PictureRow>>,
    facts: HashMap<ProductId, Vec<FactRow>>,
    variants: HashMap<ProductId, Vec<VariantDocumentRow>>,
    choices: HashMap<VariantId, Vec<ChoiceRow>>,
    prices: HashMap<VariantId, Vec<PriceRow>>,
}

/// Reads the documents of these products, in their order.
pub(crate) async fn product_documents(
    on: &mut impl Executor,
    ids: &[ProductId],
) -> Result<Vec<ProductDocument>, Error> {
    let text = "SELECT
            product.id,
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
        WHERE product.id IN ({?}) AND product.state <> 'deleted'";
    let rows = grouped(find::<ProductDocumentRow>(on, text, ids).await?, |row| row.id);
    let mut rows: HashMap<ProductId, Vec<ProductDocumentRow>> = rows;
    let mut parts = Parts::read(on, ids).await?;
    let rows = ids.iter().filter_map(|id| rows.remove(id)?.pop());
    rows.map(|row| parts.document(row)).collect()
}

/// Reads the rows of some products.
async fn find<T: FromRow>(on: &mut impl Executor, text: &'static str, ids: &[ProductId]) -> Result<Vec<T>, Error> {
    find_rows(on, text, &[], ids.iter().map(|id| vec![(*id).into()]).collect()).await
}

fn grouped<K: Eq + Hash, T>(rows: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

impl Parts {
    async fn read(on: &mut impl Executor, ids: &[ProductId]) -> Result<Self, Error> {
        let words = concat!(
            "SELECT
                product_id, language, slug, name, description, material, care, seo_title, seo_description, origins
            FROM product_text
            WHERE product_id IN ({?}) AND ",
            is_shop_language!("language")
        );
        Ok(Self {
            words: grouped(find(on, words, ids).await?, |row: &ProductWords| row.product_id),
            attributes: grouped(find(on, ATTRIBUTES, ids).await?, |row: &AttributeAndValue| row.product_id),
            options: grouped(find(on, OPTIONS, ids).await?, |row: &AttributeAndValue| row.product_id),
            pictures: grouped(find(on, PICTURES, ids).await?, |row: &PictureRow| row.product_id),
            facts: grouped(find(on, FACTS, ids).await?, |row: &FactRow| row.product_id),
            variants: grouped(find(on, VARIANTS, ids).await?, |row: &VariantDocumentRow| row.product_id),
            choices: grouped(find(on, CHOICES, ids).await?, |row: &ChoiceRow| row.variant_id),
            prices: grouped(find(on, PRICES, ids).await?, |row: &PriceRow| row.variant_id),
        })
    }

    fn document(&mut self, row: ProductDocumentRow) -> Result<ProductDocument, Error> {
        let id = row.id;
        let texts = Texts::<ProductWords>(self.words.remove(&id).unwrap_or_default());
        Ok(ProductDocument {
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
            attributes: attributes(self.attributes.remove(&id).unwrap_or_default()),
            facts: self.facts.remove(&id).unwrap_or_default().into_iter().filter_map(fact).collect(),
            options: options(self.options.remove(&id).unwrap_or_default()),
            variants: self.variants(id)?,
            pictures: self.pictures.remove(&id).unwrap_or_default().into_iter().map(picture).collect(),
        })
    }

    /// Returns the variants of a product that have a regular price.
    fn variants(&mut self, id: ProductId) -> Result<Vec<VariantDocument>, Error> {
        let mut documents = Vec::new();
        for row in self.variants.remove(&id).unwrap_or_default() {
            let choices = self.choices.remove(&row.id).unwrap_or_default();
            let prices = self.prices.remove(&row.id).unwrap_or_default();
            let mut document = VariantDocument {
                sku: row.sku,
                gtin: Gtin::new(row.gtin).ok(),
                mpn: row.mpn,
                options: choices.into_iter().map(|choice| (choice.attribute, choice.value)).collect(),
                weight_g: row.weight_g,
                dimensions_mm: Dimensions { length: row.length_mm, width: row.width_mm, height: row.height_mm },
                price: BTreeMap::new(),
                compare_at: BTreeMap::new(),
                scheduled_prices: Vec::new(),
                quantity_prices: row.quantity_prices,
                stock: row.on_hand,
            };
            add_prices(prices, &mut document)?;
            if !document.price.is_empty() {
                documents.push(document);
            }
        }
        Ok(documents)
    }
}

row! {
    /// A value of an attribute, both by their codes.
    struct AttributeAndValue {
        product_id: ProductId,
        attribute: Slug,
        value: Slug,
    }
}

const ATTRIBUTES: &str =
    "SELECT product_attribute.product_id, attribute.code AS attribute, attribute_value.code AS value
    FROM product_attribute
    JOIN attribute_value ON attribute_value.id = product_attribute.value_id
    JOIN attribute ON attribute.id = attribute_value.attribute_id
    WHERE product_attribute.product_id IN ({?})
    ORDER BY product_attribute.product_id, attribute.code, attribute_value.position";

fn attributes(rows: Vec<AttributeAndValue>) -> BTreeMap<Slug, Vec<Slug>> {
    let mut attributes: BTreeMap<Slug, Vec<Slug>> = BTreeMap::new();
    for row in rows {
        attributes.entry(row.attribute).or_default().push(row.value);
    }
    attributes
}

row! {
    struct FactRow {
        product_id: ProductId,
        code: Slug,
        kind: AttributeKind,
        thousandths: i64,
    }
}

const FACTS: &str = "SELECT product_fact.product_id, attribute.code, attribute.kind, product_fact.thousandths
    FROM product_fact
    JOIN attribute ON attribute.id = product_fact.attribute_id
    WHERE product_fact.product_id IN ({?})";

fn fact(row: FactRow) -> Option<(Slug, FactDocument)> {
    Some((row.code, FactDocument::stored(row.kind, row.thousandths)?))
}

const OPTIONS: &str = "SELECT product_option.product_id, attribute.code AS attribute, attribute_value.code AS value
    FROM product_option
    JOIN attribute ON attribute.id = product_option.attribute_id
    JOIN product_option_value ON product_option_value.product_id = product_option.product_id
    JOIN attribute_value
        ON attribute_value.id = product_option_value.value_id AND attribute_value.attribute_id = attribute.id
    WHERE product_option.product_id IN ({?})
    ORDER BY product_option.product_id, product_option.position, product_option_value.position";

fn options(rows: Vec<AttributeAndValue>) -> Vec<OptionDocument> {
    let mut options: Vec<OptionDocument> = Vec::new();
    for AttributeAndValue { attribute, value, .. } in rows {
        match options.last_mut() {
            Some(option) if option.attribute == attribute => option.values.push(value),
            _ => options.push(OptionDocument { attribute, values: vec![value] }),
        }
    }
    options
}

row! {
    struct VariantDocumentRow {
        product_id: ProductId,
        id: VariantId,
        sku: Sku,
        gtin: String,
        mpn: String,
        weight_g: u32,
        length_mm: u32,
        width_mm: u32,
        height_mm: u32,
        quantity_prices: QuantityPrices,
        on_hand: Stock,
    }
}

/// The variants with the units at all locations, held ones included; none, if a location does not count them.
const VARIANTS: &str = "SELECT
        variant.product_id,
        variant.id,
        variant.sku,
        variant.gtin,
        variant.mpn,
        variant.weight_g,
        variant.length_mm,
        variant.width_mm,
        variant.height_mm,
        variant.quantity_prices,
        variant_stock.on_hand
    FROM variant
    JOIN variant_stock ON variant_stock.variant_id = variant.id
    WHERE variant.product_id IN ({?})
    ORDER BY variant.product_id, variant.position";

row! {
    struct ChoiceRow {
        variant_id: VariantId,
        attribute: Slug,
        value: Slug,
    }
}

const CHOICES: &str = "SELECT variant_value.variant_id, attribute.code AS attribute, attribute_value.code AS value
    FROM variant
    JOIN variant_value ON variant_value.variant_id = variant.id
    JOIN attribute_value ON attribute_value.id = variant_value.value_id
    JOIN attribute ON attribute.id = attribute_value.attribute_id
    WHERE variant.product_id IN ({?})";

row! {
    struct PriceRow {
        variant_id: VariantId,
        listed: ListedPrice = flatten,
    }
}

const PRICES: &str =
    "SELECT price.variant_id, price.list, price.amount, price.starts_at, price.ends_at, price.compare_at
    FROM variant
    JOIN price ON price.variant_id = variant.id
    WHERE variant.product_id IN ({?})
    ORDER BY price.variant_id, price.list, price.starts_at";

/// Adds a variant's prices. One that starts at the beginning of time and never ends is the regular price.
fn add_prices(rows: Vec<PriceRow>, document: &mut VariantDocument) -> Result<(), Error> {
    for ListedPrice { list, price } in rows.into_iter().map(|row| row.listed) {
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
        product_id: ProductId,
        file_name: String,
        attribute: Option<Slug>,
        value: Option<Slug>,
    }
}

const PICTURES: &str = "SELECT
        product_picture.product_id,
        picture_file.file_name,
        attribute.code AS attribute,
        attribute_value.code AS value
    FROM product_picture
    JOIN picture_file ON picture_file.picture_id = product_picture.picture_id
    LEFT JOIN attribute_value ON attribute_value.id = product_picture.value_id
    LEFT JOIN attribute ON attribute.id = attribute_value.attribute_id
    WHERE product_picture.product_id IN ({?})
    ORDER BY product_picture.product_id, product_picture.position";

fn picture(row: PictureRow) -> ProductPictureDocument {
    ProductPictureDocument { file: row.file_name, shows: row.attribute.zip(row.value).into_iter().collect() }
}
