use std::sync::Arc;

use database::{CacheId, CacheItem, CacheKey, Error, Reader, Tx};
use types::{Language, TargetDocument, Translated, Window};

use crate::{MenuDocument, MenuItemDocument, MenuKind, MenuLinkDocument, store};

/// An item of a menu that is shown now, in the reader's locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// Its text, unless it is the name of its target.
    pub label: Option<String>,
    /// The language that the text is borrowed from, if it is.
    pub label_language: Option<Language>,
    /// The thing of the shop that it links to.
    pub to: Option<TargetDocument>,
    /// The address outside of the shop that it links to.
    pub url: Option<String>,
    /// The items below it.
    pub items: Vec<Self>,
}

/// Returns the cache key of all menus: that of the category tree, which menus stand in for.
fn key() -> CacheKey {
    CacheKey::named("navigation")
}

/// Returns the items of a menu that the reader's market shows now. `None` if the shop has no such menu.
pub async fn menu(reader: &mut Reader, kind: MenuKind) -> Result<Arc<Option<Vec<MenuItem>>>, Error> {
    let id = match kind {
        MenuKind::Header => "header menu",
        MenuKind::Footer => "footer menu",
    };
    reader.cached(CacheId { kind: id, item: CacheItem::Only }, move |reader| Box::pin(load(reader, kind))).await
}

async fn load(reader: &mut Reader, kind: MenuKind) -> Result<Option<Vec<MenuItem>>, Error> {
    reader.touch(key());
    let Some(document) = store::menu(reader, kind).await? else { return Ok(None) };
    Ok(Some(shown(reader, document.items)))
}

/// Returns the items that are shown in the reader's market at its moment, each with those below it.
fn shown(reader: &mut Reader, documents: Vec<MenuItemDocument>) -> Vec<MenuItem> {
    let mut items = Vec::with_capacity(documents.len());
    for document in documents {
        if let Some(item) = shown_link(reader, document.link()) {
            let below = document.items.into_iter().filter_map(|link| shown_link(reader, link)).collect();
            items.push(MenuItem { items: below, ..item });
        }
    }
    items
}

fn shown_link(reader: &mut Reader, document: MenuLinkDocument) -> Option<MenuItem> {
    let MenuLinkDocument { label, to, url, markets, published } = document;
    if markets.is_some_and(|markets| !markets.contains(reader.market().code())) {
        return None;
    }
    let [from, until] = Window::bounds(published.as_ref());
    if published.is_some() && !reader.is_open(from, until) {
        return None;
    }
    let (label, label_language) = text(reader, &label);
    Some(MenuItem { label, label_language, to, url, items: Vec::new() })
}

/// Returns a text in the reader's language or the first of its fallbacks that has it, and the language if it is borrowed.
fn text(reader: &Reader, texts: &Translated) -> (Option<String>, Option<Language>) {
    let own = reader.language();
    let found = reader.locale.languages().iter().find_map(|language| {
        let text = texts.get(*language)?.trim();
        (!text.is_empty()).then(|| (*language, text.to_owned()))
    });
    match found {
        Some((language, text)) => (Some(text), (language != own).then_some(language)),
        None => (None, None),
    }
}

/// Writes a menu, or removes it if it has no items.
pub async fn save_menu(tx: &mut Tx, document: &MenuDocument) -> Result<(), Error> {
    if document.items.is_empty() {
        store::delete_menu(tx, document.menu).await?;
    } else {
        store::save_menu(tx, document).await?;
    }
    tx.touch(key());
    Ok(())
}
