//! The API for staff's programs, `/api/v1`.

mod pictures;

pub(crate) use pictures::{changed_picture, known_picture, replaced_picture, uploaded_picture};
