use leptos::{html, prelude::*};

use super::browser::{closest, is_plain, listen, open};

/// The navigation drawer. Without this island it opens as the target of the address `#menu`. The island makes it a
/// modal dialog: focus stays inside, Escape closes it, and the address does not change.
#[island]
pub fn MenuDrawer(
    /// The accessible name of the drawer.
    label: String,
    /// The content of the drawer.
    children: Children,
) -> impl IntoView {
    let drawer = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = drawer.get() else { return };
        listen(&document(), "click", move |event| {
            if !is_plain(&event) {
                return;
            }
            if closest(&event, "[data-opens=menu]").is_some() {
                event.prevent_default();
                open(&dialog);
            } else if closest(&event, "[data-closes=menu]").is_some() {
                event.prevent_default();
                dialog.close();
            }
        });
    });
    view! { <dialog node_ref=drawer class="drawer" id="menu" aria-label=label>{children()}</dialog> }
}
