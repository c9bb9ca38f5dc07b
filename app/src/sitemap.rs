//! Sitemaps (sitemaps.org, with Google's `xhtml:link` for the same page in other locales): an index, and shards.
//!
//! A shard has a fixed number of places, so few that the protocol's limits hold whatever the slugs are. Each row of a
//! table keeps its place, in the order in which rows were added, so that a write changes the shard of its row and no
//! other.

use catalog::{CatalogSitemapEntry, SluggedKind};
use content::PageKind;
use database::{BaseReader, Error};
use quick_xml::escape::escape;
use setup::Setup;
use types::{Locale, Slug};

use crate::{
    address::{self, Alternate},
    site_config::SiteConfig,
};

/// The most addresses in a sitemap, by the protocol.
const MOST_ADDRESSES: usize = 50_000;
/// The most bytes of a sitemap. The protocol's limit is 52,428,800.
const MOST_BYTES: usize = 40_000_000;
/// The most bytes of a path before its slug: a prefix and a section.
const LONGEST_PATH_START: usize = "/".len() + setup::LONGEST_PREFIX + "/stories/".len();

/// A kind of shard, by the table of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The home page and the list of stories, which are rows of no table.
    Fixed,
    Catalogue(SluggedKind),
    Content(PageKind),
}

const KINDS: [(&str, Kind); 6] = [
    ("shop", Kind::Fixed),
    ("products", Kind::Catalogue(SluggedKind::Product)),
    ("categories", Kind::Catalogue(SluggedKind::Category)),
    ("collections", Kind::Catalogue(SluggedKind::Collection)),
    ("stories", Kind::Content(PageKind::Story)),
    ("pages", Kind::Content(PageKind::Page)),
];

/// Writes `/sitemap.xml`, the index of shards.
pub async fn index(site: &SiteConfig, setup: &Setup, reader: &mut BaseReader) -> Result<String, Error> {
    let size = shard_size(site, setup);
    let mut entries = String::new();
    for (name, kind) in KINDS {
        for number in kind.shards(reader, size).await? {
            let address = address::absolute(site, &format!("/sitemaps/{name}-{number}.xml"));
            entries.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape(address.as_str())));
        }
    }
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</sitemapindex>\n"
    ))
}

/// Writes `/sitemaps/{name}.xml`. `None` if the index names no such shard.
pub async fn shard(
    site: &SiteConfig,
    setup: &Setup,
    reader: &mut BaseReader,
    name: &str,
) -> Result<Option<String>, Error> {
    let Some((name, number)) = name.rsplit_once('-') else { return Ok(None) };
    let kind = KINDS.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind);
    let (Some(kind), Some(number)) = (kind, shard_number(number)) else { return Ok(None) };
    let pages = kind.pages(setup, reader, number, shard_size(site, setup)).await?;
    Ok((!pages.is_empty()).then(|| url_set(site, &pages)))
}

/// Parses the number of a shard. An index names at most as many shards as a shard names addresses.
fn shard_number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    ((1..=MOST_ADDRESSES as i64).contains(&number) && number.to_string() == text).then_some(number)
}

/// Returns the number of places in a shard, so few that the limits hold even if every slug has the greatest length.
fn shard_size(site: &SiteConfig, setup: &Setup) -> i64 {
    let locales = setup.locales().len();
    let links: usize = setup.locales().iter().map(|locale| locale.facts().hreflangs.len()).sum();
    // A character has at most four bytes, each percent-encoded in three characters, such as `%F0`.
    let address = site.origin.len() + LONGEST_PATH_START + Slug::LONGEST * 12;
    let link = r#"<xhtml:link rel="alternate" hreflang="x-default" href=""/>"#.len() + address;
    let url = "<url><loc></loc></url>\n".len() + address + (links + 1) * link;
    let size = (MOST_BYTES / (locales * url)).min(MOST_ADDRESSES / locales);
    i64::try_from(size.max(1)).unwrap_or(1)
}

/// A page's path in every locale.
type Page = Vec<Alternate>;

impl Kind {
    /// Returns the numbers of the shards that have any page.
    async fn shards(self, reader: &mut BaseReader, size: i64) -> Result<Vec<i64>, Error> {
        match self {
            Self::Fixed => Ok(vec![1]),
            Self::Catalogue(kind) => catalog::sitemap_shards(reader, kind, size).await,
            Self::Content(kind) => content::sitemap_shards(reader, kind, size).await,
        }
    }

    /// Returns the pages of a shard.
    async fn pages(self, setup: &Setup, reader: &mut BaseReader, number: i64, size: i64) -> Result<Vec<Page>, Error> {
        let path = |locale: Locale, slug: &str| self.path(locale, slug);
        let locales = setup.locales();
        match self {
            Self::Fixed if number == 1 => fixed_pages(setup, reader).await,
            Self::Fixed => Ok(Vec::new()),
            Self::Catalogue(kind) => {
                let entries = catalog::sitemap(reader, kind, number, size).await?;
                let page = |entry: &CatalogSitemapEntry| {
                    address::product_in_every_locale(locales, &entry.slug, &entry.sold_in, path)
                };
                Ok(entries.iter().map(page).collect())
            }
            Self::Content(kind) => {
                let slugs = content::sitemap(reader, kind, number, size).await?;
                Ok(slugs.iter().map(|slugs| address::in_every_locale(locales, slugs, path)).collect())
            }
        }
    }

    fn path(self, locale: Locale, slug: &str) -> String {
        match self {
            Self::Catalogue(SluggedKind::Product) => address::product(locale, slug),
            Self::Catalogue(SluggedKind::Category | SluggedKind::Collection) => address::listing(locale, slug),
            Self::Content(PageKind::Story) => address::story(locale, slug),
            Self::Content(PageKind::Page) => address::page(locale, slug),
            Self::Fixed | Self::Content(PageKind::Home) => address::home(locale),
        }
    }
}

/// Returns the home page, and the list of stories if there are any.
async fn fixed_pages(setup: &Setup, reader: &mut BaseReader) -> Result<Vec<Page>, Error> {
    let everywhere = |path: fn(Locale) -> String| address::everywhere(setup.locales(), path);
    let mut pages = vec![everywhere(address::home)];
    if content::has_pages(reader, PageKind::Story).await? {
        pages.push(everywhere(address::stories));
    }
    Ok(pages)
}

fn url_set(site: &SiteConfig, pages: &[Page]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let links = links(site, page);
        for indexed in page.iter().filter(|page| page.is_indexed) {
            let address = address::absolute(site, &indexed.path);
            // A locale without a tag is in no list, so its pages have none.
            let links = if indexed.locale.facts().hreflangs.is_empty() { "" } else { &links };
            xml.push_str(&format!("<url><loc>{}</loc>{links}</url>\n", escape(address.as_str())));
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

fn links(site: &SiteConfig, page: &Page) -> String {
    let link = |language: &str, path: &str| {
        let address = address::absolute(site, path);
        let address = escape(address.as_str());
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}\"/>")
    };
    let indexed = || page.iter().filter(|page| page.is_indexed);
    let of_locale = |page: &Alternate| -> String {
        page.locale.facts().hreflangs.iter().map(|tag| link(tag, &page.path)).collect()
    };
    let mut links: String = indexed().map(of_locale).collect();
    let default = indexed().find(|page| page.locale.is_default());
    links.extend(default.map(|page| link("x-default", &page.path)));
    links
}

#[cfg(test)]
mod tests {
    use types::{ListingPictures, LocalSlug, Translated};

    use super::*;
    use crate::site_config::Assets;

    fn site(origin: &str) -> SiteConfig {
        let none = String::new;
        let assets = Assets {
            css: none(),
            private_css: none(),
            loader: none(),
            frontend_js: none(),
            frontend_wasm: none(),
            pricing_wasm: none(),
        };
        SiteConfig { origin: origin.to_owned(), assets, listing_pictures: ListingPictures::default(), dev_reload: None }
    }

    #[test]
    fn a_full_shard_of_the_longest_slugs_keeps_to_the_limits() {
        // A letter of four bytes.
        let slug = "𞤢".repeat(Slug::LONGEST);
        let slug = Slug::new(&slug).unwrap().as_str().to_owned();
        let setup = setup::testing::setup();
        let of =
            |language: &setup::TextLanguage| (language.language, LocalSlug { slug: slug.clone(), is_translated: true });
        let slugs: Translated<LocalSlug> = setup.languages().iter().map(of).collect();
        let page = address::in_every_locale(setup.locales(), &slugs, address::story);
        for origin in ["https://a.example", &format!("https://{}.example", "a".repeat(200))] {
            let site = site(origin);
            let size = usize::try_from(shard_size(&site, &setup)).unwrap();

            let shard = url_set(&site, &vec![page.clone(); size]);

            assert!((38_000_000..=MOST_BYTES).contains(&shard.len()), "{size} places, {} bytes", shard.len());
            assert!(shard.matches("<loc>").count() <= MOST_ADDRESSES);
        }
    }
}
