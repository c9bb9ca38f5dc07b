//! Every SQL statement of the rules.

use std::sync::Arc;

use database::{CacheId, CacheItem, CacheKey, Error, Executor, Reader, Tx, row, sql};

use crate::PricingRulesDocument;

/// The shop's rules with their version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PricingRules {
    /// The number of times that the rules were saved.
    pub version: u64,
    /// The rules.
    pub document: PricingRulesDocument,
}

row! {
    struct RulesRow {
        version: i64,
        document: String,
    }
}

/// Returns the shop's rules from the database; none of them if it has none yet.
pub async fn load(on: &mut impl Executor) -> Result<PricingRules, Error> {
    let row: Option<RulesRow> =
        sql("SELECT version, document FROM pricing_rules WHERE id = 1").optional_row(on).await?;
    let Some(row) = row else { return Ok(PricingRules::default()) };
    let document =
        serde_json::from_str(&row.document).map_err(|error| Error::defect("pricing_rules.document", error))?;
    let version = u64::try_from(row.version).map_err(|error| Error::defect("pricing_rules.version", error))?;
    Ok(PricingRules { version, document })
}

/// Returns the shop's rules, which all readers share.
pub async fn rules(reader: &mut Reader) -> Result<Arc<PricingRules>, Error> {
    const RULES: CacheId = CacheId { kind: "pricing", item: CacheItem::Only };
    reader
        .cached(RULES, |reader| {
            Box::pin(async move {
                reader.touch(key());
                load(reader).await
            })
        })
        .await
}

/// Makes `rules` the shop's. Earlier rules stay in the history.
pub async fn save(tx: &mut Tx, rules: &PricingRulesDocument) -> Result<(), Error> {
    let had = load(tx).await?;
    if had.document == *rules {
        return Ok(());
    }
    let document = serde_json::to_string(rules).map_err(|error| Error::defect("pricing_rules.document", error))?;
    sql("INSERT INTO pricing_rules (id, version, document) VALUES (1, 1, $1) \
        ON CONFLICT (id) DO UPDATE SET document = excluded.document, version = pricing_rules.version + 1")
    .bind(&document)
    .execute(tx)
    .await?;
    sql("INSERT INTO pricing_rules_history (saved_at, document) VALUES ($1, $2)")
        .bind(tx.now())
        .bind(&document)
        .execute(tx)
        .await?;
    tx.touch(key());
    Ok(())
}

fn key() -> CacheKey {
    CacheKey::named("pricing")
}

#[cfg(test)]
mod tests {
    use database::testing::both_engines;
    use serde_json::json;
    use types::Timestamp;

    use super::*;

    #[tokio::test]
    async fn each_change_of_the_rules_has_a_version_of_its_own() {
        for given in both_engines().await {
            let none = load(&mut given.database.read(Timestamp(1)).await.unwrap()).await.unwrap();
            let first = PricingRulesDocument::default().merged(json!({"round_to": {"INR": 100}})).unwrap();
            let second = first.merged(json!({"round_to": {"INR": 50}})).unwrap();
            let mut versions = Vec::new();
            for (rules, now) in [(&first, 2), (&first, 3), (&second, 4)] {
                let mut tx = given.database.write(Timestamp(now)).await.unwrap();
                save(&mut tx, rules).await.unwrap();
                tx.commit().await.unwrap();
                let stored = load(&mut given.database.read(Timestamp(now)).await.unwrap()).await.unwrap();
                assert_eq!(stored.document, *rules, "{}", given.engine);
                versions.push(stored.version);
            }
            assert_eq!((none, versions), (PricingRules::default(), vec![1, 1, 2]), "{}", given.engine);
        }
    }
}
