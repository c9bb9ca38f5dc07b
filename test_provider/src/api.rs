//! The requests of the shop.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, Request, State},
    http::{StatusCode, header::AUTHORIZATION},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse as _, Response},
    routing::{get, post, put},
};
use serde_json::{Value, json};

use crate::{
    Behaviour, LedgerEvent, LedgerPayment, LedgerState, Options,
    ledger::{BeginRequest, Ledger, RefundParameters, Refused},
    page,
    shared::Shared,
};

/// Returns all routes.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let of_shop = Router::new()
        .route("/payments", post(begin))
        .route("/payments/{id}", get(fetch))
        .route("/payments/{id}/cancel", post(cancel))
        .route("/payments/{id}/refunds", post(refund))
        .layer(from_fn_with_state(shared.clone(), behave));
    of_shop
        .route("/pay/{id}", get(page::show))
        .route("/pay/{id}/pay", post(page::pay))
        .route("/pay/{id}/decline", post(page::decline))
        .route("/ledger", get(ledger))
        .route("/options", put(set_options))
        .with_state(shared.clone())
}

/// Lets requests with the secret through, and spoils them as the options say.
async fn behave(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let secret = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if secret != Some(&format!("Bearer {}", shared.secret)) {
        return refusal(StatusCode::UNAUTHORIZED, "the secret is missing or wrong");
    }
    match shared.options().behaviour {
        Behaviour::Silent => std::future::pending().await,
        Behaviour::WorkThenNoAnswer => {
            drop(next.run(request).await);
            std::future::pending().await
        }
        Behaviour::AnswerThenDie => {
            let answer = next.run(request).await;
            shared.die.notify_one();
            answer
        }
        Behaviour::Honest | Behaviour::LiesAboutAmount | Behaviour::LiesAboutCurrency => next.run(request).await,
    }
}

async fn begin(State(shared): State<Arc<Shared>>, Json(new): Json<BeginRequest>) -> Response {
    let begun = shared.change(|ledger| ledger.begin(new).map(|payment| payment.id.clone()));
    answer(begun, |id| {
        let url = format!("{}/pay/{id}", shared.origin);
        json!({ "id": id, "url": url })
    })
}

async fn fetch(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    answer_payment(&shared, &id)
}

async fn cancel(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    change(&shared, &id, |ledger| ledger.cancel(&id))
}

async fn refund(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Json(new): Json<RefundParameters>,
) -> Response {
    change(&shared, &id, |ledger| ledger.refund(&id, &new))
}

async fn ledger(State(shared): State<Arc<Shared>>) -> Response {
    Json(shared.ledger()).into_response()
}

async fn set_options(State(shared): State<Arc<Shared>>, Json(options): Json<Options>) -> Response {
    shared.set_options(options);
    StatusCode::NO_CONTENT.into_response()
}

/// Changes a payment, tells of it, and answers its state.
fn change(
    shared: &Shared,
    id: &str,
    change: impl FnOnce(&mut Ledger) -> Result<Option<LedgerEvent>, Refused>,
) -> Response {
    match shared.change(change) {
        Ok(Ok(event)) => {
            // Nobody listens when the server ends.
            event.into_iter().for_each(|event| _ = shared.events.send(event));
            answer_payment(shared, id)
        }
        refused => answer(refused, |_| Value::Null),
    }
}

fn answer_payment(shared: &Shared, id: &str) -> Response {
    let behaviour = shared.options().behaviour;
    let ledger = shared.ledger();
    answer(Ok(ledger.payments.get(id).ok_or(Refused::Missing)), |payment| told(payment, behaviour))
}

/// Returns a payment as the provider tells it.
fn told(payment: &LedgerPayment, behaviour: Behaviour) -> Value {
    let is_lie = behaviour == Behaviour::LiesAboutAmount;
    let told = |minor: i64| if is_lie { minor.min(10) } else { minor };
    let currency = match behaviour {
        Behaviour::LiesAboutCurrency if payment.currency == "INR" => "JPY",
        Behaviour::LiesAboutCurrency => "INR",
        _ => payment.currency.as_str(),
    };
    let state: LedgerState = payment.state;
    json!({
        "id": payment.id,
        "state": state,
        "amount": told(payment.amount),
        "currency": currency,
        "captured": told(payment.captured),
        "refunded": told(payment.refunded()),
    })
}

fn answer<T>(outcome: std::io::Result<Result<T, Refused>>, body: impl FnOnce(T) -> Value) -> Response {
    match outcome {
        Ok(Ok(value)) => Json(body(value)).into_response(),
        Ok(Err(Refused::Missing)) => refusal(StatusCode::NOT_FOUND, "there is no such payment"),
        Ok(Err(Refused::Wrong(why))) => refusal(StatusCode::BAD_REQUEST, why),
        Ok(Err(Refused::Conflict(why))) => refusal(StatusCode::CONFLICT, why),
        Err(error) => refusal(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

fn refusal(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "error": why }))).into_response()
}
