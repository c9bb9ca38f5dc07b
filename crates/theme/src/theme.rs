//! A checked theme.

use crate::{
    document::{Radius, Scale, ThemeDocument},
    error::ThemeError,
    fonts::{Family, OwnFonts, families},
    image_path, ready,
    rgb::Rgb,
    scheme::{DEFAULT_DARK, DEFAULT_LIGHT, SchemeColours},
    scheme_check::{read, resolve},
};

/// The look of a shop: every text can be read, and every font is there. Only [`Theme::check`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    pub(crate) light: SchemeColours,
    pub(crate) dark: SchemeColours,
    pub(crate) radius: Radius,
    pub(crate) scale: Scale,
    pub(crate) title_family: Option<Family>,
    pub(crate) text_family: Option<Family>,
    logo: Option<String>,
    logo_dark: Option<String>,
    icon: Option<String>,
    share_picture: Option<String>,
}

/// The colours of the browser's own frame around a page, for `<meta name="theme-color">`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThemeColors {
    /// For browsers that prefer a light scheme.
    pub light: Rgb,
    /// For browsers that prefer a dark scheme.
    pub dark: Rgb,
}

impl Theme {
    /// Checks a document. `own_fonts` has the merchant's font files, by the paths in the document.
    ///
    /// # Errors
    ///
    /// Returns every fault at once. Taking all suggested colours leaves no fault of contrast.
    pub fn check(document: &ThemeDocument, own_fonts: &OwnFonts) -> Result<Self, Vec<ThemeError>> {
        let mut errors = Vec::new();
        let document = &*ready::complete(document, &mut errors);
        let light = resolve("light", &document.light, light_base(document), &mut errors);
        let dark = resolve("dark", &document.dark, dark_base(document, light), &mut errors);
        let (title_family, text_family) = families(document, own_fonts, &mut errors);
        let theme = Self {
            light,
            dark,
            radius: document.radius.unwrap_or_default(),
            scale: document.scale.unwrap_or_default(),
            title_family,
            text_family,
            logo: image_path::check("logo", document.logo.as_deref(), image_path::LOGO, &mut errors),
            logo_dark: image_path::check("logo_dark", document.logo_dark.as_deref(), image_path::LOGO, &mut errors),
            icon: image_path::check("icon", document.icon.as_deref(), image_path::ICON, &mut errors),
            share_picture: image_path::check(
                "share_picture",
                document.share_picture.as_deref(),
                image_path::SHARE_PICTURE,
                &mut errors,
            ),
        };
        if document.logo_dark.is_some() && document.logo.is_none() {
            let message = "a logo for the dark scheme stands in for another one; write that as \"logo\"";
            errors.push(ThemeError::new("logo_dark", message.to_owned()));
        }
        if errors.is_empty() { Ok(theme) } else { Err(errors) }
    }

    /// Returns the colours of the browser's frame around a page.
    pub fn theme_colors(&self) -> ThemeColors {
        ThemeColors { light: self.light.paper, dark: self.dark.paper }
    }

    /// Returns the path of the logo, as the document names it.
    pub fn logo(&self) -> Option<&str> {
        self.logo.as_deref()
    }

    /// Returns the path of the logo for the dark scheme, as the document names it.
    pub fn logo_dark(&self) -> Option<&str> {
        self.logo_dark.as_deref()
    }

    /// Returns the path of the icon, as the document names it.
    pub fn icon(&self) -> Option<&str> {
        self.icon.as_deref()
    }

    /// Returns the path of the picture for shared links, as the document names it.
    pub fn share_picture(&self) -> Option<&str> {
        self.share_picture.as_deref()
    }
}

/// The default colours, unless the document asks for a paper that is dark.
fn light_base(document: &ThemeDocument) -> SchemeColours {
    let is_dark = read(document.light.paper.as_ref()).is_some_and(Rgb::is_dark);
    if is_dark { DEFAULT_DARK } else { DEFAULT_LIGHT }
}

/// Dark colours for a theme's light ones. A shop that is dark in the light scheme looks the same in both.
fn dark_base(document: &ThemeDocument, light: SchemeColours) -> SchemeColours {
    let is_light_wanted = read(document.dark.paper.as_ref()).is_some_and(|paper| !paper.is_dark());
    if is_light_wanted || light.paper.is_dark() {
        light
    } else if light == DEFAULT_LIGHT {
        DEFAULT_DARK
    } else {
        light.darkened()
    }
}
