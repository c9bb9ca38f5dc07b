use super::given::{IN_AED, IN_USD, NOW, Shop, amount, language, product, slug, variant};
use crate::{ScheduledPriceDocument, documents, product_by_slug};
use types::{SlugLookup, Stock, Timestamp};

#[tokio::test]
async fn what_was_saved_is_what_is_exported() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.tags = vec![slug("gift")];
        vase.attributes.insert(slug("material"), vec![slug("ceramic")]);
        vase.variants[0].compare_at.insert(IN_AED, amount(120));
        vase.variants[0].scheduled_prices = vec![ScheduledPriceDocument {
            currency: IN_USD,
            amount: amount(80),
            compare_at: Some(amount(110)),
            from: jiff::Timestamp::from_millisecond(NOW).unwrap(),
            to: None,
        }];
        vase.variants[1].stock = Stock::Untracked;

        shop.save(&vase).await;
        shop.save(&vase).await;

        let mut reader = shop.read().await;
        assert_eq!(documents::products(&mut reader).await.unwrap(), [vase], "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn a_document_that_does_not_fit_the_shop_is_refused_by_name() {
    for shop in Shop::on_both_engines().await {
        shop.save(&product("vase", "vases", 100)).await;
        let changed = |change: &dyn Fn(&mut crate::ProductDocument)| {
            let mut bowl = product("bowl", "ceramics", 100);
            change(&mut bowl);
            bowl
        };
        let cases = [
            (changed(&|bowl| bowl.category = slug("cutlery")), "there is no category cutlery"),
            (changed(&|bowl| bowl.options[0].values.push(slug("plaid"))), "the attribute colour has no value plaid"),
            (changed(&|bowl| bowl.options[0].attribute = slug("shape")), "there is no attribute shape"),
            (
                changed(&|bowl| bowl.slug.insert(language("ar"), slug("vase-ar"))),
                "the slug vase-ar belongs to something else",
            ),
            (
                changed(&|bowl| bowl.variants[0] = variant("vase", "clay", 100)),
                "the SKU VASE-CLAY belongs to another product",
            ),
        ];
        for (document, reason) in cases {
            let refused = shop.try_save(&document).await.unwrap_err();

            assert_eq!(refused.to_string(), reason, "{}", shop.given.engine);
            let mut reader = shop.read().await;
            let bowl = product_by_slug(&mut reader, &slug("bowl-en")).await.unwrap();
            assert!(matches!(bowl, SlugLookup::NotFound), "a refused document leaves nothing");
        }
    }
}

#[tokio::test]
async fn a_variant_that_is_no_longer_listed_is_off_sale() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        shop.save(&vase).await;
        vase.variants.pop();

        shop.save(&vase).await;

        let mut reader = shop.read().await;
        let SlugLookup::Found(found) = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap() else { panic!() };
        assert_eq!(found.variants.iter().map(|of| of.sku.as_str()).collect::<Vec<_>>(), ["VASE-CLAY"]);
    }
}

#[tokio::test]
async fn a_sku_is_kept_as_it_is_written_and_unique_without_case() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.variants[0].sku = types::Sku::new("woo/Vneck tee, größe é").unwrap();
        shop.save(&vase).await;
        let mut bowl = product("bowl", "ceramics", 100);
        bowl.variants[0].sku = types::Sku::new("WOO/VNECK TEE, GRÖSSE E\u{301}").unwrap();

        let refused = shop.try_save(&bowl).await.unwrap_err();
        vase.variants[0].sku = bowl.variants[0].sku.clone();
        shop.save(&vase).await;

        let reason = "the SKU WOO/VNECK TEE, GRÖSSE É belongs to another product";
        assert_eq!(refused.to_string(), reason, "{}", shop.given.engine);
        let mut reader = shop.read().await;
        assert_eq!(documents::products(&mut reader).await.unwrap(), [vase], "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn a_sku_that_an_earlier_version_wrote_is_found_in_any_case() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        shop.save(&vase).await;
        let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
        database::sql("UPDATE variant SET sku_key = NULL").execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        vase.variants[0].sku = types::Sku::new("vase-Clay").unwrap();

        shop.save(&vase).await;

        let mut reader = shop.read().await;
        assert_eq!(documents::products(&mut reader).await.unwrap(), [vase], "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn every_write_raises_the_revision_by_one_and_says_what_it_changed() {
    for shop in Shop::on_both_engines().await {
        let before = shop.read().await.revision().await.unwrap();

        shop.save(&product("vase", "vases", 100)).await;

        let mut reader = shop.read().await;
        assert_eq!(reader.revision().await.unwrap().0, before.0 + 1);
        let rows = database::sql("SELECT cache_key, written_at FROM outbox WHERE revision > $1 ORDER BY cache_key")
            .bind(before.0)
            .all(&mut reader)
            .await
            .unwrap();
        let keys: Vec<String> = rows.iter().map(|row| row.column(0).unwrap()).collect();
        assert_eq!(
            keys,
            ["assortment", "members-1", "members-2", "product-1", "slugs", "stock-1", "stock-2"],
            "{}",
            shop.given.engine
        );
        assert!(rows.iter().all(|row| Timestamp(row.column(1).unwrap()) == Timestamp(NOW)));
    }
}

#[tokio::test]
async fn products_that_are_saved_together_are_as_if_each_was_saved_alone() {
    for shop in Shop::on_both_engines().await {
        let [vase, bowl, cup] = ["vase", "bowl", "cup"].map(|code| product(code, "vases", 100));
        shop.save(&vase).await;
        shop.save(&bowl).await;
        // The bowl gives a SKU to the cup, and the vase has another slug.
        let mut smaller = bowl.clone();
        let given_up = smaller.variants.pop().unwrap();
        smaller.options[0].values.pop();
        let mut larger = cup.clone();
        larger.variants[0] = crate::VariantDocument { options: cup.variants[0].options.clone(), ..given_up };
        let mut moved = vase.clone();
        moved.slug.insert(language("en"), slug("tall-vase"));

        shop.save_together(&[&moved, &smaller, &larger]).await.unwrap();

        let mut reader = shop.read().await;
        let saved = documents::products(&mut reader).await.unwrap();
        assert_eq!(saved, [moved, smaller, larger], "{}", shop.given.engine);
        let former = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap();
        assert!(matches!(former, SlugLookup::Redirect(new) if new == "tall-vase"), "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn product_that_is_refused_among_others_is_named() {
    for shop in Shop::on_both_engines().await {
        let [vase, bowl, mut cup] = ["vase", "bowl", "cup"].map(|code| product(code, "vases", 100));
        let mut twin = product("twin", "vases", 100);
        cup.slug = bowl.slug.clone();
        twin.variants[1].sku = vase.variants[0].sku.clone();

        for (refused, reason) in [
            (&cup, "the slug bowl-ar belongs to something else"),
            (&twin, "the SKU VASE-CLAY belongs to another product"),
        ] {
            let error = shop.save_together(&[&vase, &bowl, refused]).await.unwrap_err();

            assert_eq!((error.index, error.reason.to_string().as_str()), (Some(2), reason), "{}", shop.given.engine);
            let mut reader = shop.read().await;
            assert!(documents::products(&mut reader).await.unwrap().is_empty());
        }
    }
}
