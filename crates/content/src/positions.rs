use std::collections::HashMap;

use database::{Error, Executor};
use types::positions;

use crate::{PageDocument, PageKind, store};

/// Returns the new position of each of these pages among those of its kind, as [`positions`] defines it.
pub async fn page_positions(on: &mut impl Executor, documents: &[PageDocument]) -> Result<Vec<i64>, Error> {
    let known = store::page_positions(on).await?;
    let mut found = vec![0; documents.len()];
    for kind in PageKind::ALL {
        let of_kind = known.iter().filter(|page| page.kind == kind.name());
        let known: HashMap<&str, i64> = of_kind.map(|page| (page.code.as_str(), page.position)).collect();
        let (indexes, named): (Vec<usize>, Vec<_>) = documents
            .iter()
            .enumerate()
            .zip(0..)
            .filter(|((_, page), _)| page.kind == kind)
            .map(|((index, page), place)| (index, (page.code.as_str(), place)))
            .unzip();
        for (index, position) in indexes.into_iter().zip(positions(&known, &named)) {
            found[index] = position;
        }
    }
    Ok(found)
}
