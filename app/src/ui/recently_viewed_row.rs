use leptos::prelude::*;
use types::{ImageRef, ListingPictures};

use super::PictureFrame;
use crate::{address, islands::RecentlyViewed, localizer::Localizer};

/// The product of a page, for the browser to add to its recently viewed products.
pub(crate) struct ViewedProduct {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) picture: Option<ImageRef>,
}

/// The row of recently viewed products. It is empty until the browser, which alone knows them, fills it.
#[component]
pub(crate) fn RecentlyViewedRow(
    localizer: Localizer,
    listing: ListingPictures,
    current: Option<ViewedProduct>,
) -> impl IntoView {
    let current = current.map(|product| {
        let shown = product.picture.map(|image| listing.view_of(&image));
        let picture = shown.map(|image| address::rendition(&image, image.widest_within(320), "webp"));
        vec![product.slug, product.name, picture.unwrap_or_default()]
    });
    view! {
        <RecentlyViewed
            locale=localizer.locale.prefix().to_owned()
            title=localizer.text("recent")
            frame=PictureFrame::Listing(listing).empty_class()
            current=current.unwrap_or_default()
        />
    }
}
