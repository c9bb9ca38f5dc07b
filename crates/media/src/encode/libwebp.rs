//! Bindings to libwebp's encoder.
#![expect(unsafe_code, reason = "calls a C library")]

use super::EncodeError;
use libwebp_sys as ffi;
use std::{mem::MaybeUninit, ptr, slice};

/// The settings of an encode.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    /// The method: 0 is fastest, 6 smallest.
    pub(super) method: i32,
    /// The quality, of 100.
    pub(super) quality: f32,
    /// The strength of spatial noise shaping, of 100: it moves bits from textures to smooth areas.
    pub(super) shaping: i32,
    /// The sharpness of the deblocking filter, of 7.
    pub(super) sharpness: i32,
    /// True to fit luma and halved chroma to each other ("sharp YUV"), so that together they come closest to the
    /// picture.
    pub(super) fitted: bool,
}

type Import = unsafe extern "C" fn(*mut ffi::WebPPicture, *const u8, i32) -> i32;

pub(super) fn encode_rgb(rgb: &[u8], width: u32, height: u32, settings: Settings) -> Result<Vec<u8>, EncodeError> {
    assert_eq!(rgb.len(), width as usize * height as usize * 3);
    let mut picture = Picture::new(width, height, settings)?;
    // SAFETY: three bytes a pixel, as asserted.
    unsafe { picture.import(ffi::WebPPictureImportRGB, rgb, 3) }?;
    picture.encode(settings)
}

pub(super) fn encode_rgba(rgba: &[u8], width: u32, height: u32, settings: Settings) -> Result<Vec<u8>, EncodeError> {
    assert_eq!(rgba.len(), width as usize * height as usize * 4);
    let mut picture = Picture::new(width, height, settings)?;
    // SAFETY: four bytes a pixel, as asserted.
    unsafe { picture.import(ffi::WebPPictureImportRGBA, rgba, 4) }?;
    picture.encode(settings)
}

fn error(code: ffi::WebPEncodingError) -> EncodeError {
    EncodeError { codec: "libwebp", code: code as i64 }
}

/// A picture to encode, freed when dropped.
struct Picture(ffi::WebPPicture);

impl Picture {
    fn new(width: u32, height: u32, settings: Settings) -> Result<Self, EncodeError> {
        let mut picture =
            ffi::WebPPicture::new().map_err(|()| error(ffi::WebPEncodingError::VP8_ENC_ERROR_INVALID_CONFIGURATION))?;
        picture.width = width as i32;
        picture.height = height as i32;
        // An import as luma and chroma would halve chroma at once.
        picture.use_argb = settings.fitted.into();
        Ok(Self(picture))
    }

    /// Copies pixels in.
    ///
    /// # Safety
    /// `pixels` holds a picture of this size with as many bytes a pixel as `import` reads.
    unsafe fn import(&mut self, import: Import, pixels: &[u8], bytes: i32) -> Result<(), EncodeError> {
        // SAFETY: the picture is initialised, and the pixels are what the caller promised.
        let copied = unsafe { import(&raw mut self.0, pixels.as_ptr(), self.0.width * bytes) };
        if copied == 1 { Ok(()) } else { Err(error(self.0.error_code)) }
    }

    fn encode(&mut self, settings: Settings) -> Result<Vec<u8>, EncodeError> {
        let config = config(settings)?;
        let mut written = Written::new();
        self.0.writer = Some(ffi::WebPMemoryWrite);
        self.0.custom_ptr = (&raw mut written.0).cast();
        // SAFETY: configuration and picture are initialised, and the writer's memory outlives the call.
        let encoded = unsafe { ffi::WebPEncode(&raw const config, &raw mut self.0) };
        if encoded == 1 { Ok(written.to_vec()) } else { Err(error(self.0.error_code)) }
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        // SAFETY: the picture is initialised, and nothing uses it afterwards.
        unsafe { ffi::WebPPictureFree(&raw mut self.0) };
    }
}

fn config(settings: Settings) -> Result<ffi::WebPConfig, EncodeError> {
    let mut config =
        ffi::WebPConfig::new().map_err(|()| error(ffi::WebPEncodingError::VP8_ENC_ERROR_INVALID_CONFIGURATION))?;
    config.method = settings.method;
    config.quality = settings.quality;
    config.sns_strength = settings.shaping;
    config.filter_sharpness = settings.sharpness;
    config.use_sharp_yuv = settings.fitted.into();
    Ok(config)
}

/// Bytes as the encoder writes them, freed when dropped.
struct Written(ffi::WebPMemoryWriter);

impl Written {
    fn new() -> Self {
        let mut writer = MaybeUninit::uninit();
        // SAFETY: fills the whole structure.
        unsafe {
            ffi::WebPMemoryWriterInit(writer.as_mut_ptr());
            Self(writer.assume_init())
        }
    }

    fn to_vec(&self) -> Vec<u8> {
        let start = if self.0.mem.is_null() { ptr::dangling() } else { self.0.mem.cast_const() };
        // SAFETY: the writer holds this many bytes from here; none, if it holds no memory.
        unsafe { slice::from_raw_parts(start, self.0.size) }.to_vec()
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        // SAFETY: the writer is initialised, and nothing uses it afterwards.
        unsafe { ffi::WebPMemoryWriterClear(&raw mut self.0) };
    }
}
