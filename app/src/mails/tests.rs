use std::collections::BTreeSet;

use setup::testing::{document, locale};
use types::Locale;

use super::*;

const LINK: &str = "https://shop.example/en-ae/orders/0123456789abcdef0123456789abcdef";

/// A locale of every language whose texts come with Vitrine, in a market of the tests' setup.
fn locales() -> Vec<Locale> {
    let mut document = document();
    for language in ["de", "es", "fr", "ja"] {
        let language = types::Language::from_code(language).unwrap();
        let mut added = document.languages[1].clone();
        added.tag = language;
        added.fallback = Some(document.languages[0].tag);
        document.languages.push(added);
        document.markets[0].locales.insert(language, format!("{language}-ae"));
    }
    setup::Setup::check(&document).unwrap().locales().to_vec()
}

fn brand() -> MailBrand {
    MailBrand {
        shop: "Lumina".to_owned(),
        home: "https://shop.example/en-ae".to_owned(),
        logo: None,
        look: *setup::testing::setup().look().plain(),
        legal: vec!["Lumina Trading LLC, Dubai".to_owned(), "TRN 100123456700003".to_owned()],
    }
}

fn total(label: &str, amount: &str) -> MailTotal {
    MailTotal { label: label.to_owned(), amount: amount.to_owned() }
}

fn mail(kind: OrderMailKind) -> OrderMail {
    let line = |name: &str, value: &str, amount: &str| MailLine {
        name: name.to_owned(),
        options: vec![("Colour".to_owned(), value.to_owned())],
        quantity: "2".to_owned(),
        amount: amount.to_owned(),
        picture: Some("https://shop.example/img/0123/160.jpg".to_owned()),
    };
    OrderMail {
        kind,
        brand: brand(),
        number: "AE-1001".to_owned(),
        buyer: "Anita Sharma".to_owned(),
        link: LINK.to_owned(),
        lines: vec![line("Dune vase", "Clay", "AED 380"), line("مزهرية", "رملي", "AED 120")],
        sums: vec![total("Goods", "AED 500"), total("Delivery", "AED 20")],
        total: Some(total("Total", "AED 520")),
        tenders: vec![total("Gift card", "−AED 20")],
        address: vec!["Anita Sharma".to_owned(), "Villa 4, Al Wasl Road".to_owned(), "Dubai".to_owned()],
        delivery: Some(MailDelivery { method: "Courier".to_owned(), days: Some("Tue, 1 Dec".to_owned()) }),
        payment: Some("Cash on delivery".to_owned()),
        takes_answers: true,
    }
}

fn kinds() -> Vec<OrderMailKind> {
    let transfer = TransferDetails {
        amount: "AED 500".to_owned(),
        reference: "AE-1001".to_owned(),
        account: vec!["Lumina Trading LLC".to_owned(), "IBAN AE07 0331 2345 6789 0123 456".to_owned()],
    };
    let tracking = MailTracking {
        carrier: "Aramex".to_owned(),
        number: "1Z999".to_owned(),
        link: Some("https://c.example".to_owned()),
    };
    vec![
        OrderMailKind::Placed,
        OrderMailKind::PaymentAwaited(transfer),
        OrderMailKind::Dispatched(Some(tracking)),
        OrderMailKind::Dispatched(None),
        OrderMailKind::Cancelled { refund: None },
        OrderMailKind::Cancelled { refund: Some("AED 500".to_owned()) },
        OrderMailKind::Refunded { amount: "AED 190".to_owned() },
        OrderMailKind::Link,
    ]
}

#[test]
fn every_kind_is_complete_in_every_language() {
    let locales = locales();
    let languages: BTreeSet<String> =
        locales.iter().map(|locale| locale.language().primary_subtag().to_owned()).collect();
    assert_eq!(languages.len(), interface_texts::SOURCES.len());
    for (locale, kind) in locales.iter().flat_map(|locale| kinds().into_iter().map(move |kind| (*locale, kind))) {
        let composed = compose(locale, &mail(kind.clone())).unwrap();

        for (part, text) in [("subject", &composed.subject), ("html", &composed.html), ("text", &composed.text)] {
            assert!(
                !text.contains("{$") && !text.contains("{ $") && !text.contains("mail-"),
                "{locale:?} {kind:?} {part}: {text}"
            );
        }
        assert!(composed.subject.contains("AE-1001"), "{}", composed.subject);
        assert!(composed.html.contains(LINK) && composed.text.contains(&format!("\n{LINK}\n")), "{}", composed.text);
        let opening = format!("<html lang=\"{}\" dir=\"{}\"", locale.bcp47(), locale.direction().as_str());
        assert!(composed.html.contains(&opening), "{}", composed.html);
    }
}

#[test]
fn no_value_becomes_markup() {
    const ATTACK: &str = "</td></mj-table><script>alert(1)</script>\" onload=\"x' &amp; <img src=x>{{x}}--><!--";
    let text = || ATTACK.to_owned();
    for kind in [
        OrderMailKind::Placed,
        OrderMailKind::PaymentAwaited(TransferDetails { amount: text(), reference: text(), account: vec![text()] }),
        OrderMailKind::Dispatched(Some(MailTracking { carrier: text(), number: text(), link: Some(text()) })),
        OrderMailKind::Cancelled { refund: Some(text()) },
        OrderMailKind::Refunded { amount: text() },
        OrderMailKind::Link,
    ] {
        let mut attacked = mail(kind.clone());
        attacked.lines = vec![MailLine {
            name: text(),
            options: vec![(text(), text())],
            quantity: text(),
            amount: text(),
            picture: Some(text()),
        }];
        attacked.sums = vec![total(ATTACK, ATTACK)];
        (attacked.total, attacked.tenders) = (Some(total(ATTACK, ATTACK)), vec![total(ATTACK, ATTACK)]);
        (attacked.number, attacked.buyer, attacked.link) = (text(), text(), text());
        attacked.address = vec![text()];
        attacked.delivery = Some(MailDelivery { method: text(), days: Some(text()) });
        attacked.payment = Some(text());
        let (logo, legal) = (MailLogo { address: text(), dark: Some(text()), width: 1, height: 1 }, vec![text()]);
        attacked.brand = MailBrand { shop: text(), home: text(), logo: Some(logo), legal, ..brand() };

        let html = compose(locale("en-ae"), &attacked).unwrap().html;

        assert_eq!(html.matches("<script").count(), 0, "{kind:?}");
        assert_eq!(html.matches("<img src=x").count(), 0, "{kind:?}");
        assert_eq!(html.matches("\" onload").count(), 0, "{kind:?}");
        assert!(!html.contains("{{x}}--><!--"), "{kind:?}");
        assert!(html.contains("&lt;script&gt;"), "{kind:?}");
    }
}

#[test]
fn pictures_are_those_of_the_shop_and_the_link_is_there_once() {
    let html = compose(locale("en-ae"), &mail(OrderMailKind::Placed)).unwrap().html;

    assert_eq!(html.matches("<img").count(), 2, "{html}");
    assert!(!html.contains("@import") && !html.contains("<link"), "{html}");
    assert_eq!(html.matches(LINK).count(), 1, "{html}");
}

#[test]
fn long_mail_is_not_clipped() {
    let mut long = mail(OrderMailKind::Placed);
    long.lines = vec![long.lines[1].clone(); 40];

    let html = compose(locale("ar-ae"), &long).unwrap().html;

    // The size from which Gmail hides the rest behind a link.
    assert!(html.len() < 102_000, "{} bytes", html.len());
}

#[test]
fn plain_text_reads_well() {
    let text = compose(locale("en-ae"), &mail(kinds().remove(1))).unwrap().text;

    insta::assert_snapshot!(text);
}
