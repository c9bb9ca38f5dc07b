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
];

/// The number of the newest migration.
pub(crate) fn newest() -> i64 {
    STEPS.last().map_or(0, |step| step.version)
}

/// Everything that any migration makes on PostgreSQL and that is not a part of something else: its kind, as a statement
/// names it, and its name.
pub(crate) fn created() -> impl Iterator<Item = (&'static str, &'static str)> {
    let made = STEPS.iter().flat_map(|step| step.postgres.lines()).filter_map(|line| line.strip_prefix("CREATE "));
    let kinds = ["TABLE", "VIEW", "FUNCTION"];
    made.filter_map(move |made| {
        let kind = kinds.into_iter().find(|kind| made.starts_with(kind))?;
        Some((kind, made[kind.len()..].trim_start().split([' ', '(']).next()?))
    })
}

/// The history for SQLite.
pub(crate) fn sqlite() -> Migrator {
    migrator(|step| step.sqlite)
}

/// The history for PostgreSQL.
pub(crate) fn postgres() -> Migrator {
    migrator(|step| step.postgres)
}

fn migrator(text: impl Fn(&Step) -> &'static str) -> Migrator {
    let migration = |step: &Step| {
        let sql = sqlx::SqlSafeStr::into_sql_str(text(step));
        Migration::new(step.version, Cow::Borrowed(step.name), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(STEPS.iter().map(migration).collect())
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

    /// A history that is there and can't be read may be any.
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
}
