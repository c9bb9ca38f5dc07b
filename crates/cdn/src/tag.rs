use std::{collections::BTreeMap, fmt};

use database::CacheKey;

/// A cache key as headers carry it: a short hash of lower-case letters and digits, since some providers ignore case.
///
/// Two keys may share a tag (1 in 2⁴⁰). Then a purge of one purges the other's pages too, which only costs renders.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag([u8; Self::LENGTH]);

impl Tag {
    /// Bytes of a tag.
    pub const LENGTH: usize = 8;

    /// Returns the tag that every page has.
    pub fn everything() -> Self {
        Self::of(&CacheKey::everything())
    }

    /// Returns the tag of the pages that depend on this key.
    fn of(key: &CacheKey) -> Self {
        Self::hash_of(key.as_str())
    }

    /// Returns the tag of the pages that depend on more keys of this kind than a header takes.
    fn of_kind(kind: &str) -> Self {
        Self::hash_of(&format!("{kind}-*"))
    }

    fn hash_of(name: &str) -> Self {
        let digits = data_encoding::BASE32_DNSSEC.encode(&blake3::hash(name.as_bytes()).as_bytes()[..5]);
        let mut tag = [0; Self::LENGTH];
        tag.copy_from_slice(digits.as_bytes());
        Self(tag)
    }

    /// Returns the tag as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("letters and digits are UTF-8")
    }

    /// Returns the tags of a page that depends on these keys, at most `most` of them. Where the keys are more, all keys
    /// of a kind share one tag, the most numerous kind first.
    pub fn of_page(keys: &[CacheKey], most: usize) -> Vec<Self> {
        let mut kinds: BTreeMap<&str, Vec<Self>> = BTreeMap::new();
        for key in keys {
            kinds.entry(key.kind()).or_default().push(Self::of(key));
        }
        let count = |kinds: &BTreeMap<&str, Vec<Self>>| 1 + kinds.values().map(Vec::len).sum::<usize>();
        while count(&kinds) > most {
            let widest = kinds.iter_mut().filter(|(_, tags)| tags.len() > 1).max_by_key(|(_, tags)| tags.len());
            let Some((kind, tags)) = widest else { break };
            *tags = vec![Self::of_kind(kind)];
        }
        std::iter::once(Self::everything()).chain(kinds.into_values().flatten()).collect()
    }

    /// Returns the tags as text.
    pub(crate) fn names(tags: &[Self]) -> Vec<&str> {
        tags.iter().map(Self::as_str).collect()
    }

    /// Returns the tags to purge after a write of this key: the key's own tag and that of its kind.
    pub fn purged_by(key: &CacheKey) -> impl Iterator<Item = Self> + use<> {
        [Self::of(key), Self::of_kind(key.kind())].into_iter()
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(products: i64, stocks: i64) -> Vec<CacheKey> {
        let products = (0..products).map(|id| CacheKey::row("product", id));
        let stocks = (0..stocks).map(|id| CacheKey::row("stock", id));
        products.chain(stocks).chain([CacheKey::named("navigation")]).collect()
    }

    #[test]
    fn a_write_purges_every_page_that_depends_on_it_with_any_limit_of_tags() {
        let keys = keys(30, 60);
        for most in [2, 4, 40, 62, 92, 500] {
            let page: BTreeSet<Tag> = Tag::of_page(&keys, most).into_iter().collect();

            assert!(page.len() <= most.max(4), "{most}: {}", page.len());
            assert!(page.contains(&Tag::everything()));
            for key in &keys {
                assert!(Tag::purged_by(key).any(|tag| page.contains(&tag)), "{most}: {key}");
            }
        }
    }

    #[test]
    fn a_page_with_room_for_its_tags_is_purged_by_nothing_else() {
        let page: BTreeSet<Tag> = Tag::of_page(&keys(30, 0), 500).into_iter().collect();

        let others = [CacheKey::row("product", 31), CacheKey::row("stock", 1), CacheKey::named("slugs")];

        assert!(others.iter().flat_map(Tag::purged_by).all(|tag| !page.contains(&tag)));
    }

    #[test]
    fn the_most_numerous_kind_gives_way_first() {
        let page = Tag::of_page(&keys(10, 20), 13);

        assert_eq!(page.len(), 13, "all products, one tag for stock, navigation, everything");
        assert!(page.contains(&Tag::of(&CacheKey::row("product", 9))) && page.contains(&Tag::of_kind("stock")));
    }

    #[test]
    fn tags_are_lower_case_letters_and_digits() {
        for key in keys(100, 0) {
            let tag = Tag::of(&key);
            assert!(tag.as_str().bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()), "{tag}");
        }
    }
}
