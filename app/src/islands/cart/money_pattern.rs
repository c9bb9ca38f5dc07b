/// The way in which a locale writes amounts of a currency, as far as a script needs it. It is read from amounts that the
/// server has written, and travels in an attribute of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyPattern {
    /// The texts around an amount, and around one below zero.
    around: [[String; 2]; 2],
    /// The sign between whole units and the rest.
    decimal: String,
    /// The sign between groups of digits.
    group: String,
    /// The digits of the group before the decimal sign, and of those further left.
    sizes: [usize; 2],
    /// The fewest whole digits that are grouped.
    grouped_from: usize,
    /// The digit zero; the others follow it.
    zero: char,
    /// The decimals of the currency.
    decimals: usize,
    /// True if whole amounts are written without decimals.
    is_short: bool,
}

/// Separates the parts of a pattern in the attribute. No locale writes it in an amount.
const BETWEEN: char = '\u{1f}';

impl MoneyPattern {
    /// Returns the pattern of a locale and currency that has so many decimals, from the amounts that `write` writes, in minor
    /// units; `None` if they follow no pattern of this kind.
    pub fn read(decimals: usize, write: impl Fn(i64) -> String) -> Option<Self> {
        let unit = 10_i64.checked_pow(u32::try_from(decimals).ok()?)?;
        let sample = 111_111_111_i64.checked_mul(unit)?.checked_add(if decimals > 0 { unit / 9 } else { 0 })?;
        let text = write(sample);
        let one = text.chars().find(|letter| letter.is_numeric())?;
        let zero = char::from_u32(u32::from(one).checked_sub(1)?)?;
        let around = |text: &str| {
            let start = text.find(|letter: char| letter.is_numeric())?;
            let (end, last) = text.char_indices().rfind(|(_, letter)| letter.is_numeric())?;
            Some([text[..start].to_owned(), text[end + last.len_utf8()..].to_owned()])
        };
        let [before, after] = around(&text)?;
        let inside = text.strip_prefix(before.as_str())?.strip_suffix(after.as_str())?;
        let runs: Vec<&str> = inside.split(|letter: char| !letter.is_numeric()).filter(|run| !run.is_empty()).collect();
        let signs: Vec<&str> =
            inside.split(|letter: char| letter.is_numeric()).filter(|sign| !sign.is_empty()).collect();
        let lengths: Vec<usize> = runs.iter().map(|run| run.chars().count()).collect();
        let whole = lengths.len().checked_sub(usize::from(decimals > 0))?;
        let sizes = [*lengths.get(whole.checked_sub(1)?)?, lengths.get(whole.checked_sub(2)?).copied().unwrap_or(3)];
        let decimal = if decimals > 0 { (*signs.last()?).to_owned() } else { String::new() };
        let thousand = write(1_111_i64.checked_mul(unit)?);
        let group = (*signs.first()?).to_owned();
        let pattern = Self {
            around: [[before, after], around(&write(-sample))?],
            decimal,
            grouped_from: if thousand.contains(group.as_str()) { 4 } else { 5 },
            group,
            sizes,
            zero,
            decimals,
            is_short: decimals > 0 && write(unit).chars().filter(|letter| letter.is_numeric()).count() == 1,
        };
        let probes = [0, 1, 99, 100, 1_000, 12_345, 123_400, 1_234_567, -5, -190_050, 99_999_999];
        probes.into_iter().all(|minor| pattern.write(minor) == write(minor)).then_some(pattern)
    }

    /// Writes an amount in minor units.
    pub fn write(&self, minor: i64) -> String {
        let unit = 10_u64.saturating_pow(u32::try_from(self.decimals).unwrap_or_default());
        let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
        let [before, after] = &self.around[usize::from(minor < 0)];
        let mut text = before.clone();
        let digits: Vec<char> = whole.to_string().chars().map(|digit| self.digit(digit)).collect();
        for (place, digit) in digits.iter().enumerate() {
            let left = digits.len() - place;
            let further = left.checked_sub(self.sizes[0]);
            let is_edge = further.is_some_and(|further| further.is_multiple_of(self.sizes[1]));
            if place > 0 && digits.len() >= self.grouped_from && is_edge {
                text.push_str(&self.group);
            }
            text.push(*digit);
        }
        if self.decimals > 0 && !(self.is_short && rest == 0) {
            text.push_str(&self.decimal);
            text.extend(format!("{rest:0width$}", width = self.decimals).chars().map(|digit| self.digit(digit)));
        }
        text + after
    }

    fn digit(&self, digit: char) -> char {
        let value = digit.to_digit(10).unwrap_or_default();
        char::from_u32(u32::from(self.zero) + value).unwrap_or(digit)
    }

    /// Returns the text of the attribute.
    pub fn to_attribute(&self) -> String {
        let numbers = [self.sizes[0], self.sizes[1], self.grouped_from, self.decimals, usize::from(self.is_short)];
        let [[a, b], [c, d]] = &self.around;
        let texts = [a, b, c, d, &self.decimal, &self.group].map(String::as_str);
        let numbers = numbers.map(|number| number.to_string());
        let zero = self.zero.to_string();
        let all: Vec<&str> =
            texts.into_iter().chain(numbers.iter().map(String::as_str)).chain([zero.as_str()]).collect();
        all.join(BETWEEN.to_string().as_str())
    }

    /// Reads the text of the attribute.
    pub fn of_attribute(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(BETWEEN).collect();
        let [a, b, c, d, decimal, group, last, further, grouped_from, decimals, is_short, zero] = parts.as_slice()
        else {
            return None;
        };
        Some(Self {
            around: [[*a, *b], [*c, *d]].map(|pair| pair.map(str::to_owned)),
            decimal: (*decimal).to_owned(),
            group: (*group).to_owned(),
            sizes: [last.parse().ok()?, further.parse().ok()?],
            grouped_from: grouped_from.parse().ok()?,
            zero: zero.chars().next()?,
            decimals: decimals.parse().ok()?,
            is_short: *is_short == "1",
        })
    }
}
