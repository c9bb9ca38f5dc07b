//! The stages of a quote.

use types::Overflow;

use crate::{
    AppliedPromotion, ChargeTax, Fee, Quote, QuoteError, QuoteRequest, QuoteRow, RowDiscount, RowKey, TaxMode,
    TaxShare,
    candidates::{Basket, Sorted, sort},
    charges::{Goods, TaxGroups},
    combinations::cheapest,
    digest::digest,
    discounts::{Amounts, DELIVERY, Scratch},
    explain::explain,
    rounding::half_up,
    sorting,
    taxes::{self, sum},
    tenders,
    validate::validate,
};

/// Returns the price of a cart: the lowest total over all combinations of its promotions, with its working.
pub fn quote(request: &QuoteRequest) -> Result<Quote, QuoteError> {
    validate(request)?;
    let basket = Basket::new(&request.lines)?;
    let sorted = sort(request, &basket)?;
    let mut calculation = Calculation::new(request, &basket, &sorted)?;
    let taken = cheapest(&sorted.candidates, |taken| calculation.total(taken))?;
    calculation.settle(&taken)
}

/// A request while its combinations are compared.
struct Calculation<'a, 'b> {
    request: &'a QuoteRequest,
    basket: &'b Basket<'a>,
    sorted: &'b Sorted<'a>,
    groups: TaxGroups<'a>,
    /// The sum of the tax rates of each line.
    rates: Vec<i64>,
    fees: i64,
    sorted_fees: Vec<&'a Fee>,
    amounts: Amounts,
    scratch: Scratch,
}

impl<'a, 'b> Calculation<'a, 'b> {
    fn new(request: &'a QuoteRequest, basket: &'b Basket<'a>, sorted: &'b Sorted<'a>) -> Result<Self, QuoteError> {
        let sorted_fees: Vec<&Fee> = sorting::sorted(request.fees.iter(), |one, other| one.code > other.code);
        if let Some(pair) = sorted_fees.windows(2).find(|pair| pair[0].code == pair[1].code) {
            return Err(QuoteError::SameFee(pair[0].code.clone()));
        }
        Ok(Self {
            request,
            basket,
            sorted,
            groups: TaxGroups::new(basket),
            rates: basket.lines.iter().map(|line| taxes::rate(&line.tax)).collect(),
            fees: sum(request.fees.iter().map(|fee| fee.amount))?,
            sorted_fees,
            amounts: Amounts { lines: basket.base.clone(), delivery: 0 },
            scratch: Scratch::default(),
        })
    }

    /// Applies a combination to the base prices, and hands over the discounts of each promotion.
    fn apply(&mut self, taken: &[bool], mut record: impl FnMut(usize, &[(u32, i64)])) -> Result<(), Overflow> {
        self.amounts.lines.clone_from(&self.basket.base);
        self.amounts.delivery = self.request.delivery.as_ref().map_or(0, |delivery| delivery.amount);
        for (place, candidate) in self.sorted.candidates.iter().enumerate().filter(|(place, _)| taken[*place]) {
            self.scratch.discount(candidate, self.basket, &self.amounts)?;
            self.amounts.subtract(&self.scratch.taken);
            record(place, &self.scratch.taken);
        }
        Ok(())
    }

    /// Returns the total of a combination.
    fn total(&mut self, taken: &[bool]) -> Result<i64, Overflow> {
        self.apply(taken, |_, _| ())?;
        let amounts = self.amounts.lines.iter().copied().chain([self.amounts.delivery, self.fees]);
        let before = sum(amounts)?.checked_add(self.added_tax()?).ok_or(Overflow)?;
        before.checked_add(rounding(before, self.request.round_to)?).ok_or(Overflow)
    }

    /// Returns the tax on top of the present amounts; 0 if prices include it.
    fn added_tax(&self) -> Result<i64, Overflow> {
        if self.request.tax_mode != TaxMode::Added {
            return Ok(0);
        }
        let of_lines = self.amounts.lines.iter().zip(&self.rates).try_fold(0_i64, |sum, (amount, rate)| {
            sum.checked_add(taxes::added(TaxMode::Added, *amount, *rate)?).ok_or(Overflow)
        })?;
        let goods = self.goods();
        let delivery = self.request.delivery.iter().map(|delivery| (self.amounts.delivery, &delivery.tax));
        let mut charges = delivery.chain(self.request.fees.iter().map(|fee| (fee.amount, &fee.tax)));
        charges.try_fold(of_lines, |sum, (amount, tax)| sum.checked_add(goods.added(amount, tax)?).ok_or(Overflow))
    }

    fn goods(&self) -> Goods<'a, '_> {
        Goods { mode: self.request.tax_mode, groups: &self.groups, basket: self.basket, lines: &self.amounts.lines }
    }

    /// Returns the quote of a combination.
    fn settle(mut self, taken: &[bool]) -> Result<Quote, QuoteError> {
        let mut applied = Vec::new();
        let mut has_effect = vec![false; taken.len()];
        let sorted = self.sorted;
        let basket = self.basket;
        self.apply(taken, |place, discounts| {
            has_effect[place] = !discounts.is_empty();
            if !discounts.is_empty() {
                applied.push(applied_promotion(sorted, basket, place, discounts));
            }
        })?;
        let mut rows = self.rows()?;
        let taxable = sum(rows.iter().map(|row| row.taxable))?;
        let tax = sum(rows.iter().map(|row| row.tax))?;
        let before = taxable.checked_add(tax).ok_or(Overflow)?;
        let rounding = rounding(before, self.request.round_to)?;
        rows.extend((rounding != 0).then(|| rounding_row(rounding)));
        let total = before.checked_add(rounding).ok_or(Overflow)?;
        let (tenders, due) = tenders::pay(total, &self.request.tenders)?;
        let mut quote = Quote {
            revision: self.request.revision,
            currency: self.request.currency,
            applied,
            not_applied: explain(self.request, sorted, taken, &has_effect),
            goods: sum(basket.base.iter().copied())?,
            discount: sum(rows.iter().map(|row| row.discount))?,
            delivery: self.amounts.delivery,
            fees: self.fees,
            taxable,
            tax,
            rounding,
            total,
            tenders,
            due,
            digest: [0; 32],
            rows,
        };
        quote.digest = digest(&quote);
        Ok(quote)
    }

    /// Returns the rows of lines, delivery and fees.
    fn rows(&self) -> Result<Vec<QuoteRow>, Overflow> {
        let mut rows = Vec::with_capacity(self.basket.lines.len() + self.request.fees.len() + 2);
        for (place, line) in self.basket.lines.iter().enumerate() {
            let amount = self.amounts.lines[place];
            let shares = vec![taxes::share(self.request.tax_mode, amount, &line.tax)?];
            let priced = [self.basket.unit_prices[place], self.basket.base[place], amount];
            rows.push(row(RowKey::Line(line.key), line.quantity, priced, shares)?);
        }
        if let Some(delivery) = &self.request.delivery {
            let priced = [delivery.amount, delivery.amount, self.amounts.delivery];
            rows.push(self.charge_row(RowKey::Delivery, priced, &delivery.tax)?);
        }
        for fee in &self.sorted_fees {
            rows.push(self.charge_row(RowKey::Fee(fee.code.clone()), [fee.amount; 3], &fee.tax)?);
        }
        Ok(rows)
    }

    fn charge_row(&self, key: RowKey, priced: [i64; 3], tax: &ChargeTax) -> Result<QuoteRow, Overflow> {
        row(key, 1, priced, self.goods().shares(priced[2], tax)?)
    }
}

/// Returns a row from its price of one unit, its amount before discounts, and that after them.
fn row(key: RowKey, quantity: u32, priced: [i64; 3], shares: Vec<TaxShare>) -> Result<QuoteRow, Overflow> {
    let [unit_price, base, amount] = priced;
    let taxable = sum(shares.iter().map(|share| share.taxable))?;
    let tax = sum(shares.iter().flat_map(|share| &share.parts).map(|part| part.tax))?;
    Ok(QuoteRow { key, quantity, unit_price, base, discount: base - amount, amount, taxable, tax, shares })
}

/// Returns the rounding line. It is not taxed: its taxable amount is 0, and the quote adds it to the total by itself.
const fn rounding_row(amount: i64) -> QuoteRow {
    QuoteRow {
        key: RowKey::Rounding,
        quantity: 1,
        unit_price: amount,
        base: amount,
        discount: 0,
        amount,
        taxable: 0,
        tax: 0,
        shares: Vec::new(),
    }
}

/// Returns the difference from an amount to the nearest multiple of a step, half up.
fn rounding(amount: i64, step: i64) -> Result<i64, Overflow> {
    if step <= 1 {
        return Ok(0);
    }
    let rounded = half_up(amount, 1, step)?.checked_mul(step).ok_or(Overflow)?;
    Ok(rounded - amount)
}

fn applied_promotion(sorted: &Sorted, basket: &Basket, place: usize, discounts: &[(u32, i64)]) -> AppliedPromotion {
    let rule = sorted.candidates[place].rule;
    let row = |place: u32| match place {
        DELIVERY => RowKey::Delivery,
        place => RowKey::Line(basket.lines[place as usize].key),
    };
    AppliedPromotion {
        promotion: rule.id.clone(),
        code: rule.code.clone(),
        discount: discounts.iter().map(|(_, discount)| discount).sum(),
        rows: discounts.iter().map(|(place, discount)| RowDiscount { row: row(*place), discount: *discount }).collect(),
    }
}
