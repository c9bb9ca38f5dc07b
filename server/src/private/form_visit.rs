use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header::LOCATION};
use cart::{Cart, CartContent, CartError};
use customers::{Visitor, VisitorToken};
use database::Tx;
use leptos::prelude::{ServerFnError, expect_context};
use leptos_axum::ResponseOptions;
use setup::Setup;
use types::{Locale, Timestamp};

use super::visitor_cookie::VisitorCookies;
use crate::{AppState, http::problem::Problem, pages::revision_tracker, random_bits::random_bits};

/// The state that a server function shares with the handler that called it.
#[derive(Clone)]
pub(crate) struct FormContext {
    pub(crate) shop: Arc<AppState>,
    pub(crate) token: Option<VisitorToken>,
    outcome: Arc<Mutex<FormOutcome>>,
}

/// The outcome of a form, beside the response that Leptos makes.
#[derive(Default)]
pub(crate) struct FormOutcome {
    /// True once the fields of the form were read.
    pub(crate) is_begun: bool,
    /// The reason why it failed.
    pub(crate) problem: Option<Problem>,
    /// Headers of the response.
    pub(crate) cookies: Vec<HeaderValue>,
}

impl FormContext {
    pub(crate) fn new(shop: Arc<AppState>, headers: &HeaderMap) -> Self {
        let token = VisitorCookies::of(&shop.site.origin).token(headers);
        Self { shop, token, outcome: Arc::default() }
    }

    /// Returns the outcome, once the server function has ended.
    pub(crate) fn take_outcome(&self) -> FormOutcome {
        std::mem::take(&mut *self.outcome.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, note: impl FnOnce(&mut FormOutcome)) {
        note(&mut self.outcome.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// A visitor who has sent a form, in a locale.
pub(crate) struct FormVisit {
    pub(crate) context: FormContext,
    pub(crate) locale: Locale,
    pub(crate) setup: Arc<Setup>,
    pub(crate) now: Timestamp,
}

/// The reason why a form had no effect. The handler answers it as a page.
pub(crate) struct FormError(pub(crate) Problem);

impl<P: Into<Problem>> From<P> for FormError {
    fn from(problem: P) -> Self {
        Self(problem.into())
    }
}

impl FormVisit {
    /// Begins a server function, for a form of a page in this locale, named by its BCP 47 tag.
    pub(crate) async fn begin(locale: &str) -> Result<Self, ServerFnError> {
        let context: FormContext = expect_context();
        context.note(|outcome| outcome.is_begun = true);
        let snapshot = context.shop.tracker.catch_up(revision_tracker::PATIENCE).await;
        let setup = match snapshot {
            Ok(snapshot) => snapshot.setup,
            Err(problem) => return Err(context.fail(Problem::Shared(problem))),
        };
        let Some(setup) = setup else { return Err(context.fail(Problem::NoSetup)) };
        let of_page = setup.locales().iter().find(|of| of.bcp47() == locale).copied();
        let locale = of_page.unwrap_or_else(|| setup.default_locale());
        let now = context.shop.clock.now();
        Ok(Self { context, locale, setup, now })
    }

    /// Answers with a redirect to a page (303), after `outcome` says which.
    pub(crate) fn redirect(&self, outcome: Result<String, FormError>) -> Result<(), ServerFnError> {
        match outcome {
            Ok(path) => {
                let response: ResponseOptions = expect_context();
                response.set_status(StatusCode::SEE_OTHER);
                match HeaderValue::try_from(path) {
                    Ok(path) => response.insert_header(LOCATION, path),
                    Err(_) => return Err(self.context.fail(Problem::Defect("a path to redirect to is no header"))),
                }
                Ok(())
            }
            Err(FormError(problem)) => Err(self.context.fail(problem)),
        }
    }

    /// Changes the visitor's cart in the locale's market. A browser that is none yet becomes a visitor.
    pub(crate) async fn change_cart(
        &self,
        change: impl FnOnce(&mut CartContent) -> Result<(), CartError> + Send,
    ) -> Result<Cart, CartError> {
        let mut tx = self.context.shop.database.write(self.now).await?;
        let visitor = self.visitor(&mut tx).await?;
        let cart = cart::change_cart(&mut tx, visitor.id, self.locale.market().code(), change).await?;
        tx.commit_bookkeeping().await?;
        let units = self.cookies().set_units(cart.content.units());
        self.context.note(|outcome| outcome.cookies.push(units));
        Ok(cart)
    }

    /// Sets the number of units of the cart to none.
    pub(crate) fn forget_cart_units(&self) {
        let units = self.cookies().set_units(0);
        self.context.note(|outcome| outcome.cookies.push(units));
    }

    /// Returns the visitor of the request's cookie, or a new one.
    async fn visitor(&self, tx: &mut Tx) -> Result<Visitor, database::Error> {
        if let Some(token) = self.context.token
            && let Some(visitor) = customers::visitor(tx, token, self.now).await?
        {
            if visitor.is_due_for_renewal(self.now) {
                customers::renew_visitor(tx, visitor.id).await?;
                self.context.note(|outcome| outcome.cookies.push(self.cookies().set_token(token)));
            }
            return Ok(visitor);
        }
        let token = VisitorToken(random_bits());
        self.context.note(|outcome| outcome.cookies.push(self.cookies().set_token(token)));
        customers::insert_visitor(tx, token).await
    }

    fn cookies(&self) -> VisitorCookies {
        VisitorCookies::of(&self.context.shop.site.origin)
    }
}

impl FormContext {
    /// Records the reason why a form failed, and returns an error that Leptos passes on.
    fn fail(&self, problem: Problem) -> ServerFnError {
        let error = ServerFnError::new(problem.to_string());
        self.note(|outcome| outcome.problem = Some(problem));
        error
    }
}
