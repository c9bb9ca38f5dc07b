use std::collections::HashSet;

use content::{MenuDocument, MenuItemDocument, MenuLinkDocument};
use types::{MarketCode, TargetDocument, bounds::MAX_MENU_ITEMS};

use super::Check;
use crate::{diagnostic::DiagnosticKind, field::PathCursor, referrers::entity_of};

impl Check<'_> {
    pub(crate) fn check_menus(&mut self, menus: &[MenuDocument]) {
        let list = PathCursor::top("navigation");
        let mut met = HashSet::new();
        for (index, menu) in menus.iter().enumerate() {
            let at = list.index(index);
            self.require(at.field("menu"), met.insert(menu.menu), || {
                format!("the menu of the {} is in this list already; leave it out", menu.menu.name())
            });
            let items = at.field("items");
            self.check_count(items, menu.items.len(), MAX_MENU_ITEMS, "items");
            for (index, item) in menu.items.iter().enumerate() {
                self.check_menu_item(items.index(index), item);
            }
        }
    }

    fn check_menu_item(&mut self, at: PathCursor<'_>, item: &MenuItemDocument) {
        let below = at.field("items");
        self.check_menu_link(at, &item.link());
        let leads_on = item.to.is_some() || item.url.is_some() || !item.items.is_empty();
        self.require(at, leads_on, || "this leads nowhere; write \"to\", \"url\" or \"items\"".to_owned());
        self.check_count(below, item.items.len(), MAX_MENU_ITEMS, "items");
        for (index, link) in item.items.iter().enumerate() {
            let at = below.index(index);
            self.check_menu_link(at, link);
            let leads_on = link.to.is_some() || link.url.is_some();
            self.require(at, leads_on, || "this leads nowhere; write \"to\" or \"url\"".to_owned());
        }
    }

    fn check_menu_link(&mut self, at: PathCursor<'_>, link: &MenuLinkDocument) {
        let label = at.field("label");
        match &link.to {
            // The name of the target stands in for a missing text.
            Some(target) => {
                self.check_optional_line(label, &link.label);
                self.check_target(at.field("to"), target);
                self.require(at.field("url"), link.url.is_none(), || {
                    "an item has one target; leave \"to\" or \"url\" out".to_owned()
                });
            }
            None => self.check_words(label, &link.label),
        }
        if let Some(url) = &link.url {
            self.require(at.field("url"), MenuLinkDocument::is_allowed(url), || {
                format!("write a complete address that begins with https://, not \"{url}\"")
            });
        }
        self.check_markets(at.field("markets"), link.markets.as_ref());
        self.check_window(at.field("published"), link.published.as_ref());
    }

    /// Records every item that pages leave out: those of these menus, and those of the shop's others that lead to things of the
    /// document.
    pub(crate) fn report_hidden_items(&mut self, brought: &[MenuDocument]) {
        let list = PathCursor::top("navigation");
        for (index, menu) in brought.iter().enumerate() {
            let at = list.index(index);
            let items = at.field("items");
            for (index, item) in menu.items.iter().enumerate() {
                let at = items.index(index);
                self.report_if_hidden(at.field("to"), &item.link());
                let below = at.field("items");
                for (index, link) in item.items.iter().enumerate() {
                    self.report_if_hidden(below.index(index).field("to"), link);
                }
            }
        }
        let is_other = |menu: &&MenuDocument| brought.iter().all(|one| one.menu != menu.menu);
        let others: Vec<MenuLinkDocument> = self.shop.menus().filter(is_other).flat_map(links).collect();
        for link in others {
            if link.to.as_ref().is_some_and(|target| self.shop.brings(&entity_of(target))) {
                self.report_if_hidden(list, &link);
            }
        }
    }

    fn report_if_hidden(&mut self, at: PathCursor<'_>, link: &MenuLinkDocument) {
        let Some(target) = &link.to else { return };
        let shows = |market: &MarketCode| link.markets.as_ref().is_none_or(|markets| markets.contains(*market));
        let markets: Vec<MarketCode> = self.setup.markets().iter().map(|market| market.code()).filter(shows).collect();
        if let Some(reason) = self.shop.reason_to_hide(&entity_of(target), &markets) {
            let (kind, code) = target.parts();
            self.found.add(DiagnosticKind::Hidden, at, || format!("the {kind} \"{code}\" {reason}"));
        }
    }

    /// Returns the names of the menus that lead to a thing after the import.
    pub(crate) fn menus_to(&self, target: &TargetDocument) -> Vec<String> {
        let leads_there = |menu: &&MenuDocument| links(menu).any(|link| link.to.as_ref() == Some(target));
        let menus = self.shop.menus().filter(leads_there);
        menus.map(|menu| format!("the menu of the {}", menu.menu.name())).collect()
    }
}

/// Returns every link of a menu.
fn links(menu: &MenuDocument) -> impl Iterator<Item = MenuLinkDocument> {
    menu.items.iter().flat_map(|item| std::iter::once(item.link()).chain(item.items.iter().cloned()))
}
