//! A setup in a database, on both engines.

use database::{
    Database, sql,
    testing::{TestDatabase, both_engines},
};
use types::Timestamp;

use crate::{NameDocument, Setup, SetupChange, SetupDocument, load, required, save_setup, testing};

const NOW: Timestamp = Timestamp(1000);

/// Saves the setup of the tests with a change, and returns the keys that the write touched.
async fn save(database: &Database, change: impl FnOnce(&mut SetupDocument)) -> Vec<String> {
    let mut document = testing::document();
    change(&mut document);
    let before = database.read(NOW).await.unwrap().revision().await.unwrap();
    let mut tx = database.write(NOW).await.unwrap();
    let is_changed = save_setup(&mut tx, &Setup::check(&document).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = database.read(NOW).await.unwrap();
    let keys = sql("SELECT cache_key FROM outbox WHERE revision > $1 ORDER BY cache_key");
    let keys: Vec<String> = keys.bind(before.0).scalars(&mut reader).await.unwrap();
    assert_eq!(is_changed != SetupChange::Nothing, !keys.is_empty());
    keys
}

async fn stored(given: &TestDatabase) -> Option<Setup> {
    load(&mut given.database.read(NOW).await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn what_was_saved_is_what_is_loaded() {
    for given in both_engines().await {
        assert_eq!(stored(&given).await, None, "{}", given.engine);
        assert!(required(&mut given.database.read(NOW).await.unwrap()).await.is_err());

        testing::give_setup(&given.database).await;

        assert_eq!(stored(&given).await.as_ref(), Some(&*testing::setup()), "{}", given.engine);
    }
}

#[tokio::test]
async fn a_change_touches_the_keys_of_what_differs() {
    for given in both_engines().await {
        assert_eq!(save(&given.database, |_| ()).await, ["*", "setup"], "{}", given.engine);
        assert_eq!(save(&given.database, |_| ()).await, [""; 0]);

        let name = save(&given.database, |of| of.name = NameDocument::Plain("Vase".to_owned())).await;
        let back = save(&given.database, |_| ()).await;
        let returns = save(&given.database, |of| of.markets[1].returns_days = Some(14)).await;
        let texts = save(&given.database, |of| {
            of.markets[1].returns_days = Some(14);
            of.languages[1].texts.clear();
        })
        .await;
        let prefix = save(&given.database, |of| {
            of.markets[1].returns_days = Some(14);
            of.languages[1].texts.clear();
            of.markets[2].locales.insert(testing::language("en"), "us".to_owned());
        })
        .await;

        assert_eq!([name, back], [["setup"], ["setup"]], "{}", given.engine);
        assert_eq!(
            (returns, texts, prefix),
            (vec!["market-in".to_owned()], vec!["texts-ar".to_owned()], vec!["setup".to_owned()])
        );
    }
}

#[tokio::test]
async fn a_prefix_that_is_given_up_leads_on_until_it_is_in_use_again() {
    for given in both_engines().await {
        let english = |prefix: &'static str| {
            move |of: &mut SetupDocument| drop(of.markets[0].locales.insert(testing::language("en"), prefix.to_owned()))
        };
        let leads = async |prefix: &str| {
            let setup = stored(&given).await.unwrap();
            setup.locale_by_former_prefix(prefix).map(|locale| locale.prefix().to_owned())
        };
        save(&given.database, |_| ()).await;
        save(&given.database, english("en")).await;
        save(&given.database, english("")).await;

        assert_eq!(leads("en-ae").await.as_deref(), Some(""), "{}", given.engine);
        assert_eq!(leads("en").await.as_deref(), Some(""));
        assert_eq!(leads("ar-ae").await, None);

        save(&given.database, english("en-ae")).await;

        assert_eq!(leads("en-ae").await, None, "{}", given.engine);
        assert_eq!(leads("en").await.as_deref(), Some("en-ae"));
        assert_eq!(leads("").await, None);
    }
}

#[tokio::test]
async fn every_setup_that_was_saved_stays_in_the_history() {
    for given in both_engines().await {
        for days in [7, 14] {
            save(&given.database, |of| of.markets[0].returns_days = Some(days)).await;
        }
        save(&given.database, |of| of.markets[0].returns_days = Some(14)).await;

        let mut reader = given.database.read(NOW).await.unwrap();
        let saved = sql("SELECT document FROM setup_history ORDER BY id");
        let saved: Vec<String> = saved.scalars(&mut reader).await.unwrap();
        let days = saved.iter().map(|text| {
            let document: SetupDocument = serde_json::from_str(text).unwrap();
            document.markets[0].returns_days
        });
        assert_eq!(days.collect::<Vec<_>>(), [Some(7), Some(14)], "{}", given.engine);
    }
}

#[test]
fn a_text_in_a_language_is_its_own_or_one_that_it_borrows() {
    let setup = testing::setup_with_fallbacks();
    let [en, ar, hi] = ["en", "ar", "hi"].map(testing::language);
    let texts = [(en, "Vase")].into_iter().collect();

    let filled = setup.fill(&texts);

    assert_eq!(filled, [(en, "Vase"), (ar, "Vase"), (hi, "Vase")].into_iter().collect());
    assert_eq!([en, ar, hi].map(|language| setup.is_required(language)), [true, false, false]);
    assert_eq!(setup.locale_by_prefix("hi-in").unwrap().languages(), [hi, ar, en]);
    assert_eq!(testing::setup().fill(&texts), filled, "without a fallback the primary language stands in");
    assert!([en, ar, hi].iter().all(|language| testing::setup().is_required(*language)));
}
