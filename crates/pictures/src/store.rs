//! The SQL statements of pictures.

mod file_names;

use std::collections::HashMap;

use database::{Database, Error, Executor, FromColumn, Tx, row, sql};
use setup::{Origins, TextLanguage, is_shop_language};
use types::{Focus, Language, PictureId, Timestamp, Translated, nfc};

use crate::{ContentHash, FormerAddress, PictureDocument, PictureFile, SourceFacts, StoredPicture, ValidatedImage};

pub(crate) use file_names::{ids_of_files, known_files};

impl FromColumn for ContentHash {
    type Stored = String;

    fn from_column(text: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self::parse(&text).ok_or_else(|| format!("{text:?} is no hash of a picture"))?)
    }
}

row! {
    /// The shape of a picture, as the database has it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Shaped {
        pub(crate) hash: ContentHash,
        pub(crate) width: u32,
        pub(crate) height: u32,
        pub(crate) focus: Focus = flatten,
    }
}

/// Inserts a picture, or updates the bytes and the focus of the one of this file name.
pub(crate) async fn save(tx: &mut Tx, document: &PictureDocument, new: &SourceFacts) -> Result<PictureId, Error> {
    let now = tx.now();
    sql("INSERT INTO picture
            (file_name, content_hash, bytes, width, height, colour, focal_x, focal_y, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (file_name) DO UPDATE
        SET content_hash = $2, bytes = $3, width = $4, height = $5, colour = $6, focal_x = $7, focal_y = $8,
            made_ahead = CASE
                WHEN picture.content_hash = $2 AND picture.focal_x = $7 AND picture.focal_y = $8
                THEN picture.made_ahead ELSE 0 END,
            in_hand_until = CASE
                WHEN picture.content_hash = $2 AND picture.focal_x = $7 AND picture.focal_y = $8
                THEN picture.in_hand_until ELSE 0 END
        RETURNING id")
    .bind(&document.file)
    .bind(new.hash.as_str())
    .bind(new.bytes)
    .bind(new.width)
    .bind(new.height)
    .bind(&new.colour)
    .bind(i64::from(document.focus.x))
    .bind(i64::from(document.focus.y))
    .bind(now)
    .scalar(tx)
    .await
}

pub(crate) async fn save_words(tx: &mut Tx, id: PictureId, of: &TextLanguage, alt: &Translated) -> Result<(), Error> {
    let mut row = of.row();
    let alt = row.text(alt);
    sql("INSERT INTO picture_text (picture_id, language, alt, origins) VALUES ($1, $2, $3, $4)
        ON CONFLICT (picture_id, language) DO UPDATE SET alt = $3, origins = $4")
    .bind(id)
    .bind(of.language)
    .bind(alt)
    .bind(row.origins())
    .execute(tx)
    .await?;
    Ok(())
}

/// Replaces the pixels of a picture; all else stays, but for a file name that was made of the hash: it becomes the new
/// hash's, unless another picture has that name.
pub(crate) async fn replace(
    tx: &mut Tx,
    id: PictureId,
    former: &ContentHash,
    new: &ValidatedImage,
) -> Result<(), Error> {
    sql("UPDATE picture
        SET content_hash = $2, bytes = $3, width = $4, height = $5, colour = $6, made_ahead = 0, in_hand_until = 0,
            file_name = CASE
                WHEN file_name = $7 AND NOT EXISTS (SELECT 1 FROM picture AS other WHERE other.file_name = $8)
                THEN $8 ELSE file_name END
        WHERE id = $1")
    .bind(id)
    .bind(new.hash.as_str())
    .bind(new.size())
    .bind(new.width)
    .bind(new.height)
    .bind(&new.colour)
    .bind(former.file_name())
    .bind(new.hash.file_name())
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn save_former(tx: &mut Tx, id: PictureId, former: &ContentHash) -> Result<(), Error> {
    let now = tx.now();
    sql("INSERT INTO picture_former (content_hash, picture_id, replaced_at) VALUES ($1, $2, $3)
        ON CONFLICT (content_hash) DO UPDATE SET picture_id = $2, replaced_at = $3")
    .bind(former.as_str())
    .bind(id)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Deletes a former hash, because a picture has it now.
pub(crate) async fn forget_former(tx: &mut Tx, hash: &ContentHash) -> Result<(), Error> {
    sql("DELETE FROM picture_former WHERE content_hash = $1").bind(hash.as_str()).execute(tx).await?;
    Ok(())
}

pub(crate) async fn set_focus(tx: &mut Tx, id: PictureId, focus: Focus) -> Result<(), Error> {
    sql("UPDATE picture SET focal_x = $2, focal_y = $3, made_ahead = 0, in_hand_until = 0 WHERE id = $1")
        .bind(id)
        .bind(i64::from(focus.x))
        .bind(i64::from(focus.y))
        .execute(tx)
        .await?;
    Ok(())
}

/// Returns the pictures that have these bytes, by file name. Until this write commits, no other one changes their
/// bytes.
pub(crate) async fn lock_files(tx: &mut Tx, hash: &ContentHash) -> Result<Vec<PictureFile>, Error> {
    let statement = "UPDATE picture SET in_hand_until = in_hand_until
        WHERE content_hash = $1
        RETURNING id, file_name AS name";
    Ok(by_name(sql(statement).bind(hash.as_str()).rows(tx).await?))
}

/// Returns the pictures that have these bytes, by file name.
pub(crate) async fn files(on: &mut impl Executor, hash: &ContentHash) -> Result<Vec<PictureFile>, Error> {
    let statement = "SELECT id, file_name AS name FROM picture WHERE content_hash = $1";
    Ok(by_name(sql(statement).bind(hash.as_str()).rows(on).await?))
}

fn by_name(mut files: Vec<PictureFile>) -> Vec<PictureFile> {
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

/// Returns the hash of a file's bytes.
pub(crate) async fn hash_of_file(on: &mut impl Executor, file: &str) -> Result<Option<ContentHash>, Error> {
    sql("SELECT content_hash FROM picture WHERE file_name = $1").bind(file).optional_scalar(on).await
}

/// Returns the row of a file.
pub(crate) async fn id_of_file(on: &mut impl Executor, file: &str) -> Result<Option<PictureId>, Error> {
    sql("SELECT id FROM picture WHERE file_name = $1").bind(file).optional_scalar(on).await
}

/// Returns the hash of a picture's bytes.
pub(crate) async fn hash_of(on: &mut impl Executor, id: PictureId) -> Result<Option<ContentHash>, Error> {
    sql("SELECT content_hash FROM picture WHERE id = $1").bind(id).optional_scalar(on).await
}

/// Returns the shape of these bytes, with the focus of each picture that has them, the oldest picture's first.
pub(crate) async fn shaped(on: &mut impl Executor, hash: &ContentHash) -> Result<Vec<Shaped>, Error> {
    let mut shaped: Vec<Shaped> = sql("SELECT content_hash AS hash, width, height, focal_x, focal_y
        FROM picture
        WHERE content_hash = $1
        ORDER BY id")
    .bind(hash.as_str())
    .rows(on)
    .await?;
    shaped.dedup();
    Ok(shaped)
}

/// Returns the picture that had these bytes before.
pub(crate) async fn successor(on: &mut impl Executor, former: &ContentHash) -> Result<Option<Shaped>, Error> {
    sql("SELECT picture.content_hash AS hash, picture.width, picture.height, picture.focal_x, picture.focal_y
        FROM picture_former
        JOIN picture ON picture.id = picture_former.picture_id
        WHERE picture_former.content_hash = $1")
    .bind(former.as_str())
    .optional_row(on)
    .await
}

pub(crate) async fn all_shaped(on: &mut impl Executor) -> Result<Vec<Shaped>, Error> {
    sql("SELECT content_hash AS hash, width, height, focal_x, focal_y FROM picture ORDER BY id").rows(on).await
}

/// Returns the hashes that a picture had until less than this ago.
pub(crate) async fn former_hashes(on: &mut impl Executor, since: Timestamp) -> Result<Vec<ContentHash>, Error> {
    sql("SELECT content_hash FROM picture_former WHERE replaced_at > $1").bind(since).scalars(on).await
}

/// Returns every former hash that no picture has now, with the file of the picture that it leads to.
pub(crate) async fn former_hashes_by_file(on: &mut impl Executor) -> Result<Vec<FormerAddress>, Error> {
    sql("SELECT former.content_hash AS address, picture.file_name AS file
        FROM picture_former AS former
        JOIN picture ON picture.id = former.picture_id
        WHERE NOT EXISTS (SELECT 1 FROM picture AS present WHERE present.content_hash = former.content_hash)
        ORDER BY picture.file_name, former.content_hash")
    .rows(on)
    .await
}

/// Returns true if a picture is not made and not claimed.
pub(crate) async fn is_work_left(on: &mut impl Executor, recipe: u32, now: Timestamp) -> Result<bool, Error> {
    // Not `<>`, which uses no index.
    let left: Option<PictureId> = sql("SELECT id FROM picture
        WHERE (made_ahead < $1 OR made_ahead > $1) AND in_hand_until < $2
        LIMIT 1")
    .bind(recipe)
    .bind(now)
    .optional_scalar(on)
    .await?;
    Ok(left.is_some())
}

/// Claims the oldest picture that is not made until a moment, and with it all files of the same bytes and focus. Two
/// processes never claim the same one.
pub(crate) async fn claim(
    database: &Database,
    recipe: u32,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Shaped>, Error> {
    let mut tx = database.write(now).await?;
    let taken: Vec<Shaped> = sql("UPDATE picture SET in_hand_until = $3
        WHERE in_hand_until < $2
        AND (content_hash, focal_x, focal_y) = (
            SELECT content_hash, focal_x, focal_y
            FROM picture
            WHERE (made_ahead < $1 OR made_ahead > $1) AND in_hand_until < $2
            ORDER BY id
            LIMIT 1
        )
        RETURNING content_hash AS hash, width, height, focal_x, focal_y")
    .bind(recipe)
    .bind(now)
    .bind(until)
    .rows(&mut tx)
    .await?;
    tx.commit_bookkeeping().await?;
    Ok(taken.into_iter().next())
}

/// Records that a picture is made, unless its focus has moved meanwhile: then the cuts that were made are not those
/// that are shown.
pub(crate) async fn record_pregenerated(
    database: &Database,
    (hash, focus): (&ContentHash, Focus),
    recipe: u32,
    now: Timestamp,
) -> Result<(), Error> {
    let mut tx = database.write(now).await?;
    sql("UPDATE picture SET made_ahead = $2, in_hand_until = 0
        WHERE content_hash = $1 AND focal_x = $3 AND focal_y = $4")
    .bind(hash.as_str())
    .bind(recipe)
    .bind(i64::from(focus.x))
    .bind(i64::from(focus.y))
    .execute(&mut tx)
    .await?;
    tx.commit_bookkeeping().await
}

row! {
    struct StoredRow {
        content_hash: ContentHash,
        bytes: u64,
        width: u32,
        height: u32,
        colour: String,
        created_at: Timestamp,
    }
}

pub(crate) async fn stored(on: &mut impl Executor, id: PictureId) -> Result<Option<StoredPicture>, Error> {
    let statement = "SELECT content_hash, bytes, width, height, colour, created_at FROM picture WHERE id = $1";
    let Some(row) = sql(statement).bind(id).optional_row::<StoredRow>(on).await? else { return Ok(None) };
    let Some(document) = documents_of(on, Some(id)).await?.pop() else { return Ok(None) };
    Ok(Some(StoredPicture {
        id,
        hash: row.content_hash,
        bytes: row.bytes,
        width: row.width,
        height: row.height,
        colour: row.colour,
        since: row.created_at,
        document,
    }))
}

row! {
    struct DocumentRow {
        id: PictureId,
        file: String,
        focus: Focus = flatten,
        language: Option<Language>,
        alt: Option<String>,
        origins: Option<Origins>,
    }
}

pub(crate) async fn documents(on: &mut impl Executor) -> Result<Vec<PictureDocument>, Error> {
    documents_of(on, None).await
}

/// Reads the documents of one picture or of all, with the words that are the languages' own.
async fn documents_of(on: &mut impl Executor, id: Option<PictureId>) -> Result<Vec<PictureDocument>, Error> {
    let rows: Vec<DocumentRow> = sql(concat!(
        "SELECT
            picture.id,
            picture.file_name AS file,
            picture.focal_x,
            picture.focal_y,
            picture_text.language,
            picture_text.alt,
            picture_text.origins
        FROM picture
        LEFT JOIN picture_text
            ON picture_text.picture_id = picture.id
            AND ",
        is_shop_language!("picture_text.language"),
        "
        WHERE $1 = 0 OR picture.id = $1
        ORDER BY picture.id"
    ))
    .bind(id.map_or(0, |id| id.0))
    .rows(on)
    .await?;
    let mut documents: Vec<(PictureId, PictureDocument)> = Vec::new();
    for row in rows {
        if documents.last().is_none_or(|(last, _)| *last != row.id) {
            let alt = Translated::default();
            documents.push((row.id, PictureDocument { file: row.file, from: None, focus: row.focus, alt }));
        }
        let words = row.language.zip(row.alt).zip(row.origins);
        if let (Some((_, document)), Some(((language, alt), origins))) = (documents.last_mut(), words)
            && origins.is_own(0)
        {
            document.alt.insert(language, alt);
        }
    }
    Ok(documents.into_iter().map(|(_, document)| document).collect())
}

row! {
    struct FileId {
        file_name: String,
        id: PictureId,
    }
}

pub(crate) async fn ids_by_file(on: &mut impl Executor) -> Result<HashMap<String, PictureId>, Error> {
    let rows: Vec<FileId> = sql("SELECT file_name, id FROM picture").rows(on).await?;
    Ok(by_file(rows.into_iter().map(|row| (row.file_name, row.id))))
}

row! {
    struct FileHash {
        file_name: String,
        content_hash: ContentHash,
    }
}

pub(crate) async fn hashes_by_file(on: &mut impl Executor) -> Result<HashMap<String, ContentHash>, Error> {
    let rows: Vec<FileHash> = sql("SELECT file_name, content_hash FROM picture").rows(on).await?;
    Ok(by_file(rows.into_iter().map(|row| (row.file_name, row.content_hash))))
}

/// Returns the values by the composed form of their files' names.
fn by_file<T>(files: impl Iterator<Item = (String, T)>) -> HashMap<String, T> {
    let mut found = HashMap::new();
    for (name, value) in files {
        let composed = nfc(&name);
        // Of two spellings of one name the composed one wins: an earlier version wrote the other.
        if *composed == name || !found.contains_key(&*composed) {
            found.insert(composed.into_owned(), value);
        }
    }
    found
}

row! {
    struct IdAndHash {
        id: PictureId,
        content_hash: ContentHash,
    }
}

/// Reads the row and the hash of a file's picture.
pub(crate) async fn id_and_hash(on: &mut impl Executor, file: &str) -> Result<Option<(PictureId, ContentHash)>, Error> {
    let row: Option<IdAndHash> =
        sql("SELECT id, content_hash FROM picture WHERE file_name = $1").bind(file).optional_row(on).await?;
    Ok(row.map(|row| (row.id, row.content_hash)))
}

/// Deletes a picture with its texts and former hashes.
pub(crate) async fn delete(tx: &mut Tx, id: PictureId) -> Result<(), Error> {
    for text in [
        "DELETE FROM picture_text WHERE picture_id = $1",
        "DELETE FROM picture_former WHERE picture_id = $1",
        "DELETE FROM picture WHERE id = $1",
    ] {
        sql(text).bind(id).execute(tx).await?;
    }
    Ok(())
}
