//! Attributes with numbers, and attributes that are true or false.

use types::{CategoryId, SlugLookup, Timestamp};

use super::given::{NOW, Shop, attribute, product, slug};
use crate::{
    AttributeDocument, AttributeKind, FactDocument, FactNumber, FactValue, Filter, Listing, NumberRange, Scope,
    listing, product_by_slug, save_attribute,
};

fn number(text: &str) -> FactNumber {
    FactNumber::parse(text).unwrap()
}

impl Shop {
    /// Saves a product with a height and whether it can be washed.
    async fn save_high(&self, code: &str, height: &str, washable: bool) {
        let mut document = product(code, "vases", 100);
        document.facts.insert(slug("height"), FactDocument::Number(number(height)));
        document.facts.insert(slug("washable"), FactDocument::Flag(washable));
        self.save(&document).await;
    }

    async fn listing_of(&self, query: &[(&str, &str)]) -> Listing {
        let values = query.iter().map(|(name, value)| ((*name).to_owned(), [(*value).to_owned()].into()));
        let filter = Filter { values: values.collect(), ..Filter::default() };
        let mut reader = self.read().await;
        listing(&mut reader, &self.indexes, &Scope::Category(CategoryId(2)), filter).await.unwrap()
    }
}

#[tokio::test]
async fn a_query_filters_by_a_range_of_numbers_in_either_order() {
    for shop in Shop::on_both_engines().await {
        shop.save_high("low", "10.5", true).await;
        shop.save_high("high", "30", false).await;

        let all = shop.listing_of(&[("height-from", "x"), ("height", "30")]).await;
        let high = shop.listing_of(&[("height-from", "11")]).await;
        let turned = shop.listing_of(&[("height-from", "20"), ("height-to", "10")]).await;

        assert_eq!((all.total, high.total, turned.total), (2, 1, 1), "{}", shop.given.engine);
        assert!(all.filter.numbers.is_empty() && all.filter.values.is_empty());
        let range = NumberRange { from: Some(number("10")), to: Some(number("20")) };
        assert_eq!(turned.filter.numbers.get("height"), Some(&range));
        let facet = high.facets.iter().find(|facet| facet.code == "height").unwrap();
        let numbers = facet.numbers.as_ref().unwrap();
        assert_eq!((numbers.least, numbers.most), (number("10.5"), number("30")));
        assert_eq!(numbers.unit.text, "cm en");
    }
}

#[tokio::test]
async fn a_facet_that_is_true_or_false_is_one_choice() {
    for shop in Shop::on_both_engines().await {
        shop.save_high("low", "10", true).await;
        shop.save_high("high", "10", false).await;

        let all = shop.listing_of(&[]).await;
        let washable = shop.listing_of(&[("washable", "1")]).await;
        let none = shop.listing_of(&[("washable", "0")]).await;

        assert_eq!((all.total, washable.total, none.total), (2, 1, 2), "{}", shop.given.engine);
        let codes: Vec<_> = all.facets.iter().map(|facet| facet.code.as_str()).collect();
        assert_eq!(codes, ["colour", "washable"], "one height leaves no choice");
        let [value] = &all.facets[1].values[..] else { panic!("{:?}", all.facets[1]) };
        assert_eq!((value.label.text.as_str(), value.count, value.chosen), ("washable en", 1, false));
    }
}

#[tokio::test]
async fn a_page_shows_facts_in_the_order_of_their_attributes_and_an_export_has_them() {
    for shop in Shop::on_both_engines().await {
        let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
        for (code, kind, position) in [
            ("washable", AttributeKind::Boolean, 0),
            ("material", AttributeKind::Values, 1),
            ("height", AttributeKind::Number, 2),
        ] {
            let values: &[&str] = if kind == AttributeKind::Values { &["ceramic"] } else { &[] };
            let document = AttributeDocument { kind, shown: true, ..attribute(code, values) };
            save_attribute(&mut tx, &shop.setup, &document, position).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut document = product("vase", "vases", 100);
        document.attributes.insert(slug("material"), vec![slug("ceramic")]);
        document.facts.insert(slug("height"), FactDocument::Number(number("-0.25")));
        document.facts.insert(slug("washable"), FactDocument::Flag(false));
        shop.save(&document).await;
        let mut reader = shop.read().await;

        let SlugLookup::Found(found) = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap() else { panic!() };

        let shown: Vec<_> = found.facts.iter().map(|fact| (fact.code.as_str(), &fact.value)).collect();
        assert_eq!((shown[0].0, shown[1].0, shown[2].0), ("washable", "material", "height"));
        assert_eq!(shown[0].1, &FactValue::Flag(false));
        assert!(matches!(shown[2].1, FactValue::Number(height, _) if *height == number("-0.25")));
        let exported = crate::documents::products(&mut reader).await.unwrap();
        assert_eq!(exported[0].facts, document.facts, "{}", shop.given.engine);
        let attributes = crate::documents::attributes(&mut reader).await.unwrap();
        let washable = attributes.iter().find(|attribute| attribute.code == slug("washable")).unwrap();
        assert_eq!(washable.kind, AttributeKind::Boolean);
    }
}
