//! The layout of a mail as MJML.

use maud::{Markup, PreEscaped, html};

use crate::{
    localizer::Localizer,
    mails::{
        MailBrand, MailLine, MailTotal, MailTracking, OrderMail, OrderMailKind, TransferDetails,
        styles::{Styles, style_sheet},
        wording::Wording,
    },
};

/// The size of a line's picture in pixels. It is loaded larger, for dense screens.
const PICTURE: (u32, u32) = (56, 70);

/// Writes a mail as MJML.
pub(super) fn template(localizer: Localizer, mail: &OrderMail, wording: &Wording) -> Markup {
    let (locale, styles) = (localizer.locale, Styles::new(&mail.brand.look, localizer.locale));
    html! {
        mjml lang=(locale.bcp47()) dir=(styles.direction) {
            (head(&styles, mail, wording))
            mj-body width="600px" background-color=(styles.colours.paper) css-class="mail" {
                mj-section css-class="above" padding="12px" {}
                mj-wrapper css-class="card" background-color=(styles.colours.raised) padding="16px" border-radius="4px" {
                    (masthead(localizer, &styles, mail))
                    (message(localizer, &styles, mail, wording))
                    @match &mail.kind {
                        OrderMailKind::PaymentAwaited(transfer) => (transfer_panel(localizer, &styles, transfer)),
                        OrderMailKind::Dispatched(Some(tracking)) => (tracking_panel(localizer, &styles, tracking)),
                        _ => {}
                    }
                    (button(localizer, &styles, mail))
                    (order(localizer, &styles, mail))
                    (facts(localizer, &styles, mail))
                }
                (footer(localizer, &styles, mail))
            }
        }
    }
}

fn head(styles: &Styles, mail: &OrderMail, wording: &Wording) -> Markup {
    let (ink, direction) = (styles.colours.ink, styles.direction);
    html! {
        mj-head {
            mj-title { (wording.subject) }
            mj-preview { (wording.text) }
            mj-raw {
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                meta name="format-detection" content="telephone=no,date=no,address=no,email=no";
            }
            mj-attributes {
                mj-all font-family=(styles.text_fonts) {}
                mj-section padding="8px 16px" direction=(direction) {}
                mj-column direction=(direction) {}
                mj-text padding="0" font-size="16px" line-height="1.55" color=(ink) align=(styles.start) {}
                mj-table padding="0" font-size="16px" line-height="1.5" color=(ink) {}
            }
            mj-style { (PreEscaped(style_sheet(&mail.brand.look))) }
        }
    }
}

/// Writes the shop's name or logo, and the number of the order.
fn masthead(localizer: Localizer, styles: &Styles, mail: &OrderMail) -> Markup {
    html! {
        mj-section { mj-column { mj-table {
            tr dir=(styles.direction) {
                td style=(styles.start_cell()) {
                    a class="name" href=(mail.brand.home) style={ (styles.title(22)) ";text-decoration:none" } {
                        (name(&mail.brand))
                    }
                }
                td class="soft" style={ (styles.amount_cell()) ";vertical-align:middle;font-size:14px;" (styles.soft()) } {
                    (localizer.text_with("mail-order", "number", mail.number.as_str()))
                }
            }
        } } }
    }
}

/// Writes the logo, whose alternative text looks like the name where pictures are off, or the name.
fn name(brand: &MailBrand) -> Markup {
    let Some(logo) = &brand.logo else { return html! { span dir="auto" { (brand.shop) } } };
    let light = if logo.dark.is_some() { "light-only" } else { "logo" };
    html! {
        img class=(light) src=(logo.address) alt=(brand.shop) width=(logo.width) height=(logo.height) style="border:0;display:inline-block";
        @if let Some(dark) = &logo.dark {
            img class="dark-only" src=(dark) alt=(brand.shop) width=(logo.width) height=(logo.height) style="border:0;display:none;mso-hide:all";
        }
    }
}

fn message(localizer: Localizer, styles: &Styles, mail: &OrderMail, wording: &Wording) -> Markup {
    html! {
        mj-section padding-top="24px" { mj-column {
            mj-text { h1 style=(styles.title(28)) { (wording.title) } }
            @if let Some(greeting) = &wording.greeting {
                mj-text padding-top="16px" { span dir="auto" { (greeting) } }
            }
            mj-text padding-top="8px" { (wording.text) }
            @if mail.kind == OrderMailKind::Link {
                mj-text padding-top="8px" css-class="soft" {
                    span style=(styles.soft()) { (localizer.text("mail-link-unasked")) }
                }
            }
        } }
    }
}

fn transfer_panel(localizer: Localizer, styles: &Styles, transfer: &TransferDetails) -> Markup {
    panel(
        styles,
        &html! {
            (labelled(styles, &localizer.text("mail-transfer-amount"), &transfer.amount))
            (labelled(styles, &localizer.text("mail-transfer-reference"), &transfer.reference))
            @if !transfer.account.is_empty() {
                (label(styles, &localizer.text("mail-transfer-account")))
                @for line in &transfer.account { div dir="auto" style={ "text-align:" (styles.start) } { (line) } }
            }
        },
    )
}

fn tracking_panel(localizer: Localizer, styles: &Styles, tracking: &MailTracking) -> Markup {
    panel(
        styles,
        &html! {
            (label(styles, &localizer.text("mail-tracking")))
            div {
                @if !tracking.carrier.is_empty() { span dir="auto" { (tracking.carrier) } " " }
                @match &tracking.link {
                    Some(link) => a href=(link) dir="ltr" style={ "color:" (styles.colours.accent) } { (tracking.number) },
                    None => span dir="ltr" { (tracking.number) },
                }
            }
        },
    )
}

/// Writes content on a ground of its own.
fn panel(styles: &Styles, content: &Markup) -> Markup {
    let (paper, start) = (styles.colours.paper, styles.start);
    html! {
        mj-section padding-top="16px" { mj-column { mj-table {
            tr dir=(styles.direction) {
                td class="panel" style={ "padding:16px 20px;background-color:" (paper) ";text-align:" (start) } {
                    (content)
                }
            }
        } } }
    }
}

fn labelled(styles: &Styles, text: &str, value: &str) -> Markup {
    html! {
        (label(styles, text))
        div dir="auto" style={ "padding-bottom:8px;font-size:18px;text-align:" (styles.start) } { (value) }
    }
}

fn label(styles: &Styles, text: &str) -> Markup {
    html! { div class="soft" style={ "font-size:14px;" (styles.soft()) } { (text) } }
}

fn button(localizer: Localizer, styles: &Styles, mail: &OrderMail) -> Markup {
    html! {
        mj-section padding-top="16px" padding-bottom="16px" { mj-column {
            mj-button css-class="button" href=(mail.link) align=(styles.start) padding="0" inner-padding="14px 28px"
                background-color=(styles.colours.ink) color=(styles.colours.paper) border-radius=(styles.radius)
                font-size="16px" line-height="1.25" { (localizer.text("mail-view-order")) }
        } }
    }
}

/// Writes the lines and sums.
fn order(localizer: Localizer, styles: &Styles, mail: &OrderMail) -> Markup {
    if mail.lines.is_empty() {
        return html! {};
    }
    let has_pictures = mail.lines.iter().any(|line| line.picture.is_some());
    html! {
        mj-section padding-top="16px" { mj-column {
            mj-text { h2 style=(styles.title(20)) { (localizer.text("mail-items")) } }
            mj-table padding-top="8px" {
                @for of in &mail.lines { (line(localizer, styles, of, has_pictures)) }
            }
            mj-table padding-top="8px" {
                @for sum in &mail.sums { (sum_row(styles, sum)) }
                @if let Some(total) = &mail.total { (total_row(styles, total)) }
                @for tender in &mail.tenders { (sum_row(styles, tender)) }
            }
        } }
    }
}

fn line(localizer: Localizer, styles: &Styles, line: &MailLine, has_pictures: bool) -> Markup {
    let rule = format!("border-top:1px solid {};padding:12px 0;", styles.colours.line);
    let (width, height) = PICTURE;
    html! {
        tr dir=(styles.direction) {
            @if has_pictures {
                td class="ruled" width=(width + 16) style={ (rule) (styles.start_cell()) } {
                    @if let Some(picture) = &line.picture {
                        img class="blank" src=(picture) alt="" width=(width) height=(height)
                            style={ "display:block;border:0;object-fit:cover;background-color:" (styles.colours.paper) };
                    }
                }
            }
            td class="ruled" style={ (rule) (styles.start_cell()) } {
                div { span dir="auto" { (line.name) } }
                @for (name, value) in &line.options {
                    div class="soft" style={ "font-size:14px;" (styles.soft()) } {
                        span dir="auto" { (name) } ": " span dir="auto" { (value) }
                    }
                }
                div class="soft" style={ "font-size:14px;" (styles.soft()) } {
                    (localizer.text_with("mail-quantity", "count", line.quantity.as_str()))
                }
            }
            td class="ruled" style={ (rule) "padding-" (styles.start) ":12px;" (styles.amount_cell()) } {
                span dir="auto" { (line.amount) }
            }
        }
    }
}

fn sum_row(styles: &Styles, sum: &MailTotal) -> Markup {
    html! {
        tr dir=(styles.direction) {
            td class="soft" style={ "padding:3px 0;" (styles.start_cell()) ";" (styles.soft()) } { (sum.label) }
            td style={ "padding:3px 0;padding-" (styles.start) ":12px;" (styles.amount_cell()) } {
                span dir="auto" { (sum.amount) }
            }
        }
    }
}

fn total_row(styles: &Styles, total: &MailTotal) -> Markup {
    let rule = format!("border-top:1px solid {};padding:10px 0;font-size:18px;font-weight:bold;", styles.colours.line);
    html! {
        tr { td colspan="2" style="height:8px;font-size:8px;line-height:8px" { "\u{a0}" } }
        tr dir=(styles.direction) {
            td class="ruled" style={ (rule) (styles.start_cell()) } { (total.label) }
            td class="ruled" style={ (rule) "padding-" (styles.start) ":12px;" (styles.amount_cell()) } {
                span dir="auto" { (total.amount) }
            }
        }
    }
}

/// Writes where the order goes, when, and how it is paid.
fn facts(localizer: Localizer, styles: &Styles, mail: &OrderMail) -> Markup {
    if mail.address.is_empty() && mail.delivery.is_none() && mail.payment.is_none() {
        return html! {};
    }
    let heading = |key: &str| html! { h2 style={ (styles.title(18)) ";padding-bottom:4px" } { (localizer.text(key)) } };
    html! {
        mj-section padding-top="24px" {
            @if !mail.address.is_empty() {
                mj-column { mj-text padding-bottom="16px" {
                    (heading("mail-address"))
                    @for line in &mail.address { div dir="auto" style={ "text-align:" (styles.start) } { (line) } }
                } }
            }
            mj-column {
                @if let Some(delivery) = &mail.delivery {
                    mj-text padding-bottom="16px" {
                        (heading("mail-delivery"))
                        div { span dir="auto" { (delivery.method) } }
                        @if let Some(days) = &delivery.days { div { (days) } }
                    }
                }
                @if let Some(payment) = &mail.payment {
                    mj-text padding-bottom="16px" {
                        (heading("mail-payment"))
                        div { span dir="auto" { (payment) } }
                    }
                }
            }
        }
    }
}

fn footer(localizer: Localizer, styles: &Styles, mail: &OrderMail) -> Markup {
    let soft = styles.colours.ink_soft;
    html! {
        mj-section css-class="footer" padding="24px 32px 40px" { mj-column {
            mj-text css-class="soft" font-size="14px" color=(soft) {
                @if mail.takes_answers { div { (localizer.text("mail-answer")) } }
                div { (localizer.text("mail-private-link")) }
                div style="padding-top:16px" { (localizer.text_with("mail-reason", "shop", mail.brand.shop.as_str())) }
                @for line in &mail.brand.legal { div dir="auto" style={ "text-align:" (styles.start) } { (line) } }
            }
        } }
    }
}
