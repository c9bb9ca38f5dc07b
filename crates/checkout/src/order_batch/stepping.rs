//! An order that takes a step.

use database::Outcome;
use inventory::{HoldState, HoldToken, StockCommand, StockRefusal};
use orders::{NewOrderEvent, Order, OrderChange, OrderEventKind, OrderMailTask, OrderMailTopic, OrderState};
use payments::RefundId;
use serde_json::{Value, json};
use types::{MarketCode, Timestamp};

use super::placing::{empty_hold, hold_of, stock_refusal};
use crate::{OrderAnswer, OrderCommand, OrderRefusal, OrderStep, OrderStepKind};

pub(super) struct Stepping<'c> {
    step: &'c OrderStep,
    order: Option<Order>,
    refusal: Option<OrderRefusal>,
    /// True if the order has taken the step before.
    is_repeated: bool,
    has_lapsed: bool,
    number: Option<String>,
}

impl<'c> Stepping<'c> {
    pub(super) fn new(step: &'c OrderStep, order: Option<Order>) -> Self {
        let (refusal, is_repeated) = match &order {
            None => (Some(OrderRefusal::NoSuchOrder), false),
            Some(order) if has_taken(order.state, step.kind) => (None, true),
            Some(order) if order.state.can_become(target(step.kind)) && fits(order.state, step.kind) => (None, false),
            Some(order) => (Some(OrderRefusal::InState(order.state)), false),
        };
        Self { step, order, refusal, is_repeated, has_lapsed: false, number: None }
    }

    /// Returns the order, if the step changes it and nothing speaks against that so far.
    fn changed(&self) -> Option<&Order> {
        self.order.as_ref().filter(|_| self.refusal.is_none() && !self.is_repeated)
    }

    pub(super) fn stock_command(&self) -> Option<StockCommand> {
        let (token, now) = (HoldToken(self.changed()?.hold), self.step.now);
        match self.step.kind {
            OrderStepKind::Confirm { .. } => Some(StockCommand::Confirm { token }),
            OrderStepKind::Fail | OrderStepKind::Cancel { .. } => Some(StockCommand::Release { token, now }),
            OrderStepKind::Dispatch => Some(StockCommand::Sell { token, now }),
            OrderStepKind::Deliver => None,
        }
    }

    pub(super) fn heed_stock(&mut self, outcome: Option<Result<u32, StockRefusal>>) {
        let Some(Err(refusal)) = outcome else { return };
        let is_gone = matches!(refusal, StockRefusal::NoSuchHold | StockRefusal::Ended(HoldState::Released));
        match self.step.kind {
            OrderStepKind::Confirm { .. } if is_gone => self.has_lapsed = true,
            // Nothing is held that could be released.
            OrderStepKind::Fail | OrderStepKind::Cancel { .. } if is_gone => {}
            _ => self.refusal = Some(OrderRefusal::Stock(refusal)),
        }
    }

    /// Returns the command that holds the units once more.
    pub(super) fn second_hold(&self) -> Option<StockCommand> {
        let OrderStepKind::Confirm { second_hold } = self.step.kind else { return None };
        let order = self.changed().filter(|_| self.has_lapsed)?;
        Some(hold_of(&order.snapshot, empty_hold(second_hold, order.id, self.step.now)))
    }

    pub(super) fn heed_second_hold(&mut self, outcome: Result<u32, StockRefusal>) {
        if let (Err(refusal), Some(order)) = (outcome, &self.order) {
            self.refusal = Some(stock_refusal(&order.snapshot, refusal));
        }
    }

    /// Returns the order, if the step cancels it.
    pub(super) fn cancelled(&self) -> Option<&Order> {
        self.changed().filter(|_| target(self.step.kind) == OrderState::Cancelled)
    }

    /// Returns the name of the refund of an order that is cancelled.
    pub(super) const fn refund(&self) -> Option<RefundId> {
        match self.step.kind {
            OrderStepKind::Cancel { refund } => Some(refund),
            _ => None,
        }
    }

    pub(super) const fn now(&self) -> Timestamp {
        self.step.now
    }

    /// Returns the order, if the step confirms it.
    pub(super) fn confirmed(&self) -> Option<&Order> {
        self.changed().filter(|_| target(self.step.kind) == OrderState::Placed)
    }

    /// Returns the market, and the place for the number of an order that is confirmed.
    pub(super) fn number_wanted(&mut self) -> Option<(MarketCode, &mut Option<String>)> {
        let market = self.changed()?.market;
        let is_confirmed = matches!(self.step.kind, OrderStepKind::Confirm { .. });
        is_confirmed.then_some((market, &mut self.number))
    }

    pub(super) fn change(&self) -> Option<OrderChange> {
        let order = self.changed()?;
        let hold = match self.step.kind {
            OrderStepKind::Confirm { second_hold } if self.has_lapsed => second_hold.0,
            _ => order.hold,
        };
        let (to, number) = (target(self.step.kind), self.number.clone());
        Some(OrderChange { id: order.id, from: order.state, to, hold, number, now: self.step.now })
    }

    /// Returns the mail that tells the buyer of the step.
    pub(super) fn mail(&self) -> Option<OrderMailTask> {
        let topic = match self.step.kind {
            OrderStepKind::Confirm { .. } => OrderMailTopic::Placed,
            OrderStepKind::Cancel { .. } => OrderMailTopic::Cancelled,
            OrderStepKind::Dispatch => OrderMailTopic::Dispatched,
            OrderStepKind::Fail | OrderStepKind::Deliver => return None,
        };
        let event = self.event()?;
        Some(OrderMailTask { order: event.order, topic, key: event.key, at: event.at })
    }

    pub(super) fn event(&self) -> Option<NewOrderEvent> {
        let kind = match self.step.kind {
            OrderStepKind::Confirm { .. } => OrderEventKind::Placed,
            OrderStepKind::Fail => OrderEventKind::PaymentFailed,
            OrderStepKind::Cancel { .. } => OrderEventKind::Cancelled,
            OrderStepKind::Dispatch => OrderEventKind::Dispatched,
            OrderStepKind::Deliver => OrderEventKind::Delivered,
        };
        let note = self.step.note.as_str();
        let data = if note.is_empty() { Value::Null } else { json!({ "note": note }) };
        Some(NewOrderEvent::once(self.changed()?.id, kind, self.step.actor, self.step.now).with(data))
    }

    pub(super) fn outcome(&self) -> Outcome<OrderCommand> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone());
        }
        let order = self.order.as_ref().ok_or(OrderRefusal::NoSuchOrder)?;
        let number = order.number.clone().or_else(|| self.number.clone());
        let state = if self.is_repeated { order.state } else { target(self.step.kind) };
        Ok(OrderAnswer { order: order.id, number, state, is_new: !self.is_repeated })
    }
}

/// Returns the state that a step leads to.
const fn target(kind: OrderStepKind) -> OrderState {
    match kind {
        OrderStepKind::Confirm { .. } => OrderState::Placed,
        OrderStepKind::Fail | OrderStepKind::Cancel { .. } => OrderState::Cancelled,
        OrderStepKind::Dispatch => OrderState::Dispatched,
        OrderStepKind::Deliver => OrderState::Delivered,
    }
}

/// Returns true if an order in this state has taken the step already.
fn has_taken(state: OrderState, kind: OrderStepKind) -> bool {
    let to = target(kind);
    state == to || (to != OrderState::Cancelled && state != OrderState::Cancelled && state > to)
}

/// Returns true if the step is for orders in this state: a payment fails only while it is under way.
fn fits(state: OrderState, kind: OrderStepKind) -> bool {
    kind != OrderStepKind::Fail || state == OrderState::Placing
}
