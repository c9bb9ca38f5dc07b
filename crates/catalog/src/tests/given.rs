//! A small shop for tests: its documents, and a database to save and read them.

use std::{collections::BTreeMap, sync::Arc};

use database::{Reader, testing::TestDatabase};
use setup::Setup;
use types::{Currency, PriceList, Slug, Stock, Timestamp, Translated, VariantId, Window};

pub(super) use setup::testing::language;

use crate::{
    Amount, AttributeDocument, AttributeKind, AttributeValueDocument, CatalogSaveError, CategoryDocument, Dimensions,
    ListingIndexCache, NewProduct, OptionDocument, ProductDocument, QuantityPrices, SaveProductsError, SeoDocument,
    VariantDocument,
};

pub(super) const AED: Currency = Currency::from_code("AED").unwrap();
/// The list of the prices in dirhams.
pub(super) const IN_AED: PriceList = PriceList::Currency(AED);
/// The list of the prices in dollars.
pub(super) const IN_USD: PriceList = PriceList::Currency(Currency::from_code("USD").unwrap());
/// The moment of the tests, in milliseconds since 1970.
pub(super) const NOW: i64 = 1_800_000_000_000;

pub(super) fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

/// Returns the same text in every language, marked with the language.
pub(super) fn words(text: &str) -> Translated {
    ["en", "ar", "hi"].map(|tag| (language(tag), format!("{text} {tag}"))).into_iter().collect()
}

pub(super) fn slugs(text: &str) -> Translated<Slug> {
    ["en", "ar", "hi"].map(|tag| (language(tag), slug(&format!("{text}-{tag}")))).into_iter().collect()
}

/// Returns the list of prices with this name: of a currency or of a market.
pub(super) fn prices(code: &str) -> PriceList {
    PriceList::from_code(code).unwrap()
}

pub(super) fn amount(minor: i64) -> Amount {
    Amount::new(minor).unwrap()
}

pub(super) fn window(from: i64, to: Option<i64>) -> Option<Window> {
    Window::from_bounds([Some(Timestamp(from)), to.map(Timestamp)])
}

/// Returns a public product in clay and ink, with ten units of each.
pub(super) fn product(code: &str, category: &str, price: i64) -> ProductDocument {
    ProductDocument {
        archived: false,
        redirect: None,
        code: slug(code),
        category: slug(category),
        slug: slugs(code),
        name: words(code),
        description: words("description"),
        material: words("material"),
        care: words("care"),
        seo: SeoDocument::default(),
        brand: String::new(),
        hsn: "691390".to_owned(),
        markets: None,
        country_of_origin: None,
        tax_class: String::new(),
        tags: Vec::new(),
        popularity: 0,
        published: window(0, None),
        attributes: BTreeMap::new(),
        facts: BTreeMap::new(),
        options: vec![OptionDocument { attribute: slug("colour"), values: vec![slug("clay"), slug("ink")] }],
        variants: vec![variant(code, "clay", price), variant(code, "ink", price)],
        pictures: Vec::new(),
    }
}

pub(super) fn variant(product: &str, colour: &str, price: i64) -> VariantDocument {
    let sku = format!("{product}-{colour}").to_uppercase();
    VariantDocument {
        sku: types::Sku::new(sku).unwrap(),
        gtin: None,
        mpn: String::new(),
        options: BTreeMap::from([(slug("colour"), slug(colour))]),
        weight_g: 100,
        dimensions_mm: Dimensions { length: 10, width: 20, height: 30 },
        price: ["AED", "INR", "USD"].map(|code| (prices(code), amount(price))).into(),
        compare_at: BTreeMap::new(),
        scheduled_prices: Vec::new(),
        quantity_prices: QuantityPrices::default(),
        stock: Stock::Counted(10),
    }
}

pub(super) fn attribute(code: &str, values: &[&str]) -> AttributeDocument {
    let swatch = (code == "colour").then(|| "#a96a50".to_owned().try_into().unwrap());
    let value = |code: &&str| AttributeValueDocument { code: slug(code), label: words(code), swatch: swatch.clone() };
    AttributeDocument {
        code: slug(code),
        name: words(code),
        kind: AttributeKind::Values,
        unit: Translated::default(),
        facet: true,
        shown: false,
        group: Translated::default(),
        schema_property: None,
        values: values.iter().map(value).collect(),
    }
}

pub(crate) fn category(code: &str, parent: Option<&str>) -> CategoryDocument {
    CategoryDocument {
        archived: false,
        redirect: None,
        code: slug(code),
        parent: parent.map(slug),
        slug: slugs(code),
        name: words(code),
        description: words("description"),
        picture: None,
    }
}

/// A database with categories (vases below ceramics, and lighting) and attributes, but no product yet.
pub(super) struct Shop {
    pub(super) given: TestDatabase,
    pub(super) indexes: ListingIndexCache,
    pub(super) setup: Arc<Setup>,
}

impl Shop {
    pub(super) async fn on_both_engines() -> Vec<Self> {
        Self::with_setup(&setup::testing::setup()).await
    }

    pub(super) async fn with_setup(setup: &Arc<Setup>) -> Vec<Self> {
        let mut shops = Vec::new();
        for given in database::testing::both_engines().await {
            let shop = Self { given, indexes: ListingIndexCache::new(), setup: setup.clone() };
            shop.furnish().await;
            shops.push(shop);
        }
        shops
    }

    async fn furnish(&self) {
        let mut tx = self.given.database.write(Timestamp(NOW)).await.unwrap();
        setup::save_setup(&mut tx, &self.setup).await.unwrap();
        let attributes = [
            attribute("colour", &["clay", "ink", "chalk"]),
            attribute("size", &["s", "m", "l"]),
            attribute("material", &["ceramic", "glass", "wood"]),
            AttributeDocument { kind: AttributeKind::Number, unit: words("cm"), ..attribute("height", &[]) },
            AttributeDocument { kind: AttributeKind::Boolean, ..attribute("washable", &[]) },
        ];
        for (document, position) in attributes.iter().zip(0..) {
            crate::save_attribute(&mut tx, &self.setup, document, position).await.unwrap();
        }
        let categories = [category("ceramics", None), category("vases", Some("ceramics")), category("lighting", None)];
        for (document, position) in categories.iter().zip(0..) {
            crate::save_category(&mut tx, &self.setup, document, position, None).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub(super) async fn save(&self, document: &ProductDocument) {
        self.try_save(document).await.unwrap();
    }

    /// Saves a product with its stock, as an import does.
    pub(super) async fn try_save(&self, document: &ProductDocument) -> Result<(), CatalogSaveError> {
        let mut tx = self.given.database.write(Timestamp(NOW)).await?;
        let references = crate::References::load(&mut tx).await?;
        let stock = crate::save_product(&mut tx, &references, document, &[]).await?;
        for (variant, stock) in stock {
            set_stock(&mut tx, variant, stock).await;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Saves products in one group, with their stock.
    pub(super) async fn save_together(&self, documents: &[&ProductDocument]) -> Result<(), SaveProductsError> {
        let mut tx = self.given.database.write(Timestamp(NOW)).await?;
        let references = crate::References::load(&mut tx).await?;
        let products: Vec<NewProduct<'_>> =
            documents.iter().map(|document| NewProduct { document, pictures: &[] }).collect();
        for (variant, stock) in crate::save_products(&mut tx, &references, &products).await?.into_iter().flatten() {
            set_stock(&mut tx, variant, stock).await;
        }
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn read_at(&self, at: i64) -> Reader {
        self.read_in("en-ae", at).await
    }

    /// Returns a reader in the locale with this prefix.
    pub(super) async fn read_in(&self, prefix: &str, at: i64) -> Reader {
        let locale = self.setup.locale_by_prefix(prefix).unwrap();
        self.given.database.read_in(locale, Timestamp(at)).await.unwrap()
    }

    pub(super) async fn read(&self) -> Reader {
        self.read_at(NOW).await
    }
}

/// Writes the inventory's table as that crate does, because no domain crate imports another.
async fn set_stock(tx: &mut database::Tx, variant: VariantId, stock: Stock) {
    let (count, is_tracked) = match stock {
        Stock::Counted(count) => (count, true),
        Stock::Untracked => (0, false),
    };
    database::sql("INSERT INTO location (id, code) VALUES (1, 'main') ON CONFLICT (code) DO NOTHING")
        .execute(tx)
        .await
        .unwrap();
    database::sql(
        "INSERT INTO stock (location_id, variant_id, on_hand, is_tracked) VALUES (1, $1, $2, $3)
        ON CONFLICT (variant_id, location_id) DO UPDATE SET on_hand = $2, is_tracked = $3",
    )
    .bind(variant)
    .bind(count)
    .bind(is_tracked)
    .execute(tx)
    .await
    .unwrap();
    tx.touch(database::CacheKey::row("stock", variant.0));
}
