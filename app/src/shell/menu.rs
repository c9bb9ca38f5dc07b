//! The merchant's menus, as far as their targets are public and sold in the reader's market.

use std::ops::RangeFrom;

use content::{MenuItem, MenuKind};
use database::{Error, Reader};
use leptos::prelude::*;
use types::Language;

use crate::{
    localizer::Localizer,
    target,
    ui::{Icon, IconName, isolate},
};

/// An entry of a menu: a link, a heading of further entries, or both.
#[derive(Clone, Debug)]
pub(super) struct MenuEntry {
    /// The number of this entry among all links of the navigation.
    number: i64,
    name: String,
    /// The language that the name is borrowed from, if it is.
    language: Option<Language>,
    link: Option<MenuLink>,
    entries: Vec<Self>,
}

/// The link of an entry.
#[derive(Clone, Debug)]
struct MenuLink {
    address: String,
    /// True if it leads out of the shop.
    is_outside: bool,
}

/// Returns the entries of a menu. `None` if the shop has no such menu.
pub(super) async fn entries(
    reader: &mut Reader,
    kind: MenuKind,
    numbers: &mut RangeFrom<i64>,
) -> Result<Option<Vec<MenuEntry>>, Error> {
    let menu = content::menu(reader, kind).await?;
    let Some(items) = menu.as_ref() else { return Ok(None) };
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let mut below = Vec::with_capacity(item.items.len());
        for item in &item.items {
            below.extend(entry(reader, item, Vec::new(), numbers).await?);
        }
        entries.extend(entry(reader, item, below, numbers).await?);
    }
    Ok(Some(entries))
}

/// Returns an item as an entry. `None` if neither it nor anything below it leads anywhere.
async fn entry(
    reader: &mut Reader,
    item: &MenuItem,
    entries: Vec<MenuEntry>,
    numbers: &mut RangeFrom<i64>,
) -> Result<Option<MenuEntry>, Error> {
    let target = match &item.to {
        Some(to) => target::named(reader, to).await?,
        None => None,
    };
    let outside = item.url.clone().map(|address| MenuLink { address, is_outside: true });
    let (name, inside) = match target {
        Some(target) => (Some(target.name), Some(MenuLink { address: target.path, is_outside: false })),
        None => (None, None),
    };
    let link = inside.or(outside);
    if link.is_none() && entries.is_empty() {
        return Ok(None);
    }
    let number = numbers.next().expect("there are fewer links than numbers");
    // The target's name in the reader's language says more than a label in another.
    let (name, language) = match (name, item.label_language) {
        (Some(name), Some(_)) => (Some(name), None),
        (name, language) => (item.label.clone().or(name), language),
    };
    Ok(name.map(|name| MenuEntry { number, name, language, link, entries }))
}

/// Returns the number of the first entry that leads to `path`, whatever its level.
pub(super) fn current(entries: &[MenuEntry], path: &str) -> Option<i64> {
    let leads_there = |entry: &MenuEntry| {
        let link = entry.link.as_ref().filter(|link| !link.is_outside && link.address == path);
        link.map(|_| entry.number)
    };
    entries.iter().find_map(|entry| leads_there(entry).or_else(|| current(&entry.entries, path)))
}

/// A menu with the number of its current entry.
#[derive(Clone, Copy)]
pub(super) struct Menu<'a> {
    pub(super) entries: &'a [MenuEntry],
    pub(super) current: Option<i64>,
}

impl Menu<'_> {
    /// Lays out the items of the header: links, and lists that open below their heading.
    pub(super) fn header_items(self, localizer: Localizer) -> Vec<AnyView> {
        self.items(localizer, |heading, list, _| {
            view! {
                <li>
                    <details class="picker" name="picker">
                        <summary>{heading}" "<Icon name=IconName::Open/></summary>
                        <ul class="picker-list">{list}</ul>
                    </details>
                </li>
            }
            .into_any()
        })
    }

    /// Lays out the items of the drawer: links, and lists that unfold. The one with the current entry is open.
    pub(super) fn drawer_items(self, localizer: Localizer) -> Vec<AnyView> {
        self.items(localizer, |heading, list, is_current| {
            view! {
                <li>
                    <details class="drawer-group" open=is_current>
                        <summary>{heading}" "<Icon name=IconName::Open/></summary>
                        <ul class="drawer-links">{list}</ul>
                    </details>
                </li>
            }
            .into_any()
        })
    }

    /// Lays out each entry as a link, or as a group with its heading and the list of what is below it.
    fn items(self, localizer: Localizer, group: impl Fn(AnyView, Vec<AnyView>, bool) -> AnyView) -> Vec<AnyView> {
        let item = |entry: &MenuEntry| {
            if entry.entries.is_empty() {
                return view! { <li>{self.link(entry)}</li> }.into_any();
            }
            let all = entry.link.as_ref().map(|link| {
                let name = localizer.text_with("empty-all", "name", entry.name.clone());
                let all = MenuEntry { name, ..entry.without_entries() };
                view! { <li>{self.anchor(&all, link)}</li> }.into_any()
            });
            let below = entry.entries.iter().map(|entry| view! { <li>{self.link(entry)}</li> }.into_any());
            let has_current = entry.entries.iter().chain([entry]).any(|entry| self.current == Some(entry.number));
            group(entry.heading(), all.into_iter().chain(below).collect(), has_current)
        };
        self.entries.iter().map(item).collect()
    }

    /// Lays out the columns of the footer, and gathers entries without a list in one of their own, which comes first.
    pub(super) fn footer_columns(self, localizer: Localizer) -> Vec<AnyView> {
        let (columns, single): (Vec<_>, Vec<_>) = self.entries.iter().partition(|entry| !entry.entries.is_empty());
        let links = |entries: Vec<&MenuEntry>| {
            entries.into_iter().map(|entry| view! { <li>{self.link(entry)}</li> }).collect::<Vec<_>>()
        };
        let column = |id: String, heading: AnyView, entries: Vec<&MenuEntry>| {
            let labelled_by = id.clone();
            view! {
                <nav aria-labelledby=labelled_by>
                    <h2 class="label" id=id>{heading}</h2>
                    <ul>{links(entries)}</ul>
                </nav>
            }
            .into_any()
        };
        let loose =
            (!single.is_empty()).then(|| column("footer-shop".to_owned(), localizer.text("shop").into_any(), single));
        let columns = columns
            .into_iter()
            .map(|entry| column(format!("footer-{}", entry.number), self.link(entry), entry.entries.iter().collect()));
        loose.into_iter().chain(columns).collect()
    }

    /// Lays out an entry as a link, or as plain text if it has none.
    fn link(self, entry: &MenuEntry) -> AnyView {
        match &entry.link {
            Some(link) => self.anchor(entry, link),
            None => entry.heading(),
        }
    }

    fn anchor(self, entry: &MenuEntry, link: &MenuLink) -> AnyView {
        let current = (self.current == Some(entry.number)).then_some("page");
        let language = entry.language.map(|language| language.code().to_owned());
        let relation = link.is_outside.then_some("external");
        view! {
            <a href=link.address.clone() aria-current=current rel=relation lang=language>{isolate(entry.name.clone())}</a>
        }
        .into_any()
    }
}

impl MenuEntry {
    fn heading(&self) -> AnyView {
        let language = self.language.map(|language| language.code().to_owned());
        view! { <bdi lang=language>{self.name.clone()}</bdi> }.into_any()
    }

    /// Returns the entry alone, in the language of the interface.
    fn without_entries(&self) -> Self {
        Self { language: None, entries: Vec::new(), ..self.clone() }
    }
}
