//! Everything that a buyer agrees to, as an order keeps it.

use cart::CheckoutStep;
use checkout::{QuotedCart, QuotedLine};
use orders::{
    OrderBilling, OrderContact, OrderDelivery, OrderPayment, OrderSeller, OrderSnapshot, OrderedLine, OrderedOption,
    OrderedPromotion, SNAPSHOT_VERSION, UseLimits, UsedGiftCard,
};
use pricing::documents::PaymentOption;
use pricing_rules::PricingRulesDocument;
use setup::Setup;
use types::{Locale, PaymentKind, Timestamp};

use super::{
    checkout_page::{Progress, payment_name},
    summary::RuleNames,
};
use crate::localizer::Localizer;

/// An order that is ready to be placed.
#[derive(Clone, Debug)]
pub struct PreparedOrder {
    /// Everything that the buyer agrees to.
    pub snapshot: OrderSnapshot,
    /// The way to pay; `None` if nothing is left to pay.
    pub payment: Option<PaymentOption>,
    /// The promotions that it uses, with their limits.
    pub promotions: Vec<UseLimits>,
}

/// Returns the order of a checkout, or its first step that is not finished.
pub fn prepare_order(
    setup: &Setup,
    locale: Locale,
    cart: &QuotedCart,
    rules: &PricingRulesDocument,
    kinds: &[PaymentKind],
    at: Timestamp,
) -> Result<PreparedOrder, CheckoutStep> {
    let localizer = Localizer::new(locale);
    let progress = Progress::of(localizer, cart, rules, kinds, at);
    let step = progress.first_open();
    let (Ok(contact), Ok(company), CheckoutStep::Review) = (&progress.contact, &progress.company, step) else {
        return Err(step);
    };
    let names = RuleNames::new(rules, locale.language());
    let quote = cart.quote.quote.clone();
    let payment = progress.payment().filter(|_| quote.due > 0);
    let delivery = progress.delivery().map(|(option, days)| OrderDelivery {
        method: option.method.clone(),
        name: names.delivery(&option.method).text,
        from: days.map(|[from, _]| from),
        to: days.map(|[_, to]| to),
    });
    let billing = company.as_ref().map(|company| OrderBilling {
        company: company.name.clone(),
        tax_number: company.tax_number.as_ref().map(|number| number.as_str().to_owned()).unwrap_or_default(),
        address: None,
    });
    let promotions: Vec<OrderedPromotion> = quote
        .applied
        .iter()
        .map(|of| OrderedPromotion { id: of.promotion.clone(), name: names.promotion(&of.promotion).text })
        .collect();
    let snapshot = OrderSnapshot {
        version: SNAPSHOT_VERSION,
        market: locale.market().code(),
        language: locale.language(),
        locale: locale.bcp47().to_owned(),
        currency: quote.currency,
        contact: OrderContact {
            email: contact.email.as_str().to_owned(),
            phone: Some(contact.phone.as_str().to_owned()),
        },
        address: contact.address.clone(),
        billing,
        lines: cart.quote.lines.iter().map(ordered_line).collect(),
        delivery,
        payment: payment
            .map(|option| OrderPayment { method: option.method.clone(), name: payment_name(localizer, option) }),
        promotions,
        gift_cards: used_gift_cards(cart),
        note: cart.cart.content.note.clone(),
        seller: seller(setup, locale),
        quote,
    };
    let limits = snapshot.promotions.iter().filter_map(|used| {
        let promotion = rules.promotions.iter().find(|of| of.id == used.id)?;
        Some(UseLimits {
            promotion: promotion.id.clone(),
            limit: promotion.limit,
            per_customer: promotion.limit_per_customer,
        })
    });
    Ok(PreparedOrder { promotions: limits.collect(), payment: payment.cloned(), snapshot })
}

fn ordered_line(line: &QuotedLine) -> OrderedLine {
    let item = &line.item;
    let option =
        |option: &catalog::CartOption| OrderedOption { name: option.name.clone(), label: option.label.clone() };
    OrderedLine {
        key: line.key,
        sku: item.sku.clone(),
        variant: item.id,
        product: item.product_code.clone(),
        slug: item.slug.clone(),
        name: item.name.clone(),
        options: item.options.iter().map(option).collect(),
        picture: item.picture.as_ref().map(|picture| picture.address.clone()),
        quantity: line.quantity,
        hsn: item.hsn.clone(),
        tax_class: item.tax_class.clone(),
    }
}

/// Returns the gift cards that the price uses.
fn used_gift_cards(cart: &QuotedCart) -> Vec<UsedGiftCard> {
    let used = cart.quote.quote.tenders.iter().filter(|tender| tender.used > 0);
    let card = |tender: &pricing::TenderUse| {
        let card = cart.gift_cards.iter().find(|card| card.tender == tender.key)?;
        Some(UsedGiftCard { tender: tender.key.clone(), last4: card.last_four.clone() })
    };
    used.filter_map(card).collect()
}

/// Returns the seller as papers of a market name it.
fn seller(setup: &Setup, locale: Locale) -> OrderSeller {
    match setup.document().legal.clone() {
        Some(legal) => {
            OrderSeller { name: legal.name, address: legal.address, tax_number: legal.vat.unwrap_or_default() }
        }
        None => OrderSeller { name: locale.shop_name().to_owned(), ..OrderSeller::default() },
    }
}
