//! The tax of an amount.

use types::Overflow;

use crate::{
    TaxComponent, TaxMode, TaxPart, TaxShare,
    rounding::{PPM, half_up, largest_remainder},
};

/// Returns the rate of all components in parts per million.
pub(crate) fn rate(components: &[TaxComponent]) -> i64 {
    components.iter().map(|component| component.rate.factor()).sum()
}

/// Returns the tax that is added to an amount, without its components; 0 if prices include it.
pub(crate) fn added(mode: TaxMode, amount: i64, rate: i64) -> Result<i64, Overflow> {
    match mode {
        TaxMode::Added => half_up(amount, rate, PPM),
        TaxMode::None | TaxMode::Included | TaxMode::IncludedEach => Ok(0),
    }
}

/// Returns an amount with its tax by component.
pub(crate) fn share(mode: TaxMode, amount: i64, components: &[TaxComponent]) -> Result<TaxShare, Overflow> {
    let rate = rate(components);
    let together = |tax: i64| {
        let weights: Vec<i64> = components.iter().map(|component| component.rate.factor()).collect();
        largest_remainder(tax, &weights)
    };
    let each = || {
        components
            .iter()
            .map(|component| half_up(amount, component.rate.factor(), PPM + rate))
            .collect::<Result<_, _>>()
    };
    let taxes = match mode {
        TaxMode::None => return Ok(TaxShare { amount, taxable: amount, parts: Vec::new() }),
        TaxMode::Included => together(half_up(amount, rate, PPM + rate)?)?,
        TaxMode::IncludedEach => each()?,
        TaxMode::Added => together(half_up(amount, rate, PPM)?)?,
    };
    let included = if mode == TaxMode::Added { 0 } else { sum(taxes.iter().copied())? };
    let part =
        |(component, tax): (&TaxComponent, i64)| TaxPart { name: component.name.clone(), rate: component.rate, tax };
    Ok(TaxShare { amount, taxable: amount - included, parts: components.iter().zip(taxes).map(part).collect() })
}

/// Returns the sum of amounts.
pub(crate) fn sum(amounts: impl IntoIterator<Item = i64>) -> Result<i64, Overflow> {
    amounts.into_iter().try_fold(0_i64, |sum, amount| sum.checked_add(amount)).ok_or(Overflow)
}
