use std::collections::BTreeMap;

use database::{Tx, sql, testing::both_engines};
use types::{Currency, MarketCode, Sku, Timestamp, VisitorId};

use crate::{
    CartContent, CartError, CartState, CodeError, Form, GiftCardOfCart, LineKey, MOST_LINES, MOST_UNITS, SeenPrice,
    change_cart, open_cart, set_cart_state,
};

fn sku(text: &str) -> Sku {
    Sku::new(text).unwrap()
}

fn lines(content: &CartContent) -> Vec<(u32, &str, u32)> {
    content.lines.iter().map(|line| (line.key.0, line.sku.as_str(), line.quantity)).collect()
}

#[test]
fn a_variant_has_one_line_however_it_is_written() {
    let mut content = CartContent::default();

    content.add(sku("VASE-1"), 2, None).unwrap();
    content.add(sku("BOWL"), 1, None).unwrap();
    content.add(sku("vase-1"), 3, None).unwrap();

    assert_eq!(lines(&content), [(0, "VASE-1", 5), (1, "BOWL", 1)]);
    assert_eq!(content.units(), 6);
}

#[test]
fn units_and_lines_have_bounds() {
    let mut content = CartContent::default();
    for number in 0..MOST_LINES {
        content.add(sku(&format!("S{number}")), 1, None).unwrap();
    }

    assert!(matches!(content.add(sku("ONE-MORE"), 1, None), Err(CartError::Full)));
    content.add(sku("S0"), u32::MAX, None).unwrap();

    assert_eq!((content.lines.len(), content.lines[0].quantity), (MOST_LINES, MOST_UNITS));
}

#[test]
fn a_removed_line_comes_back_to_its_place() {
    let mut content = CartContent::default();
    for name in ["A", "B", "C"] {
        content.add(sku(name), 2, None).unwrap();
    }

    content.set_quantity(LineKey(1), 0);
    assert_eq!(lines(&content), [(0, "A", 2), (2, "C", 2)]);
    content.put_back(LineKey(1));
    content.put_back(LineKey(1));

    assert_eq!(lines(&content), [(0, "A", 2), (1, "B", 2), (2, "C", 2)]);
}

#[test]
fn a_line_that_was_added_again_is_not_doubled_when_the_removed_one_is_put_back() {
    let mut content = CartContent::default();
    content.add(sku("A"), 2, None).unwrap();
    content.remove(LineKey(0));
    content.add(sku("A"), 1, None).unwrap();

    content.put_back(LineKey(0));

    assert_eq!(lines(&content), [(1, "A", 1)]);
}

#[test]
fn a_late_change_brings_no_removed_line_back() {
    let mut content = CartContent::default();
    content.add(sku("A"), 2, None).unwrap();
    content.remove(LineKey(0));

    content.set_quantity(LineKey(0), 5);

    assert_eq!(lines(&content), []);
}

#[test]
fn codes_and_gift_cards_are_kept_once_and_within_bounds() {
    let mut content = CartContent::default();

    for code in [" Welcome ", "WELCOME", "b", "c", "d", "e"] {
        content.add_code(code).unwrap();
    }
    let card = GiftCardOfCart { id: 3, last_four: "AB12".to_owned() };
    content.add_gift_card(card.clone()).unwrap();
    content.add_gift_card(card).unwrap();

    assert_eq!(content.codes, ["Welcome", "b", "c", "d", "e"]);
    assert_eq!(content.add_code("f"), Err(CodeError::TooMany));
    assert_eq!(content.add_code(" \t"), Err(CodeError::Malformed));
    content.remove_code("welcome");
    assert_eq!(content.codes, ["b", "c", "d", "e"]);
    assert_eq!(content.gift_cards.len(), 1);
    content.remove_gift_card(3);
    assert!(content.gift_cards.is_empty());
}

#[test]
fn a_form_keeps_its_own_fields_as_they_were_typed_without_control_characters() {
    let typed = BTreeMap::from(
        [("email", " a@b\u{0}.c "), ("name", "سارة"), ("admin", "1")]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );

    let form = Form::of(&typed, &["email", "name", "phone"]);

    assert_eq!([form.get("email"), form.get("name"), form.get("phone"), form.get("admin")], ["a@b.c", "سارة", "", ""]);
}

async fn given_visitor(tx: &mut Tx) -> VisitorId {
    sql("INSERT INTO visitor (token_hash, created_at, seen_at) VALUES ('t', 0, 0) RETURNING id")
        .scalar(tx)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_cart_is_stored_with_its_market_and_counts_its_changes() {
    for given in both_engines().await {
        let (ae, india) = (MarketCode::new("ae").unwrap(), MarketCode::new("in").unwrap());
        let mut tx = given.database.write(Timestamp(5)).await.unwrap();
        let visitor = given_visitor(&mut tx).await;
        let seen = SeenPrice { minor: 500, currency: Currency::from_code("AED").unwrap() };

        let first = change_cart(&mut tx, visitor, ae, |content| content.add(sku("A"), 1, Some(seen)).map(|_| ()))
            .await
            .unwrap();
        let same = change_cart(&mut tx, visitor, ae, |_| Ok(())).await.unwrap();
        let moved = change_cart(&mut tx, visitor, india, |_| Ok(())).await.unwrap();

        assert_eq!([first.version, same.version, moved.version], [1, 1, 2], "{}", given.engine);
        assert_eq!(open_cart(&mut tx, visitor).await.unwrap(), Some(moved.clone()));
        assert_eq!((moved.market, moved.content.lines[0].seen), (india, Some(seen)));
        let refused = change_cart(&mut tx, visitor, ae, |content| {
            content.lines.clear();
            Err(CartError::Full)
        });
        assert!(matches!(refused.await, Err(CartError::Full)));
        assert_eq!(open_cart(&mut tx, visitor).await.unwrap(), Some(moved));
        tx.commit_bookkeeping().await.unwrap();
    }
}

#[tokio::test]
async fn an_ordered_cart_is_closed_and_the_next_one_is_new() {
    for given in both_engines().await {
        let market = MarketCode::new("ae").unwrap();
        let mut tx = given.database.write(Timestamp(5)).await.unwrap();
        let visitor = given_visitor(&mut tx).await;
        let cart =
            change_cart(&mut tx, visitor, market, |content| content.add(sku("A"), 1, None).map(|_| ())).await.unwrap();

        assert!(set_cart_state(&mut tx, cart.id, CartState::Open, CartState::Placing).await.unwrap());
        assert!(!set_cart_state(&mut tx, cart.id, CartState::Open, CartState::Placing).await.unwrap());

        assert_eq!(open_cart(&mut tx, visitor).await.unwrap(), None, "{}", given.engine);
        let next = change_cart(&mut tx, visitor, market, |_| Ok(())).await.unwrap();
        assert!(next.id != cart.id && next.content.lines.is_empty());
    }
}

#[tokio::test]
async fn changes_at_once_lose_nothing() {
    for given in both_engines().await {
        let market = MarketCode::new("ae").unwrap();
        let mut tx = given.database.write(Timestamp(5)).await.unwrap();
        let visitor = given_visitor(&mut tx).await;
        tx.commit_bookkeeping().await.unwrap();
        let add = async || {
            let mut tx = given.database.write(Timestamp(6)).await.unwrap();
            let add = |content: &mut CartContent| content.add(sku("A"), 1, None).map(|_| ());
            change_cart(&mut tx, visitor, market, add).await.unwrap();
            tx.commit_bookkeeping().await.unwrap();
        };

        tokio::join!(add(), add(), add(), add());

        let mut reader = given.database.read(Timestamp(7)).await.unwrap();
        let cart = open_cart(&mut reader, visitor).await.unwrap().unwrap();
        assert_eq!(lines(&cart.content), [(0, "A", 4)], "{}", given.engine);
    }
}
