//! Bindings to libjpeg-turbo's own API, as far as decoding needs it.
//!
//! libjpeg's API is not used: it reports errors by a jump through C frames, this one by values.
#![expect(unsafe_code, reason = "calls a C library")]

use crate::refusal::Refusal;
use mozjpeg_sys as _;
use std::{
    ffi::{CStr, c_char, c_int, c_uchar, c_ulong, c_void},
    ptr::NonNull,
};

/// The layout of decoded pixels: `TJPF`.
#[derive(Clone, Copy)]
#[repr(i32)]
pub(super) enum PixelFormat {
    Rgb = 0,
    Grey = 6,
    Cmyk = 11,
}

/// The header of a file.
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) format: PixelFormat,
}

impl Header {
    /// Returns width and height in pixels with each side divided by `shrink`, rounded up as the library does.
    pub(super) const fn shrunk(&self, shrink: u32) -> (u32, u32) {
        (self.width.div_ceil(shrink), self.height.div_ceil(shrink))
    }
}

const COLOUR_SPACE_GREY: c_int = 2;
const COLOUR_SPACE_CMYK: c_int = 3;
const COLOUR_SPACE_YCCK: c_int = 4;
const ERROR_WARNING: c_int = 0;

/// Warnings about files that look right all the same: cameras leave stray bytes behind the last pixel.
const HARMLESS: [&str; 3] = ["extraneous bytes", "Unknown Adobe color transform", "unknown JFIF revision"];

unsafe extern "C" {
    fn tjInitDecompress() -> *mut c_void;
    fn tjDestroy(handle: *mut c_void) -> c_int;
    fn tjGetErrorCode(handle: *mut c_void) -> c_int;
    fn tjGetErrorStr2(handle: *mut c_void) -> *const c_char;
    fn tjDecompressHeader3(
        handle: *mut c_void,
        bytes: *const c_uchar,
        length: c_ulong,
        width: *mut c_int,
        height: *mut c_int,
        subsampling: *mut c_int,
        colour_space: *mut c_int,
    ) -> c_int;
    fn tjDecompress2(
        handle: *mut c_void,
        bytes: *const c_uchar,
        length: c_ulong,
        pixels: *mut c_uchar,
        width: c_int,
        pitch: c_int,
        height: c_int,
        format: c_int,
        flags: c_int,
    ) -> c_int;
}

/// A decoder.
pub(super) struct Decompressor(NonNull<c_void>);

impl Decompressor {
    pub(super) fn new() -> Self {
        // SAFETY: takes nothing; null is checked for.
        let handle = NonNull::new(unsafe { tjInitDecompress() });
        Self(handle.expect("only fails when memory has run out, where Rust aborts too"))
    }

    pub(super) fn header(&mut self, bytes: &[u8]) -> Result<Header, Refusal> {
        let (mut width, mut height, mut subsampling, mut colour_space) = (0, 0, 0, 0);
        // SAFETY: the handle is live; the bytes are as long as stated and only read; the four numbers outlive the call.
        let status = unsafe {
            tjDecompressHeader3(
                self.0.as_ptr(),
                bytes.as_ptr(),
                bytes.len() as c_ulong,
                &raw mut width,
                &raw mut height,
                &raw mut subsampling,
                &raw mut colour_space,
            )
        };
        self.judge(status)?;
        let format = match colour_space {
            COLOUR_SPACE_GREY => PixelFormat::Grey,
            COLOUR_SPACE_CMYK | COLOUR_SPACE_YCCK => PixelFormat::Cmyk,
            _ => PixelFormat::Rgb,
        };
        let side = |length: c_int| u32::try_from(length).map_err(|_| Refusal::Damaged);
        Ok(Header { width: side(width)?, height: side(height)?, format })
    }

    /// Fills `pixels`, which must have exactly the size of [`Header::shrunk`]. `shrink` is 1, 2, 4 or 8: the library
    /// then decodes only the lowest frequencies of each block, which is faster.
    pub(super) fn decode(
        &mut self,
        bytes: &[u8],
        header: &Header,
        shrink: u32,
        pixels: &mut [u8],
    ) -> Result<(), Refusal> {
        assert!(matches!(shrink, 1 | 2 | 4 | 8));
        let (width, height) = header.shrunk(shrink);
        let channels = match header.format {
            PixelFormat::Grey => 1,
            PixelFormat::Rgb => 3,
            PixelFormat::Cmyk => 4,
        };
        assert_eq!(pixels.len(), width as usize * height as usize * channels);
        // SAFETY: the handle is live; the bytes are as long as stated and only read; a pitch of zero means rows without
        // gaps, so the picture fills exactly the length asserted above: of the library's scaling factors it takes the one that
        // leads to this width and height. The header of these bytes can't have changed.
        let status = unsafe {
            tjDecompress2(
                self.0.as_ptr(),
                bytes.as_ptr(),
                bytes.len() as c_ulong,
                pixels.as_mut_ptr(),
                width as c_int,
                0,
                height as c_int,
                header.format as c_int,
                0,
            )
        };
        self.judge(status)
    }

    /// Turns the warnings of the library into errors: it fills the rest of a truncated picture with grey.
    fn judge(&mut self, status: c_int) -> Result<(), Refusal> {
        if status == 0 {
            return Ok(());
        }
        let message = self.message();
        let warning = {
            // SAFETY: the handle is live.
            unsafe { tjGetErrorCode(self.0.as_ptr()) == ERROR_WARNING }
        };
        if warning && HARMLESS.iter().any(|harmless| message.contains(harmless)) {
            Ok(())
        } else if message.to_ascii_lowercase().contains("premature end") {
            Err(Refusal::Truncated)
        } else {
            Err(Refusal::Damaged)
        }
    }

    fn message(&mut self) -> String {
        // SAFETY: the handle is live, and the string it owns is copied before the next call.
        unsafe { CStr::from_ptr(tjGetErrorStr2(self.0.as_ptr())) }.to_string_lossy().into_owned()
    }
}

impl Drop for Decompressor {
    fn drop(&mut self) {
        // SAFETY: the handle is live, and nothing uses it afterwards.
        unsafe { tjDestroy(self.0.as_ptr()) };
    }
}
