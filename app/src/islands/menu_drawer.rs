use leptos::{html, prelude::*};

use super::browser::{closest, is_plain, listen, open};

/// The drawer with the shop's ways. Without it the drawer opens by its address; with it, it is a real dialog: focus
/// stays inside, Escape closes it, and the address does not change.
#[island]
pub fn MenuDrawer(
    /// What the drawer is called.
    label: String,
    /// What is in it.
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
