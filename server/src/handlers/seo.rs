use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use database::BaseReader;

use super::{PageRequest, pages};
use crate::{AppState, http::problem::Problem};

/// The speculation rules: documents are prefetched when a pointer rests on a link, and prerendered when it is pressed.
/// Prerendering every hovered page would cost a phone more than it saves. Links to other things than documents, and
/// to pages of one visitor, are excluded.
const SPECULATION_RULES: &str = r#"{
  "prefetch": [{
    "where": {"and": [
      {"href_matches": "/*"},
      {"not": {"href_matches": ["/img/*", "/assets/*"]}},
      {"not": {"href_matches": ["/cart", "/cart/*", "/checkout/*", "/orders", "/orders/*", "/discount/*"]}},
      {"not": {"href_matches": ["/*/cart", "/*/cart/*", "/*/checkout/*", "/*/orders", "/*/orders/*", "/*/discount/*"]}}
    ]},
    "eagerness": "moderate"
  }],
  "prerender": [{
    "where": {"and": [
      {"href_matches": "/*"},
      {"not": {"href_matches": ["/img/*", "/assets/*"]}},
      {"not": {"href_matches": ["/cart", "/cart/*", "/checkout/*", "/orders", "/orders/*", "/discount/*"]}},
      {"not": {"href_matches": ["/*/cart", "/*/cart/*", "/*/checkout/*", "/*/orders", "/*/orders/*", "/*/discount/*"]}}
    ]},
    "eagerness": "conservative"
  }]
}
"#;

/// `/sitemap.xml`: the index of the sitemaps.
pub(crate) async fn sitemap_index(State(shop): State<Arc<AppState>>) -> Result<Response, Problem> {
    let index = {
        let mut reader = reader(&shop).await?;
        let setup = setup::load(&mut reader).await?.ok_or(Problem::NoSetup)?;
        app::sitemap::index(&shop.site, &setup, &mut reader).await?
    };
    Ok(([(CONTENT_TYPE, XML)], index).into_response())
}

/// `/sitemaps/{name}.xml`
pub(crate) async fn sitemap(
    shop: State<Arc<AppState>>,
    Path(file): Path<String>,
    page_request: PageRequest,
) -> Result<Response, Problem> {
    let Some(name) = file.strip_suffix(".xml") else { return Ok(pages::not_found(shop, page_request).await) };
    let mut reader = reader(&shop).await?;
    let setup = setup::load(&mut reader).await?.ok_or(Problem::NoSetup)?;
    match app::sitemap::shard(&shop.site, &setup, &mut reader, name).await? {
        Some(shard) => Ok(([(CONTENT_TYPE, XML)], shard).into_response()),
        None => Ok(pages::not_found(shop, page_request).await),
    }
}

/// `/robots.txt`
pub(crate) async fn robots(State(shop): State<Arc<AppState>>) -> String {
    app::robots::robots_txt(&shop.site)
}

/// `/speculation-rules.json`: the links that the browser may load before they are followed.
pub(crate) async fn speculation_rules() -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/speculationrules+json"))], SPECULATION_RULES).into_response()
}

const XML: &str = "application/xml; charset=utf-8";

async fn reader(shop: &AppState) -> Result<BaseReader, database::Error> {
    shop.database.read(shop.clock.now()).await
}
