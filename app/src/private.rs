//! The pages of one visitor: cart, checkout and orders. Unlike public pages they are rendered for each request, and no cache
//! stores them.

mod cart_notice;
mod cart_page;
mod checkout_page;
mod field;
mod field_label;
mod find_order_page;
mod link_page;
mod order_page;
mod prepare_order;
mod route;
mod summary;

use cart::CheckoutStep;
use checkout::QuotedCart;
use database::Error;
use types::{Locale, PaymentKind};

use crate::{
    address,
    head::Head,
    page_context::{PageContext, RenderedPage},
    shell::{Hydration, Layout},
};

pub use cart_notice::{CartNotice, cart_path};
pub use order_page::OrderView;
pub use prepare_order::{PreparedOrder, prepare_order};
pub use route::PrivateRoute;

/// Everything that a private page is rendered from.
pub struct PrivateContext<'a> {
    /// The context of every page. Its query has all pairs of the request.
    pub page: PageContext<'a>,
    /// The visitor's open cart.
    pub cart: VisitorsCart,
    /// The order that the path's token opens.
    pub order: Option<OrderView>,
    /// The ways to pay that the shop is connected to.
    pub payment_kinds: &'a [PaymentKind],
}

/// A visitor's open cart, as far as it has a price.
#[derive(Debug)]
pub enum VisitorsCart {
    /// There is none, or it has no line.
    Empty,
    /// The cart with its price.
    Quoted(Box<QuotedCart>),
    /// The shop's rules give it no price here: the log says why.
    Unpriced,
}

/// The response to a request for a private page.
#[derive(Debug)]
pub enum PrivateResponse {
    /// A page with its status.
    Page(RenderedPage),
    /// The path to go on at.
    SeeOther(String),
}

/// Responds with the private page of this route.
pub async fn respond(route: &PrivateRoute, mut context: PrivateContext<'_>) -> Result<PrivateResponse, Error> {
    match route {
        PrivateRoute::Cart => cart_page::page(&mut context).await,
        PrivateRoute::SharedCart => link_page::shared_cart(&mut context).await,
        PrivateRoute::Discount(code) => link_page::discount(&mut context, code).await,
        PrivateRoute::FindOrder => find_order_page::page(&mut context, false).await,
        PrivateRoute::Order(_) => order_page::page(&mut context).await,
        PrivateRoute::Checkout(step) => checkout_page::page(&mut context, *step).await,
    }
}

/// Returns the address of a step of the checkout. Its page leads to the first step that is not finished, if that is an earlier
/// one.
pub fn checkout_path(locale: Locale, step: CheckoutStep) -> String {
    address::checkout(locale, step)
}

/// Returns the address of the form that finds an order. `is_sent` if it has just been sent.
pub fn find_order_path(locale: Locale, is_sent: bool) -> String {
    let query = is_sent.then(|| ("notice".to_owned(), "sent".to_owned()));
    address::with_query(&address::find_order(locale), query.as_slice())
}

/// Returns the address of an order for whoever has its link.
pub fn order_path(locale: Locale, token: &str) -> String {
    address::order(locale, token)
}

impl PrivateContext<'_> {
    /// Loads the layout of a private page, which search engines don't list. `path` returns its address in a locale.
    async fn layout(&mut self, title: String, path: impl Fn(Locale) -> String) -> Result<Layout<'_>, Error> {
        let head = Head { alternates: address::everywhere(self.page.setup.locales(), path), ..Head::noindex(title) };
        Ok(Layout { is_private: true, ..self.page.layout(head, Hydration::Islands).await? })
    }

    fn query(&self, name: &str) -> Option<&str> {
        self.page.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
