//! The page at which shoppers pay: plain forms, without scripts.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header::LOCATION},
    response::{Html, IntoResponse as _, Response},
};

use crate::{
    LedgerEvent, LedgerPayment, LedgerState,
    ledger::{Ledger, Refused},
    shared::Shared,
};

pub(crate) async fn show(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    match shared.ledger().payments.get(&id) {
        Some(payment) => Html(page(payment)).into_response(),
        None => told(StatusCode::NOT_FOUND, "There is no such payment."),
    }
}

pub(crate) async fn pay(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    act(&shared, &id, Ledger::pay)
}

pub(crate) async fn decline(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    act(&shared, &id, Ledger::decline)
}

/// Does as the shopper wants, and sends the browser back to the shop.
fn act(shared: &Shared, id: &str, act: impl FnOnce(&mut Ledger, &str) -> Result<LedgerEvent, Refused>) -> Response {
    let outcome = shared.change(|ledger| {
        let event = act(ledger, id)?;
        Ok((event, ledger.payments.get(id).map(|payment| payment.return_url.clone()).unwrap_or_default()))
    });
    match outcome {
        Ok(Ok((event, back))) => {
            // Nobody listens when the server ends.
            _ = shared.events.send(event);
            (StatusCode::SEE_OTHER, [(LOCATION, back)]).into_response()
        }
        Ok(Err(Refused::Missing)) => told(StatusCode::NOT_FOUND, "There is no such payment."),
        Ok(Err(Refused::Wrong(why) | Refused::Conflict(why))) => told(StatusCode::CONFLICT, why),
        Err(error) => told(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

fn told(status: StatusCode, text: &str) -> Response {
    (status, Html(document(&format!("<p>{}</p>", escaped(text))))).into_response()
}

fn page(payment: &LedgerPayment) -> String {
    let LedgerPayment { id, amount, currency, state, return_url, .. } = payment;
    let (id, currency, back) = (escaped(id), escaped(currency), escaped(return_url));
    let note = if *state == LedgerState::Declined { "<p role=\"status\">The payment was declined.</p>" } else { "" };
    let actions = match state {
        LedgerState::Open | LedgerState::Declined => format!(
            "<form method=\"post\" action=\"/pay/{id}/pay\"><button id=\"pay\">Pay</button></form>\
             <form method=\"post\" action=\"/pay/{id}/decline\"><button id=\"decline\">Decline</button></form>"
        ),
        LedgerState::Cancelled => "<p>The shop has withdrawn this payment.</p>".to_owned(),
        LedgerState::Captured => "<p>This payment was made.</p>".to_owned(),
    };
    document(&format!(
        "<h1>Test payment</h1><p>No money is taken here.</p><p>{amount} minor units of {currency}</p>{note}{actions}\
         <p><a href=\"{back}\">Back to the shop</a></p>"
    ))
}

fn document(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Test payment</title><body>{body}</body></html>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
