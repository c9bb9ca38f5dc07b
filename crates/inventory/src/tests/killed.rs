//! Processes that die under load, on both engines: no answered command is lost, none counts twice, and no unit is made up.

use std::{collections::HashMap, time::Duration};

use database::{
    BatchStep, row, sql,
    testing::{TestDatabase, both_engines},
};
use types::{Timestamp, VariantId};

use super::{
    given::{given_stock, given_writer, hold, soaked},
    load::{End, Protocol, VARIANTS, run_until_killed},
};
use crate::{HoldToken, StockCommand};

const MUCH: u32 = 1_000_000;
const LITTLE: u32 = 60;
/// Tokens of one process.
const TOKENS: u128 = 1 << 40;

row! {
    struct Held {
        token: String,
        variant_id: VariantId,
        units: i64,
        state: String,
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
    let holds: Vec<Held> = sql("SELECT token, variant_id, units, state FROM hold").rows(&mut reader).await.unwrap();
    let stock: Vec<Units> =
        sql("SELECT variant_id, on_hand, held FROM stock ORDER BY variant_id").rows(&mut reader).await.unwrap();
    let mut states = HashMap::new();
    let mut sums: HashMap<(VariantId, String), i64> = HashMap::new();
    for Held { token, variant_id, units, state } in holds {
        let token = token.parse::<HoldToken>().unwrap().0;
        *sums.entry((variant_id, state.clone())).or_default() += units;
        assert!(states.insert(token, state).is_none(), "{about}: {token} is there twice");
        assert!(protocol.has_tried("hold", token), "{about}: nobody took {token}");
    }
    for (verb, token) in &protocol.answered {
        let state = states.get(token).unwrap_or_else(|| panic!("{about}: {verb} {token} was answered, and is lost"));
        match verb.as_str() {
            "release" => assert_eq!(state, "released", "{about}: {token}"),
            "sell" => assert_eq!(state, "sold", "{about}: {token}"),
            _ => {}
        }
    }
    for (token, state) in &states {
        let is_asked = match state.as_str() {
            "released" => protocol.has_tried("release", *token),
            "sold" => protocol.has_tried("sell", *token),
            _ => !protocol.has_answered("release", *token) && !protocol.has_answered("sell", *token),
        };
        assert!(is_asked, "{about}: {token} is {state}");
    }
    for (Units { variant_id, on_hand, held }, start) in stock.iter().zip(on_hand_at_first()) {
        let sum = |state: &str| sums.get(&(*variant_id, state.to_owned())).copied().unwrap_or_default();
        assert_eq!((on_hand + sum("sold"), *held), (start.into(), sum("held")), "{about}: {variant_id:?}");
    }
}

#[tokio::test]
async fn process_that_is_killed_under_load_loses_no_answered_command() {
    for given in both_engines().await {
        given_stock(&given, &on_hand_at_first()).await;
        let mut protocol = Protocol::default();
        for round in 0..u64::from(soaked(10)) {
            let after = Duration::from_millis(20 + round * 7919 % 180);
            run_until_killed(&given.address, u128::from(round) * TOKENS, End::Killed(after), &mut protocol);
            assert_kept(&given, &protocol, &format!("{}, round {round}", given.engine)).await;
        }
        let (tried, answered) = (protocol.tried.len(), protocol.answered.len());
        println!(
            "{}: of {tried} commands {answered} were answered, {} holds refused",
            given.engine,
            protocol.refused.len()
        );
        assert!(answered > 0, "{}", given.engine);
    }
}

/// At each step of a batch: the process ends itself, and its clients repeat what was not answered.
#[tokio::test]
async fn command_without_an_answer_is_repeated_and_counts_once() {
    let steps = [BatchStep::Taken, BatchStep::Begun, BatchStep::Applied, BatchStep::Committed, BatchStep::Published];
    for given in both_engines().await {
        given_stock(&given, &on_hand_at_first()).await;
        let mut protocol = Protocol::default();
        for (first, step) in (0..).map(|number| number * TOKENS).zip(steps) {
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
    unanswered.retain(|(_, token)| !protocol.refused.contains(token));
    assert!(!unanswered.is_empty(), "the process died under load");
    for (verb, token) in unanswered {
        let variant = VariantId(7 + (token % (VARIANTS as u128 + 1)) as i64);
        let (token_of_hold, now) = (HoldToken(token), Timestamp(6));
        let command = match verb.as_str() {
            "hold" => StockCommand::Hold(hold(token, &[(variant, 2)])),
            "release" => StockCommand::Release { token: token_of_hold, now },
            _ => StockCommand::Sell { token: token_of_hold, now },
        };
        match batcher.submit(command).await {
            Ok(_) => _ = protocol.answered.insert((verb, token)),
            Err(_) => _ = protocol.refused.insert(token),
        }
    }
}
