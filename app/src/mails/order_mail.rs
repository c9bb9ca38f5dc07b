use crate::mails::MailBrand;

/// A mail about an order, before it is laid out. Every amount and date is text already, in the buyer's language.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderMail {
    /// The event that it tells of.
    pub kind: OrderMailKind,
    /// The shop.
    pub brand: MailBrand,
    /// The number of the order: `AE-1001`.
    pub number: String,
    /// The name of the buyer; empty if it is not known.
    pub buyer: String,
    /// The absolute address of the order's page.
    pub link: String,
    /// The lines; empty in mails that list none.
    pub lines: Vec<MailLine>,
    /// The sums above the total.
    pub sums: Vec<MailTotal>,
    /// The total.
    pub total: Option<MailTotal>,
    /// Sums below the total, such as gift cards and what is left to pay.
    pub tenders: Vec<MailTotal>,
    /// The lines of the delivery address; empty in mails that show none.
    pub address: Vec<String>,
    /// The delivery.
    pub delivery: Option<MailDelivery>,
    /// The name of the method of payment.
    pub payment: Option<String>,
    /// True if an answer to the mail reaches the shop.
    pub takes_answers: bool,
}

/// The event that a mail tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderMailKind {
    /// The order is placed.
    Placed,
    /// The order is placed, and waits for a transfer.
    PaymentAwaited(TransferDetails),
    /// The order is on its way.
    Dispatched(Option<MailTracking>),
    /// The order is cancelled.
    Cancelled {
        /// The amount that goes back to the buyer, if anything was paid.
        refund: Option<String>,
    },
    /// Money goes back to the buyer.
    Refunded {
        /// The amount.
        amount: String,
    },
    /// The buyer has asked for the link to the order.
    Link,
}

/// The facts that a buyer needs for a transfer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferDetails {
    /// The amount.
    pub amount: String,
    /// The reference.
    pub reference: String,
    /// The shop's account, in the lines that the merchant wrote.
    pub account: Vec<String>,
}

/// A parcel's number at its carrier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTracking {
    /// The carrier; empty if it is not named.
    pub carrier: String,
    /// The number.
    pub number: String,
    /// The absolute address of the carrier's page.
    pub link: Option<String>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLine {
    /// The product's name.
    pub name: String,
    /// The names and values of its options.
    pub options: Vec<(String, String)>,
    /// The units, as text.
    pub quantity: String,
    /// The amount of all units.
    pub amount: String,
    /// The absolute address of a JPEG.
    pub picture: Option<String>,
}

/// A sum of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTotal {
    /// The words beside it.
    pub label: String,
    /// The amount.
    pub amount: String,
}

/// The delivery of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDelivery {
    /// The method's name.
    pub method: String,
    /// The days on which it arrives.
    pub days: Option<String>,
}
