//! The API for staff's programs, `/api/v1`.

mod archive;
mod pictures;

pub(crate) use archive::{archived_thing, deleted_thing, deleted_value};
pub(crate) use pictures::{changed_picture, deleted_picture, known_picture, replaced_picture, uploaded_picture};
