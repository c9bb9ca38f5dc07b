use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use checkout::{Confirmation, OrderBatcher, OrderCommand, PlaceOrder};
use database::{BatchEvent, BatchLimits, Batcher, Database};
use orders::testing;
use payments::{NewPayment, PaymentId};
use tokio::{task::JoinSet, time::sleep_until};
use types::{Money, PaymentKind, Timestamp, VariantId};

/// Buyers who place one order after the other, where the rate is as fast as it goes.
const BUYERS: u64 = 512;
const SECONDS: u64 = 8;
/// Seconds before the measurement.
const WARM_UP: u64 = 1;

/// The orders to place.
#[derive(Clone, Copy)]
pub(super) struct Load {
    /// The number of variants that they are spread over.
    pub(super) variants: i64,
    /// The most commands of a batch.
    pub(super) batch: usize,
    /// Orders in a second; 0 for as many as go.
    pub(super) rate: u64,
    /// The number of this process.
    pub(super) process: u64,
}

/// The times of answers, and the sizes of batches.
#[derive(Default)]
struct Seen {
    answers: Vec<Duration>,
    errors: u64,
    /// Batches of 1, 2, up to 4, up to 8 and so on.
    sizes: [u64; 9],
}

type Shared = Arc<Mutex<Seen>>;

/// Places orders for some seconds, and prints a line: orders in a second, p50 and p99 in milliseconds, errors, and batches by size.
pub(super) async fn run(database: &Database, load: Load) {
    let seen = Shared::default();
    let sizes = seen.clone();
    let report = move |event: BatchEvent<'_>| {
        if let BatchEvent::Done(report) = event {
            let place = report.waits.len().next_power_of_two().trailing_zeros();
            sizes.lock().expect("nobody has panicked").sizes[place as usize] += 1;
        }
    };
    let limits = BatchLimits { batch: load.batch, ..BatchLimits::default() };
    let (batcher, writer) = Batcher::new(database.clone(), || Timestamp(1), limits, report);
    let mut tasks = JoinSet::new();
    tasks.spawn(writer.run());
    let (begin, end) =
        (Instant::now() + Duration::from_secs(WARM_UP), Instant::now() + Duration::from_secs(WARM_UP + SECONDS));
    let mut buyers = JoinSet::new();
    if load.rate == 0 {
        for buyer in 0..BUYERS {
            buyers.spawn(place_one_after_the_other(batcher.clone(), load, buyer, [begin, end], seen.clone()));
        }
    } else {
        place_at_a_rate(&batcher, load, [begin, end], &seen, &mut buyers).await;
    }
    while buyers.join_next().await.is_some() {}
    print(&mut seen.lock().expect("nobody has panicked"));
}

async fn place_one_after_the_other(
    batcher: OrderBatcher,
    load: Load,
    buyer: u64,
    [begin, end]: [Instant; 2],
    seen: Shared,
) {
    let mut number = buyer;
    while Instant::now() < end {
        let asked = Instant::now();
        place(&batcher, load, number, asked, [begin, end], &seen).await;
        number += BUYERS;
    }
}

/// Begins orders at fixed moments, however long the former ones take.
async fn place_at_a_rate(
    batcher: &OrderBatcher,
    load: Load,
    [begin, end]: [Instant; 2],
    seen: &Shared,
    buyers: &mut JoinSet<()>,
) {
    let first = Instant::now();
    for number in 0.. {
        let moment = first + Duration::from_nanos(number * 1_000_000_000 / load.rate);
        if moment >= end {
            return;
        }
        sleep_until(moment.into()).await;
        let (batcher, seen) = (batcher.clone(), seen.clone());
        buyers.spawn(async move { place(&batcher, load, number, moment, [begin, end], &seen).await });
    }
}

async fn place(
    batcher: &OrderBatcher,
    load: Load,
    number: u64,
    asked: Instant,
    [begin, end]: [Instant; 2],
    seen: &Shared,
) {
    // Spread over the variants, and over the index of tokens, like random numbers.
    let random =
        u128::from((load.process << 40) | (number + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    let answer = batcher.submit(OrderCommand::Place(Box::new(order(load, random)))).await;
    let answered = Instant::now();
    if answered < begin || answered >= end {
        return;
    }
    let mut seen = seen.lock().expect("nobody has panicked");
    match answer {
        Ok(_) => seen.answers.push(answered - asked),
        Err(_) => seen.errors += 1,
    }
}

/// Returns an order of one unit, paid on delivery, that is made out of this random number. Its price is worked out here, as a
/// request does it before it submits the order.
fn order(load: Load, random: u128) -> PlaceOrder {
    let variant = VariantId(1 + ((random >> 65) % load.variants as u128) as i64);
    let snapshot = testing::snapshot(&format!("buyer{random:x}@example.com"), &[(variant, 1, 5_000)]);
    let order = testing::new_order(random, snapshot, Timestamp(1));
    let payment = NewPayment {
        id: PaymentId(order.id.0),
        order: order.id,
        attempt: 1,
        method: "cash".to_owned(),
        kind: PaymentKind::CashOnDelivery,
        amount: Money::new(5_000, order.snapshot.currency),
        lapses_at: None,
    };
    PlaceOrder {
        order,
        confirmation: Confirmation::Now,
        promotions: Vec::new(),
        gift_cards: Vec::new(),
        cart_version: None,
        payment: Some(payment),
    }
}

fn print(seen: &mut Seen) {
    let Seen { answers, errors, sizes } = seen;
    answers.sort();
    let at =
        |share: usize| answers.get(answers.len() * share / 100).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0);
    let rate = answers.len() as f64 / SECONDS as f64;
    let sizes: Vec<String> = sizes.iter().map(u64::to_string).collect();
    println!("{rate:.0} {:.2} {:.2} {errors} {}", at(50), at(99), sizes.join("/"));
}
