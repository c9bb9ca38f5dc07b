//! Sends mails about orders. An order does not wait for them: each is a task that was written with its event.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use app::mails::{MailFacts, compose, order_mail_of};
use database::Executor;
use jobs::{JobError, Progress};
use mail::{Delivery, Mailbox, MessageId, Outgoing};
use orders::{NewOrderEvent, ORDER_MAIL_JOB, Order, OrderActor, OrderEvent, OrderEventKind, OrderMailTask, OrderToken};
use serde_json::{Value, json};
use setup::Setup;
use types::Locale;

use crate::{AppState, random_bits::random_bits, shop_mailer::ShopMailer};

/// Milliseconds after which a mail is no longer sent: news of days ago would confuse its reader.
const NEWS_FOR: i64 = 3 * 86_400_000;

/// Time in which a database that was away must answer.
const PROBE: Duration = Duration::from_secs(1);

/// Sends the mail of a task, and records that in the order's history.
pub(super) async fn send_order_mail(shop: Arc<AppState>, task: OrderMailTask) -> Result<(), JobError> {
    let Some(mailer) = &shop.mailer else { return Err(JobError::other("no SMTP server is set")) };
    if task.at.plus_millis(NEWS_FOR) < shop.clock.now() {
        tracing::warn!(order = %task.order, key = task.key, "a mail about an order was dropped: it is older than three days");
        return Ok(());
    }
    let token = OrderToken(random_bits());
    let Some(mail) = mail_of(&shop, mailer, &task, token).await? else { return Ok(()) };
    add_link(&shop, &task, token).await?;
    let outcome = mailer.mailer.send(&mail).await;
    shop.metrics.mail(match outcome {
        Delivery::Sent => "sent",
        Delivery::Deferred(_) => "deferred",
        Delivery::Refused(_) => "refused",
    });
    match outcome {
        Delivery::Sent => record(&shop, &task, OrderEventKind::MailSent, json!({ "mail": task.key })).await,
        Delivery::Deferred(error) => Err(JobError::other(error)),
        Delivery::Refused(error) => {
            tracing::warn!(order = %task.order, key = task.key, "the mail server refused a mail about an order: {error}");
            let data = json!({ "mail": task.key, "reason": error.to_string() });
            record(&shop, &task, OrderEventKind::MailRefused, data).await
        }
    }
}

/// Returns the mail; `None` if it was sent before, or its order is gone.
async fn mail_of(
    shop: &AppState,
    mailer: &ShopMailer,
    task: &OrderMailTask,
    token: OrderToken,
) -> Result<Option<Outgoing>, JobError> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let Some(order) = orders::by_id(&mut reader, task.order).await? else { return Ok(None) };
    let events = orders::events(&mut reader, task.order).await?;
    if events.iter().any(|event| event.key == settled_key(task)) {
        return Ok(None);
    }
    // The state that pages share: a query of its own would read every file of the theme.
    let known = shop.tracker.catch_up(PROBE).await.map_err(|_| JobError::other("the database does not answer"))?;
    let setup = known.setup.ok_or_else(|| JobError::other("the shop has no setup"))?;
    let contact = setup::document(&mut reader).await?.and_then(|document| document.contact?.email);
    let instructions = instructions(&mut reader, &order, locale_of(&setup, &order)).await?;
    drop(reader);
    let Ok(to) = Mailbox::new(None, &order.snapshot.contact.email) else {
        tracing::warn!(order = %task.order, "a mail about an order was dropped: its e-mail address is none");
        return Ok(None);
    };
    let reply_to = contact.and_then(|address| Mailbox::new(None, &address).ok());
    let (site, locale) = (&shop.site, locale_of(&setup, &order));
    let facts = MailFacts {
        site,
        setup: &setup,
        locale,
        token,
        instructions: &instructions,
        takes_answers: reply_to.is_some(),
    };
    let composed = compose(locale, &order_mail_of(facts, &order, task, data_of(&events, task)));
    let composed = composed.map_err(JobError::other)?;
    let from = mailer.from.clone().or_named(locale.shop_name());
    Ok(Some(Outgoing {
        message_id: MessageId::new(&format!("{}.{}", task.order, task.key), &from),
        from,
        to,
        reply_to,
        subject: composed.subject,
        html: composed.html,
        text: composed.text,
        date: task.at,
        language: locale.language(),
    }))
}

/// Stores the hash of the token that a mail's link has.
async fn add_link(shop: &AppState, task: &OrderMailTask, token: OrderToken) -> Result<(), JobError> {
    let now = shop.clock.now();
    let mut tx = shop.database.write(now).await?;
    orders::add_links(&mut tx, &[(task.order, token, now)]).await?;
    Ok(tx.commit_bookkeeping().await?)
}

/// Returns the locale in which the order was made, or one that the market still has.
fn locale_of(setup: &Setup, order: &Order) -> Locale {
    let of_market = || setup.locales().iter().filter(|locale| locale.market().code() == order.market);
    let same = of_market().find(|locale| locale.language() == order.snapshot.language);
    same.or_else(|| of_market().next()).copied().unwrap_or_else(|| setup.default_locale())
}

/// Returns the instructions of the order's method of payment, in the buyer's language; empty if it has none.
async fn instructions(on: &mut impl Executor, order: &Order, locale: Locale) -> Result<String, database::Error> {
    let Some(payment) = &order.snapshot.payment else { return Ok(String::new()) };
    let rules = pricing_rules::load(on).await?;
    let method = rules.document.payment_methods.iter().find(|method| method.id == payment.method);
    let text = method.and_then(|method| method.instructions.first_of(locale.languages()));
    Ok(text.map(|(_, text)| text.clone()).unwrap_or_default())
}

fn data_of<'a>(events: &'a [OrderEvent], task: &OrderMailTask) -> &'a Value {
    events.iter().find(|event| event.key == task.key).map_or(&Value::Null, |event| &event.data)
}

/// Returns the key of the event that says that a mail is done with.
fn settled_key(task: &OrderMailTask) -> String {
    format!("mail-{}", task.key)
}

async fn record(shop: &AppState, task: &OrderMailTask, kind: OrderEventKind, data: Value) -> Result<(), JobError> {
    let at = shop.clock.now();
    let event = NewOrderEvent { order: task.order, kind, key: settled_key(task), actor: OrderActor::System, at, data };
    let mut tx = shop.database.write(at).await?;
    orders::record_events(&mut tx, &[event]).await?;
    tx.commit_bookkeeping().await?;
    Ok(())
}

/// Counts the mails that wait. Without an SMTP server, a log line tells of the first ones.
pub(super) async fn count_waiting(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let queue = jobs::queue_length(&mut reader, ORDER_MAIL_JOB).await?;
    shop.metrics.mail_queue(queue);
    let before = shop.waiting_mails.swap(queue.waiting, Ordering::Relaxed);
    if shop.mailer.is_none() && before == 0 && queue.waiting > 0 {
        tracing::warn!(
            waiting = queue.waiting,
            "mails about orders are not sent: set smtp_url and mail_from; until then they wait in the database"
        );
    }
    Ok(Progress::Idle)
}
