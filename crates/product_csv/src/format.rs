//! The known formats.

use crate::{shopify, vendure, woocommerce};

/// A format that other shops export products in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Shopify's product export, with the columns' names from before 2025 or after.
    Shopify,
    /// WooCommerce's product export, with English column names.
    WooCommerce,
    /// Vendure's product CSV.
    Vendure,
}

impl FeedFormat {
    /// Returns the format that has such a header.
    ///
    /// ```
    /// use product_csv::FeedFormat;
    ///
    /// let header = ["URL handle", "Title", "Price"].map(str::to_owned);
    /// assert_eq!(FeedFormat::recognise(&header), Some(FeedFormat::Shopify));
    /// ```
    pub fn recognise(header: &[String]) -> Option<Self> {
        if vendure::recognise(header) {
            Some(Self::Vendure)
        } else if woocommerce::recognise(header) {
            Some(Self::WooCommerce)
        } else if shopify::recognise(header) {
            Some(Self::Shopify)
        } else {
            None
        }
    }
}

impl std::fmt::Display for FeedFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Shopify => "Shopify",
            Self::WooCommerce => "WooCommerce",
            Self::Vendure => "Vendure",
        })
    }
}
