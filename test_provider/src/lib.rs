//! A payment provider for tests and trials: a program of its own that keeps a ledger, shows a page to pay at, and sends
//! signed notices. It is honest until it is told to lie, to be silent or to die, by [`Options`].
//!
//! It shares no code with the shop's side, `payments::TestProvider`, so that both have to keep to the same protocol:
//!
//! - `POST /payments` with `id`, `amount`, `currency`, `return_url` and `notify_url` begins a payment and answers its `url`.
//!   The id is the idempotency key: other values under it are answered 400.
//! - `GET /payments/{id}` and `POST /payments/{id}/cancel` answer the payment; `POST /payments/{id}/refunds` with `id` and
//!   `amount` gives money back.
//! - `GET /pay/{id}` is the shopper's page, and `GET /ledger` has everything, to be added up.
//! - `PUT /options` changes how it behaves.
//!
//! Requests of the shop carry `Authorization: Bearer SECRET`. A notice is a POST of `id`, `type` and `payment` with the header
//! `Test-Signature: t=SECOND,v1=HMAC`, HMAC-SHA256 over `SECOND.BODY`.

mod ledger;
mod options;
mod notices;
mod shared;
mod page;
mod api;
mod server;

pub use ledger::{Ledger, LedgerEvent, LedgerPayment, LedgerRefund, LedgerState};
pub use options::{Behaviour, NoticeOptions, Options};
pub use server::{RunningProvider, start};
