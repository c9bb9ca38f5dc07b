use super::CommandError;
use crate::{Config, startup::connect};

/// Brings the schema up to date; one that is newer than this program is refused.
pub(super) async fn migrate(config: &Config) -> Result<(), CommandError> {
    let database = connect(config).await?;
    database.migrate().await?;
    database.close().await;
    println!("The database is up to date.");
    Ok(())
}
