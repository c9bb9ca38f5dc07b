use std::path::Path;

use database::BaseReader;
use pictures::Storage;

use crate::{
    Diagnostics, ExistingShop, ImportFile, Losses, Plan,
    import::{probe_pictures, read_theme_files},
};

/// The reason why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file was rejected.
    #[error(transparent)]
    Refused(#[from] Diagnostics),
    /// The shop can't be read.
    #[error(transparent)]
    Database(#[from] database::Error),
}

/// Plans the import of a file into the shop that `reader` sees. Diagnostics name the file `name`. Its pictures lie below
/// `folder`; `storage` holds those of the shop. Nothing is written.
pub async fn plan_import(
    reader: &mut BaseReader,
    name: &str,
    bytes: &[u8],
    folder: &Path,
    storage: &Storage,
    losses: Losses,
) -> Result<Plan, PlanError> {
    let file = ImportFile::decode(name, bytes)?;
    let file = file.open()?;
    let names = file.names();
    let pictures = probe_pictures(folder, &names.pictures).await;
    let mut pictures = pictures.with_theme(read_theme_files(folder, file.setup().as_ref()).await);
    let known = ExistingShop::of_mentioned(reader, &names, || file.mentions()).await?;
    pictures.record_held(storage, &known).await;
    match file.plan(&known, losses, &pictures) {
        // The messages are made of the whole shop.
        Err(_) if known.is_part => {
            let known = ExistingShop::of_shop(reader, &names).await?;
            pictures.record_held(storage, &known).await;
            Ok(file.plan(&known, losses, &pictures)?)
        }
        planned => Ok(planned?),
    }
}
