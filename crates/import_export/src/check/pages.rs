use content::{BlockDocument, ColumnDocument, LinkDocument, PageDocument, PageKind, ProductSource};
use types::{
    Slug, TargetDocument, Translated,
    bounds::{MAX_BLOCKS, MAX_OF_BLOCK, MAX_TEXT_BYTES},
};

use super::{Check, Reference, deleted::HOME_STAYS};
use crate::{EntityKind, field::PathCursor, referrers::target_of};

impl Check<'_> {
    pub(crate) fn check_pages(&mut self, pages: &[PageDocument]) {
        let list = PathCursor::top("pages");
        let mut home = None;
        for (index, page) in pages.iter().enumerate() {
            let at = list.index(index);
            self.check_uniqueness(at, EntityKind::Page(page.kind), &page.code, &page.slug);
            if page.kind == PageKind::Home {
                self.check_home(at.field("kind"), page, home);
                self.require(at.field("archived"), !page.archived, || HOME_STAYS.to_owned());
                home = home.or(Some(&page.code));
            }
            self.check_words(at.field("title"), &page.title);
            self.check_optional_words(at.field("summary"), &page.summary);
            self.check_picture(at.field("picture"), page.picture.as_ref());
            self.check_window(at.field("published"), page.published.as_ref());
            let own = target_of(EntityKind::Page(page.kind), page.code.clone());
            self.check_redirect(at.field("redirect"), page.redirect.as_ref(), own.as_ref());
            let blocks = at.field("blocks");
            self.check_count(blocks, page.blocks.len(), MAX_BLOCKS, "blocks");
            for (index, block) in page.blocks.iter().enumerate() {
                self.check_block(blocks.index(index), block);
            }
        }
    }

    /// Checks that the shop has one home page; `above` is an earlier one of this document.
    fn check_home(&mut self, at: PathCursor<'_>, page: &PageDocument, above: Option<&Slug>) {
        if let Some(other) = above.or_else(|| self.shop.other_home(&page.code)) {
            let message = format!("the shop has the home page \"{other}\"; use its code, or make this a page");
            self.report_broken(at, || message);
        }
    }

    fn check_block(&mut self, at: PathCursor<'_>, block: &BlockDocument) {
        let at = at.field(block_name(block));
        match block {
            BlockDocument::Hero { title, text, picture, link }
            | BlockDocument::Banner { title, text, picture, link } => {
                self.check_words(at.field("title"), title);
                self.check_optional_words(at.field("text"), text);
                self.check_picture(at.field("picture"), Some(picture));
                self.check_link(at.field("link"), link);
            }
            BlockDocument::RichText { markdown } => self.check_markdown(at.field("markdown"), markdown),
            BlockDocument::Picture { picture, caption } => self.check_caption(at, picture, caption.as_ref()),
            BlockDocument::Quote { text, source } => {
                self.check_long_words(at.field("text"), text);
                self.check_optional_words(at.field("source"), source);
            }
            BlockDocument::Columns { columns } => self.check_columns(at.field("columns"), columns),
            BlockDocument::ProductList { title, products, limit } => {
                self.check_words(at.field("title"), title);
                self.check_product_source(at.field("products"), products);
                self.check_limit(at.field("limit"), *limit, 24);
            }
            BlockDocument::Collections { title, collections } => {
                self.check_words(at.field("title"), title);
                self.check_collection_codes(at.field("collections"), collections);
            }
            BlockDocument::Categories { title } => self.check_words(at.field("title"), title),
            BlockDocument::Stories { title, limit } => {
                self.check_words(at.field("title"), title);
                self.check_limit(at.field("limit"), *limit, 12);
            }
        }
    }

    fn check_caption(&mut self, at: PathCursor<'_>, picture: &String, caption: Option<&Translated>) {
        self.check_picture(at.field("picture"), Some(picture));
        if let Some(caption) = caption {
            self.check_words(at.field("caption"), caption);
        }
    }

    fn check_columns(&mut self, list: PathCursor<'_>, columns: &[ColumnDocument]) {
        let kept = matches!(columns.len(), 2 | 3);
        self.require(list, kept, || format!("write 2 or 3 columns, not {}", columns.len()));
        for (index, column) in columns.iter().enumerate() {
            let at = list.index(index);
            self.check_words(at.field("title"), &column.title);
            self.check_markdown(at.field("markdown"), &column.markdown);
        }
    }

    fn check_markdown(&mut self, at: PathCursor<'_>, markdown: &Translated) {
        self.check_long_words(at, markdown);
        for (language, text) in markdown.iter().filter(|(_, text)| text.len() <= MAX_TEXT_BYTES) {
            self.require(at.field(language.code()), !content::is_nested_too_deeply(text), || {
                "lists, quotes and emphasis stand too deeply in each other; write them more plainly".to_owned()
            });
        }
    }

    fn check_product_source(&mut self, at: PathCursor<'_>, source: &ProductSource) {
        match source {
            ProductSource::Newest | ProductSource::Popular => {}
            ProductSource::Collection(code) => self.check_collection(at.field("collection"), code),
            ProductSource::Products(codes) => {
                self.check_count(at.field("products"), codes.len(), MAX_OF_BLOCK, "products");
                self.check_product_codes(at.field("products"), codes);
            }
        }
    }

    fn check_collection_codes(&mut self, list: PathCursor<'_>, codes: &[Slug]) {
        self.check_count(list, codes.len(), MAX_OF_BLOCK, "collections");
        for (index, code) in codes.iter().enumerate() {
            self.check_collection(list.index(index), code);
        }
        self.check_duplicates(list, codes);
    }

    fn check_limit(&mut self, at: PathCursor<'_>, limit: u8, most: u8) {
        self.require(at, (1..=most).contains(&limit), || format!("write a number from 1 to {most}, not {limit}"));
    }

    fn check_link(&mut self, at: PathCursor<'_>, link: &LinkDocument) {
        self.check_words(at.field("label"), &link.label);
        self.check_target(at.field("to"), &link.to);
    }

    /// Checks that the shop has the target of a link.
    pub(crate) fn check_target(&mut self, at_to: PathCursor<'_>, target: &TargetDocument) {
        match target {
            TargetDocument::Product(code) => self.check_product(at_to.field("product"), code),
            TargetDocument::Category(code) => self.check_category(at_to.field("category"), code),
            TargetDocument::Collection(code) => self.check_collection(at_to.field("collection"), code),
            TargetDocument::Story(code) => self.check_page(at_to.field("story"), PageKind::Story, code),
            TargetDocument::Page(code) => self.check_page(at_to.field("page"), PageKind::Page, code),
        }
    }

    pub(crate) fn check_page(&mut self, at: PathCursor<'_>, kind: PageKind, code: &Slug) {
        if !self.shop.has_page(kind, code) {
            self.report_unknown(at, Reference::Page(kind), EntityKind::Page(kind).word(), code.as_str(), "pages");
        }
    }
}

/// Returns the name of a block's kind in documents.
const fn block_name(block: &BlockDocument) -> &'static str {
    match block {
        BlockDocument::Hero { .. } => "hero",
        BlockDocument::Banner { .. } => "banner",
        BlockDocument::RichText { .. } => "rich_text",
        BlockDocument::Picture { .. } => "picture",
        BlockDocument::Quote { .. } => "quote",
        BlockDocument::Columns { .. } => "columns",
        BlockDocument::ProductList { .. } => "product_list",
        BlockDocument::Collections { .. } => "collections",
        BlockDocument::Categories { .. } => "categories",
        BlockDocument::Stories { .. } => "stories",
    }
}
