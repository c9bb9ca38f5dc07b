use addresses::{fold_digits, format_of};
use cart::{Cart, CartContent, CartEntry, Form, SeenPrice};
use database::Reader;
use pricing::documents::Destination;
use types::{Country, Market, Money, PaymentKind};

use crate::{CartLineRequest, CartQuote, CartRequest, CheckoutError, EMAIL, QuotedLine, quote_cart};

/// The names of the fields of a form that prices depend on: ISO codes of country and subdivision, and the postcode.
pub const CART_ADDRESS: [&str; 3] = ["country", "region", "postcode"];

/// A visitor's cart with its price.
#[derive(Clone, Debug)]
pub struct QuotedCart {
    /// The cart.
    pub cart: Cart,
    /// Its price. The keys of its rows are the places of lines in the cart.
    pub quote: CartQuote,
    /// The gift cards that can be used, in the order in which they are used.
    pub gift_cards: Vec<CartGiftCard>,
}

/// A gift card of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartGiftCard {
    /// The card's id.
    pub id: i64,
    /// The key of its tender in the quote.
    pub tender: String,
    /// The last four characters of its code.
    pub last_four: String,
}

impl QuotedCart {
    /// Returns the cart's line behind a row's key.
    pub fn line(&self, key: u64) -> Option<&CartEntry> {
        self.cart.content.lines.get(usize::try_from(key).ok()?)
    }

    /// Returns the price of a single unit that the shopper saw before, if it is in the same currency and has changed since.
    /// Lower prices by quantity are no change.
    pub fn changed_price(&self, line: &QuotedLine) -> Option<Money> {
        let seen = self.line(line.key)?.seen?;
        let now = line.item.price?.now.minor;
        let currency = self.quote.quote.currency;
        (seen.currency == currency && seen.minor != now).then_some(Money { minor: seen.minor, currency })
    }

    /// Returns the present price of a single unit of each line, as a shopper accepts them.
    pub fn seen_prices(&self) -> Vec<(cart::LineKey, SeenPrice)> {
        let currency = self.quote.quote.currency;
        let seen =
            |line: &QuotedLine| Some((self.line(line.key)?.key, SeenPrice { minor: line.unit_price(), currency }));
        self.quote.lines.iter().filter_map(seen).collect()
    }
}

/// Returns a visitor's cart with its price in the reader's market. Gift cards that can't be used there are left out.
pub async fn quote_open_cart(reader: &mut Reader, cart: Cart) -> Result<QuotedCart, CheckoutError> {
    let mut request = cart_request(&cart.content, reader.market());
    let (currency, at) = (reader.market().currency(), reader.at);
    let mut gift_cards = Vec::new();
    for of_cart in &cart.content.gift_cards {
        let Some(card) = payments::gift_card_by_id(reader, of_cart.id).await? else { continue };
        if card.refusal(currency, at).is_none() {
            let tender = card.tender();
            gift_cards.push(CartGiftCard { id: card.id, tender: tender.key.clone(), last_four: card.last_four });
            request.tenders.push(tender);
        }
    }
    let quote = quote_cart(reader, &request).await?;
    Ok(QuotedCart { cart, quote, gift_cards })
}

/// Returns the request for the price of a cart, delivery included: the one that was chosen, else the cheapest.
pub fn cart_request(content: &CartContent, market: Market) -> CartRequest {
    let line = |line: &CartEntry| CartLineRequest { sku: line.sku.clone(), quantity: line.quantity };
    let chosen = Some(&content.checkout.delivery).filter(|method| !method.is_empty());
    let forms = [&content.checkout.contact, &content.estimate];
    CartRequest {
        lines: content.lines.iter().map(line).collect(),
        codes: content.codes.clone(),
        destination: forms.into_iter().find_map(|form| destination_of(form, market)),
        delivery_method: chosen.cloned(),
        estimates_delivery: true,
        cash_on_delivery: content.checkout.payment == PaymentKind::CashOnDelivery.as_str(),
        tenders: Vec::new(),
        email: Some(content.checkout.contact.get(EMAIL)).filter(|email| !email.is_empty()).map(str::to_owned),
    }
}

/// Returns the address that prices depend on, of a form with the fields [`CART_ADDRESS`]; `None` if it names no country of the
/// market.
pub fn destination_of(form: &Form, market: Market) -> Option<Destination> {
    let country = Country::from_code(form.get("country")).filter(|of| market.facts().countries.contains(of))?;
    let region = format_of(country).region(form.get("region"));
    let postcode = Some(fold_digits(form.get("postcode"))).filter(|postcode| !postcode.is_empty());
    Some(Destination {
        country,
        region: region.map(|region| format!("{}-{}", country.code(), region.code())),
        postcode,
    })
}
