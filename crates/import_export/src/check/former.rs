use std::collections::HashSet;

use pictures::ContentHash;
use setup::Setup;

use super::{Check, shop::Shop};
use crate::{EntityKind, ExistingShop, FormerPictureDocument, FormerSlugDocument, ShopDocument, field::PathCursor};

impl Check<'_> {
    /// Checks that each former slug is listed once and leads to a thing of the shop.
    pub(crate) fn check_former_slugs(&mut self, former: &[FormerSlugDocument]) {
        let list = PathCursor::top("former_slugs");
        let mut met = HashSet::new();
        for (index, former) in former.iter().enumerate() {
            let at = list.index(index);
            self.require(at.field("slug"), met.insert(former.key()), || {
                format!("\"{}\" leads to something in this list already; leave it out", former.slug)
            });
            let at = at.field("code");
            if self.shop.is_or_was_deleted(former.kind, &former.code) {
                continue;
            }
            match former.kind {
                EntityKind::Product => self.check_product(at, &former.code),
                EntityKind::Category => self.check_category(at, &former.code),
                EntityKind::Collection => self.check_collection(at, &former.code),
                EntityKind::Page(kind) => self.check_page(at, kind, &former.code),
            }
        }
    }

    /// Checks that each former address is listed once and leads to a picture of the shop.
    pub(crate) fn check_former_pictures(&mut self, former: &[FormerPictureDocument]) {
        let list = PathCursor::top("former_pictures");
        let mut met = HashSet::new();
        for (index, former) in former.iter().enumerate() {
            let at = list.index(index);
            self.require(at.field("address"), ContentHash::parse(&former.address).is_some(), || {
                "an address of a picture is 32 digits or letters from a to f".to_owned()
            });
            self.require(at.field("address"), met.insert(&former.address), || {
                "this address is in the list already; leave it out".to_owned()
            });
            self.check_picture(at.field("file"), Some(&former.file));
        }
    }
}

/// Removes former slugs that are current slugs after the import, since a current slug takes precedence.
pub(crate) fn leave_out_present_slugs(document: &mut ShopDocument, known: &ExistingShop, setup: &Setup) {
    let former = std::mem::take(&mut document.former_slugs);
    if former.is_empty() {
        return;
    }
    let shop = Shop::new(document, known, setup);
    let is_former =
        |former: &FormerSlugDocument| !shop.has_slug(&(former.kind.slug_scope(), former.language, former.slug.clone()));
    let left = former.into_iter().filter(is_former).collect();
    document.former_slugs = left;
}
