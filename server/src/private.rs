//! The private half: pages of one visitor, and the forms that change something for one visitor. Its responses are in no
//! cache. Public pages know nothing of visitors, and are the same for everybody.
//!
//! A browser becomes a visitor by a form, never by a page. Forms are Leptos server functions at stable addresses below
//! `/actions`: they take the fields of a plain form, and answer with a redirect to a page (303).

mod cart_forms;
mod checkout_forms;
mod form_visit;
mod order_forms;
mod pages;
mod same_origin;
mod server_functions;
mod visitor_cookie;

pub(crate) use pages::private_page;
pub(crate) use same_origin::is_of_own_page;
pub(crate) use server_functions::server_function;
