//! One pass over commands that are each about an order of their own: the recipe of an order.
//!
//! Rows are locked in one order by every transaction: orders, carts, stock, uses of promotions, gift cards, numbers. The series of numbers comes
//! last, because every other order of the market waits for it until the commit.

use std::collections::{BTreeMap, BTreeSet};

use cart::CartState;
use database::{Error, Outcome, Tx};
use inventory::StockCommand;
use orders::{Order, OrderState, PromotionUses};
use types::{CheckoutId, MarketCode, OrderId};

use super::{
    money_back::{give_money_back, of_task},
    placing::Placing,
    stepping::Stepping,
};
use crate::OrderCommand;

/// The decision about a command.
pub(super) enum Decision {
    /// It is carried out, or refused.
    Done(Outcome<OrderCommand>),
    /// It was refused for units that another refused command has held for a moment: it deserves another pass.
    Again,
}

/// The commands of a pass.
struct Pass<'c> {
    steps: Vec<Stepping<'c>>,
    orders: Vec<Placing<'c>>,
    /// For each command, its place among the steps or orders.
    places: Vec<Place>,
}

enum Place {
    Step(usize),
    Order(usize),
}

/// Carries commands out. Each is about another order or checkout.
pub(super) async fn carry_out<'c>(
    tx: &mut Tx,
    commands: impl Iterator<Item = &'c OrderCommand>,
) -> Result<Vec<Decision>, Error> {
    let mut pass = Pass::load(tx, commands.collect()).await?;
    pass.check_carts(tx).await?;
    pass.move_stock(tx).await?;
    pass.hold_again(tx).await?;
    pass.take_promotions_and_cards(tx).await?;
    pass.give_money_back(tx).await?;
    let has_released = pass.release_refused(tx).await?;
    pass.take_numbers(tx).await?;
    pass.write(tx).await?;
    Ok(pass.decisions(has_released))
}

impl<'c> Pass<'c> {
    async fn load(tx: &mut Tx, commands: Vec<&'c OrderCommand>) -> Result<Self, Error> {
        let ids: BTreeSet<OrderId> = commands.iter().filter_map(|command| command.stepping_order()).collect();
        let checkouts: BTreeSet<CheckoutId> = commands.iter().filter_map(|command| command.checkout()).collect();
        let mut locked = orders::lock(tx, &ids).await?;
        let mut known = orders::by_checkouts(tx, &checkouts).await?;
        let mut pass = Self { steps: Vec::new(), orders: Vec::new(), places: Vec::with_capacity(commands.len()) };
        for command in commands {
            pass.places.push(match command {
                OrderCommand::Step(step) => {
                    pass.steps.push(Stepping::new(step, locked.remove(&step.order)));
                    Place::Step(pass.steps.len() - 1)
                }
                OrderCommand::Place(command) => {
                    pass.orders.push(Placing::new(command, known.remove(&command.order.checkout)));
                    Place::Order(pass.orders.len() - 1)
                }
            });
        }
        Ok(pass)
    }

    /// Refuses orders of carts that were changed since their buyers saw them.
    async fn check_carts(&mut self, tx: &mut Tx) -> Result<(), Error> {
        for order in &mut self.orders {
            order.check_cart(tx).await?;
        }
        Ok(())
    }

    /// Holds the units of new orders; confirms, releases or sells those of others.
    async fn move_stock(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let steps = self.steps.iter().map(Stepping::stock_command);
        let commands: Vec<Option<StockCommand>> = steps.chain(self.orders.iter().map(Placing::hold)).collect();
        let some: Vec<StockCommand> = commands.iter().flatten().cloned().collect();
        let mut outcomes = inventory::carry_out(tx, &some).await?.into_iter();
        let mut outcomes = commands.iter().map(|command| command.as_ref().and_then(|_| outcomes.next()));
        self.steps.iter_mut().zip(&mut outcomes).for_each(|(step, outcome)| step.heed_stock(outcome));
        self.orders.iter_mut().zip(&mut outcomes).for_each(|(order, outcome)| order.heed_stock(outcome));
        Ok(())
    }

    /// Holds the units of orders that are confirmed after their hold has lapsed.
    async fn hold_again(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let holds: Vec<StockCommand> = self.steps.iter().filter_map(Stepping::second_hold).collect();
        if holds.is_empty() {
            return Ok(());
        }
        let outcomes = inventory::carry_out(tx, &holds).await?;
        let lapsed = self.steps.iter_mut().filter(|step| step.second_hold().is_some());
        lapsed.zip(outcomes).for_each(|(step, outcome)| step.heed_second_hold(outcome));
        Ok(())
    }

    /// Counts the uses of promotions, and takes the money of gift cards.
    async fn take_promotions_and_cards(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let mut uses = self.lock_uses(tx).await?;
        let cancelled = self.steps.iter().filter_map(Stepping::cancelled);
        cancelled.for_each(|order| uses.give_back(&order.customer, promotions_of(order)));
        for order in &mut self.orders {
            order.take_promotions(&mut uses);
            order.redeem_cards(tx, &mut uses).await?;
        }
        uses.write(tx).await
    }

    /// Loads the uses of promotions of cancelled and of new orders.
    async fn lock_uses(&self, tx: &mut Tx) -> Result<PromotionUses, Error> {
        let cancelled: Vec<&Order> = self.steps.iter().filter_map(Stepping::cancelled).collect();
        let new: Vec<_> = self.orders.iter().filter_map(Placing::new_order).collect();
        let given_back = cancelled.iter().flat_map(|order| promotions_of(order));
        let taken = new.iter().flat_map(|command| command.promotions.iter().map(|used| used.promotion.as_str()));
        let promotions: BTreeSet<&str> = given_back.chain(taken).collect();
        if promotions.is_empty() {
            return Ok(PromotionUses::default());
        }
        let of_new = new.iter().map(|command| command.order.customer.as_str());
        let customers = cancelled.iter().map(|order| order.customer.as_str()).chain(of_new).collect();
        PromotionUses::lock(tx, &promotions, &customers).await
    }

    async fn give_money_back(&self, tx: &mut Tx) -> Result<(), Error> {
        for step in &self.steps {
            if let Some(order) = step.cancelled() {
                give_money_back(tx, order, step.refund(), step.now()).await?;
            }
        }
        Ok(())
    }

    /// Closes the carts of new orders and of those whose payment has succeeded, and opens the carts of those whose payment has
    /// failed.
    async fn move_carts(&self, tx: &mut Tx) -> Result<(), Error> {
        for (cart, state, places) in self.orders.iter().filter_map(Placing::cart) {
            cart::close_cart(tx, cart, state, &places).await?;
        }
        for cart in self.steps.iter().filter_map(Stepping::confirmed).filter_map(|order| order.cart) {
            cart::set_cart_state(tx, cart, CartState::Placing, CartState::Ordered).await?;
        }
        for order in self.steps.iter().filter_map(Stepping::cancelled) {
            if let Some(cart) = order.cart.filter(|_| order.state == OrderState::Placing) {
                cart::reopen(tx, cart).await?;
            }
        }
        Ok(())
    }

    /// Releases the units of orders that were refused after they were held. Returns `true` if there are any.
    async fn release_refused(&self, tx: &mut Tx) -> Result<bool, Error> {
        let releases: Vec<StockCommand> = self.orders.iter().filter_map(Placing::release).collect();
        if !releases.is_empty() {
            inventory::carry_out(tx, &releases).await?;
        }
        Ok(!releases.is_empty())
    }

    async fn take_numbers(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let steps = self.steps.iter_mut().filter_map(Stepping::number_wanted);
        let wanted: Vec<(MarketCode, &mut Option<String>)> =
            steps.chain(self.orders.iter_mut().filter_map(Placing::number_wanted)).collect();
        let mut counts: BTreeMap<MarketCode, u32> = BTreeMap::new();
        wanted.iter().for_each(|(market, _)| *counts.entry(*market).or_default() += 1);
        let mut numbers = orders::take_numbers(tx, &counts).await?;
        for (market, number) in wanted.into_iter().rev() {
            *number = numbers.get_mut(&market).and_then(Vec::pop);
        }
        Ok(())
    }

    async fn write(&self, tx: &mut Tx) -> Result<(), Error> {
        let changes: Vec<_> = self.steps.iter().filter_map(Stepping::change).collect();
        let new: Vec<_> = self.orders.iter().filter_map(Placing::numbered).collect();
        let links: Vec<_> = self.orders.iter().filter_map(Placing::further_link).collect();
        let of_steps = self.steps.iter().filter_map(Stepping::event);
        let events: Vec<_> = of_steps.chain(self.orders.iter().flat_map(Placing::events)).collect();
        orders::change(tx, &changes).await?;
        orders::insert(tx, &new).await?;
        orders::add_links(tx, &links).await?;
        let payments: Vec<_> = self.orders.iter().filter_map(Placing::payment).collect();
        payments::begin_payments(tx, &payments, tx.now()).await?;
        let of_steps = self.steps.iter().filter_map(Stepping::mail);
        let mails: Vec<_> = of_steps.chain(self.orders.iter().filter_map(Placing::mail)).collect();
        orders::enqueue_mails(tx, &mails).await.map_err(of_task)?;
        self.move_carts(tx).await?;
        orders::record_events(tx, &events).await.map(|_| ())
    }

    fn decisions(mut self, has_released: bool) -> Vec<Decision> {
        let places = std::mem::take(&mut self.places);
        let decision = |place: Place| match place {
            Place::Step(place) => Decision::Done(self.steps[place].outcome()),
            Place::Order(place) if has_released && self.orders[place].is_sold_out() => Decision::Again,
            Place::Order(place) => Decision::Done(self.orders[place].outcome()),
        };
        places.into_iter().map(decision).collect()
    }
}

fn promotions_of(order: &Order) -> impl Iterator<Item = &str> {
    order.snapshot.promotions.iter().map(|promotion| promotion.id.as_str())
}

impl OrderCommand {
    const fn stepping_order(&self) -> Option<OrderId> {
        match self {
            Self::Step(step) => Some(step.order),
            Self::Place(_) => None,
        }
    }

    const fn checkout(&self) -> Option<CheckoutId> {
        match self {
            Self::Place(command) => Some(command.order.checkout),
            Self::Step(_) => None,
        }
    }
}
