//! The rows of menus.

use database::{Error, Executor, FromColumn, Tx, sql};

use super::{BoxError, json};
use crate::{MenuDocument, MenuKind};

impl FromColumn for MenuDocument {
    type Stored = String;

    fn from_column(document: String) -> Result<Self, BoxError> {
        Ok(serde_json::from_str(&document)?)
    }
}

pub(crate) async fn menu(on: &mut impl Executor, kind: MenuKind) -> Result<Option<MenuDocument>, Error> {
    sql("SELECT document FROM menu WHERE kind = $1").bind(kind.name()).optional_scalar(on).await
}

/// Returns every menu, the header's first.
pub(crate) async fn menus(on: &mut impl Executor) -> Result<Vec<MenuDocument>, Error> {
    sql("SELECT document FROM menu ORDER BY kind DESC").scalars(on).await
}

pub(crate) async fn save_menu(tx: &mut Tx, document: &MenuDocument) -> Result<(), Error> {
    sql("INSERT INTO menu (kind, document) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET document = $2")
        .bind(document.menu.name())
        .bind(json(document))
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn delete_menu(tx: &mut Tx, kind: MenuKind) -> Result<(), Error> {
    sql("DELETE FROM menu WHERE kind = $1").bind(kind.name()).execute(tx).await?;
    Ok(())
}
