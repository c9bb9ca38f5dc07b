//! Tax rates as merchants write them, and the rates of one destination.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use types::{Country, TaxRule, Timestamp};

use crate::{
    ChargeTax, TaxComponent, TaxMode,
    documents::{
        ChargeTaxDocument, Destination, MarketTax, TaxRateError, TaxRatesDocument, TaxedItem, check_tax_rates,
        resolve_charge_tax, resolve_tax,
    },
    testing::{NOW, components},
};

fn document(value: Value) -> TaxRatesDocument {
    serde_json::from_value(value).unwrap()
}

fn to(country: &str, region: Option<&str>, postcode: Option<&str>) -> Destination {
    let country = Country::from_code(country).unwrap();
    Destination { country, region: region.map(str::to_owned), postcode: postcode.map(str::to_owned) }
}

fn vat(included: bool) -> TaxRule {
    let rates = [("standard", "19"), ("reduced", "7")].map(|(class, rate)| (class.to_owned(), rate.to_owned()));
    TaxRule::Vat { included, rates: BTreeMap::from(rates) }
}

const fn sold_in<'a>(rule: &'a TaxRule, countries: &'a [Country]) -> MarketTax<'a> {
    MarketTax { rule, countries }
}

/// Returns mode and components of one item, sent from Maharashtra.
fn resolve(
    rule: &TaxRule,
    document: &TaxRatesDocument,
    destination: &Destination,
    item: TaxedItem,
) -> Result<(TaxMode, Vec<TaxComponent>), TaxRateError> {
    let (mode, mut items) = resolve_tax(sold_in(rule, &[]), document, Some("IN-MH"), destination, NOW, &[item])?;
    Ok((mode, items.remove(0)))
}

const fn class(class: &str) -> TaxedItem<'_> {
    TaxedItem { class, hsn: "" }
}

const fn hsn(hsn: &str) -> TaxedItem<'_> {
    TaxedItem { class: "", hsn }
}

#[test]
fn vat_is_that_of_region_country_or_market() {
    let document = document(json!({"vat": [
        {"country": "ES", "percent": "21"},
        {"country": "ES", "class": "reduced", "percent": "10"},
        {"country": "ES", "region": "ES-CN", "percent": "0"},
        {"country": "JP", "percent": "8", "window": {"from": "2014-04-01T00:00:00Z", "to": "2019-10-01T00:00:00Z"}},
        {"country": "JP", "percent": "10", "window": {"from": "2019-10-01T00:00:00Z"}}
    ]}));
    for (destination, item, rate) in [
        (to("ES", None, None), "", "21"),
        (to("ES", None, None), "reduced", "10"),
        (to("ES", Some("ES-CN"), None), "standard", "0"),
        (to("ES", Some("ES-MD"), None), "books", "21"),
        (to("JP", None, None), "standard", "10"),
        (to("DE", None, None), "reduced", "7"),
        (to("DE", None, None), "books", "19"),
    ] {
        let resolved = resolve(&vat(true), &document, &destination, class(item));
        assert_eq!(resolved, Ok((TaxMode::Included, components(&[("VAT", rate)]))), "{destination:?} {item}");
    }
    assert_eq!(resolve(&vat(false), &document, &to("DE", None, None), class("")).unwrap().0, TaxMode::Added);
    assert_eq!(resolve(&TaxRule::None, &document, &to("DE", None, None), class("")), Ok((TaxMode::None, vec![])));
}

#[test]
fn class_of_the_market_holds_in_its_countries_before_standard_rates() {
    // Germany's standard rate of 2020, and the rates of an island.
    let document = document(json!({"vat": [
        {"country": "DE", "percent": "16"},
        {"country": "DE", "class": "books", "percent": "5"},
        {"country": "DE", "region": "DE-HH", "percent": "0"},
        {"country": "DE", "region": "DE-HH", "class": "reduced", "percent": "3"},
        {"country": "ES", "percent": "21"}
    ]}));
    let rule = vat(true);
    let countries = ["DE", "FR"].map(|code| Country::from_code(code).unwrap());
    for (destination, item, rate) in [
        (to("DE", None, None), "", "16"),
        (to("DE", None, None), "standard", "16"),
        (to("DE", None, None), "books", "5"),
        (to("DE", None, None), "reduced", "7"),
        (to("DE", None, None), "food", "16"),
        (to("DE", Some("DE-HH"), None), "reduced", "3"),
        (to("DE", Some("DE-HH"), None), "books", "0"),
        (to("DE", Some("DE-HH"), None), "food", "0"),
        (to("FR", None, None), "reduced", "7"),
        (to("FR", None, None), "food", "19"),
        (to("ES", None, None), "reduced", "21"),
        (to("IT", None, None), "reduced", "7"),
    ] {
        let market = sold_in(&rule, &countries);
        let resolved = resolve_tax(market, &document, None, &destination, NOW, &[class(item)]).unwrap();
        assert_eq!(resolved.1, [components(&[("VAT", rate)])], "{destination:?} {item}");
    }
}

#[test]
fn gst_is_that_of_the_longest_prefix_and_the_place_of_supply() {
    let document = document(json!({"gst_india": [
        {"hsn": "", "percent": "18"},
        {"hsn": "69", "percent": "12", "window": {"from": "2017-07-01T00:00:00Z", "to": "2025-09-22T00:00:00Z"}},
        {"hsn": "69", "percent": "5", "window": {"from": "2025-09-22T00:00:00Z"}},
        {"hsn": "6913", "percent": "40"}
    ]}));
    let [within, other] = ["IN-MH", "IN-KA"].map(|region| to("IN", Some(region), Some("560001")));
    let resolved = |destination, item| resolve(&TaxRule::GstIndia, &document, destination, hsn(item)).unwrap();

    assert_eq!(resolved(&other, "69120010"), (TaxMode::Included, components(&[("IGST", "5")])));
    assert_eq!(resolved(&other, "6913"), (TaxMode::Included, components(&[("IGST", "40")])));
    assert_eq!(resolved(&other, "42"), (TaxMode::Included, components(&[("IGST", "18")])));
    let halves = components(&[("CGST", "2.5"), ("SGST", "2.5")]);
    assert_eq!(resolved(&within, "69120010"), (TaxMode::IncludedEach, halves));

    let none = resolve(&TaxRule::GstIndia, &TaxRatesDocument::default(), &within, hsn("69"));
    assert_eq!(none.unwrap_err().to_string(), "no rate of GST is written for the HSN code \"69\"");
    let india = sold_in(&TaxRule::GstIndia, &[]);
    let earlier = resolve_tax(india, &document, None, &other, Timestamp(1_600_000_000_000), &[hsn("69")]);
    assert_eq!(earlier.unwrap().1, [components(&[("IGST", "12")])]);
}

fn sales_tax() -> TaxRatesDocument {
    document(json!({"sales_tax_us": [{
        "state": "US-NY",
        "exempt": ["clothing"],
        "taxes_delivery": true,
        "areas": [{"zip": ["10001", "10299"], "components": [
            {"name": "State", "percent": "4"}, {"name": "City", "percent": "4.5"}, {"name": "MCTD", "percent": "0.375"}
        ]}]
    }]}))
}

#[test]
fn sales_tax_is_that_of_state_and_zip_code() {
    let document = sales_tax();
    let resolved = |destination, item| resolve(&TaxRule::SalesTaxUs, &document, &destination, class(item));
    let manhattan = || to("US", Some("US-NY"), Some("10118-0110"));

    let city = components(&[("State", "4"), ("City", "4.5"), ("MCTD", "0.375")]);
    assert_eq!(resolved(manhattan(), ""), Ok((TaxMode::Added, city)));
    assert_eq!(resolved(manhattan(), "clothing"), Ok((TaxMode::Added, vec![])));
    assert_eq!(resolved(to("US", Some("US-OR"), Some("97201")), ""), Ok((TaxMode::Added, vec![])));
    let error = resolved(to("US", Some("US-NY"), Some("14604")), "").unwrap_err();
    assert_eq!(error.to_string(), "no rate of sales tax is written for the ZIP code \"14604\" in US-NY");
}

#[test]
fn charges_are_taxed_as_the_setup_says() {
    let document = sales_tax();
    let resolved = |charge, rule: &TaxRule, destination: &Destination| {
        resolve_charge_tax(charge, sold_in(rule, &[]), &document, destination, NOW).unwrap()
    };
    let [germany, india] = ["DE", "IN"].map(|country| to(country, None, None));
    let standard = ChargeTax::Rate(components(&[("VAT", "19")]));
    assert_eq!(resolved(ChargeTaxDocument::Standard, &vat(true), &germany), standard);
    assert_eq!(resolved(ChargeTaxDocument::Goods, &vat(true), &germany), ChargeTax::Goods);
    assert_eq!(resolved(ChargeTaxDocument::None, &vat(true), &germany), ChargeTax::None);
    assert_eq!(resolved(ChargeTaxDocument::Standard, &TaxRule::GstIndia, &india), ChargeTax::Goods);
    assert_eq!(resolved(ChargeTaxDocument::HighestOfGoods, &TaxRule::GstIndia, &india), ChargeTax::HighestOfGoods);
    let oregon = to("US", Some("US-OR"), Some("97201"));
    assert_eq!(resolved(ChargeTaxDocument::Goods, &TaxRule::SalesTaxUs, &oregon), ChargeTax::None);
    let new_york = to("US", Some("US-NY"), Some("10001"));
    assert!(matches!(
        resolved(ChargeTaxDocument::Standard, &TaxRule::SalesTaxUs, &new_york),
        ChargeTax::Rate(rates) if rates.len() == 3
    ));
}

#[test]
fn faults_of_rates_are_named() {
    let faulty = document(json!({
        "vat": [
            {"country": "ES", "percent": "21"},
            {"country": "ES", "percent": "22", "window": {"from": "2027-01-01T00:00:00Z"}},
            {"country": "DE", "region": "ES-CN", "percent": "101"}
        ],
        "gst_india": [{"hsn": "69a", "percent": "0.0001"}],
        "sales_tax_us": [{"state": "NY", "areas": [{"zip": ["10299", "10001"], "components": []}]}]
    }));
    let faults: Vec<String> = check_tax_rates(&faulty).iter().map(|fault| fault.path_text()).collect();
    assert_eq!(
        faults,
        [
            "vat[1].window",
            "vat[2].percent",
            "vat[2].region",
            "gst_india[0].percent",
            "gst_india[0].hsn",
            "sales_tax_us[0].state",
            "sales_tax_us[0].areas[0].zip",
            "sales_tax_us[0].areas[0].components"
        ]
    );
    assert_eq!(check_tax_rates(&sales_tax()), []);
}
