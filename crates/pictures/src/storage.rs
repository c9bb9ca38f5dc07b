use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// A source's name: the first 128 bits of the BLAKE3 hash of its bytes, as 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(String);

impl Address {
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex()[..32].to_owned())
    }

    /// The name a URL gives, if it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (text.len() == 32 && digits).then(|| Self(text.to_owned()))
    }

    /// As URLs and the database write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A folder with the sources, which are kept, and the renditions, which can be made again.
#[derive(Clone, Debug)]
pub struct Storage {
    folder: PathBuf,
}

impl Storage {
    /// In this folder, which is made when the first picture comes.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn source(&self, address: &Address) -> PathBuf {
        self.folder.join("sources").join(&address.as_str()[..2]).join(address.as_str())
    }

    fn rendition(&self, address: &Address, name: &str) -> PathBuf {
        let version = format!("renditions-{}", media::VERSION);
        self.folder.join(version).join(&address.as_str()[..2]).join(address.as_str()).join(name)
    }

    /// Keeps a source under its name; when this returns, it outlives a power cut. Blocks.
    pub fn keep_source(&self, address: &Address, bytes: &[u8]) -> io::Result<()> {
        write_whole(&self.source(address), bytes)
    }

    /// The bytes of a source, if there is one of that name. Blocks.
    pub fn read_source(&self, address: &Address) -> io::Result<Option<Vec<u8>>> {
        read_whole(&self.source(address))
    }

    /// Keeps a rendition: `name` is its width and extension. Blocks.
    pub(crate) fn keep_rendition(&self, address: &Address, name: &str, bytes: &[u8]) -> io::Result<()> {
        write_whole(&self.rendition(address, name), bytes)
    }

    /// The bytes of a rendition, if it has been made.
    pub(crate) async fn read_rendition(&self, address: &Address, name: &str) -> io::Result<Option<Vec<u8>>> {
        match tokio::fs::read(self.rendition(address, name)).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A reader sees the whole file or none: it gets its name when it is complete and on the disk. Until then its name is
/// one that no other write has, in this process or another.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static WRITES: AtomicU64 = AtomicU64::new(0);
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let write = WRITES.fetch_add(1, Ordering::Relaxed);
    let unnamed = folder.join(format!(".{}-{write}.part", std::process::id()));
    let mut file = fs::File::create(&unnamed)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unnamed, path)
}

fn read_whole(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_we_give_are_names() {
        let given = Address::of(b"pixels");
        assert_eq!(Address::parse(given.as_str()), Some(given));
        for odd in ["", "..", "../../etc/passwd", "ABCDEF00112233445566778899aabbcc", "abc"] {
            assert_eq!(Address::parse(odd), None, "{odd}");
        }
    }
}
