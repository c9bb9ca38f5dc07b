//! The amounts of a cart whose quantities a shopper has just changed, for a page that shows them before the server answers.

use crate::{QuoteRequest, RowKey, quote};

/// Returns the amounts of an encoded request after changes of quantities. All numbers are little-endian.
///
/// The input has a number of changes (4 bytes), each with the key of a line (8) and its units (4), where 0 removes the line;
/// then the request as [`crate::encode_request`] writes it. The output has the digest of the quote (32), then goods,
/// delivery, fees, tax, rounding, total and due (8 each); the number of lines (4), each with its key, its amount before
/// discounts and its amount (8 each); and the numbers of promotions and of tenders (4 each), each with the bytes of its id
/// (1 for their number) and its amount (8). It is empty if there is no price.
pub fn amounts_bytes(input: &[u8]) -> Vec<u8> {
    amounts(input).unwrap_or_default()
}

fn amounts(input: &[u8]) -> Option<Vec<u8>> {
    let (count, mut rest) = input.split_first_chunk::<4>()?;
    let mut changes = Vec::new();
    for _ in 0..u32::from_le_bytes(*count) {
        let (key, after_key) = rest.split_first_chunk::<8>()?;
        let (quantity, after) = after_key.split_first_chunk::<4>()?;
        changes.push((u64::from_le_bytes(*key), u32::from_le_bytes(*quantity)));
        rest = after;
    }
    let mut request = postcard::from_bytes::<QuoteRequest>(rest).ok()?;
    for (key, quantity) in changes {
        request.lines.iter_mut().filter(|line| line.key == key).for_each(|line| line.quantity = quantity);
    }
    request.lines.retain(|line| line.quantity > 0);
    let quote = quote(&request).ok()?;
    let mut output = quote.digest.to_vec();
    for amount in [quote.goods, quote.delivery, quote.fees, quote.tax, quote.rounding, quote.total, quote.due] {
        output.extend(amount.to_le_bytes());
    }
    let lines = quote.rows.iter().filter_map(|row| match row.key {
        RowKey::Line(key) => Some((key, row.base, row.amount)),
        _ => None,
    });
    output.extend((request.lines.len() as u32).to_le_bytes());
    for (key, base, amount) in lines {
        output.extend(key.to_le_bytes());
        output.extend(base.to_le_bytes());
        output.extend(amount.to_le_bytes());
    }
    let promotions = quote.applied.iter().map(|of| (of.promotion.as_bytes(), of.discount));
    let tenders = quote.tenders.iter().map(|of| (of.key.as_bytes(), of.used));
    for named in [promotions.collect::<Vec<_>>(), tenders.collect()] {
        output.extend((named.len() as u32).to_le_bytes());
        for (id, amount) in named {
            output.push(u8::try_from(id.len()).ok()?);
            output.extend(id);
            output.extend(amount.to_le_bytes());
        }
    }
    Some(output)
}
