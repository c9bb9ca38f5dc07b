//! The things that refer to those that a file deletes or archives.

use std::collections::HashMap;

use catalog::{CategoryDocument, CollectionDocument, MembersDocument, Rule};
use content::{BlockDocument, PageDocument, ProductSource};
use database::{BaseReader, Error};
use types::{PictureId, Slug, TargetDocument};

use crate::{EntityKind, EntityRef, Names, document::DeletedKey, document::DeletedKind};

/// The things of the shop that refer to each of these things.
pub(crate) type Referrers = HashMap<DeletedKey, Vec<EntityRef>>;

/// The most products that are read for one thing, besides those that the file itself may change.
const MOST: i64 = 20;

/// The documents that may refer to others; products are asked for one by one.
struct Documents {
    categories: Vec<CategoryDocument>,
    collections: Vec<CollectionDocument>,
    pages: Vec<PageDocument>,
    pictures: HashMap<String, PictureId>,
    /// The most products that are read for one thing.
    limit: i64,
}

/// Returns everything that refers to things that a file deletes, and what is in categories that it archives.
pub(crate) async fn referrers(reader: &mut BaseReader, names: &Names) -> Result<Referrers, Error> {
    let mut found = Referrers::new();
    if names.deleted.is_empty() && names.archived_categories.is_empty() {
        return Ok(found);
    }
    let documents = Documents {
        categories: catalog::documents::categories(reader).await?,
        collections: catalog::documents::collections(reader).await?,
        pages: content::documents::pages(reader).await?,
        pictures: pictures::ids_by_file(reader).await?,
        limit: MOST.saturating_add(i64::try_from(names.codes.len() + names.deleted.len()).unwrap_or(i64::MAX)),
    };
    for (kind, code) in &names.deleted {
        let key = (*kind, code.clone());
        let of_key = documents.referring_to(reader, *kind, code).await?;
        found.insert(key, of_key);
    }
    for code in &names.archived_categories {
        let key = (DeletedKind::Entity(EntityKind::Category), code.as_str().to_owned());
        let below = documents.categories.iter().filter(|category| category.parent.as_ref() == Some(code));
        let mut inside = refs(EntityKind::Category, below.filter(|category| !category.archived).map(|one| &one.code));
        let products = catalog::products_in_category(reader, code, false, documents.limit).await?;
        inside.extend(refs(EntityKind::Product, products.iter()));
        found.entry(key).or_insert(inside);
    }
    Ok(found)
}

fn refs<'a>(kind: EntityKind, codes: impl Iterator<Item = &'a Slug>) -> Vec<EntityRef> {
    codes.map(|code| EntityRef { kind, code: code.clone() }).collect()
}

impl Documents {
    async fn referring_to(
        &self,
        reader: &mut BaseReader,
        kind: DeletedKind,
        code: &str,
    ) -> Result<Vec<EntityRef>, Error> {
        match kind {
            DeletedKind::Entity(kind) => {
                let Ok(code) = Slug::new(code) else { return Ok(Vec::new()) };
                let mut found = self.to_entity(kind, &code);
                if kind == EntityKind::Category {
                    let products = catalog::products_in_category(reader, &code, true, self.limit).await?;
                    found.extend(refs(EntityKind::Product, products.iter()));
                }
                if let Some(target) = target_of(kind, code) {
                    let products = catalog::products_redirecting_to(reader, &target, self.limit).await?;
                    found.extend(refs(EntityKind::Product, products.iter()));
                }
                Ok(found)
            }
            DeletedKind::Value => {
                let parts = code.split_once('/');
                let Some((Ok(attribute), Ok(value))) = parts.map(|(one, other)| (Slug::new(one), Slug::new(other)))
                else {
                    return Ok(Vec::new());
                };
                let products = catalog::products_with_value(reader, &attribute, &value, self.limit).await?;
                let has = |rule: &Rule| rule.attributes.get(&attribute).is_some_and(|values| values.contains(&value));
                let mut found = refs(EntityKind::Product, products.iter());
                found.extend(self.collections_where(|members| rule_of(members).is_some_and(has)));
                Ok(found)
            }
            DeletedKind::Picture => match self.pictures.get(code) {
                Some(id) => picture_uses(reader, *id).await,
                None => Ok(Vec::new()),
            },
        }
    }

    /// Returns the categories, collections and pages that refer to a thing.
    fn to_entity(&self, kind: EntityKind, code: &Slug) -> Vec<EntityRef> {
        let target = target_of(kind, code.clone());
        let redirects = |redirect: &Option<TargetDocument>| redirect.is_some() && *redirect == target;
        let categories = self.categories.iter().filter(|category| {
            let is_below = kind == EntityKind::Category && category.parent.as_ref() == Some(code);
            is_below || redirects(&category.redirect)
        });
        let mut found = refs(EntityKind::Category, categories.map(|category| &category.code));
        let lists = |members: &MembersDocument| match (kind, members) {
            (EntityKind::Product, MembersDocument::Products(codes)) => codes.contains(code),
            (EntityKind::Category, MembersDocument::Rule(rule)) => rule.categories.contains(code),
            _ => false,
        };
        found.extend(self.collections_where(lists));
        let redirecting = self.collections.iter().filter(|collection| redirects(&collection.redirect));
        found.extend(refs(EntityKind::Collection, redirecting.map(|collection| &collection.code)));
        for page in &self.pages {
            if redirects(&page.redirect) || page.blocks.iter().any(|block| names(block, kind, code, target.as_ref())) {
                found.push(EntityRef { kind: EntityKind::Page(page.kind), code: page.code.clone() });
            }
        }
        found
    }

    fn collections_where(&self, names: impl Fn(&MembersDocument) -> bool) -> Vec<EntityRef> {
        let found = self.collections.iter().filter(|collection| names(&collection.members));
        refs(EntityKind::Collection, found.map(|collection| &collection.code))
    }
}

const fn rule_of(members: &MembersDocument) -> Option<&Rule> {
    match members {
        MembersDocument::Rule(rule) => Some(rule),
        MembersDocument::Products(_) => None,
    }
}

/// Returns the thing as the target of links; the home page is none.
pub(crate) fn target_of(kind: EntityKind, code: Slug) -> Option<TargetDocument> {
    Some(match kind {
        EntityKind::Product => TargetDocument::Product(code),
        EntityKind::Category => TargetDocument::Category(code),
        EntityKind::Collection => TargetDocument::Collection(code),
        EntityKind::Page(content::PageKind::Story) => TargetDocument::Story(code),
        EntityKind::Page(content::PageKind::Page) => TargetDocument::Page(code),
        EntityKind::Page(content::PageKind::Home) => return None,
    })
}

/// Returns the thing that a link leads to.
pub(crate) fn entity_of(target: &TargetDocument) -> EntityRef {
    let kind = match target {
        TargetDocument::Product(_) => EntityKind::Product,
        TargetDocument::Category(_) => EntityKind::Category,
        TargetDocument::Collection(_) => EntityKind::Collection,
        TargetDocument::Story(_) => EntityKind::Page(content::PageKind::Story),
        TargetDocument::Page(_) => EntityKind::Page(content::PageKind::Page),
    };
    EntityRef { kind, code: target.parts().1.clone() }
}

/// Returns true if a block names the thing.
fn names(block: &BlockDocument, kind: EntityKind, code: &Slug, target: Option<&TargetDocument>) -> bool {
    match block {
        BlockDocument::Hero { link, .. } | BlockDocument::Banner { link, .. } => Some(&link.to) == target,
        BlockDocument::ProductList { products, .. } => match (kind, products) {
            (EntityKind::Collection, ProductSource::Collection(of)) => of == code,
            (EntityKind::Product, ProductSource::Products(codes)) => codes.contains(code),
            _ => false,
        },
        BlockDocument::Collections { collections, .. } => kind == EntityKind::Collection && collections.contains(code),
        _ => false,
    }
}

async fn picture_uses(reader: &mut BaseReader, picture: PictureId) -> Result<Vec<EntityRef>, Error> {
    let mut found = Vec::new();
    for used in catalog::uses_of_picture(reader, picture).await? {
        let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == used.kind);
        let code = Slug::new(used.code.as_str()).ok();
        found.extend(kind.zip(code).map(|(kind, code)| EntityRef { kind, code }));
    }
    for (kind, code) in content::uses_of_picture(reader, picture).await? {
        found.extend(Slug::new(code).map(|code| EntityRef { kind: EntityKind::Page(kind), code }));
    }
    Ok(found)
}
