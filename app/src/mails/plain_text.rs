//! A mail as plain text.

use types::Direction;

use crate::{
    localizer::Localizer,
    mails::{MailLine, OrderMail, OrderMailKind, direction::isolated, wording::Wording},
};

/// Writes a mail as plain text, in blocks with an empty line between them.
pub(super) fn plain_text(localizer: Localizer, mail: &OrderMail, wording: &Wording) -> String {
    let direction = localizer.locale.direction();
    let mut blocks = vec![mail.brand.shop.clone()];
    blocks.extend(wording.greeting.clone());
    blocks.push(format!("{}\n{}", wording.title, wording.text));
    blocks.extend(details(localizer, mail, direction));
    // On a line of its own, an address can be opened in every client.
    blocks.push(format!("{}:\n{}", localizer.text("mail-view-order"), mail.link));
    if !mail.lines.is_empty() {
        blocks.push(localizer.text("mail-items"));
        blocks.extend(mail.lines.iter().map(|line| line_block(line, direction)));
        blocks.push(sums(mail, direction));
    }
    blocks.extend(facts(localizer, mail, direction));
    blocks.push(footer(localizer, mail));
    blocks.join("\n\n") + "\n"
}

/// Returns what the buyer needs for a transfer, or the number of the parcel. Values stand on lines of their own, unmarked, so
/// that they can be copied.
fn details(localizer: Localizer, mail: &OrderMail, direction: Direction) -> Vec<String> {
    let labelled = |key: &str, value: &str| format!("{}:\n{value}", localizer.text(key));
    match &mail.kind {
        OrderMailKind::PaymentAwaited(transfer) => {
            let mut blocks = vec![
                labelled("mail-transfer-amount", &transfer.amount),
                labelled("mail-transfer-reference", &transfer.reference),
            ];
            if !transfer.account.is_empty() {
                blocks.push(labelled("mail-transfer-account", &transfer.account.join("\n")));
            }
            blocks
        }
        OrderMailKind::Dispatched(Some(tracking)) => {
            let carrier = Some(isolated(&tracking.carrier, direction)).filter(|carrier| !carrier.is_empty());
            let lines = carrier.into_iter().chain([tracking.number.clone()]).chain(tracking.link.clone());
            vec![labelled("mail-tracking", &lines.collect::<Vec<_>>().join("\n"))]
        }
        OrderMailKind::Link => vec![localizer.text("mail-link-unasked")],
        _ => Vec::new(),
    }
}

fn line_block(line: &MailLine, direction: Direction) -> String {
    let mut block = format!("{} × {}", line.quantity, isolated(&line.name, direction));
    for (name, value) in &line.options {
        block += &format!("\n{}: {}", isolated(name, direction), isolated(value, direction));
    }
    format!("{block}\n{}", line.amount)
}

fn sums(mail: &OrderMail, direction: Direction) -> String {
    let rows = mail.sums.iter().chain(&mail.total).chain(&mail.tenders);
    rows.map(|row| format!("{}: {}", isolated(&row.label, direction), row.amount)).collect::<Vec<_>>().join("\n")
}

fn facts(localizer: Localizer, mail: &OrderMail, direction: Direction) -> Vec<String> {
    let mut blocks = Vec::new();
    if !mail.address.is_empty() {
        blocks.push(format!("{}:\n{}", localizer.text("mail-address"), mail.address.join("\n")));
    }
    if let Some(delivery) = &mail.delivery {
        let lines = [Some(isolated(&delivery.method, direction)), delivery.days.clone()];
        let lines: Vec<String> = lines.into_iter().flatten().collect();
        blocks.push(format!("{}:\n{}", localizer.text("mail-delivery"), lines.join("\n")));
    }
    if let Some(payment) = &mail.payment {
        blocks.push(format!("{}:\n{}", localizer.text("mail-payment"), isolated(payment, direction)));
    }
    blocks
}

fn footer(localizer: Localizer, mail: &OrderMail) -> String {
    // The mark of a signature (RFC 3676, section 4.3): clients show what follows in grey, and leave it out of answers.
    let mut lines = vec!["-- ".to_owned()];
    lines.extend(mail.takes_answers.then(|| localizer.text("mail-answer")));
    lines.push(localizer.text("mail-private-link"));
    lines.push(localizer.text_with("mail-reason", "shop", mail.brand.shop.as_str()));
    lines.extend(mail.brand.legal.iter().cloned());
    lines.join("\n")
}
