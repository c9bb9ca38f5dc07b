use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

use pictures::PictureDocument;
use serde_json::Value;
use setup::Setup;
use types::{Sku, SkuKey, Slug, Stock};

use crate::{
    Diagnostic, Diagnostics, ExistingShop, ShopDocument, check,
    diagnostic::{DiagnosticKind, Place, Violation, Violations},
    document::SETUP,
    empty_texts::remove_empty_texts,
    field::PathCursor,
    listed_document::ListedDocument,
    picture_files::{PictureFiles, PictureWork},
    plan::{Losses, Plan, Summary},
    shape::{correct, losses, sample},
};

/// A file merged with the shop's documents, and the violations found so far.
pub(crate) struct Draft<'k> {
    pub(crate) known: &'k ExistingShop,
    /// The setup of the shop after the import.
    pub(crate) setup: Arc<Setup>,
    pub(crate) document: ShopDocument,
    pub(crate) found: Violations,
    /// True if the file's setup can't be used, so that nothing can be checked against it.
    pub(crate) is_setup_refused: bool,
    /// True if the file is a table, whose rows come in any order.
    is_table: bool,
    lost: Violations,
    /// True if the file is a table of stock, which sets the stock of variants that the shop has.
    is_stock_table: bool,
    /// The variants whose stock is set.
    stock: HashSet<SkuKey>,
    /// Attributes of which the file names only some values.
    partial: HashSet<Slug>,
    /// The ids of the promotions in the file, in its order.
    pub(crate) named_promotions: Vec<String>,
}

impl<'k> Draft<'k> {
    pub(crate) fn new(known: &'k ExistingShop) -> Self {
        Self {
            known,
            setup: known.setup(),
            document: ShopDocument::default(),
            found: Violations::default(),
            is_setup_refused: false,
            is_table: false,
            lost: Violations::default(),
            is_stock_table: false,
            stock: HashSet::new(),
            partial: HashSet::new(),
            named_promotions: Vec::new(),
        }
    }

    /// Returns a draft of a table, whose rows come in any order.
    pub(crate) fn of_table(known: &'k ExistingShop, is_stock_table: bool) -> Self {
        Self { is_table: true, is_stock_table, ..Self::new(known) }
    }

    /// Records the facts of a partial document that the merged document no longer shows: the variants whose stock it sets,
    /// and the attributes whose values it does not all name.
    pub(crate) fn note(&mut self, given: &Value) {
        let list = |name: &str| given.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let variants = list("variants");
        let stated = variants.iter().filter(|variant| variant.get("stock").is_some());
        let skus = stated.filter_map(|variant| Sku::new(variant.get("sku")?.as_str()?).ok());
        let sets_stock = |sku: &SkuKey| self.is_stock_table || !self.known.skus.contains_key(sku);
        self.stock.extend(skus.map(|sku| sku.key()).filter(sets_stock));
        let code = given.get("code").and_then(Value::as_str).and_then(|code| Slug::new(code).ok());
        let had = code.as_ref().and_then(|code| self.known.had.attributes.get(code));
        let is_named = |code: &Slug| {
            list("values").iter().any(|value| value.get("code").and_then(Value::as_str) == Some(code.as_str()))
        };
        if had.is_some_and(|had| !had.values.iter().all(|value| is_named(&value.code))) {
            self.partial.extend(code);
        }
    }

    /// Reads the complete thing at `at`, of which the shop has `had`. A value that can't be read is recorded, and replaced by a
    /// placeholder.
    pub(crate) fn element<T: ListedDocument>(&mut self, at: PathCursor<'_>, had: Option<&T>, mut whole: Value) -> T {
        let document = T::deserialize(&whole).unwrap_or_else(|_| {
            correct(T::SHAPE, &mut whole, at, &mut self.found);
            T::deserialize(whole).unwrap_or_else(|_| {
                self.found.add_unreadable(DiagnosticKind::Form, at, "this can't be read; compare it with the manual");
                T::deserialize(sample(T::SHAPE)).expect("a test reads every sample")
            })
        });
        if let Some(had) = had.filter(|had| **had != document) {
            self.add_losses(at, had, &document);
        }
        document
    }

    fn add_losses<T: ListedDocument>(&mut self, at: PathCursor<'_>, had: &T, now: &T) {
        let value = |document: &T| serde_json::to_value(document).expect("a document has texts for keys");
        let (found, lost) = (&self.found, &mut self.lost);
        losses(T::SHAPE, &value(had), &value(now), at, &mut |at, message| {
            if !found.is_unreadable(&at.path()) {
                lost.add(DiagnosticKind::Loss, at, || message);
            }
        });
    }

    /// Checks the rules between the parts; `locate` finds the place of a violation in the file.
    pub(crate) fn finish(
        mut self,
        allowed: Losses,
        pictures: &PictureFiles,
        mut locate: impl FnMut(&Violation, &ShopDocument) -> Diagnostic,
    ) -> Result<Plan, Diagnostics> {
        if self.is_setup_refused {
            // Rules about languages, price lists and markets would only repeat its errors.
        } else if self.known.setup.is_none() && self.document.setup.is_none() {
            let message = "the shop has no setup yet; import a document with \"setup\" first, or add it to this one";
            self.found.push(DiagnosticKind::Missing, Place::Cell(1, SETUP.to_owned()), message);
        } else {
            check::check(&self.document, self.known, &self.setup, &self.named_promotions, &mut self.found);
        }
        self.add_picture_faults(pictures);
        match allowed {
            Losses::Refused => self.found.append(std::mem::take(&mut self.lost)),
            Losses::Allowed => self.lost.rename(DiagnosticKind::Loss, DiagnosticKind::Removal),
        }
        let found = std::mem::take(&mut self.found);
        found.into_result(|violation| locate(violation, &self.document))?;
        let lost = std::mem::take(&mut self.lost);
        let losses = lost.into_result(|violation| locate(violation, &self.document)).err();
        let hidden = check::hidden_items(&self.document, self.known, &self.setup);
        let hidden = hidden.into_result(|violation| locate(violation, &self.document)).err();
        remove_empty_texts(&mut self.document);
        self.order();
        check::leave_out_present_slugs(&mut self.document, self.known, &self.setup);
        let works = self.picture_works(pictures);
        let kept_stock = self.keep_stock();
        let summary = Summary { kept_stock, ..Summary::of(&self.document, self.known, &works) };
        let mut plan = Plan::new(self.document, (self.known, &self.setup), self.stock, losses, summary, works);
        plan.hidden = hidden;
        Ok(plan)
    }

    /// Restores the shop's order where the file doesn't state one. A list orders an attribute's values only if it names all of
    /// them, and rows of a table don't order variants.
    fn order(&mut self) {
        for attribute in &mut self.document.attributes {
            let is_partial = self.partial.contains(&attribute.code);
            if let Some(had) = self.known.had.attributes.get(&attribute.code).filter(|_| is_partial) {
                in_shop_order(&mut attribute.values, &had.values, |value| value.code.clone());
            }
        }
        for product in self.document.products.iter_mut().filter(|_| self.is_table) {
            if let Some(had) = self.known.had.products.get(&product.code) {
                in_shop_order(&mut product.variants, &had.variants, |variant| variant.sku.key());
            }
        }
    }

    /// Restores the stock of variants that the shop has, unless the file sets it: units may have been sold since the file was
    /// made. Returns the number of variants for which the file states another stock.
    fn keep_stock(&mut self) -> usize {
        let mut kept = 0;
        for product in &mut self.document.products {
            let had = self.known.had.products.get(&product.code).map(|had| had.variants.as_slice()).unwrap_or_default();
            let had: HashMap<SkuKey, Stock> = had.iter().map(|variant| (variant.sku.key(), variant.stock)).collect();
            for variant in &mut product.variants {
                let sku = variant.sku.key();
                let stock = had.get(&sku).filter(|stock| **stock != variant.stock && !self.stock.contains(&sku));
                if let Some(stock) = stock {
                    variant.stock = *stock;
                    kept += 1;
                }
            }
        }
        kept
    }

    fn add_picture_faults(&mut self, files: &PictureFiles) {
        let list = PathCursor::top("pictures");
        for (index, picture) in self.document.pictures.iter().enumerate() {
            if let Some(fault) = files.fault(&picture.file, self.known) {
                let field = if picture.from.is_some() { "from" } else { "file" };
                self.found.add(DiagnosticKind::Picture, list.index(index).field(field), || fault.to_owned());
            }
        }
    }

    /// Returns the work with each picture, by file, and removes the field `from`, which the shop doesn't store.
    fn picture_works(&mut self, files: &PictureFiles) -> HashMap<String, PictureWork> {
        let work = |picture: &mut PictureDocument| {
            let source = picture.from.take().unwrap_or_else(|| picture.file.clone());
            (picture.file.clone(), files.work(picture, &source, self.known))
        };
        self.document.pictures.iter_mut().map(work).collect()
    }
}

/// Sorts the shop's things in the shop's order, with new ones after them.
fn in_shop_order<T, K: Eq + Hash>(now: &mut [T], had: &[T], key: impl Fn(&T) -> K) {
    let places: HashMap<K, usize> = had.iter().zip(0..).map(|(element, place)| (key(element), place)).collect();
    now.sort_by_key(|element| places.get(&key(element)).copied().unwrap_or(usize::MAX));
}
