//! Bindings to libaom's encoder, for single pictures.
#![expect(unsafe_code, reason = "calls a C library")]

use super::EncodeError;
use libaom_sys as ffi;
use std::{
    ffi::{c_int, c_uint},
    mem::MaybeUninit,
    ptr, slice,
};

/// The settings of an encode.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    /// Bits of a sample: 8 or 10.
    pub(super) bits: u32,
    /// The speed: 9 is fastest, 0 smallest.
    pub(super) speed: c_int,
    /// The quantiser: 0 is lossless, 63 the coarsest.
    pub(super) quantiser: u32,
    /// The coarsest and the mildest quantiser matrix, of which 15 is flat: they quantise fine detail more coarsely
    /// than shapes.
    pub(super) matrices: Option<(c_int, c_int)>,
    pub(super) blocks: Blocks,
    /// True if blocks of few colours may be coded as palettes, in pictures that the library takes for drawings.
    pub(super) palettes: bool,
    /// True if a chroma sample covers two by two pixels.
    pub(super) halved: bool,
}

/// The blocks that a picture may be divided into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Blocks {
    /// All blocks of AV1.
    Every,
    /// Squares of 8 to 64 pixels.
    Square,
}

impl Settings {
    /// Returns AV1's profile: 0 for "main", 1 for "high".
    pub(super) fn profile(self) -> c_uint {
        c_uint::from(!self.halved)
    }
}

/// A picture as the encoder takes it. Without chroma it is monochrome.
pub(super) struct Planes {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) luma: Plane,
    /// Blue's and red's difference. Halved planes are half as wide and half as high, rounded up.
    pub(super) chroma: Option<[Plane; 2]>,
}

/// Samples, row by row without gaps.
pub(super) struct Plane(pub(super) Vec<u16>);

/// Encodes the picture as an AV1 stream.
pub(super) fn encode(planes: &Planes, settings: Settings) -> Result<Vec<u8>, EncodeError> {
    let image = Image::of(planes, settings)?;
    let mut encoder = Encoder::new(planes, settings)?;
    encoder.tune(settings)?;
    encoder.encode(&image)
}

fn ok(status: ffi::aom_codec_err_t) -> Result<(), EncodeError> {
    if status == ffi::AOM_CODEC_OK { Ok(()) } else { Err(error(status.into())) }
}

fn error(code: i64) -> EncodeError {
    EncodeError { codec: "libaom", code }
}

/// An image in memory that the library allocates.
struct Image(ptr::NonNull<ffi::aom_image_t>);

impl Image {
    fn of(planes: &Planes, settings: Settings) -> Result<Self, EncodeError> {
        let format = match (settings.bits > 8, settings.halved) {
            (true, true) => ffi::AOM_IMG_FMT_I42016,
            (true, false) => ffi::AOM_IMG_FMT_I44416,
            (false, true) => ffi::AOM_IMG_FMT_I420,
            (false, false) => ffi::AOM_IMG_FMT_I444,
        };
        // SAFETY: null asks for an image to be made; null as an answer is checked for.
        let image = unsafe { ffi::aom_img_alloc(ptr::null_mut(), format, planes.width, planes.height, 32) };
        let mut image = Self(ptr::NonNull::new(image).ok_or(error(ffi::AOM_CODEC_MEM_ERROR.into()))?);
        image.describe(planes, settings);
        image.fill(planes, settings);
        Ok(image)
    }

    fn describe(&mut self, planes: &Planes, settings: Settings) {
        // SAFETY: the image is live and nothing else refers to it.
        let image = unsafe { self.0.as_mut() };
        image.bit_depth = settings.bits;
        image.monochrome = c_int::from(planes.chroma.is_none());
        image.range = ffi::AOM_CR_FULL_RANGE;
        image.cp = ffi::AOM_CICP_CP_BT_709;
        image.tc = ffi::AOM_CICP_TC_SRGB;
        image.mc = ffi::AOM_CICP_MC_BT_601;
    }

    fn fill(&mut self, planes: &Planes, Settings { bits, halved, .. }: Settings) {
        let (width, height) = (planes.width as usize, planes.height as usize);
        let (across, down) = if halved { (width.div_ceil(2), height.div_ceil(2)) } else { (width, height) };
        self.fill_plane(0, &planes.luma.0, (width, height), bits);
        if let Some(chroma) = &planes.chroma {
            self.fill_plane(1, &chroma[0].0, (across, down), bits);
            self.fill_plane(2, &chroma[1].0, (across, down), bits);
        } else {
            let grey = vec![1 << (bits - 1); across * down];
            self.fill_plane(1, &grey, (across, down), bits);
            self.fill_plane(2, &grey, (across, down), bits);
        }
    }

    fn fill_plane(&mut self, plane: usize, samples: &[u16], (width, height): (usize, usize), bits: u32) {
        assert_eq!(samples.len(), width * height);
        // SAFETY: the image is live and nothing else refers to it.
        let image = unsafe { self.0.as_mut() };
        let (start, stride) = (image.planes[plane], image.stride[plane] as usize);
        for (y, row) in samples.chunks_exact(width).enumerate() {
            // SAFETY: the image was made for this width and height, so that each plane has so many rows, `stride` bytes
            // apart, of so many samples, which have two aligned bytes each where there are more than 8 bits.
            unsafe {
                let target = start.add(y * stride);
                if bits > 8 {
                    slice::from_raw_parts_mut(target.cast::<u16>(), width).copy_from_slice(row);
                } else {
                    let target = slice::from_raw_parts_mut(target, width);
                    target.iter_mut().zip(row).for_each(|(to, from)| *to = *from as u8);
                }
            }
        }
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        // SAFETY: the library made it, and nothing uses it afterwards.
        unsafe { ffi::aom_img_free(self.0.as_ptr()) };
    }
}

struct Encoder(Box<ffi::aom_codec_ctx_t>);

impl Encoder {
    fn new(planes: &Planes, settings: Settings) -> Result<Self, EncodeError> {
        let config = config(planes, settings)?;
        let flags = if settings.bits > 8 { ffi::AOM_CODEC_USE_HIGHBITDEPTH } else { 0 };
        let mut context = Box::new(MaybeUninit::<ffi::aom_codec_ctx_t>::zeroed());
        // SAFETY: the context is memory of the right size that stays where it is while the encoder lives; the
        // configuration is copied during the call.
        ok(unsafe {
            ffi::aom_codec_enc_init_ver(
                context.as_mut_ptr(),
                ffi::aom_codec_av1_cx(),
                &raw const config,
                flags.into(),
                ffi::AOM_ENCODER_ABI_VERSION as c_int,
            )
        })?;
        // SAFETY: a context of zeroes is a valid value, and initialising it succeeded.
        Ok(Self(unsafe { context.assume_init() }))
    }

    /// Sets the parameters that are not in the configuration.
    fn tune(&mut self, settings: Settings) -> Result<(), EncodeError> {
        self.control(ffi::AOME_SET_CPUUSED, settings.speed)?;
        self.control(ffi::AOME_SET_CQ_LEVEL, settings.quantiser as c_int)?;
        self.control(ffi::AV1E_SET_COLOR_PRIMARIES, ffi::AOM_CICP_CP_BT_709 as c_int)?;
        self.control(ffi::AV1E_SET_TRANSFER_CHARACTERISTICS, ffi::AOM_CICP_TC_SRGB as c_int)?;
        self.control(ffi::AV1E_SET_MATRIX_COEFFICIENTS, ffi::AOM_CICP_MC_BT_601 as c_int)?;
        self.control(ffi::AV1E_SET_COLOR_RANGE, ffi::AOM_CR_FULL_RANGE as c_int)?;
        self.control(ffi::AOME_SET_TUNING, ffi::AOM_TUNE_SSIM as c_int)?;
        self.control(ffi::AV1E_SET_ENABLE_PALETTE, settings.palettes.into())?;
        if settings.blocks == Blocks::Square {
            self.control(ffi::AV1E_SET_ENABLE_RECT_PARTITIONS, 0)?;
            self.control(ffi::AV1E_SET_SUPERBLOCK_SIZE, ffi::AOM_SUPERBLOCK_SIZE_64X64 as c_int)?;
            self.control(ffi::AV1E_SET_MIN_PARTITION_SIZE, 8)?;
        }
        settings.matrices.map_or(Ok(()), |matrices| self.weigh(matrices))
    }

    fn weigh(&mut self, (coarsest, mildest): (c_int, c_int)) -> Result<(), EncodeError> {
        self.control(ffi::AV1E_SET_ENABLE_QM, 1)?;
        self.control(ffi::AV1E_SET_QM_MIN, coarsest)?;
        self.control(ffi::AV1E_SET_QM_MAX, mildest)
    }

    fn control(&mut self, control: c_uint, value: c_int) -> Result<(), EncodeError> {
        // SAFETY: the context is initialised, and every control used here takes one int.
        ok(unsafe { ffi::aom_codec_control(&raw mut *self.0, control as c_int, value) })
    }

    /// Encodes the one picture and flushes the encoder.
    fn encode(&mut self, image: &Image) -> Result<Vec<u8>, EncodeError> {
        let mut stream = Vec::new();
        self.push(image.0.as_ptr(), &mut stream)?;
        self.push(ptr::null(), &mut stream)?;
        if stream.is_empty() { Err(error(ffi::AOM_CODEC_ERROR.into())) } else { Ok(stream) }
    }

    fn push(&mut self, image: *const ffi::aom_image_t, stream: &mut Vec<u8>) -> Result<(), EncodeError> {
        // SAFETY: the context is initialised; the image is live or null, which means that there are no more.
        ok(unsafe { ffi::aom_codec_encode(&raw mut *self.0, image, 0, 1, 0) })?;
        let mut iterator = ptr::null();
        // SAFETY: the context is initialised and the iterator outlives the loop. A packet and its bytes stay as they
        // are until the next call to encode; of the union, the field that its kind names is read.
        unsafe {
            while let Some(packet) = ffi::aom_codec_get_cx_data(&raw mut *self.0, &raw mut iterator).as_ref() {
                if packet.kind == ffi::AOM_CODEC_CX_FRAME_PKT {
                    let frame = packet.data.frame;
                    stream.extend_from_slice(slice::from_raw_parts(frame.buf.cast::<u8>(), frame.sz));
                }
            }
        }
        Ok(())
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: the context is initialised, and nothing uses it afterwards.
        unsafe { ffi::aom_codec_destroy(&raw mut *self.0) };
    }
}

fn config(planes: &Planes, settings: Settings) -> Result<ffi::aom_codec_enc_cfg_t, EncodeError> {
    let mut config = MaybeUninit::<ffi::aom_codec_enc_cfg_t>::zeroed();
    // SAFETY: the interface is static, and the call fills the configuration, for which zeroes are valid already.
    let mut config = unsafe {
        ok(ffi::aom_codec_enc_config_default(ffi::aom_codec_av1_cx(), config.as_mut_ptr(), ffi::AOM_USAGE_ALL_INTRA))?;
        config.assume_init()
    };
    config.g_profile = settings.profile();
    config.g_w = planes.width;
    config.g_h = planes.height;
    config.g_limit = 1;
    config.g_threads = 1;
    config.g_lag_in_frames = 0;
    config.g_bit_depth = settings.bits;
    config.g_input_bit_depth = settings.bits;
    config.monochrome = c_uint::from(planes.chroma.is_none());
    config.rc_end_usage = ffi::AOM_Q;
    config.rc_min_quantizer = settings.quantiser;
    config.rc_max_quantizer = settings.quantiser;
    Ok(config)
}
