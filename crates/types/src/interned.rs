//! Facts of a setup as values that are copied like numbers.
//!
//! A setup changes seldom, and equal facts share one allocation for the life of the process. So a handle is one pointer, two handles
//! are equal exactly if their facts are, and a cache that is keyed by a handle never returns what was made from other facts.

use std::{
    collections::HashSet,
    hash::{Hash, Hasher},
    ops::Deref,
    sync::{LazyLock, Mutex, PoisonError},
};

/// A handle of a value that lives as long as the process.
#[derive(Debug)]
pub(crate) struct Interned<T: 'static>(&'static T);

/// A set of all values of a type that were interned.
pub(crate) type Interner<T> = LazyLock<Mutex<HashSet<&'static T>>>;

impl<T: Eq + Hash> Interned<T> {
    /// Returns the handle of the value in `interner` that equals `value`.
    pub(crate) fn new(interner: &Interner<T>, value: T) -> Self {
        let mut known = interner.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(same) = known.get(&value) {
            return Self(same);
        }
        let kept: &'static T = Box::leak(Box::new(value));
        known.insert(kept);
        Self(kept)
    }
}

impl<T> Clone for Interned<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Interned<T> {}

impl<T> Interned<T> {
    /// Returns the value.
    pub(crate) const fn get(self) -> &'static T {
        self.0
    }
}

impl<T> Deref for Interned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

impl<T> PartialEq for Interned<T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl<T> Eq for Interned<T> {}

impl<T> Hash for Interned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.0, state);
    }
}
