//! The price of a cart, with its working.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use checkout::{CartQuote, CartRequest, SetAsideReason, quote_cart};
use clap::Args;
use pricing::{AppliedPromotion, NotApplied, NotAppliedReason, QuoteRow, RowKey, documents::DeliveryOption};
use setup::Setup;
use types::{Currency, Locale, Money};

use super::{CommandError, moment};
use crate::{Clock, Config, startup::open_database};

/// The cart, and the locale of its price.
#[derive(Args)]
pub(super) struct QuoteOptions {
    /// The file with the cart as JSON: {"lines": [{"sku": "…", "quantity": 2}], "codes": ["…"]}
    file: PathBuf,
    /// The locale, by the first segment of its addresses, such as en-ae [default: the shop's first]
    #[arg(long, value_name = "PREFIX")]
    locale: Option<String>,
    /// Write the quote as JSON
    #[arg(long)]
    json: bool,
}

/// Prints the price of a cart in this moment.
pub(super) async fn quote(config: &Config, clock: &Clock, options: &QuoteOptions) -> Result<(), CommandError> {
    let cart = read_cart(&options.file)?;
    let database = open_database(config, clock).await?;
    let mut reader = database.read(clock.now()).await?;
    let setup = setup::load(&mut reader).await?.ok_or(CommandError::NoSetup)?;
    let locale = locale(&setup, options.locale.as_deref())?;
    let mut reader = reader.for_locale(locale);
    let quoted = quote_cart(&mut reader, &cart).await;
    drop(reader);
    database.close().await;
    let quoted = quoted.map_err(CommandError::Quote)?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&quoted.quote).map_err(CommandError::QuoteDocument)?);
    } else {
        print!("{}", working(&quoted));
    }
    Ok(())
}

fn read_cart(file: &Path) -> Result<CartRequest, CommandError> {
    let name = || file.display().to_string();
    let text = fs::read_to_string(file).map_err(|source| CommandError::File { file: name(), source })?;
    serde_json::from_str(&text).map_err(|source| CommandError::Cart { file: name(), source })
}

fn locale(setup: &Setup, prefix: Option<&str>) -> Result<Locale, CommandError> {
    let Some(prefix) = prefix else { return Ok(setup.default_locale()) };
    let known =
        || setup.locales().iter().map(|locale| format!("\"{}\"", locale.prefix())).collect::<Vec<_>>().join(", ");
    setup.locale_by_prefix(prefix).ok_or_else(|| CommandError::UnknownLocale(prefix.to_owned(), known()))
}

/// Returns the quote with its working, as text.
fn working(quoted: &CartQuote) -> String {
    let mut text = String::new();
    for row in &quoted.quote.rows {
        add_row(&mut text, quoted, row);
    }
    for line in &quoted.set_aside {
        let reason = match line.reason {
            SetAsideReason::Unknown => "the shop has no such variant".to_owned(),
            SetAsideReason::NotSoldHere => "this market does not sell it now".to_owned(),
            SetAsideReason::OutOfStock { left: 0 } => "none left".to_owned(),
            SetAsideReason::OutOfStock { left } => format!("only {left} left"),
        };
        add_line(&mut text, &format!("{} × {} — left out: {reason}", line.line.quantity, line.line.sku), "");
    }
    add_totals(&mut text, quoted);
    for promotion in &quoted.quote.applied {
        add_applied(&mut text, quoted, promotion);
    }
    for promotion in &quoted.quote.not_applied {
        add_not_applied(&mut text, quoted, promotion);
    }
    for option in &quoted.delivery {
        add_delivery(&mut text, quoted, option);
    }
    add_cash_on_delivery(&mut text, quoted);
    text
}

fn add_row(text: &mut String, quoted: &CartQuote, row: &QuoteRow) {
    let amount = |minor| amount(quoted.quote.currency, minor);
    let name = match &row.key {
        RowKey::Line(key) => match quoted.lines.iter().find(|line| line.key == *key) {
            Some(line) => {
                format!("{} × {} {} at {}", row.quantity, line.item.sku, line.item.name, amount(row.unit_price))
            }
            None => format!("line {key}"),
        },
        RowKey::Delivery => "delivery".to_owned(),
        RowKey::Fee(code) => format!("fee {code}"),
        RowKey::Rounding => "rounding".to_owned(),
    };
    add_line(text, &name, &amount(row.base));
    if row.discount != 0 {
        add_line(text, "    discount", &format!("-{}", amount(row.discount)));
    }
    for part in row.shares.iter().flat_map(|share| &share.parts) {
        add_line(text, &format!("    {} {} %", part.name, part.rate), &amount(part.tax));
    }
}

fn add_totals(text: &mut String, quoted: &CartQuote) {
    let quote = &quoted.quote;
    let amount = |minor| amount(quote.currency, minor);
    add_line(text, "total", &amount(quote.total));
    add_line(text, "    taxable", &amount(quote.taxable));
    add_line(text, "    tax", &amount(quote.tax));
    for tender in &quote.tenders {
        add_line(text, &format!("    {} pays (left: {})", tender.key, amount(tender.left)), &amount(tender.used));
    }
    add_line(text, "due", &amount(quote.due));
    let place = [Some(quoted.destination.country.code().to_owned()), quoted.destination.region.clone()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
    add_line(text, if quoted.is_estimate { "estimate for" } else { "delivered to" }, &place);
    let digest: String = quote.digest.iter().map(|byte| format!("{byte:02x}")).collect();
    add_line(text, "digest", &digest[..16]);
}

fn add_applied(text: &mut String, quoted: &CartQuote, promotion: &AppliedPromotion) {
    let code = promotion.code.as_ref().map(|code| format!(" (code {code})")).unwrap_or_default();
    let discount = format!("-{}", amount(quoted.quote.currency, promotion.discount));
    add_line(text, &format!("applied: {}{code}", promotion.promotion), &discount);
}

fn add_not_applied(text: &mut String, quoted: &CartQuote, promotion: &NotApplied) {
    let amount = |minor| amount(quoted.quote.currency, minor);
    let reason = match &promotion.reason {
        NotAppliedReason::UnknownCode => "no promotion has this code".to_owned(),
        NotAppliedReason::OtherMarkets => "it is for other markets".to_owned(),
        NotAppliedReason::UsedUp => "it was used as often as it may be".to_owned(),
        NotAppliedReason::NotYet { from } => format!("it begins at {}", moment(*from)),
        NotAppliedReason::Expired { to } => format!("it ended at {}", moment(*to)),
        NotAppliedReason::NoEligibleItems => "the cart has nothing that it is for".to_owned(),
        NotAppliedReason::NeedsValue { needed, have } => {
            format!("needs {}; its items have {}", amount(*needed), amount(*have))
        }
        NotAppliedReason::NeedsQuantity { needed, have } => format!("needs {needed} units; its items have {have}"),
        NotAppliedReason::NothingToDiscount => "there is nothing to take it off".to_owned(),
        NotAppliedReason::OtherOfGroup { by } => format!("{by} of the same group saves as much or more"),
        NotAppliedReason::Exclusive { by } => format!("{by}, which is never combined, saves more"),
        NotAppliedReason::OthersSaveMore => "the other discounts save more".to_owned(),
    };
    let names = [promotion.promotion.clone(), promotion.code.as_ref().map(|code| format!("code {code}"))];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
    add_line(text, &format!("not applied: {name} — {reason}"), "");
}

fn add_delivery(text: &mut String, quoted: &CartQuote, option: &DeliveryOption) {
    let days = match option.days {
        None => String::new(),
        Some([1, 1]) => ", 1 working day".to_owned(),
        Some([from, to]) if from == to => format!(", {from} working days"),
        Some([from, to]) => format!(", {from} to {to} working days"),
    };
    match &option.price {
        Ok(price) => {
            add_line(text, &format!("delivery {}{days}", option.method), &amount(quoted.quote.currency, *price));
        }
        Err(reason) => add_line(text, &format!("delivery {} — {reason}", option.method), ""),
    }
}

fn add_cash_on_delivery(text: &mut String, quoted: &CartQuote) {
    match &quoted.cash_on_delivery {
        None => {}
        Some(Ok(fee)) => add_line(text, "cash on delivery", &amount(quoted.quote.currency, *fee)),
        Some(Err(reason)) => add_line(text, &format!("cash on delivery — {reason}"), ""),
    }
}

fn add_line(text: &mut String, name: &str, value: &str) {
    // Writing to a text can't fail.
    let _ = match value {
        "" => writeln!(text, "{name}"),
        _ => writeln!(text, "{name:<60} {value:>14}"),
    };
}

fn amount(currency: Currency, minor: i64) -> String {
    format!("{} {}", Money::new(minor, currency).to_decimal_string(), currency.code())
}
