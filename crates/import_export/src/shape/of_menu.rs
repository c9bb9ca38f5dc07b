//! The shape of menus.

use super::{
    Field, Given, Identity, List, Shape,
    of_catalog::{MARKETS, TARGET, WINDOW, WORDS, value},
    reading::{MENU_KIND, TEXT},
};

/// A menu's shape.
pub(crate) const MENU: &Shape = &Shape::Object(&[value("menu", MENU_KIND), Field::required("items", items(ITEM))]);

const ITEM: &Shape = &Shape::Object(&[LABEL, TO, URL, SHOWN_IN, PUBLISHED, Field::optional("items", items(LINK))]);
const LINK: &Shape = &Shape::Object(&[LABEL, TO, URL, SHOWN_IN, PUBLISHED]);

const LABEL: Field = Field::optional("label", WORDS);
const TO: Field = Field::optional("to", TARGET);
const URL: Field = Field::optional("url", Shape::Value(TEXT));
const SHOWN_IN: Field = Field::optional("markets", MARKETS);
const PUBLISHED: Field = Field::optional("published", WINDOW);

/// A list that replaces the shop's as a whole.
const fn items(of: &'static Shape) -> Shape {
    Shape::List(List { of, identity: Identity::Nothing, given: Given::Whole })
}
