//! The bounds of a request.

use types::bounds::MAX_PRICE;

use crate::{
    CartLine, ChargeTax, Effect, Percent, PromotionRule, QuoteBound, QuoteError, QuoteRequest, TaxComponent,
    bounds::{
        MAX_CHARGES, MAX_CODES, MAX_COMPONENTS, MAX_ID_BYTES, MAX_LINES, MAX_PROMOTIONS, MAX_QUANTITY, MAX_ROUND_TO,
        MAX_TAX_PPM, MAX_TIERS,
    },
};

/// Fails with the first bound that the request breaks.
pub(crate) fn validate(request: &QuoteRequest) -> Result<(), QuoteError> {
    check_cart_size(request.lines.iter().map(|line| line.quantity), request.codes.len())?;
    require(request.promotions.len() <= MAX_PROMOTIONS, QuoteBound::Promotions, request.promotions.len())?;
    require(request.fees.len() <= MAX_CHARGES, QuoteBound::Charges, request.fees.len())?;
    require(request.tenders.len() <= MAX_CHARGES, QuoteBound::Tenders, request.tenders.len())?;
    require((0..=MAX_ROUND_TO).contains(&request.round_to), QuoteBound::RoundTo, 0)?;
    each(&request.lines, line)?;
    each(&request.promotions, promotion)?;
    each(&request.codes, |code, at| require(code.len() <= MAX_ID_BYTES, QuoteBound::PromotionId, at))?;
    if let Some(delivery) = &request.delivery {
        charge(delivery.amount, &delivery.tax, 0)?;
    }
    each(&request.fees, |fee, at| charge(fee.amount, &fee.tax, at))?;
    each(&request.tenders, |tender, at| require(tender.balance >= 0, QuoteBound::Balance, at))
}

/// Fails if a cart with lines of these quantities, and so many codes, is out of bounds. It needs nothing but the cart, so
/// callers check this before they look anything up.
pub fn check_cart_size(quantities: impl ExactSizeIterator<Item = u32>, codes: usize) -> Result<(), QuoteError> {
    require(quantities.len() <= MAX_LINES, QuoteBound::Lines, quantities.len())?;
    require(codes <= MAX_CODES, QuoteBound::Codes, codes)?;
    let mut quantities = quantities.enumerate();
    quantities.try_for_each(|(at, units)| require((1..=MAX_QUANTITY).contains(&units), QuoteBound::Quantity, at))
}

fn require(holds: bool, bound: QuoteBound, at: usize) -> Result<(), QuoteError> {
    if holds { Ok(()) } else { Err(QuoteError::OutOfBounds { bound, at: at as u32 }) }
}

fn each<T>(list: &[T], check: impl Fn(&T, usize) -> Result<(), QuoteError>) -> Result<(), QuoteError> {
    list.iter().enumerate().try_for_each(|(at, item)| check(item, at))
}

const fn is_price(amount: i64) -> bool {
    0 <= amount && amount <= MAX_PRICE
}

fn line(line: &CartLine, at: usize) -> Result<(), QuoteError> {
    let tiers = &line.prices;
    let are_ordered = tiers.first().is_some_and(|tier| tier.from == 1)
        && tiers.len() <= MAX_TIERS
        && tiers.is_sorted_by(|one, next| one.from < next.from);
    require(are_ordered, QuoteBound::Tiers, at)?;
    require(tiers.iter().all(|tier| is_price(tier.price)), QuoteBound::Price, at)?;
    components(&line.tax, at)
}

fn components(components: &[TaxComponent], at: usize) -> Result<(), QuoteError> {
    let rate = components.iter().fold(0_u32, |rate, component| rate.saturating_add(component.rate.ppm()));
    require(components.len() <= MAX_COMPONENTS && rate <= MAX_TAX_PPM, QuoteBound::TaxRate, at)
}

fn charge(amount: i64, tax: &ChargeTax, at: usize) -> Result<(), QuoteError> {
    require(is_price(amount), QuoteBound::ChargeAmount, at)?;
    match tax {
        ChargeTax::Rate(rate) => components(rate, at),
        ChargeTax::None | ChargeTax::Goods | ChargeTax::HighestOfGoods => Ok(()),
    }
}

fn promotion(rule: &PromotionRule, at: usize) -> Result<(), QuoteError> {
    let is_id = |id: &String| (1..=MAX_ID_BYTES).contains(&id.len());
    let are_ids = is_id(&rule.id) && rule.code.iter().chain(&rule.group).all(is_id);
    require(are_ids, QuoteBound::PromotionId, at)?;
    let is_discount = match rule.effect {
        Effect::ItemsPercent { percent } | Effect::OrderPercent { percent } | Effect::DeliveryPercent { percent } => {
            percent <= Percent::WHOLE
        }
        Effect::ItemsAmount { amount } | Effect::OrderAmount { amount } | Effect::DeliveryAmount { amount } => {
            is_price(amount)
        }
        Effect::BuyGet { buy, get, percent, .. } => {
            percent <= Percent::WHOLE && get > 0 && buy <= MAX_QUANTITY && get <= MAX_QUANTITY
        }
        Effect::Cheapest { units, percent } => percent <= Percent::WHOLE && units <= MAX_QUANTITY,
    };
    require(is_discount && rule.cap.is_none_or(|cap| cap >= 0), QuoteBound::Discount, at)
}
