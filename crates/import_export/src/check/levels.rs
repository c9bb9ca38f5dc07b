use std::collections::{HashMap, HashSet};

use types::Slug;

use super::shop::Shop;

/// Number of steps of a circle that a diagnostic shows.
const MAX_STEPS: usize = 8;

/// The depth of the category tree after the import, computed in one walk over its categories.
#[derive(Default)]
pub(crate) struct Levels {
    under_themselves: HashSet<Slug>,
    /// For each category of the document, the lowest level of it and of the categories below it that the document lacks.
    lowest: HashMap<Slug, usize>,
}

/// The position of a category in the tree.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    /// The level, counted from 1; `None` within or below a circle.
    level: Option<usize>,
    /// The nearest category of the document: the category itself, or one above it.
    brought: Option<&'a Slug>,
}

impl Levels {
    pub(crate) fn of(shop: &Shop<'_>) -> Self {
        let mut levels = Self::default();
        let mut places = HashMap::new();
        for code in shop.categories() {
            levels.place(shop, code, &mut places);
        }
        levels
    }

    /// Returns true if a category's parents lead back to it.
    pub(crate) fn is_under_itself(&self, code: &Slug) -> bool {
        self.under_themselves.contains(code)
    }

    /// Returns the lowest level that a category of the document takes up, counted from 1 at the top.
    pub(crate) fn lowest_under(&self, code: &Slug) -> usize {
        self.lowest.get(code).copied().unwrap_or_default()
    }

    /// Walks up from a category to one with a known position, and sets the position of all on the way.
    fn place<'a>(&mut self, shop: &'a Shop<'_>, code: &'a Slug, places: &mut HashMap<&'a Slug, Place<'a>>) {
        let mut way = Vec::new();
        let mut met = HashMap::new();
        let mut above = Place { level: Some(0), brought: None };
        let mut next = Some(code);
        while let Some(code) = next {
            if let Some(place) = places.get(code) {
                above = *place;
                break;
            }
            if let Some(start) = met.insert(code, way.len()) {
                self.under_themselves.extend(way[start..].iter().copied().cloned());
                above = Place::default();
                break;
            }
            way.push(code);
            next = shop.parent(code);
        }
        for code in way.into_iter().rev() {
            above.level = above.level.map(|level| level + 1);
            above.brought = if shop.brings_category(code) { Some(code) } else { above.brought };
            if let (Some(brought), Some(level)) = (above.brought, above.level) {
                let lowest = self.lowest.entry(brought.clone()).or_default();
                *lowest = level.max(*lowest);
            }
            places.insert(code, above);
        }
    }
}

/// Returns the path from a category of a circle back to it: `a < b < a`. A long path is shortened.
pub(crate) fn circle_path(shop: &Shop<'_>, code: &Slug) -> String {
    let mut way = vec![code.as_str()];
    let mut next = shop.parent(code);
    while let Some(parent) = next {
        if way.len() > MAX_STEPS {
            way.push("…");
            break;
        }
        way.push(parent.as_str());
        next = if parent == code { None } else { shop.parent(parent) };
    }
    way.join(" < ")
}
