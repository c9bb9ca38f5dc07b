//! Crops a picture to a shape around its focal point.

/// An aspect ratio: width to height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Aspect {
    width: u16,
    height: u16,
}

impl Aspect {
    /// Creates a ratio such as 4 : 5. Returns `None` if a side is zero.
    #[must_use]
    pub const fn new(width: u16, height: u16) -> Option<Self> {
        if width == 0 || height == 0 { None } else { Some(Self { width, height }) }
    }
}

/// The point of a picture that stays visible, in thousandths of its upright width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FocalPoint {
    x: u16,
    y: u16,
}

impl FocalPoint {
    /// The centre.
    pub const CENTRE: Self = Self { x: 500, y: 500 };

    /// Creates a point in thousandths from the left and from the top. Returns `None` for a point outside the picture.
    #[must_use]
    pub const fn new(x: u16, y: u16) -> Option<Self> {
        if x > 1000 || y > 1000 { None } else { Some(Self { x, y }) }
    }
}

/// A crop: an aspect ratio and a focal point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Crop {
    /// The ratio to crop to.
    pub aspect: Aspect,
    /// The point to keep as near the middle as the edges allow.
    pub focus: FocalPoint,
}

/// A part of a picture in whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Area {
    /// Returns all of a picture.
    pub(crate) fn whole(width: u32, height: u32) -> Self {
        Self { left: 0, top: 0, width, height }
    }

    /// Returns the largest area of the ratio, as near the focal point as it fits.
    pub(crate) fn cut(width: u32, height: u32, crop: Crop) -> Self {
        let (across, down) = (u32::from(crop.aspect.width), u32::from(crop.aspect.height));
        let kept_width = scale(height, across, down).clamp(1, width);
        let kept_height = scale(width, down, across).clamp(1, height);
        Self {
            left: placed(width, kept_width, crop.focus.x),
            top: placed(height, kept_height, crop.focus.y),
            width: kept_width,
            height: kept_height,
        }
    }
}

/// Returns `length × numerator ÷ denominator`, rounded.
fn scale(length: u32, numerator: u32, denominator: u32) -> u32 {
    let exact = (u64::from(length) * u64::from(numerator) + u64::from(denominator) / 2) / u64::from(denominator);
    u32::try_from(exact).unwrap_or(u32::MAX)
}

/// Returns the start of the kept stretch, so that the focal point is in its middle and it stays inside the picture.
fn placed(length: u32, kept: u32, focus: u16) -> u32 {
    scale(length, u32::from(focus), 1000).saturating_sub(kept / 2).min(length - kept)
}

#[cfg(test)]
mod tests {
    use super::{Area, Aspect, Crop, FocalPoint};

    fn cut(size: (u32, u32), aspect: (u16, u16), focus: (u16, u16)) -> (u32, u32, u32, u32) {
        let aspect = Aspect::new(aspect.0, aspect.1).expect("a shape");
        let focus = FocalPoint::new(focus.0, focus.1).expect("inside");
        let area = Area::cut(size.0, size.1, Crop { aspect, focus });
        (area.left, area.top, area.width, area.height)
    }

    #[test]
    fn a_crop_keeps_the_focus_and_stays_inside() {
        assert_eq!(cut((1200, 800), (1, 1), (500, 500)), (200, 0, 800, 800));
        assert_eq!(cut((1200, 800), (1, 1), (0, 0)), (0, 0, 800, 800));
        assert_eq!(cut((1200, 800), (1, 1), (1000, 1000)), (400, 0, 800, 800));
        assert_eq!(cut((800, 1200), (1, 1), (500, 250)), (0, 0, 800, 800));
        assert_eq!(cut((1201, 801), (4, 3), (500, 500)), (67, 0, 1068, 801));
    }

    #[test]
    fn a_crop_of_almost_nothing_is_still_a_pixel() {
        assert_eq!(cut((1, 1), (1, 60_000), (500, 500)), (0, 0, 1, 1));
        assert_eq!(cut((3, 900), (60_000, 1), (500, 0)), (0, 0, 3, 1));
    }

    #[test]
    fn a_shape_without_a_side_and_a_point_outside_do_not_exist() {
        assert_eq!(Aspect::new(0, 1), None);
        assert_eq!(FocalPoint::new(500, 1001), None);
    }
}
