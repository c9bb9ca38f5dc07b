//! Random bits for secrets.

use uuid::Uuid;

/// Returns 128 random bits. A UUID of version 4 has six that are not, so two are joined.
pub(crate) fn random_bits() -> u128 {
    Uuid::new_v4().as_u128() ^ Uuid::new_v4().as_u128().rotate_left(64)
}
