use addresses::AddressField;
use types::{CartId, CheckoutId, OrderId, Timestamp, VariantId};

use crate::{OrderSnapshot, OrderToken, customer_key};

/// An order to insert, as plain data: everything that takes time is worked out before the transaction begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrder {
    /// The id, which is the name of its hold too.
    pub id: OrderId,
    /// The checkout that becomes this order.
    pub checkout: CheckoutId,
    /// The token of the buyer's link.
    pub token: OrderToken,
    /// The cart that it is made from.
    pub cart: Option<CartId>,
    /// The moment at which it is made.
    pub now: Timestamp,
    /// The hash of the buyer's e-mail address.
    pub customer: String,
    /// Everything that the buyer agreed to.
    pub snapshot: OrderSnapshot,
    pub(crate) search: String,
    pub(crate) json: String,
}

/// Units of an order's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderedUnits {
    /// The variant.
    pub variant: VariantId,
    /// The units.
    pub units: u32,
}

impl NewOrder {
    /// Returns an order of this snapshot.
    ///
    /// # Errors
    /// If the snapshot can't be written as JSON.
    pub fn new(
        id: OrderId,
        checkout: CheckoutId,
        token: OrderToken,
        snapshot: OrderSnapshot,
        now: Timestamp,
    ) -> Result<Self, serde_json::Error> {
        let json = serde_json::to_string(&snapshot)?;
        let (customer, search) = (customer_key(&snapshot.contact.email), search_text(&snapshot));
        Ok(Self { id, checkout, token, cart: None, now, customer, snapshot, search, json })
    }

    /// Returns the order as made from this cart.
    #[must_use]
    pub fn of_cart(self, cart: CartId) -> Self {
        Self { cart: Some(cart), ..self }
    }

    /// Returns the token of the hold of its units: the same bits as its id.
    pub const fn hold(&self) -> u128 {
        self.id.0.as_u128()
    }

    /// Returns the units of each line.
    pub fn units(&self) -> impl Iterator<Item = OrderedUnits> {
        self.snapshot.lines.iter().map(|line| OrderedUnits { variant: line.variant, units: line.quantity })
    }
}

/// Returns the words that staff find an order by: names, ways to reach the buyer, and SKUs, in lower case.
fn search_text(snapshot: &OrderSnapshot) -> String {
    let contact = &snapshot.contact;
    let billing = snapshot.billing.iter().flat_map(|billing| [&billing.company, &billing.tax_number]);
    let lines = snapshot.lines.iter().flat_map(|line| [&line.sku, &line.name]);
    let name = snapshot.address.get(AddressField::Name);
    let words = [&contact.email].into_iter().chain(contact.phone.as_ref()).chain(billing).chain(lines);
    let words = [name].into_iter().chain(words.map(String::as_str));
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
