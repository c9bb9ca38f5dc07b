use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bounds::{MOST_FIELD, MOST_FIELDS};

/// The fields of a form as the shopper typed them, by name, correct or not, so that nothing typed is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Form(BTreeMap<String, String>);

/// A step of the checkout, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutStep {
    /// The e-mail address, the phone number and the address.
    Contact,
    /// The delivery method.
    Delivery,
    /// The payment method, and the company that the invoice is for.
    Payment,
    /// Everything once more.
    Review,
}

/// The choices of a checkout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckoutChoices {
    /// The key by which placing the order twice gives one order: 128 random bits as hexadecimal digits, from the moment at
    /// which the checkout begins.
    pub key: String,
    /// Contact and address.
    pub contact: Form,
    /// The company that the invoice is for.
    pub company: Form,
    /// The id of the delivery method.
    pub delivery: String,
    /// The id of the payment method.
    pub payment: String,
    /// The steps that the shopper has sent at least once. Others show no errors yet.
    pub sent: BTreeSet<CheckoutStep>,
}

impl CheckoutStep {
    /// All steps in their order.
    pub const ALL: [Self; 4] = [Self::Contact, Self::Delivery, Self::Payment, Self::Review];

    /// Returns the step's name in URLs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Delivery => "delivery",
            Self::Payment => "payment",
            Self::Review => "review",
        }
    }

    /// Returns the step with this name in URLs.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }
}

impl Form {
    /// Returns a form with the fields of these names, without control characters, and cut to their longest length.
    pub fn of(fields: &BTreeMap<String, String>, names: &[&str]) -> Self {
        let of_name = |name: &&str| Some(((*name).to_owned(), clean(fields.get(*name)?)));
        Self(names.iter().take(MOST_FIELDS).filter_map(of_name).collect())
    }

    /// Sets the fields of these names that were sent, and leaves the others: those of another country come back with it.
    pub fn update(&mut self, fields: &BTreeMap<String, String>, names: &[&str]) {
        self.0.extend(Self::of(fields, names).0);
    }

    /// Returns a field; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), clean(value));
    }

    /// Returns true if no field has a value.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

fn clean(value: &str) -> String {
    value.trim().chars().filter(|letter| !letter.is_control()).take(MOST_FIELD).collect()
}
