//! Every order of everything that can be told of a payment.

use types::{Currency, Money};

use crate::{PaymentState, PaymentStatus, ProviderTruth, TruthState};

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn due() -> Money {
    Money::new(50_000, currency("AED"))
}

fn truth(state: TruthState, captured: i64) -> ProviderTruth {
    ProviderTruth { state, amount: due(), captured, refunded: 0 }
}

fn open() -> ProviderTruth {
    truth(TruthState::Open, 0)
}

fn failed() -> ProviderTruth {
    truth(TruthState::Failed, 0)
}

fn captured() -> ProviderTruth {
    truth(TruthState::Captured, 50_000)
}

/// Returns everything that a provider may tell of a payment of 500.00 AED, lies included.
fn truths() -> Vec<ProviderTruth> {
    let rupees = Money::new(50_000, currency("INR"));
    vec![
        open(),
        failed(),
        captured(),
        truth(TruthState::Missing, 0),
        truth(TruthState::Lapsed, 0),
        truth(TruthState::Cancelled, 0),
        truth(TruthState::Authorised, 0),
        ProviderTruth { refunded: 20_000, ..captured() },
        truth(TruthState::Captured, 10),
        truth(TruthState::Captured, 50_001),
        truth(TruthState::Cancelled, 50_000),
        ProviderTruth { amount: rupees, ..captured() },
        ProviderTruth { amount: rupees, ..truth(TruthState::Authorised, 0) },
    ]
}

/// Calls `check` with every sequence of so many truths.
fn each_sequence(length: usize, check: &mut impl FnMut(&[ProviderTruth])) {
    fn extend(told: &mut Vec<ProviderTruth>, length: usize, check: &mut impl FnMut(&[ProviderTruth])) {
        check(told);
        if told.len() == length {
            return;
        }
        for truth in truths() {
            told.push(truth);
            extend(told, length, check);
            told.pop();
        }
    }
    extend(&mut Vec::new(), length, check);
}

#[test]
fn states_only_rise_whatever_is_told_in_whatever_order() {
    let mut sequences = 0;
    each_sequence(4, &mut |told| {
        sequences += 1;
        for first in PaymentState::ALL.into_iter().filter(|state| state.rank() < 2) {
            let mut status = PaymentStatus::new(first);
            for truth in told {
                let after = status.after(due(), truth);
                let is_higher = after.state.rank() > status.state.rank();
                assert!(is_higher || after.state == status.state, "{status:?} {truth:?}");
                assert!(after.captured >= status.captured && after.refunded >= status.refunded, "{status:?} {truth:?}");
                assert!((0..=after.captured).contains(&after.refunded), "{status:?} {truth:?}");
                assert_eq!(after.after(due(), truth), after, "the same again changes nothing");
                status = after;
            }
            let is_right = |truth: &ProviderTruth| {
                truth.amount == due() && (truth.state == TruthState::Authorised || truth.captured == due().minor)
            };
            assert!(!status.state.is_paid() || told.iter().any(is_right), "{first:?} {told:?}");
            let is_lie = |truth: &ProviderTruth| truth.differs_from(due());
            assert!(status.state != PaymentState::Mismatch || told.iter().any(is_lie), "{first:?} {told:?}");
        }
    });
    assert_eq!(sequences, 1 + 13 + 13 * 13 + 13 * 13 * 13 + 13 * 13 * 13 * 13);
}

#[test]
fn late_or_repeated_failure_leaves_a_paid_payment_paid() {
    for told in [
        [failed(), captured(), failed()],
        [failed(), failed(), captured()],
        [captured(), failed(), failed()],
        [open(), failed(), captured()],
        [failed(), open(), captured()],
        [captured(), open(), failed()],
    ] {
        let begun = PaymentStatus::new(PaymentState::Begun);
        let status = told.iter().fold(begun, |status, truth| status.after(due(), truth));

        assert_eq!(status, PaymentStatus { state: PaymentState::Captured, captured: 50_000, refunded: 0 }, "{told:?}");
    }
}

#[test]
fn another_amount_or_currency_is_never_paid() {
    let begun = PaymentStatus::new(PaymentState::NeedsAction);
    let [fils, rupees] = [Money::new(10, currency("AED")), Money::new(50_000, currency("INR"))]
        .map(|amount| ProviderTruth { state: TruthState::Captured, amount, captured: amount.minor, refunded: 0 });

    let mismatch = |captured| PaymentStatus { state: PaymentState::Mismatch, captured, refunded: 0 };
    assert_eq!(begun.after(due(), &fils), mismatch(10));
    assert_eq!(begun.after(due(), &rupees), mismatch(0), "money of another currency is not counted in this one");
    assert_eq!(begun.after(due(), &fils).after(due(), &captured()).state, PaymentState::Mismatch, "staff look at it");
}

#[test]
fn money_that_staff_record_adds_up_and_raises_what_has_lapsed() {
    let awaited = PaymentStatus::new(PaymentState::Awaited);
    let less = awaited.after_receipt(50_000, 30_000).unwrap();
    let lapsed = awaited.ended(PaymentState::Lapsed);

    assert_eq!((less.state, less.captured), (PaymentState::Awaited, 30_000));
    assert_eq!(less.after_receipt(50_000, 20_000).unwrap().state, PaymentState::Captured);
    assert_eq!(less.ended(PaymentState::Lapsed), less, "money came for it");
    assert_eq!(lapsed.state, PaymentState::Lapsed);
    assert_eq!(lapsed.after_receipt(50_000, 50_000).unwrap().state, PaymentState::Captured);
    assert_eq!(awaited.after_receipt(50_000, i64::MAX).unwrap().after_receipt(50_000, 1), None);
}

#[test]
fn only_payments_without_money_end_without_it() {
    for state in PaymentState::ALL {
        for end in PaymentState::ALL {
            let ended = PaymentStatus::new(state).ended(end);
            let ends = state.rank() < 2 && end.is_ended_unpaid();
            assert_eq!(ended.state, if ends { end } else { state }, "{state:?} {end:?}");
        }
    }
}
