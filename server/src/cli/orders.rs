use std::fmt::Write as _;

use clap::{Args, Subcommand};
use orders::{Order, OrderEvent, OrderFilter, OrderState};
use payments::Payment;
use pricing::{RefundPiece, RowKey};
use types::{Currency, Money};

use super::{CommandError, import::wait_for_cdn_purge, moment};
use crate::{
    Clock, Config,
    app_state::cdn_purger,
    staff_orders::{OrderAction, OrderActionOutcome, OrderActionRequest, StaffOrderError, act, order_named},
    startup::open_database,
};

/// The commands about orders.
#[derive(Subcommand)]
pub(super) enum Task {
    /// List orders, the newest first
    List {
        /// Only orders in this state: placing, placed, dispatched, delivered or cancelled
        #[arg(long, value_parser = state)]
        state: Option<OrderState>,
        /// Only orders whose number, names, e-mail address, phone number or SKUs contain this text
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        /// The most orders to list
        #[arg(long, default_value_t = 50)]
        most: u32,
    },
    /// Show an order with its lines, payments and history
    Show {
        /// The order's number, or its id
        order: String,
    },
    /// Record that the goods leave: their units are taken out of the stock
    Dispatch(Change),
    /// Record that the goods have arrived
    Deliver(Change),
    /// Cancel an order before its goods leave: units, uses of promotions and money are given back
    Cancel(Change),
    /// Record money that has come in, in cash or by transfer
    Paid {
        #[command(flatten)]
        change: Change,
        /// The amount, such as 49.50; without it, all that is missing
        #[arg(long)]
        amount: Option<String>,
    },
    /// Record money that goes back
    Refund {
        #[command(flatten)]
        change: Change,
        /// Units of a line, such as DUNE-CLAY=2
        #[arg(long, value_name = "SKU=UNITS")]
        units: Vec<String>,
        /// An amount off the delivery, such as 15.00
        #[arg(long, value_name = "AMOUNT")]
        delivery: Option<String>,
        /// An amount over all that is left, such as 10.00
        #[arg(long, value_name = "AMOUNT")]
        goodwill: Option<String>,
    },
}

/// The order to change.
#[derive(Args)]
pub(super) struct Change {
    /// The order's number, or its id
    order: String,
    /// The reason or other words for the order's history
    #[arg(long, default_value = "")]
    note: String,
    /// A name for this command: repeated with it, `paid` and `refund` count once
    #[arg(long)]
    key: Option<String>,
}

fn state(name: &str) -> Result<OrderState, String> {
    OrderState::from_name(name).ok_or_else(|| "write placing, placed, dispatched, delivered or cancelled".to_owned())
}

pub(super) async fn orders(config: &Config, clock: &Clock, task: Task) -> Result<(), CommandError> {
    match task {
        Task::List { state, search, most } => {
            list(config, clock, &OrderFilter { state, text: search, before: None }, most).await
        }
        Task::Show { order } => show(config, clock, &order).await,
        Task::Dispatch(to) => change(config, clock, &to, |_| Ok(OrderAction::Dispatch)).await,
        Task::Deliver(to) => change(config, clock, &to, |_| Ok(OrderAction::Deliver)).await,
        Task::Cancel(to) => change(config, clock, &to, |_| Ok(OrderAction::Cancel)).await,
        Task::Paid { change: to, amount } => {
            let action = |order: &Order| {
                let amount = amount.as_deref().map(|text| money(text, order.currency)).transpose()?;
                Ok(OrderAction::Receive { amount })
            };
            change(config, clock, &to, action).await
        }
        Task::Refund { change: to, units, delivery, goodwill } => {
            let action = |order: &Order| {
                let pieces = pieces(order, &units, delivery.as_deref(), goodwill.as_deref())?;
                Ok(OrderAction::Refund { pieces })
            };
            change(config, clock, &to, action).await
        }
    }
}

async fn list(config: &Config, clock: &Clock, filter: &OrderFilter, most: u32) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let page = orders::list(&mut database.read(clock.now()).await?, filter, most).await?;
    database.close().await;
    println!("{:<38} {:<11} {:<26} {:>16}  buyer", "order", "state", "made", "total");
    for order in &page.orders {
        let total = amount(order.total, order.currency);
        let (name, made, buyer) = (order.name(), moment(order.created_at), &order.snapshot.contact.email);
        println!("{name:<38} {:<11} {made:<26} {total:>16}  {buyer}", order.state.as_str());
    }
    if page.next.is_some() {
        println!("There are more; list more with --most, or fewer with --state and --search.");
    }
    Ok(())
}

async fn show(config: &Config, clock: &Clock, name: &str) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let order = order_named(&database, name, clock.now()).await?;
    let mut reader = database.read(clock.now()).await?;
    let events = orders::events(&mut reader, order.id).await?;
    let payments = payments::payments_of_order(&mut reader, order.id).await?;
    drop(reader);
    database.close().await;
    print!("{}", description(&order, &payments, &events));
    Ok(())
}

fn description(order: &Order, payments: &[Payment], events: &[OrderEvent]) -> String {
    let snapshot = &order.snapshot;
    let in_currency = |minor| amount(minor, order.currency);
    let mut text = String::new();
    add(&mut text, &format!("{}, {}, {}", order.name(), order.state, order.id));
    add(&mut text, &format!("{} {}", snapshot.contact.email, snapshot.contact.phone.as_deref().unwrap_or_default()));
    add(&mut text, &snapshot.address.lines(snapshot.language).join(", "));
    for (line, row) in snapshot.priced_lines() {
        let price = in_currency(row.taxable + row.tax);
        add(&mut text, &format!("{:>5} × {:<32} {:<40} {price:>16}", line.quantity, line.sku, line.name));
    }
    add(&mut text, &format!("total {}, refunded {}", in_currency(order.total), in_currency(order.refunded)));
    for payment in payments {
        let status = payment.status;
        let (due, came) = (in_currency(payment.amount.minor), in_currency(status.captured));
        add(
            &mut text,
            &format!("payment by {}: {}, due {due}, received {came}", payment.method, status.state.as_str()),
        );
    }
    for event in events {
        let data = if event.data.is_null() { String::new() } else { format!(" {}", event.data) };
        add(&mut text, &format!("{} {} by {}{data}", moment(event.at), event.kind, event.actor));
    }
    text
}

fn add(text: &mut String, line: &str) {
    // Writing to a text can't fail.
    let _ = writeln!(text, "{line}");
}

/// Changes an order, in a transaction of its own. The pages that show its effect are purged.
async fn change(
    config: &Config,
    clock: &Clock,
    to: &Change,
    action: impl Fn(&Order) -> Result<OrderAction, StaffOrderError>,
) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let order = order_named(&database, &to.order, clock.now()).await?;
    let key = to.key.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let (action, note) = (action(&order)?, to.note.clone());
    let request = OrderActionRequest { order: order.id, action, note, key, now: clock.now() };
    let (outcome, revision) = act(&database, &request).await?;
    if let (Some(revision), Some(purger)) = (revision, cdn_purger(config, &database, clock)) {
        wait_for_cdn_purge(&purger, revision).await;
    }
    let changed = order_named(&database, &to.order, clock.now()).await?;
    database.close().await;
    println!("{}", outcome_text(&changed, &outcome));
    Ok(())
}

fn outcome_text(order: &Order, outcome: &OrderActionOutcome) -> String {
    let name = order.name();
    match outcome {
        OrderActionOutcome::Stepped => format!("{name} is {}.", order.state),
        OrderActionOutcome::Received(payment) => {
            let (came, due) = (payment.status.captured, payment.amount.minor);
            let (came, due) = (amount(came, order.currency), amount(due, order.currency));
            format!("{name}: received {came} of {due}; the payment is {}.", payment.status.state.as_str())
        }
        OrderActionOutcome::Refunded(refund) => {
            let (total, all) = (amount(refund.total, order.currency), amount(order.refunded, order.currency));
            format!("{name}: refunded {total}, in all {all}.")
        }
    }
}

fn pieces(
    order: &Order,
    units: &[String],
    delivery: Option<&str>,
    goodwill: Option<&str>,
) -> Result<Vec<RefundPiece>, StaffOrderError> {
    let mut pieces: Vec<RefundPiece> = units.iter().map(|text| units_of(order, text)).collect::<Result<_, _>>()?;
    if let Some(text) = delivery {
        pieces.push(RefundPiece::Amount { row: RowKey::Delivery, amount: money(text, order.currency)?.minor });
    }
    if let Some(text) = goodwill {
        pieces.push(RefundPiece::Goodwill { amount: money(text, order.currency)?.minor });
    }
    if pieces.is_empty() {
        return Err(StaffOrderError::Malformed("name the refund: --units, --delivery or --goodwill".to_owned()));
    }
    Ok(pieces)
}

fn units_of(order: &Order, text: &str) -> Result<RefundPiece, StaffOrderError> {
    let malformed = || StaffOrderError::Malformed(format!("\"{text}\" names no units of the order, such as SKU=2"));
    let (sku, units) = text.rsplit_once('=').ok_or_else(malformed)?;
    let line = order.snapshot.lines.iter().find(|line| line.sku.eq_ignore_ascii_case(sku)).ok_or_else(malformed)?;
    Ok(RefundPiece::Units { line: line.key, units: units.parse().map_err(|_| malformed())? })
}

fn money(text: &str, currency: Currency) -> Result<Money, StaffOrderError> {
    let malformed = |error| StaffOrderError::Malformed(format!("\"{text}\" is no amount: {error}"));
    Money::from_decimal(text, currency).map_err(malformed)
}

fn amount(minor: i64, currency: Currency) -> String {
    format!("{} {}", Money::new(minor, currency).to_decimal_string(), currency.code())
}
