/// The amounts of a cart, as the pricing module writes them (`pricing::amounts_bytes`), in minor units.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Amounts {
    /// Goods, delivery, fees, tax, rounding, total and due.
    pub(super) sums: [i64; 7],
    /// The lines: key, amount before discounts, amount.
    pub(super) lines: Vec<(u64, i64, i64)>,
    /// The promotions: id and discount.
    pub(super) promotions: Vec<(String, i64)>,
    /// The tenders: key and the amount that is used.
    pub(super) tenders: Vec<(String, i64)>,
}

/// The names of [`Amounts::sums`] in the page.
pub(super) const SUMS: [&str; 7] = ["goods", "delivery", "fees", "tax", "rounding", "total", "due"];

/// The bytes of a digest.
const DIGEST: usize = 32;

impl Amounts {
    /// Returns `None` for an empty answer, which has no price.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.get(DIGEST..)?;
        let mut sums = [0; 7];
        for sum in &mut sums {
            *sum = amount(&mut rest)?;
        }
        let mut lines = Vec::new();
        for _ in 0..count(&mut rest)? {
            lines.push((amount(&mut rest)?.cast_unsigned(), amount(&mut rest)?, amount(&mut rest)?));
        }
        Some(Self { sums, lines, promotions: named(&mut rest)?, tenders: named(&mut rest)? })
    }
}

fn amount(rest: &mut &[u8]) -> Option<i64> {
    let (bytes, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(i64::from_le_bytes(*bytes))
}

fn count(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u32::from_le_bytes(*bytes))
}

fn named(rest: &mut &[u8]) -> Option<Vec<(String, i64)>> {
    let mut all = Vec::new();
    for _ in 0..count(rest)? {
        let (length, after) = rest.split_first()?;
        let (id, after) = after.split_at_checked((*length).into())?;
        *rest = after;
        all.push((String::from_utf8_lossy(id).into_owned(), amount(rest)?));
    }
    Some(all)
}
