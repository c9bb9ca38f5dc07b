use std::{borrow::Cow, collections::HashSet, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError, rejection::JsonRejection},
    http::{
        HeaderMap, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE},
    },
};
use pictures::{PictureDocument, PictureFile, StoredPicture, ValidatedImage};
use serde::Deserialize;
use setup::Setup;
use tokio::{sync::OwnedSemaphorePermit, time::timeout};
use types::{Focus, Language, PictureId, Translated, control_character, control_character_in_lines, nfc};

use super::LONGEST_WAIT;
use crate::{
    AppState,
    http::{address::Address, api_error::ApiError, route::LONGEST_UPLOAD},
};

/// The most bytes of a text field.
const LONGEST_TEXT: usize = 2_000;

/// A picture that is uploaded, or the URL to fetch it from, with its description.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Upload {
    #[serde(skip)]
    file: Option<Bytes>,
    /// The permit for the memory that it takes, until the request is answered.
    #[serde(skip)]
    _memory: Option<OwnedSemaphorePermit>,
    /// The URL to fetch it from.
    url: Option<String>,
    /// The name of its file in documents.
    name: Option<String>,
    #[serde(default)]
    alt: Translated,
    focus: Option<Focus>,
}

/// The name that selects a file if several share their bytes.
pub(super) struct ByName(Option<String>);

impl ByName {
    /// Returns the file name of a request's query, if it has one.
    pub(super) fn of(address: &Address) -> Self {
        Self(address.query.iter().find(|(key, _)| key == "name").map(|(_, name)| name.clone()))
    }

    /// Returns the file of this name; without a name, the only one.
    pub(super) fn among(&self, files: Vec<PictureFile>) -> Result<PictureId, ApiError> {
        one_of(files, self.0.as_deref())?.ok_or(ApiError::Unknown)
    }
}

impl ByName {
    /// Returns the name of the file of this name; without a name, of the only one.
    pub(super) fn name_among(&self, files: Vec<PictureFile>) -> Result<String, ApiError> {
        let names: Vec<(PictureId, String)> = files.iter().map(|file| (file.id, file.name.clone())).collect();
        let id = self.among(files)?;
        names.into_iter().find(|(of, _)| *of == id).map(|(_, name)| name).ok_or(ApiError::Unknown)
    }
}

fn one_of(files: Vec<PictureFile>, name: Option<&str>) -> Result<Option<PictureId>, ApiError> {
    match (files.as_slice(), name) {
        (files, Some(name)) => Ok(files.iter().find(|file| file.name == name).map(|file| file.id)),
        ([], None) => Ok(None),
        ([file], None) => Ok(Some(file.id)),
        (_, None) => Err(ApiError::SeveralFiles(files.into_iter().map(|file| file.name).collect())),
    }
}

/// Changes to a picture's description.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Changes {
    #[serde(default)]
    pub(super) alt: Option<Translated>,
    #[serde(default)]
    pub(super) focus: Option<Focus>,
}

impl Upload {
    /// Returns the file that the changes apply to, among those with the same bytes.
    pub(super) fn among(&self, files: Vec<PictureFile>) -> Result<Option<PictureId>, ApiError> {
        one_of(files, self.name.as_deref())
    }

    /// Returns the picture's bytes: those of the upload, or of its URL.
    pub(super) async fn bytes(&self, shop: &AppState) -> Result<Bytes, ApiError> {
        match (&self.file, &self.url) {
            (Some(file), None) => Ok(file.clone()),
            (None, Some(url)) => {
                ensure_plain("url", control_character(url))?;
                Ok(shop.picture_hosts.fetch(url).await?)
            }
            (None, None) => Err(ApiError::field("file", "send the picture, or its address as `url`")),
            (Some(_), Some(_)) => Err(ApiError::field("url", "send either the picture or its address")),
        }
    }

    /// Returns the alternative text, which is required in every language that borrows none.
    fn alt(&self, setup: &Setup) -> Result<Translated, ApiError> {
        check_languages(&self.alt, setup)?;
        for (language, text) in self.alt.iter() {
            let field = format!("alt-{language}");
            if text.len() > LONGEST_TEXT {
                return Err(ApiError::field(field, format!("write at most {LONGEST_TEXT} bytes")));
            }
            ensure_plain(field, control_character_in_lines(text))?;
        }
        Ok(self.alt.map(|text| text.trim().to_owned()))
    }

    /// Returns the focus, if the request has one.
    pub(super) fn focus(&self) -> Result<Option<Focus>, ApiError> {
        self.focus.map(inside).transpose()
    }

    /// Returns the picture's document. Fields that the request leaves out keep the values of `known`, and a new picture
    /// gets a unique name.
    pub(super) fn document(
        &self,
        new: &ValidatedImage,
        known: Option<&StoredPicture>,
        setup: &Setup,
    ) -> Result<PictureDocument, ApiError> {
        let known = known.map(|known| &known.document);
        let kept = || known.map(|known| known.file.clone());
        let file = self.name.clone().or_else(kept).unwrap_or_else(|| new.hash.file_name());
        let focus = self.focus()?.or(known.map(|known| known.focus)).unwrap_or_default();
        Ok(PictureDocument { file, from: None, alt: self.alt(setup)?, focus })
    }

    async fn read(mut form: Multipart) -> Result<Self, ApiError> {
        let mut upload = Self::default();
        let (mut x, mut y) = (None, None);
        let mut seen = HashSet::new();
        while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            if !seen.insert(name.clone()) {
                return Err(ApiError::Unreadable(format!("\"{name}\" is sent twice: send one picture at a time")));
            }
            if name == "file" {
                upload.file = Some(field.bytes().await.map_err(|error| unreadable(&error))?);
                continue;
            }
            let text = field.text().await.map_err(|error| unreadable(&error))?;
            match name.as_str() {
                "url" => upload.url = Some(text),
                "name" => upload.name = Some(text),
                "focus-x" => x = Some(thousandths("focus-x", &text)?),
                "focus-y" => y = Some(thousandths("focus-y", &text)?),
                _ => match name.strip_prefix("alt-").and_then(Language::from_code) {
                    Some(language) => upload.alt.insert(language, text),
                    None => return Err(ApiError::Unreadable(format!("there is no field \"{name}\""))),
                },
            }
        }
        upload.focus = match (x, y) {
            (Some(x), Some(y)) => Some(Focus { x, y }),
            (None, None) => None,
            (None, Some(_)) => return Err(ApiError::field("focus-x", "write both `focus-x` and `focus-y`")),
            (Some(_), None) => return Err(ApiError::field("focus-y", "write both `focus-x` and `focus-y`")),
        };
        Ok(upload)
    }

    /// Converts the file's name into Unicode's composed form (NFC), and fails if documents can't contain it.
    fn checked(mut self) -> Result<Self, ApiError> {
        self.name = self.name.map(|name| nfc(&name).into_owned());
        if let Some(name) = &self.name {
            ensure_plain("name", control_character(name))?;
            let is_plain = !name.contains([';', '=', '|', '\\']);
            let stays = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
            if !is_plain || !stays || name.len() > LONGEST_TEXT {
                let message = "write a path without ; = | \\ and .., such as \"images/vase.jpg\"";
                return Err(ApiError::field("name", message));
            }
        }
        Ok(self)
    }
}

impl Changes {
    /// Fails if a text is in a language that the shop does not have, or missing in one that borrows none. The texts replace
    /// those of all languages.
    pub(super) fn check_languages(&self, setup: &Setup) -> Result<(), ApiError> {
        self.alt.iter().try_for_each(|alt| check_languages(alt, setup))
    }
}

/// Fails if a text is in a language that the shop does not have, or missing in one that borrows none.
fn check_languages(texts: &Translated, setup: &Setup) -> Result<(), ApiError> {
    for language in setup.languages().iter().map(|of| of.language).filter(|of| setup.is_required(*of)) {
        if texts.get(language).is_none_or(|text| text.trim().is_empty()) {
            return Err(ApiError::field(format!("alt-{language}"), "say in a few words what the picture shows"));
        }
    }
    match texts.iter().find(|(language, _)| !setup.has_language(*language)) {
        None => Ok(()),
        Some((language, _)) => {
            let known: Vec<String> = setup.languages().iter().map(|of| of.language.to_string()).collect();
            let message = format!("the shop has no language \"{language}\": write {}", known.join(", "));
            Err(ApiError::field(format!("alt-{language}"), message))
        }
    }
}

/// Reads an upload. The body is read only when there is memory for it.
impl FromRequest<Arc<AppState>> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, shop: &Arc<AppState>) -> Result<Self, ApiError> {
        let memory = shop.uploads.clone().acquire_many_owned(kilobytes(request.headers()));
        let memory = timeout(LONGEST_WAIT, memory).await.map_err(|_| ApiError::Busy)?.ok();
        let upload = match media_type(request.headers()).as_str() {
            "multipart/form-data" => {
                let form = Multipart::from_request(request, shop).await;
                Self::read(form.map_err(|error| ApiError::Unreadable(error.to_string()))?).await?
            }
            "application/json" => json::<Self>(request, shop).await?,
            _ => return Err(ApiError::OtherType),
        };
        Self { _memory: memory, ..upload }.checked()
    }
}

/// Returns the media type of a request's body in lower case, without parameters.
fn media_type(headers: &HeaderMap) -> String {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns the kilobytes that an upload may take. Without a `Content-Length`, or with a URL, it is the most that a
/// picture may have.
fn kilobytes(headers: &HeaderMap) -> u32 {
    let fetches = media_type(headers) == "application/json";
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let length = length.filter(|_| !fetches).unwrap_or(LONGEST_UPLOAD).min(LONGEST_UPLOAD);
    u32::try_from(length.div_ceil(1024)).unwrap_or(u32::MAX)
}

impl<S: Send + Sync> FromRequest<S> for Changes {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let changes: Self = json(request, state).await?;
        if changes.alt.iter().any(|alt| alt.iter().any(|(_, text)| text.trim().is_empty() || text.len() > LONGEST_TEXT))
        {
            return Err(ApiError::field("alt", "say in a few words, in every language, what the picture shows"));
        }
        let control =
            changes.alt.iter().flat_map(Translated::iter).find_map(|(_, text)| control_character_in_lines(text));
        ensure_plain("alt", control)?;
        Ok(Self { focus: changes.focus.map(inside).transpose()?, ..changes })
    }
}

async fn json<T: for<'de> Deserialize<'de>>(request: Request, state: &(impl Send + Sync)) -> Result<T, ApiError> {
    match Json::<T>::from_request(request, state).await {
        Ok(Json(value)) => Ok(value),
        Err(JsonRejection::MissingJsonContentType(_)) => Err(ApiError::OtherType),
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(ApiError::TooLarge),
        Err(error) => Err(ApiError::Unreadable(error.body_text())),
    }
}

/// Fails if a text contains a control character.
fn ensure_plain(field: impl Into<Cow<'static, str>>, control: Option<char>) -> Result<(), ApiError> {
    match control {
        Some(found) => {
            let message = format!("remove the control character U+{:04X}", u32::from(found));
            Err(ApiError::field(field, message))
        }
        None => Ok(()),
    }
}

fn unreadable(error: &MultipartError) -> ApiError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        // The parser reads only the body, so a failed stream means that the client went away.
        StatusCode::INTERNAL_SERVER_ERROR => ApiError::Unreadable("the body ended early".to_owned()),
        _ => ApiError::Unreadable(error.body_text()),
    }
}

fn thousandths(field: &'static str, text: &str) -> Result<u16, ApiError> {
    text.parse().map_err(|_| ApiError::field(field, "write thousandths from 0 to 1000"))
}

fn inside(focus: Focus) -> Result<Focus, ApiError> {
    if focus.x.max(focus.y) > 1000 {
        return Err(ApiError::field("focus", "write thousandths from 0 to 1000"));
    }
    Ok(focus)
}
