use database::Tx;
use jobs::{JobError, NewTask, enqueue};
use serde::{Deserialize, Serialize};
use types::{PaymentKind, Timestamp};

use crate::{ProviderNotice, store};

/// The name of the job that looks at payments of which a notice came.
pub const NOTICE_JOB: &str = "payment-notices";

/// The payment that a notice is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeTask {
    /// The provider.
    pub provider: PaymentKind,
    /// The provider's name for the payment.
    pub handle: String,
}

/// Records a notice whose signature was verified, and a task to look at its payment. Returns false for one that was recorded
/// before: it does nothing.
pub async fn record_notice(
    tx: &mut Tx,
    provider: PaymentKind,
    notice: &ProviderNotice,
    now: Timestamp,
) -> Result<bool, JobError> {
    if !store::insert_notice(tx, provider, notice, now).await? {
        return Ok(false);
    }
    let task = NoticeTask { provider, handle: notice.handle.clone() };
    enqueue(tx, NewTask { job: NOTICE_JOB, key: None, payload: &task, due_at: now }).await?;
    Ok(true)
}
