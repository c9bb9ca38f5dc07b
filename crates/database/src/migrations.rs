use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};

/// A step of the schema's history, written once per engine.
struct Step {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! steps {
    ($($version:literal $name:literal),* $(,)?) => {
        &[$(Step {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../../../migrations/postgres/", $name, ".sql")),
        }),*]
    };
}

const STEPS: &[Step] = steps![
    1 "0001_changes",
    2 "0002_pictures",
    3 "0003_catalog",
    4 "0004_inventory",
    5 "0005_content",
    6 "0006_edge",
    7 "0007_picture_work",
    8 "0008_sku_key",
    9 "0009_epoch",
    10 "0010_brand",
    11 "0011_pictures_for_machines",
    12 "0012_offers",
    13 "0013_picture_files",
    14 "0014_staged_write",
    15 "0015_jobs",
    16 "0016_setup",
    17 "0017_product_fields",
    18 "0018_holds",
    19 "0019_archive",
    20 "0020_menu",
    21 "0021_attribute_kinds",
    22 "0022_pricing_rules",
    23 "0023_quantity_prices",
    24 "0024_visitors_and_carts",
    25 "0025_orders",
    26 "0026_payments",
];

/// Returns the number of the newest migration.
pub(crate) fn newest() -> i64 {
    STEPS.last().map_or(0, |step| step.version)
}

/// Returns the kind (as SQL names it) and the name of everything that migrations create on PostgreSQL and that is not a part of
/// something else.
pub(crate) fn created() -> impl Iterator<Item = (&'static str, &'static str)> {
    let made = STEPS.iter().flat_map(|step| step.postgres.lines()).filter_map(|line| line.strip_prefix("CREATE "));
    let kinds = ["TABLE", "VIEW", "FUNCTION"];
    made.filter_map(move |made| {
        let kind = kinds.into_iter().find(|kind| made.starts_with(kind))?;
        Some((kind, made[kind.len()..].trim_start().split([' ', '(']).next()?))
    })
}

/// Returns the migrations for SQLite.
pub(crate) fn sqlite() -> Migrator {
    migrator(|step| step.sqlite)
}

/// Returns the migrations for PostgreSQL.
pub(crate) fn postgres() -> Migrator {
    migrator(|step| step.postgres)
}

fn migrator(text: impl Fn(&Step) -> &'static str) -> Migrator {
    migrator_of(STEPS, text)
}

fn migrator_of<'a>(steps: impl IntoIterator<Item = &'a Step>, text: impl Fn(&Step) -> &'static str) -> Migrator {
    let migration = |step: &Step| {
        let sql = sqlx::SqlSafeStr::into_sql_str(text(step));
        Migration::new(step.version, Cow::Borrowed(step.name), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(steps.into_iter().map(migration).collect())
}

#[cfg(test)]
mod tests {
    use types::Timestamp;

    use super::*;
    use crate::{MigrateError, sql, testing::both_engines};

    #[test]
    fn both_engines_share_one_history() {
        for (step, number) in STEPS.iter().zip(1..) {
            assert_eq!(step.version, number);
            assert!(step.name.starts_with(&format!("{number:04}_")), "{}", step.name);
        }
        for folder in ["sqlite", "postgres"] {
            let path = format!("{}/../../migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
            assert_eq!(std::fs::read_dir(path).unwrap().count(), STEPS.len(), "{folder} has a file nobody runs");
        }
    }

    /// A history that exists but can't be read may be any history.
    #[tokio::test]
    async fn history_that_cannot_be_read_is_an_error() {
        for given in both_engines().await {
            let mut tx = given.database.write(Timestamp(1)).await.unwrap();
            let text = "ALTER TABLE _sqlx_migrations RENAME COLUMN checksum TO sum";
            sql(text).execute(&mut tx).await.unwrap();
            tx.commit().await.unwrap();

            let verified = given.database.verify_schema().await;

            assert!(matches!(verified, Err(MigrateError::Failed(_))), "{}: {verified:?}", given.engine);
            assert!(!given.database.is_empty().await.unwrap(), "{}", given.engine);
        }
    }

    /// Brings an empty database to the schema in which a picture was its bytes, with two pictures of one name in it, and then up to date.
    macro_rules! with_pictures_of_before {
        ($pool:expr, $text:expr) => {{
            let before: Vec<_> = STEPS.iter().take_while(|step| !step.name.ends_with("_picture_files")).collect();
            migrator_of(before, $text).run($pool).await.unwrap();
            for row in ["(1, 'a1', 'vase.jpg'", "(2, 'b2', 'vase.jpg'", "(3, 'c3', 'images/cup.jpg'"] {
                let text = format!(
                    "INSERT INTO picture (id, content_hash, file_name, bytes, width, height, colour, created_at)
                    VALUES {row}, 1, 4, 5, '#fff', 1)"
                );
                sqlx::raw_sql(sqlx::AssertSqlSafe(text)).execute($pool).await.unwrap();
            }
            let words = "INSERT INTO picture_text (picture_id, language, alt) VALUES (3, 'en', 'A cup')";
            sqlx::raw_sql(words).execute($pool).await.unwrap();
            migrator($text).run($pool).await.unwrap();
            let twin = "INSERT INTO picture (id, content_hash, file_name, bytes, width, height, colour, created_at)
                VALUES (4, 'c3', 'images/cup.jpg', 1, 4, 5, '#fff', 1)";
            assert!(sqlx::raw_sql(twin).execute($pool).await.is_err(), "a file's name is unique");
            let same_bytes = twin.replace("cup.jpg", "gift.jpg");
            sqlx::raw_sql(sqlx::AssertSqlSafe(same_bytes)).execute($pool).await.unwrap();
            let files = "SELECT file_name || ' ' || content_hash FROM picture ORDER BY id";
            let seen = "SELECT address || ' ' || alt FROM picture_ref";
            let files: Vec<String> = sqlx::query_scalar(files).fetch_all($pool).await.unwrap();
            let seen: Vec<String> = sqlx::query_scalar(seen).fetch_all($pool).await.unwrap();
            (files, seen)
        }};
    }

    #[tokio::test]
    async fn pictures_of_the_schema_before_keep_their_files_and_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite:{}?mode=rwc", folder.path().join("shop.db").display());
        let sqlite = sqlx::SqlitePool::connect(&file).await.unwrap();
        let postgres = sqlx::PgPool::connect(&crate::testing::empty_postgres().await).await.unwrap();

        let seen = [
            with_pictures_of_before!(&sqlite, |step| step.sqlite),
            with_pictures_of_before!(&postgres, |step| step.postgres),
        ];

        for (files, seen) in seen {
            assert_eq!(files, ["vase.jpg a1", "b2-2 b2", "images/cup.jpg c3", "images/gift.jpg c3"]);
            assert_eq!(seen, ["c3 A cup"]);
        }
    }
    /// Brings an empty database to the schema in which prices belonged to markets, with two prices in it, and then up to date.
    macro_rules! with_prices_of_before {
        ($pool:expr, $text:expr) => {{
            let before: Vec<_> = STEPS.iter().take_while(|step| !step.name.ends_with("_setup")).collect();
            migrator_of(before, $text).run($pool).await.unwrap();
            for text in [
                "INSERT INTO category (id, code, position) VALUES (1, 'c', 0)",
                "INSERT INTO product (id, code, category_id, hsn, tags, popularity, created_at) VALUES (1, 'p', 1, '', '', 0, 0)",
                "INSERT INTO product_text (product_id, language, slug, name, description, material, care)
                VALUES (1, 'en', 'vase', 'Vase', '', '', '')",
                "INSERT INTO variant (id, product_id, sku, position, weight_g, length_mm, width_mm, height_mm)
                VALUES (7, 1, 'P', 0, 1, 1, 1, 1)",
                "INSERT INTO price (variant_id, market, starts_at, ends_at, amount, compare_at)
                VALUES (7, 'ae', 0, NULL, 19000, NULL), (7, 'ae', 5, 9, 15000, 19000), (7, 'in', 0, NULL, 420000, NULL)",
            ] {
                sqlx::raw_sql(text).execute($pool).await.unwrap();
            }
            migrator($text).run($pool).await.unwrap();
            let twin = "INSERT INTO price (variant_id, list, starts_at, amount) VALUES (7, 'ae', 0, 1)";
            assert!(sqlx::raw_sql(twin).execute($pool).await.is_err(), "a list has one price that begins at a moment");
            let currency = "INSERT INTO price (variant_id, list, starts_at, amount) VALUES (7, 'AED', 0, 2)";
            sqlx::raw_sql(currency).execute($pool).await.unwrap();
            let prices: Vec<(String, i64, Option<i64>)> =
                sqlx::query_as("SELECT list, amount, compare_at FROM price ORDER BY amount").fetch_all($pool).await.unwrap();
            let texts: Vec<(String, String)> =
                sqlx::query_as("SELECT product_text.origins, product.markets FROM product_text JOIN product ON TRUE")
                    .fetch_all($pool)
                    .await
                    .unwrap();
            (prices, texts)
        }};
    }

    #[tokio::test]
    async fn prices_of_the_schema_before_are_prices_of_the_markets_own_lists() {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite:{}?mode=rwc", folder.path().join("shop.db").display());
        let sqlite = sqlx::SqlitePool::connect(&file).await.unwrap();
        let postgres = sqlx::PgPool::connect(&crate::testing::empty_postgres().await).await.unwrap();

        let seen = [
            with_prices_of_before!(&sqlite, |step| step.sqlite),
            with_prices_of_before!(&postgres, |step| step.postgres),
        ];

        for (prices, texts) in seen {
            let prices: Vec<_> =
                prices.iter().map(|(list, amount, compare_at)| (list.as_str(), *amount, *compare_at)).collect();
            assert_eq!(
                prices,
                [("AED", 2, None), ("ae", 15_000, Some(19_000)), ("ae", 19_000, None), ("in", 420_000, None)]
            );
            assert_eq!(texts, [(String::new(), String::new())], "its texts are its own, and all markets sell it");
        }
    }
}
