//! Properties of quotes over random carts.
//!
//! The number of carts and the first seed can be set: `PRICING_CARTS=1000000 PRICING_SEED=1`.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use rand::{Rng, SeedableRng, rngs::SmallRng, seq::SliceRandom};

use crate::{
    Quote, QuoteRequest, RefundLedger, RefundPiece, RowKey, TaxMode, decode_quote, documents::fold_code,
    encode_request, quote, quote_bytes, testing::random_request,
};

/// The carts of an ordinary run.
const CARTS: u64 = 20_000;

/// Calls `check` with every random cart, and names the seed of one that fails.
fn for_carts(mut check: impl FnMut(&QuoteRequest, &mut SmallRng)) {
    let setting = |name, default| {
        #[expect(clippy::disallowed_methods, reason = "the setting of a test")]
        let set = std::env::var(name);
        set.map_or(default, |set: String| set.parse().expect("it is a number"))
    };
    let (carts, first) = (setting("PRICING_CARTS", CARTS), setting("PRICING_SEED", 0));
    println!("{carts} carts from the seed {first}");
    for seed in first..first + carts {
        let named = NamesSeed(seed);
        check(&random_request(seed), &mut SmallRng::seed_from_u64(!seed));
        std::mem::forget(named);
    }
}

/// Prints a seed when a check panics.
struct NamesSeed(u64);

impl Drop for NamesSeed {
    fn drop(&mut self) {
        eprintln!("the cart of the seed {} fails: PRICING_SEED={} PRICING_CARTS=1", self.0, self.0);
    }
}

fn quoted(request: &QuoteRequest) -> Quote {
    quote(request).expect("random carts are within all bounds")
}

#[test]
fn rows_add_up_and_nothing_is_negative() {
    for_carts(|request, _| {
        let quote = quoted(request);
        let sum = |of: fn(&crate::QuoteRow) -> i64| quote.rows.iter().map(of).sum::<i64>();
        assert_eq!(sum(|row| row.taxable), quote.taxable);
        assert_eq!(sum(|row| row.tax), quote.tax);
        assert_eq!(quote.taxable + quote.tax + quote.rounding, quote.total);
        assert_eq!(sum(|row| row.discount), quote.discount);
        assert_eq!(quote.applied.iter().map(|applied| applied.discount).sum::<i64>(), quote.discount);
        for row in quote.rows.iter().filter(|row| row.key != RowKey::Rounding) {
            assert!(row.discount >= 0 && row.discount <= row.base && row.amount == row.base - row.discount);
            assert!(row.taxable >= 0 && row.tax >= 0);
            assert_eq!(row.shares.iter().map(|share| share.amount).sum::<i64>(), row.amount);
            let parts = row.shares.iter().flat_map(|share| &share.parts).map(|part| part.tax).sum::<i64>();
            assert_eq!(parts, row.tax);
            let gross = row.taxable + row.tax;
            assert_eq!(gross - row.amount, if request.tax_mode == TaxMode::Added { row.tax } else { 0 });
        }
        for applied in &quote.applied {
            assert_eq!(applied.rows.iter().map(|row| row.discount).sum::<i64>(), applied.discount);
            assert!(applied.discount > 0 && applied.rows.iter().all(|row| row.discount > 0));
        }
        assert!(quote.total >= 0 && quote.due >= 0);
    });
}

#[test]
fn tenders_pay_the_total_and_change_no_tax() {
    for_carts(|request, _| {
        let quote = quoted(request);
        assert_eq!(quote.tenders.iter().map(|tender| tender.used).sum::<i64>() + quote.due, quote.total);
        for (tender, given) in quote.tenders.iter().zip(&request.tenders) {
            assert!(tender.used >= 0 && tender.left >= 0 && tender.used + tender.left == given.balance);
        }
        let without = quoted(&QuoteRequest { tenders: Vec::new(), ..request.clone() });
        assert_eq!((&without.rows, without.tax, without.total), (&quote.rows, quote.tax, quote.total));
    });
}

#[test]
fn order_of_everything_but_tenders_is_irrelevant() {
    for_carts(|request, random| {
        let mut other = request.clone();
        other.lines.shuffle(random);
        other.promotions.shuffle(random);
        other.codes.shuffle(random);
        other.fees.shuffle(random);
        assert_eq!(quoted(&other), quoted(request));
    });
}

#[test]
fn path_to_a_cart_is_irrelevant() {
    for_carts(|request, random| {
        let mut path = QuoteRequest { lines: Vec::new(), codes: Vec::new(), ..request.clone() };
        for line in &request.lines {
            let early = crate::CartLine { quantity: random.random_range(1..20), ..line.clone() };
            path.lines.insert(random.random_range(0..=path.lines.len()), early);
            quoted(&path);
        }
        path.codes.clone_from(&request.codes);
        for line in &mut path.lines {
            line.quantity = request.lines.iter().find(|other| other.key == line.key).unwrap().quantity;
        }
        assert_eq!(quoted(&path), quoted(request));
    });
}

#[test]
fn code_never_costs_money() {
    for_carts(|request, _| {
        let total = quoted(request).total;
        for place in 0..request.codes.len() {
            let mut fewer = request.clone();
            fewer.codes.remove(place);
            assert!(quoted(&fewer).total >= total, "without {:?}", request.codes[place]);
        }
    });
}

/// Returns the lowest total over all sets of promotions that the rules of combinations allow, found one by one.
fn lowest_total(request: &QuoteRequest) -> i64 {
    let codes: Vec<String> = request.codes.iter().map(|code| fold_code(code)).collect();
    let entered: Vec<_> = request
        .promotions
        .iter()
        .filter(|rule| rule.code.as_ref().is_none_or(|code| codes.contains(&fold_code(code))))
        .collect();
    let is_allowed = |set: u32| {
        let has = |place: &usize| set & (1 << place) != 0;
        let chosen: Vec<_> = (0..entered.len()).filter(has).map(|place| entered[place]).collect();
        if chosen.iter().any(|rule| rule.exclusive) {
            return chosen.len() == 1;
        }
        let spent: Vec<_> = chosen.iter().filter_map(|rule| rule.code.as_deref()).map(fold_code).collect();
        let must = entered.iter().enumerate().filter(|(_, rule)| !rule.exclusive && rule.group.is_none());
        let must = must.filter(|(_, rule)| rule.code.as_deref().is_none_or(|code| spent.contains(&fold_code(code))));
        let has_all = must.into_iter().all(|(place, _)| has(&place));
        let mut groups: Vec<_> = chosen.iter().filter_map(|rule| rule.group.as_ref()).collect();
        let members = groups.len();
        groups.sort_unstable();
        groups.dedup();
        has_all && groups.len() == members
    };
    let total = |set: u32| {
        let chosen = (0..entered.len()).filter(|place| set & (1 << place) != 0).map(|place| entered[place]);
        let plain = |rule: &crate::PromotionRule| crate::PromotionRule {
            code: None,
            group: None,
            exclusive: false,
            ..rule.clone()
        };
        let promotions = chosen.map(plain).collect();
        quoted(&QuoteRequest { promotions, codes: Vec::new(), ..request.clone() }).total
    };
    (0..1 << entered.len()).filter(|set| is_allowed(*set)).map(total).min().expect("the empty choice is allowed")
}

#[test]
fn quote_is_the_cheapest_of_all_combinations() {
    for_carts(|request, random| {
        // An exclusive promotion that does not apply to the cart is no combination of its own; leave such carts out.
        let refused = |id: &String| {
            quoted(request).not_applied.iter().any(|told| {
                told.promotion.as_ref() == Some(id)
                    && !matches!(
                        told.reason,
                        crate::NotAppliedReason::NothingToDiscount
                            | crate::NotAppliedReason::OtherOfGroup { .. }
                            | crate::NotAppliedReason::Exclusive { .. }
                            | crate::NotAppliedReason::OthersSaveMore
                    )
            })
        };
        if random.random_range(0..4) == 0 {
            let mut request = request.clone();
            request.promotions.retain(|rule| !refused(&rule.id));
            assert_eq!(quoted(&request).total, lowest_total(&request));
        }
    });
}

/// Returns a hash of all that a shopper agrees to: the quote without its explanation.
fn agreed(mut quote: Quote) -> u64 {
    quote.digest = [0; 32];
    quote.not_applied.clear();
    for applied in &mut quote.applied {
        applied.code = None;
        applied.rows.clear();
    }
    quote.tenders.iter_mut().for_each(|tender| tender.left = 0);
    let mut hasher = DefaultHasher::new();
    postcard::to_allocvec(&quote).unwrap().hash(&mut hasher);
    hasher.finish()
}

#[test]
fn digests_differ_exactly_if_quotes_do() {
    let mut by_digest = HashMap::<[u8; 32], u64>::new();
    let mut by_quote = HashMap::<u64, [u8; 32]>::new();
    for_carts(|request, _| {
        let quote = quoted(request);
        let digest = quote.digest;
        let agreed = agreed(quote);
        assert_eq!(*by_digest.entry(digest).or_insert(agreed), agreed);
        assert_eq!(*by_quote.entry(agreed).or_insert(digest), digest);
    });
}

#[test]
fn bytes_carry_the_same_quote() {
    for_carts(|request, _| {
        assert_eq!(decode_quote(&quote_bytes(&encode_request(request))), quote(request));
    });
}

#[test]
fn refunds_in_any_pieces_make_the_whole() {
    for_carts(|request, random| {
        let quote = quoted(request);
        let mut ledger = RefundLedger::new(&quote);
        let mut money = 0;
        let mut taxes = 0;
        for _ in 0..12 {
            let piece = random_piece(&quote, random);
            if let Ok(refund) = ledger.refund(&quote, &[piece]) {
                assert_eq!(refund.rows.iter().map(|row| row.amount).sum::<i64>() + refund.rounding, refund.total);
                assert_eq!(refund.tenders.iter().map(|tender| tender.amount).sum::<i64>(), refund.total);
                assert!(refund.total >= 0, "money goes back, not in");
                money += refund.total;
                taxes += refund.rows.iter().map(|row| row.tax).sum::<i64>();
            }
        }
        let rest = quote.rows.iter().filter(|row| row.key != RowKey::Rounding);
        let rest: Vec<_> = rest.map(|row| RefundPiece::Amount { row: row.key.clone(), amount: i64::MAX }).collect();
        let refund = ledger.refund(&quote, &rest).unwrap();
        money += refund.total;
        taxes += refund.rows.iter().map(|row| row.tax).sum::<i64>();
        assert_eq!((money, taxes, ledger.left(&quote)), (quote.total, quote.tax, 0));
    });
}

fn random_piece(quote: &Quote, random: &mut SmallRng) -> RefundPiece {
    let row = &quote.rows[random.random_range(0..quote.rows.len())];
    match (random.random_range(0..4), &row.key) {
        (0, _) => RefundPiece::Goodwill { amount: random.random_range(0..=quote.total / 3) },
        (1, key) => RefundPiece::Amount { row: key.clone(), amount: random.random_range(0..=row.base.abs()) },
        (_, RowKey::Line(line)) => RefundPiece::Units { line: *line, units: random.random_range(0..=row.quantity) },
        (_, key) => RefundPiece::Amount { row: key.clone(), amount: row.amount },
    }
}
