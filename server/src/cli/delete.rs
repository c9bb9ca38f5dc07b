//! `vitrine delete`: an import of a document that only deletes.

use std::path::Path;

use import_export::{DeletedDocument, DeletedKind, Losses, ShopDocument};
use types::TargetDocument;

use super::{
    CommandError,
    import::{Import, ProductOptions, Source},
};
use crate::{Clock, Config};

/// Reads a kind of thing.
pub(super) fn kind(text: &str) -> Result<DeletedKind, String> {
    let kinds = || DeletedKind::all().map(DeletedKind::name).collect::<Vec<_>>().join(", ");
    DeletedKind::try_from(text.to_owned()).map_err(|error| format!("{error}; the kinds are {}", kinds()))
}

/// Deletes things of one kind, all or none.
pub(super) async fn delete(
    config: &Config,
    clock: &Clock,
    kind: DeletedKind,
    codes: Vec<String>,
    redirect: Option<TargetDocument>,
    dry_run: bool,
) -> Result<(), CommandError> {
    let deleted = |code| DeletedDocument { kind, code, category: None, redirect: redirect.clone() };
    let document = ShopDocument { deleted: codes.into_iter().map(deleted).collect(), ..ShopDocument::default() };
    let source = Source::of_document("vitrine delete", &document);
    let import = Import { file: Path::new("."), losses: Losses::Refused, products: ProductOptions::default() };
    if dry_run { import.dry_run_of(&source, config, clock).await } else { import.run_of(&source, config, clock).await }
}
