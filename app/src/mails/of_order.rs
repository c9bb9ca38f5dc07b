//! A mail of an order, whose snapshot holds what the buyer read then.

use addresses::AddressField;
use orders::{Order, OrderMailTask, OrderMailTopic, OrderSnapshot, OrderToken, OrderedLine};
use pricing::{Quote, QuoteRow};
use serde::Deserialize;
use serde_json::Value;
use setup::Setup;
use types::{Locale, Money, TaxRule};

use crate::{
    address,
    localizer::Localizer,
    mails::{
        MailBrand, MailDelivery, MailLine, MailLogo, MailTotal, MailTracking, OrderMail, OrderMailKind, TransferDetails,
    },
    site_config::SiteConfig,
};

/// The facts that a mail needs beside the order.
#[derive(Clone, Copy, Debug)]
pub struct MailFacts<'a> {
    /// The site.
    pub site: &'a SiteConfig,
    /// The shop's setup.
    pub setup: &'a Setup,
    /// The buyer's locale.
    pub locale: Locale,
    /// The token of the mail's link to the order.
    pub token: OrderToken,
    /// The instructions for a transfer, as the merchant wrote them in the buyer's language; empty without one.
    pub instructions: &'a str,
    /// True if an answer to the mail reaches the shop.
    pub takes_answers: bool,
}

/// The facts that events of an order may tell, by kind. Fields that are missing are left out of the mail.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EventData {
    carrier: String,
    number: String,
    link: Option<String>,
    refund: Option<RefundAmount>,
}

/// The amount of a refund, alone or in its working.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum RefundAmount {
    Minor(i64),
    Refund { total: i64 },
}

/// Returns the mail that a task asks for; `data` is the data of its event.
pub fn order_mail_of(facts: MailFacts<'_>, order: &Order, task: &OrderMailTask, data: &Value) -> OrderMail {
    let (localizer, snapshot) = (Localizer::new(facts.locale), &order.snapshot);
    // Data of an event that has another form tells a mail nothing.
    let data = EventData::deserialize(data).unwrap_or_default();
    let lists_lines = !matches!(task.topic, OrderMailTopic::Link | OrderMailTopic::Refunded);
    // A cancelled order arrives nowhere.
    let will_arrive = lists_lines && task.topic != OrderMailTopic::Cancelled;
    let (sums, total, tenders) = sums(localizer, snapshot);
    OrderMail {
        kind: kind(facts, order, task.topic, data),
        brand: brand(facts, snapshot),
        number: order.name(),
        buyer: snapshot.address.get(AddressField::Name).to_owned(),
        link: address::absolute(facts.site, &address::order(facts.locale, &facts.token.to_string())),
        lines: if lists_lines { lines(localizer, facts.site, snapshot) } else { Vec::new() },
        sums,
        total: Some(total),
        tenders,
        address: if will_arrive { snapshot.address.lines(facts.locale.language()) } else { Vec::new() },
        delivery: snapshot
            .delivery
            .as_ref()
            .filter(|_| will_arrive)
            .map(|of| MailDelivery { method: of.name.clone(), days: days(localizer, of.from, of.to) }),
        payment: snapshot.payment.as_ref().filter(|_| will_arrive).map(|payment| payment.name.clone()),
        takes_answers: facts.takes_answers,
    }
}

fn kind(facts: MailFacts<'_>, order: &Order, topic: OrderMailTopic, data: EventData) -> OrderMailKind {
    let money = |minor: i64| Localizer::new(facts.locale).money(Money { minor, currency: order.currency });
    let refund = data.refund.map(|amount| match amount {
        RefundAmount::Minor(minor) | RefundAmount::Refund { total: minor } => minor,
    });
    match topic {
        OrderMailTopic::Placed => OrderMailKind::Placed,
        OrderMailTopic::PaymentAwaited => OrderMailKind::PaymentAwaited(TransferDetails {
            amount: money(order.snapshot.quote.due),
            reference: order.name(),
            account: facts.instructions.lines().map(str::to_owned).collect(),
        }),
        OrderMailTopic::Dispatched if data.number.is_empty() => OrderMailKind::Dispatched(None),
        OrderMailTopic::Dispatched => {
            // Staff type it: an address of another kind does not become a link.
            let link = data.link.filter(|link| link.starts_with("https://"));
            OrderMailKind::Dispatched(Some(MailTracking { carrier: data.carrier, number: data.number, link }))
        }
        OrderMailTopic::Cancelled => OrderMailKind::Cancelled { refund: refund.filter(|minor| *minor > 0).map(money) },
        OrderMailTopic::Refunded => OrderMailKind::Refunded { amount: money(refund.unwrap_or(order.refunded)) },
        OrderMailTopic::Link => OrderMailKind::Link,
    }
}

fn brand(facts: MailFacts<'_>, snapshot: &OrderSnapshot) -> MailBrand {
    let (look, seller) = (facts.setup.look(), &snapshot.seller);
    let legal = [seller.name.clone(), seller.address.join(", "), seller.tax_number.clone()];
    MailBrand {
        shop: facts.locale.shop_name().to_owned(),
        home: address::absolute(facts.site, &address::home(facts.locale)),
        logo: MailLogo::of(look, facts.site),
        look: *look.plain(),
        legal: legal.into_iter().filter(|line| !line.is_empty()).collect(),
    }
}

fn lines(localizer: Localizer, site: &SiteConfig, snapshot: &OrderSnapshot) -> Vec<MailLine> {
    let line = |(line, row): (&OrderedLine, &QuoteRow)| MailLine {
        name: line.name.clone(),
        options: line.options.iter().map(|option| (option.name.clone(), option.label.clone())).collect(),
        quantity: localizer.number(line.quantity as usize),
        amount: localizer.money(Money { minor: row.amount, currency: snapshot.currency }),
        picture: line.picture.as_ref().map(|picture| address::absolute(site, &address::small_picture(picture))),
    };
    snapshot.priced_lines().map(line).collect()
}

/// Returns the sums above the total, the total, and what is below it.
fn sums(localizer: Localizer, snapshot: &OrderSnapshot) -> (Vec<MailTotal>, MailTotal, Vec<MailTotal>) {
    let quote = &snapshot.quote;
    let row = |label: String, minor: i64| MailTotal {
        label,
        amount: localizer.money(Money { minor, currency: snapshot.currency }),
    };
    let discounted = |key: &str| quote.applied.iter().find(|applied| applied.promotion == key).map(|of| of.discount);
    let mut above = vec![row(localizer.text("sum-goods"), quote.goods)];
    above.extend(snapshot.promotions.iter().filter_map(|of| Some(row(of.name.clone(), -discounted(&of.id)?))));
    above.extend(snapshot.delivery.as_ref().map(|_| delivery_sum(localizer, quote)));
    if quote.fees != 0 {
        above.push(row(localizer.text("sum-cash-fee"), quote.fees));
    }
    if quote.rounding != 0 {
        above.push(row(localizer.text("sum-rounding"), quote.rounding));
    }
    let is_tax_added =
        matches!(localizer.locale.market().tax(), TaxRule::Vat { included: false, .. } | TaxRule::SalesTaxUs);
    let mut below = Vec::new();
    match (quote.tax, is_tax_added) {
        (0, _) => {}
        (tax, true) => above.push(row(localizer.text("sum-tax"), tax)),
        (tax, false) => below.push(row(localizer.text("sum-tax-included"), tax)),
    }
    let card = |key: &str| snapshot.gift_cards.iter().find(|card| card.tender == key).map(|card| card.last4.as_str());
    let used: Vec<_> = quote.tenders.iter().filter(|tender| tender.used > 0).collect();
    below.extend(used.iter().map(|tender| {
        let label = localizer.text("sum-gift-card");
        row(card(&tender.key).map_or(label.clone(), |last4| format!("{label} …{last4}")), -tender.used)
    }));
    below.extend((!used.is_empty()).then(|| row(localizer.text("sum-due"), quote.due)));
    (above, row(localizer.text("sum-total"), quote.total), below)
}

fn delivery_sum(localizer: Localizer, quote: &Quote) -> MailTotal {
    let amount = match quote.delivery {
        0 => localizer.text("free"),
        minor => localizer.money(Money { minor, currency: quote.currency }),
    };
    MailTotal { label: localizer.text("sum-delivery"), amount }
}

fn days(localizer: Localizer, from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from != to => {
            Some(format!("{} – {}", localizer.coming_day(from), localizer.coming_day(to)))
        }
        (day, None) | (None, day) | (_, day) => day.map(|day| localizer.coming_day(day)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use orders::{OrderDelivery, OrderPayment, OrderState, OrderedOption, testing};
    use serde_json::json;
    use setup::testing::{locale, setup};
    use types::{Fit, ListingPictures, Shape, Timestamp, VariantId};

    use super::*;
    use crate::{mails::compose, site_config::Assets};

    fn site() -> SiteConfig {
        let [css, private_css, loader, frontend_js, frontend_wasm, pricing_wasm] = [const { String::new() }; 6];
        SiteConfig {
            origin: "https://shop.example".to_owned(),
            assets: Assets { css, private_css, loader, frontend_js, frontend_wasm, pricing_wasm },
            listing_pictures: ListingPictures { shape: Shape::Portrait, fit: Fit::Cut },
            dev_reload: None,
        }
    }

    fn order() -> Order {
        let lines = [(VariantId(1), 2, 19_000), (VariantId(2), 1, 12_050)];
        let mut snapshot = testing::snapshot("ann@mail.example", &lines);
        snapshot.lines[0].options = vec![OrderedOption { name: "Colour".to_owned(), label: "Clay".to_owned() }];
        snapshot.lines[0].picture = Some("0123-4x5-50-50".to_owned());
        let (from, to) = (Some(date(2026, 12, 1)), Some(date(2026, 12, 2)));
        snapshot.delivery = Some(OrderDelivery { method: "courier".to_owned(), name: "Courier".to_owned(), from, to });
        snapshot.payment = Some(OrderPayment { method: "cash".to_owned(), name: "Cash on delivery".to_owned() });
        let new = testing::new_order(1, snapshot, Timestamp(0));
        Order {
            id: new.id,
            checkout: new.checkout,
            market: new.snapshot.market,
            number: Some("AE-1001".to_owned()),
            state: OrderState::Placed,
            hold: new.hold(),
            cart: None,
            customer: new.customer,
            currency: new.snapshot.currency,
            total: new.snapshot.quote.total,
            refunded: 0,
            created_at: Timestamp(0),
            placed_at: Some(Timestamp(0)),
            changed_at: Timestamp(0),
            snapshot: new.snapshot,
        }
    }

    fn mail(topic: OrderMailTopic, data: &Value) -> OrderMail {
        let (site, setup, order) = (site(), setup(), order());
        let facts = MailFacts {
            site: &site,
            setup: &setup,
            locale: locale("en-ae"),
            token: OrderToken(1),
            instructions: "IBAN AE07",
            takes_answers: true,
        };
        let task = OrderMailTask { order: order.id, topic, key: "key".to_owned(), at: Timestamp(0) };
        order_mail_of(facts, &order, &task, data)
    }

    #[test]
    fn mail_of_a_placed_order_says_what_the_buyer_agreed_to() {
        let mail = mail(OrderMailTopic::Placed, &Value::Null);

        insta::assert_snapshot!(compose(locale("en-ae"), &mail).unwrap().text);
        assert_eq!(mail.lines[0].picture.as_deref(), Some("https://shop.example/img/0123-4x5-50-50/160.jpg"));
    }

    #[test]
    fn data_of_events_is_told() {
        let kind = |topic, data: Value| mail(topic, &data).kind;
        let parcel = |link| json!({ "carrier": "Aramex", "number": "44", "link": link });
        let tracking = |link: Option<&str>| {
            let (carrier, number) = ("Aramex".to_owned(), "44".to_owned());
            OrderMailKind::Dispatched(Some(MailTracking { carrier, number, link: link.map(str::to_owned) }))
        };

        assert_eq!(
            kind(OrderMailTopic::Dispatched, parcel("https://c.example/44")),
            tracking(Some("https://c.example/44"))
        );
        assert_eq!(kind(OrderMailTopic::Dispatched, parcel("javascript:alert(1)")), tracking(None));
        assert_eq!(kind(OrderMailTopic::Dispatched, json!("?")), OrderMailKind::Dispatched(None));
        let cancelled = mail(OrderMailTopic::Cancelled, &Value::Null);
        assert_eq!(cancelled.kind, OrderMailKind::Cancelled { refund: None });
        assert!(!cancelled.lines.is_empty() && cancelled.address.is_empty() && cancelled.delivery.is_none());
        let amount = "AED\u{a0}190".to_owned();
        assert_eq!(
            kind(OrderMailTopic::Cancelled, json!({ "refund": 19_000 })),
            OrderMailKind::Cancelled { refund: Some(amount.clone()) }
        );
        let refund = json!({ "pieces": [], "refund": { "rows": [], "total": 19_000 }, "reason": "broken" });
        assert_eq!(kind(OrderMailTopic::Refunded, refund), OrderMailKind::Refunded { amount });
        let OrderMailKind::PaymentAwaited(transfer) = kind(OrderMailTopic::PaymentAwaited, Value::Null) else {
            panic!("a mail about a transfer")
        };
        assert_eq!((transfer.reference.as_str(), transfer.account), ("AE-1001", vec!["IBAN AE07".to_owned()]));
    }
}
