//! The rows that documents of products name by code.

use std::{collections::HashMap, sync::Arc};

use database::{Error, Executor};
use setup::Setup;
use types::{CategoryId, Slug};

use crate::{CatalogSaveError, store};

/// Every category and every value of an attribute, by code. An import reads them once for all of its products; none of
/// them is ever deleted.
#[derive(Debug)]
pub struct References {
    setup: Arc<Setup>,
    categories: HashMap<String, CategoryId>,
    parents: HashMap<CategoryId, CategoryId>,
    values: HashMap<String, HashMap<String, AttributeValueId>>,
    attributes: HashMap<String, i64>,
}

/// The rows of an attribute and of one of its values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeValueId {
    pub(crate) attribute: i64,
    pub(crate) value: i64,
}

impl References {
    /// Reads them all.
    pub async fn load(on: &mut impl Executor) -> Result<Self, Error> {
        let setup = Arc::new(setup::required(on).await?);
        let (categories, parents, values, attributes) = Default::default();
        let mut references = Self { setup, categories, parents, values, attributes };
        for row in store::category_parents(on).await? {
            references.categories.insert(row.code, row.id);
            references.parents.extend(row.parent_id.map(|parent| (row.id, parent)));
        }
        for row in store::attribute_value_codes(on).await? {
            references.attributes.insert(row.code.clone(), row.id);
            let values = references.values.entry(row.code).or_default();
            let value = row.value_code.zip(row.value_id);
            values.extend(value.map(|(code, value)| (code, AttributeValueId { attribute: row.id, value })));
        }
        Ok(references)
    }

    /// Returns the setup whose languages documents are written in.
    pub const fn setup(&self) -> &Arc<Setup> {
        &self.setup
    }

    pub(crate) fn category(&self, code: &Slug) -> Result<CategoryId, CatalogSaveError> {
        self.categories.get(code.as_str()).copied().ok_or_else(|| CatalogSaveError::UnknownCategory(code.clone()))
    }

    /// A category and all above it.
    pub(crate) fn upwards(&self, category: CategoryId) -> impl Iterator<Item = CategoryId> {
        std::iter::successors(Some(category), |id| self.parents.get(id).copied())
    }

    pub(crate) fn attribute(&self, code: &Slug) -> Result<i64, CatalogSaveError> {
        self.attributes.get(code.as_str()).copied().ok_or_else(|| CatalogSaveError::UnknownAttribute(code.clone()))
    }

    pub(crate) fn value(&self, attribute: &Slug, value: &Slug) -> Result<AttributeValueId, CatalogSaveError> {
        let values = self.values.get(attribute.as_str());
        let values = values.ok_or_else(|| CatalogSaveError::UnknownAttribute(attribute.clone()))?;
        let unknown = || CatalogSaveError::UnknownValue { attribute: attribute.clone(), value: value.clone() };
        values.get(value.as_str()).copied().ok_or_else(unknown)
    }
}
