mod locate;
mod sections;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::{
    Known, Refusal, Refusals, ShopDocument, check,
    field::{FieldPath, Step},
    refusal::{Collected, Finding},
    text::{line_at, text_of},
    wording::{friendly, missing_name},
};
use locate::{field_at, offset_of};
use sections::{Section, Sections};

/// Reads a shop document, given what the shop has already; `file` is how refusals name it.
pub fn read_json(file: &str, bytes: &[u8], known: &Known) -> Result<ShopDocument, Refusals> {
    let text = text_of(file, bytes)?;
    let source = Source { file, text: &text, sections: Sections::of(file, &text)? };
    let document = source.typed()?;
    check::findings(&document, known).refused(|finding| source.refusal(finding))?;
    Ok(document)
}

/// A document whose syntax is right: each of its elements is still text, and can be asked for its line.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
    sections: Sections<'a>,
}

impl Source<'_> {
    /// Every element read on its own, so that one with a fault doesn't hide the faults of the next.
    fn typed(&self) -> Result<ShopDocument, Refusals> {
        let mut refused = Collected::default();
        let document = ShopDocument {
            format: crate::Format,
            pictures: self.elements(Section::Pictures, &mut refused),
            attributes: self.elements(Section::Attributes, &mut refused),
            categories: self.elements(Section::Categories, &mut refused),
            products: self.elements(Section::Products, &mut refused),
            collections: self.elements(Section::Collections, &mut refused),
            pages: self.elements(Section::Pages, &mut refused),
        };
        refused.none_or_refused()?;
        Ok(document)
    }

    fn elements<T: DeserializeOwned>(&self, section: Section, refused: &mut Collected<Refusal>) -> Vec<T> {
        let read = |(index, raw): (usize, &&RawValue)| match serde_json::from_str(raw.get()) {
            Ok(element) => Some(element),
            Err(_) => {
                refused.push_with(|| self.refusal(fault_of::<T>(section, index, raw)));
                None
            }
        };
        self.sections.of_section(section).iter().enumerate().filter_map(read).collect()
    }

    fn refusal(&self, finding: Finding) -> Refusal {
        Refusal {
            file: self.file.to_owned(),
            line: Some(line_at(self.text.as_bytes(), self.offset(&finding.path))),
            field: finding.path.to_string(),
            message: finding.message,
        }
    }

    /// Where in the text the value at `path` begins, or the nearest value around it that is there.
    fn offset(&self, path: &FieldPath) -> usize {
        let [Step::Field(section), Step::Index(index), inside @ ..] = path.0.as_slice() else { return 0 };
        let Some(element) = self.sections.named(section).and_then(|elements| elements.get(*index)) else { return 0 };
        // The element borrows from the text, so the distance of their addresses is its offset.
        let start = element.get().as_ptr().addr() - self.text.as_ptr().addr();
        start + offset_of(element.get(), inside)
    }
}

/// The same reading again, this time noting the path to the fault: it costs too much to do for every element.
fn fault_of<T: DeserializeOwned>(section: Section, index: usize, raw: &RawValue) -> Finding {
    let mut steps = vec![Step::Field(section.name().to_owned()), Step::Index(index)];
    let mut parser = serde_json::Deserializer::from_str(raw.get());
    let message = match serde_path_to_error::deserialize::<_, T>(&mut parser) {
        Ok(_) => String::from("this can't be read"),
        Err(fault) => {
            steps.extend(path_within(raw.get(), &fault));
            friendly(&fault.inner().to_string())
        }
    };
    Finding { path: FieldPath(steps), message }
}

/// The path to the fault from the element on. The parser does not name a missing field there, nor a name out of a
/// fixed list, such as a currency: the first is in its message, the second is where it stopped.
fn path_within(json: &str, fault: &serde_path_to_error::Error<serde_json::Error>) -> Vec<Step> {
    let mut steps = FieldPath::from(fault.path()).0;
    let name = match missing_name(&fault.inner().to_string()) {
        Some(missing) => Some(missing.to_owned()),
        None if fault.path().iter().any(is_unknown) => field_at(json, &steps, stopped_at(json, fault.inner())),
        None => None,
    };
    steps.extend(name.map(Step::Field));
    steps
}

fn is_unknown(segment: &serde_path_to_error::Segment) -> bool {
    matches!(segment, serde_path_to_error::Segment::Unknown)
}

/// The offset of the last byte that the parser read.
fn stopped_at(json: &str, error: &serde_json::Error) -> usize {
    let lines_before = json.split_inclusive('\n').take(error.line() - 1);
    lines_before.map(str::len).sum::<usize>() + error.column().saturating_sub(1)
}

#[cfg(test)]
mod tests;
