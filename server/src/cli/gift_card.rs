use clap::Subcommand;
use database::{Database, Executor};
use payments::{GiftCard, GiftCardCode, GiftCardState, NewGiftCard};
use types::{Currency, Money, Timestamp};

use super::{CommandError, moment};
use crate::{Clock, Config, random_bits::random_bits, startup::open_database};

/// The commands about gift cards.
#[derive(Subcommand)]
pub(super) enum Task {
    /// Issue a gift card and print its code, which is shown only now
    Issue {
        /// The amount in major units, such as 250 or 99.50
        amount: String,
        /// The code of the currency, such as AED
        #[arg(value_parser = parsed_currency)]
        currency: Currency,
        /// The first day on which it can't be used, in UTC; without it, it can be used for all time
        #[arg(long, value_name = "DAY")]
        expires: Option<String>,
    },
    /// Show a gift card and the orders that have used it
    Show {
        /// Its code, or its number
        card: String,
    },
    /// Block a gift card, such as one that was stolen
    Block {
        /// Its code, or its number
        card: String,
    },
    /// Let a gift card be used again that was blocked
    Unblock {
        /// Its code, or its number
        card: String,
    },
}

fn parsed_currency(text: &str) -> Result<Currency, String> {
    let code = text.to_ascii_uppercase();
    Currency::from_code(&code).ok_or_else(|| "write the ISO 4217 code of a currency, such as AED".to_owned())
}

pub(super) async fn gift_card(config: &Config, clock: &Clock, task: Task) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let done = match task {
        Task::Issue { amount, currency, expires } => {
            issue(&database, clock, &amount, currency, expires.as_deref()).await
        }
        Task::Show { card } => show(&database, clock, &card).await,
        Task::Block { card } => set_state(&database, clock, &card, GiftCardState::Blocked).await,
        Task::Unblock { card } => set_state(&database, clock, &card, GiftCardState::Active).await,
    };
    database.close().await;
    done
}

async fn issue(
    database: &Database,
    clock: &Clock,
    amount: &str,
    currency: Currency,
    expires: Option<&str>,
) -> Result<(), CommandError> {
    let wrong = |reason: String| CommandError::GiftCardAmount { amount: amount.to_owned(), reason };
    let money = Money::from_decimal(amount, currency).map_err(|error| wrong(error.to_string()))?;
    if money.minor <= 0 {
        return Err(wrong("it has no money".to_owned()));
    }
    let now = clock.now();
    let expires_at = expires.map(|day| first_moment(day, now)).transpose()?;
    let code = GiftCardCode::from_random(random_bits());
    let mut tx = database.write(now).await?;
    let new = NewGiftCard { code: code.clone(), amount: money, expires_at };
    let number = payments::issue_gift_card(&mut tx, &new, now).await?;
    tx.commit_bookkeeping().await?;
    println!("{code}");
    eprintln!("Gift card {number} has {}. Its code is not shown again.", money_text(money));
    Ok(())
}

/// Returns the first moment of a day that is to come.
fn first_moment(day: &str, now: Timestamp) -> Result<Timestamp, CommandError> {
    let wrong = || CommandError::GiftCardExpiry(day.to_owned());
    let date: jiff::civil::Date = day.parse().map_err(|_| wrong())?;
    let start = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| wrong())?;
    let start = Timestamp(start.timestamp().as_millisecond());
    if start > now { Ok(start) } else { Err(wrong()) }
}

async fn show(database: &Database, clock: &Clock, card: &str) -> Result<(), CommandError> {
    let mut reader = database.read(clock.now()).await?;
    let card = found(&mut reader, card).await?;
    let uses = payments::gift_card_uses(&mut reader, card.id).await?;
    drop(reader);
    let left = Money::new(card.balance, card.issued.currency);
    println!("Gift card {} …{}: {} left of {}", card.id, card.last_four, money_text(left), money_text(card.issued));
    println!("{}, issued {}, {}", card.state.as_str(), moment(card.issued_at), expiry_text(&card));
    for of in uses {
        let [used, back] = [of.amount, of.given_back].map(|minor| money_text(Money::new(minor, of.currency)));
        println!("{}  {used} used, {back} given back, by order {}", moment(of.used_at), of.order);
    }
    Ok(())
}

async fn set_state(database: &Database, clock: &Clock, card: &str, state: GiftCardState) -> Result<(), CommandError> {
    let mut tx = database.write(clock.now()).await?;
    let card = found(&mut tx, card).await?;
    payments::block_gift_card(&mut tx, card.id, state).await?;
    tx.commit_bookkeeping().await?;
    println!("Gift card {} …{} is {}.", card.id, card.last_four, state.as_str());
    Ok(())
}

/// Returns the card with this code or number.
async fn found(on: &mut impl Executor, text: &str) -> Result<GiftCard, CommandError> {
    let card = match (text.parse::<GiftCardCode>(), text.parse::<i64>()) {
        (Ok(code), _) => payments::gift_card_by_code(on, &code).await?,
        (Err(_), Ok(number)) => payments::gift_card_by_id(on, number).await?,
        (Err(_), Err(_)) => None,
    };
    // The code is as good as money, so an error does not repeat it.
    let named = || text.parse::<i64>().map_or_else(|_| "with this code".to_owned(), |number| number.to_string());
    card.ok_or_else(|| CommandError::UnknownGiftCard(named()))
}

fn expiry_text(card: &GiftCard) -> String {
    card.expires_at.map_or_else(|| "does not expire".to_owned(), |at| format!("expires {}", moment(at)))
}

fn money_text(money: Money) -> String {
    format!("{} {}", money.to_decimal_string(), money.currency.code())
}
