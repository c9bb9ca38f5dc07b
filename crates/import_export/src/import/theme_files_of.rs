use std::path::Path;

use pictures::SourceFormat;
use setup::{ICON_SIDES, SetupDocument, ThemeFile, icon_copy};
use theme::{ThemeFileKind, ThemeFileName, clean_svg, svg_size};

use super::pictures_of::read_file;
use crate::{file_fault::FileFault, theme_files::FoundThemeFiles};

/// The largest raster picture of a theme, in bytes.
const MAX_PICTURE_BYTES: usize = 512 * 1024;
/// The least side of an icon in pixels: that of bookmarks on phones.
const LEAST_ICON_SIDE: u32 = 180;

/// Reads the files below `folder` that the setup's theme names.
pub(crate) async fn read_theme_files(folder: &Path, setup: Option<&SetupDocument>) -> FoundThemeFiles {
    let mut found = FoundThemeFiles::default();
    let theme = setup.and_then(|setup| setup.theme.as_ref());
    for name in theme.iter().flat_map(|theme| theme.files()) {
        match read(folder, &name).await {
            Ok(file) => {
                add_icon_copies(&mut found, &name, &file);
                found.insert(name.path, file);
            }
            Err(fault) => found.insert_fault(name, fault),
        }
    }
    found
}

/// Adds the smaller copies of an icon of pixels. Without them, browsers get the icon itself.
fn add_icon_copies(found: &mut FoundThemeFiles, name: &ThemeFileName<'_>, file: &ThemeFile) {
    if name.kind != ThemeFileKind::Icon || !name.path.ends_with(".png") {
        return;
    }
    for side in ICON_SIDES {
        if let Some(copy) = pictures::png_icon(file.bytes(), side) {
            found.insert(&icon_copy(name.path, side), ThemeFile::picture(&copy, "png", (side, side)));
        }
    }
}

async fn read(folder: &Path, name: &ThemeFileName<'_>) -> Result<ThemeFile, FileFault> {
    let bytes = read_file(folder, name.path).await.map_err(|error| error.of_picture())?;
    let read = match (name.kind, name.path.rsplit_once('.')) {
        (ThemeFileKind::Font, _) => ThemeFile::font(&bytes).map_err(|error| error.to_string()),
        (_, Some((_, "svg"))) => svg(&bytes, name.kind),
        _ => raster(&bytes, name.kind),
    };
    read.map_err(|message| FileFault { message, is_missing: false })
}

fn svg(bytes: &[u8], kind: ThemeFileKind) -> Result<ThemeFile, String> {
    let clean = clean_svg(bytes).map_err(|error| error.to_string())?;
    let size = svg_size(&clean).ok_or(
        "the SVG file has no size: give its root element a viewBox, so that pages reserve the right room for it",
    )?;
    ensure_square(kind, size)?;
    Ok(ThemeFile::picture(&clean, "svg", size))
}

fn raster(bytes: &[u8], kind: ThemeFileKind) -> Result<ThemeFile, String> {
    if bytes.len() > MAX_PICTURE_BYTES {
        return Err(format!(
            "the file has {} KB; at most {} KB are allowed, because every visitor loads it",
            bytes.len() / 1024,
            MAX_PICTURE_BYTES / 1024
        ));
    }
    let probe = pictures::probe(bytes).map_err(|error| error.to_string())?;
    let format = match probe.format {
        SourceFormat::Jpeg => "jpg",
        SourceFormat::Png => "png",
        SourceFormat::Webp => "webp",
        SourceFormat::Avif => "avif",
        SourceFormat::Gif => "gif",
    };
    let (formats, advice): (&[&str], _) = match kind {
        ThemeFileKind::Icon => (&["png"], "an icon is PNG or SVG"),
        ThemeFileKind::SharePicture => (&["png", "jpg"], "a picture for shared links is PNG or JPEG"),
        ThemeFileKind::Font | ThemeFileKind::Logo => (&["png", "jpg", "webp"], "a logo is SVG, PNG, JPEG or WebP"),
    };
    if !formats.contains(&format) {
        return Err(format!("{advice}, but this file is {format}"));
    }
    let (width, height) = probe.seen();
    ensure_square(kind, (width, height))?;
    if kind == ThemeFileKind::Icon && width < LEAST_ICON_SIDE {
        return Err(format!("the icon has {width} × {height} pixels; it needs {LEAST_ICON_SIDE} or more a side"));
    }
    Ok(ThemeFile::picture(bytes, format, (width, height)))
}

/// Refuses an icon that is not square. One pixel of rounding is no difference.
fn ensure_square(kind: ThemeFileKind, (width, height): (u32, u32)) -> Result<(), String> {
    if kind != ThemeFileKind::Icon || width.abs_diff(height) * 100 <= width {
        return Ok(());
    }
    Err("an icon is square; this picture's width and height differ".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ExistingShop;

    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h9v9z"/></svg>"#;

    fn setup(theme: &serde_json::Value) -> SetupDocument {
        let mut document = serde_json::to_value(setup::testing::document()).unwrap();
        document["theme"] = theme.clone();
        serde_json::from_value(document).unwrap()
    }

    #[tokio::test]
    async fn each_file_that_is_refused_is_told_with_its_field() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        write("icon.svg", SVG.as_bytes());
        write("logo.png", b"a text");
        write("share.png", &vec![0; MAX_PICTURE_BYTES + 1]);
        write("a.woff2", b"wOFF");
        write("b.woff2", &vec![0; theme::MAX_FONT_BYTES + 1]);
        let document = setup(&serde_json::json!({
            "logo": "logo.png", "icon": "icon.svg", "share_picture": "share.png",
            "title_font": {"name": "A", "files": ["a.woff2", "b.woff2", "gone.woff2", "../x.woff2"]},
        }));

        let found = read_theme_files(folder.path(), Some(&document)).await;

        let known = ExistingShop::default();
        let told: Vec<String> = found
            .faults(&known)
            .map(|(path, message)| setup::SetupError { path, message: message.to_owned() }.to_string())
            .collect();
        assert_eq!(
            told,
            [
                "theme.title_font.files[0]: the file is not WOFF2; convert it from TTF, OTF or WOFF first",
                "theme.title_font.files[1]: the file has 200 KB; at most 200 KB are allowed: keep only the characters the \
                 shop needs",
                "theme.title_font.files[2]: there is no such file; put it beside the document",
                "theme.title_font.files[3]: the file lies outside the document's folder; put it there",
                "theme.logo: this is not a JPEG, PNG, WebP, AVIF or GIF",
                "theme.icon: an icon is square; this picture's width and height differ",
                "theme.share_picture: the file has 512 KB; at most 512 KB are allowed, because every visitor loads it",
            ]
        );
    }

    #[tokio::test]
    async fn logo_and_font_are_read_from_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("logo.svg"), SVG).unwrap();
        let (address, font) = theme::bundled_fonts().next().unwrap();
        std::fs::write(folder.path().join("own.woff2"), font).unwrap();
        let document = setup(&serde_json::json!({
            "logo": "logo.svg", "text_font": {"name": "Own", "files": ["own.woff2"]},
        }));

        let files = read_theme_files(folder.path(), Some(&document)).await.files(&ExistingShop::default());

        let setup = setup::Setup::check_with_files(&document, &files).unwrap();
        let logo = setup.look().logo().unwrap();
        assert_eq!((logo.width, logo.height), (4000, 1000));
        assert!(setup.look().css().contains(address));
        assert!(setup.look().file_at(logo.address).is_some() && setup.look().file_at(address).is_some());
    }
}
