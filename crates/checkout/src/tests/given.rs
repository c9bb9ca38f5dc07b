use std::time::Duration;

use database::{BatchLimits, Batcher, Database, Outcome, row, sql, testing::TestDatabase};
use inventory::{HoldToken, main_location, set_on_hand};
use orders::{Order, OrderActor, UseLimits, testing};
use payments::RefundId;
use tokio::task::JoinSet;
use types::{OrderId, Stock, Timestamp, VariantId};
use uuid::Uuid;

use crate::{Confirmation, OrderBatcher, OrderCommand, OrderStep, OrderStepKind, PlaceOrder, carry_out};

pub(crate) const A: VariantId = VariantId(7);
pub(crate) const B: VariantId = VariantId(8);
pub(crate) const NOW: Timestamp = Timestamp(1_000);

/// Writes variants from 7 on, with these units on hand.
pub(crate) async fn given_stock(given: &TestDatabase, units: &[u32]) {
    let mut tx = given.database.write(Timestamp(1)).await.unwrap();
    for text in [
        "INSERT INTO category (id, code, position) VALUES (1, 'c', 0)",
        "INSERT INTO product (id, code, category_id, hsn, tags, popularity, created_at) VALUES (1, 'p', 1, '', '', 0, 0)",
    ] {
        sql(text).execute(&mut tx).await.unwrap();
    }
    let location = main_location(&mut tx).await.unwrap();
    for (id, units) in (7..).zip(units) {
        let text = "INSERT INTO variant (id, product_id, sku, position, weight_g, length_mm, width_mm, height_mm)
            VALUES ($1, 1, $2, $1, 1, 1, 1, 1)";
        sql(text).bind(id).bind(format!("P{id}")).execute(&mut tx).await.unwrap();
        set_on_hand(&mut tx, location, VariantId(id), Stock::Counted(*units)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Returns an order of units of variants, by a buyer of its own.
pub(crate) fn order(number: u128, lines: &[(VariantId, u32)]) -> PlaceOrder {
    let lines: Vec<_> = lines.iter().map(|(variant, units)| (*variant, *units, 5_000)).collect();
    let snapshot = testing::snapshot(&format!("{number}@example.com"), &lines);
    let order = testing::new_order(number, snapshot, NOW);
    PlaceOrder {
        order,
        confirmation: Confirmation::Now,
        promotions: Vec::new(),
        gift_cards: Vec::new(),
        payment: None,
        cart_version: None,
    }
}

/// Returns the order with a promotion that it uses.
pub(crate) fn with_promotion(mut order: PlaceOrder, limit: Option<u32>, per_customer: Option<u32>) -> PlaceOrder {
    let promotion = "welcome".to_owned();
    let mut snapshot = order.order.snapshot.clone();
    snapshot.promotions = vec![orders::OrderedPromotion { id: promotion.clone(), name: "Welcome".to_owned() }];
    order.order = testing::new_order(order.order.id.0.as_u128(), snapshot, NOW);
    order.promotions = vec![UseLimits { promotion, limit, per_customer }];
    order
}

pub(crate) fn place(order: PlaceOrder) -> OrderCommand {
    OrderCommand::Place(Box::new(order))
}

pub(crate) fn id(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(number))
}

pub(crate) const CONFIRM: OrderStepKind = OrderStepKind::Confirm { second_hold: HoldToken(99) };

pub(crate) const CANCEL: OrderStepKind = OrderStepKind::Cancel { refund: RefundId(Uuid::from_u128(8 << 64)) };

pub(crate) fn step(number: u128, kind: OrderStepKind) -> OrderCommand {
    let note = String::new();
    OrderCommand::Step(OrderStep { order: id(number), kind, actor: OrderActor::Staff, note, now: Timestamp(2_000) })
}

/// Carries commands out in one transaction.
pub(crate) async fn carried_out(
    given: &TestDatabase,
    commands: impl IntoIterator<Item = OrderCommand>,
) -> Vec<Outcome<OrderCommand>> {
    let commands: Vec<OrderCommand> = commands.into_iter().collect();
    let mut tx = given.database.write(Timestamp(2)).await.unwrap();
    let outcomes = carry_out(&mut tx, &commands).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    outcomes
}

/// Returns the units on hand and held of a variant.
pub(crate) async fn units(given: &TestDatabase, variant: VariantId) -> (i64, i64) {
    row! {
        struct Units {
            on_hand: i64,
            held: i64,
        }
    }
    let mut reader = given.database.read(NOW).await.unwrap();
    let text = "SELECT on_hand, held FROM stock WHERE variant_id = $1";
    let units: Units = sql(text).bind(variant).row(&mut reader).await.unwrap();
    (units.on_hand, units.held)
}

/// Returns the order with this number in its id.
pub(crate) async fn found(given: &TestDatabase, number: u128) -> Option<Order> {
    orders::by_id(&mut given.database.read(NOW).await.unwrap(), id(number)).await.unwrap()
}

/// Returns the number of orders.
pub(crate) async fn count(given: &TestDatabase) -> i64 {
    let mut reader = given.database.read(NOW).await.unwrap();
    sql("SELECT COUNT(*) FROM shop_order").scalar(&mut reader).await.unwrap()
}

/// Starts a writer of orders, which runs until the set of tasks is dropped.
pub(crate) fn given_writer(database: &Database) -> (OrderBatcher, JoinSet<()>) {
    // A machine that is busy with other tests makes nobody too late.
    let limits = BatchLimits { deadline: Duration::from_secs(60), ..BatchLimits::default() };
    let (batcher, writer) = Batcher::new(database.clone(), || Timestamp(4), limits, |_| {});
    let mut running = JoinSet::new();
    running.spawn(writer.run());
    (batcher, running)
}

/// Returns the rounds of a test that provokes races: `ordinary`, times the factor that `cargo xtask soak` sets.
#[expect(clippy::disallowed_methods, reason = "the runner's variable, not a setting of the shop")]
pub(crate) fn soaked(ordinary: u32) -> u32 {
    let factor = std::env::var("VITRINE_TEST_SOAK").map_or(1, |factor| factor.parse().unwrap());
    ordinary * factor
}
