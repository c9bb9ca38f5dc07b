use database::{Error, Executor, Tx, execute_rows, row, sql};
use types::{OrderId, Timestamp};

use crate::{NewOrderEvent, OrderActor, OrderEvent, OrderEventKind};

/// Inserts events, but for those whose key their order has already. Returns the number of new ones.
pub(crate) async fn insert_events(tx: &mut Tx, events: &[NewOrderEvent]) -> Result<u64, Error> {
    let text = "INSERT INTO order_event (order_id, event_key, kind, actor, at, data) VALUES {(?, ?, ?, ?, ?, ?)}
        ON CONFLICT (order_id, event_key) DO NOTHING";
    let row = |event: &NewOrderEvent| {
        vec![
            event.order.into(),
            event.key.as_str().into(),
            event.kind.as_str().into(),
            event.actor.as_str().into(),
            event.at.into(),
            event.data.to_string().into(),
        ]
    };
    execute_rows(tx, text, &[], events.iter().map(row).collect()).await
}

row! {
    struct EventRow {
        id: i64,
        event_key: String,
        kind: String,
        actor: String,
        at: Timestamp,
        data: String,
    }
}

impl EventRow {
    fn event(self) -> Result<OrderEvent, Error> {
        Ok(OrderEvent {
            id: self.id,
            key: self.event_key,
            kind: OrderEventKind::stored(&self.kind).ok_or_else(Error::missing_row)?,
            actor: OrderActor::stored(&self.actor).ok_or_else(Error::missing_row)?,
            at: self.at,
            data: serde_json::from_str(&self.data).map_err(|error| Error::defect("order_event.data", error))?,
        })
    }
}

/// Returns the history of an order, the oldest event first.
pub(crate) async fn events(on: &mut impl Executor, order: OrderId) -> Result<Vec<OrderEvent>, Error> {
    let text = "SELECT id, event_key, kind, actor, at, data FROM order_event WHERE order_id = $1 ORDER BY at, id";
    let rows: Vec<EventRow> = sql(text).bind(order).rows(on).await?;
    rows.into_iter().map(EventRow::event).collect()
}
