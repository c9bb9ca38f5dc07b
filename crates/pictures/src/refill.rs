use database::Tx;
use setup::{RefillError, Setup, TextTable};

/// Writes the words of pictures for each language of a setup that has other languages or fallbacks than the one before.
pub async fn refill_texts(tx: &mut Tx, setup: &Setup) -> Result<(), RefillError> {
    let table = TextTable { name: "picture_text", id: "picture_id", texts: &["alt"], slugs: None };
    setup::refill(tx, setup, &[table]).await
}
