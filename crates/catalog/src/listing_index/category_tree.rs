use std::collections::{HashMap, HashSet};

use types::CategoryId;

use crate::store::CategoryParentRow;

/// The categories by id and code, each with its parent.
#[derive(Default)]
pub(crate) struct CategoryTree {
    parents: HashMap<CategoryId, Option<CategoryId>>,
    by_code: HashMap<String, CategoryId>,
}

impl CategoryTree {
    /// Creates a tree from every category's row.
    pub(crate) fn new(categories: Vec<CategoryParentRow>) -> Self {
        let parents = categories.iter().map(|row| (row.id, row.parent_id)).collect();
        let by_code = categories.into_iter().map(|row| (row.code, row.id)).collect();
        Self { parents, by_code }
    }

    /// Returns the category with this code.
    pub(crate) fn by_code(&self, code: &str) -> Option<CategoryId> {
        self.by_code.get(code).copied()
    }

    /// Returns a category and its ancestors, up to the top.
    pub(crate) fn upwards(&self, category: CategoryId) -> impl Iterator<Item = CategoryId> + '_ {
        let parent = |id: &CategoryId| self.parents.get(id).copied().flatten();
        std::iter::successors(Some(category), parent).take(self.parents.len() + 1)
    }

    /// Returns true if a category is one of `roots` or below one.
    pub(crate) fn is_below(&self, category: CategoryId, roots: &HashSet<CategoryId>) -> bool {
        self.upwards(category).any(|id| roots.contains(&id))
    }
}
