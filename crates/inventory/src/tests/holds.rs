use database::{
    sql,
    testing::{TestDatabase, both_engines},
};
use types::{LocationId, Stock, Timestamp, VariantId};

use super::given::{given_stock, hold, hold_until, units};
use crate::{
    HoldKind, HoldState, HoldToken, NewHold, StockCommand, StockRefusal, carry_out, current_holds, forget_ended_holds,
    main_location, set_on_hand,
};

const A: VariantId = VariantId(7);
const B: VariantId = VariantId(8);

async fn carried_out(given: &TestDatabase, commands: impl AsRef<[StockCommand]>) -> Vec<Result<u32, StockRefusal>> {
    let mut tx = given.database.write(Timestamp(2)).await.unwrap();
    let outcomes = carry_out(&mut tx, commands.as_ref()).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    outcomes
}

const fn sold_out(variant: VariantId, available: u32) -> Result<u32, StockRefusal> {
    Err(StockRefusal::SoldOut { variant, available })
}

const fn release(token: u128) -> StockCommand {
    StockCommand::Release { token: HoldToken(token), now: Timestamp(5) }
}

const fn sell(token: u128) -> StockCommand {
    StockCommand::Sell { token: HoldToken(token), now: Timestamp(5) }
}

#[tokio::test]
async fn commands_of_one_batch_are_decided_in_their_order() {
    for given in both_engines().await {
        given_stock(&given, &[3]).await;

        let outcomes = carried_out(
            &given,
            [
                StockCommand::Hold(hold(1, &[(A, 2)])),
                StockCommand::Hold(hold(2, &[(A, 2)])),
                StockCommand::Hold(hold(3, &[(A, 1)])),
                release(1),
                StockCommand::Hold(hold(4, &[(A, 2)])),
            ],
        );

        assert_eq!(outcomes.await, [Ok(1), sold_out(A, 1), Ok(1), Ok(1), Ok(1)], "{}", given.engine);
        assert_eq!(units(&given, A).await, (3, 3), "{}", given.engine);
    }
}

#[tokio::test]
async fn two_lines_of_one_variant_are_added_up() {
    for given in both_engines().await {
        given_stock(&given, &[3]).await;

        let too_much = carried_out(&given, [StockCommand::Hold(hold(1, &[(A, 2), (A, 2)]))]).await;
        let outcome = carried_out(&given, [StockCommand::Hold(hold(2, &[(A, 1), (A, 2)]))]).await;

        assert_eq!((too_much, outcome), (vec![sold_out(A, 3)], vec![Ok(1)]), "{}", given.engine);
        assert_eq!(units(&given, A).await, (3, 3), "{}", given.engine);
    }
}

#[tokio::test]
async fn hold_is_taken_whole_or_not_at_all() {
    for given in both_engines().await {
        given_stock(&given, &[5, 1]).await;

        let outcomes = carried_out(&given, [StockCommand::Hold(hold(1, &[(A, 1), (B, 2)]))]).await;

        assert_eq!(outcomes, [sold_out(B, 1)], "{}", given.engine);
        assert_eq!((units(&given, A).await, units(&given, B).await), ((5, 0), (1, 0)), "{}", given.engine);
    }
}

#[tokio::test]
async fn repeated_command_is_answered_as_before_and_changes_nothing() {
    for given in both_engines().await {
        given_stock(&given, &[9]).await;
        let take = |token| StockCommand::Hold(hold(token, &[(A, 2)]));

        let mut outcomes = Vec::new();
        for command in
            [take(1), take(1), sell(1), sell(1), take(1), release(1), take(2), release(2), release(2), sell(2)]
        {
            outcomes.extend(carried_out(&given, [command]).await);
        }
        let other = carried_out(&given, [StockCommand::Hold(hold(1, &[(A, 3)]))]).await;

        let (sold, released) =
            (Err(StockRefusal::Ended(HoldState::Sold)), Err(StockRefusal::Ended(HoldState::Released)));
        let expected = [Ok(1), Ok(1), Ok(1), Ok(0), Ok(1), sold, Ok(1), Ok(1), Ok(0), released];
        assert_eq!(outcomes, expected, "{}", given.engine);
        assert_eq!(other, [Err(StockRefusal::TokenTaken)], "{}", given.engine);
        assert_eq!(units(&given, A).await, (7, 0), "{}", given.engine);
    }
}

#[tokio::test]
async fn lapsed_hold_is_released_unless_it_was_extended_or_confirmed_before() {
    for given in both_engines().await {
        given_stock(&given, &[9]).await;
        let takes: Vec<_> = (1..=4).map(|token| hold_until(token, &[(A, 1)], 10)).collect();
        carried_out(&given, &takes).await;
        let lapse = |now| StockCommand::ReleaseLapsed { now: Timestamp(now), most: 500 };
        let extend = |token, until| StockCommand::Extend { token: HoldToken(token), until: Timestamp(until) };

        let before = [lapse(9), extend(1, 20), extend(2, 5), StockCommand::Confirm { token: HoldToken(3) }];
        let before = carried_out(&given, &before).await;
        let at = carried_out(&given, [lapse(10), extend(2, 30), extend(1, 15)]).await;
        let after = carried_out(&given, [lapse(19)]).await;
        let last = carried_out(&given, [lapse(20)]).await;

        assert_eq!(before, [Ok(0), Ok(1), Ok(1), Ok(1)], "{}", given.engine);
        assert_eq!(at, [Ok(2), Err(StockRefusal::Ended(HoldState::Released)), Ok(1)], "{}", given.engine);
        assert_eq!((after, last), (vec![Ok(0)], vec![Ok(1)]), "{}", given.engine);
        let mut reader = given.database.read(Timestamp(3)).await.unwrap();
        let left = current_holds(&mut reader).await.unwrap();
        let left: Vec<_> = left.iter().map(|hold| (hold.kind.as_str(), hold.units, hold.held_until)).collect();
        assert_eq!(left, [(HoldKind::Order.as_str(), 1, None)], "{}", given.engine);
    }
}

#[tokio::test]
async fn customer_has_at_most_the_units_of_the_limit_until_they_are_released() {
    for given in both_engines().await {
        given_stock(&given, &[9]).await;
        let take = |token, units, customer: &str| {
            let mut hold = NewHold { customer: Some(customer.to_owned()), ..hold(token, &[(A, units)]) };
            hold.lines.iter_mut().for_each(|line| line.per_customer = Some(2));
            StockCommand::Hold(hold)
        };

        let first = carried_out(&given, [take(1, 1, "ann"), take(2, 2, "ann"), take(3, 2, "bob"), take(4, 1, "ann")]);
        let first = first.await;
        let second =
            carried_out(&given, [sell(1), release(4), take(5, 2, "ann"), take(6, 1, "ann"), take(7, 1, "ann")]);

        let over = |left| Err(StockRefusal::OverLimit { variant: A, left });
        assert_eq!(first, [Ok(1), over(1), Ok(1), Ok(1)], "{}", given.engine);
        assert_eq!(second.await, [Ok(1), Ok(1), over(1), Ok(1), over(0)], "{}", given.engine);
    }
}

#[tokio::test]
async fn units_come_from_several_locations_and_return_to_them() {
    for given in both_engines().await {
        given_stock(&given, &[2]).await;
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        sql("INSERT INTO location (id, code) VALUES (90, 'annex')").execute(&mut tx).await.unwrap();
        set_on_hand(&mut tx, LocationId(90), A, Stock::Counted(3)).await.unwrap();
        tx.commit().await.unwrap();

        let outcomes =
            carried_out(&given, [StockCommand::Hold(hold(1, &[(A, 4)])), StockCommand::Hold(hold(2, &[(A, 2)]))]);
        let outcomes = outcomes.await;
        let while_held = units(&given, A).await;
        carried_out(&given, [sell(1)]).await;

        assert_eq!(outcomes, [Ok(1), sold_out(A, 1)], "{}", given.engine);
        assert_eq!((while_held, units(&given, A).await), ((5, 4), (1, 0)), "{}", given.engine);
    }
}

#[tokio::test]
async fn untracked_stock_is_held_and_sold_without_a_limit() {
    for given in both_engines().await {
        given_stock(&given, &[1]).await;
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        let location = main_location(&mut tx).await.unwrap();
        set_on_hand(&mut tx, location, A, Stock::Untracked).await.unwrap();
        tx.commit().await.unwrap();

        let outcomes = carried_out(&given, [StockCommand::Hold(hold(1, &[(A, 1000)])), sell(1)]).await;

        assert_eq!(outcomes, [Ok(1), Ok(1)], "{}", given.engine);
        assert_eq!(units(&given, A).await, (1, 0), "{}", given.engine);
    }
}

#[tokio::test]
async fn unknown_variant_and_unknown_hold_are_refused() {
    for given in both_engines().await {
        given_stock(&given, &[1]).await;
        let unknown = VariantId(99);

        let commands = [StockCommand::Hold(hold(1, &[(unknown, 1)])), release(2), StockCommand::Hold(hold(3, &[]))];
        let outcomes = carried_out(&given, &commands).await;

        let expected = [sold_out(unknown, 0), Err(StockRefusal::NoSuchHold), Err(StockRefusal::NoLine)];
        assert_eq!(outcomes, expected, "{}", given.engine);
    }
}

#[tokio::test]
async fn stock_is_touched_only_when_pages_show_another_state() {
    for given in both_engines().await {
        given_stock(&given, &[6]).await;
        let mut seen = Vec::new();
        for token in 1..=6 {
            let mut tx = given.database.write(Timestamp(2)).await.unwrap();
            carry_out(&mut tx, &[StockCommand::Hold(hold(token, &[(A, 1)]))]).await.unwrap();
            seen.push(tx.has_touched());
            tx.commit_bookkeeping().await.unwrap();
        }
        assert_eq!(seen, [false, false, true, true, true, true], "{}: 6 units, then 5, 4, 3, 2, 1, 0", given.engine);
    }
}

#[tokio::test]
async fn ended_holds_are_forgotten_and_others_stay() {
    for given in both_engines().await {
        given_stock(&given, &[6]).await;
        let takes: Vec<_> = (1..=3).map(|token| StockCommand::Hold(hold(token, &[(A, 1)]))).collect();
        carried_out(&given, &takes).await;
        carried_out(&given, [sell(1), release(2)]).await;

        let mut tx = given.database.write(Timestamp(9)).await.unwrap();
        let [early, some, rest] = [(5, 9), (6, 1), (6, 9)];
        let deleted = [
            forget_ended_holds(&mut tx, Timestamp(early.0), early.1).await.unwrap(),
            forget_ended_holds(&mut tx, Timestamp(some.0), some.1).await.unwrap(),
            forget_ended_holds(&mut tx, Timestamp(rest.0), rest.1).await.unwrap(),
        ];

        assert_eq!(deleted, [0, 1, 1], "{}", given.engine);
        assert_eq!(current_holds(&mut tx).await.unwrap().len(), 1, "{}", given.engine);
    }
}
