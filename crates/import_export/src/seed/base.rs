use catalog::{AttributeDocument, AttributeValueDocument, CategoryDocument, Swatch};
use types::{Slug, Translated};

use super::words::{COLOURS, KINDS, MATERIALS, ROOMS, SIZES, Word};
use crate::ShopDocument;

/// The categories and attributes that made-up products are arranged by, as far as the shop doesn't have them: what a
/// merchant wrote stays as it is. A value that the shop's own attribute lacks is added to it.
pub(crate) fn base(mut attributes: Vec<AttributeDocument>, mut categories: Vec<CategoryDocument>) -> ShopDocument {
    for ours in own_attributes() {
        match attributes.iter_mut().find(|theirs| theirs.code == ours.code) {
            Some(theirs) => add_values(theirs, ours.values),
            None => attributes.push(ours),
        }
    }
    for ours in KINDS.iter().map(|kind| category(kind.category)) {
        if categories.iter().all(|theirs| theirs.code != ours.code) {
            categories.push(ours);
        }
    }
    ShopDocument { attributes, categories, ..ShopDocument::default() }
}

/// A word in every language.
pub(crate) fn translated(words: [&str; 3]) -> Translated {
    let [en, ar, hi] = words.map(str::to_owned);
    Translated { en, ar, hi }
}

/// The slug of some words of ours.
pub(crate) fn slug(words: &str) -> Slug {
    Slug::new(words.to_lowercase().replace(' ', "-")).expect("the tables' words make slugs: a test makes them all")
}

/// The slugs of some words of ours in every language.
pub(crate) fn slugs(words: &Translated) -> Translated<Slug> {
    Translated::from_fn(|language| slug(words.of(language)))
}

fn category((code, names): Word) -> CategoryDocument {
    let name = translated(names);
    CategoryDocument {
        code: slug(code),
        parent: None,
        slug: slugs(&name),
        name,
        description: translated([""; 3]),
        picture: None,
    }
}

fn own_attributes() -> [AttributeDocument; 4] {
    let plain = |words: &[Word]| words.iter().map(|word| value(*word, None)).collect();
    let colours = COLOURS.iter().map(|(word, swatch)| value(*word, Swatch::try_from((*swatch).to_owned()).ok()));
    [
        attribute(("colour", ["Colour", "اللون", "रंग"]), colours.collect()),
        attribute(("size", ["Size", "المقاس", "आकार"]), plain(&SIZES)),
        attribute(("material", ["Material", "الخامة", "सामग्री"]), plain(&MATERIALS)),
        attribute(("room", ["Room", "الغرفة", "कमरा"]), plain(&ROOMS)),
    ]
}

fn attribute((code, names): Word, values: Vec<AttributeValueDocument>) -> AttributeDocument {
    AttributeDocument { code: slug(code), name: translated(names), facet: true, values }
}

fn value((code, names): Word, swatch: Option<Swatch>) -> AttributeValueDocument {
    AttributeValueDocument { code: slug(code), label: translated(names), swatch }
}

fn add_values(theirs: &mut AttributeDocument, ours: Vec<AttributeValueDocument>) {
    for value in ours {
        if theirs.values.iter().all(|known| known.code != value.code) {
            theirs.values.push(value);
        }
    }
}
