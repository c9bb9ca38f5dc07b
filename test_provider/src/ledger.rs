use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Everything that the provider knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The payments by id.
    pub payments: BTreeMap<String, LedgerPayment>,
    /// The number of events so far; each has its number in its id.
    pub events: u64,
}

/// A payment as the provider keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerPayment {
    /// The id, which the shop has chosen.
    pub id: String,
    /// The amount in minor units.
    pub amount: i64,
    /// The code of the currency.
    pub currency: String,
    /// The page to which the shopper goes back.
    pub return_url: String,
    /// The address that notices are sent to.
    pub notify_url: String,
    /// The state.
    pub state: LedgerState,
    /// The money that was taken.
    pub captured: i64,
    /// The refunds.
    pub refunds: Vec<LedgerRefund>,
}

/// Money that was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRefund {
    /// The id, which the shop has chosen.
    pub id: String,
    /// The amount in minor units.
    pub amount: i64,
}

/// The state of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerState {
    /// The shopper can pay.
    Open,
    /// The shopper's attempt was declined; there can be another.
    Declined,
    /// The shop has withdrawn it.
    Cancelled,
    /// The money was taken.
    Captured,
}

/// Something that happened to a payment, of which the shop gets a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEvent {
    /// Its id.
    pub id: String,
    /// Its kind, such as `payment.captured`.
    pub kind: &'static str,
    /// The payment.
    pub payment: String,
    /// The address that the notice is sent to.
    pub notify_url: String,
    /// Its number, from 0.
    pub number: u64,
}

/// The parameters of a payment to begin.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct BeginRequest {
    id: String,
    amount: i64,
    currency: String,
    return_url: String,
    notify_url: String,
}

/// The parameters of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct RefundParameters {
    id: String,
    amount: i64,
}

/// The reason why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no such payment.
    Missing,
    /// The id was used with other parameters, or a parameter is wrong.
    Wrong(&'static str),
    /// The state of the payment does not allow it.
    Conflict(&'static str),
}

impl LedgerPayment {
    /// Returns the money that was given back.
    pub fn refunded(&self) -> i64 {
        self.refunds.iter().map(|refund| refund.amount).sum()
    }
}

impl Ledger {
    /// Begins a payment, or returns the one that was begun with the same parameters.
    pub(crate) fn begin(&mut self, new: BeginRequest) -> Result<&LedgerPayment, Refused> {
        if new.amount <= 0 || new.currency.len() != 3 || new.id.is_empty() {
            return Err(Refused::Wrong("an amount is above zero, and a currency has three letters"));
        }
        let BeginRequest { id, amount, currency, return_url, notify_url } = new;
        let (state, captured, refunds) = (LedgerState::Open, 0, Vec::new());
        let begun =
            LedgerPayment { id: id.clone(), amount, currency, return_url, notify_url, state, captured, refunds };
        let is_same = |had: &LedgerPayment| {
            let LedgerPayment { state, captured, refunds, .. } = had.clone();
            *had == LedgerPayment { state, captured, refunds, ..begun.clone() }
        };
        match self.payments.get(&id) {
            Some(had) if !is_same(had) => Err(Refused::Wrong("the id was used with other parameters")),
            _ => Ok(self.payments.entry(id).or_insert(begun)),
        }
    }

    /// Takes the money of a payment, as its shopper wants.
    pub(crate) fn pay(&mut self, id: &str) -> Result<LedgerEvent, Refused> {
        let payment = self.payments.get_mut(id).ok_or(Refused::Missing)?;
        match payment.state {
            LedgerState::Open | LedgerState::Declined => {
                (payment.state, payment.captured) = (LedgerState::Captured, payment.amount);
                Ok(self.event(id, "payment.captured"))
            }
            LedgerState::Cancelled => Err(Refused::Conflict("the shop has withdrawn this payment")),
            LedgerState::Captured => Err(Refused::Conflict("this payment was made already")),
        }
    }

    /// Declines a payment, as its shopper wants.
    pub(crate) fn decline(&mut self, id: &str) -> Result<LedgerEvent, Refused> {
        let payment = self.payments.get_mut(id).ok_or(Refused::Missing)?;
        match payment.state {
            LedgerState::Open | LedgerState::Declined => {
                payment.state = LedgerState::Declined;
                Ok(self.event(id, "payment.declined"))
            }
            LedgerState::Cancelled => Err(Refused::Conflict("the shop has withdrawn this payment")),
            LedgerState::Captured => Err(Refused::Conflict("this payment was made already")),
        }
    }

    /// Withdraws a payment, unless its money was taken.
    pub(crate) fn cancel(&mut self, id: &str) -> Result<Option<LedgerEvent>, Refused> {
        let payment = self.payments.get_mut(id).ok_or(Refused::Missing)?;
        match payment.state {
            LedgerState::Open | LedgerState::Declined => {
                payment.state = LedgerState::Cancelled;
                Ok(Some(self.event(id, "payment.cancelled")))
            }
            LedgerState::Cancelled | LedgerState::Captured => Ok(None),
        }
    }

    /// Gives money back, at most as much as was taken. The same refund again is one refund.
    pub(crate) fn refund(&mut self, id: &str, new: &RefundParameters) -> Result<Option<LedgerEvent>, Refused> {
        let payment = self.payments.get_mut(id).ok_or(Refused::Missing)?;
        if let Some(had) = payment.refunds.iter().find(|had| had.id == new.id) {
            let is_same = had.amount == new.amount;
            return if is_same { Ok(None) } else { Err(Refused::Wrong("the id was used with another amount")) };
        }
        if new.amount <= 0 || new.amount > payment.captured - payment.refunded() {
            return Err(Refused::Conflict("more than was taken would go back"));
        }
        payment.refunds.push(LedgerRefund { id: new.id.clone(), amount: new.amount });
        Ok(Some(self.event(id, "payment.refunded")))
    }

    fn event(&mut self, payment: &str, kind: &'static str) -> LedgerEvent {
        let number = self.events;
        self.events += 1;
        let notify_url = self.payments.get(payment).map(|payment| payment.notify_url.clone()).unwrap_or_default();
        LedgerEvent { id: format!("evt_{number}_{payment}"), kind, payment: payment.to_owned(), notify_url, number }
    }
}
