use catalog::{AttributeDocument, AttributeKind, AttributeValueDocument, CategoryDocument, SchemaProperty, Swatch};
use types::{Language, Slug, Translated};

use super::words::{COLOURS, KINDS, LANGUAGES, MATERIALS, ROOMS, SIZES, Word};
use crate::ShopDocument;

/// Returns the categories and attributes of generated products that the shop lacks. The shop's own ones stay as they are;
/// only missing values are added to its attributes.
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

/// Returns a word in every language of the tables.
pub(crate) fn translated(words: [&str; 3]) -> Translated {
    in_each(words.map(str::to_owned))
}

/// Returns the texts in the languages of the tables.
pub(crate) fn in_each(texts: [String; 3]) -> Translated {
    let languages = LANGUAGES.iter().map(|tag| Language::from_code(tag));
    languages.zip(texts).filter_map(|(language, text)| Some((language?, text))).collect()
}

/// Returns the slug of some words.
pub(crate) fn slug(words: &str) -> Slug {
    Slug::new(words.to_lowercase().replace(' ', "-")).expect("the tables' words make slugs: a test makes them all")
}

/// Returns the slugs of some words in every language.
pub(crate) fn slugs(words: &Translated) -> Translated<Slug> {
    words.map(|words| slug(words))
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
        archived: false,
        redirect: None,
    }
}

fn own_attributes() -> [AttributeDocument; 4] {
    let plain = |words: &[Word]| words.iter().map(|word| value(*word, None)).collect();
    let colours = COLOURS.iter().map(|(word, swatch)| value(*word, Swatch::try_from((*swatch).to_owned()).ok()));
    [
        AttributeDocument {
            schema_property: Some(SchemaProperty::Color),
            ..attribute(("colour", ["Colour", "اللون", "रंग"]), colours.collect())
        },
        AttributeDocument {
            schema_property: Some(SchemaProperty::Size),
            ..attribute(("size", ["Size", "المقاس", "आकार"]), plain(&SIZES))
        },
        AttributeDocument {
            schema_property: Some(SchemaProperty::Material),
            ..attribute(("material", ["Material", "الخامة", "सामग्री"]), plain(&MATERIALS))
        },
        attribute(("room", ["Room", "الغرفة", "कमरा"]), plain(&ROOMS)),
    ]
}

fn attribute((code, names): Word, values: Vec<AttributeValueDocument>) -> AttributeDocument {
    AttributeDocument {
        code: slug(code),
        name: translated(names),
        kind: AttributeKind::Values,
        unit: Translated::default(),
        facet: true,
        shown: false,
        group: Translated::default(),
        schema_property: None,
        values,
    }
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
