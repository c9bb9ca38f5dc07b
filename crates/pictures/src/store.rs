//! Every SQL statement of the pictures.

use std::collections::HashMap;

use database::{Connected, Error, Tx, sql};
use types::{Language, PictureId, Translated};

use crate::{Address, Focus, PictureDocument};

/// What is known of a source besides the merchant's words.
pub(crate) struct Facts {
    pub(crate) address: Address,
    pub(crate) bytes: i64,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) colour: String,
}

pub(crate) async fn save(tx: &mut Tx, document: &PictureDocument, facts: &Facts) -> Result<PictureId, Error> {
    let now = tx.now();
    // A picture that loses its file's name to new bytes keeps one that no file has.
    sql("UPDATE picture SET file_name = content_hash WHERE file_name = $1 AND content_hash <> $2")
        .bind(&document.file)
        .bind(facts.address.as_str())
        .execute(tx)
        .await?;
    let row = sql("INSERT INTO picture
            (content_hash, file_name, bytes, width, height, colour, focal_x, focal_y, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (content_hash) DO UPDATE SET file_name = $2, focal_x = $7, focal_y = $8
        RETURNING id")
    .bind(facts.address.as_str())
    .bind(&document.file)
    .bind(facts.bytes)
    .bind(facts.width)
    .bind(facts.height)
    .bind(&facts.colour)
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

pub(crate) async fn documents(on: &mut impl Connected) -> Result<Vec<PictureDocument>, Error> {
    let rows = sql("SELECT picture.file_name, picture.focal_x, picture.focal_y, en.alt, ar.alt, hi.alt
        FROM picture
        JOIN picture_text AS en ON en.picture_id = picture.id AND en.language = 'en'
        JOIN picture_text AS ar ON ar.picture_id = picture.id AND ar.language = 'ar'
        JOIN picture_text AS hi ON hi.picture_id = picture.id AND hi.language = 'hi'
        ORDER BY picture.id")
    .all(on)
    .await?;
    let thousandths = |number: i64| u16::try_from(number).unwrap_or(500);
    rows.iter()
        .map(|row| {
            Ok(PictureDocument {
                file: row.column(0)?,
                focus: Focus { x: thousandths(row.column(1)?), y: thousandths(row.column(2)?) },
                alt: Translated { en: row.column(3)?, ar: row.column(4)?, hi: row.column(5)? },
            })
        })
        .collect()
}

pub(crate) async fn ids_by_file(on: &mut impl Connected) -> Result<HashMap<String, PictureId>, Error> {
    let rows = sql("SELECT file_name, id FROM picture").all(on).await?;
    rows.iter().map(|row| Ok((row.column(0)?, PictureId(row.column(1)?)))).collect()
}
