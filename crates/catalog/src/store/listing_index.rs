use database::{CacheKey, Error, Executor, Revision, Statement, row, sql};
use setup::{Origins, is_shop_language};
use types::{CategoryId, Language, ProductId, Stock, Timestamp, Translated, VariantId};

use super::product::VariantValueRow;
use crate::{AttributeKind, SchemaProperty, keys, price::ListedPrice, sold_in::SoldIn};

fn of_products(text: &'static str, ids: &[ProductId]) -> Statement {
    Statement::with_list(text, Vec::new(), ids.iter().copied())
}

row! {
    /// A variant with the columns of its product that listings need.
    pub(crate) struct IndexedVariantRow {
        pub(crate) variant: VariantId,
        pub(crate) product: ProductId,
        pub(crate) category: CategoryId,
        pub(crate) popularity: i64,
        pub(crate) tags: String,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
        pub(crate) stock: Stock,
        pub(crate) markets: SoldIn,
    }
}

/// Reads the variants of these products, but for deleted ones; those of one product are adjacent.
pub(crate) async fn indexed_variants(
    on: &mut impl Executor,
    ids: &[ProductId],
) -> Result<Vec<IndexedVariantRow>, Error> {
    let text = "SELECT
            variant.id AS variant,
            variant.product_id AS product,
            product.category_id AS category,
            product.popularity,
            product.tags,
            product.published_from,
            product.published_to,
            variant_stock.available AS stock,
            product.markets
        FROM variant
        JOIN variant_stock ON variant_stock.variant_id = variant.id
        JOIN product ON product.id = variant.product_id
        WHERE variant.product_id IN (?) AND product.state <> 'deleted'
        ORDER BY variant.product_id, variant.position, variant.id";
    of_products(text, ids).rows(on).await
}

row! {
    struct IndexedPriceRow {
        variant_id: VariantId,
        price: ListedPrice = flatten,
    }
}

/// Reads every price of the variants of these products.
pub(crate) async fn indexed_prices(
    on: &mut impl Executor,
    ids: &[ProductId],
) -> Result<Vec<(VariantId, ListedPrice)>, Error> {
    let text = "SELECT
            price.variant_id,
            price.list,
            price.amount,
            price.starts_at,
            price.ends_at,
            price.compare_at
        FROM variant
        JOIN price ON price.variant_id = variant.id
        WHERE variant.product_id IN (?)";
    let rows: Vec<IndexedPriceRow> = of_products(text, ids).rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.variant_id, row.price)).collect())
}

/// Reads the attribute values of the variants of these products: their own and their product's.
pub(crate) async fn indexed_values(on: &mut impl Executor, ids: &[ProductId]) -> Result<Vec<(VariantId, i64)>, Error> {
    let own = "SELECT variant_value.variant_id, variant_value.value_id
        FROM variant
        JOIN variant_value ON variant_value.variant_id = variant.id
        WHERE variant.product_id IN (?)";
    let shared = "SELECT variant.id AS variant_id, product_attribute.value_id
        FROM variant
        JOIN product_attribute ON product_attribute.product_id = variant.product_id
        WHERE variant.product_id IN (?)";
    let mut values = Vec::new();
    for text in [own, shared] {
        let rows: Vec<VariantValueRow> = of_products(text, ids).rows(on).await?;
        values.extend(rows.into_iter().map(|row| (row.variant_id, row.value_id)));
    }
    Ok(values)
}

/// Reads up to `limit` product ids above `after`, in order.
pub(crate) async fn product_ids_after(
    on: &mut impl Executor,
    after: ProductId,
    limit: i64,
) -> Result<Vec<ProductId>, Error> {
    sql("SELECT id FROM product WHERE id > $1 AND state <> 'deleted' ORDER BY id LIMIT $2")
        .bind(after)
        .bind(limit)
        .scalars(on)
        .await
}

/// Reads the products that these writes touched, directly or through a variant's stock.
pub(crate) async fn products_of(
    on: &mut impl Executor,
    changes: &[(Revision, CacheKey)],
) -> Result<Vec<ProductId>, Error> {
    let (mut products, mut variants) = (Vec::new(), Vec::new());
    for (_, key) in changes {
        match key.as_str().rsplit_once('-').map(|(noun, id)| (noun, id.parse::<i64>())) {
            Some((keys::PRODUCT, Ok(id))) => products.push(ProductId(id)),
            Some((keys::STOCK, Ok(id))) => variants.push(id),
            _ => {}
        }
    }
    for chunk in variants.chunks(500) {
        let text = "SELECT DISTINCT product_id FROM variant WHERE id IN (?)";
        let of_variants = Statement::with_list(text, Vec::new(), chunk.iter().copied());
        products.extend(of_variants.scalars::<ProductId>(on).await?);
    }
    products.sort_unstable();
    products.dedup();
    Ok(products)
}

/// Reads the products whose price or publication begins or ends after `from`, up to and including `to`.
pub(crate) async fn products_changing_between(
    on: &mut impl Executor,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<ProductId>, Error> {
    sql("SELECT variant.product_id
        FROM price
        JOIN variant ON variant.id = price.variant_id
        WHERE (price.starts_at > $1 AND price.starts_at <= $2) OR (price.ends_at > $1 AND price.ends_at <= $2)
        UNION
        SELECT id
        FROM product
        WHERE (published_from > $1 AND published_from <= $2) OR (published_to > $1 AND published_to <= $2)")
    .bind(from)
    .bind(to)
    .scalars(on)
    .await
}

/// Reads the first moment after `at` at which a price or a publication begins or ends.
pub(crate) async fn next_change(on: &mut impl Executor, at: Timestamp) -> Result<Option<Timestamp>, Error> {
    let texts = [
        "SELECT MIN(starts_at) FROM price WHERE starts_at > $1",
        "SELECT MIN(ends_at) FROM price WHERE ends_at > $1",
        "SELECT MIN(published_from) FROM product WHERE published_from > $1",
        "SELECT MIN(published_to) FROM product WHERE published_to > $1",
    ];
    Ok(moments(on, texts, at).await?.into_iter().min())
}

/// Reads the last moment up to `at` at which a price or a publication began or ended.
pub(crate) async fn last_change(on: &mut impl Executor, at: Timestamp) -> Result<Option<Timestamp>, Error> {
    let texts = [
        "SELECT MAX(starts_at) FROM price WHERE starts_at <= $1",
        "SELECT MAX(ends_at) FROM price WHERE ends_at <= $1",
        "SELECT MAX(published_from) FROM product WHERE published_from <= $1",
        "SELECT MAX(published_to) FROM product WHERE published_to <= $1",
    ];
    Ok(moments(on, texts, at).await?.into_iter().max())
}

async fn moments(on: &mut impl Executor, texts: [&'static str; 4], at: Timestamp) -> Result<Vec<Timestamp>, Error> {
    let mut moments = Vec::new();
    for text in texts {
        moments.extend(sql(text).bind(at).scalar::<Option<Timestamp>>(on).await?);
    }
    Ok(moments)
}

row! {
    pub(crate) struct CategoryParentRow {
        pub(crate) id: CategoryId,
        pub(crate) code: String,
        pub(crate) parent_id: Option<CategoryId>,
    }
}

/// Reads every category with its code and its parent.
pub(crate) async fn category_parents(on: &mut impl Executor) -> Result<Vec<CategoryParentRow>, Error> {
    sql("SELECT id, code, parent_id FROM category").rows(on).await
}

row! {
    pub(crate) struct AttributeCodeRow {
        pub(crate) code: String,
        pub(crate) kind: AttributeKind,
    }
}

/// Reads every attribute's code and kind.
pub(crate) async fn attribute_codes(on: &mut impl Executor) -> Result<Vec<AttributeCodeRow>, Error> {
    sql("SELECT code, kind FROM attribute").rows(on).await
}

/// An attribute with one of its values, or none, in every language.
pub(crate) struct VocabularyRow {
    pub(crate) attribute_id: i64,
    pub(crate) attribute: String,
    pub(crate) kind: AttributeKind,
    pub(crate) schema_property: Option<SchemaProperty>,
    pub(crate) is_facet: bool,
    pub(crate) is_shown: bool,
    pub(crate) name: Translated,
    pub(crate) group: Translated,
    pub(crate) unit: Translated,
    /// The origins of the name, the group and the unit.
    pub(crate) origins: Translated<Origins>,
    pub(crate) value: Option<VocabularyValue>,
}

/// A value of an attribute, in every language.
pub(crate) struct VocabularyValue {
    pub(crate) id: i64,
    pub(crate) code: String,
    pub(crate) swatch: Option<String>,
    pub(crate) label: Translated,
    pub(crate) origins: Translated<Origins>,
}

row! {
    struct VocabularyTextRow {
        attribute_id: i64,
        attribute: String,
        kind: AttributeKind,
        schema_property: String,
        is_facet: bool,
        is_shown: bool,
        value_id: Option<i64>,
        value: Option<String>,
        swatch: Option<String>,
        language: Language,
        name: String,
        group_name: String,
        unit: String,
        name_origins: Origins,
        label: Option<String>,
        label_origins: Option<Origins>,
    }
}

impl VocabularyTextRow {
    fn entry(&self) -> VocabularyRow {
        let value = |(id, code): (i64, &String)| VocabularyValue {
            id,
            code: code.clone(),
            swatch: self.swatch.clone(),
            label: Translated::default(),
            origins: Translated::default(),
        };
        VocabularyRow {
            attribute_id: self.attribute_id,
            attribute: self.attribute.clone(),
            kind: self.kind,
            schema_property: SchemaProperty::from_name(&self.schema_property),
            is_facet: self.is_facet,
            is_shown: self.is_shown,
            name: Translated::default(),
            group: Translated::default(),
            unit: Translated::default(),
            origins: Translated::default(),
            value: self.value_id.zip(self.value.as_ref()).map(value),
        }
    }

    fn is_of(&self, entry: &VocabularyRow) -> bool {
        entry.attribute_id == self.attribute_id && entry.value.as_ref().map(|value| value.id) == self.value_id
    }

    /// Adds the texts of this row's language.
    fn add_to(self, entry: &mut VocabularyRow) {
        entry.name.insert(self.language, self.name);
        entry.group.insert(self.language, self.group_name);
        entry.unit.insert(self.language, self.unit);
        entry.origins.insert(self.language, self.name_origins);
        if let Some((value, label)) = entry.value.as_mut().zip(self.label) {
            value.label.insert(self.language, label);
            value.origins.insert(self.language, self.label_origins.unwrap_or_default());
        }
    }
}

/// Reads the attributes and their values in the merchant's order.
pub(crate) async fn vocabulary(on: &mut impl Executor) -> Result<Vec<VocabularyRow>, Error> {
    let rows: Vec<VocabularyTextRow> = sql(concat!(
        "SELECT
            attribute.id AS attribute_id,
            attribute.code AS attribute,
            attribute.kind,
            attribute.schema_property,
            attribute.is_facet,
            attribute.is_shown,
            attribute_value.id AS value_id,
            attribute_value.code AS value,
            attribute_value.swatch,
            attribute_text.language,
            attribute_text.name,
            attribute_text.group_name,
            attribute_text.unit,
            attribute_text.origins AS name_origins,
            attribute_value_text.label,
            attribute_value_text.origins AS label_origins
        FROM attribute
        JOIN attribute_text ON attribute_text.attribute_id = attribute.id
        LEFT JOIN attribute_value ON attribute_value.attribute_id = attribute.id
        LEFT JOIN attribute_value_text
            ON attribute_value_text.value_id = attribute_value.id
            AND attribute_value_text.language = attribute_text.language
        WHERE ",
        is_shop_language!("attribute_text.language"),
        "
        ORDER BY attribute.position, attribute.id, attribute_value.position, attribute_value.id"
    ))
    .rows(on)
    .await?;
    let mut vocabulary: Vec<VocabularyRow> = Vec::new();
    for row in rows {
        if vocabulary.last().is_none_or(|last| !row.is_of(last)) {
            vocabulary.push(row.entry());
        }
        if let Some(entry) = vocabulary.last_mut() {
            row.add_to(entry);
        }
    }
    Ok(vocabulary)
}

row! {
    struct IndexedFactRow {
        variant_id: VariantId,
        attribute_id: i64,
        thousandths: i64,
    }
}

/// Reads the numbers and flags of the variants of these products, each with its attribute, in thousandths.
pub(crate) async fn indexed_facts(
    on: &mut impl Executor,
    ids: &[ProductId],
) -> Result<Vec<(VariantId, (i64, i64))>, Error> {
    let text = "SELECT variant.id AS variant_id, product_fact.attribute_id, product_fact.thousandths
        FROM variant
        JOIN product_fact ON product_fact.product_id = variant.product_id
        WHERE variant.product_id IN (?)";
    let rows: Vec<IndexedFactRow> = of_products(text, ids).rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.variant_id, (row.attribute_id, row.thousandths))).collect())
}
