use database::{Error, Executor, sql};
use types::PictureId;

const USES: [(&str, &str); 3] = [
    (
        "product",
        "SELECT DISTINCT product.code
        FROM product
        JOIN product_picture ON product_picture.product_id = product.id
        WHERE product_picture.picture_id = $1
        ORDER BY product.code",
    ),
    ("category", "SELECT code FROM category WHERE picture_id = $1 ORDER BY code"),
    ("collection", "SELECT code FROM collection WHERE picture_id = $1 ORDER BY code"),
];

/// Reads the codes of everything that shows a picture, by kind.
pub(crate) async fn codes_by_picture(
    on: &mut impl Executor,
    picture: PictureId,
) -> Result<Vec<(&'static str, Vec<String>)>, Error> {
    let mut uses = Vec::new();
    for (kind, text) in USES {
        uses.push((kind, sql(text).bind(picture).scalars(on).await?));
    }
    Ok(uses)
}
