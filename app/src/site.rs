//! The configuration of the site: where the shop is, its built files, and how its listings look.

use types::ListingPictures;

/// The configuration that every page is rendered with. It does not change while the server runs.
#[derive(Clone, Debug)]
pub struct Site {
    /// The shop's public address without a slash at its end: `https://shop.example`.
    pub origin: String,
    /// The built files.
    pub assets: Assets,
    /// The frames of pictures in listings.
    pub listing_pictures: ListingPictures,
    /// The address of the development server that says when to reload, in development.
    pub dev_reload: Option<String>,
}

/// The addresses of the built files, content hash and all.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script that fetches the islands when they are wanted.
    pub loader: String,
    /// The islands' JavaScript half.
    pub frontend_js: String,
    /// The islands' WebAssembly half.
    pub frontend_wasm: String,
}

/// `/robots.txt`: everything may be read but listings narrowed by price, of which there is no end; what other filters
/// make of a listing asks in its head not to be listed.
pub fn robots(site: &Site) -> String {
    format!(
        "User-agent: *\nDisallow: /*?*price-from=\nDisallow: /*?*price-to=\n\nSitemap: {}/sitemap.xml\n",
        site.origin
    )
}
