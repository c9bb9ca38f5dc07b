use database::Tx;
use jobs::{JobError, NewTask, enqueue, enqueue_all};
use serde::{Deserialize, Serialize};
use types::{OrderId, Timestamp};

/// The name of the job that sends mails about orders.
pub const ORDER_MAIL_JOB: &str = "order-mails";

/// A mail to send about an order. It has no token: the job makes one for the mail's link, and stores its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderMailTask {
    /// The order.
    pub order: OrderId,
    /// The topic.
    pub topic: OrderMailTopic,
    /// The key of the event that it tells of, or a key of its own. Mails of one order with one key are one mail, with one
    /// `Message-ID`.
    pub key: String,
    /// The moment of the event, which becomes the mail's date.
    pub at: Timestamp,
}

/// The topic of a mail about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderMailTopic {
    /// The order is placed.
    Placed,
    /// The order waits for a transfer.
    PaymentAwaited,
    /// The order is on its way. Its event's data may have `carrier`, `number` and `link` of the parcel.
    Dispatched,
    /// The order is cancelled. Its event's data may have the amount to give back in minor units: `{"refund": 38000}`.
    Cancelled,
    /// Money goes back: the event of a refund.
    Refunded,
    /// The buyer has asked for a link to the order.
    Link,
}

/// Writes a mail to send in the transaction of the event that it tells of.
///
/// # Errors
/// If the database fails.
pub async fn enqueue_mail(tx: &mut Tx, mail: &OrderMailTask) -> Result<(), JobError> {
    let key = format!("{}/{}", mail.order, mail.key);
    enqueue(tx, NewTask { job: ORDER_MAIL_JOB, key: Some(&key), payload: mail, due_at: mail.at }).await
}

/// Writes mails like [`enqueue_mail`], all of them with one statement.
///
/// # Errors
/// If the database fails.
pub async fn enqueue_mails(tx: &mut Tx, mails: &[OrderMailTask]) -> Result<(), JobError> {
    let tasks = mails.iter().map(|mail| (format!("{}/{}", mail.order, mail.key), mail, mail.at)).collect();
    enqueue_all(tx, ORDER_MAIL_JOB, tasks).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn task_is_read_as_it_was_written() {
        let json = r#"{"order":"01938d5e-0000-7000-8000-000000000001","topic":"payment-awaited","key":"payment-awaited","at":1795000000000}"#;

        let task: OrderMailTask = serde_json::from_str(json).unwrap();

        assert_eq!(task.topic, OrderMailTopic::PaymentAwaited);
        assert_eq!(serde_json::to_string(&task).unwrap(), json);
    }
}
