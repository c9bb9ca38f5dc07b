use addresses::Address;
use jiff::civil::Date;
use pricing::{Quote, QuoteRow, RowKey};
use serde::{Deserialize, Serialize};
use types::{Currency, Language, MarketCode, VariantId};

/// The version that new snapshots have. Readers understand every earlier one.
pub const SNAPSHOT_VERSION: u32 = 1;

/// Everything that a buyer agreed to. It is stored as JSON when the order is made, and never changes: a product, a price or a
/// tax rate that changes later changes no order. All amounts are in [`Self::quote`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSnapshot {
    /// The version of this form: [`SNAPSHOT_VERSION`].
    pub version: u32,
    /// The market.
    pub market: MarketCode,
    /// The language that the buyer read; with the market, it names the locale.
    pub language: Language,
    /// The BCP 47 tag of the locale: `ar-AE`.
    pub locale: String,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The ways to reach the buyer.
    pub contact: OrderContact,
    /// The address of the delivery.
    pub address: Address,
    /// The company that the invoice is for, if it is not for the recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing: Option<OrderBilling>,
    /// The lines, each with the key of its row in the quote.
    pub lines: Vec<OrderedLine>,
    /// The price with its working.
    pub quote: Quote,
    /// The delivery, if the order has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<OrderDelivery>,
    /// The method of payment; `None` if nothing is left to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<OrderPayment>,
    /// The promotions that took something off, in the order of the quote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<OrderedPromotion>,
    /// The gift cards that were used, in the order of the quote's tenders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gift_cards: Vec<UsedGiftCard>,
    /// The buyer's note; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The seller.
    pub seller: OrderSeller,
}

/// The ways to reach a buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderContact {
    /// The e-mail address.
    pub email: String,
    /// The phone number in E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// The company that an invoice is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderBilling {
    /// The legal name.
    pub company: String,
    /// The tax number, such as a TRN or a GSTIN; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_number: String,
    /// The address; without it, that of the delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedLine {
    /// The key of its row in the quote.
    pub key: u64,
    /// The SKU.
    pub sku: String,
    /// The variant whose stock was taken.
    pub variant: VariantId,
    /// The product's name in documents.
    pub product: String,
    /// The product's name in URLs, at that time and in that language.
    pub slug: String,
    /// The product's name that the buyer read.
    pub name: String,
    /// The values that the buyer chose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OrderedOption>,
    /// The address of the picture: `{source}`, or `{source}-{shape}-{x}-{y}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The units.
    pub quantity: u32,
    /// The code of the Harmonized System; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hsn: String,
    /// The class of the tax; empty for the standard one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_class: String,
}

/// A value that a buyer chose, in the buyer's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedOption {
    /// The option's name.
    pub name: String,
    /// The value's label.
    pub label: String,
}

/// The delivery that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDelivery {
    /// The method's id.
    pub method: String,
    /// The method's name, in the buyer's language.
    pub name: String,
    /// The first day that was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day that was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// The method of payment that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPayment {
    /// The method's id.
    pub method: String,
    /// The method's name, in the buyer's language.
    pub name: String,
}

/// A promotion that took something off. Its discount is in the quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedPromotion {
    /// The promotion's id.
    pub id: String,
    /// The promotion's name, in the buyer's language.
    pub name: String,
}

/// A gift card that was used. The amount is in the quote's tenders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedGiftCard {
    /// The key of its tender in the quote.
    pub tender: String,
    /// The last four characters of its code.
    pub last4: String,
}

/// The seller, as papers name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSeller {
    /// The name.
    pub name: String,
    /// The lines of the address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// The tax number in this market; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_number: String,
}

impl OrderSnapshot {
    /// Returns the line with this key.
    pub fn line(&self, key: u64) -> Option<&OrderedLine> {
        self.lines.iter().find(|line| line.key == key)
    }

    /// Returns each line with its row of the quote.
    pub fn priced_lines(&self) -> impl Iterator<Item = (&OrderedLine, &QuoteRow)> {
        let row = |line: &OrderedLine| self.quote.rows.iter().find(|row| row.key == RowKey::Line(line.key));
        self.lines.iter().filter_map(move |line| Some((line, row(line)?)))
    }
}
