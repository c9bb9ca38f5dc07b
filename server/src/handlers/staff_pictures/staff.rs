use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header::AUTHORIZATION, request::Parts},
};

use super::Refused;
use crate::Shop;

/// Proof that a request comes from staff. It says so in a header of its own, which no page of another site can make a
/// browser send.
pub(crate) struct Staff(());

impl FromRequestParts<Arc<Shop>> for Staff {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Refused> {
        let token = shop.staff_token.ok_or(Refused::Closed)?;
        let given = parts.headers.get(AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
        // Hashes compare in constant time.
        given.is_some_and(|given| blake3::hash(given) == token).then_some(Self(())).ok_or(Refused::NotStaff)
    }
}
