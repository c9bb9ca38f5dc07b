//! Writes a product's document. The product's row keeps its id; the rows that belong to it are replaced.

use std::collections::HashMap;

use database::{Error, Executor, Parameter, Tx, execute_rows, find_ids, find_rows, row, sql};
use setup::{Setup, TextLanguage};
use types::{CategoryId, Country, Gtin, PictureId, PriceList, ProductId, Sku, SkuKey, Slug, VariantId};

use super::archive::Publication;
use crate::{FactDocument, ProductDocument, VariantDocument, price::PriceWindow, sold_in::SoldIn};

pub(crate) async fn product_id(on: &mut impl Executor, code: &Slug) -> Result<Option<ProductId>, Error> {
    sql("SELECT id FROM product WHERE code = $1").bind(code).optional_scalar(on).await
}

row! {
    /// A product that the shop has, and its category.
    pub(crate) struct SavedProduct {
        pub(crate) id: ProductId,
        pub(crate) category_id: CategoryId,
    }
}

/// Returns those of the products with these codes that the shop has.
pub(crate) async fn saved_products(
    on: &mut impl Executor,
    codes: impl Iterator<Item = &Slug>,
) -> Result<Vec<SavedProduct>, Error> {
    let text = "SELECT id, category_id FROM product WHERE code IN ({?})";
    find_rows(on, text, &[], codes.map(|code| vec![code.into()]).collect()).await
}

/// Adds or changes the rows of products, each with its category, and returns their ids in the same order.
pub(crate) async fn save_products(
    tx: &mut Tx,
    products: &[(&ProductDocument, CategoryId)],
) -> Result<Vec<ProductId>, Error> {
    let text = "INSERT INTO product
            (code, category_id, hsn, tags, popularity, published_from, published_to, created_at, brand, markets,
            country_of_origin, tax_class, state, archive)
        VALUES {(?, ?, ?, ?, ?, ?, ?, $1, ?, ?, ?, ?, ?, ?)}
        ON CONFLICT (code) DO UPDATE
        SET category_id = excluded.category_id, hsn = excluded.hsn, tags = excluded.tags,
            popularity = excluded.popularity, published_from = excluded.published_from,
            published_to = excluded.published_to, brand = excluded.brand, markets = excluded.markets,
            country_of_origin = excluded.country_of_origin, tax_class = excluded.tax_class, state = excluded.state,
            archive = excluded.archive";
    let rows = products.iter().map(|(document, category)| product_row(document, *category)).collect();
    let now = tx.now();
    execute_rows(tx, text, &[now.into()], rows).await?;
    let text = "SELECT string_agg(CAST(id AS TEXT) || $1 || code, $2) AS ids FROM product WHERE code IN ({?})";
    let codes = products.iter().map(|(document, _)| vec![(&document.code).into()]);
    let ids = find_ids(tx, text, codes.collect()).await?;
    let id = |(document, _): &(&ProductDocument, _)| ids.get(document.code.as_str()).copied().map(ProductId);
    products.iter().map(|product| id(product).ok_or(Error::missing_row())).collect()
}

fn product_row(document: &ProductDocument, category: CategoryId) -> Vec<Parameter> {
    let tags: Vec<&str> = document.tags.iter().map(Slug::as_str).collect();
    let publication = Publication::new(document.archived, document.redirect.as_ref(), document.published.as_ref());
    let [from, to] = publication.window;
    vec![
        (&document.code).into(),
        category.into(),
        (&document.hsn).into(),
        tags.join(" ").into(),
        document.popularity.into(),
        from.into(),
        to.into(),
        (&document.brand).into(),
        SoldIn::new(document.markets.as_ref()).as_str().into(),
        document.country_of_origin.map_or("", Country::code).into(),
        (&document.tax_class).into(),
        publication.state.into(),
        publication.archive.into(),
    ]
}

/// Writes the texts of products in every language of the shop.
pub(crate) async fn save_product_words(
    tx: &mut Tx,
    setup: &Setup,
    products: &[(ProductId, &ProductDocument)],
) -> Result<(), Error> {
    let text = "INSERT INTO product_text
            (product_id, language, slug, name, description, material, care, seo_title, seo_description, origins)
        VALUES {(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)}
        ON CONFLICT (product_id, language) DO UPDATE
        SET slug = excluded.slug, name = excluded.name, description = excluded.description,
            material = excluded.material, care = excluded.care, seo_title = excluded.seo_title,
            seo_description = excluded.seo_description, origins = excluded.origins";
    let row = |id: ProductId, document: &ProductDocument, of: &TextLanguage| {
        let mut row = of.row();
        let slug = row.slug(&document.slug).map(Slug::as_str);
        let ProductDocument { name, description, material, care, seo, .. } = document;
        let texts = [name, description, material, care, &seo.title, &seo.description].map(|text| row.text(text).into());
        let mut values = Vec::with_capacity(texts.len() + 4);
        values.extend([id.into(), of.language.into(), slug.into()]);
        values.extend(texts);
        values.push(row.origins().into());
        values
    };
    let languages = setup.languages();
    let rows = products.iter().flat_map(|(id, document)| languages.iter().map(move |of| row(*id, document, of)));
    execute_rows(tx, text, &[], rows.collect()).await.map(|_| ())
}

/// Deletes the rows that the documents of products list, before they are written again.
pub(crate) async fn clear_products(tx: &mut Tx, ids: &[ProductId]) -> Result<(), Error> {
    for text in [
        "DELETE FROM product_option WHERE product_id IN ({?})",
        "DELETE FROM product_option_value WHERE product_id IN ({?})",
        "DELETE FROM product_attribute WHERE product_id IN ({?})",
        "DELETE FROM product_fact WHERE product_id IN ({?})",
        "DELETE FROM product_picture WHERE product_id IN ({?})",
        "DELETE FROM variant_value WHERE variant_id IN (SELECT id FROM variant WHERE product_id IN ({?}))",
        "DELETE FROM price WHERE variant_id IN (SELECT id FROM variant WHERE product_id IN ({?}))",
        "UPDATE variant SET quantity_prices = '' WHERE product_id IN ({?})",
    ] {
        execute_rows(tx, text, &[], ids.iter().map(|id| vec![(*id).into()]).collect()).await?;
    }
    Ok(())
}

/// A row of a product: its id, and two numbers.
pub(crate) type ProductRow = (ProductId, i64, i64);

/// Writes the attributes that buyers choose by, each with its position.
pub(crate) async fn insert_product_options(tx: &mut Tx, options: &[ProductRow]) -> Result<(), Error> {
    insert_product_rows(
        tx,
        "INSERT INTO product_option (product_id, attribute_id, position) VALUES {(?, ?, ?)}",
        options,
    )
    .await
}

/// Writes the values on offer, each with its position among those of its option.
pub(crate) async fn insert_product_option_values(tx: &mut Tx, values: &[ProductRow]) -> Result<(), Error> {
    insert_product_rows(
        tx,
        "INSERT INTO product_option_value (product_id, value_id, position) VALUES {(?, ?, ?)}",
        values,
    )
    .await
}

async fn insert_product_rows(tx: &mut Tx, text: &'static str, rows: &[ProductRow]) -> Result<(), Error> {
    let row = |(product, of, position): &ProductRow| vec![(*product).into(), (*of).into(), (*position).into()];
    execute_rows(tx, text, &[], rows.iter().map(row).collect()).await.map(|_| ())
}

/// Writes the values that every variant of a product shares.
pub(crate) async fn insert_product_attributes(tx: &mut Tx, values: &[(ProductId, i64)]) -> Result<(), Error> {
    let text = "INSERT INTO product_attribute (product_id, value_id) VALUES {(?, ?)} ON CONFLICT DO NOTHING";
    let rows = values.iter().map(|(product, value)| vec![(*product).into(), (*value).into()]);
    execute_rows(tx, text, &[], rows.collect()).await.map(|_| ())
}

/// Writes the numbers and flags that every variant of a product shares, each with its attribute.
pub(crate) async fn insert_product_facts(tx: &mut Tx, facts: &[(ProductId, i64, FactDocument)]) -> Result<(), Error> {
    let text = "INSERT INTO product_fact (product_id, attribute_id, thousandths) VALUES {(?, ?, ?)}";
    let row = |(product, attribute, fact): &(ProductId, i64, FactDocument)| {
        vec![(*product).into(), (*attribute).into(), fact.thousandths().into()]
    };
    execute_rows(tx, text, &[], facts.iter().map(row).collect()).await.map(|_| ())
}

/// A picture of a product with its position and the value that it shows.
pub(crate) type ShownPicture = (ProductId, i64, PictureId, Option<i64>);

/// Writes the pictures of products.
pub(crate) async fn insert_product_pictures(tx: &mut Tx, pictures: &[ShownPicture]) -> Result<(), Error> {
    let text = "INSERT INTO product_picture (product_id, position, picture_id, value_id) VALUES {(?, ?, ?, ?)}";
    let row = |(product, position, picture, value): &ShownPicture| {
        vec![(*product).into(), (*position).into(), (*picture).into(), (*value).into()]
    };
    execute_rows(tx, text, &[], pictures.iter().map(row).collect()).await.map(|_| ())
}

row! {
    /// The variant that has a SKU.
    pub(crate) struct SkuOwner {
        pub(crate) id: VariantId,
        pub(crate) product: ProductId,
        /// True if the variant has a price.
        pub(crate) is_on_sale: bool,
    }
}

row! {
    struct SkuOwnerRow {
        sku_key: String,
        owner: SkuOwner = flatten,
    }
}

/// Returns the variants that have these SKUs, however their case is written, by the key of the SKU.
pub(crate) async fn variants_of_skus(
    on: &mut impl Executor,
    skus: impl Iterator<Item = SkuKey>,
) -> Result<HashMap<String, SkuOwner>, Error> {
    let text = "SELECT
            COALESCE(variant.sku_key, lower(variant.sku)) AS sku_key,
            variant.id,
            variant.product_id AS product,
            EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id) AS is_on_sale
        FROM variant
        WHERE COALESCE(variant.sku_key, lower(variant.sku)) IN ({?})";
    let rows: Vec<SkuOwnerRow> = find_rows(on, text, &[], skus.map(|sku| vec![sku.into()]).collect()).await?;
    Ok(rows.into_iter().map(|row| (row.sku_key, row.owner)).collect())
}

row! {
    pub(crate) struct VariantOnSale {
        pub(crate) id: VariantId,
        pub(crate) sku: Sku,
    }
}

/// Reads a product's variants that have a price, with their SKUs.
pub(crate) async fn variants_on_sale(on: &mut impl Executor, product: ProductId) -> Result<Vec<VariantOnSale>, Error> {
    sql("SELECT variant.id, variant.sku
        FROM variant
        WHERE variant.product_id = $1
        AND EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id)")
    .bind(product)
    .rows(on)
    .await
}

pub(crate) async fn take_off_sale(tx: &mut Tx, variant: VariantId) -> Result<(), Error> {
    for text in ["DELETE FROM price WHERE variant_id = $1", "UPDATE variant SET quantity_prices = '' WHERE id = $1"] {
        sql(text).bind(variant).execute(tx).await?;
    }
    Ok(())
}

/// Deletes a variant's values of options.
pub(crate) async fn clear_choice(tx: &mut Tx, variant: VariantId) -> Result<(), Error> {
    sql("DELETE FROM variant_value WHERE variant_id = $1").bind(variant).execute(tx).await?;
    Ok(())
}

/// A variant of a product, with its position.
pub(crate) type PlacedVariant<'a> = (ProductId, i64, &'a VariantDocument);

/// Adds variants, or changes those that have their SKUs, of these products or others. Returns their ids in the same order.
pub(crate) async fn save_variants(tx: &mut Tx, variants: &[PlacedVariant<'_>]) -> Result<Vec<VariantId>, Error> {
    let text = "INSERT INTO variant
            (product_id, sku, position, weight_g, length_mm, width_mm, height_mm, sku_key, gtin, mpn, quantity_prices)
        VALUES {(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)}
        ON CONFLICT (COALESCE(sku_key, lower(sku))) DO UPDATE
        SET product_id = excluded.product_id, sku = excluded.sku, position = excluded.position,
            weight_g = excluded.weight_g, length_mm = excluded.length_mm, width_mm = excluded.width_mm,
            height_mm = excluded.height_mm, sku_key = excluded.sku_key, gtin = excluded.gtin, mpn = excluded.mpn,
            quantity_prices = excluded.quantity_prices";
    execute_rows(tx, text, &[], variants.iter().map(variant_row).collect()).await?;
    let text = "SELECT string_agg(CAST(id AS TEXT) || $1 || sku_key, $2) AS ids
        FROM variant
        WHERE COALESCE(sku_key, lower(sku)) IN ({?})";
    let keys = variants.iter().map(|(_, _, document)| vec![document.sku.key().into()]);
    let ids = find_ids(tx, text, keys.collect()).await?;
    let id = |(_, _, document): &PlacedVariant<'_>| ids.get(document.sku.key().as_str()).copied().map(VariantId);
    variants.iter().map(|variant| id(variant).ok_or(Error::missing_row())).collect()
}

fn variant_row((product, position, document): &PlacedVariant<'_>) -> Vec<Parameter> {
    let VariantDocument { sku, gtin, mpn, weight_g, dimensions_mm: dimensions, quantity_prices, .. } = document;
    vec![
        (*product).into(),
        sku.into(),
        (*position).into(),
        (*weight_g).into(),
        dimensions.length.into(),
        dimensions.width.into(),
        dimensions.height.into(),
        sku.key().into(),
        gtin.as_ref().map_or("", Gtin::as_str).into(),
        mpn.into(),
        quantity_prices.column().into(),
    ]
}

/// Writes which values variants have.
pub(crate) async fn insert_variant_values(tx: &mut Tx, values: &[(VariantId, i64)]) -> Result<(), Error> {
    let text = "INSERT INTO variant_value (variant_id, value_id) VALUES {(?, ?)}";
    let rows = values.iter().map(|(variant, value)| vec![(*variant).into(), (*value).into()]);
    execute_rows(tx, text, &[], rows.collect()).await.map(|_| ())
}

/// Writes prices of variants in lists.
pub(crate) async fn insert_prices(tx: &mut Tx, prices: &[(VariantId, PriceList, PriceWindow)]) -> Result<(), Error> {
    let text = "INSERT INTO price (variant_id, list, starts_at, ends_at, amount, compare_at)
        VALUES {(?, ?, ?, ?, ?, ?)}";
    let row = |(variant, list, price): &(VariantId, PriceList, PriceWindow)| {
        vec![
            (*variant).into(),
            (*list).into(),
            price.starts_at.into(),
            price.ends_at.into(),
            price.amount.into(),
            price.compare_at.into(),
        ]
    };
    execute_rows(tx, text, &[], prices.iter().map(row).collect()).await.map(|_| ())
}
