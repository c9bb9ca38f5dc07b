use catalog::ProductDocument;
use database::{BaseReader, Error};
use serde::Serialize;
use types::ProductId;

use crate::ShopDocument;

/// The shop as JSON, in pieces of some hundred products, so that memory holds no more of a large shop than that.
pub struct JsonPieces {
    state: State,
    /// The number of products in the pieces so far.
    products: usize,
}

enum State {
    /// Nothing is written. The document has no products.
    Head(Box<ShopDocument>),
    /// Products up to this one are written; the text is what follows the last one.
    Products(ProductId, Vec<u8>),
    End,
}

/// The list of products, as it is indented in the document.
#[derive(Serialize)]
struct Products<'a> {
    products: &'a [ProductDocument],
}

impl JsonPieces {
    /// Returns the pieces of a document, whose products are read from the shop.
    pub(crate) fn of(document: ShopDocument) -> Self {
        Self { state: State::Head(Box::new(document)), products: 0 }
    }

    /// Returns the number of products in the pieces so far.
    pub const fn products(&self) -> usize {
        self.products
    }

    /// Returns the next piece; `None` after the last one.
    pub async fn next(&mut self, reader: &mut BaseReader) -> Result<Option<Vec<u8>>, Error> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Head(document) => self.head(*document, reader).await.map(Some),
            State::Products(after, rest) => self.more(after, rest, reader).await.map(Some),
            State::End => Ok(None),
        }
    }

    async fn head(&mut self, mut document: ShopDocument, reader: &mut BaseReader) -> Result<Vec<u8>, Error> {
        let (products, last) = catalog::documents::products_after(reader, ProductId(0)).await?;
        self.products += products.len();
        document.products = products;
        let mut text = document_json(&document);
        if let Some((last, end)) = last.zip(end_of_products(&text)) {
            self.state = State::Products(last, text.split_off(end));
        }
        Ok(text)
    }

    async fn more(&mut self, after: ProductId, rest: Vec<u8>, reader: &mut BaseReader) -> Result<Vec<u8>, Error> {
        let (products, last) = catalog::documents::products_after(reader, after).await?;
        let Some(last) = last else { return Ok(rest) };
        self.products += products.len();
        self.state = State::Products(last, rest);
        let text = pretty_json(&Products { products: &products });
        let inside = end_of_products(&text).map(|end| &text[START.len()..end]);
        Ok([b",".as_slice(), inside.unwrap_or_default()].concat())
    }
}

/// The text before the first product of [`Products`].
const START: &[u8] = b"{\n  \"products\": [";

/// Returns the place after the last product of a document. A text within the document has no line breaks of its own.
fn end_of_products(text: &[u8]) -> Option<usize> {
    let (list, end) = (b"\n  \"products\": [\n".as_slice(), b"\n  ]".as_slice());
    let find = |part: &[u8], of: &[u8]| of.windows(part.len()).position(|window| window == part);
    let start = find(list, text)? + list.len();
    Some(start + find(end, &text[start..])?)
}

/// Returns the document as JSON text.
pub fn document_json(document: &ShopDocument) -> Vec<u8> {
    let mut text = pretty_json(document);
    text.push(b'\n');
    text
}

pub(crate) fn pretty_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(value).expect("a document has texts for keys and can't fail")
}

#[cfg(test)]
mod tests {
    use database::testing::sqlite;
    use setup::testing::give_setup;
    use types::Timestamp;

    use super::*;
    use crate::{Seeding, export, json_pieces, seed_shop};

    #[tokio::test]
    async fn pieces_are_the_text_of_the_document() {
        for products in [0, 3, 1200] {
            let given = sqlite().await;
            give_setup(&given.database).await;
            let seeding = Seeding { products, seed: 9, now: Timestamp(1) };
            let mut write = given.database.large_write().await.unwrap();
            seed_shop(&mut write, seeding, |_| {}).await.unwrap();
            let mut reader = given.database.read(Timestamp(2)).await.unwrap();

            let mut pieces = json_pieces(&mut reader).await.unwrap();
            let mut text = Vec::new();
            while let Some(piece) = pieces.next(&mut reader).await.unwrap() {
                text.extend(piece);
            }

            let whole = document_json(&export(&mut reader).await.unwrap());
            assert_eq!(pieces.products(), products as usize);
            assert!(text == whole, "{products} products");
        }
    }
}
