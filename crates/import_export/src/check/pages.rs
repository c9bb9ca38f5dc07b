use content::{BlockDocument, ColumnDocument, LinkDocument, PageDocument, PageKind, ProductSource, TargetDocument};
use types::{
    Slug, Translated,
    bounds::{MAX_BLOCKS, MAX_OF_BLOCK, MAX_TEXT_BYTES},
};

use super::{Check, Reference};
use crate::{EntityKind, field::PathCursor};

impl Check<'_> {
    pub(crate) fn pages(&mut self, pages: &[PageDocument]) {
        let list = PathCursor::top("pages");
        let mut home = None;
        for (index, page) in pages.iter().enumerate() {
            let at = list.index(index);
            self.addressed(at, EntityKind::Page(page.kind), &page.code, &page.slug);
            if page.kind == PageKind::Home {
                self.home(at.field("kind"), page, home);
                home = home.or(Some(&page.code));
            }
            self.words(at.field("title"), &page.title);
            self.words_or_none(at.field("summary"), &page.summary);
            self.picture(at.field("picture"), page.picture.as_ref());
            self.window(at.field("published"), page.published.as_ref());
            let blocks = at.field("blocks");
            self.at_most(blocks, page.blocks.len(), MAX_BLOCKS, "blocks");
            for (index, block) in page.blocks.iter().enumerate() {
                self.block(blocks.index(index), block);
            }
        }
    }

    /// Checks that the shop has one home page; `above` is an earlier one of this document.
    fn home(&mut self, at: PathCursor<'_>, page: &PageDocument, above: Option<&Slug>) {
        if let Some(other) = above.or_else(|| self.shop.other_home(&page.code)) {
            let message = format!("the shop has the home page \"{other}\"; use its code, or make this a page");
            self.broken(at, || message);
        }
    }

    fn block(&mut self, at: PathCursor<'_>, block: &BlockDocument) {
        let at = at.field(block_name(block));
        match block {
            BlockDocument::Hero { title, text, picture, link }
            | BlockDocument::Banner { title, text, picture, link } => {
                self.words(at.field("title"), title);
                self.words_or_none(at.field("text"), text);
                self.picture(at.field("picture"), Some(picture));
                self.link(at.field("link"), link);
            }
            BlockDocument::RichText { markdown } => self.markdown(at.field("markdown"), markdown),
            BlockDocument::Picture { picture, caption } => self.captioned(at, picture, caption.as_ref()),
            BlockDocument::Quote { text, source } => {
                self.long_words(at.field("text"), text);
                self.words_or_none(at.field("source"), source);
            }
            BlockDocument::Columns { columns } => self.columns(at.field("columns"), columns),
            BlockDocument::ProductList { title, products, limit } => {
                self.words(at.field("title"), title);
                self.product_source(at.field("products"), products);
                self.limit(at.field("limit"), *limit, 24);
            }
            BlockDocument::Collections { title, collections } => {
                self.words(at.field("title"), title);
                self.collection_codes(at.field("collections"), collections);
            }
            BlockDocument::Categories { title } => self.words(at.field("title"), title),
            BlockDocument::Stories { title, limit } => {
                self.words(at.field("title"), title);
                self.limit(at.field("limit"), *limit, 12);
            }
        }
    }

    fn captioned(&mut self, at: PathCursor<'_>, picture: &String, caption: Option<&Translated>) {
        self.picture(at.field("picture"), Some(picture));
        if let Some(caption) = caption {
            self.words(at.field("caption"), caption);
        }
    }

    fn columns(&mut self, list: PathCursor<'_>, columns: &[ColumnDocument]) {
        let kept = matches!(columns.len(), 2 | 3);
        self.rule(list, kept, || format!("write 2 or 3 columns, not {}", columns.len()));
        for (index, column) in columns.iter().enumerate() {
            let at = list.index(index);
            self.words(at.field("title"), &column.title);
            self.markdown(at.field("markdown"), &column.markdown);
        }
    }

    fn markdown(&mut self, at: PathCursor<'_>, markdown: &Translated) {
        self.long_words(at, markdown);
        for (language, text) in markdown.iter().filter(|(_, text)| text.len() <= MAX_TEXT_BYTES) {
            self.rule(at.field(language.code()), !content::is_nested_too_deeply(text), || {
                "lists, quotes and emphasis stand too deeply in each other; write them more plainly".to_owned()
            });
        }
    }

    fn product_source(&mut self, at: PathCursor<'_>, source: &ProductSource) {
        match source {
            ProductSource::Newest | ProductSource::Popular => {}
            ProductSource::Collection(code) => self.collection(at.field("collection"), code),
            ProductSource::Products(codes) => {
                self.at_most(at.field("products"), codes.len(), MAX_OF_BLOCK, "products");
                self.product_codes(at.field("products"), codes);
            }
        }
    }

    fn collection_codes(&mut self, list: PathCursor<'_>, codes: &[Slug]) {
        self.at_most(list, codes.len(), MAX_OF_BLOCK, "collections");
        for (index, code) in codes.iter().enumerate() {
            self.collection(list.index(index), code);
        }
        self.each_once(list, codes);
    }

    fn limit(&mut self, at: PathCursor<'_>, limit: u8, most: u8) {
        self.rule(at, (1..=most).contains(&limit), || format!("write a number from 1 to {most}, not {limit}"));
    }

    fn link(&mut self, at: PathCursor<'_>, link: &LinkDocument) {
        self.words(at.field("label"), &link.label);
        let at_to = at.field("to");
        match &link.to {
            TargetDocument::Product(code) => self.product(at_to.field("product"), code),
            TargetDocument::Category(code) => self.category(at_to.field("category"), code),
            TargetDocument::Collection(code) => self.collection(at_to.field("collection"), code),
            TargetDocument::Story(code) => self.page(at_to.field("story"), PageKind::Story, code),
            TargetDocument::Page(code) => self.page(at_to.field("page"), PageKind::Page, code),
        }
    }

    pub(crate) fn page(&mut self, at: PathCursor<'_>, kind: PageKind, code: &Slug) {
        if !self.shop.has_page(kind, code) {
            self.unknown(at, Reference::Page(kind), EntityKind::Page(kind).word(), code.as_str(), "pages");
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
