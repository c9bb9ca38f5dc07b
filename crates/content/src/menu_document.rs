//! The documents of menus: the navigation part of the import and export format.

use serde::{Deserialize, Serialize};
use types::{MarketsDocument, TargetDocument, Translated, Window};
use url::Url;

/// The menu of the header or of the footer. A menu without items is none: pages then show what they show by default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuDocument {
    /// Its place.
    pub menu: MenuKind,
    /// Its items, in order.
    pub items: Vec<MenuItemDocument>,
}

/// The places that have a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MenuKind {
    /// The header, and the drawer on phones.
    Header,
    /// The footer, whose items with items are columns.
    Footer,
}

/// An item of a menu: a link, a heading of further items, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuItemDocument {
    /// Its text; where there is none, the name of its target.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub label: Translated,
    /// The thing of the shop that it links to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<TargetDocument>,
    /// The address outside of the shop that it links to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The markets that show it; without it, every market.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markets: Option<MarketsDocument>,
    /// The time in which it is shown; without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
    /// The links below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<MenuLinkDocument>,
}

/// A link below an item of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuLinkDocument {
    /// Its text; where there is none, the name of its target.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub label: Translated,
    /// The thing of the shop that it links to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<TargetDocument>,
    /// The address outside of the shop that it links to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The markets that show it; without it, every market.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markets: Option<MarketsDocument>,
    /// The time in which it is shown; without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
}

impl MenuKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Header, Self::Footer];

    /// Returns the name for documents and the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Footer => "footer",
        }
    }
}

impl MenuItemDocument {
    /// Returns the item without those below it.
    pub fn link(&self) -> MenuLinkDocument {
        let Self { label, to, url, markets, published, .. } = self.clone();
        MenuLinkDocument { label, to, url, markets, published }
    }
}

impl MenuLinkDocument {
    /// Returns true if an address outside of the shop may be linked to: a complete one that begins with `https://`, without a
    /// user's name.
    pub fn is_allowed(address: &str) -> bool {
        let is_plain = address.chars().all(|letter| !letter.is_whitespace() && !letter.is_control());
        let has_host = |url: &Url| url.has_host() && url.username().is_empty() && url.password().is_none();
        is_plain && address.starts_with("https://") && Url::parse(address).is_ok_and(|url| has_host(&url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_https_addresses_are_allowed() {
        for good in ["https://blog.example/a?b=c#d", "https://例え.jp/"] {
            assert!(MenuLinkDocument::is_allowed(good), "{good}");
        }
        for bad in ["http://x.example", "javascript:alert(1)", "data:text/html,x", "https://", "/en-ae", "https://a b"]
        {
            assert!(!MenuLinkDocument::is_allowed(bad), "{bad}");
        }
        assert!(!MenuLinkDocument::is_allowed("https://shop.example@evil.example/"));
    }
}
