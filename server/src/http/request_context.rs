use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use axum::http::{HeaderValue, Uri};
use setup::Setup;
use types::{Locale, Timestamp};
use uuid::{ContextV7, Uuid};

use crate::{
    Route,
    http::{address::locale_of, route::is_of_api},
};

/// Facts about a request that its client does not send, in the request's extensions.
#[derive(Clone)]
pub(crate) struct RequestContext {
    /// The request's id, in the log and on the page of an error.
    pub(crate) id: Uuid,
    /// The locale of the page of an error.
    pub(crate) locale: Locale,
    /// True if the client is a program, which gets no pages: see [`is_of_api`].
    pub(crate) is_of_api: bool,
    route: Arc<OnceLock<&'static Route>>,
}

impl RequestContext {
    /// Returns the context of a request for this address in a shop with this setup.
    pub(crate) fn of(address: &Uri, setup: &Setup, now: Timestamp) -> Self {
        let seconds = u64::try_from(now.seconds()).unwrap_or_default();
        let nanoseconds = u32::try_from(now.0.rem_euclid(1000)).unwrap_or_default() * 1_000_000;
        let moment = uuid::Timestamp::from_unix(ContextV7::new(), seconds, nanoseconds);
        Self {
            id: Uuid::new_v7(moment),
            locale: locale_of(address, setup),
            is_of_api: is_of_api(address.path()),
            route: Arc::default(),
        }
    }

    /// Records the route that answers. The first call counts.
    pub(crate) fn answered_by(&self, route: &'static Route) {
        let _already = self.route.set(route);
    }

    /// Returns the route that answers, once it is known.
    pub(crate) fn route(&self) -> Option<&'static Route> {
        self.route.get().copied()
    }

    pub(crate) fn id_header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.id.to_string()).expect("a UUID is ASCII")
    }
}

/// The address at the other end of a request's connection: a client or a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);
