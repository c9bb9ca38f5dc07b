//! The positions of attributes, categories and collections, as a document orders them; see [`positions`].

use std::collections::HashMap;

use database::{Error, Executor, Tx};
use types::{Slug, positions};

use crate::{
    AttributeDocument, AttributeValueDocument, CategoryDocument, CollectionDocument, store, store::PlacedCategory,
};

/// Returns the position of each of these attributes.
pub async fn attribute_positions(on: &mut impl Executor, documents: &[AttributeDocument]) -> Result<Vec<i64>, Error> {
    let known = store::attribute_positions(on).await?;
    Ok(positions(&known, &places(documents, |attribute| &attribute.code)))
}

/// Returns the position of each of these values of an attribute.
pub(crate) async fn value_positions(
    tx: &mut Tx,
    attribute: i64,
    documents: &[AttributeValueDocument],
) -> Result<Vec<i64>, Error> {
    let known = store::attribute_value_positions(tx, attribute).await?;
    Ok(positions(&known, &places(documents, |value| &value.code)))
}

/// Returns the position of each of these collections.
pub async fn collection_positions(on: &mut impl Executor, documents: &[CollectionDocument]) -> Result<Vec<i64>, Error> {
    let known = store::collection_positions(on).await?;
    Ok(positions(&known, &places(documents, |collection| &collection.code)))
}

/// Returns the position of each of these categories among those under the same parent.
pub async fn category_positions(on: &mut impl Executor, documents: &[CategoryDocument]) -> Result<Vec<i64>, Error> {
    Ok(sibling_positions(&store::category_positions(on).await?, documents))
}

/// The categories under one parent.
#[derive(Default)]
struct Siblings<'a> {
    known: HashMap<&'a str, i64>,
    named: Vec<(&'a str, i64)>,
    /// The indexes of the named ones in the document.
    indexes: Vec<usize>,
}

fn sibling_positions(known: &[PlacedCategory], documents: &[CategoryDocument]) -> Vec<i64> {
    let mut levels: HashMap<Option<&str>, Siblings<'_>> = HashMap::new();
    let mut parents = HashMap::new();
    for ((index, category), place) in documents.iter().enumerate().zip(0..) {
        let (code, parent) = (category.code.as_str(), category.parent.as_ref().map(Slug::as_str));
        parents.insert(code, parent);
        let level = levels.entry(parent).or_default();
        level.named.push((code, place));
        level.indexes.push(index);
    }
    for PlacedCategory { code, parent, position } in known {
        let parent = parent.as_deref();
        // A category that moves to another parent is new among its siblings.
        if parents.get(code.as_str()).is_none_or(|stays| *stays == parent) {
            levels.entry(parent).or_default().known.insert(code, *position);
        }
    }
    let mut found = vec![0; documents.len()];
    for Siblings { known, named, indexes } in levels.values() {
        for (index, position) in indexes.iter().zip(positions(known, named)) {
            found[*index] = position;
        }
    }
    found
}

/// Returns each document's code with its index in the list.
fn places<T>(documents: &[T], code: impl Fn(&T) -> &Slug) -> Vec<(String, i64)> {
    documents.iter().map(|document| code(document).as_str().to_owned()).zip(0..).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::category;

    fn shop() -> Vec<PlacedCategory> {
        let placed = |(code, parent, position): (&str, Option<&str>, i64)| PlacedCategory {
            code: code.to_owned(),
            parent: parent.map(str::to_owned),
            position,
        };
        [("home", None, 4), ("garden", None, 5), ("cups", Some("home"), 7), ("bowls", Some("home"), 8)]
            .map(placed)
            .into()
    }

    #[test]
    fn a_category_keeps_its_place_unless_all_its_siblings_are_named() {
        let part = [category("garden", None), category("cups", Some("home"))];
        let level = [category("bowls", Some("home")), category("cups", Some("home"))];

        assert_eq!(sibling_positions(&shop(), &part), [5, 7]);
        assert_eq!(sibling_positions(&shop(), &level), [0, 1]);
    }

    #[test]
    fn a_category_that_is_new_or_comes_from_elsewhere_is_the_last_of_its_siblings() {
        let new = [category("plates", Some("home"))];
        let moved = [category("cups", None)];
        let left_behind = [category("cups", None), category("bowls", Some("home"))];

        assert_eq!(sibling_positions(&shop(), &new), [9]);
        assert_eq!(sibling_positions(&shop(), &moved), [6]);
        assert_eq!(sibling_positions(&shop(), &left_behind), [6, 1]);
    }
}
