//! The check of tax rates.

use types::{Country, Timestamp, Window};

use super::{
    DocumentFault, SalesTaxStateDocument, TaxRatesDocument,
    fault::FaultList,
    zone::{NO_RANGE, NO_REGION, is_region},
};
use crate::{Percent, bounds::MAX_COMPONENTS};

/// Returns every fault of a shop's tax rates.
pub fn check_tax_rates(document: &TaxRatesDocument) -> Vec<DocumentFault> {
    let mut faults = FaultList::default();
    faults.field("vat", |faults| check_vat(document, faults));
    faults.field("gst_india", |faults| check_gst(document, faults));
    faults.field("sales_tax_us", |faults| {
        faults.items(&document.sales_tax_us, |faults, state| check_state(state, faults))
    });
    faults.faults
}

fn check_vat(document: &TaxRatesDocument, faults: &mut FaultList) {
    let mut before = Vec::new();
    faults.items(&document.vat, |faults, row| {
        check_rate(row.percent, row.window.as_ref(), faults);
        let is_region = row
            .region
            .as_ref()
            .is_none_or(|region| is_region(region) && Country::from_code(&region[..2]) == Some(row.country));
        faults.require(is_region, "region", "write the ISO 3166-2 code of a part of the country, such as \"ES-CN\"");
        faults.require(!row.class.is_empty(), "class", "a class is not empty; leave it out for \"standard\"");
        check_overlap(&mut before, (row.country, row.region.as_ref(), &row.class), row.window.as_ref(), faults);
    });
}

fn check_gst(document: &TaxRatesDocument, faults: &mut FaultList) {
    let mut before = Vec::new();
    faults.items(&document.gst_india, |faults, row| {
        check_rate(row.percent, row.window.as_ref(), faults);
        let is_even = row.percent.ppm() % 2 == 0;
        faults.require(is_even, "percent", "a rate is halved into CGST and SGST; write one with an even last digit");
        let is_prefix = row.hsn.len() <= 8 && row.hsn.bytes().all(|byte| byte.is_ascii_digit());
        faults.require(is_prefix, "hsn", "write the first 2 to 8 digits of an HSN code, or \"\" for all others");
        check_overlap(&mut before, &row.hsn, row.window.as_ref(), faults);
    });
}

fn check_state(state: &SalesTaxStateDocument, faults: &mut FaultList) {
    faults.require(is_region(&state.state) && state.state.starts_with("US-"), "state", NO_REGION);
    faults.require(
        !state.areas.is_empty(),
        "areas",
        "a state has rates; leave the state out if no tax is collected there",
    );
    faults.field("areas", |faults| {
        faults.items(&state.areas, |faults, area| {
            faults.require(area.zip.is_ordered(), "zip", NO_RANGE);
            let is_short = (1..=MAX_COMPONENTS).contains(&area.components.len());
            faults.require(is_short, "components", "an area has 1 to 16 components");
            faults.field("components", |faults| {
                faults.items(&area.components, |faults, component| {
                    check_rate(component.percent, area.window.as_ref(), faults);
                    faults.require(
                        !component.name.is_empty(),
                        "name",
                        "a component has a name, such as \"New York City\"",
                    );
                });
            });
        });
    });
}

fn check_rate(percent: Percent, window: Option<&Window>, faults: &mut FaultList) {
    faults.require(percent <= Percent::WHOLE, "percent", "a rate is 0 to 100 percent");
    let is_ordered = window.is_none_or(|window| window.to.is_none_or(|to| window.from < to));
    faults.require(is_ordered, "window", "a window ends after it begins");
}

/// The keys of rates with their windows.
type Before<K> = Vec<(K, [Option<Timestamp>; 2])>;

/// Requires that two rates for the same goods don't hold at the same time.
fn check_overlap<K: PartialEq>(before: &mut Before<K>, key: K, window: Option<&Window>, faults: &mut FaultList) {
    let [from, to] = Window::bounds(window);
    let begins_before = |from: Option<Timestamp>, to: Option<Timestamp>| from.is_none() || to.is_none() || from < to;
    let overlaps = |other: &[Option<Timestamp>; 2]| begins_before(from, other[1]) && begins_before(other[0], to);
    if before.iter().any(|(other, bounds)| *other == key && overlaps(bounds)) {
        faults.add("window", "another rate holds for the same goods at this time; end it where this one begins");
    }
    before.push((key, [from, to]));
}
