use setup::{Look, PlainLook};

use crate::site_config::SiteConfig;

/// The shop, as its mails show it.
#[derive(Clone, Debug, PartialEq)]
pub struct MailBrand {
    /// The shop's name.
    pub shop: String,
    /// The address of the shop's home page.
    pub home: String,
    /// The logo; without one, the name is written.
    pub logo: Option<MailLogo>,
    /// Colours, kinds of fonts and corners.
    pub look: PlainLook,
    /// The lines that name the company behind the shop.
    pub legal: Vec<String>,
}

/// The logo of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLogo {
    /// The absolute address.
    pub address: String,
    /// The absolute address of the one for a dark scheme.
    pub dark: Option<String>,
    /// The width at which it is shown, in pixels.
    pub width: u32,
    /// The height at which it is shown, in pixels.
    pub height: u32,
}

/// The height of a logo in pixels, and the most width.
const LOGO_HEIGHT: u32 = 36;
const LOGO_WIDTH: u32 = 220;

impl MailLogo {
    /// Returns the logo of a look, if mail clients can show it: they know PNG and JPEG only.
    pub fn of(look: &Look, site: &SiteConfig) -> Option<Self> {
        let is_known = |address: &str| [".png", ".jpg", ".jpeg"].iter().any(|ending| address.ends_with(ending));
        let logo = look.logo().filter(|logo| is_known(logo.address))?;
        let dark = look.logo_dark().filter(|dark| is_known(dark.address));
        let (width, height) = fitted(logo.width.max(1), logo.height.max(1));
        let absolute = |address: &str| format!("{}{address}", site.origin);
        Some(Self { address: absolute(logo.address), dark: dark.map(|dark| absolute(dark.address)), width, height })
    }
}

fn fitted(width: u32, height: u32) -> (u32, u32) {
    let scaled = |side: u32, by: u32, of: u32| {
        let scaled = u64::from(side) * u64::from(by) / u64::from(of);
        u32::try_from(scaled).unwrap_or(LOGO_WIDTH).max(1)
    };
    match scaled(width, LOGO_HEIGHT, height) {
        fitting if fitting <= LOGO_WIDTH => (fitting, LOGO_HEIGHT),
        _ => (LOGO_WIDTH, scaled(height, LOGO_WIDTH, width)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logo_keeps_its_ratio_within_its_room() {
        assert_eq!(fitted(400, 100), (144, 36));
        assert_eq!(fitted(1000, 50), (220, 11));
        assert_eq!(fitted(1, 4000), (1, 36));
    }
}
