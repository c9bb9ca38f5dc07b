//! Sorted lists without the library's sorts: lists here are short, and each use of those is kilobytes of WebAssembly.

/// Inserts a value behind all values that are not after it.
pub(crate) fn insert_sorted<T>(list: &mut Vec<T>, value: T, is_after: impl Fn(&T, &T) -> bool) {
    let place = list.partition_point(|other| !is_after(other, &value));
    list.insert(place, value);
}

/// Returns the values in order. Equal ones keep theirs.
pub(crate) fn sorted<T>(values: impl Iterator<Item = T>, is_after: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut list = Vec::with_capacity(values.size_hint().0);
    values.for_each(|value| insert_sorted(&mut list, value, &is_after));
    list
}
