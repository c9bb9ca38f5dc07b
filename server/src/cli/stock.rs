use std::num::NonZeroU32;

use clap::Subcommand;
use inventory::{HeldUnits, HoldKind, HoldLine, HoldToken, LocationStock, NewHold, StockCommand};
use types::{Sku, Timestamp};

use super::{CommandError, import::wait_for_cdn_purge, moment};
use crate::{Clock, Config, app_state::cdn_purger, startup::open_database};

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// The commands about stock.
#[derive(Subcommand)]
pub(super) enum Task {
    /// Show the units on hand, held and available of every SKU at every location, and the holds
    Show {
        /// The SKU to show; all of them when left out
        sku: Option<String>,
    },
    /// Hold units, so that nobody buys them
    Hold {
        /// The SKU
        sku: String,
        /// The number of units
        units: NonZeroU32,
        /// The person or purpose that they are held for
        #[arg(long = "for", value_name = "TEXT")]
        holder: String,
        /// The hours after which they are released; without it, they are held until `release`
        #[arg(long)]
        hours: Option<u32>,
    },
    /// Release a hold, so that its units can be bought again
    Release {
        /// The hold, as `show` names it
        hold: HoldToken,
    },
}

pub(super) async fn stock(config: &Config, clock: &Clock, task: Task) -> Result<(), CommandError> {
    match task {
        Task::Show { sku } => show(config, clock, sku.as_deref()).await,
        Task::Hold { sku, units, holder, hours } => hold(config, clock, &sku, (units, holder, hours)).await,
        Task::Release { hold } => {
            carry_out(config, clock, StockCommand::Release { token: hold, now: clock.now() }).await?;
            println!("The hold is released.");
            Ok(())
        }
    }
}

async fn show(config: &Config, clock: &Clock, sku: Option<&str>) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let mut reader = database.read(clock.now()).await?;
    let is_shown = |of: &str| sku.is_none_or(|sku| sku.eq_ignore_ascii_case(of));
    let stock = inventory::stock(&mut reader).await?;
    let holds = inventory::current_holds(&mut reader).await?;
    drop(reader);
    database.close().await;
    println!("{:<32} {:<12} {:>12} {:>10} {:>12}", "SKU", "location", "on hand", "held", "available");
    stock.iter().filter(|of| is_shown(&of.sku)).for_each(print_stock);
    let holds: Vec<&HeldUnits> = holds.iter().filter(|of| is_shown(&of.sku)).collect();
    if !holds.is_empty() {
        println!("\n{:<32} {:<32} {:>8} {:<10} {:<26} for", "hold", "SKU", "units", "kind", "until");
        holds.into_iter().for_each(print_hold);
    }
    Ok(())
}

fn print_stock(of: &LocationStock) {
    let LocationStock { sku, location, on_hand, held, is_tracked } = of;
    if *is_tracked {
        println!("{sku:<32} {location:<12} {on_hand:>12} {held:>10} {:>12}", on_hand - held);
    } else {
        println!("{sku:<32} {location:<12} {:>12} {held:>10} {:>12}", "untracked", "always");
    }
}

fn print_hold(of: &HeldUnits) {
    let HeldUnits { token, sku, location: _, units, kind, holder, held_until } = of;
    let until = held_until.map_or_else(|| "released or sold".to_owned(), moment);
    println!("{token} {sku:<32} {units:>8} {kind:<10} {until:<26} {holder}");
}

async fn hold(
    config: &Config,
    clock: &Clock,
    sku: &str,
    (units, holder, hours): (NonZeroU32, String, Option<u32>),
) -> Result<(), CommandError> {
    let unknown = || CommandError::UnknownSku(sku.to_owned());
    let database = open_database(config, clock).await?;
    let mut reader = database.read(clock.now()).await?;
    let parsed = Sku::new(sku).map_err(|_| unknown())?;
    let variant = inventory::variant_by_sku(&mut reader, &parsed).await?.ok_or_else(unknown)?;
    drop(reader);
    database.close().await;
    let (now, token) = (clock.now(), HoldToken(uuid::Uuid::new_v4().as_u128()));
    let until = hours.map(|hours| now.plus_millis(i64::from(hours) * HOUR));
    let lines = vec![HoldLine { variant, units, per_customer: None }];
    let hold = NewHold { token, kind: HoldKind::Staff, holder, customer: None, until, lines, now };
    carry_out(config, clock, StockCommand::Hold(hold)).await?;
    println!("{units} units of {sku} are held {}: {token}", until_text(until));
    Ok(())
}

fn until_text(until: Option<Timestamp>) -> String {
    until.map_or_else(|| "until they are released".to_owned(), |until| format!("until {}", moment(until)))
}

/// Carries one command out, in a transaction of its own. The pages that show its effect are purged.
async fn carry_out(config: &Config, clock: &Clock, command: StockCommand) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let mut tx = database.write(clock.now()).await?;
    for outcome in inventory::carry_out(&mut tx, &[command]).await? {
        outcome.map_err(CommandError::Stock)?;
    }
    if tx.has_touched() {
        let revision = tx.commit().await?;
        if let Some(purger) = cdn_purger(config, &database, clock) {
            wait_for_cdn_purge(&purger, revision).await;
        }
    } else {
        tx.commit_bookkeeping().await?;
    }
    database.close().await;
    Ok(())
}
