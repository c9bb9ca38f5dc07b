//! Writes a sample of every mail in three languages, for looking at: `mail_samples FOLDER PICTURE…`. The addresses of the
//! pictures are used for the lines.

use std::{env, error::Error, fs, path::Path};

use app::mails::{
    ComposedMail, MailBrand, MailDelivery, MailLine, MailTotal, MailTracking, OrderMail, OrderMailKind,
    TransferDetails, compose,
};
use setup::{Setup, SetupDocument};
use types::Locale;

/// The texts of a sample in one language.
struct Sample {
    prefix: &'static str,
    buyer: &'static str,
    lines: [[&'static str; 4]; 3],
    sums: [[&'static str; 2]; 2],
    total: [&'static str; 2],
    tax: [&'static str; 2],
    address: [&'static str; 4],
    delivery: [&'static str; 2],
    payment: &'static str,
    refund: &'static str,
    legal: [&'static str; 2],
}

const SAMPLES: [Sample; 3] = [
    Sample {
        prefix: "en-ae",
        buyer: "Anita Sharma",
        lines: [
            ["Dune vase", "Colour", "Clay", "AED\u{a0}380"],
            ["Hand-loomed throw with a border of three colours", "Colour", "Indigo and natural", "AED\u{a0}1,240"],
            ["مزهرية", "Colour", "رملي", "AED\u{a0}120.50"],
        ],
        sums: [["Goods", "AED\u{a0}1,740.50"], ["Delivery", "AED\u{a0}20"]],
        total: ["Total", "AED\u{a0}1,760.50"],
        tax: ["Tax included", "AED\u{a0}83.83"],
        address: ["Anita Sharma", "Villa 4, Al Wasl Road", "Jumeirah", "Dubai, United Arab Emirates"],
        delivery: ["Courier", "Tue, 1 – Wed, 2 December"],
        payment: "Cash on delivery",
        refund: "AED\u{a0}380",
        legal: ["Vitrine Trading LLC, Al Quoz 3, Dubai", "TRN 100123456700003"],
    },
    Sample {
        prefix: "ar-ae",
        buyer: "ليلى المنصوري",
        lines: [
            ["مزهرية الكثبان", "اللون", "طيني", "380\u{a0}د.إ."],
            ["بطانية منسوجة يدويًا بحافة من ثلاثة ألوان", "اللون", "نيلي وطبيعي", "1,240\u{a0}د.إ."],
            ["Moka cup 6/pack", "اللون", "Sand", "120.50\u{a0}د.إ."],
        ],
        sums: [["المنتجات", "1,740.50\u{a0}د.إ."], ["التوصيل", "20\u{a0}د.إ."]],
        total: ["الإجمالي", "1,760.50\u{a0}د.إ."],
        tax: ["الضريبة المشمولة", "83.83\u{a0}د.إ."],
        address: ["ليلى المنصوري", "Villa 4, Al Wasl Road", "جميرا", "دبي، الإمارات العربية المتحدة"],
        delivery: ["توصيل عادي", "الثلاثاء 1 – الأربعاء 2 ديسمبر"],
        payment: "الدفع عند الاستلام",
        refund: "380\u{a0}د.إ.",
        legal: ["Vitrine Trading LLC, Al Quoz 3, Dubai", "TRN 100123456700003"],
    },
    Sample {
        prefix: "hi-in",
        buyer: "अनिता शर्मा",
        lines: [
            ["ड्यून फूलदान", "रंग", "मिट्टी", "₹3,899"],
            ["तीन रंगों की किनारी वाला हाथ से बुना थ्रो", "रंग", "नील और प्राकृतिक", "₹12,40,000"],
            ["Moka cup 6/pack", "रंग", "Sand", "₹1,205.50"],
        ],
        sums: [["प्रोडक्ट", "₹12,45,104.50"], ["डिलीवरी", "₹99"]],
        total: ["कुल", "₹12,45,203.50"],
        tax: ["शामिल कर", "₹1,89,941.21"],
        address: ["अनिता शर्मा", "12, Brigade Road", "Bengaluru, Karnataka 560001", "भारत"],
        delivery: ["स्टैंडर्ड डिलीवरी", "मंगल, 1 – बुध, 2 दिसंबर"],
        payment: "कैश ऑन डिलीवरी",
        refund: "₹3,899",
        legal: ["Vitrine Retail Private Limited, Bengaluru", "GSTIN 29ABCDE1234F1ZW"],
    },
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let pictures: Vec<String> = arguments.collect();
    let document: SetupDocument = serde_json::from_value(demo_setup()?)?;
    let setup = Setup::check(&document).map_err(|errors| format!("{errors:?}"))?;
    fs::create_dir_all(&folder)?;
    for sample in &SAMPLES {
        let locale = setup.locale_by_prefix(sample.prefix).ok_or("the demo shop has this locale")?;
        for (name, kind) in kinds(sample) {
            let mail = order_mail(sample, &setup, kind, &pictures);
            write(Path::new(&folder), &format!("{name}-{}", sample.prefix), locale, &mail)?;
        }
    }
    Ok(())
}

fn demo_setup() -> Result<serde_json::Value, serde_json::Error> {
    let mut shop: serde_json::Value = serde_json::from_str(include_str!("../../demo/shop.json"))?;
    Ok(shop["setup"].take())
}

fn write(folder: &Path, name: &str, locale: Locale, mail: &OrderMail) -> Result<(), Box<dyn Error>> {
    let ComposedMail { subject, html, text } = compose(locale, mail)?;
    fs::write(folder.join(format!("{name}.html")), html)?;
    fs::write(folder.join(format!("{name}.txt")), format!("{subject}\n\n{text}"))?;
    Ok(())
}

fn kinds(sample: &Sample) -> [(&'static str, OrderMailKind); 6] {
    let transfer = TransferDetails {
        amount: sample.total[1].to_owned(),
        reference: "AE-1001".to_owned(),
        account: ["Vitrine Trading LLC", "Emirates Example Bank", "IBAN AE07 0331 2345 6789 0123 456"]
            .map(str::to_owned)
            .to_vec(),
    };
    let tracking = MailTracking {
        carrier: "Aramex".to_owned(),
        number: "4438 2211 09".to_owned(),
        link: Some("https://carrier.example/4438221109".to_owned()),
    };
    [
        ("placed", OrderMailKind::Placed),
        ("awaited", OrderMailKind::PaymentAwaited(transfer)),
        ("dispatched", OrderMailKind::Dispatched(Some(tracking))),
        ("cancelled", OrderMailKind::Cancelled { refund: None }),
        ("refunded", OrderMailKind::Refunded { amount: sample.refund.to_owned() }),
        ("link", OrderMailKind::Link),
    ]
}

fn order_mail(sample: &Sample, setup: &Setup, kind: OrderMailKind, pictures: &[String]) -> OrderMail {
    let total = |[label, amount]: [&str; 2]| MailTotal { label: label.to_owned(), amount: amount.to_owned() };
    let lines = sample.lines.iter().enumerate().map(|(index, [name, option, value, amount])| MailLine {
        name: (*name).to_owned(),
        options: vec![((*option).to_owned(), (*value).to_owned())],
        quantity: (index + 1).to_string(),
        amount: (*amount).to_owned(),
        picture: pictures.get(index).cloned(),
    });
    let is_short = matches!(kind, OrderMailKind::Link | OrderMailKind::Refunded { .. });
    let will_arrive = !is_short && !matches!(kind, OrderMailKind::Cancelled { .. });
    OrderMail {
        brand: MailBrand {
            shop: "Vitrine".to_owned(),
            home: format!("https://shop.example/{}", sample.prefix),
            logo: None,
            look: *setup.look().plain(),
            legal: sample.legal.map(str::to_owned).to_vec(),
        },
        number: "AE-1001".to_owned(),
        buyer: sample.buyer.to_owned(),
        link: format!("https://shop.example/{}/orders/0123456789abcdef0123456789abcdef", sample.prefix),
        lines: if is_short { Vec::new() } else { lines.collect() },
        sums: sample.sums.map(total).to_vec(),
        total: Some(total(sample.total)),
        tenders: vec![total(sample.tax)],
        address: if will_arrive { sample.address.map(str::to_owned).to_vec() } else { Vec::new() },
        delivery: will_arrive
            .then(|| MailDelivery { method: sample.delivery[0].to_owned(), days: Some(sample.delivery[1].to_owned()) }),
        payment: will_arrive.then(|| sample.payment.to_owned()),
        takes_answers: true,
        kind,
    }
}
