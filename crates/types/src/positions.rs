use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

/// Returns the new positions of the rows that a document names, in the document's order.
///
/// `known` are the rows that the shop has, with their positions; `named` are the document's rows, with their places in
/// it. A document that names all known rows reorders the list. One that names some of them leaves these where they are
/// and appends its new rows.
pub fn positions<K: Eq + Hash>(known: &HashMap<K, i64>, named: &[(K, i64)]) -> Vec<i64> {
    let codes: HashSet<&K> = named.iter().map(|(code, _)| code).collect();
    if known.keys().all(|code| codes.contains(code)) {
        return named.iter().map(|(_, place)| *place).collect();
    }
    let mut end = known.values().max().map_or(0, |last| last + 1);
    let mut at_the_end = || {
        end += 1;
        end - 1
    };
    named.iter().map(|(code, _)| known.get(code).copied().unwrap_or_else(&mut at_the_end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(known: &[&'static str], named: &[&'static str]) -> Vec<i64> {
        let known = known.iter().copied().zip(10..).collect();
        let named: Vec<_> = named.iter().copied().zip(0..).collect();
        positions(&known, &named)
    }

    #[test]
    fn a_part_of_a_list_stays_where_it_is_and_what_is_new_comes_last() {
        assert_eq!(placed(&["a", "b", "c"], &["c", "a"]), [12, 10]);
        assert_eq!(placed(&["a", "b", "c"], &["new", "b", "newer"]), [13, 11, 14]);
    }

    #[test]
    fn a_whole_list_is_put_in_the_documents_order() {
        assert_eq!(placed(&["a", "b"], &["b", "new", "a"]), [0, 1, 2]);
        assert_eq!(placed(&[], &["b", "a"]), [0, 1]);
        assert_eq!(placed(&["a"], &["a"]), [0]);
    }
}
