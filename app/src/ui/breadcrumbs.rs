use leptos::prelude::*;
use types::LocalText;

use super::isolate_local;
use crate::localizer::Localizer;

/// A breadcrumb: the name and path of a page above this one, or of this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Crumb {
    pub(crate) name: LocalText,
    pub(crate) path: String,
}

/// The breadcrumbs down to this page, which is the last of them.
#[component]
pub(crate) fn Breadcrumbs(localizer: Localizer, path: Vec<Crumb>) -> impl IntoView {
    let last = path.len().saturating_sub(1);
    let step = move |(index, crumb): (usize, Crumb)| {
        if index == last {
            view! { <li><span aria-current="page">{isolate_local(crumb.name)}</span></li> }.into_any()
        } else {
            view! { <li><a href=crumb.path>{isolate_local(crumb.name)}</a></li> }.into_any()
        }
    };
    view! {
        <nav aria-label=localizer.text("breadcrumbs")>
            <ol class="breadcrumbs">{path.into_iter().enumerate().map(step).collect::<Vec<_>>()}</ol>
        </nav>
    }
}

/// The head of a page's main part: breadcrumbs, title, and a sentence on the page.
#[component]
pub(crate) fn PageHead(
    localizer: Localizer,
    path: Vec<Crumb>,
    #[prop(into)] title: LocalText,
    #[prop(into)] lead: LocalText,
) -> impl IntoView {
    view! {
        <div class="page-head wrap">
            <Breadcrumbs localizer=localizer path=path/>
            <h1>{isolate_local(title)}</h1>
            {lead.has_words().then(|| view! { <p class="lead">{isolate_local(lead)}</p> })}
        </div>
    }
}
