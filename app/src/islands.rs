//! The few parts that move. Each is whole HTML before, and without, WebAssembly: links that lead, forms that send. An
//! island listens on what the server has rendered; it draws nothing that the server could.

mod browser;
mod gallery;
mod partial_update;
mod menu_drawer;
mod recently_viewed;
mod dom_state;

pub use gallery::Gallery;
pub use menu_drawer::MenuDrawer;
pub use partial_update::PartialUpdate;
pub use recently_viewed::RecentlyViewed;
