//! Processes that die under load, on both engines: no answered order is lost, none is there twice, and stock, numbers and uses
//! of promotions add up.

use std::{collections::HashMap, time::Duration};

use database::{
    BatchStep, row, sql,
    testing::{TestDatabase, both_engines},
};
use types::{OrderId, Timestamp, VariantId};

use super::{
    given::{CANCEL, given_stock, given_writer, soaked, step},
    load::{End, Protocol, VARIANTS, order_under_load, run_until_killed},
};
use crate::{OrderCommand, OrderStepKind};

const MUCH: u32 = 1_000_000;
const LITTLE: u32 = 60;
/// Orders of one process.
const ORDERS: u128 = 1 << 40;

row! {
    struct Line {
        id: OrderId,
        state: String,
        number: Option<String>,
        variant_id: VariantId,
        units: i64,
    }
}

row! {
    struct Units {
        variant_id: VariantId,
        on_hand: i64,
        held: i64,
    }
}

fn on_hand_at_first() -> Vec<u32> {
    [vec![MUCH; VARIANTS as usize], vec![LITTLE]].concat()
}

/// Compares the database with what the processes have said, in one view of it.
async fn assert_kept(given: &TestDatabase, protocol: &Protocol, about: &str) {
    let mut reader = given.database.read(Timestamp(9)).await.unwrap();
    let text = "SELECT id, state, number, variant_id, units FROM shop_order JOIN order_line ON order_id = id";
    let lines: Vec<Line> = sql(text).rows(&mut reader).await.unwrap();
    let text = "SELECT variant_id, on_hand, held FROM stock ORDER BY variant_id";
    let stock: Vec<Units> = sql(text).rows(&mut reader).await.unwrap();
    let used = sql("SELECT used FROM promotion_use").optional_scalar::<i64>(&mut reader).await.unwrap();
    let next = sql("SELECT next FROM order_number").optional_scalar::<i64>(&mut reader).await.unwrap();
    let (mut states, mut numbers) = (HashMap::new(), Vec::new());
    let mut sums: HashMap<(VariantId, String), i64> = HashMap::new();
    for Line { id, state, number, variant_id, units } in lines {
        let key = id.0.as_u128();
        *sums.entry((variant_id, state.clone())).or_default() += units;
        numbers.push(number.unwrap().strip_prefix("AE-").unwrap().parse::<i64>().unwrap());
        assert!(states.insert(key, state).is_none(), "{about}: {key} is there twice");
        assert!(protocol.has_tried("place", key), "{about}: nobody placed {key}");
    }
    assert_states(protocol, &states, about);
    numbers.sort_unstable();
    let count = numbers.len() as i64;
    assert_eq!(numbers, (1001..1001 + count).collect::<Vec<_>>(), "{about}: numbers without a gap");
    assert_eq!(next.unwrap_or(1001), 1001 + count, "{about}");
    let uses = states.values().filter(|state| *state != "cancelled").count() as i64;
    assert_eq!(used.unwrap_or_default(), uses, "{about}: uses of the promotion");
    for (Units { variant_id, on_hand, held }, start) in stock.iter().zip(on_hand_at_first()) {
        let sum = |state: &str| sums.get(&(*variant_id, state.to_owned())).copied().unwrap_or_default();
        assert_eq!((on_hand + sum("dispatched"), *held), (start.into(), sum("placed")), "{about}: {variant_id:?}");
    }
}

/// Compares the state of each order with the commands about it.
fn assert_states(protocol: &Protocol, states: &HashMap<u128, String>, about: &str) {
    for (verb, number) in &protocol.answered {
        let state = states.get(number).unwrap_or_else(|| panic!("{about}: {verb} {number} was answered, and is lost"));
        match verb.as_str() {
            "cancel" => assert_eq!(state, "cancelled", "{about}: {number}"),
            "dispatch" => assert_eq!(state, "dispatched", "{about}: {number}"),
            _ => {}
        }
    }
    for (number, state) in states {
        let is_asked = match state.as_str() {
            "cancelled" => protocol.has_tried("cancel", *number),
            "dispatched" => protocol.has_tried("dispatch", *number),
            _ => !protocol.has_answered("cancel", *number) && !protocol.has_answered("dispatch", *number),
        };
        assert!(is_asked, "{about}: {number} is {state}");
    }
}

#[tokio::test]
async fn process_that_is_killed_under_load_loses_no_answered_order() {
    for given in both_engines().await {
        given_stock(&given, &on_hand_at_first()).await;
        let mut protocol = Protocol::default();
        for round in 0..u64::from(soaked(10)) {
            let after = Duration::from_millis(20 + round * 7919 % 180);
            run_until_killed(&given.address, u128::from(round) * ORDERS, End::Killed(after), &mut protocol);
            assert_kept(&given, &protocol, &format!("{}, round {round}", given.engine)).await;
        }
        let (tried, answered) = (protocol.tried.len(), protocol.answered.len());
        let refused = protocol.refused.len();
        println!("{}: of {tried} commands {answered} were answered, {refused} orders refused", given.engine);
        assert!(answered > 0, "{}", given.engine);
    }
}

/// At each step of a batch: the process ends itself, and its clients repeat what was not answered.
#[tokio::test]
async fn order_without_an_answer_is_placed_again_and_is_one_order() {
    let steps = [BatchStep::Taken, BatchStep::Begun, BatchStep::Applied, BatchStep::Committed, BatchStep::Published];
    for given in both_engines().await {
        given_stock(&given, &on_hand_at_first()).await;
        let mut protocol = Protocol::default();
        for (first, step) in (0..).map(|number| number * ORDERS).zip(steps) {
            run_until_killed(&given.address, first, End::At(step), &mut protocol);
            let about = format!("{}, {step:?}", given.engine);
            assert_kept(&given, &protocol, &about).await;
            repeat_unanswered(&given, &mut protocol).await;
            assert_kept(&given, &protocol, &about).await;
        }
    }
}

async fn repeat_unanswered(given: &TestDatabase, protocol: &mut Protocol) {
    let (batcher, _running) = given_writer(&given.database);
    let mut unanswered: Vec<_> = protocol.tried.difference(&protocol.answered).cloned().collect();
    unanswered.retain(|(_, number)| !protocol.refused.contains(number));
    assert!(!unanswered.is_empty(), "the process died under load");
    for (verb, number) in unanswered {
        let command: OrderCommand = match verb.as_str() {
            "place" => order_under_load(number),
            "cancel" => step(number, CANCEL),
            _ => step(number, OrderStepKind::Dispatch),
        };
        match batcher.submit(command).await {
            Ok(_) => _ = protocol.answered.insert((verb, number)),
            Err(_) => _ = protocol.refused.insert(number),
        }
    }
}
