//! Gift cards and credit.

use crate::{QuoteError, Tender, TenderUse};

/// Pays a total with tenders in their order. Returns the use of each, and the rest.
pub(crate) fn pay(total: i64, tenders: &[Tender]) -> Result<(Vec<TenderUse>, i64), QuoteError> {
    for (place, tender) in tenders.iter().enumerate() {
        if tenders[..place].iter().any(|other| other.key == tender.key) {
            return Err(QuoteError::SameTender(tender.key.clone()));
        }
    }
    let mut due = total;
    let pay = |tender: &Tender| {
        let used = tender.balance.min(due);
        due -= used;
        TenderUse { key: tender.key.clone(), used, left: tender.balance - used }
    };
    let uses = tenders.iter().map(pay).collect();
    Ok((uses, due))
}
