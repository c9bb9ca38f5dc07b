use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use catalog::CartItem;
use database::Reader;
use pricing::{
    Availability, CartLine, Charge, Fee, PriceTier, Quote, QuoteRequest, TaxComponent, TaxMode,
    documents::{
        CashOnDeliveryRefusal, ChargeTaxDocument, DeliveryKind, DeliveryOption, Destination, MarketTax, PackedItem,
        Parcel, TaxedItem, delivery_options, fold_code, fold_sku, resolve_charge_tax, resolve_tax, rules_of_cart,
    },
};
use pricing_rules::{PricingRules, PricingRulesDocument};
use types::{Sku, SkuKey, Stock};

use crate::{CartLineRequest, CartRequest, CheckoutError, SetAsideReason, used_up::used_up};

/// The code of the fee for cash on delivery.
pub const CASH_ON_DELIVERY: &str = "cash-on-delivery";

/// A cart with its price in the reader's market.
#[derive(Clone, Debug)]
pub struct CartQuote {
    /// The lines that are a part of the price, in the order of the cart. A row of the quote has the place of its line in the
    /// cart for a key.
    pub lines: Vec<QuotedLine>,
    /// The lines that are not.
    pub set_aside: Vec<SetAsideLine>,
    /// The price.
    pub quote: Quote,
    /// The delivery methods, each with its price or the reason why it has none.
    pub delivery: Vec<DeliveryOption>,
    /// The id of the delivery method that is a part of the price.
    pub delivery_method: Option<String>,
    /// The address of the price.
    pub destination: Destination,
    /// True if the address is the market's first country, because the cart has none.
    pub is_estimate: bool,
    /// The fee of cash on delivery, chosen or not, which is 0 if nothing is left to pay; `None` if the shop has no cash on
    /// delivery.
    pub cash_on_delivery: Option<Result<i64, CashOnDeliveryRefusal>>,
    /// The request to the pricing engine, with which the browser calculates the same.
    pub request: QuoteRequest,
}

/// A line that is a part of the price.
#[derive(Clone, Debug)]
pub struct QuotedLine {
    /// The place in the cart, counted from 0.
    pub key: u64,
    /// The variant.
    pub item: CartItem,
    /// The units.
    pub quantity: u32,
}

/// A line that is not a part of the price.
#[derive(Clone, Debug)]
pub struct SetAsideLine {
    /// The place in the cart, counted from 0.
    pub key: u64,
    /// The line.
    pub line: CartLineRequest,
    /// The variant, if the shop has it.
    pub item: Option<CartItem>,
    /// The reason.
    pub reason: SetAsideReason,
}

/// Everything that prices in one market, at one moment and for one address depend on.
struct Terms<'r> {
    rules: &'r PricingRulesDocument,
    reader: &'r Reader,
    destination: Destination,
}

/// Returns a cart with its price in the reader's market, at the reader's moment.
pub async fn quote_cart(reader: &mut Reader, cart: &CartRequest) -> Result<CartQuote, CheckoutError> {
    pricing::check_cart_size(cart.lines.iter().map(|line| line.quantity), cart.codes.len())?;
    let rules = pricing_rules::rules(reader).await?;
    let skus: Vec<Sku> = cart.lines.iter().map(|line| line.sku.clone()).collect();
    let items = catalog::cart_items(reader, &skus).await?;
    let (lines, set_aside) = sort_lines(cart, items);
    let used_up = used_up(reader, &rules.document.promotions, cart.email.as_deref()).await?;
    let terms = Terms::new(&rules.document, reader, cart)?;
    let parcel = parcel(&lines);
    let market = reader.market();
    let delivery = delivery_options(
        &rules.document.delivery_methods,
        market.code(),
        market.currency(),
        &terms.destination,
        &parcel,
    );
    let mut request = terms.request(&rules, cart, &lines)?;
    mark_used_up(&mut request, &used_up);
    let chosen = chosen_delivery(cart, &delivery)?;
    request.delivery = chosen
        .as_ref()
        .map(|chosen| Ok::<_, CheckoutError>(Charge { amount: chosen.price, tax: terms.charge_tax(chosen.tax)? }))
        .transpose()?;
    let delivery_method = chosen.map(|chosen| chosen.method);
    let mut quote = pricing::quote(&request)?;
    let cash_on_delivery = terms.cash_on_delivery(quote.due);
    if cart.cash_on_delivery {
        let is_refused = cash_on_delivery.is_none_or(|fee| fee.is_err());
        // An estimate tells the total without the fee, and the checkout asks for another way to pay.
        if !(cart.estimates_delivery && is_refused) {
            let fee = terms.cash_fee(cash_on_delivery)?;
            // Gift cards that pay everything leave nothing that is paid in cash.
            if quote.due > 0 {
                request.fees.push(fee);
                quote = pricing::quote(&request)?;
            }
        }
    }
    let (destination, is_estimate) = (terms.destination, cart.destination.is_none());
    Ok(CartQuote {
        lines,
        set_aside,
        quote,
        delivery,
        delivery_method,
        destination,
        is_estimate,
        cash_on_delivery,
        request,
    })
}

fn mark_used_up(request: &mut QuoteRequest, used_up: &BTreeSet<String>) {
    for promotion in request.promotions.iter_mut().filter(|promotion| used_up.contains(&promotion.id)) {
        promotion.availability = Availability::UsedUp;
    }
}

/// Separates the lines that can be bought from the others. Lines of one variant share its stock in their order.
fn sort_lines(cart: &CartRequest, items: Vec<CartItem>) -> (Vec<QuotedLine>, Vec<SetAsideLine>) {
    let by_sku = |item: CartItem| Some((Sku::new(&item.sku).ok()?.key(), Arc::new(item)));
    let items: HashMap<SkuKey, Arc<CartItem>> = items.into_iter().filter_map(by_sku).collect();
    let mut taken: HashMap<SkuKey, u32> = HashMap::new();
    let (mut lines, mut set_aside) = (Vec::new(), Vec::new());
    for (line, key) in cart.lines.iter().zip(0..) {
        let sku = line.sku.key();
        let item = items.get(&sku).map(|item| CartItem::clone(item));
        let before = taken.get(&sku).copied().unwrap_or_default();
        let reason = reason_against(item.as_ref(), before, line.quantity);
        match (item, reason) {
            (Some(item), None) => {
                taken.insert(sku, before.saturating_add(line.quantity));
                lines.push(QuotedLine { key, item, quantity: line.quantity });
            }
            (item, reason) => {
                let reason = reason.unwrap_or(SetAsideReason::Unknown);
                set_aside.push(SetAsideLine { key, line: line.clone(), item, reason });
            }
        }
    }
    (lines, set_aside)
}

/// Returns the reason why a line can't be bought. The lines of this variant before it have `taken` units.
fn reason_against(item: Option<&CartItem>, taken: u32, wanted: u32) -> Option<SetAsideReason> {
    let Some(item) = item else { return Some(SetAsideReason::Unknown) };
    if item.price.is_none() {
        return Some(SetAsideReason::NotSoldHere);
    }
    match item.stock {
        Stock::Untracked => None,
        Stock::Counted(units) => {
            let left = units.saturating_sub(taken);
            (left < wanted).then_some(SetAsideReason::OutOfStock { left })
        }
    }
}

fn parcel(lines: &[QuotedLine]) -> Parcel {
    let packed = |line: &QuotedLine| PackedItem {
        quantity: line.quantity,
        weight_g: line.item.weight_g,
        dimensions_mm: [line.item.dimensions.length, line.item.dimensions.width, line.item.dimensions.height],
        value: line.unit_price().saturating_mul(line.quantity.into()),
    };
    Parcel::of(&lines.iter().map(packed).collect::<Vec<_>>())
}

impl QuotedLine {
    /// Returns the price of one unit by quantity, in minor units.
    fn tiers(&self) -> Vec<PriceTier> {
        let single = PriceTier { from: 1, price: self.item.price.map_or(0, |price| price.now.minor) };
        let more = self.item.quantity_prices.iter().map(|tier| PriceTier { from: tier.from, price: tier.amount });
        std::iter::once(single).chain(more).collect()
    }

    /// Returns the price of one unit of the line before discounts, in minor units.
    pub fn unit_price(&self) -> i64 {
        pricing::unit_price(&self.tiers(), self.quantity)
    }
}

/// A delivery method with its price.
struct ChosenDelivery {
    method: String,
    price: i64,
    tax: ChargeTaxDocument,
}

impl ChosenDelivery {
    /// Returns `None` if the method does not deliver.
    fn of(option: &DeliveryOption) -> Option<Self> {
        Some(Self { method: option.method.clone(), price: option.price.ok()?, tax: option.tax })
    }
}

/// Returns the delivery that the cart chose, or for an estimate the cheapest one to an address.
fn chosen_delivery(cart: &CartRequest, options: &[DeliveryOption]) -> Result<Option<ChosenDelivery>, CheckoutError> {
    let option = cart.delivery_method.as_ref().map(|chosen| (chosen, options.iter().find(|of| of.method == *chosen)));
    if cart.estimates_delivery {
        let chosen = option.and_then(|(_, option)| ChosenDelivery::of(option?));
        return Ok(chosen.or_else(|| cheapest(options)));
    }
    let Some((chosen, option)) = option else { return Ok(None) };
    let option = option.ok_or_else(|| CheckoutError::UnknownDelivery(chosen.clone()))?;
    let refused = |reason| CheckoutError::Delivery { method: chosen.clone(), reason };
    option.price.map_err(refused)?;
    Ok(ChosenDelivery::of(option))
}

/// Returns the cheapest delivery to an address, the first of several.
fn cheapest(options: &[DeliveryOption]) -> Option<ChosenDelivery> {
    let to_address = options.iter().filter(|option| option.kind == DeliveryKind::Shipping);
    to_address.filter_map(ChosenDelivery::of).min_by_key(|chosen| chosen.price)
}

impl<'r> Terms<'r> {
    fn new(rules: &'r PricingRulesDocument, reader: &'r Reader, cart: &CartRequest) -> Result<Self, CheckoutError> {
        let home = || {
            let country = reader.market().home_country()?;
            Some(Destination { country, region: None, postcode: None })
        };
        let destination = cart.destination.clone().or_else(home).ok_or(CheckoutError::NoDestination)?;
        Ok(Self { rules, reader, destination })
    }

    fn request(
        &self,
        rules: &PricingRules,
        cart: &CartRequest,
        lines: &[QuotedLine],
    ) -> Result<QuoteRequest, CheckoutError> {
        let market = self.reader.market();
        let (tax_mode, taxes) = self.taxes(lines)?;
        Ok(QuoteRequest {
            revision: rules.version,
            at: self.reader.at,
            currency: market.currency(),
            lines: lines.iter().zip(taxes).map(|(line, tax)| cart_line(line, tax)).collect(),
            promotions: rules_of_cart(
                &self.rules.promotions,
                market.code(),
                market.currency(),
                &cart.codes,
                self.reader.at,
            ),
            codes: cart.codes.iter().map(|code| fold_code(code)).collect(),
            delivery: None,
            fees: Vec::new(),
            tax_mode,
            round_to: self.rules.round_to.amount(market.code(), market.currency()).unwrap_or_default(),
            tenders: cart.tenders.clone(),
        })
    }

    fn taxes(&self, lines: &[QuotedLine]) -> Result<(TaxMode, Vec<Vec<TaxComponent>>), CheckoutError> {
        let market = self.reader.market();
        let taxed = |line: &'_ QuotedLine| (line.item.tax_class.clone(), line.item.hsn.clone());
        let facts: Vec<(String, String)> = lines.iter().map(taxed).collect();
        let items: Vec<TaxedItem> = facts.iter().map(|(class, hsn)| TaxedItem { class, hsn }).collect();
        let home = self.rules.home_regions.get(&market.code()).map(String::as_str);
        Ok(resolve_tax(self.market_tax(), &self.rules.tax_rates, home, &self.destination, self.reader.at, &items)?)
    }

    fn charge_tax(&self, tax: ChargeTaxDocument) -> Result<pricing::ChargeTax, CheckoutError> {
        Ok(resolve_charge_tax(tax, self.market_tax(), &self.rules.tax_rates, &self.destination, self.reader.at)?)
    }

    fn market_tax(&self) -> MarketTax<'static> {
        let market = self.reader.market();
        MarketTax { rule: market.tax(), countries: &market.facts().countries }
    }

    fn cash_on_delivery(&self, due: i64) -> Option<Result<i64, CashOnDeliveryRefusal>> {
        let market = self.reader.market();
        let document = self.rules.cash_on_delivery.as_ref()?;
        Some(document.fee(market.code(), market.currency(), &self.destination, due))
    }

    fn cash_fee(&self, fee: Option<Result<i64, CashOnDeliveryRefusal>>) -> Result<Fee, CheckoutError> {
        let refused = CheckoutError::CashOnDelivery;
        let amount = fee.unwrap_or(Err(CashOnDeliveryRefusal::OtherMarkets)).map_err(refused)?;
        let tax = self.rules.cash_on_delivery.as_ref().map(|document| document.tax).unwrap_or_default();
        Ok(Fee { code: CASH_ON_DELIVERY.to_owned(), amount, tax: self.charge_tax(tax)? })
    }
}

fn cart_line(line: &QuotedLine, tax: Vec<TaxComponent>) -> CartLine {
    let item = &line.item;
    CartLine {
        key: line.key,
        quantity: line.quantity,
        prices: line.tiers(),
        product: item.product_code.clone(),
        variant: fold_sku(&item.sku),
        categories: item.categories.clone(),
        collections: item.collections.clone(),
        tags: item.tags.clone(),
        tax,
    }
}
