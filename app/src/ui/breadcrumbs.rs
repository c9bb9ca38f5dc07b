use leptos::prelude::*;

use super::isolate;
use crate::localizer::{Localizer, non_blank};

/// A step on the way down to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Crumb {
    pub(crate) name: String,
    pub(crate) path: String,
}

/// The way down to this page, which is its last step.
#[component]
pub(crate) fn Breadcrumbs(localizer: Localizer, path: Vec<Crumb>) -> impl IntoView {
    let last = path.len().saturating_sub(1);
    let step = move |(index, crumb): (usize, Crumb)| {
        if index == last {
            view! { <li><span aria-current="page">{isolate(crumb.name)}</span></li> }.into_any()
        } else {
            view! { <li><a href=crumb.path>{isolate(crumb.name)}</a></li> }.into_any()
        }
    };
    view! {
        <nav aria-label=localizer.text("breadcrumbs")>
            <ol class="breadcrumbs">{path.into_iter().enumerate().map(step).collect::<Vec<_>>()}</ol>
        </nav>
    }
}

/// Where we are, its name, and a sentence on it.
#[component]
pub(crate) fn PageHead(localizer: Localizer, path: Vec<Crumb>, title: String, lead: String) -> impl IntoView {
    view! {
        <div class="page-head wrap">
            <Breadcrumbs localizer=localizer path=path/>
            <h1>{isolate(title)}</h1>
            {non_blank(lead).map(|lead| view! { <p class="lead">{isolate(lead)}</p> })}
        </div>
    }
}
