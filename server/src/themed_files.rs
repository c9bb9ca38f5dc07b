//! Files of themes: style sheets, fonts and pictures. Each is named by its content's hash, so that pages of earlier themes, which
//! caches hold, keep their look.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use axum::body::Bytes;
use database::{Database, Error};
use setup::Setup;
use tokio::sync::Mutex as AsyncMutex;
use types::Timestamp;

use crate::{
    files::{Encoding, File, Files, media_type},
    http::compression::{Quality, smaller},
};

/// The most files in memory: the present theme's and those of some earlier ones.
const MOST: usize = 24;
/// The length of a hash in a file's name.
const HASH_DIGITS: usize = 16;

/// The files of themes that were requested last, ready to be served.
#[derive(Default)]
pub(crate) struct ThemedFiles {
    recent: Mutex<VecDeque<(String, Arc<File>)>>,
    /// Held while a file is compressed: once for all concurrent requests.
    making: AsyncMutex<()>,
}

impl ThemedFiles {
    /// Returns the file at a path such as `/fonts/0123456789abcdef.woff2`, if the shop's theme has it or an earlier one had it.
    pub(crate) async fn find(&self, path: &str, origins: FileOrigins<'_>) -> Result<Option<Arc<File>>, Error> {
        let Some(kind) = Kind::of(path) else { return Ok(None) };
        if let Some(file) = self.recent(path) {
            return Ok(Some(file));
        }
        // Before the lock: requests for files that don't exist delay no others.
        let Some(bytes) = origins.content(path, kind).await? else { return Ok(None) };
        let _turn = self.making.lock().await;
        if let Some(file) = self.recent(path) {
            return Ok(Some(file));
        }
        let file = Arc::new(compressed(path, bytes).await);
        self.keep(path, file.clone());
        Ok(Some(file))
    }

    /// Returns a file in memory, which is the one requested last from now on.
    fn recent(&self, path: &str) -> Option<Arc<File>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let place = recent.iter().position(|(known, _)| known == path)?;
        let entry = recent.remove(place)?;
        let file = entry.1.clone();
        recent.push_front(entry);
        Some(file)
    }

    fn keep(&self, path: &str, file: Arc<File>) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.push_front((path.to_owned(), file));
        recent.truncate(MOST);
    }
}

/// The origins of files that are not in memory.
pub(crate) struct FileOrigins<'a> {
    /// The shop's setup as this process knows it.
    pub(crate) setup: Option<Arc<Setup>>,
    /// The built files.
    pub(crate) built: &'a Files,
    /// The database, which has the files of earlier themes.
    pub(crate) database: &'a Database,
    /// The present moment.
    pub(crate) at: Timestamp,
}

/// The kinds of files, by the forms of their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind<'a> {
    /// `/assets/app-{hash of the built sheet}-{hash of the theme}.css`
    StyleSheet { built: &'a str, theme: &'a str },
    /// `/fonts/{hash}.woff2`, or a picture at `/assets/{hash}.{ending}`.
    Content,
}

impl<'a> Kind<'a> {
    fn of(path: &'a str) -> Option<Self> {
        let (folder, name) = path.strip_prefix('/')?.split_once('/')?;
        let (stem, ending) = name.rsplit_once('.')?;
        match (folder, ending) {
            ("assets", "css") => {
                let (built, theme) = stem.rsplit_once('-')?;
                is_hash(theme).then_some(Self::StyleSheet { built, theme })
            }
            ("fonts", "woff2") | ("assets", "svg" | "png" | "jpg" | "webp") => is_hash(stem).then_some(Self::Content),
            _ => None,
        }
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl FileOrigins<'_> {
    async fn content(&self, path: &str, kind: Kind<'_>) -> Result<Option<Bytes>, Error> {
        if let Kind::StyleSheet { built, theme } = kind {
            return self.style_sheet(built, theme).await;
        }
        if let Some(font) = theme::bundled_font(path) {
            return Ok(Some(Bytes::from_static(font)));
        }
        if let Some(file) = self.setup.as_ref().and_then(|setup| setup.look().file_at(path)) {
            return Ok(Some(Bytes::copy_from_slice(file.bytes())));
        }
        let mut reader = self.database.read(self.at).await?;
        Ok(setup::theme_file(&mut reader, path).await?.map(Bytes::from))
    }

    /// Returns a built style sheet with that of a theme behind it.
    async fn style_sheet(&self, built: &str, theme: &str) -> Result<Option<Bytes>, Error> {
        let Some(built) = self.built.built.get(&format!("{built}.css")) else { return Ok(None) };
        let look = self.setup.as_ref().map(|setup| setup.look()).filter(|look| look.hash() == Some(theme));
        let css = match look {
            Some(look) => Some(look.css().to_owned()),
            None => setup::theme_css(&mut self.database.read(self.at).await?, theme).await?,
        };
        Ok(css.map(|css| [built.bytes(), css.as_bytes()].concat().into()))
    }
}

/// Compresses a file in every encoding, at the best quality. Fonts and raster pictures are compressed already.
async fn compressed(path: &str, bytes: Bytes) -> File {
    let mut file = File::new(media_type(path), bytes.clone());
    if !path.ends_with(".css") && !path.ends_with(".svg") {
        return file;
    }
    let copies = move || Encoding::ALL.map(|encoding| (encoding, smaller(&bytes, encoding, Quality::Best)));
    // Without the copies, the file is served as it is.
    for (encoding, copy) in tokio::task::spawn_blocking(copies).await.into_iter().flatten() {
        file.add_copy(encoding, copy);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_looked_up() {
        let sheet = Kind::StyleSheet { built: "app-53856e4cb495f16d", theme: "0123456789abcdef" };
        assert_eq!(Kind::of("/assets/app-53856e4cb495f16d-0123456789abcdef.css"), Some(sheet));
        for path in ["/fonts/0123456789abcdef.woff2", "/assets/0123456789abcdef.svg", "/assets/0123456789abcdef.png"] {
            assert_eq!(Kind::of(path), Some(Kind::Content), "{path}");
        }
        for path in [
            "/fonts/0123456789abcdef.ttf",
            "/fonts/0123456789ABCDEF.woff2",
            "/fonts/figtree.woff2",
            "/fonts/../0123456789abcdef.woff2",
            "/assets/app.css",
            "/assets/app-xyz.css",
            "/assets/frontend-0123456789abcdef.js",
        ] {
            assert_eq!(Kind::of(path), None, "{path}");
        }
    }
}
