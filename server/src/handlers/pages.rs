//! The pages that shoppers see: rendered by `app`, for everybody the same.

use std::sync::Arc;

use app::visit::{Answer, RenderedPage, Visit};
use axum::{
    Extension,
    extract::State,
    http::{
        HeaderValue, StatusCode,
        header::{LINK, LOCATION},
    },
    response::{Html, IntoResponse as _, Response},
};
use types::Locale;

use crate::{Shop, address::Address, problem::Problem};

type Answered = Result<Response, Problem>;

/// `/{locale}`
pub(crate) async fn home(shop: State<Arc<Shop>>, address: Extension<Address>) -> Answered {
    answer(&shop, &address, Some(app::visit::Route::Home)).await
}

/// `/{locale}/c/{slug}`
pub(crate) async fn listing(shop: State<Arc<Shop>>, address: Extension<Address>) -> Answered {
    answer(&shop, &address, address.slug().map(app::visit::Route::Listing)).await
}

/// `/{locale}/p/{slug}`
pub(crate) async fn product(shop: State<Arc<Shop>>, address: Extension<Address>) -> Answered {
    answer(&shop, &address, address.slug().map(app::visit::Route::Product)).await
}

/// `/{locale}/stories`
pub(crate) async fn stories(shop: State<Arc<Shop>>, address: Extension<Address>) -> Answered {
    answer(&shop, &address, Some(app::visit::Route::Stories)).await
}

/// `/{locale}/stories/{slug}`
pub(crate) async fn story(shop: State<Arc<Shop>>, address: Extension<Address>) -> Answered {
    answer(&shop, &address, address.slug().map(app::visit::Route::Story)).await
}

/// `/{locale}/pages/{slug}`
pub(crate) async fn page(shop: State<Arc<Shop>>, address: Extension<Address>) -> Answered {
    answer(&shop, &address, address.slug().map(app::visit::Route::Page)).await
}

/// Every other address: a page that helps on.
pub(crate) async fn nowhere(shop: State<Arc<Shop>>, address: Extension<Address>) -> Answered {
    answer(&shop, &address, None).await
}

/// No route, or no locale to show it in, is the page that says so.
async fn answer(shop: &Shop, address: &Address, route: Option<app::visit::Route>) -> Answered {
    let route = route.filter(|_| address.locale().is_some()).unwrap_or(app::visit::Route::NotFound);
    let locale = address.locale().unwrap_or(Locale::DEFAULT);
    let mut reader = shop.database.read(locale, shop.clock.now()).await?;
    let visit = Visit {
        site: &shop.site,
        shelves: &shop.shelves,
        reader: &mut reader,
        path: &address.path,
        query: &address.query,
    };
    match app::pages::answer(route, visit).await? {
        Answer::Page(page) => {
            shop.metrics.page_rendered();
            whole(page)
        }
        Answer::Moved(path) => moved(&address.location(&path)),
    }
}

fn whole(page: RenderedPage) -> Answered {
    let status = StatusCode::from_u16(page.status).map_err(|_| Problem::Defect("a page has a status of its own"))?;
    let mut response = (status, Html(page.html)).into_response();
    for link in &page.preloads {
        let link = HeaderValue::from_str(link).map_err(|_| Problem::Defect("a preload is no header"))?;
        response.headers_mut().append(LINK, link);
    }
    Ok(response)
}

fn moved(location: &str) -> Answered {
    Ok((StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response())
}
