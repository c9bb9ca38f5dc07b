use std::collections::BTreeSet;

use database::{Error, Executor};
use orders::{PromotionUses, UseLimits, customer_key};
use pricing::documents::PromotionDocument;

/// Returns the limits of a promotion.
pub(crate) fn limits(promotion: &PromotionDocument) -> UseLimits {
    UseLimits { promotion: promotion.id.clone(), limit: promotion.limit, per_customer: promotion.limit_per_customer }
}

/// Returns the ids of the promotions that can't be used once more: by anybody or, if the e-mail address is known, by this
/// customer. The transaction that places the order decides; this is for the price that is shown before.
pub(crate) async fn used_up(
    on: &mut impl Executor,
    promotions: &[PromotionDocument],
    email: Option<&str>,
) -> Result<BTreeSet<String>, Error> {
    let limited: Vec<UseLimits> = promotions.iter().map(limits).filter(has_limit).collect();
    if limited.is_empty() {
        return Ok(BTreeSet::new());
    }
    let customer = email.map(customer_key);
    let ids = limited.iter().map(|limits| limits.promotion.as_str()).collect();
    let uses = PromotionUses::read(on, &ids, customer.as_deref()).await?;
    let is_used_up = |limits: &UseLimits| uses.is_used_up(limits, customer.as_deref());
    Ok(limited.into_iter().filter(is_used_up).map(|limits| limits.promotion).collect())
}

const fn has_limit(limits: &UseLimits) -> bool {
    limits.limit.is_some() || limits.per_customer.is_some()
}
