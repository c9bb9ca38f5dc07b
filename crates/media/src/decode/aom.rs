//! Bindings to libaom's decoder.
#![expect(unsafe_code, reason = "calls a C library")]

use crate::refusal::Refusal;
use libaom_sys as ffi;
use std::{
    ffi::{c_int, c_uint},
    mem::MaybeUninit,
    ptr, slice,
};

/// A decoded frame, copied out of the decoder.
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Bits of a sample: 8, 10 or 12.
    pub(super) bits: u32,
    /// Luma, then the two chroma planes unless the frame is monochrome.
    pub(super) planes: Vec<Plane>,
    /// True where a chroma sample covers two pixels: across, and down.
    pub(super) halved: (bool, bool),
    /// ITU-T H.273's code points.
    pub(super) primaries: u8,
    pub(super) transfer: u8,
    pub(super) matrix: u8,
    pub(super) full_range: bool,
}

/// One plane of samples, row by row.
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) samples: Vec<u16>,
}

/// Returns the size in pixels that the sequence header of a stream declares.
pub(super) fn announced_size(stream: &[u8]) -> Result<(u32, u32), Refusal> {
    let mut info = ffi::aom_codec_stream_info_t {
        w: 0,
        h: 0,
        is_kf: 0,
        number_spatial_layers: 0,
        number_temporal_layers: 0,
        is_annexb: 0,
    };
    // SAFETY: the interface is static, the stream as long as stated and only read, and the answer outlives the call.
    let status = unsafe {
        ffi::aom_codec_peek_stream_info(ffi::aom_codec_av1_dx(), stream.as_ptr(), stream.len(), &raw mut info)
    };
    if status == ffi::AOM_CODEC_OK { Ok((info.w, info.h)) } else { Err(Refusal::Damaged) }
}

/// Decodes the last frame of a stream, which shows all of it.
pub(super) fn decode(stream: &[u8]) -> Result<Frame, Refusal> {
    let mut decoder = Decoder::new()?;
    decoder.feed(stream)?;
    decoder.frame()
}

struct Decoder(Box<ffi::aom_codec_ctx_t>);

impl Decoder {
    fn new() -> Result<Self, Refusal> {
        let config = ffi::aom_codec_dec_cfg_t { threads: 1, w: 0, h: 0, allow_lowbitdepth: 1 };
        let mut context = Box::new(MaybeUninit::<ffi::aom_codec_ctx_t>::zeroed());
        // SAFETY: the context is memory of the right size that stays where it is while the decoder lives; the
        // configuration is copied during the call.
        let status = unsafe {
            ffi::aom_codec_dec_init_ver(
                context.as_mut_ptr(),
                ffi::aom_codec_av1_dx(),
                &raw const config,
                0,
                ffi::AOM_DECODER_ABI_VERSION as c_int,
            )
        };
        if status != ffi::AOM_CODEC_OK {
            return Err(Refusal::Damaged);
        }
        // SAFETY: a context of zeroes is a valid value, and initialising it succeeded.
        Ok(Self(unsafe { context.assume_init() }))
    }

    fn feed(&mut self, stream: &[u8]) -> Result<(), Refusal> {
        // SAFETY: the context is initialised, and the stream as long as stated and only read.
        let status = unsafe { ffi::aom_codec_decode(&raw mut *self.0, stream.as_ptr(), stream.len(), ptr::null_mut()) };
        if status == ffi::AOM_CODEC_OK { Ok(()) } else { Err(Refusal::Damaged) }
    }

    fn frame(&mut self) -> Result<Frame, Refusal> {
        let mut iterator = ptr::null();
        // SAFETY: the context is initialised, and the iterator outlives the call.
        let image = unsafe { ffi::aom_codec_get_frame(&raw mut *self.0, &raw mut iterator) };
        // SAFETY: null or a picture that the decoder owns and leaves alone until it is called again, which needs the
        // `&mut self` that the reference borrows from.
        let image = unsafe { image.as_ref() }.ok_or(Refusal::Truncated)?;
        Ok(copied(image))
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: the context is initialised, and nothing uses it afterwards.
        unsafe { ffi::aom_codec_destroy(&raw mut *self.0) };
    }
}

fn copied(image: &ffi::aom_image_t) -> Frame {
    let planes = if image.monochrome == 1 { 1 } else { 3 };
    Frame {
        width: image.d_w,
        height: image.d_h,
        bits: image.bit_depth,
        planes: (0..planes).map(|plane| copied_plane(image, plane)).collect(),
        halved: (image.x_chroma_shift == 1, image.y_chroma_shift == 1),
        primaries: image.cp as u8,
        transfer: image.tc as u8,
        matrix: image.mc as u8,
        full_range: image.range == ffi::AOM_CR_FULL_RANGE,
    }
}

fn copied_plane(image: &ffi::aom_image_t, plane: usize) -> Plane {
    let halved = |length: c_uint, shift: c_uint| if plane == 0 { length } else { (length + shift) >> shift };
    let width = halved(image.d_w, image.x_chroma_shift) as usize;
    let height = halved(image.d_h, image.y_chroma_shift) as usize;
    let wide = image.fmt & ffi::AOM_IMG_FMT_HIGHBITDEPTH != 0;
    let mut samples = Vec::with_capacity(width * height);
    for row in 0..height {
        // SAFETY: a plane has this many rows, `stride` bytes apart, of at least this many samples, which are of two
        // aligned bytes when the format says so.
        unsafe {
            let start = image.planes[plane].offset(row as isize * image.stride[plane] as isize);
            if wide {
                samples.extend_from_slice(slice::from_raw_parts(start.cast::<u16>(), width));
            } else {
                samples.extend(slice::from_raw_parts(start, width).iter().map(|sample| u16::from(*sample)));
            }
        }
    }
    Plane { width, samples }
}
