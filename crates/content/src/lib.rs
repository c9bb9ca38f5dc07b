//! The merchant's content: the home page, stories and pages, made of blocks. A block names products, categories and
//! collections by code, and the page that shows the block looks them up.

#[cfg(test)]
mod tests;

mod block;
mod delete_page;
mod document;
pub mod documents;
mod former_slugs;
mod markdown;
mod menu;
mod menu_document;
mod page;
mod picture_use;
mod positions;
mod save_page;
mod store;

pub use block::{Block, Link, TextColumn};
pub use delete_page::{DeletedPage, delete_page, deleted_pages};
pub use document::{BlockDocument, ColumnDocument, LinkDocument, PageDocument, PageKind, ProductSource};
pub use former_slugs::{former_slugs, save_former_slug};
pub use markdown::{is_nested_too_deeply, plain_text, safe_html};
pub use menu::{MenuItem, menu, save_menu};
pub use menu_document::{MenuDocument, MenuItemDocument, MenuKind, MenuLinkDocument};
pub use page::{
    Page, PageBlock, has_pages, home, page_by_slug, page_cards, sitemap, sitemap_shards, slug_by_code, slugs_of,
};
pub use picture_use::uses_of_picture;
pub use positions::page_positions;
pub use save_page::{SavePageError, refill_texts, release_slugs, save_page, take_slugs};
pub use store::{FormerPageSlug, PageCard};
