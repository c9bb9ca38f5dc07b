//! The two roundings.

use types::Overflow;

use crate::sorting::insert_sorted;

/// A whole in parts per million.
pub const PPM: i64 = 1_000_000;

/// Returns `value × numerator ÷ denominator`, rounded to the nearest whole number, and halves away from zero. The
/// denominator is positive.
pub fn half_up(value: i64, numerator: i64, denominator: i64) -> Result<i64, Overflow> {
    debug_assert!(denominator > 0, "a denominator is positive");
    match value.checked_mul(numerator) {
        Some(product) => Ok(rounded(product, denominator)),
        None => {
            let (product, denominator) = (i128::from(value) * i128::from(numerator), i128::from(denominator));
            let (quotient, remainder) = (product / denominator, product % denominator);
            let away = if 2 * remainder.abs() >= denominator { product.signum() } else { 0 };
            i64::try_from(quotient + away).map_err(|_| Overflow)
        }
    }
}

/// The same for a product of 64 bits, for which processors have an instruction.
const fn rounded(product: i64, denominator: i64) -> i64 {
    let (quotient, remainder) = (product / denominator, (product % denominator).unsigned_abs());
    let is_half = remainder >= denominator.unsigned_abs() - remainder;
    if is_half { quotient + product.signum() } else { quotient }
}

/// Splits `total` in proportion to `weights`: each share is rounded down, and the units that are left go to the shares
/// with the largest remainders, of equal ones to those that come first. Callers sort by line key. If no weight is above
/// zero, the first share is the total.
///
/// Neither the total nor a weight is below zero. A share is never above its weight if the total is not above their sum.
pub fn largest_remainder(total: i64, weights: &[i64]) -> Result<Vec<i64>, Overflow> {
    let mut shares = Vec::new();
    split(total, weights, &mut shares, &mut Vec::new())?;
    Ok(shares)
}

/// The remainders of shares with their places, the largest first; kept between calls.
pub(crate) type Remainders = Vec<(i64, u32)>;

/// [`largest_remainder`] into lists that are used again.
pub(crate) fn split(
    total: i64,
    weights: &[i64],
    shares: &mut Vec<i64>,
    remainders: &mut Remainders,
) -> Result<(), Overflow> {
    shares.clear();
    remainders.clear();
    let sum = weights.iter().try_fold(0_i64, |sum, weight| sum.checked_add(*weight)).ok_or(Overflow)?;
    if sum == 0 {
        shares.extend(weights.iter().enumerate().map(|(place, _)| if place == 0 { total } else { 0 }));
        return Ok(());
    }
    let mut left = total;
    for (place, weight) in (0..).zip(weights) {
        let (share, remainder) = divided(total, *weight, sum)?;
        left -= share;
        shares.push(share);
        if remainder > 0 {
            insert_sorted(remainders, (remainder, place), |other, one| other.0 < one.0);
        }
    }
    // Fewer units are left than shares have a remainder.
    let units = usize::try_from(left).map_err(|_| Overflow)?;
    remainders.iter().take(units).for_each(|(_, place)| shares[*place as usize] += 1);
    Ok(())
}

/// Returns `total × weight ÷ sum`, rounded down, and the remainder.
fn divided(total: i64, weight: i64, sum: i64) -> Result<(i64, i64), Overflow> {
    if let Some(product) = total.checked_mul(weight) {
        return Ok((product / sum, product % sum));
    }
    let (product, sum) = (i128::from(total) * i128::from(weight), i128::from(sum));
    let narrow = |wide: i128| i64::try_from(wide).map_err(|_| Overflow);
    Ok((narrow(product / sum)?, narrow(product % sum)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (value, numerator, denominator, rounded) in [
            (2_500, 105_000, PPM, 263),
            (-2_500, 105_000, PPM, -263),
            (5, 1, 10, 1),
            (4, 1, 10, 0),
            (i64::MAX, PPM, PPM, i64::MAX),
            (i64::MAX, 1, 2, i64::MAX / 2 + 1),
            (i64::MIN, 1, 1, i64::MIN),
            (7, i64::MAX, i64::MAX, 7),
        ] {
            assert_eq!(half_up(value, numerator, denominator), Ok(rounded), "{value} × {numerator} ÷ {denominator}");
        }
        assert_eq!(half_up(i64::MAX, 2, 1), Err(Overflow));
    }

    #[test]
    fn shares_add_up_and_ties_go_to_the_first() {
        assert_eq!(largest_remainder(1_000, &[3_333, 3_333, 3_333]), Ok(vec![334, 333, 333]));
        assert_eq!(largest_remainder(2_499, &[1_995, 4_995, 12_999]), Ok(vec![249, 625, 1_625]));
        assert_eq!(largest_remainder(5, &[0, 0]), Ok(vec![5, 0]));
        assert_eq!(largest_remainder(5, &[0, 1]), Ok(vec![0, 5]));
        assert_eq!(largest_remainder(0, &[3, 4]), Ok(vec![0, 0]));
        assert_eq!(largest_remainder(0, &[]), Ok(vec![]));
        let half = i64::MAX / 2;
        assert_eq!(largest_remainder(2 * half, &[half, half]), Ok(vec![half, half]));
        assert_eq!(largest_remainder(1, &[i64::MAX, 1]), Err(Overflow));
    }
}
