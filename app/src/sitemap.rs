//! Sitemaps (sitemaps.org, with Google's `xhtml:link` for the same page in other locales): an index, and shards of at
//! most 50,000 addresses each.

use catalog::SluggedKind;
use content::PageKind;
use database::{Error, Reader};
use quick_xml::escape::escape;
use types::{Locale, Translated};

use crate::{address, site::Site};

/// Addresses a sitemap may hold, by the protocol.
const MOST: i64 = 50_000;
/// Things in a shard: each has an address per locale.
const SHARD: i64 = MOST / Locale::ALL.len() as i64;

/// The kinds of shard, as their files are called.
const CATALOGUE: [(&str, SluggedKind); 3] = [
    ("products", SluggedKind::Product),
    ("categories", SluggedKind::Category),
    ("collections", SluggedKind::Collection),
];

/// `/sitemap.xml`: the list of shards.
pub async fn index(site: &Site, reader: &mut Reader) -> Result<String, Error> {
    let mut names = vec!["content-1".to_owned()];
    for (name, kind) in CATALOGUE {
        let mut number = 0;
        while !catalog::sitemap(reader, kind, number * SHARD, 1).await?.is_empty() {
            number += 1;
            names.push(format!("{name}-{number}"));
        }
    }
    let entry = |name: &String| {
        format!("<sitemap><loc>{}</loc></sitemap>\n", address::absolute(site, &format!("/sitemaps/{name}.xml")))
    };
    let entries: String = names.iter().map(entry).collect();
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</sitemapindex>\n"
    ))
}

/// `/sitemaps/{name}.xml`; `None` where the index names no such shard.
pub async fn shard(site: &Site, reader: &mut Reader, name: &str) -> Result<Option<String>, Error> {
    let Some((kind, number)) = name.rsplit_once('-').and_then(|(kind, number)| Some((kind, shard_number(number)?)))
    else {
        return Ok(None);
    };
    let pages = match CATALOGUE.into_iter().find(|(name, _)| *name == kind) {
        Some((_, slugged)) => catalogue_pages(reader, slugged, number).await?,
        None if kind == "content" && number == 1 => content_pages(reader).await?,
        None => Vec::new(),
    };
    Ok((!pages.is_empty()).then(|| url_set(site, &pages)))
}

fn shard_number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    ((1..=MOST).contains(&number) && number.to_string() == text).then_some(number)
}

/// One page's path in every locale.
type Page = Vec<(Locale, String)>;

async fn catalogue_pages(reader: &mut Reader, kind: SluggedKind, number: i64) -> Result<Vec<Page>, Error> {
    let path = match kind {
        SluggedKind::Product => address::product,
        SluggedKind::Category | SluggedKind::Collection => address::listing,
    };
    let entries = catalog::sitemap(reader, kind, (number - 1) * SHARD, SHARD).await?;
    Ok(entries.iter().map(|entry| address::in_every_locale(&entry.slug, path)).collect())
}

async fn content_pages(reader: &mut Reader) -> Result<Vec<Page>, Error> {
    let same = Translated::from_fn(|_| String::new());
    let mut pages = vec![
        address::in_every_locale(&same, |locale, _| address::home(locale)),
        address::in_every_locale(&same, |locale, _| address::stories(locale)),
    ];
    for entry in content::sitemap(reader, PageKind::Story).await? {
        pages.push(address::in_every_locale(&entry.slug, address::story));
    }
    for entry in content::sitemap(reader, PageKind::Page).await? {
        pages.push(address::in_every_locale(&entry.slug, address::page));
    }
    Ok(pages)
}

fn url_set(site: &Site, pages: &[Page]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let links = links(site, page);
        for (_, path) in page {
            let address = address::absolute(site, path);
            xml.push_str(&format!("<url><loc>{}</loc>{links}</url>\n", escape(address.as_str())));
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

fn links(site: &Site, page: &Page) -> String {
    let link = |language: &str, path: &str| {
        let address = address::absolute(site, path);
        let address = escape(address.as_str());
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}\"/>")
    };
    let mut links: String = page.iter().map(|(locale, path)| link(locale.bcp47(), path)).collect();
    let default = page.iter().find(|(locale, _)| *locale == Locale::DEFAULT);
    links.extend(default.map(|(_, path)| link("x-default", path)));
    links
}
