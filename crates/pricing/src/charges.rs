//! The taxes of deliveries and fees.

use types::Overflow;

use crate::{
    ChargeTax, TaxComponent, TaxMode, TaxShare,
    candidates::Basket,
    rounding::largest_remainder,
    taxes::{added, rate, share},
};

/// The goods by their taxes, in the order of their lowest line keys.
pub(crate) struct TaxGroups<'a> {
    /// The components of each group, and the places of its lines.
    groups: Vec<(&'a [TaxComponent], Vec<usize>)>,
}

impl<'a> TaxGroups<'a> {
    /// Groups the lines of a basket.
    pub(crate) fn new(basket: &Basket<'a>) -> Self {
        let mut groups: Vec<(&[TaxComponent], Vec<usize>)> = Vec::new();
        for (place, line) in basket.lines.iter().enumerate() {
            match groups.iter_mut().find(|(components, _)| *components == line.tax) {
                Some((_, places)) => places.push(place),
                None => groups.push((&line.tax, vec![place])),
            }
        }
        Self { groups }
    }

    /// Splits a charge by the amounts of the goods: those after discounts or, if nothing is left of them, those before.
    fn split(&self, charge: i64, basket: &Basket, lines: &[i64]) -> Result<Vec<(&'a [TaxComponent], i64)>, Overflow> {
        let is_free = lines.iter().all(|amount| *amount == 0);
        let amounts = if is_free { &basket.base } else { lines };
        let weigh = |places: &[usize]| {
            places.iter().try_fold(0_i64, |sum, place| sum.checked_add(amounts[*place])).ok_or(Overflow)
        };
        let weights = self.groups.iter().map(|(_, places)| weigh(places)).collect::<Result<Vec<_>, _>>()?;
        let shares = largest_remainder(charge, &weights)?;
        let shares = self.groups.iter().map(|(components, _)| *components).zip(shares);
        Ok(shares.filter(|(_, share)| *share > 0).collect())
    }

    /// Returns the components of the group with the highest rate; of equal ones, the first.
    fn highest(&self) -> &'a [TaxComponent] {
        let mut highest: &[TaxComponent] = &[];
        for (components, _) in &self.groups {
            if rate(components) > rate(highest) {
                highest = components;
            }
        }
        highest
    }
}

/// The goods that a charge may be taxed like.
pub(crate) struct Goods<'a, 'b> {
    pub(crate) mode: TaxMode,
    pub(crate) groups: &'b TaxGroups<'a>,
    pub(crate) basket: &'b Basket<'a>,
    /// The amounts of the lines after discounts.
    pub(crate) lines: &'b [i64],
}

impl Goods<'_, '_> {
    /// Returns the parts of a charge with their taxes.
    pub(crate) fn shares(&self, charge: i64, tax: &ChargeTax) -> Result<Vec<TaxShare>, Overflow> {
        match self.parts(charge, tax)? {
            parts if parts.is_empty() => Ok(vec![share(self.mode, charge, &[])?]),
            parts => parts.into_iter().map(|(components, part)| share(self.mode, part, components)).collect(),
        }
    }

    /// Returns the tax that is added to a charge.
    pub(crate) fn added(&self, charge: i64, tax: &ChargeTax) -> Result<i64, Overflow> {
        let parts = self.parts(charge, tax)?;
        parts.into_iter().try_fold(0_i64, |sum, (components, part)| {
            sum.checked_add(added(self.mode, part, rate(components))?).ok_or(Overflow)
        })
    }

    fn parts<'c>(&'c self, charge: i64, tax: &'c ChargeTax) -> Result<Vec<(&'c [TaxComponent], i64)>, Overflow> {
        match tax {
            ChargeTax::None => Ok(vec![(&[], charge)]),
            ChargeTax::Rate(components) => Ok(vec![(components, charge)]),
            ChargeTax::Goods => self.groups.split(charge, self.basket, self.lines),
            ChargeTax::HighestOfGoods => Ok(vec![(self.groups.highest(), charge)]),
        }
    }
}
