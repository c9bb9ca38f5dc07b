//! An order that is being placed.

use std::num::NonZeroU32;

use cart::CartState;
use database::{Error, Outcome, Tx};
use inventory::{HoldKind, HoldLine, HoldToken, NewHold, StockCommand, StockRefusal};
use orders::{
    NewOrder, NewOrderEvent, Order, OrderActor, OrderEventKind, OrderMailTask, OrderMailTopic, OrderSnapshot,
    OrderState, OrderToken, PromotionUses,
};
use payments::NewPayment;
use types::{CartId, MarketCode, OrderId, PaymentKind, Timestamp};

use crate::{Confirmation, OrderAnswer, OrderCommand, OrderRefusal, PlaceOrder};

pub(super) struct Placing<'c> {
    command: &'c PlaceOrder,
    /// The order that the checkout has become before.
    known: Option<Order>,
    is_held: bool,
    refusal: Option<OrderRefusal>,
    number: Option<String>,
}

impl<'c> Placing<'c> {
    pub(super) const fn new(command: &'c PlaceOrder, known: Option<Order>) -> Self {
        Self { command, known, is_held: false, refusal: None, number: None }
    }

    /// Returns the command, if it is a new order that nothing speaks against so far.
    pub(super) const fn new_order(&self) -> Option<&'c PlaceOrder> {
        if self.known.is_none() && self.refusal.is_none() { Some(self.command) } else { None }
    }

    pub(super) fn hold(&self) -> Option<StockCommand> {
        let PlaceOrder { order, confirmation, .. } = self.new_order()?;
        let (kind, until) = match confirmation {
            Confirmation::Now => (HoldKind::Order, None),
            Confirmation::AfterPayment { held_until } => (HoldKind::Checkout, Some(*held_until)),
        };
        let token = HoldToken(order.hold());
        Some(hold_of(&order.snapshot, NewHold { kind, until, ..empty_hold(token, order.id, order.now) }))
    }

    pub(super) fn heed_stock(&mut self, outcome: Option<Result<u32, StockRefusal>>) {
        match outcome {
            None => {}
            Some(Ok(_)) => self.is_held = true,
            Some(Err(refusal)) => self.refusal = Some(stock_refusal(&self.command.order.snapshot, refusal)),
        }
    }

    pub(super) fn take_promotions(&mut self, uses: &mut PromotionUses) {
        let Some(command) = self.new_order() else { return };
        if let Err(promotion) = uses.take(&command.order.customer, &command.promotions) {
            self.refusal = Some(OrderRefusal::PromotionUsedUp { promotion });
        }
    }

    /// Takes the money of gift cards, or gives the uses of promotions back.
    pub(super) async fn redeem_cards(&mut self, tx: &mut Tx, uses: &mut PromotionUses) -> Result<(), Error> {
        let Some(command) = self.new_order().filter(|command| !command.gift_cards.is_empty()) else { return Ok(()) };
        if let Err(refusal) = payments::redeem(tx, &command.gift_cards).await? {
            let promotions = command.promotions.iter().map(|used| used.promotion.as_str());
            uses.give_back(&command.order.customer, promotions);
            self.refusal = Some(OrderRefusal::GiftCard(refusal));
        }
        Ok(())
    }

    pub(super) fn payment(&self) -> Option<NewPayment> {
        self.new_order()?.payment.clone()
    }

    /// Refuses the order if its cart is another than the buyer saw.
    pub(super) async fn check_cart(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let Some(command) = self.new_order() else { return Ok(()) };
        let (Some(cart), Some(version)) = (command.order.cart, command.cart_version) else { return Ok(()) };
        if !cart::lock_version(tx, cart, version).await? {
            self.refusal = Some(OrderRefusal::CartChanged);
        }
        Ok(())
    }

    /// Returns the cart that becomes this order, with the state that it gets and the places of the lines that are ordered.
    pub(super) fn cart(&self) -> Option<(CartId, CartState, Vec<u64>)> {
        let command = self.new_order()?;
        let state = match command.confirmation {
            Confirmation::Now => CartState::Ordered,
            Confirmation::AfterPayment { .. } => CartState::Placing,
        };
        let places = command.order.snapshot.lines.iter().map(|line| line.key).collect();
        Some((command.order.cart?, state, places))
    }

    /// Returns the command that releases the units, if they were held for an order that is refused.
    pub(super) fn release(&self) -> Option<StockCommand> {
        let order = &self.command.order;
        let is_refused = self.is_held && self.refusal.is_some();
        is_refused.then(|| StockCommand::Release { token: HoldToken(order.hold()), now: order.now })
    }

    pub(super) const fn is_sold_out(&self) -> bool {
        matches!(self.refusal, Some(OrderRefusal::SoldOut { .. }))
    }

    /// Returns the market, and the place for the number that an order confirmed now gets.
    pub(super) fn number_wanted(&mut self) -> Option<(MarketCode, &mut Option<String>)> {
        let command = self.new_order()?;
        let is_now = command.confirmation == Confirmation::Now;
        is_now.then_some((command.order.snapshot.market, &mut self.number))
    }

    /// Returns the new order with its number.
    pub(super) fn numbered(&self) -> Option<(&'c NewOrder, Option<String>)> {
        self.new_order().map(|command| (&command.order, self.number.clone()))
    }

    /// Returns the link of a repeated command: whoever has sent it does not know the token of the first one.
    pub(super) fn further_link(&self) -> Option<(OrderId, OrderToken, Timestamp)> {
        self.known.as_ref().map(|order| (order.id, self.command.order.token, self.command.order.now))
    }

    pub(super) fn events(&self) -> Vec<NewOrderEvent> {
        let Some(command) = self.new_order() else { return Vec::new() };
        let kind = if self.number.is_some() { OrderEventKind::Placed } else { OrderEventKind::Begun };
        let is_transfer = |payment: &NewPayment| matches!(payment.kind, PaymentKind::BankTransfer);
        let awaited = command.payment.as_ref().filter(|payment| is_transfer(payment));
        let kinds =
            [Some((kind, OrderActor::Buyer)), awaited.map(|_| (OrderEventKind::PaymentAwaited, OrderActor::System))];
        let (id, now) = (command.order.id, command.order.now);
        kinds.into_iter().flatten().map(|(kind, actor)| NewOrderEvent::once(id, kind, actor, now)).collect()
    }

    /// Returns the mail that tells of the order once it is placed: one that tells of the transfer that is awaited, or one that
    /// confirms it.
    pub(super) fn mail(&self) -> Option<OrderMailTask> {
        let command = self.new_order().filter(|_| self.number.is_some())?;
        let is_transfer = command.payment.as_ref().is_some_and(|payment| payment.kind == PaymentKind::BankTransfer);
        let topic = if is_transfer { OrderMailTopic::PaymentAwaited } else { OrderMailTopic::Placed };
        let kind = if is_transfer { OrderEventKind::PaymentAwaited } else { OrderEventKind::Placed };
        Some(OrderMailTask { order: command.order.id, topic, key: kind.as_str().to_owned(), at: command.order.now })
    }

    pub(super) fn outcome(&self) -> Outcome<OrderCommand> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone());
        }
        if let Some(known) = &self.known {
            let number = known.number.clone();
            return Ok(OrderAnswer { order: known.id, number, state: known.state, is_new: false });
        }
        let state = if self.number.is_some() { OrderState::Placed } else { OrderState::Placing };
        Ok(OrderAnswer { order: self.command.order.id, number: self.number.clone(), state, is_new: true })
    }
}

/// Returns a hold for an order, without lines.
pub(super) fn empty_hold(token: HoldToken, order: OrderId, now: Timestamp) -> NewHold {
    let holder = format!("order {order}");
    NewHold { token, kind: HoldKind::Order, holder, customer: None, until: None, lines: Vec::new(), now }
}

/// Returns the command that holds the units of an order.
pub(super) fn hold_of(snapshot: &OrderSnapshot, hold: NewHold) -> StockCommand {
    let lines = snapshot.lines.iter().filter_map(|line| {
        Some(HoldLine { variant: line.variant, units: NonZeroU32::new(line.quantity)?, per_customer: None })
    });
    StockCommand::Hold(NewHold { lines: lines.collect(), ..hold })
}

/// Returns the refusal of an order whose units are refused.
pub(super) fn stock_refusal(snapshot: &OrderSnapshot, refusal: StockRefusal) -> OrderRefusal {
    let StockRefusal::SoldOut { variant, available } = refusal else { return OrderRefusal::Stock(refusal) };
    let lines = snapshot.lines.iter().filter(|line| line.variant == variant).map(|line| line.key).collect();
    OrderRefusal::SoldOut { lines, available }
}
