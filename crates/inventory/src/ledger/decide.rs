//! The rules of stock: pure decisions on a loaded ledger.

use std::collections::BTreeMap;

use types::{Timestamp, VariantId};

use super::{Changed, HoldRow, Ledger};
use crate::{HoldKind, HoldState, HoldToken, NewHold, StockCommand, StockRefusal};

/// The units of a variant in a hold, its lines added up, and the most that one customer may have.
type Totals = BTreeMap<VariantId, (i64, Option<i64>)>;

impl Ledger {
    /// Carries a command out in memory, or changes nothing. Returns the number of holds that it concerns.
    pub(crate) fn decide(&mut self, command: &StockCommand) -> Result<u32, StockRefusal> {
        match command {
            StockCommand::Hold(hold) => self.hold(hold),
            StockCommand::Extend { token, until } => self.extend(*token, *until),
            StockCommand::Confirm { token } => self.confirm(*token),
            StockCommand::Release { token, now } => self.end(*token, HoldState::Released, *now),
            StockCommand::Sell { token, now } => self.end(*token, HoldState::Sold, *now),
            StockCommand::ReleaseLapsed { now, .. } => self.release_lapsed(*now),
        }
    }

    fn hold(&mut self, hold: &NewHold) -> Result<u32, StockRefusal> {
        let totals = totals(hold);
        if totals.is_empty() {
            return Err(StockRefusal::NoLine);
        }
        if let Some(rows) = self.holds.get(&hold.token) {
            return same_hold(rows, &totals);
        }
        for (variant, (units, per_customer)) in &totals {
            self.ensure_available(*variant, *units)?;
            self.ensure_within_limit(hold, *variant, (*units, *per_customer))?;
        }
        for (variant, (units, per_customer)) in totals {
            self.take(hold, variant, units, per_customer);
        }
        Ok(1)
    }

    fn ensure_available(&self, variant: VariantId, units: i64) -> Result<(), StockRefusal> {
        match self.available(variant) {
            Some(available) if available < units => {
                Err(StockRefusal::SoldOut { variant, available: u32::try_from(available).unwrap_or(u32::MAX) })
            }
            Some(_) | None => Ok(()),
        }
    }

    fn ensure_within_limit(
        &self,
        hold: &NewHold,
        variant: VariantId,
        (units, per_customer): (i64, Option<i64>),
    ) -> Result<(), StockRefusal> {
        let (Some(customer), Some(most)) = (&hold.customer, per_customer) else { return Ok(()) };
        let has = self.customers.get(&(customer.clone(), variant)).map_or(0, |of| of.is.units);
        if has.saturating_add(units) <= most {
            return Ok(());
        }
        let left = u32::try_from((most - has).max(0)).unwrap_or(u32::MAX);
        Err(StockRefusal::OverLimit { variant, left })
    }

    fn take(&mut self, hold: &NewHold, variant: VariantId, units: i64, per_customer: Option<i64>) {
        let customer = hold.customer.clone().filter(|_| per_customer.is_some());
        if let (Some(customer), Some(most)) = (&customer, per_customer) {
            let of =
                self.customers.entry((customer.clone(), variant)).or_insert_with(|| Changed::new(Default::default()));
            of.is.units += units;
            of.is.most = most;
        }
        for share in self.shares(variant, units) {
            if let (true, Some(stock)) = (share.is_counted, self.stock.get_mut(&(variant, share.location))) {
                stock.is.held += share.units;
            }
            self.holds.entry(hold.token).or_default().push(Changed::new(HoldRow {
                token: hold.token,
                variant,
                location: share.location,
                units: share.units,
                is_counted: share.is_counted,
                kind: hold.kind,
                holder: hold.holder.clone(),
                customer: customer.clone(),
                state: HoldState::Held,
                taken_at: hold.now,
                until: hold.until,
                ended_at: None,
            }));
        }
    }

    fn extend(&mut self, token: HoldToken, until: Timestamp) -> Result<u32, StockRefusal> {
        for row in self.held(token)? {
            row.is.until = row.is.until.map(|former| former.max(until));
        }
        Ok(1)
    }

    fn confirm(&mut self, token: HoldToken) -> Result<u32, StockRefusal> {
        for row in self.held(token)? {
            row.is.until = None;
            row.is.kind = HoldKind::Order;
        }
        Ok(1)
    }

    /// Returns the rows of a hold that has not ended.
    fn held(&mut self, token: HoldToken) -> Result<&mut Vec<Changed<HoldRow>>, StockRefusal> {
        let rows = self.holds.get_mut(&token).ok_or(StockRefusal::NoSuchHold)?;
        match rows.iter().map(|row| row.is.state).find(|state| *state != HoldState::Held) {
            Some(ended) => Err(StockRefusal::Ended(ended)),
            None => Ok(rows),
        }
    }

    /// Ends a hold, unless it has ended in this way already.
    fn end(&mut self, token: HoldToken, state: HoldState, now: Timestamp) -> Result<u32, StockRefusal> {
        match self.held(token) {
            Ok(_) => {}
            Err(StockRefusal::Ended(ended)) if ended == state => return Ok(0),
            Err(refusal) => return Err(refusal),
        }
        for row in self.holds.get_mut(&token).into_iter().flatten() {
            row.is.state = state;
            row.is.ended_at = Some(now);
            let HoldRow { variant, location, units, is_counted, .. } = row.is;
            if let (true, Some(stock)) = (is_counted, self.stock.get_mut(&(variant, location))) {
                stock.is.held -= units;
                stock.is.on_hand -= if state == HoldState::Sold { units } else { 0 };
            }
            let Some(customer) = row.is.customer.clone().filter(|_| state == HoldState::Released) else { continue };
            if let Some(of) = self.customers.get_mut(&(customer, variant)) {
                of.is.units = (of.is.units - units).max(0);
            }
        }
        Ok(1)
    }

    fn release_lapsed(&mut self, now: Timestamp) -> Result<u32, StockRefusal> {
        let has_lapsed =
            |row: &Changed<HoldRow>| row.is.state == HoldState::Held && row.is.until.is_some_and(|until| until <= now);
        let lapsed = self.holds.iter().filter(|(_, rows)| rows.iter().any(has_lapsed)).map(|(token, _)| *token);
        let lapsed: Vec<HoldToken> = lapsed.collect();
        lapsed.iter().map(|token| self.end(*token, HoldState::Released, now)).sum()
    }
}

fn totals(hold: &NewHold) -> Totals {
    let mut totals = Totals::new();
    for line in &hold.lines {
        let (units, most) = totals.entry(line.variant).or_default();
        *units += i64::from(line.units.get());
        let limits = [*most, line.per_customer.map(i64::from)];
        *most = limits.into_iter().flatten().min();
    }
    totals
}

/// Answers a hold whose token is in use: it is the same hold again, or another one.
fn same_hold(rows: &[Changed<HoldRow>], totals: &Totals) -> Result<u32, StockRefusal> {
    let mut has = BTreeMap::new();
    for row in rows {
        *has.entry(row.is.variant).or_insert(0) += row.is.units;
    }
    if !has.iter().eq(totals.iter().map(|(variant, (units, _))| (variant, units))) {
        return Err(StockRefusal::TokenTaken);
    }
    match rows.iter().map(|row| row.is.state).find(|state| *state == HoldState::Released) {
        Some(ended) => Err(StockRefusal::Ended(ended)),
        None => Ok(1),
    }
}
