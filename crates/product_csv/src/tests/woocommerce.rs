use super::{errors, facts, not_kept, prices, product, read};
use crate::{FeedReference, FeedStatus, FeedStock};

const FILE: &str = include_str!("../../fuzz/seeds/products/woocommerce.csv");

#[test]
fn simple_product_is_read_with_decimal_commas_and_units_of_the_header() {
    let feed = read(FILE);

    let bowl = product(&feed, "Bowl");
    let sale = "- Sale { from: Some(\"2026-11-20\"), until: Some(\"2026-11-30\") } 19.90";
    assert_eq!(prices(bowl, 0), [sale, "- Base 24.90"]);
    let variant = &bowl.variants[0];
    assert_eq!((variant.weight_g, variant.length_mm, variant.width_mm), (Some(850), Some(200), Some(205)));
    assert_eq!((variant.stock, variant.barcode.as_str()), (FeedStock::Units(12), "4006381333931"));
    assert_eq!((variant.tax_class.as_str(), variant.taxable), ("reduced-rate", Some(true)));
    assert_eq!(bowl.categories, [vec!["Home".to_owned(), "Kitchen".to_owned()], vec!["Sale".to_owned()]]);
    assert_eq!(bowl.tags, ["bowl", "clay, red"]);
    assert_eq!(bowl.images.len(), 2);
    assert_eq!((bowl.vendor.as_str(), bowl.seo_title.as_str(), bowl.featured), ("Lehmwerk", "Bowl by hand", true));
    assert_eq!(facts(&bowl.attributes), ["glaze (glaze): celadon", "Material (Material): Clay|Glaze"]);
    let related = |product: &str, with_cart| FeedReference { product: product.to_owned(), with_cart };
    assert_eq!(bowl.related, [related("MUG", false), related("id:77", false), related("PLATE", true)]);
}

#[test]
fn line_breaks_of_descriptions_are_those_that_wordpress_shows() {
    let feed = read(FILE);

    let bowl = product(&feed, "Bowl");
    assert_eq!(bowl.description.markdown, "Thrown by hand.\n\nGlazed twice,\\\nfired once.");
    assert_eq!(bowl.summary.markdown, "A *bowl*.");
}

#[test]
fn variations_join_their_product_by_sku_or_id_before_and_after_it() {
    let feed = read(FILE);

    let shirt = product(&feed, "Shirt");
    assert_eq!((shirt.options[0].name.as_str(), shirt.options[0].values.join(" ")), ("Size", "S M".to_owned()));
    let skus: Vec<_> = shirt.variants.iter().map(|variant| (variant.sku.as_str(), variant.enabled)).collect();
    assert_eq!(skus, [("", Some(false)), ("SHIRT-M", None)]);
    assert_eq!(shirt.variants[1].weight_g, Some(200));
    assert_eq!(shirt.variants[1].images, ["https://shop.example/s-m.jpg"]);
    assert_eq!(facts(&shirt.attributes), ["Fabric (Fabric): Linen"]);
    let cap = product(&feed, "Cap");
    assert_eq!((cap.status, cap.variants.len(), cap.variants[0].sku.as_str()), (FeedStatus::Draft, 1, "CAP-R"));
}

#[test]
fn state_stock_and_type_are_read() {
    let feed = read(FILE);

    let mug = product(&feed, "Mug");
    assert_eq!((mug.status, mug.variants[0].stock), (FeedStatus::Hidden, FeedStock::OutOfStock));
    assert_eq!(mug.variants[0].taxable, Some(false));
    let home = product(&feed, "@home");
    assert_eq!((home.variants[0].sku.as_str(), home.variants[0].requires_shipping), ("=SUM(1)", Some(false)));
    assert_eq!((home.variants[0].stock, prices(home, 0)), (FeedStock::Untracked, vec!["- Base 5.5".to_owned()]));
}

#[test]
fn faults_and_values_without_a_place_are_told() {
    let feed = read(FILE);

    let expected = [
        "7 : the file has no row of the variation's parent \"id:999\"",
        "8 Attribute 1 value(s): the variation fits any Colour: write one row for each value",
    ];
    assert_eq!(errors(&feed), expected);
    let expected = [
        "2 Low stock amount=3: no warning about low stock",
        "2 Meta: _edit_lock=1695:1: a plugin's own data",
        "3 Attribute 1 default=M: the cheapest variant that can be bought is shown first",
        "5 Position=1: the place among other products",
        "6 Position=2: the place among other products",
        "6 Stock=parent: the variants of a product do not share stock; it counts as unknown",
        "6 Description=Text of its own: only products have texts, not their variants",
        "3 Attribute 1 value(s)=L: no variation has this value",
        "10 Attribute 1 value(s)=Blue: no variation has this value",
        "11 Grouped products=BOWL-1, MUG: no groups of products",
        "11 Type=grouped: a product of the type grouped is not sold by itself",
        "12 Position=3: the place among other products",
        "12 Visibility in catalog=search: a product is in listings and in search, or in neither",
    ];
    let told: Vec<_> = not_kept(&feed);
    let missing: Vec<_> = expected.iter().filter(|line| !told.iter().any(|other| other == *line)).collect();
    assert_eq!((missing, told.len()), (vec![], expected.len()), "{told:#?}");
}

#[test]
fn two_products_of_one_sku_are_an_error() {
    let header = "ID,Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)\n";
    let feed =
        read(format!("{header}1,variable,A,First,,,Size,S\n2,variation,,,1,A,Size,S\n3,variable,A,Second,,,Size,S\n"));

    assert_eq!(feed.products.len(), 1);
    assert_eq!(errors(&feed).len(), 1);
    assert!(errors(&feed)[0].starts_with("4 :"), "{:?}", errors(&feed));
}

#[test]
fn faults_of_the_row_of_a_product_with_variations_are_told_once() {
    let feed = read(FILE.replace("0,0,\"0,2\",", "0,0,\"light\","));

    let faults: Vec<String> = errors(&feed).into_iter().filter(|error| error.contains("light")).collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("Weight (kg)"), "{faults:?}");
}

#[test]
fn sale_without_an_amount_has_ended() {
    let feed = read(FILE);

    let ended = |title: &str| {
        let ended = product(&feed, title).variants[0].ended_prices.iter();
        ended.map(|price| (price.kind.clone(), price.amount.clone())).collect::<Vec<_>>()
    };
    let none = crate::PriceKind::Sale { from: None, until: None };
    assert_eq!((ended("Bowl"), ended("Shirt")), (vec![], vec![(none, String::new())]));
}
