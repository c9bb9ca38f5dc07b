use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::prelude::*;

/// Renders a view to HTML. All data is loaded before, so rendering is one synchronous walk: no reactive graph outlives
/// it, and nothing is streamed.
pub(crate) fn render<V: IntoView>(layout: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| layout().into_view().to_html());
    owner.unset_with_forced_cleanup();
    html
}
