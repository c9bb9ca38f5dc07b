//! `/api/v1/{section}/{code}`: staff archive things of the shop, and delete them.

use std::{path::Path as FilePath, sync::Arc};

use axum::{
    Json,
    extract::{Extension, Path, State, rejection::JsonRejection},
    http::StatusCode,
};
use import_export::{
    DeletedDocument, DeletedKind, DiagnosticKind, Diagnostics, EntityKind, FORMAT, Import, Losses, PlanError,
    import_shop, plan_import,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::{runtime::Handle, task::spawn_blocking};
use types::TargetDocument;

use crate::{
    AppState,
    http::{address::Address, api_error::ApiError, problem::Problem},
};

/// The name of the document in errors.
const NAME: &str = "request";

/// The kinds of things by the section of their addresses.
const SECTIONS: [(&str, &str); 5] = [
    ("products", "product"),
    ("categories", "category"),
    ("collections", "collection"),
    ("stories", "story"),
    ("pages", "page"),
];

/// A change of a thing's state. A field that is left out stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Archiving {
    archived: Option<bool>,
    /// `null` removes the redirect.
    #[serde(default, deserialize_with = "given")]
    redirect: Option<Value>,
}

fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// `PATCH /api/v1/{section}/{code}`: archives a thing, or brings it back.
pub(crate) async fn archived_thing(
    State(shop): State<Arc<AppState>>,
    Path((section, code)): Path<(String, String)>,
    changes: Result<Json<Archiving>, JsonRejection>,
) -> Result<StatusCode, ApiError> {
    let Json(changes) = changes.map_err(|error| ApiError::Unreadable(error.body_text()))?;
    let kind = kind_of(&section)?;
    let mut thing = Map::from_iter([("code".to_owned(), json!(code))]);
    thing.extend(changes.archived.map(|archived| ("archived".to_owned(), json!(archived))));
    thing.extend(changes.redirect.map(|redirect| ("redirect".to_owned(), redirect)));
    let list = match kind {
        EntityKind::Page(_) => {
            thing.insert("kind".to_owned(), json!(kind.name()));
            "pages"
        }
        _ => section.as_str(),
    };
    apply(&shop, json!({ "format": FORMAT, list: [thing] })).await.map_err(|error| match error {
        ApiError::Refused(diagnostics) if has(&diagnostics, DiagnosticKind::Missing) => {
            ApiError::UnknownThing { kind: kind.word(), code }
        }
        other => other,
    })
}

/// `DELETE /api/v1/{section}/{code}?redirect=category:vases`: deletes a thing that nothing refers to.
pub(crate) async fn deleted_thing(
    State(shop): State<Arc<AppState>>,
    Path((section, code)): Path<(String, String)>,
    Extension(request): Extension<Address>,
) -> Result<StatusCode, ApiError> {
    let redirect = request.query.iter().find(|(name, _)| name == "redirect");
    let redirect = redirect.map(|(_, target)| target.parse::<TargetDocument>()).transpose();
    let redirect = redirect.map_err(|error| ApiError::field("redirect", error.to_string()))?;
    delete(&shop, DeletedKind::Entity(kind_of(&section)?), code, redirect).await
}

/// `DELETE /api/v1/attributes/{attribute}/values/{value}`: deletes a value that nothing has.
pub(crate) async fn deleted_value(
    State(shop): State<Arc<AppState>>,
    Path((attribute, value)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    delete(&shop, DeletedKind::Value, format!("{attribute}/{value}"), None).await
}

/// Deletes a thing, in a document that does only this.
pub(super) async fn delete(
    shop: &Arc<AppState>,
    kind: DeletedKind,
    code: String,
    redirect: Option<TargetDocument>,
) -> Result<StatusCode, ApiError> {
    let deleted = DeletedDocument { kind, code, category: None, redirect };
    apply(shop, json!({ "format": FORMAT, "deleted": [deleted] })).await
}

fn kind_of(section: &str) -> Result<EntityKind, ApiError> {
    let name = SECTIONS.iter().find(|(known, _)| *known == section).map(|(_, name)| *name);
    let kind = name.and_then(|name| EntityKind::ALL.into_iter().find(|kind| kind.name() == name));
    kind.ok_or(ApiError::Status(StatusCode::NOT_FOUND))
}

fn has(diagnostics: &Diagnostics, kind: DiagnosticKind) -> bool {
    diagnostics.groups.iter().any(|group| group.kind == kind)
}

/// Imports a document that names no file, on its own thread, because an import may take the processor for long.
async fn apply(shop: &Arc<AppState>, document: Value) -> Result<StatusCode, ApiError> {
    let (shop, runtime) = (shop.clone(), Handle::current());
    let applied = spawn_blocking(move || runtime.block_on(import(&shop, &document))).await;
    applied.map_err(|_| Problem::Defect("a change by the staff API panicked"))??;
    Ok(StatusCode::NO_CONTENT)
}

async fn import(shop: &AppState, document: &Value) -> Result<(), ApiError> {
    let mut write = shop.database.try_large_write().await?.ok_or(ApiError::Importing)?;
    if write.unfinished().await?.is_some() {
        return Err(ApiError::Importing);
    }
    let (now, storage, folder) = (shop.clock.now(), shop.renditions.storage(), FilePath::new("."));
    let mut reader = shop.database.read(now).await?;
    let bytes = document.to_string().into_bytes();
    // A redirect may be removed; nothing else can be lost here.
    let plan = plan_import(&mut reader, NAME, &bytes, folder, storage, Losses::Allowed).await;
    drop(reader);
    let plan = plan.map_err(|error| match error {
        PlanError::Refused(diagnostics) => ApiError::Refused(diagnostics),
        PlanError::Database(error) => error.into(),
    })?;
    if !plan.changes_nothing() {
        let import = Import { name: NAME, plan: &plan, folder, now };
        import_shop(&mut write, storage, import).await.map_err(Problem::from)?;
    }
    Ok(())
}
