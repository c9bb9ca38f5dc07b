//! The columns of a file, and how they make products.

use crate::{
    ColumnMap, FeedError, FeedFormat, FeedProduct,
    cells::Style,
    columns::{Columns, Role, View},
    mapped,
    notes::Notes,
    product::Group,
    shopify,
    table::Row,
    vendure, woocommerce,
};

/// A format with the columns of one file.
pub(crate) struct Layout {
    pub(crate) columns: Columns,
    style: Style,
    kind: Kind,
}

enum Kind {
    Known(FeedFormat),
    /// A column map, with the names of its options.
    Mapped(Vec<String>),
}

impl Layout {
    /// Returns the layout of a header.
    pub(crate) fn of(header: &[String], map: Option<ColumnMap>, language: Option<&str>) -> Result<Self, FeedError> {
        if let Some(map) = map {
            let (columns, options) = map.columns(header)?;
            return Ok(Self { columns, style: map.style(), kind: Kind::Mapped(options) });
        }
        let format = FeedFormat::recognise(header).ok_or_else(|| FeedError::UnknownFormat(header.join(", ")))?;
        let (columns, style) = match format {
            FeedFormat::Shopify => (shopify::columns(header), shopify::style()),
            FeedFormat::WooCommerce => (woocommerce::columns(header), woocommerce::style()),
            FeedFormat::Vendure => (vendure::columns(header, language), vendure::style()),
        };
        Ok(Self { columns, style, kind: Kind::Known(format) })
    }

    /// Returns the format, if it is a known one.
    pub(crate) fn format(&self) -> Option<FeedFormat> {
        match self.kind {
            Kind::Known(format) => Some(format),
            Kind::Mapped(_) => None,
        }
    }

    /// Returns whether a row begins a product, where rows of a product stand together.
    pub(crate) fn begins(&self, row: &Row, group: &Group) -> bool {
        match &self.kind {
            Kind::Known(FeedFormat::Shopify) => {
                let first = group.rows.first();
                let current = first.map_or("", |row| View { columns: &self.columns, row }.get(&Role::Handle));
                shopify::begins(&self.columns, row, current)
            }
            Kind::Known(FeedFormat::Vendure) => vendure::begins(&self.columns, row),
            Kind::Known(FeedFormat::WooCommerce) => true,
            Kind::Mapped(_) => mapped::begins(&self.columns, row, group.rows.last()),
        }
    }

    /// Builds a product.
    pub(crate) fn build(&self, group: &Group, notes: &mut Notes) -> Option<FeedProduct> {
        let Self { columns, style, kind } = self;
        match kind {
            Kind::Known(FeedFormat::Shopify) => shopify::build(columns, group, style, notes),
            Kind::Known(FeedFormat::WooCommerce) => woocommerce::build(columns, group, style, notes),
            Kind::Known(FeedFormat::Vendure) => vendure::build(columns, group, style, notes),
            Kind::Mapped(options) => mapped::build(columns, options, group, style, notes),
        }
    }
}
