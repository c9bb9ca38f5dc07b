mod delete;
mod error;
mod former;
mod importer;
mod pictures_of;
mod step;
mod theme_files_of;

use std::{collections::HashMap, path::Path};

use database::{LargeWrite, Revision, Tx};
use pictures::{SourceFacts, Storage};
use types::{PictureId, Timestamp};

use crate::Plan;
pub use error::ImportError;
pub(crate) use importer::Importer;
pub(crate) use pictures_of::probe_pictures;
use pictures_of::store_pictures;
pub(crate) use step::{Change, Step};
pub(crate) use theme_files_of::read_theme_files;

/// A plan to import.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// The file's name in messages.
    pub name: &'a str,
    /// The plan. It is made while the large write's lock is held, so that the shop has not changed since.
    pub plan: &'a Plan,
    /// The folder with the pictures.
    pub folder: &'a Path,
    /// The moment of the import.
    pub now: Timestamp,
}

/// Writes a plan and the pictures it names. Pictures are decoded before anything is written to the database.
pub async fn import_shop(
    write: &mut LargeWrite,
    storage: &Storage,
    import: Import<'_>,
) -> Result<Revision, ImportError> {
    let Import { name, plan, folder, now } = import;
    let sources = store_pictures(storage, plan, folder).await?;
    if write.is_sliced() {
        import_sliced(write, name, plan, &sources, now).await
    } else {
        import_whole(write, plan, &sources, now).await
    }
}

/// Stages the steps and applies them in slices.
async fn import_sliced(
    write: &mut LargeWrite,
    name: &str,
    plan: &Plan,
    sources: &[SourceFacts],
    now: Timestamp,
) -> Result<Revision, ImportError> {
    let mut reader = write.database().read(now).await?;
    let steps = plan.steps(&mut reader, sources).await?;
    drop(reader);
    let steps = steps.iter().map(|step| serde_json::to_string(step).expect("steps are documents, which JSON can hold"));
    write.stage(name, now, steps).await?;
    match apply_staged(write, now).await {
        Err(ImportError::Unfinished { done: 0, source, .. }) => Err(withdraw(write, *source).await),
        outcome => outcome,
    }
}

/// Removes an import of which nothing is in the shop, so that nothing is left to finish. Returns the reason why it failed, also
/// if it can't be removed: the next command then finishes it, or says why not.
async fn withdraw(write: &mut LargeWrite, reason: ImportError) -> ImportError {
    let _is_removed = write.withdraw().await.is_ok();
    as_commit(reason)
}

/// Returns a failure of the database as one after which the import may be in the shop nevertheless.
fn as_commit(error: ImportError) -> ImportError {
    match error {
        ImportError::Database(error) => ImportError::Commit(error),
        refused => refused,
    }
}

/// Finishes an import that was interrupted, and returns it, if there is one.
pub async fn finish_import(write: &mut LargeWrite, now: Timestamp) -> Result<Option<FinishedImport>, ImportError> {
    let Some(staged) = write.unfinished().await? else { return Ok(None) };
    let revision = apply_staged(write, now).await?;
    Ok(Some(FinishedImport { name: staged.name, done_before: staged.done, steps: staged.steps, revision }))
}

/// An import that was interrupted and has been finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishedImport {
    /// The name of the file.
    pub name: String,
    /// The number of steps that were applied before the interruption.
    pub done_before: i64,
    /// The number of all steps.
    pub steps: i64,
    /// The revision that made the import public.
    pub revision: Revision,
}

async fn apply_staged(write: &mut LargeWrite, now: Timestamp) -> Result<Revision, ImportError> {
    let mut importer = Importer::default();
    let applied = write.apply(now, async |tx: &mut Tx, steps: &[String]| {
        let steps = steps.iter().map(|step| serde_json::from_str(step).map_err(ImportError::Step));
        let steps: Vec<Step<'static>> = steps.collect::<Result<_, _>>()?;
        importer.apply_all(tx, &steps).await
    });
    let error = match applied.await {
        Ok(revision) => return Ok(revision),
        Err(error) => error,
    };
    Err(match write.unfinished().await {
        Ok(Some(left)) => {
            ImportError::Unfinished { name: left.name, done: left.done, steps: left.steps, source: Box::new(error) }
        }
        // The first failure is the one to tell.
        Ok(None) | Err(_) => as_commit(error),
    })
}

/// Writes everything in one transaction.
async fn import_whole(
    write: &mut LargeWrite,
    plan: &Plan,
    sources: &[SourceFacts],
    now: Timestamp,
) -> Result<Revision, ImportError> {
    let mut tx = write.database().write(now).await?;
    apply_all(&mut tx, &mut Importer::default(), plan, sources).await?;
    // Without the right, another import may have changed what the plan was made from.
    write.ensure_held().await?;
    tx.commit().await.map_err(ImportError::Commit)
}

/// Writes a plan whose pictures are in the shop already; `picture_ids` has them by file.
pub async fn import(tx: &mut Tx, plan: &Plan, picture_ids: &HashMap<String, PictureId>) -> Result<(), ImportError> {
    apply_all(tx, &mut Importer::new(picture_ids.clone()), plan, &[]).await
}

async fn apply_all(
    tx: &mut Tx,
    importer: &mut Importer,
    plan: &Plan,
    sources: &[SourceFacts],
) -> Result<(), ImportError> {
    let steps = plan.steps(tx, sources).await?;
    importer.apply_all(tx, &steps).await
}

#[cfg(test)]
mod tests;
