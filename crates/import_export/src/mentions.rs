use std::{collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use types::{Sku, SkuKey, Slug};

/// Bytes of the longest name of a file.
const MAX_FILE_NAME: usize = 255;

/// Every text of a file that may be the name of something: more than the file refers to, and nothing less. Only these names
/// are looked up in the shop, so that an import takes as long as its file is, however large the shop.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Texts that are codes or slugs, if they are names.
    pub(crate) slugs: HashSet<Slug>,
    /// Texts that are SKUs, if they are names.
    pub(crate) skus: HashSet<SkuKey>,
    /// Texts that are names of files, if they are names.
    pub(crate) files: HashSet<String>,
    /// True if the file has former addresses.
    pub(crate) has_former: bool,
}

impl Mentions {
    /// Adds a text.
    pub(crate) fn add(&mut self, text: &str) {
        self.slugs.extend(Slug::new(text));
        self.skus.extend(Sku::new(text).map(|sku| sku.key()));
        if !text.is_empty() && text.len() <= MAX_FILE_NAME {
            self.files.insert(text.to_owned());
        }
    }

    /// Adds the texts of a table's cell, which may be a list.
    pub(crate) fn add_cell(&mut self, cell: &str) {
        self.add(cell.trim());
        if cell.contains(['|', ';', '=', ',']) {
            for part in cell.split(['|', ';', '=', ',']) {
                self.add(part.trim());
            }
        }
    }

    /// Adds every text of a JSON value. Of a text that is no JSON it adds those up to the fault.
    pub(crate) fn add_json(&mut self, json: &str) {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        // A fault is reported when the value is read.
        let _is_json = Texts(self).deserialize(&mut deserializer).is_ok();
    }
}

/// Reads any value, and adds its texts.
struct Texts<'m>(&'m mut Mentions);

impl<'de> DeserializeSeed<'de> for Texts<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Texts<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.add(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Texts(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_key_seed(Texts(self.0))?.is_some() {
            object.next_value_seed(Texts(self.0))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_a_value_or_a_cell_is_mentioned() {
        let mut of_json = Mentions::default();
        of_json.add_json(r#"{"code": "dune-vase", "pictures": [{"file": "Dune vase.jpg", "x": 1.5}], "stock": null}"#);
        let mut of_cell = Mentions::default();
        of_cell.add_cell(" dune.jpg; sand=Clay-1 ");

        let slug = |text: &str| Slug::new(text).unwrap();
        assert!(of_json.slugs.contains(&slug("dune-vase")) && of_json.slugs.contains(&slug("pictures")));
        assert!(of_json.files.contains("Dune vase.jpg"));
        assert!(of_cell.files.contains("dune.jpg") && of_cell.slugs.contains(&slug("sand")));
        assert!(of_cell.skus.contains(&Sku::new("clay-1").unwrap().key()));
    }
}
