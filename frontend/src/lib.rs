//! The browser's entry: makes islands hydratable, and does nothing else. The loader calls each island by its name.

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Prepares the page for its islands.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
