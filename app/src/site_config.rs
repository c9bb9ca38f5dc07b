//! The configuration of the site: its public address, its built files, and the frames of its listings.

use types::ListingPictures;

/// The configuration that every page is rendered with. It does not change while the server runs.
#[derive(Clone, Debug)]
pub struct SiteConfig {
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
    /// The style sheet of private pages, which they have beside the other.
    pub private_css: String,
    /// The script that fetches the islands when they are wanted.
    pub loader: String,
    /// The islands' JavaScript half.
    pub frontend_js: String,
    /// The islands' WebAssembly half.
    pub frontend_wasm: String,
    /// The pricing engine as WebAssembly, which the cart loads.
    pub pricing_wasm: String,
}
