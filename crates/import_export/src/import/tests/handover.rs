//! Slugs and SKUs that go from one thing to another within a document.

use catalog::{CategoryDocument, CollectionDocument, MembersDocument, ProductDocument};
use content::{PageDocument, PageKind};
use types::Translated;

use super::*;
use crate::testing::translated;

/// All permutations of three things.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
const CODES: [&str; 3] = ["anise", "basil", "clove"];

pub(super) fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

fn slugs(text: &str) -> Translated<Slug> {
    translated(|language| slug(&format!("{text}-{}", language.code())))
}

fn words(text: &str) -> Translated {
    translated(|_| text.to_owned())
}

pub(super) fn product(code: &str, slug_of: &str, sku: &str) -> ProductDocument {
    let mut product = shop().products.remove(0);
    product.variants.truncate(1);
    product.pictures.clear();
    product.variants[0].sku = types::Sku::new(sku).unwrap();
    product.published = types::Window::from_bounds([Some(Timestamp(1)), None]);
    ProductDocument { code: slug(code), slug: slugs(slug_of), name: words(code), ..product }
}

fn category(code: &str, slug_of: &str) -> CategoryDocument {
    let name = words(code);
    CategoryDocument {
        archived: false,
        redirect: None,
        code: slug(code),
        parent: None,
        slug: slugs(slug_of),
        description: Translated::default(),
        name,
        picture: None,
    }
}

pub(super) fn collection(code: &str, slug_of: &str) -> CollectionDocument {
    CollectionDocument {
        archived: false,
        redirect: None,
        code: slug(code),
        slug: slugs(slug_of),
        name: words(code),
        description: Translated::default(),
        picture: None,
        published: types::Window::from_bounds([Some(Timestamp(1)), None]),
        members: MembersDocument::Products(Vec::new()),
    }
}

fn story(code: &str, slug_of: &str) -> PageDocument {
    PageDocument {
        archived: false,
        redirect: None,
        kind: PageKind::Story,
        code: slug(code),
        slug: slugs(slug_of),
        title: words(code),
        summary: words(""),
        picture: None,
        published: types::Window::from_bounds([Some(Timestamp(1)), None]),
        blocks: Vec::new(),
    }
}

/// Attributes and categories that the products need.
pub(super) async fn furnished(database: &Database) {
    let ShopDocument { attributes, mut categories, .. } = shop();
    for category in &mut categories {
        category.picture = None;
    }
    brought(database, &ShopDocument { attributes, categories, ..ShopDocument::default() }).await;
}

fn told<T>(found: SlugLookup<T>, name: impl FnOnce(T) -> String) -> String {
    match found {
        SlugLookup::Found(thing) => name(thing),
        SlugLookup::Redirect(slug) => format!("moved to {slug}"),
        SlugLookup::Gone(gone) => format!("gone: {}", gone.name.text),
        SlugLookup::NotFound => "nowhere".to_owned(),
    }
}

pub(super) async fn product_at(database: &Database, text: &str) -> String {
    let found = catalog::product_by_slug(&mut reader(database).await, &slug(text)).await.unwrap();
    told(found, |product| product.code.clone())
}

#[tokio::test]
async fn slugs_of_products_change_hands_in_any_order() {
    for given in both_shops().await {
        furnished(&given.database).await;
        let named = |names: [&str; 3]| [0, 1, 2].map(|n| product(CODES[n], names[n], &format!("SKU-{n}")));
        let bring = async |products| {
            brought(&given.database, &ShopDocument { products, ..ShopDocument::default() }).await;
        };
        bring(named(["old-0", "old-1", "old-2"]).to_vec()).await;

        for owners in ORDERS {
            for order in ORDERS {
                let products = named(owners.map(|owner| ["one", "two", "three"][owner]));
                bring(order.map(|n| products[n].clone()).to_vec()).await;

                for (n, product) in products.iter().enumerate() {
                    let here = english(&product.slug).as_str();
                    assert_eq!(product_at(&given.database, here).await, CODES[n], "{owners:?} {order:?}");
                    let former = product_at(&given.database, &format!("old-{n}-en")).await;
                    assert_eq!(former, format!("moved to {here}"), "{owners:?} {order:?} {}", given.engine);
                }
            }
        }
    }
}

#[tokio::test]
async fn a_slug_that_is_handed_over_leads_to_its_new_owner_only() {
    for given in both_shops().await {
        furnished(&given.database).await;
        let bring = async |products: &[ProductDocument]| {
            brought(&given.database, &ShopDocument { products: products.to_vec(), ..ShopDocument::default() }).await;
        };
        bring(&[product("anise", "first", "A"), product("basil", "second", "B")]).await;
        bring(&[product("anise", "best", "A")]).await;

        for products in [
            [product("basil", "best", "B"), product("anise", "plain", "A")],
            [product("anise", "best", "A"), product("basil", "plain", "B")],
        ] {
            bring(&products).await;

            let [best, plain] = &products;
            assert_eq!(product_at(&given.database, "best-en").await, best.code.as_str(), "{}", given.engine);
            assert_eq!(product_at(&given.database, "plain-en").await, plain.code.as_str());
            for (old, owner) in [("first-en", "anise"), ("second-en", "basil")] {
                let now = if best.code.as_str() == owner { "best-en" } else { "plain-en" };
                assert_eq!(product_at(&given.database, old).await, format!("moved to {now}"));
            }
        }
    }
}

#[tokio::test]
async fn skus_change_hands_in_any_order_and_take_their_stock_along() {
    for given in both_shops().await {
        furnished(&given.database).await;
        let skus = ["S-0", "S-1", "S-2"];
        let bring = async |products| {
            brought(&given.database, &ShopDocument { products, ..ShopDocument::default() }).await;
        };
        let with = |owners: [usize; 3]| [0, 1, 2].map(|n| product(CODES[n], CODES[n], skus[owners[n]]));
        bring(with([0, 1, 2]).to_vec()).await;
        let rows = variant_rows(&given.database).await;

        for owners in ORDERS {
            for order in ORDERS {
                let products = with(owners);
                bring(order.map(|n| products[n].clone()).to_vec()).await;

                let exported = exported(&given.database).await.products;
                assert_eq!(exported, products, "{owners:?} {order:?} {}", given.engine);
                assert_eq!(variant_rows(&given.database).await, rows, "a SKU keeps its row, which orders name");
            }
        }
    }
}

#[tokio::test]
async fn a_sku_that_a_product_of_the_file_no_longer_sells_can_be_sold_by_another() {
    for given in both_shops().await {
        furnished(&given.database).await;
        let bring = async |products: &[ProductDocument]| {
            brought(&given.database, &ShopDocument { products: products.to_vec(), ..ShopDocument::default() }).await;
        };
        let anise = product("anise", "anise", "A-1");
        let mut both = anise.clone();
        both.variants.push(shop().products[0].variants[1].clone());
        both.variants[1].sku = types::Sku::new("A-2").unwrap();
        let basil = product("basil", "basil", "A-2");
        bring(&[both]).await;
        bring(std::slice::from_ref(&anise)).await;

        bring(&[basil.clone(), anise.clone()]).await;

        let mut with_its_stock = basil;
        with_its_stock.variants[0].stock = types::Stock::Untracked;
        assert_eq!(exported(&given.database).await.products, [anise, with_its_stock], "{}", given.engine);
    }
}

async fn variant_rows(database: &Database) -> Vec<(i64, String)> {
    let rows = sql("SELECT id, sku FROM variant ORDER BY sku").all(&mut reader(database).await).await.unwrap();
    rows.iter().map(|row| (row.column(0).unwrap(), row.column(1).unwrap())).collect()
}

#[tokio::test]
async fn a_category_and_a_collection_swap_slugs() {
    for given in both_shops().await {
        let bring = async |category: CategoryDocument, collection: CollectionDocument| {
            let (categories, collections) = (vec![category], vec![collection]);
            brought(&given.database, &ShopDocument { categories, collections, ..ShopDocument::default() }).await;
        };
        let at = async |text: &str| {
            let mut reader = reader(&given.database).await;
            let category = catalog::category_by_slug(&mut reader, &slug(text)).await.unwrap();
            let collection = catalog::collection_by_slug(&mut reader, &slug(text)).await.unwrap();
            (told(category, |category| category.name.text), told(collection, |collection| collection.name.text))
        };
        bring(category("kitchen", "old-kitchen"), collection("gifts", "old-gifts")).await;
        let nowhere = || "nowhere".to_owned();

        for (kitchen, gifts) in [("one", "two"), ("two", "one"), ("one", "two")] {
            bring(category("kitchen", kitchen), collection("gifts", gifts)).await;

            assert_eq!(at(&format!("{kitchen}-en")).await, ("kitchen".to_owned(), nowhere()), "{}", given.engine);
            assert_eq!(at(&format!("{gifts}-en")).await, (nowhere(), "gifts".to_owned()), "{}", given.engine);
            assert_eq!(at("old-kitchen-en").await, (format!("moved to {kitchen}-en"), nowhere()));
            assert_eq!(at("old-gifts-en").await, (nowhere(), format!("moved to {gifts}-en")));
        }
    }
}

#[tokio::test]
async fn stories_swap_slugs_in_any_order() {
    for given in both_shops().await {
        let at = async |text: &str| {
            let found = content::page_by_slug(&mut reader(&given.database).await, PageKind::Story, &slug(text)).await;
            told(found.unwrap(), |page| page.title.text)
        };
        let stories = |names: [&str; 3]| [0, 1, 2].map(|n| story(CODES[n], names[n]));
        let bring = async |pages| brought(&given.database, &ShopDocument { pages, ..ShopDocument::default() }).await;
        bring(stories(["old-0", "old-1", "old-2"]).to_vec()).await;

        for owners in ORDERS {
            for order in ORDERS {
                let pages = stories(owners.map(|owner| ["one", "two", "three"][owner]));
                bring(order.map(|n| pages[n].clone()).to_vec()).await;

                for (n, page) in pages.iter().enumerate() {
                    let here = english(&page.slug).as_str();
                    assert_eq!(at(here).await, CODES[n], "{owners:?} {order:?} {}", given.engine);
                    assert_eq!(at(&format!("old-{n}-en")).await, format!("moved to {here}"), "{}", given.engine);
                }
            }
        }
    }
}

#[tokio::test]
async fn two_categories_change_places_in_the_tree() {
    for given in both_shops().await {
        let under =
            |code: &str, parent: Option<&str>| CategoryDocument { parent: parent.map(slug), ..category(code, code) };
        let bring = async |categories: [CategoryDocument; 2]| {
            let document = ShopDocument { categories: categories.to_vec(), ..ShopDocument::default() };
            imported(&given.database, &document, &HashMap::new()).await;
        };
        bring([under("kitchen", None), under("cups", Some("kitchen"))]).await;

        for turned in [
            [under("kitchen", Some("cups")), under("cups", None)],
            [under("cups", Some("kitchen")), under("kitchen", None)],
        ] {
            bring(turned.clone()).await;

            let mut exported = exported(&given.database).await.categories;
            exported.reverse();
            assert_eq!(exported, turned, "{}", given.engine);
        }
    }
}
