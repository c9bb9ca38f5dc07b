//! A picture, from the bytes somebody uploaded to the bytes a browser shows.
//!
//! Everything here is pure: bytes in, bytes out, on the calling thread. There is no clock, no file, no environment and
//! no randomness, so the same upload, the same [`VERSION`] and the same machine always give the same renditions.
//!
//! ```text
//! bytes ─ probe ─ decode ─ colour ─ orient ─▶ Source ─ crop ─ resize ─ sharpen ─▶ Raster ─ encode ─▶ bytes
//! ```
//!
//! In reading order: [`probe`](probe()) looks at headers only and refuses what should never reach a codec; [`Source`]
//! is the upright picture in linear light; [`Crop`] and [`Width`] say which rendition is wanted; [`Ladder`] makes all
//! of them from one decode; [`Raster`] is one rendition before it has a [`Format`]; [`Placeholder`] is what stands in
//! until it arrives. Whoever waits is shown what [stands in](stand_in()), made from a
//! [mezzanine](Source::mezzanine) where the file itself takes long to decode.

mod colour;
mod crop;
mod decode;
mod encode;
mod format;
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

/// The pipeline's version. Renditions are kept under it, so a change to any step that alters pixels or bytes of what is made
/// at rest raises it: then they are made anew. What [stands in](stand_in) is replaced soon in any case.
pub const VERSION: u32 = 3;
