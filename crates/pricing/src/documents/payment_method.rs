use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use types::{Currency, MarketCode, PaymentKind, Translated};

use super::{AmountsDocument, CashOnDeliveryDocument, Destination, DocumentFault, fault::FaultList};

/// The days after which a transfer that has not come is no longer waited for, where a method says nothing else.
const USUAL_DAYS: u32 = 7;

/// The most days to wait for a transfer.
const MAX_DAYS: u32 = 90;

/// A way to pay, beside cash on delivery, in the import and export format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentMethodDocument {
    /// The name in documents: lower-case letters, digits and hyphens.
    pub id: String,
    /// The kind.
    pub kind: PaymentKind,
    /// The name that shoppers read; without it, the interface's own for the kind.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub name: Translated,
    /// The instructions for a transfer: account, bank, and anything else that shoppers need beside the reference.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub instructions: Translated,
    /// The markets that have it; without it, all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markets: Vec<MarketCode>,
    /// The least that it is for, in minor units; a market without an amount has no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<AmountsDocument>,
    /// The most that it is for, in minor units; a market without an amount has no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AmountsDocument>,
    /// The days after which a transfer that has not come is no longer waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

/// A way to pay one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentOption {
    /// The method's id.
    pub method: String,
    /// The kind.
    pub kind: PaymentKind,
    /// The name that shoppers read; empty for the interface's own.
    pub name: Translated,
    /// The instructions for a transfer; empty for other kinds.
    pub instructions: Translated,
    /// The fee, in minor units.
    pub fee: i64,
    /// The days after which a transfer that has not come is no longer waited for.
    pub days: Option<u32>,
}

/// Returns the ways to pay `due`, what is left after gift cards and credit without any fee, to an address: the methods of
/// these kinds in the order of the document, then cash on delivery with its fee. If nothing is due, none is needed.
pub fn payment_options(
    methods: &[PaymentMethodDocument],
    cash: Option<&CashOnDeliveryDocument>,
    kinds: &[PaymentKind],
    (market, currency): (MarketCode, Currency),
    destination: &Destination,
    due: i64,
) -> Vec<PaymentOption> {
    if due <= 0 {
        return Vec::new();
    }
    let is_usable =
        |method: &&PaymentMethodDocument| kinds.contains(&method.kind) && method.is_for(market, currency, due);
    let mut options: Vec<PaymentOption> = methods.iter().filter(is_usable).map(PaymentMethodDocument::option).collect();
    let fee = cash.filter(|_| kinds.contains(&PaymentKind::CashOnDelivery));
    if let Some(Ok(fee)) = fee.map(|cash| cash.fee(market, currency, destination, due)) {
        options.push(PaymentOption {
            method: PaymentKind::CashOnDelivery.as_str().to_owned(),
            kind: PaymentKind::CashOnDelivery,
            name: Translated::default(),
            instructions: Translated::default(),
            fee,
            days: None,
        });
    }
    options
}

/// Returns every fault of a shop's payment methods.
pub fn check_payment_methods(methods: &[PaymentMethodDocument]) -> Vec<DocumentFault> {
    let mut faults = FaultList::default();
    let mut ids = BTreeSet::new();
    faults.items(methods, |faults, method| {
        faults.require(is_id(&method.id), "id", "an id has 1 to 100 lower-case letters, digits and hyphens");
        faults.require(ids.insert(&method.id), "id", "two payment methods have this id; give each its own");
        let is_cash = method.kind == PaymentKind::CashOnDelivery;
        faults.require(!is_cash, "kind", "cash on delivery is written in \"cash_on_delivery\", beside this list");
        check_transfer(method, faults);
        check_amounts(method, faults);
    });
    faults.faults
}

fn is_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=100).contains(&id.len()) && id.bytes().all(is_plain)
}

fn check_transfer(method: &PaymentMethodDocument, faults: &mut FaultList) {
    if method.kind == PaymentKind::BankTransfer {
        let is_there = !method.instructions.is_empty();
        faults.require(is_there, "instructions", "a transfer needs instructions: the account, in every language");
    } else {
        faults.require(method.instructions.is_empty(), "instructions", "only transfers have instructions");
        faults.require(method.days.is_none(), "days", "only transfers are waited for; leave the days out");
    }
    let is_time = method.days.is_none_or(|days| (1..=MAX_DAYS).contains(&days));
    faults.require(is_time, "days", format!("a transfer is waited for 1 to {MAX_DAYS} days"));
}

fn check_amounts(method: &PaymentMethodDocument, faults: &mut FaultList) {
    for (field, amounts) in [("from", &method.from), ("to", &method.to)] {
        if let Some(amounts) = amounts {
            amounts.check(1, field, faults);
        }
    }
    let (Some(from), Some(to)) = (&method.from, &method.to) else { return };
    faults.field("to", |faults| {
        for (list, most) in &to.0 {
            if from.0.get(list).is_some_and(|least| least > most) {
                faults.key(&list.to_string(), |faults| faults.here("the most is below the least of \"from\""));
            }
        }
    });
}

impl PaymentMethodDocument {
    /// Returns true if an amount can be paid with it in a market, whatever the address.
    fn is_for(&self, market: MarketCode, currency: Currency, due: i64) -> bool {
        let limit = |amounts: &Option<AmountsDocument>| amounts.as_ref().and_then(|of| of.amount(market, currency));
        (self.markets.is_empty() || self.markets.contains(&market))
            && limit(&self.from).is_none_or(|least| due >= least)
            && limit(&self.to).is_none_or(|most| due <= most)
    }

    fn option(&self) -> PaymentOption {
        PaymentOption {
            method: self.id.clone(),
            kind: self.kind,
            name: self.name.clone(),
            instructions: self.instructions.clone(),
            fee: 0,
            days: (self.kind == PaymentKind::BankTransfer).then(|| self.days.unwrap_or(USUAL_DAYS)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn methods(documents: Value) -> Vec<PaymentMethodDocument> {
        serde_json::from_value(documents).unwrap()
    }

    fn ids(methods: &[PaymentMethodDocument], market: &str, due: i64) -> Vec<(String, i64)> {
        let cash = serde_json::from_value(json!({"fee": {"AED": 1000}, "ceiling": {"AED": 5000}})).unwrap();
        let destination = serde_json::from_value(json!({"country": "AE"})).unwrap();
        let place = (MarketCode::new(market).unwrap(), Currency::from_code("AED").unwrap());
        let options = payment_options(methods, Some(&cash), &PaymentKind::ALL, place, &destination, due);
        options.into_iter().map(|option| (option.method, option.fee)).collect()
    }

    #[test]
    fn methods_are_those_that_work_for_the_market_and_the_amount() {
        let methods = methods(json!([
            {"id": "small", "kind": "test", "to": {"AED": 3000}},
            {"id": "bank", "kind": "bank_transfer", "instructions": {"en": "IBAN"}, "from": {"AED": 3000, "in": 1}},
            {"id": "elsewhere", "kind": "test", "markets": ["in"]},
        ]));
        let named = |names: &[(&str, i64)]| -> Vec<(String, i64)> {
            names.iter().map(|(name, fee)| ((*name).to_owned(), *fee)).collect()
        };

        assert_eq!(ids(&methods, "ae", 2999), named(&[("small", 0), ("cash_on_delivery", 1000)]));
        assert_eq!(ids(&methods, "ae", 3000), named(&[("small", 0), ("bank", 0), ("cash_on_delivery", 1000)]));
        assert_eq!(ids(&methods, "ae", 5001), named(&[("bank", 0)]), "cash has a ceiling");
        assert_eq!(ids(&methods, "ae", 0), [], "nothing is to pay");
    }

    #[test]
    fn kinds_that_the_shop_is_not_connected_to_are_left_out() {
        let methods = methods(json!([{"id": "t", "kind": "test"}]));
        let destination = serde_json::from_value(json!({"country": "AE"})).unwrap();
        let place = (MarketCode::new("ae").unwrap(), Currency::from_code("AED").unwrap());

        let options = payment_options(&methods, None, &[PaymentKind::BankTransfer], place, &destination, 5);

        assert_eq!(options, []);
    }

    #[test]
    fn each_fault_has_its_place() {
        let methods = methods(json!([
            {"id": "Bank", "kind": "bank_transfer"},
            {"id": "t", "kind": "test", "instructions": {"en": "x"}, "days": 3},
            {"id": "t", "kind": "cash_on_delivery"},
            {"id": "b", "kind": "bank_transfer", "instructions": {"en": "x"}, "days": 0,
             "from": {"AED": 500, "INR": 0}, "to": {"AED": 499}},
            {"id": "right", "kind": "bank_transfer", "instructions": {"en": "x"}, "days": 90, "to": {"AED": 499}},
        ]));

        let paths: Vec<String> = check_payment_methods(&methods).iter().map(DocumentFault::path_text).collect();

        let expected = [
            "[0].id",
            "[0].instructions",
            "[1].instructions",
            "[1].days",
            "[2].id",
            "[2].kind",
            "[3].days",
            "[3].from.INR",
            "[3].to.AED",
        ];
        assert_eq!(paths, expected);
    }
}
