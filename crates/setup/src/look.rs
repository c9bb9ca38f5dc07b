use theme::{OwnFonts, PlainLook, Theme, ThemeColors, ThemeDocument};

use crate::{ThemeFile, ThemeFiles, ThemePicture, theme_file::icon_copy};

/// The look of a shop: its checked theme as pages need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    css: String,
    hash: String,
    colors: ThemeColors,
    plain: PlainLook,
    files: ThemeFiles,
    pictures: LookPictures,
}

/// The paths of a theme's pictures, as its document names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LookPictures {
    pub(crate) logo: Option<String>,
    pub(crate) logo_dark: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) share_picture: Option<String>,
}

impl Look {
    pub(crate) fn new(theme: &Theme, files: ThemeFiles, pictures: LookPictures) -> Self {
        let css = theme.css();
        let hash = blake3::hash(css.as_bytes()).to_hex()[..16].to_owned();
        Self { css, hash, colors: theme.theme_colors(), plain: theme.plain_look(), files, pictures }
    }

    /// Returns the look of a shop without a theme.
    ///
    /// # Panics
    ///
    /// Never: the default look can be read, as a test of `theme` proves.
    pub(crate) fn default_look() -> Self {
        let theme = Theme::check(&ThemeDocument::default(), &OwnFonts::new()).expect("the default look passes");
        Self::new(&theme, ThemeFiles::default(), LookPictures::default())
    }

    /// Returns the style sheet that follows the built one; empty for the default look.
    pub fn css(&self) -> &str {
        &self.css
    }

    /// Returns the hash of the style sheet, or `None` for the default look.
    pub fn hash(&self) -> Option<&str> {
        (!self.css.is_empty()).then_some(self.hash.as_str())
    }

    /// Returns the colours of the browser's frame around a page.
    pub const fn colors(&self) -> ThemeColors {
        self.colors
    }

    /// Returns the look for documents that load no style sheet, such as mails.
    pub const fn plain(&self) -> &PlainLook {
        &self.plain
    }

    /// Returns the logo, if the shop has one.
    pub fn logo(&self) -> Option<ThemePicture<'_>> {
        self.files.picture(self.pictures.logo.as_ref()?)
    }

    /// Returns the logo for browsers that prefer a dark scheme, if the shop has one.
    pub fn logo_dark(&self) -> Option<ThemePicture<'_>> {
        self.files.picture(self.pictures.logo_dark.as_ref()?)
    }

    /// Returns a smaller copy of the icon, with this side in pixels, if it has one.
    pub fn icon_of(&self, side: u32) -> Option<ThemePicture<'_>> {
        self.files.picture(&icon_copy(self.pictures.icon.as_ref()?, side))
    }

    /// Returns the icon, if the shop has one of its own.
    pub fn icon(&self) -> Option<ThemePicture<'_>> {
        self.files.picture(self.pictures.icon.as_ref()?)
    }

    /// Returns the picture of shared links, if the shop has one.
    pub fn share_picture(&self) -> Option<ThemePicture<'_>> {
        self.files.picture(self.pictures.share_picture.as_ref()?)
    }

    /// Returns the merchant's files by the paths in the document.
    pub const fn files(&self) -> &ThemeFiles {
        &self.files
    }

    /// Returns the file that is served at a path.
    pub fn file_at(&self, address: &str) -> Option<&ThemeFile> {
        self.files.iter().map(|(_, file)| file).find(|file| file.address() == address)
    }
}
