//! Payments of orders, the providers that take them, refunds, and gift cards.
//!
//! A payment's [`PaymentStatus`] only rises. Every notice of a provider, return of a shopper and timer does the same: it asks
//! the provider for the [`ProviderTruth`] outside of any transaction, and applies the answer with [`apply_truth`]. An answer
//! that did not come is [`ProviderError::Unknown`], which never means that a payment failed.
//!
//! An order has a payment for each attempt. Amount and currency of the truth are compared with those of the payment; if they
//! differ, the payment is a [`PaymentState::Mismatch`], never paid, and staff look at it.

mod truth;
mod status;
mod payment;
mod refund;
mod gift_card;
mod provider;
mod look;
mod look_times;
mod record_payment;
mod notice;
mod request_refund;
mod issue_gift_card;
mod redeem;
mod give_back;
mod store;
#[cfg(test)]
mod tests;

pub use gift_card::{
    CardUse, GiftCard, GiftCardCode, GiftCardCodeError, GiftCardRefusal, GiftCardState, NewGiftCard, UsedCard,
    card_of_tender,
};
pub use give_back::{give_back, give_back_all};
pub use issue_gift_card::issue_gift_card;
pub use look::look;
pub use look_times::PAYMENT_LOOKS;
pub use notice::{NOTICE_JOB, NoticeTask, record_notice};
pub use payment::{NewPayment, Payment, PaymentId};
pub use provider::{
    BegunPayment, ForgedNotice, NextStep, PaymentProvider, PaymentProviders, ProviderError, ProviderNotice,
    ReturnAddresses, TestProvider, sign_notice,
};
pub use record_payment::{
    AppliedTruth, ReceiveError, ReceivedMoney, SETTLEMENT_JOB, SettlementTask, apply_truth, begin_payments,
    cancel_unpaid, lapse_transfer, record_begun, record_received,
};
pub use redeem::redeem;
pub use refund::{
    NewRefund, PaymentRefund, REFUND_JOB, RefundId, RefundOutcome, RefundRefusal, RefundState, RefundTask,
};
pub use request_refund::{finish_refund, request_refund};
pub use status::{PaymentState, PaymentStatus};
pub use store::{
    block_gift_card, due_looks, gift_card_by_code, gift_card_by_id, gift_card_uses, lapsed_transfers, payment,
    payment_by_handle, payments_of_order, postpone_look, refund, refunds_of_order, uses_of_order,
};
pub use truth::{ProviderTruth, TruthState};
