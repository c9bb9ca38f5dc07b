use std::sync::{Arc, OnceLock};

use axum::http::HeaderValue;
use types::{Locale, Timestamp};
use uuid::{ContextV7, Uuid};

use crate::Route;

/// What is known of a request besides what its client says: in its extensions from beginning to end.
#[derive(Clone)]
pub(crate) struct RequestFacts {
    /// Names it in the log, and to the visitor when something went wrong.
    pub(crate) id: Uuid,
    /// For the page of an error.
    pub(crate) locale: Locale,
    route: Arc<OnceLock<&'static Route>>,
}

impl RequestFacts {
    pub(crate) fn new(now: Timestamp, locale: Locale) -> Self {
        let seconds = u64::try_from(now.seconds()).unwrap_or_default();
        let nanoseconds = u32::try_from(now.0.rem_euclid(1000)).unwrap_or_default() * 1_000_000;
        let moment = uuid::Timestamp::from_unix(ContextV7::new(), seconds, nanoseconds);
        Self { id: Uuid::new_v7(moment), locale, route: Arc::default() }
    }

    /// Remembers the route that answers; the first one counts.
    pub(crate) fn answered_by(&self, route: &'static Route) {
        let _already = self.route.set(route);
    }

    /// The route that answers, once it is known.
    pub(crate) fn route(&self) -> Option<&'static Route> {
        self.route.get().copied()
    }

    pub(crate) fn id_header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.id.to_string()).expect("a UUID is ASCII")
    }
}
