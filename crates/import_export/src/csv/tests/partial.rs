//! Tables that hold a part of a shop.

use catalog::Amount;

use super::*;
use crate::{
    Losses,
    testing::{AED, plan, plan_with, shop_with, write},
};

#[test]
fn a_price_list_changes_its_prices_and_nothing_else() {
    for text in [
        "code,sku,price_AED\ndune-vase,DUNE-SAND,200.00\n",
        "sku,price_AED\ndune-sand,200\n",
        "code,sku,price_AED,name_en,option_1,option_1_value,scheduled_prices,stock\ndune-vase,DUNE-SAND,200.0,,,,,\n",
    ] {
        let (product, said) = read_over(text).unwrap();

        let mut expected = vase();
        expected.variants[1].sku = product.variants[1].sku.clone();
        expected.variants[1].price.insert(AED, Amount::new(20000).unwrap());
        assert_eq!(product, expected, "{text}");
        assert_eq!(said, "1 product and 1 variant changed; 1 variant left as it is");
    }
}

#[test]
fn a_row_about_the_product_alone_leaves_its_variants() {
    let (product, said) = read_over("code,name_en,popularity\ndune-vase,Dune,99\n").unwrap();

    let mut expected = vase();
    write(&mut expected.name, "en", "Dune");
    expected.popularity = 99;
    assert_eq!(product, expected);
    assert_eq!(said, "1 product changed; 2 variants left as they are");
}

#[test]
fn rows_may_be_sorted_in_any_way() {
    let text = write_csv(&setup::testing::setup(), &shop().products);
    let [header, first, second] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };

    let (product, said) = read_over(&[header, second, first].join("\n")).unwrap();

    assert_eq!(product, vase());
    assert_eq!(said, "1 product and 2 variants left as they are");
}

#[test]
fn a_new_variant_comes_after_those_that_are_there_with_its_own_value() {
    let row = "code,option_1_value,sku,weight_g,length_mm,width_mm,height_mm,price_AED,price_INR,price_USD,stock\n\
               dune-vase,ink,DUNE-INK,1,2,3,4,5,6,7,8\n";
    let mut known = shop();
    let mut ink = known.attributes[0].values[0].clone();
    ink.code = types::Slug::new("ink").unwrap();
    known.attributes[0].values.push(ink);

    let plan = plan("products.csv", row.as_bytes(), &ExistingShop::from(&known)).unwrap();

    let product = &plan.document.products[0];
    let skus: Vec<&str> = product.variants.iter().map(|variant| variant.sku.as_str()).collect();
    let values: Vec<&str> = product.options[0].values.iter().map(types::Slug::as_str).collect();
    assert_eq!(skus, ["DUNE-CLAY", "DUNE-SAND", "DUNE-INK"]);
    assert_eq!(values, ["sand", "clay", "ink"]);
    assert_eq!(plan.summary.to_string(), "1 variant added; 1 product changed; 2 variants left as they are");
}

#[test]
fn a_cell_that_was_emptied_takes_away_only_where_that_is_allowed() {
    let text = "code,name_en,tags,published_from,published_to,pictures,attributes,sku,scheduled_prices,stock\n\
                dune-vase,Dune Vase,gift,,,,,DUNE-CLAY,,7\n";

    let refused = plan("products.csv", text.as_bytes(), &ExistingShop::from(&shop())).unwrap_err();
    let allowed = plan_with("products.csv", text.as_bytes(), &ExistingShop::from(&shop()), Losses::Allowed).unwrap();

    assert_eq!(
        refused.to_string(),
        "These would be removed; import with --replace if that is meant:\n\
         products.csv:2: column attributes: \"clay\"\n\
         products.csv:2: column attributes: \"sand\"\n\
         products.csv:2: column pictures: \"images/vase.jpg\"\n\
         products.csv:2: column pictures: \"images/vase.jpg\"\n\
         products.csv:2: column published_from: the period; it becomes a draft\n\
         products.csv:2: column tags: \"handmade\"\n\
         products.csv:2: column scheduled_prices: \"AED\"\n\
         products.csv:2: column scheduled_prices: \"USD\""
    );
    let mut expected = vase();
    expected.tags.pop();
    expected.published = None;
    expected.pictures.clear();
    expected.attributes.clear();
    expected.variants[0].scheduled_prices.clear();
    assert_eq!(allowed.document.products[0], expected);
}

#[test]
fn sale_ends_without_a_loss_where_the_compare_at_price_is_removed() {
    let mut document = crate::testing::shop();
    document.products[0].variants[0].compare_at.insert(AED, Amount::new(30_000).unwrap());
    let known = shop_with(&document);
    let json = r#"{"format": "vitrine/1", "products": [{"code": "dune-vase", "variants": [
        {"sku": "DUNE-CLAY", "price": {"AED": 31000}, "compare_at": {"AED": null}}, {"sku": "DUNE-SAND"}]}]}"#;
    let stale = r#"{"format": "vitrine/1", "products": [{"code": "dune-vase", "variants": [
        {"sku": "DUNE-CLAY", "price": {"AED": 31000}}, {"sku": "DUNE-SAND"}]}]}"#;

    let ended = [
        plan("shop.csv", b"code,sku,price_AED,compare_at_AED\ndune-vase,DUNE-CLAY,310.00,\n", &known),
        plan("shop.json", json.as_bytes(), &known),
    ];

    for ended in ended {
        let variant = ended.unwrap().document.products[0].variants[0].clone();
        assert_eq!((variant.price[&AED].minor(), variant.compare_at.get(&AED)), (31_000, None));
    }
    let refused = plan("shop.json", stale.as_bytes(), &known).unwrap_err().to_string();
    assert!(refused.contains("not above the price, 31000; write a higher amount, or remove it"), "{refused}");
}
