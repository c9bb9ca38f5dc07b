use database::Tx;
use jobs::{JobError, NewTask, enqueue};
use serde::{Deserialize, Serialize};
use types::{OrderId, Timestamp};

use crate::OrderToken;

/// The name of the job that sends mails about orders.
pub const ORDER_MAIL_JOB: &str = "order-mails";

/// A mail to send about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderMailTask {
    /// The order.
    pub order: OrderId,
    /// The topic.
    pub topic: OrderMailTopic,
    /// The key of the event that it tells of, or a key of its own. Mails of one order with one key are one mail, with one
    /// `Message-ID`.
    pub key: String,
    /// A token that opens the order. Only its hash is stored with the order, so the task carries it, until it is sent.
    #[serde(with = "token_text")]
    pub token: OrderToken,
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

/// Tokens as their digits in the URL.
mod token_text {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use crate::OrderToken;

    pub(super) fn serialize<S: Serializer>(token: &OrderToken, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(token)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OrderToken, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn task_is_read_as_it_was_written() {
        let json = r#"{"order":"01938d5e-0000-7000-8000-000000000001","topic":"payment-awaited","key":"payment-awaited","token":"00000000000000000000000000000abc","at":1795000000000}"#;

        let task: OrderMailTask = serde_json::from_str(json).unwrap();

        assert_eq!((task.topic, task.token), (OrderMailTopic::PaymentAwaited, OrderToken(0xabc)));
        assert_eq!(serde_json::to_string(&task).unwrap(), json);
    }
}
