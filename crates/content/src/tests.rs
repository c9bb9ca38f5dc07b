//! Content through its public functions, on both engines.

use std::collections::HashMap;

use database::testing::TestDatabase;
use setup::testing::{give_setup, language, locale, setup};
use types::{Slug, SlugLookup, Timestamp, Translated, Window};

use crate::{
    Block, BlockDocument, PageBlock, PageDocument, PageKind, SavePageError, documents, home, page_by_slug, page_cards,
    refill_texts, save_page, slug_by_code, slugs_of,
};

const NOW: i64 = 1_800_000_000_000;

fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

fn words(text: &str) -> Translated {
    ["en", "ar", "hi"].map(|tag| (language(tag), format!("{text} {tag}"))).into_iter().collect()
}

fn slugs(text: &str) -> Translated<Slug> {
    ["en", "ar", "hi"].map(|tag| (language(tag), slug(&format!("{text}-{tag}")))).into_iter().collect()
}

/// Returns databases with the setup of the tests.
async fn both_engines() -> [TestDatabase; 2] {
    let given = database::testing::both_engines().await;
    for given in &given {
        give_setup(&given.database).await;
    }
    given
}

fn page(kind: PageKind, code: &str, from: i64) -> PageDocument {
    PageDocument {
        archived: false,
        redirect: None,
        kind,
        code: slug(code),
        slug: slugs(code),
        title: words(code),
        summary: words("summary"),
        picture: None,
        published: Window::from_bounds([Some(Timestamp(from)), None]),
        blocks: vec![BlockDocument::RichText { markdown: words("*text*") }],
    }
}

async fn save(given: &TestDatabase, document: &PageDocument) -> Result<(), SavePageError> {
    let mut tx = given.database.write(Timestamp(NOW)).await?;
    save_page(&mut tx, &setup(), document, 0, &HashMap::new()).await?;
    tx.commit().await?;
    Ok(())
}

async fn at_slug(given: &TestDatabase, text: &str) -> String {
    let mut reader = given.database.read_in(locale("hi-in"), Timestamp(NOW)).await.unwrap();
    match page_by_slug(&mut reader, PageKind::Page, &slug(text)).await.unwrap() {
        SlugLookup::Found(page) => page.title.text,
        SlugLookup::Redirect(slug) => format!("moved to {slug}"),
        SlugLookup::Gone(gone) => format!("gone: {}", gone.name.text),
        SlugLookup::NotFound => "nowhere".to_owned(),
    }
}

#[tokio::test]
async fn a_page_is_found_by_its_slug_and_by_those_it_had() {
    for given in both_engines().await {
        let mut shipping = page(PageKind::Page, "shipping", 0);
        save(&given, &shipping).await.unwrap();
        shipping.slug.insert(language("hi"), slug("डिलीवरी"));

        save(&given, &shipping).await.unwrap();
        save(&given, &page(PageKind::Page, "later", NOW + 1)).await.unwrap();

        for (slug, found) in [
            ("डिलीवरी", "shipping hi"),
            ("shipping-hi", "moved to डिलीवरी"),
            ("shipping-en", "moved to डिलीवरी"),
            ("later-hi", "nowhere"),
            ("later-en", "nowhere"),
            ("returns", "nowhere"),
        ] {
            assert_eq!(at_slug(&given, slug).await, found, "{}", given.engine);
        }
    }
}

#[tokio::test]
async fn blocks_are_shown_in_the_readers_language_as_safe_html() {
    for given in both_engines().await {
        save(&given, &page(PageKind::Home, "home", 0)).await.unwrap();
        let mut reader = given.database.read_in(locale("ar-ae"), Timestamp(NOW)).await.unwrap();

        let shown = home(&mut reader).await.unwrap().unwrap();

        assert_eq!(
            shown.blocks,
            [PageBlock::from(Block::RichText { html: "<p><em>text</em> ar</p>\n".to_owned() })],
            "{}",
            given.engine
        );
    }
}

#[tokio::test]
async fn a_missing_text_is_borrowed_and_says_from_which_language() {
    for given in database::testing::both_engines().await {
        let setup = setup::testing::setup_with_fallbacks();
        setup::testing::give(&given.database, &setup).await;
        let in_english = |text: &str| [(language("en"), text.to_owned())].into_iter().collect::<Translated>();
        let mut about = page(PageKind::Page, "about", 0);
        about.slug = [(language("en"), slug("about"))].into_iter().collect();
        about.title = in_english("About us");
        about.blocks = vec![BlockDocument::RichText { markdown: in_english("*text*") }];
        let mut tx = given.database.write(Timestamp(NOW)).await.unwrap();
        save_page(&mut tx, &setup, &about, 0, &HashMap::new()).await.unwrap();
        tx.commit().await.unwrap();

        let hindi = setup.locale_by_prefix("hi-in").unwrap();
        let mut reader = given.database.read_in(hindi, Timestamp(NOW)).await.unwrap();
        let found = page_by_slug(&mut reader, PageKind::Page, &slug("about")).await.unwrap();

        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        let shown = (found.title.text.as_str(), found.title.language, found.summary.text.as_str());
        assert_eq!(shown, ("About us", Some(language("en")), "summary hi"), "{}", given.engine);
        let block = Block::RichText { html: "<p><em>text</em></p>\n".to_owned() };
        assert_eq!(found.blocks, [PageBlock { block, language: Some(language("en")) }]);
        let slugs = slugs_of(&mut reader, found.id).await.unwrap();
        assert_eq!(slugs.iter().map(|(_, slug)| slug.is_translated).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(documents::pages(&mut reader).await.unwrap(), [about], "borrowed texts are not exported");
    }
}

#[tokio::test]
async fn stories_are_listed_newest_first_and_only_once_they_are_public() {
    for given in both_engines().await {
        for (code, from) in [("old", 1), ("new", NOW - 1), ("coming", NOW + 50)] {
            save(&given, &page(PageKind::Story, code, from)).await.unwrap();
        }
        let mut reader = given.database.read_in(locale("en-us"), Timestamp(NOW)).await.unwrap();

        let stories = page_cards(&mut reader, PageKind::Story).await.unwrap();

        assert_eq!(stories.iter().map(|story| story.code.as_str()).collect::<Vec<_>>(), ["new", "old"]);
        assert_eq!(reader.footprint().next_change(), Some(Timestamp(NOW + 50)), "{}", given.engine);
        assert_eq!(slug_by_code(&mut reader, PageKind::Story, "new").await.unwrap().as_deref(), Some("new-en"));
        assert_eq!(slug_by_code(&mut reader, PageKind::Story, "coming").await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_was_saved_is_what_is_exported() {
    for given in both_engines().await {
        let about = page(PageKind::Page, "about", 5);
        save(&given, &about).await.unwrap();
        save(&given, &about).await.unwrap();

        let mut reader = given.database.read_in(locale("en-ae"), Timestamp(NOW)).await.unwrap();
        assert_eq!(documents::pages(&mut reader).await.unwrap(), [about], "{}", given.engine);
    }
}

#[tokio::test]
async fn a_page_that_does_not_fit_the_shop_is_refused_by_name() {
    for given in both_engines().await {
        save(&given, &page(PageKind::Page, "about", 0)).await.unwrap();
        let mut other = page(PageKind::Page, "other", 0);
        other.slug.insert(language("en"), slug("about-en"));
        let mut pictured = page(PageKind::Page, "pictured", 0);
        pictured.picture = Some("images/none.jpg".to_owned());

        let taken = save(&given, &other).await.unwrap_err().to_string();
        let unknown = save(&given, &pictured).await.unwrap_err().to_string();

        assert_eq!(taken, "the slug about-en belongs to another page", "{}", given.engine);
        assert_eq!(unknown, "there is no picture images/none.jpg");
    }
}

#[tokio::test]
async fn borrowed_slug_that_another_page_has_is_refused_with_both_names() {
    let mut document = setup::testing::document();
    document.languages[2].fallback = Some(language("en"));
    let from_english = setup::Setup::check(&document).unwrap();
    document.languages[2].fallback = Some(language("ar"));
    let from_arabic = setup::Setup::check(&document).unwrap();
    let slugged = |code: &str, texts: &[(&str, &str)]| PageDocument {
        slug: texts.iter().map(|(tag, text)| (language(tag), slug(text))).collect(),
        ..page(PageKind::Page, code, 0)
    };
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(NOW)).await.unwrap();
        setup::save_setup(&mut tx, &from_english).await.unwrap();
        let about = slugged("about", &[("en", "about"), ("ar", "terms")]);
        let mut terms = slugged("terms", &[("en", "terms"), ("ar", "about")]);
        for document in [&about, &terms] {
            save_page(&mut tx, &from_english, document, 0, &HashMap::new()).await.unwrap();
        }

        refill_texts(&mut tx, &from_arabic, &HashMap::new()).await.unwrap();
        terms.slug.insert(language("hi"), slug("about"));
        save_page(&mut tx, &from_arabic, &terms, 0, &HashMap::new()).await.unwrap();
        let refused = refill_texts(&mut tx, &from_english, &HashMap::new()).await.unwrap_err().to_string();

        let expected = "in hi the page \"about\" and the page \"terms\" would have the same slug \"about\", ";
        assert!(refused.starts_with(expected), "{}: {refused}", given.engine);
    }
}
