//! The picture pipeline: from the bytes of an upload to the bytes that a browser shows.
//!
//! Everything here is pure: bytes in, bytes out, on the calling thread. There is no clock, no file, no environment and
//! no randomness, so the same upload, the same [`VERSION`] and the same machine always give the same renditions.
//!
//! ```text
//! bytes ─ probe ─ decode ─ colour ─ orient ─▶ Source ─ crop ─ resize ─ sharpen ─▶ Raster ─ encode ─▶ bytes
//! ```
//!
//! In reading order: [`probe`](probe()) reads headers only and refuses files that must not reach a codec; [`Source`]
//! is the upright picture in linear light; [`Crop`] and [`Width`] choose a rendition; [`Ladder`] makes all of them from
//! one decode; [`Raster`] is one rendition before it has a [`Format`]; a [`Placeholder`] is shown while it loads. A fast
//! rendition [stands in](stand_in()) for the final one, made from a [mezzanine](Source::mezzanine) where the file itself
//! takes long to decode.

mod colour;
mod crop;
mod decode;
mod encode;
mod format;
mod icon;
mod ladder;
mod linear;
mod memory;
mod mezzanine;
mod orient;
mod placeholder;
mod probe;
mod raster;
mod refusal;
mod resize;
mod sharpen;
mod similarity;
mod source;
mod stand_in;
mod stored;
mod width;

pub use crop::{Aspect, Crop, FocalPoint};
pub use encode::{EncodeError, Quality};
pub use format::{Format, SourceFormat};
pub use icon::png_icon;
pub use ladder::{Ladder, Rung};
pub use memory::stand_in_memory;
pub use orient::Orientation;
pub use placeholder::Placeholder;
pub use probe::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, Probe, probe};
pub use raster::Raster;
pub use refusal::Refusal;
pub use similarity::ssimulacra2_score;
pub use source::Source;
pub use stand_in::{is_mezzanine_enough, stand_in};
pub use width::Width;

/// The version of the pipeline. Final renditions are stored under it, so a change to any step that alters their pixels
/// or bytes raises it, and they are made again. Fast renditions are replaced soon in any case.
pub const VERSION: u32 = 3;
