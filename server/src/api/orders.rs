//! `/api/v1/orders`: staff read orders, and record what they do with them.

mod view;

use std::sync::Arc;

use axum::{
    Json,
    extract::{Extension, Path, State},
    http::{HeaderMap, StatusCode},
};
use orders::{OrderFilter, OrderState};
use pricing::RefundPiece;
use serde::Deserialize;
use serde_json::{Value, json};
use types::Money;

use self::view::{detail, money, summary};
use crate::{
    AppState,
    http::{address::Address, api_error::ApiError},
    staff_orders::{OrderAction, OrderActionOutcome, OrderActionRequest, act, order_named},
};

/// Orders of a page, if the request names no number.
const ORDINARY: u32 = 50;
/// The most orders of a page.
const MOST: u32 = 200;
/// The header that names a request (draft-ietf-httpapi-idempotency-key-header-07).
const KEY: &str = "idempotency-key";
/// The most characters of that name.
const LONGEST_KEY: usize = 100;

/// The body of an action. All fields are optional.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ActionBody {
    /// The reason or other words for the history.
    note: String,
    /// The money that has come in, in minor units of the order's currency.
    amount: Option<i64>,
    /// The pieces of a refund.
    pieces: Vec<RefundPiece>,
}

/// `GET /api/v1/orders?state=placed&search=ann&most=50&before={cursor}`: a page of orders, the newest first.
pub(crate) async fn listed_orders(
    State(shop): State<Arc<AppState>>,
    Extension(request): Extension<Address>,
) -> Result<Json<Value>, ApiError> {
    let (filter, most) = filter(&request)?;
    let page = orders::list(&mut shop.database.read(shop.clock.now()).await?, &filter, most).await?;
    let listed: Vec<Value> = page.orders.iter().map(summary).collect();
    Ok(Json(json!({ "orders": listed, "next": page.next.map(|id| id.to_string()) })))
}

fn filter(request: &Address) -> Result<(OrderFilter, u32), ApiError> {
    let (mut filter, mut most) = (OrderFilter::default(), ORDINARY);
    for (name, value) in &request.query {
        match name.as_str() {
            "state" => filter.state = Some(OrderState::from_name(value).ok_or_else(|| wrong(name, "is no state"))?),
            "search" => filter.text = Some(value.clone()),
            "before" => filter.before = Some(value.parse().map_err(|_| wrong(name, "is no cursor"))?),
            "most" => {
                let number = value.parse().ok().filter(|number| (1..=MOST).contains(number));
                most = number.ok_or_else(|| wrong(name, "is a number from 1 to 200"))?;
            }
            _ => return Err(wrong(name, "is no parameter: there are state, search, most and before")),
        }
    }
    Ok((filter, most))
}

fn wrong(name: &str, message: &str) -> ApiError {
    ApiError::field(name.to_owned(), message)
}

/// `GET /api/v1/orders/{order}`: an order by its number or id, with its payments and history.
pub(crate) async fn known_order(
    State(shop): State<Arc<AppState>>,
    Path(name): Path<String>,
) -> Result<Json<Value>, ApiError> {
    order_view(&shop, &name).await
}

async fn order_view(shop: &AppState, name: &str) -> Result<Json<Value>, ApiError> {
    let order = order_named(&shop.database, name, shop.clock.now()).await?;
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let events = orders::events(&mut reader, order.id).await?;
    let payments = payments::payments_of_order(&mut reader, order.id).await?;
    Ok(Json(detail(&order, &payments, &events)))
}

/// `POST /api/v1/orders/{order}/{action}`: `dispatch`, `deliver`, `cancel`, `paid` or `refund`. A request that is repeated
/// with its `Idempotency-Key` has the same effect and the same answer.
pub(crate) async fn acted_order(
    State(shop): State<Arc<AppState>>,
    Path((name, action)): Path<(String, String)>,
    headers: HeaderMap,
    body: String,
) -> Result<Json<Value>, ApiError> {
    let order = order_named(&shop.database, &name, shop.clock.now()).await?;
    let body = if body.trim().is_empty() { Ok(ActionBody::default()) } else { serde_json::from_str(&body) };
    let body = body.map_err(|error| ApiError::Unreadable(error.to_string()))?;
    let key = key(&headers)?;
    let action = match action.as_str() {
        "dispatch" => OrderAction::Dispatch,
        "deliver" => OrderAction::Deliver,
        "cancel" => OrderAction::Cancel,
        "paid" => OrderAction::Receive { amount: body.amount.map(|minor| Money::new(minor, order.currency)) },
        "refund" => OrderAction::Refund { pieces: body.pieces },
        _ => return Err(ApiError::Status(StatusCode::NOT_FOUND)),
    };
    let moves_money = matches!(action, OrderAction::Receive { .. } | OrderAction::Refund { .. });
    if moves_money && key.is_none() {
        return Err(ApiError::NoKey);
    }
    let key = key.unwrap_or_default();
    let request = OrderActionRequest { order: order.id, action, note: body.note, key, now: shop.clock.now() };
    match act(&shop.database, &request).await?.0 {
        OrderActionOutcome::Stepped => order_view(&shop, &order.id.to_string()).await,
        OrderActionOutcome::Received(payment) => Ok(Json(view::payment(&payment))),
        OrderActionOutcome::Refunded(refund) => {
            let total = money(refund.total, order.currency);
            Ok(Json(json!({ "order": order.name(), "refunded": total, "rows": refund.rows })))
        }
    }
}

/// Returns the name of the request, bare or in quotation marks.
fn key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let text = value.to_str().map_err(|_| ApiError::NoKey)?.trim().trim_matches('"');
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_plain && text.len() <= LONGEST_KEY { Ok(Some(text.to_owned())) } else { Err(ApiError::NoKey) }
}
