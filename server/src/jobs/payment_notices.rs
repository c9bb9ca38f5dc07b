//! Looks at payments of which a notice came.

use std::sync::Arc;

use jobs::JobError;
use payments::NoticeTask;

use crate::{AppState, payment_visits::look_at_payment};

/// Asks the provider about the payment that a notice names. What the notice says of it is not believed.
pub(super) async fn look(shop: Arc<AppState>, task: NoticeTask) -> Result<(), JobError> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let payment = payments::payment_by_handle(&mut reader, task.provider, &task.handle).await?;
    drop(reader);
    match payment {
        Some(payment) => look_at_payment(&shop, payment.id).await.map(|_| ()).map_err(JobError::other),
        None => {
            tracing::warn!(handle = task.handle, "a notice names a payment that the shop does not have");
            Ok(())
        }
    }
}
