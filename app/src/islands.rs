//! The islands: components that the browser hydrates. Each works without WebAssembly, by links and forms that the
//! server rendered. An island listens on this HTML and renders nothing that the server could.

mod browser;
mod cart;
mod gallery;
mod partial_update;
mod menu_drawer;
mod recently_viewed;
mod dom_state;

pub use cart::{CartDrawer, MoneyPattern};
pub use gallery::Gallery;
pub use menu_drawer::MenuDrawer;
pub use partial_update::PartialUpdate;
pub use recently_viewed::RecentlyViewed;
