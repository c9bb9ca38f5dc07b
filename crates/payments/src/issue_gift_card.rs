use database::{Error, Tx};
use types::Timestamp;

use crate::{NewGiftCard, store};

/// Issues a gift card. Returns its id.
pub async fn issue_gift_card(tx: &mut Tx, new: &NewGiftCard, now: Timestamp) -> Result<i64, Error> {
    store::insert_gift_card(tx, new, now).await
}
