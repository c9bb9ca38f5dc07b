use crate::{
    localizer::Localizer,
    mails::{OrderMail, OrderMailKind},
};

/// The sentences of a mail.
pub(super) struct Wording {
    pub(super) subject: String,
    pub(super) title: String,
    /// `None` if the buyer's name is not known.
    pub(super) greeting: Option<String>,
    pub(super) text: String,
}

impl Wording {
    pub(super) fn of(localizer: Localizer, mail: &OrderMail) -> Self {
        let numbered = |key: &str| localizer.text_with(key, "number", mail.number.as_str());
        let (subject, title, text) = match &mail.kind {
            OrderMailKind::Placed => (
                numbered("mail-placed-subject"),
                localizer.text("mail-placed-title"),
                localizer.text("mail-placed-text"),
            ),
            OrderMailKind::PaymentAwaited(transfer) => (
                numbered("mail-awaited-subject"),
                localizer.text("mail-awaited-title"),
                localizer.text_with("mail-awaited-text", "amount", transfer.amount.as_str()),
            ),
            OrderMailKind::Dispatched(_) => (
                numbered("mail-dispatched-subject"),
                localizer.text("mail-dispatched-title"),
                localizer.text("mail-dispatched-text"),
            ),
            OrderMailKind::Cancelled { refund } => (
                numbered("mail-cancelled-subject"),
                localizer.text("mail-cancelled-title"),
                cancellation(localizer, refund.as_deref()),
            ),
            OrderMailKind::Refunded { amount } => (
                numbered("mail-refunded-subject"),
                localizer.text_with("mail-refunded-title", "amount", amount.as_str()),
                localizer.text("mail-refunded-text"),
            ),
            OrderMailKind::Link => {
                (numbered("mail-link-subject"), localizer.text("mail-link-title"), localizer.text("mail-link-text"))
            }
        };
        let buyer = Some(mail.buyer.as_str()).filter(|name| !name.trim().is_empty());
        let greeting = buyer.map(|name| localizer.text_with("mail-greeting", "name", name));
        Self { subject, title, greeting, text }
    }
}

fn cancellation(localizer: Localizer, refund: Option<&str>) -> String {
    match refund {
        None => localizer.text("mail-cancelled-text"),
        Some(amount) => localizer.text_with("mail-cancelled-paid", "amount", amount),
    }
}
