use std::sync::Arc;

use app::{
    page_context::PageContext,
    private::{OrderView, PrivateContext, PrivateResponse, PrivateRoute, VisitorsCart},
};
use axum::{
    Extension,
    extract::State,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_TYPE, LOCATION},
    },
    response::{IntoResponse as _, Response},
};
use checkout::{CheckoutError, QuotedCart};
use database::Reader;
use orders::OrderToken;
use types::Timestamp;

use super::visitor_cookie::VisitorCookies;
use crate::{
    AppState,
    handlers::{self, PageRequest},
    http::{problem::Problem, security_headers::PrivatePage},
    pages::revision_tracker,
    payment_visits::look_at_order,
};

/// A page of the visitor whose cookie the request brings.
pub(crate) async fn private_page(
    State(shop): State<Arc<AppState>>,
    headers: HeaderMap,
    page_request: PageRequest,
) -> Response {
    let at = shop.clock.now();
    match respond(&shop, &headers, &page_request, at).await {
        Ok(Some(response)) => response,
        Ok(None) => handlers::not_found(State(shop), page_request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Returns `None` if the address leads to no private page of the shop.
async fn respond(
    shop: &Arc<AppState>,
    headers: &HeaderMap,
    page_request: &PageRequest,
    at: Timestamp,
) -> Result<Option<Response>, Problem> {
    let snapshot = shop.tracker.catch_up(revision_tracker::PATIENCE).await.map_err(Problem::Shared)?;
    let setup = snapshot.setup.ok_or(Problem::NoSetup)?;
    let address = page_request.address.within(&setup);
    let (Some(route), Some(locale)) = (address.private_page(), address.locale()) else { return Ok(None) };
    if let PrivateRoute::Order(token) = &route
        && let Ok(token) = token.parse::<OrderToken>()
    {
        look_at_order(shop, token).await?;
    }
    let mut reader = shop.database.read_in(locale, at).await?;
    let cart = match route {
        PrivateRoute::Cart | PrivateRoute::Checkout(_) => visitors_cart(shop, headers, &mut reader).await?,
        _ => VisitorsCart::Empty,
    };
    let order = match &route {
        PrivateRoute::Order(token) => order_view(shop, headers, &mut reader, token).await?,
        _ => None,
    };
    let page = PageContext {
        site: &shop.site,
        setup: &setup,
        listing_indexes: &shop.listing_indexes,
        reader: &mut reader,
        path: &address.path,
        query: &address.query,
    };
    let response =
        app::private::respond(&route, PrivateContext { page, cart, order, payment_kinds: shop.payment_kinds() })
            .await?;
    shop.metrics.page_rendered();
    Ok(Some(match response {
        PrivateResponse::Page(page) => {
            let status = StatusCode::from_u16(page.status).map_err(|_| Problem::Defect("a page has no such status"))?;
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            (status, Extension(PrivatePage), [(CONTENT_TYPE, html)], page.html).into_response()
        }
        PrivateResponse::SeeOther(path) => {
            let path =
                HeaderValue::try_from(path).map_err(|_| Problem::Defect("a path to redirect to is no header"))?;
            (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response()
        }
    }))
}

/// Returns the order that a token opens, with everything that its page shows.
async fn order_view(
    shop: &AppState,
    headers: &HeaderMap,
    reader: &mut Reader,
    token: &str,
) -> Result<Option<OrderView>, Problem> {
    let Ok(parsed) = token.parse::<OrderToken>() else { return Ok(None) };
    let Some(order) = orders::by_token(reader, parsed).await? else { return Ok(None) };
    let events = orders::events(reader, order.id).await?;
    let payments = payments::payments_of_order(reader, order.id).await?;
    let at = reader.at;
    let visitor = match VisitorCookies::of(&shop.site.origin).token(headers) {
        Some(token) => customers::visitor(reader, token, at).await?,
        None => None,
    };
    let owner = match order.cart {
        Some(cart) => cart::visitor_of(reader, cart).await?,
        None => None,
    };
    let is_buyer = visitor.is_some_and(|visitor| owner == Some(visitor.id));
    Ok(Some(OrderView { order, events, payments, token: token.to_owned(), is_buyer }))
}

/// Returns the open cart of the visitor whose cookie the request brings, with its price in the reader's market.
async fn visitors_cart(shop: &AppState, headers: &HeaderMap, reader: &mut Reader) -> Result<VisitorsCart, Problem> {
    let token = VisitorCookies::of(&shop.site.origin).token(headers);
    let Some(cart) = quoted_cart(reader, token).await? else { return Ok(VisitorsCart::Empty) };
    Ok(match cart {
        Ok(cart) => VisitorsCart::Quoted(Box::new(cart)),
        Err(error) => {
            tracing::error!(market = reader.market().code().as_str(), "a cart has no price: {error}");
            VisitorsCart::Unpriced
        }
    })
}

/// Returns a visitor's open cart with its price, or the reason why it has none; `None` if there is no cart.
pub(super) async fn quoted_cart(
    reader: &mut Reader,
    token: Option<customers::VisitorToken>,
) -> Result<Option<Result<QuotedCart, CheckoutError>>, Problem> {
    let Some(token) = token else { return Ok(None) };
    let at = reader.at;
    let Some(visitor) = customers::visitor(reader, token, at).await? else { return Ok(None) };
    let Some(cart) = cart::open_cart(reader, visitor.id).await? else { return Ok(None) };
    match checkout::quote_open_cart(reader, cart).await {
        Ok(cart) => Ok(Some(Ok(cart))),
        Err(CheckoutError::Database(error)) => Err(error.into()),
        Err(error) => Ok(Some(Err(error))),
    }
}
