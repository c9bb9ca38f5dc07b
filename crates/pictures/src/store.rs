//! The SQL statements of pictures.

use std::collections::HashMap;

use database::{Database, Error, Executor, Row, Tx, sql};
use types::{Focus, Language, PictureId, Timestamp, Translated, nfc};

use crate::{ContentHash, FormerAddress, PictureDocument, PictureFile, SourceFacts, StoredPicture, ValidatedImage};

/// The shape of a picture, as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shaped {
    pub(crate) hash: ContentHash,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) focus: Focus,
}

/// Inserts a picture, or updates the bytes and the focus of the one of this file name.
pub(crate) async fn save(tx: &mut Tx, document: &PictureDocument, new: &SourceFacts) -> Result<PictureId, Error> {
    let now = tx.now();
    let row = sql("INSERT INTO picture
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
    .one(tx)
    .await?;
    Ok(PictureId(row.column(0)?))
}

pub(crate) async fn save_words(tx: &mut Tx, id: PictureId, language: Language, alt: &str) -> Result<(), Error> {
    sql("INSERT INTO picture_text (picture_id, language, alt) VALUES ($1, $2, $3)
        ON CONFLICT (picture_id, language) DO UPDATE SET alt = $3")
    .bind(id)
    .bind(language)
    .bind(alt)
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
    let rows = sql("UPDATE picture SET in_hand_until = in_hand_until WHERE content_hash = $1 RETURNING id, file_name")
        .bind(hash.as_str())
        .all(tx)
        .await?;
    read_files(&rows)
}

/// Returns the pictures that have these bytes, by file name.
pub(crate) async fn files(on: &mut impl Executor, hash: &ContentHash) -> Result<Vec<PictureFile>, Error> {
    read_files(&sql("SELECT id, file_name FROM picture WHERE content_hash = $1").bind(hash.as_str()).all(on).await?)
}

fn read_files(rows: &[Row]) -> Result<Vec<PictureFile>, Error> {
    let read = |row: &Row| Ok(PictureFile { id: PictureId(row.column(0)?), name: row.column(1)? });
    let mut files: Vec<PictureFile> = rows.iter().map(read).collect::<Result<_, Error>>()?;
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

/// Returns the hash of a file's bytes.
pub(crate) async fn hash_of_file(on: &mut impl Executor, file: &str) -> Result<Option<ContentHash>, Error> {
    let row = sql("SELECT content_hash FROM picture WHERE file_name = $1").bind(file).optional(on).await?;
    row.map(|row| hash(&row, 0)).transpose()
}

/// Returns the row of a file.
pub(crate) async fn id_of_file(on: &mut impl Executor, file: &str) -> Result<Option<PictureId>, Error> {
    let row = sql("SELECT id FROM picture WHERE file_name = $1").bind(file).optional(on).await?;
    row.map(|row| Ok(PictureId(row.column(0)?))).transpose()
}

/// Returns the hash of a picture's bytes.
pub(crate) async fn hash_of(on: &mut impl Executor, id: PictureId) -> Result<Option<ContentHash>, Error> {
    let row = sql("SELECT content_hash FROM picture WHERE id = $1").bind(id).optional(on).await?;
    row.map(|row| hash(&row, 0)).transpose()
}

/// Returns the shape of these bytes, with the focus of each picture that has them, the oldest picture's first.
pub(crate) async fn shaped(on: &mut impl Executor, hash: &ContentHash) -> Result<Vec<Shaped>, Error> {
    let rows = sql("SELECT content_hash, width, height, focal_x, focal_y
        FROM picture
        WHERE content_hash = $1
        ORDER BY id")
    .bind(hash.as_str())
    .all(on)
    .await?;
    let mut shaped: Vec<Shaped> = rows.iter().map(read_shaped).collect::<Result<_, Error>>()?;
    shaped.dedup();
    Ok(shaped)
}

/// Returns the picture that had these bytes before.
pub(crate) async fn successor(on: &mut impl Executor, former: &ContentHash) -> Result<Option<Shaped>, Error> {
    let row = sql("SELECT picture.content_hash, picture.width, picture.height, picture.focal_x, picture.focal_y
        FROM picture_former
        JOIN picture ON picture.id = picture_former.picture_id
        WHERE picture_former.content_hash = $1")
    .bind(former.as_str())
    .optional(on)
    .await?;
    row.as_ref().map(read_shaped).transpose()
}

pub(crate) async fn all_shaped(on: &mut impl Executor) -> Result<Vec<Shaped>, Error> {
    let rows = sql("SELECT content_hash, width, height, focal_x, focal_y FROM picture ORDER BY id").all(on).await?;
    rows.iter().map(read_shaped).collect()
}

/// Returns the hashes that a picture had until less than this ago.
pub(crate) async fn former_hashes(on: &mut impl Executor, since: Timestamp) -> Result<Vec<ContentHash>, Error> {
    let rows = sql("SELECT content_hash FROM picture_former WHERE replaced_at > $1").bind(since).all(on).await?;
    rows.iter().map(|row| hash(row, 0)).collect()
}

/// Returns every former hash that no picture has now, with the file of the picture that it leads to.
pub(crate) async fn former_hashes_by_file(on: &mut impl Executor) -> Result<Vec<FormerAddress>, Error> {
    let rows = sql("SELECT former.content_hash, picture.file_name
        FROM picture_former AS former
        JOIN picture ON picture.id = former.picture_id
        WHERE NOT EXISTS (SELECT 1 FROM picture AS present WHERE present.content_hash = former.content_hash)
        ORDER BY picture.file_name, former.content_hash")
    .all(on)
    .await?;
    rows.iter().map(|row| Ok(FormerAddress { address: hash(row, 0)?, file: row.column(1)? })).collect()
}

fn read_shaped(row: &Row) -> Result<Shaped, Error> {
    Ok(Shaped {
        hash: hash(row, 0)?,
        width: row.number(1)?,
        height: row.number(2)?,
        focus: Focus { x: row.number(3)?, y: row.number(4)? },
    })
}

fn hash(row: &Row, column: usize) -> Result<ContentHash, Error> {
    let text: String = row.column(column)?;
    ContentHash::parse(&text).ok_or_else(|| Error::defect("picture.content_hash", std::io::Error::other(text)))
}

/// Returns true if a picture is not made and not claimed.
pub(crate) async fn is_work_left(on: &mut impl Executor, recipe: u32, now: Timestamp) -> Result<bool, Error> {
    // Not `<>`, which uses no index.
    let row = sql("SELECT id FROM picture
        WHERE (made_ahead < $1 OR made_ahead > $1) AND in_hand_until < $2
        LIMIT 1")
    .bind(recipe)
    .bind(now)
    .optional(on)
    .await?;
    Ok(row.is_some())
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
    let rows = sql("UPDATE picture SET in_hand_until = $3
        WHERE in_hand_until < $2
        AND (content_hash, focal_x, focal_y) = (
            SELECT content_hash, focal_x, focal_y
            FROM picture
            WHERE (made_ahead < $1 OR made_ahead > $1) AND in_hand_until < $2
            ORDER BY id
            LIMIT 1
        )
        RETURNING content_hash, width, height, focal_x, focal_y")
    .bind(recipe)
    .bind(now)
    .bind(until)
    .all(&mut tx)
    .await?;
    let taken = rows.first().map(read_shaped).transpose()?;
    tx.commit_bookkeeping().await?;
    Ok(taken)
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

pub(crate) async fn stored(on: &mut impl Executor, id: PictureId) -> Result<Option<StoredPicture>, Error> {
    let row = sql("SELECT content_hash, bytes, width, height, colour, created_at FROM picture WHERE id = $1")
        .bind(id)
        .optional(on)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(document) = sql(DOCUMENT).bind(id).optional(on).await?.as_ref().map(read_document).transpose()? else {
        return Ok(None);
    };
    Ok(Some(StoredPicture {
        id,
        hash: hash(&row, 0)?,
        bytes: row.number(1)?,
        width: row.number(2)?,
        height: row.number(3)?,
        colour: row.column(4)?,
        since: Timestamp(row.column(5)?),
        document,
    }))
}

/// The columns of a picture's document; those of all pictures for row 0.
const DOCUMENT: &str = "SELECT picture.file_name, picture.focal_x, picture.focal_y, en.alt, ar.alt, hi.alt
    FROM picture
    JOIN picture_text AS en ON en.picture_id = picture.id AND en.language = 'en'
    JOIN picture_text AS ar ON ar.picture_id = picture.id AND ar.language = 'ar'
    JOIN picture_text AS hi ON hi.picture_id = picture.id AND hi.language = 'hi'
    WHERE $1 = 0 OR picture.id = $1
    ORDER BY picture.id";

pub(crate) async fn documents(on: &mut impl Executor) -> Result<Vec<PictureDocument>, Error> {
    let rows = sql(DOCUMENT).bind(0_i64).all(on).await?;
    rows.iter().map(read_document).collect()
}

fn read_document(row: &Row) -> Result<PictureDocument, Error> {
    Ok(PictureDocument {
        file: row.column(0)?,
        from: None,
        focus: Focus { x: row.number(1)?, y: row.number(2)? },
        alt: Translated { en: row.column(3)?, ar: row.column(4)?, hi: row.column(5)? },
    })
}

pub(crate) async fn ids_by_file(on: &mut impl Executor) -> Result<HashMap<String, PictureId>, Error> {
    let rows = sql("SELECT file_name, id FROM picture").all(on).await?;
    by_file(&rows, |row| Ok(PictureId(row.column(1)?)))
}

pub(crate) async fn hashes_by_file(on: &mut impl Executor) -> Result<HashMap<String, ContentHash>, Error> {
    let rows = sql("SELECT file_name, content_hash FROM picture").all(on).await?;
    by_file(&rows, |row| hash(row, 1))
}

/// Returns the value that `read` makes of each row, by the file name in its first column.
fn by_file<T>(rows: &[Row], read: impl Fn(&Row) -> Result<T, Error>) -> Result<HashMap<String, T>, Error> {
    let mut found = HashMap::new();
    for row in rows {
        let name: String = row.column(0)?;
        let composed = nfc(&name);
        // Of two spellings of one name the composed one wins: an earlier version wrote the other.
        if *composed == name || !found.contains_key(&*composed) {
            found.insert(composed.into_owned(), read(row)?);
        }
    }
    Ok(found)
}
