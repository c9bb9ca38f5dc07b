//! Parts of forms that change something for a visitor.

use leptos::prelude::*;
use types::Locale;

/// Renders the field by which a form names the locale of its page.
pub(crate) fn locale_field(locale: Locale) -> impl IntoView {
    view! { <input type="hidden" name="locale" value=locale.bcp47()/> }
}
