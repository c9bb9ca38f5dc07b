use catalog::{Filter, Listing};
use leptos::prelude::*;

use super::query;
use crate::{
    localizer::Localizer,
    ui::{Icon, IconName},
};

/// Lays out links to the pages of a listing. `None` if there is one page only.
pub(super) fn pagination(localizer: Localizer, path: &str, listing: &Listing) -> Option<impl IntoView + use<>> {
    let current = listing.filter.page;
    let href = |page: usize| query::href(path, &Filter { page, ..listing.filter.clone() });
    let entry = |page: Option<usize>| match page {
        None => view! { <li><span class="pagination-gap" aria-hidden="true">"…"</span></li> }.into_any(),
        Some(page) => {
            let mark = (page == current).then_some("page");
            view! {
                <li>
                    <a href=href(page) aria-current=mark>
                        <span class="hidden">{localizer.text("page")}" "</span>{localizer.number(page)}
                    </a>
                </li>
            }
            .into_any()
        }
    };
    let previous = (current > 1).then(|| {
        view! {
            <a rel="prev" href=href(current - 1)>
                <Icon name=IconName::Back/>" "<span class="pagination-words">{localizer.text("previous")}</span>
            </a>
        }
    });
    let next = (current < listing.pages).then(|| {
        view! {
            <a rel="next" href=href(current + 1)>
                <span class="pagination-words">{localizer.text("next")}</span>" "<Icon name=IconName::Forward/>
            </a>
        }
    });
    (listing.pages > 1).then(|| {
        view! {
            <nav class="pagination" aria-label=localizer.text("pages")>
                {previous}
                <ol>{page_numbers(current, listing.pages).into_iter().map(entry).collect::<Vec<_>>()}</ol>
                {next}
            </nav>
        }
    })
}

/// Returns the numbers of the first, the last, and the pages around the current one; `None` for each gap.
fn page_numbers(current: usize, pages: usize) -> Vec<Option<usize>> {
    let mut numbers = Vec::new();
    let mut last = 0;
    for page in 1..=pages {
        if page == 1 || page == pages || page.abs_diff(current) <= 1 {
            if page > last + 1 {
                numbers.push(None);
            }
            numbers.push(Some(page));
            last = page;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stand_where_pages_are_left_out() {
        assert_eq!(page_numbers(1, 2), [Some(1), Some(2)]);
        assert_eq!(page_numbers(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
        assert_eq!(page_numbers(9, 9), [Some(1), None, Some(8), Some(9)]);
    }
}
