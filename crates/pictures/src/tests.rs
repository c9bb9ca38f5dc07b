mod unstored;

use bytes::Bytes;
use database::{BaseReader, testing::TestDatabase};
use futures::{TryStreamExt as _, future::join_all};
use media::{Format, Quality};
use setup::testing::{give_setup, language, setup};
use types::{Fit, Focus, ListingPictures, PictureId, Shape, Timestamp, Translated};

use crate::{
    ContentHash, IntegrityError, Limits, Object, PictureDocument, PictureName, RenditionError, RenditionLookup,
    RenditionName, Renditions, Storage, StorageAudit, StoredPicture, ValidatedImage, claim_next, describe_picture,
    documents, files_by_hash, find_rendition, has_come_back, picture_by_id, record_pregenerated, replace_picture,
    save_picture,
    testing::{LIMITS, document, inspected, png, storage},
};

const NOW: Timestamp = Timestamp(1_780_272_000_000);

/// Returns databases with the setup of the tests.
async fn both_engines() -> [TestDatabase; 2] {
    let shops = database::testing::both_engines().await;
    for shop in &shops {
        give_setup(&shop.database).await;
    }
    shops
}

/// Returns the words of every document of the tests, with others in English.
fn words(english: &str) -> Translated {
    let mut alt = document("").alt;
    alt.insert(language("en"), english.to_owned());
    alt
}

async fn given(database: &database::Database, file: &str, picture: &ValidatedImage) {
    let mut tx = database.write(NOW).await.unwrap();
    save_picture(&mut tx, &setup(), &document(file), picture).await.unwrap();
    tx.commit().await.unwrap();
}

/// The row of the only picture of these bytes.
async fn id(database: &database::Database, picture: &ValidatedImage) -> PictureId {
    let files = files_by_hash(&mut reader(database).await, &picture.hash).await.unwrap();
    assert_eq!(files.len(), 1);
    files[0].id
}

async fn stored(database: &database::Database, id: PictureId) -> StoredPicture {
    picture_by_id(&mut reader(database).await, id).await.unwrap().unwrap()
}

async fn reader(database: &database::Database) -> BaseReader {
    database.read(NOW).await.unwrap()
}

async fn lookup(database: &database::Database, picture: &str, file: &str) -> RenditionLookup {
    let name = RenditionName::parse(picture, file).unwrap();
    find_rendition(&mut reader(database).await, ListingPictures::default(), &name).await.unwrap()
}

async fn renditions_of(picture: &ValidatedImage) -> (tempfile::TempDir, Renditions) {
    let (folder, storage) = storage();
    storage.keep_source(&picture.hash, picture.bytes.clone()).await.unwrap();
    (folder, Renditions::new(storage, LIMITS))
}

fn named(picture: &ValidatedImage, rest: &str, file: &str) -> RenditionName {
    RenditionName::parse(&format!("{}{rest}", picture.hash.as_str()), file).unwrap()
}

#[tokio::test]
async fn only_what_pages_ask_for_can_be_made() {
    for shop in both_engines().await {
        let picture = inspected(400, 225);
        given(&shop.database, "scene.png", &picture).await;
        let hash = picture.hash.as_str();

        for (name, file, expected) in [
            (hash.to_owned(), "320.avif", RenditionLookup::Found((400, 225))),
            (hash.to_owned(), "453.jpg", RenditionLookup::Found((400, 225))),
            (hash.to_owned(), "1810.jpg", RenditionLookup::NotFound),
            (format!("{hash}-4x5-500-500"), "160.webp", RenditionLookup::Found((400, 225))),
            (format!("{hash}-4x5-500-500"), "320.webp", RenditionLookup::NotFound),
            // It has that shape as it is.
            (format!("{hash}-16x9-500-500"), "160.webp", RenditionLookup::NotFound),
            ("0".repeat(32), "160.webp", RenditionLookup::NotFound),
        ] {
            assert_eq!(lookup(&shop.database, &name, file).await, expected, "{name}/{file} {}", shop.engine);
        }
        let other_focus = lookup(&shop.database, &format!("{hash}-4x5-1-2"), "160.webp").await;
        assert_eq!(
            other_focus,
            RenditionLookup::Redirect(named(&picture, "-4x5-500-500", "160.webp")),
            "{}",
            shop.engine
        );
    }
}

#[tokio::test]
async fn shape_that_listings_no_longer_have_leads_to_what_they_show() {
    for shop in both_engines().await {
        let sofa = inspected(1500, 1000);
        given(&shop.database, "sofa.png", &sofa).await;
        let asked = named(&sofa, "-1x1-500-500", "905.webp");
        let square = ListingPictures { shape: Shape::Square, fit: Fit::Cut };
        let tall = ListingPictures { shape: Shape::Tall, fit: Fit::Cut };
        let whole = ListingPictures { shape: Shape::Square, fit: Fit::Whole };

        for (listing, expected) in [
            (square, RenditionLookup::Found((1500, 1000))),
            // A cut of 667 px.
            (tall, RenditionLookup::Redirect(named(&sofa, "-2x3-500-500", "640.webp"))),
            (whole, RenditionLookup::Redirect(named(&sofa, "", "905.webp"))),
        ] {
            let found = find_rendition(&mut reader(&shop.database).await, listing, &asked).await.unwrap();
            assert_eq!(found, expected, "{listing:?} {}", shop.engine);
        }
    }
}

#[tokio::test]
async fn a_replaced_picture_keeps_its_words_and_its_old_addresses_lead_on() {
    for shop in both_engines().await {
        let (old, new) = (inspected(400, 225), inspected(300, 300));
        given(&shop.database, "scene.png", &old).await;
        let scene = id(&shop.database, &old).await;
        let mut tx = shop.database.write(NOW).await.unwrap();
        replace_picture(&mut tx, scene, &new).await.unwrap();
        tx.commit().await.unwrap();

        let after = stored(&shop.database, scene).await;
        assert_eq!((after.document, after.width), (document("scene.png"), 300), "{}", shop.engine);
        let old_hash = old.hash.as_str();
        let leads = lookup(&shop.database, old_hash, "226.avif").await;
        assert_eq!(leads, RenditionLookup::Redirect(named(&new, "", "226.avif")), "{}", shop.engine);
        // What is there now is narrower than what was.
        let wide = lookup(&shop.database, old_hash, "453.avif").await;
        assert_eq!(wide, RenditionLookup::Redirect(named(&new, "", "320.avif")), "{}", shop.engine);
        let cut = lookup(&shop.database, &format!("{old_hash}-4x5-500-500"), "160.jpg").await;
        assert_eq!(cut, RenditionLookup::Redirect(named(&new, "-4x5-500-500", "160.jpg")), "{}", shop.engine);

        // And back again: what was former is present, and the other way round.
        let mut tx = shop.database.write(NOW).await.unwrap();
        replace_picture(&mut tx, scene, &old).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            lookup(&shop.database, old_hash, "226.avif").await,
            RenditionLookup::Found((400, 225)),
            "{}",
            shop.engine
        );
        let back = lookup(&shop.database, new.hash.as_str(), "226.avif").await;
        assert_eq!(back, RenditionLookup::Redirect(named(&old, "", "226.avif")), "{}", shop.engine);
    }
}

#[tokio::test]
async fn files_of_the_same_bytes_keep_their_names_words_and_focuses() {
    for shop in both_engines().await {
        let picture = inspected(400, 225);
        let [vase, gift] = [("vase.png", "A vase", 100), ("gift.png", "A gift", 900)].map(|(file, alt, x)| {
            PictureDocument { file: file.to_owned(), from: None, alt: words(alt), focus: Focus { x, y: 500 } }
        });
        let mut tx = shop.database.write(NOW).await.unwrap();
        for document in [&vase, &gift, &vase] {
            save_picture(&mut tx, &setup(), document, &picture).await.unwrap();
        }
        tx.commit().await.unwrap();

        assert_eq!(documents(&mut reader(&shop.database).await).await.unwrap(), [vase, gift], "{}", shop.engine);
        let hash = picture.hash.as_str();
        for cut in ["", "-4x5-100-500", "-4x5-900-500"] {
            let found = lookup(&shop.database, &format!("{hash}{cut}"), "160.webp").await;
            assert_eq!(found, RenditionLookup::Found((400, 225)), "{cut} {}", shop.engine);
        }
        let elsewhere = lookup(&shop.database, &format!("{hash}-4x5-1-1"), "160.webp").await;
        assert_eq!(
            elsewhere,
            RenditionLookup::Redirect(named(&picture, "-4x5-100-500", "160.webp")),
            "{}",
            shop.engine
        );
        let audit = StorageAudit::of(&mut reader(&shop.database).await, ListingPictures::default()).await.unwrap();
        let focuses = vec![Focus { x: 100, y: 500 }, Focus { x: 900, y: 500 }];
        assert_eq!(audit.pictures(), [(picture.hash, focuses)], "{}", shop.engine);
    }
}

#[tokio::test]
async fn other_pixels_for_one_file_leave_another_of_the_same_bytes_as_it_was() {
    for shop in both_engines().await {
        let (shared, new) = (inspected(400, 225), inspected(300, 300));
        given(&shop.database, "one.png", &shared).await;
        given(&shop.database, "other.png", &shared).await;

        // One is imported again with other pixels, and replaced by those of a third file.
        given(&shop.database, "one.png", &new).await;
        given(&shop.database, "third.png", &new).await;

        let names = async |picture: &ValidatedImage| {
            let files = files_by_hash(&mut reader(&shop.database).await, &picture.hash).await.unwrap();
            files.into_iter().map(|file| file.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&shared).await, ["other.png"], "{}", shop.engine);
        assert_eq!(names(&new).await, ["one.png", "third.png"], "{}", shop.engine);
        let hash = shared.hash.as_str();
        assert_eq!(lookup(&shop.database, hash, "226.avif").await, RenditionLookup::Found((400, 225)));

        let other = id(&shop.database, &shared).await;
        let mut tx = shop.database.write(NOW).await.unwrap();
        replace_picture(&mut tx, other, &new).await.unwrap();
        let unknown = replace_picture(&mut tx, PictureId(999), &new).await.unwrap();
        tx.commit().await.unwrap();

        assert_eq!(unknown, None, "{}", shop.engine);
        assert_eq!(names(&new).await, ["one.png", "other.png", "third.png"], "{}", shop.engine);
        let led = lookup(&shop.database, hash, "226.avif").await;
        assert_eq!(led, RenditionLookup::Redirect(named(&new, "", "226.avif")), "{}", shop.engine);
    }
}

#[tokio::test]
async fn files_of_the_same_bytes_and_focus_are_in_one_hand() {
    for shop in both_engines().await {
        let picture = inspected(40, 50);
        given(&shop.database, "one.png", &picture).await;
        given(&shop.database, "other.png", &picture).await;

        let first = claim_next(&shop.database, ListingPictures::default(), NOW).await.unwrap().map(|claim| claim.hash);
        let second = claim_next(&shop.database, ListingPictures::default(), NOW).await.unwrap();
        record_pregenerated(&shop.database, (&picture.hash, Focus::default()), ListingPictures::default(), NOW)
            .await
            .unwrap();
        let later = claim_next(&shop.database, ListingPictures::default(), NOW.plus_millis(600_001)).await.unwrap();

        assert_eq!((first, second, later), (Some(picture.hash), None, None), "{}", shop.engine);
    }
}

#[tokio::test]
async fn missing_words_are_borrowed_and_not_exported() {
    for shop in database::testing::both_engines().await {
        let setup = setup::testing::setup_with_fallbacks();
        setup::testing::give(&shop.database, &setup).await;
        let alt = [(language("en"), "A vase".to_owned())].into_iter().collect();
        let vase = PictureDocument { alt, ..document("vase.png") };
        let mut tx = shop.database.write(NOW).await.unwrap();
        save_picture(&mut tx, &setup, &vase, &inspected(40, 50)).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = reader(&shop.database).await;
        let shown = database::sql("SELECT language || ' ' || alt FROM picture_ref ORDER BY language");
        let shown: Vec<String> = shown.scalars(&mut reader).await.unwrap();
        assert_eq!(shown, ["ar A vase", "en A vase", "hi A vase"], "{}", shop.engine);
        assert_eq!(documents(&mut reader).await.unwrap(), [vase], "{}", shop.engine);
    }
}

#[tokio::test]
async fn words_and_focus_of_a_picture_can_be_changed() {
    for shop in both_engines().await {
        let picture = inspected(40, 50);
        given(&shop.database, "vase.png", &picture).await;
        let alt = words("Two vases");
        let vase = id(&shop.database, &picture).await;

        let mut tx = shop.database.write(NOW).await.unwrap();
        let focus = Focus { x: 10, y: 990 };
        let known = describe_picture(&mut tx, &setup(), vase, Some(&alt), Some(focus)).await.unwrap();
        let unknown = describe_picture(&mut tx, &setup(), PictureId(999), None, None).await.unwrap();
        tx.commit().await.unwrap();

        assert!(known.is_some() && unknown.is_none(), "{}", shop.engine);
        let after = stored(&shop.database, vase).await;
        assert_eq!((after.document.alt, after.document.focus), (alt, focus), "{}", shop.engine);
    }
}

#[tokio::test]
async fn a_picture_is_in_one_hand_until_it_is_made() {
    for shop in both_engines().await {
        let (first, second) = (inspected(40, 50), inspected(50, 40));
        given(&shop.database, "first.png", &first).await;
        given(&shop.database, "second.png", &second).await;
        let next = async |at| {
            claim_next(&shop.database, ListingPictures::default(), at).await.unwrap().map(|claim| claim.hash)
        };

        // Two processes at once.
        let taken = join_all([next(NOW), next(NOW)]).await;
        assert!(taken.contains(&Some(first.hash.clone())), "{} {taken:?}", shop.engine);
        assert!(taken.contains(&Some(second.hash.clone())), "{} {taken:?}", shop.engine);
        assert_eq!(next(NOW).await, None, "{}", shop.engine);
        record_pregenerated(&shop.database, (&first.hash, Focus::default()), ListingPictures::default(), NOW)
            .await
            .unwrap();

        let later = NOW.plus_millis(600_001);
        assert_eq!(next(later).await, Some(second.hash), "what was not finished, {}", shop.engine);
        assert_eq!(next(later).await, None, "{}", shop.engine);
    }
}

#[tokio::test]
async fn what_cards_show_is_made_ahead_and_again_when_the_focus_moves() {
    for shop in both_engines().await {
        let scene = inspected(1000, 563);
        given(&shop.database, "scene.png", &scene).await;
        let names = async |at| {
            let claim = claim_next(&shop.database, ListingPictures::default(), at).await.unwrap();
            claim.map(|claim| claim.pictures.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let hash = scene.hash.as_str();
        let row = id(&shop.database, &scene).await;

        assert_eq!(names(NOW).await.unwrap(), [hash.to_owned(), format!("{hash}-4x5-500-500")], "{}", shop.engine);
        record_pregenerated(&shop.database, (&scene.hash, Focus::default()), ListingPictures::default(), NOW)
            .await
            .unwrap();
        assert_eq!(names(NOW).await, None, "{}", shop.engine);
        let mut tx = shop.database.write(NOW).await.unwrap();
        describe_picture(&mut tx, &setup(), row, None, Some(Focus { x: 1, y: 2 })).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(NOW).await.unwrap()[1], format!("{hash}-4x5-1-2"), "{}", shop.engine);

        // What somebody has made meanwhile around the former focus is not what is shown.
        record_pregenerated(&shop.database, (&scene.hash, Focus::default()), ListingPictures::default(), NOW)
            .await
            .unwrap();
        assert!(names(NOW.plus_millis(600_001)).await.is_some(), "{}", shop.engine);
        record_pregenerated(&shop.database, (&scene.hash, Focus { x: 1, y: 2 }), ListingPictures::default(), NOW)
            .await
            .unwrap();
        assert_eq!(names(NOW.plus_millis(1_200_002)).await, None, "{}", shop.engine);

        // Imported again: with the same focus nothing is to be done, with another its cuts are.
        for (focus, again) in [((1, 2), false), ((3, 4), true)] {
            let document = PictureDocument { focus: Focus { x: focus.0, y: focus.1 }, ..document("scene.png") };
            let mut tx = shop.database.write(NOW).await.unwrap();
            save_picture(&mut tx, &setup(), &document, &scene).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(names(NOW).await.is_some(), again, "{focus:?}, {}", shop.engine);
        }
    }
}

#[tokio::test]
async fn another_shape_of_listings_is_made_ahead_for_every_picture() {
    for shop in both_engines().await {
        let sofa = inspected(1500, 1000);
        given(&shop.database, "sofa.png", &sofa).await;
        let names = async |listing| {
            let claim = claim_next(&shop.database, listing, NOW).await.unwrap()?;
            record_pregenerated(&shop.database, (&claim.hash, claim.focus), listing, NOW).await.unwrap();
            Some(claim.pictures.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let [cut, whole] = [Fit::Cut, Fit::Whole].map(|fit| ListingPictures { shape: Shape::Square, fit });
        let hash = sofa.hash.as_str();

        assert_eq!(
            names(ListingPictures::default()).await.unwrap()[1],
            format!("{hash}-4x5-500-500"),
            "{}",
            shop.engine
        );
        assert_eq!(names(cut).await.unwrap(), [hash.to_owned(), format!("{hash}-1x1-500-500")], "{}", shop.engine);
        assert_eq!(names(cut).await, None, "{}", shop.engine);
        assert_eq!(names(whole).await.unwrap(), [hash], "{}", shop.engine);
        assert_eq!(names(whole).await, None, "{}", shop.engine);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_rendition_is_made_once_however_many_ask() {
    let picture = inspected(700, 500);
    let (_folder, renditions) = renditions_of(&picture).await;
    let names = ["640.avif", "640.webp"].map(|file| named(&picture, "", file));

    let made = join_all((0..500).map(|ask| renditions.find_or_make(&names[ask % 2], (700, 500)))).await;

    let first = made[0].as_ref().unwrap();
    assert!(!first.is_final && first.format == Format::Webp);
    assert_eq!(renditions.fast_count(), 1);
    assert!(made.iter().all(|made| made.as_ref().unwrap().bytes == first.bytes));
    assert_eq!(renditions.find_stored(&names[1]).await.unwrap().unwrap().bytes, first.bytes);
    assert!(renditions.find_stored(&names[0]).await.unwrap().is_none());
}

#[tokio::test]
async fn a_visitor_who_hangs_up_leaves_the_work_to_the_others() {
    let picture = inspected(700, 500);
    let (_folder, renditions) = renditions_of(&picture).await;
    let name = named(&picture, "", "640.webp");

    let mut gone = Box::pin(renditions.find_or_make(&name, (700, 500)));
    while renditions.unfinished() == 0 {
        assert!(futures::poll!(gone.as_mut()).is_pending());
        tokio::task::yield_now().await;
    }
    drop(gone);
    renditions.finished().await;

    assert!(renditions.find_stored(&name).await.unwrap().is_some());
}

#[tokio::test]
async fn a_plainer_format_stands_in_until_the_ladder_is_made() {
    let picture = inspected(700, 500);
    let (_folder, renditions) = renditions_of(&picture).await;
    let [avif, webp, jpeg] = ["320.avif", "320.webp", "320.jpg"].map(|file| named(&picture, "", file));

    let quick = renditions.find_or_make(&webp, (700, 500)).await.unwrap();
    let stand_in = renditions.find_or_make(&avif, (700, 500)).await.unwrap();
    let plainest = renditions.find_or_make(&jpeg, (700, 500)).await.unwrap();
    // JPEG has no alpha, and stands in for nothing.
    let other_width = renditions.find_or_make(&named(&picture, "", "160.jpg"), (700, 500)).await.unwrap();
    let beside = renditions.find_or_make(&named(&picture, "", "160.avif"), (700, 500)).await.unwrap();

    assert_eq!((stand_in.format, stand_in.is_final, &stand_in.bytes), (Format::Webp, false, &quick.bytes));
    assert_eq!((plainest.format, plainest.is_final), (Format::Jpeg, false));
    assert_eq!((other_width.format, beside.format), (Format::Jpeg, Format::Webp));
    let job = renditions.queue().next().unwrap();
    assert_eq!(job.picture(), &PictureName::whole(picture.hash.clone()));

    let made = renditions.make_ladder(job.picture()).await.unwrap();

    // 160, 226, 320, 453, 640 in AVIF and WebP, the two JPEGs that somebody has asked for, and the widest one; 700 is
    // hardly more than 640.
    assert_eq!(made.renditions, 13);
    for name in [&avif, &webp, &jpeg] {
        let kept = renditions.find_stored(name).await.unwrap().unwrap();
        assert_eq!((kept.format, kept.is_final), (name.format, true), "{name}");
    }
    assert_eq!(renditions.make_ladder(job.picture()).await.unwrap().renditions, 0, "nothing is made twice");
    assert!(renditions.queue().next().is_none());
}

#[tokio::test]
async fn who_waits_is_shown_what_is_made_from_the_mezzanine() {
    // The source is cut off: whatever is made was not made from it.
    let picture = inspected(1600, 1500);
    let (_folder, storage) = storage();
    storage.keep(&ValidatedImage { bytes: picture.bytes.slice(..100), ..picture.clone() }).await.unwrap();
    let renditions = Renditions::new(storage, LIMITS);
    let made = async |file: &str| renditions.find_or_make(&named(&picture, "", file), (1600, 1500)).await;

    let from_mezzanine = made("640.webp").await.unwrap();
    let too_wide = made("1810.webp").await;

    assert_eq!(media::probe(&from_mezzanine.bytes).unwrap().seen(), (640, 600));
    assert!(too_wide.is_err(), "a mezzanine has not so many pixels");

    // A damaged mezzanine costs time, and no picture: here its headers tell, and there only its pixels.
    renditions.storage().keep_source(&picture.hash, picture.bytes.clone()).await.unwrap();
    let mezzanine = picture.mezzanine.clone().unwrap();
    let half = mezzanine.slice(..mezzanine.len() / 2);
    let ended = Bytes::from([&half[..], &[0xFF, 0xD9]].concat());
    assert!(media::probe(&half).is_err() && media::probe(&ended).is_ok());
    for (damaged, file, size) in [(half, "320.webp", (320, 300)), (ended, "160.webp", (160, 150))] {
        renditions.storage().keep_mezzanine(&picture.hash, damaged).await.unwrap();
        assert_eq!(media::probe(&made(file).await.unwrap().bytes).unwrap().seen(), size);
    }
}

#[tokio::test]
async fn the_jpeg_that_machines_are_told_of_is_made_ahead_of_a_whole_picture() {
    for (width, widest) in [(40, "160.jpg"), (240, "226.jpg")] {
        let picture = inspected(width, width * 2);
        let (_folder, renditions) = renditions_of(&picture).await;

        for name in
            PictureName::pregenerated(&picture.hash, (width, width * 2), Focus::default(), ListingPictures::default())
        {
            renditions.make_ladder(&name).await.unwrap();
        }

        let told = named(&picture, "", widest);
        assert!(renditions.find_stored(&told).await.unwrap().is_some_and(|kept| kept.is_final), "{told}");
        let cut = named(&picture, "-4x5-500-500", widest);
        assert!(renditions.find_stored(&cut).await.unwrap().is_none(), "{cut}");
    }
}

#[tokio::test]
async fn a_mezzanine_that_is_missing_is_made_with_the_ladder() {
    let picture = inspected(1600, 1500);
    let (_folder, renditions) = renditions_of(&picture).await;
    let whole = PictureName::whole(picture.hash.clone());
    let ladder = media::Width::ladder(1600).flat_map(|width| [(width, Format::Avif), (width, Format::Webp)]);
    for (width, format) in ladder.chain([(media::Width::ALL[7], Format::Jpeg)]) {
        let name = RenditionName { picture: whole.clone(), width, format };
        renditions.storage().keep_rendition(&name, Quality::Final, Bytes::from_static(b"there")).await.unwrap();
    }

    for damaged in [None, Some(Bytes::from_static(b"?"))] {
        if let Some(damaged) = damaged {
            renditions.storage().keep_mezzanine(&picture.hash, damaged).await.unwrap();
        }
        assert_eq!(renditions.make_ladder(&whole).await.unwrap().renditions, 0);
        assert_eq!(renditions.storage().mezzanine(&picture.hash).await.unwrap(), picture.mezzanine);
    }
}

#[tokio::test]
async fn a_picture_larger_than_all_memory_for_pictures_is_refused_with_both_figures() {
    let (_folder, storage) = storage();
    let (fits, needed) = (inspected(500, 500), media::probe(&png(1000, 1000)).unwrap().memory_to_decode());
    let renditions = Renditions::new(storage, Limits { memory: needed - 1, ..LIMITS });

    let refused = renditions.validate(Bytes::from(png(1000, 1000))).await.unwrap_err();
    let taken = renditions.validate(fits.bytes.clone()).await.unwrap();

    let figures = match refused {
        RenditionError::TooMuchMemory { needed, allowed } => (needed, allowed),
        other => panic!("{other}"),
    };
    assert_eq!(figures, (needed, needed - 1));
    assert_eq!(taken.hash, fits.hash);
}

#[tokio::test]
async fn a_cut_has_a_ladder_of_its_own() {
    let picture = inspected(700, 500);
    let (_folder, renditions) = renditions_of(&picture).await;
    let cut = named(&picture, "-4x5-0-500", "320.webp");

    renditions.make_ladder(&cut.picture).await.unwrap();

    let bytes = renditions.find_stored(&cut).await.unwrap().unwrap().bytes;
    assert_eq!(media::probe(&bytes).unwrap().seen(), (320, 400));
    assert!(renditions.find_stored(&named(&picture, "", "320.webp")).await.unwrap().is_none());
}

#[tokio::test]
async fn a_ladder_can_be_made_again_where_it_is_damaged() {
    let picture = inspected(300, 200);
    let (_folder, renditions) = renditions_of(&picture).await;
    let whole = PictureName::whole(picture.hash.clone());
    let made = renditions.make_ladder(&whole).await.unwrap();
    let name = named(&picture, "", "160.webp");
    let good = renditions.find_stored(&name).await.unwrap().unwrap().bytes;
    renditions.storage().keep_rendition(&name, Quality::Final, Bytes::from_static(b"?")).await.unwrap();

    assert_eq!(renditions.make_ladder_again(&whole).await.unwrap(), made, "the same bytes from the same source");
    assert_eq!(renditions.find_stored(&name).await.unwrap().unwrap().bytes, good);
}

#[tokio::test]
async fn what_is_damaged_is_told_and_what_nobody_asks_for_is_waste() {
    for shop in both_engines().await {
        let [whole, lost, changed] = [inspected(40, 50), inspected(50, 40), inspected(60, 60)];
        let (_folder, storage) = storage();
        for (picture, file) in [(&whole, "whole.png"), (&lost, "lost.png"), (&changed, "changed.png")] {
            given(&shop.database, file, picture).await;
        }
        storage.keep_source(&whole.hash, whole.bytes.clone()).await.unwrap();
        storage.keep_source(&changed.hash, Bytes::from(png(61, 60))).await.unwrap();
        let damaged = named(&whole, "", "160.webp");
        storage.keep_rendition(&damaged, Quality::Final, Bytes::from_static(b"?")).await.unwrap();
        let other_focus = named(&whole, "-16x9-1-1", "160.webp");
        storage.keep_rendition(&other_focus, Quality::Final, Bytes::from_static(b"?")).await.unwrap();
        storage.keep_source(&ContentHash::of(b"nobody's"), Bytes::from_static(b"nobody's")).await.unwrap();
        storage.keep_mezzanine(&ContentHash::of(b"nobody's"), Bytes::from_static(b"nobody's")).await.unwrap();
        storage.keep_mezzanine(&whole.hash, Bytes::from_static(b"?")).await.unwrap();

        let audit = StorageAudit::of(&mut reader(&shop.database).await, ListingPictures::default()).await.unwrap();

        let errors = async |picture: &ValidatedImage| audit.integrity_errors(&storage, &picture.hash).await.unwrap();
        assert_eq!(
            errors(&whole).await,
            [IntegrityError::Mezzanine, IntegrityError::Rendition(damaged.to_string())],
            "{}",
            shop.engine
        );
        assert_eq!(errors(&lost).await, [IntegrityError::Lost], "{}", shop.engine);
        assert_eq!(errors(&changed).await, [IntegrityError::Changed], "{}", shop.engine);
        // A source that was written a moment ago may be about to get its row.
        let waste = audit.waste(listed(&storage).await);
        assert_eq!(waste.len(), 1, "{} {waste:?}", shop.engine);
        let later = &mut shop.database.read(Timestamp(i64::MAX / 2)).await.unwrap();
        let waste = StorageAudit::of(later, ListingPictures::default()).await.unwrap().waste(listed(&storage).await);
        assert_eq!(waste.len(), 3, "{}", shop.engine);
    }
}

#[tokio::test]
async fn replaced_pixels_are_waste_a_day_later_unless_they_come_back() {
    for shop in both_engines().await {
        let (former, new) = (inspected(40, 50), inspected(50, 40));
        let (_folder, storage) = storage();
        given(&shop.database, "picture.png", &former).await;
        storage.keep_source(&former.hash, former.bytes.clone()).await.unwrap();
        // Long after the source was written.
        let replaced = Timestamp(i64::MAX / 2);
        let picture = id(&shop.database, &former).await;
        let mut tx = shop.database.write(replaced).await.unwrap();
        replace_picture(&mut tx, picture, &new).await.unwrap();
        tx.commit().await.unwrap();
        let waste = async |at| {
            let reader = &mut shop.database.read(at).await.unwrap();
            StorageAudit::of(reader, ListingPictures::default()).await.unwrap().waste(listed(&storage).await)
        };

        assert!(waste(replaced.plus_millis(86_399_000)).await.is_empty(), "{}", shop.engine);
        let waste = waste(replaced.plus_millis(86_401_000)).await;
        assert_eq!(waste.len(), 1, "{}", shop.engine);
        assert!(!has_come_back(&mut reader(&shop.database).await, &waste[0]).await.unwrap(), "{}", shop.engine);
        given(&shop.database, "again.png", &former).await;
        assert!(has_come_back(&mut reader(&shop.database).await, &waste[0]).await.unwrap(), "{}", shop.engine);
    }
}

async fn listed(storage: &Storage) -> Vec<Object> {
    storage.everything().try_collect().await.unwrap()
}
