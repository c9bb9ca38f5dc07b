//! The cart in the header, and its drawer.

use leptos::prelude::*;

use super::Hydration;
use crate::{
    address,
    islands::CartDrawer,
    localizer::Localizer,
    ui::{Icon, IconName},
};

/// Lays out the link to the cart. A script writes the number of units, since the page is the same for everybody.
pub(super) fn cart_link(localizer: Localizer) -> impl IntoView {
    view! {
        <a class="header-cart" href=address::cart(localizer.locale) data-cart="">
            <Icon name=IconName::Bag/>" "<span class="header-cart-word">{localizer.text("cart")}</span>" "
            <span class="header-cart-count" data-cart-count="" hidden></span>
        </a>
    }
}

/// Lays out the drawer that shows the cart after something was added, for pages with islands.
pub(super) fn cart_drawer(localizer: Localizer, hydration: Hydration) -> Option<impl IntoView + use<>> {
    (hydration == Hydration::Islands).then(|| {
        let label = localizer.text("cart");
        view! {
            <CartDrawer label=label>
                <div class="drawer-head drawer-head-end">
                    <a class="drawer-close" href="#" data-closes="cart">
                        <Icon name=IconName::Close/><span class="hidden">{localizer.text("close")}</span>
                    </a>
                </div>
                <div class="cart-drawer" data-cart-content=""></div>
            </CartDrawer>
        }
    })
}
