use std::path::Path;

use database::Reader;

use crate::{ImportFile, Known, Losses, Plan, Refusals, picture_faults};

/// The reason why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file was refused.
    #[error(transparent)]
    Refused(#[from] Refusals),
    /// The shop can't be read.
    #[error(transparent)]
    Database(#[from] database::Error),
}

/// Plans the import of a file into the shop that `reader` sees. Refusals call the file `name`; the pictures it names lie below
/// `folder`. Nothing is written.
pub async fn plan_import(
    reader: &mut Reader,
    name: &str,
    bytes: &[u8],
    folder: &Path,
    losses: Losses,
) -> Result<Plan, PlanError> {
    let file = ImportFile::decode(name, bytes)?;
    let file = file.open()?;
    let names = file.names();
    let pictures = picture_faults(folder, &names.pictures).await;
    let known = Known::of_shop(reader, &names).await?;
    Ok(file.plan(&known, losses, &pictures)?)
}
