/// The reason why a file can't be imported.
#[derive(Clone, Debug)]
pub(crate) struct FileFault {
    pub(crate) message: String,
    /// True if there is no file.
    pub(crate) is_missing: bool,
}
