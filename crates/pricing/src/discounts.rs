//! The discount of one promotion from the amounts that those before it left.

use types::Overflow;

use crate::{
    Effect, Percent,
    candidates::{Basket, Candidate},
    rounding::{PPM, Remainders, half_up, split},
    sorting::insert_sorted,
};

/// The place of the delivery among amounts that are discounted.
pub(crate) const DELIVERY: u32 = u32::MAX;

/// Amounts after the discounts so far.
pub(crate) struct Amounts {
    /// By line, in the order of the basket.
    pub(crate) lines: Vec<i64>,
    pub(crate) delivery: i64,
}

/// Lists that are used again for each discount.
#[derive(Default)]
pub(crate) struct Scratch {
    /// The discounts of the last promotion: places and amounts.
    pub(crate) taken: Vec<(u32, i64)>,
    order: Vec<u32>,
    weights: Vec<i64>,
    shares: Vec<i64>,
    remainders: Remainders,
}

impl Amounts {
    /// Takes off the discounts of the last promotion.
    pub(crate) fn subtract(&mut self, taken: &[(u32, i64)]) {
        for (place, discount) in taken {
            match *place {
                DELIVERY => self.delivery -= discount,
                place => self.lines[place as usize] -= discount,
            }
        }
    }
}

impl Scratch {
    /// Writes the discounts of a promotion to [`Self::taken`]. None is above its amount.
    pub(crate) fn discount(
        &mut self,
        candidate: &Candidate,
        basket: &Basket,
        amounts: &Amounts,
    ) -> Result<(), Overflow> {
        self.taken.clear();
        match candidate.rule.effect {
            Effect::ItemsPercent { percent } => self.items_percent(candidate, amounts, percent)?,
            Effect::ItemsAmount { amount } => self.items_amount(candidate, basket, amounts, amount)?,
            Effect::BuyGet { buy, get, percent, times } => {
                let sets = units(candidate, basket) / (u64::from(buy) + u64::from(get));
                let reduced = sets.min(times.map_or(u64::MAX, u64::from)) * u64::from(get);
                self.cheapest(candidate, basket, amounts, reduced, percent)?;
            }
            Effect::Cheapest { units, percent } => {
                self.cheapest(candidate, basket, amounts, u64::from(units), percent)?;
            }
            Effect::OrderPercent { percent } => {
                let sum = self.weigh(candidate, amounts)?;
                return self.spread(candidate, half_up(sum, percent.factor(), PPM)?);
            }
            Effect::OrderAmount { amount } => {
                let sum = self.weigh(candidate, amounts)?;
                return self.spread(candidate, amount.min(sum));
            }
            Effect::DeliveryPercent { percent } => {
                self.take(DELIVERY, half_up(amounts.delivery, percent.factor(), PPM)?);
            }
            Effect::DeliveryAmount { amount } => self.take(DELIVERY, amount.min(amounts.delivery)),
        }
        self.hold_cap(candidate.rule.cap)
    }

    fn take(&mut self, place: u32, discount: i64) {
        if discount > 0 {
            self.taken.push((place, discount));
        }
    }

    fn items_percent(&mut self, candidate: &Candidate, amounts: &Amounts, percent: Percent) -> Result<(), Overflow> {
        for place in &candidate.eligible {
            self.take(*place, half_up(amounts.lines[*place as usize], percent.factor(), PPM)?);
        }
        Ok(())
    }

    fn items_amount(
        &mut self,
        candidate: &Candidate,
        basket: &Basket,
        amounts: &Amounts,
        amount: i64,
    ) -> Result<(), Overflow> {
        for place in &candidate.eligible {
            let at = *place as usize;
            let discount = amount.checked_mul(i64::from(basket.lines[at].quantity)).ok_or(Overflow)?;
            self.take(*place, discount.min(amounts.lines[at]));
        }
        Ok(())
    }

    /// Reduces this many units, those with the lowest amounts per unit first.
    fn cheapest(
        &mut self,
        candidate: &Candidate,
        basket: &Basket,
        amounts: &Amounts,
        mut reduced: u64,
        percent: Percent,
    ) -> Result<(), Overflow> {
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        for place in &candidate.eligible {
            insert_sorted(&mut order, *place, |one, other| is_dearer(*one as usize, *other as usize, basket, amounts));
        }
        for place in &order {
            let at = *place as usize;
            let quantity = basket.lines[at].quantity;
            let units = u32::try_from(reduced).map_or(quantity, |reduced| reduced.min(quantity));
            reduced -= u64::from(units);
            let parts = i64::from(units) * percent.factor();
            self.take(*place, half_up(amounts.lines[at], parts, i64::from(quantity) * PPM)?);
        }
        self.order = order;
        Ok(())
    }

    /// Makes the amounts of the eligible lines the weights, and returns their sum.
    fn weigh(&mut self, candidate: &Candidate, amounts: &Amounts) -> Result<i64, Overflow> {
        self.weights.clear();
        self.weights.extend(candidate.eligible.iter().map(|place| amounts.lines[*place as usize]));
        self.weights.iter().try_fold(0_i64, |sum, weight| sum.checked_add(*weight)).ok_or(Overflow)
    }

    /// Splits a discount of the order, at most the promotion's cap, by the weights.
    fn spread(&mut self, candidate: &Candidate, discount: i64) -> Result<(), Overflow> {
        let discount = candidate.rule.cap.map_or(discount, |cap| cap.min(discount));
        if discount > 0 {
            split(discount, &self.weights, &mut self.shares, &mut self.remainders)?;
            let shares = candidate.eligible.iter().copied().zip(self.shares.iter().copied());
            self.taken.extend(shares.filter(|(_, share)| *share > 0));
        }
        Ok(())
    }

    /// Lowers the discounts in proportion if they are more than the cap together.
    fn hold_cap(&mut self, cap: Option<i64>) -> Result<(), Overflow> {
        let Some(cap) = cap else { return Ok(()) };
        self.weights.clear();
        self.weights.extend(self.taken.iter().map(|(_, discount)| *discount));
        let sum = self.weights.iter().try_fold(0_i64, |sum, weight| sum.checked_add(*weight)).ok_or(Overflow)?;
        if sum > cap {
            split(cap, &self.weights, &mut self.shares, &mut self.remainders)?;
            self.taken.iter_mut().zip(&self.shares).for_each(|((_, discount), share)| *discount = *share);
            self.taken.retain(|(_, discount)| *discount > 0);
        }
        Ok(())
    }
}

fn units(candidate: &Candidate, basket: &Basket) -> u64 {
    candidate.eligible.iter().map(|place| u64::from(basket.lines[*place as usize].quantity)).sum()
}

/// Compares present amounts per unit as fractions.
fn is_dearer(one: usize, other: usize, basket: &Basket, amounts: &Amounts) -> bool {
    let product = |amount: usize, quantity: usize| {
        i128::from(amounts.lines[amount]) * i128::from(basket.lines[quantity].quantity)
    };
    product(one, other) > product(other, one)
}
