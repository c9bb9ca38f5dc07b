//! The query of a listing. Each filter has exactly one query that writes it.

use catalog::{Filter, Sort};
use leptos::prelude::*;
use types::{
    Currency, Money,
    query::{AVAILABLE, PAGE, PRICE_FROM, PRICE_TO, SORT},
};

use crate::address;

/// The most values that a query may name. A longer one is an attack on the parser.
const MOST_VALUES: usize = 64;

/// Parses the filter of a query, with prices in `currency`. Malformed pairs are ignored here, unknown attributes and
/// values by the catalogue, which also finds the ranges of numbers among the values.
pub(super) fn filter(pairs: &[(String, String)], currency: Currency) -> Filter {
    let mut filter = Filter { page: 1, ..Filter::default() };
    let mut values = 0;
    for (name, value) in pairs {
        match name.as_str() {
            PRICE_FROM => filter.price_from = price(value, currency).or(filter.price_from),
            PRICE_TO => filter.price_to = price(value, currency).or(filter.price_to),
            AVAILABLE => filter.available |= value == "1",
            SORT => filter.sort = sort(value).unwrap_or(filter.sort),
            PAGE => filter.page = value.parse().unwrap_or(filter.page),
            _ => {
                for code in value.split(',').filter(|code| !code.is_empty()) {
                    values += 1;
                    if values <= MOST_VALUES {
                        filter.values.entry(name.clone()).or_default().insert(code.to_owned());
                    }
                }
            }
        }
    }
    filter
}

/// Parses an amount in major units that is not negative.
fn price(text: &str, currency: Currency) -> Option<Money> {
    Money::from_decimal(text, currency).ok().filter(|_| !text.starts_with('-'))
}

fn sort(text: &str) -> Option<Sort> {
    Some(match text {
        "newest" => Sort::Newest,
        "price" => Sort::PriceUp,
        "price-desc" => Sort::PriceDown,
        _ => return None,
    })
}

/// Returns the query's name for a sort. The default sort has none.
pub(super) const fn sort_name(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Featured => None,
        Sort::Newest => Some("newest"),
        Sort::PriceUp => Some("price"),
        Sort::PriceDown => Some("price-desc"),
    }
}

/// Returns the query of a filter: attributes by code, their values by code, then the rest.
pub(super) fn pairs(filter: &Filter) -> Vec<(String, String)> {
    let mut pairs = without_prices(filter);
    let at = pairs.len();
    for (name, price) in [(PRICE_FROM, filter.price_from), (PRICE_TO, filter.price_to)] {
        pairs.extend(price.map(|price| (name.to_owned(), major(price))));
    }
    pairs[at..].sort();
    if filter.page > 1 {
        pairs.push((PAGE.to_owned(), filter.page.to_string()));
    }
    pairs
}

/// Returns the query of a filter without its prices and page.
fn without_prices(filter: &Filter) -> Vec<(String, String)> {
    let joined = |values: &std::collections::BTreeSet<String>| values.iter().cloned().collect::<Vec<_>>().join(",");
    let mut pairs: Vec<_> = filter.values.iter().map(|(name, values)| (name.clone(), joined(values))).collect();
    for (code, range) in &filter.numbers {
        let bounds = types::query::bounds_of(code).into_iter().zip([range.from, range.to]);
        pairs.extend(bounds.filter_map(|(name, bound)| Some((name, bound?.to_string()))));
    }
    pairs.sort();
    if filter.available {
        pairs.push((AVAILABLE.to_owned(), "1".to_owned()));
    }
    pairs.extend(sort_name(filter.sort).map(|name| (SORT.to_owned(), name.to_owned())));
    pairs
}

/// Returns the hidden fields of a form: the query of a filter on its first page, without what the form itself asks for.
pub(super) fn kept(filter: &Filter) -> Vec<impl IntoView + use<>> {
    let first = Filter { page: 1, ..filter.clone() };
    pairs(&first).into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect()
}

/// Writes an amount for queries and number fields: in major units, with decimals only if they are not zero.
pub(super) fn major(price: Money) -> String {
    if price.is_whole() {
        (price.minor / price.currency.minor_per_major()).to_string()
    } else {
        price.to_decimal_string()
    }
}

/// Returns the address of a path with a filter.
pub(super) fn href(path: &str, filter: &Filter) -> String {
    address::with_query(path, &pairs(filter))
}

/// Adds a value of an attribute to a filter, or removes it if it is there, and goes to the first page.
pub(super) fn toggle(filter: &Filter, attribute: &str, value: &str) -> Filter {
    let mut filter = Filter { page: 1, ..filter.clone() };
    let values = filter.values.entry(attribute.to_owned()).or_default();
    if !values.remove(value) {
        values.insert(value.to_owned());
    }
    filter.values.retain(|_, values| !values.is_empty());
    filter
}

#[cfg(test)]
mod tests {
    use super::*;

    const AED: Currency = Currency::from_code("AED").unwrap();

    fn normalize(query: &[(&str, &str)], currency: Currency) -> String {
        let pairs: Vec<_> = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        href("", &filter(&pairs, currency))
    }

    #[test]
    fn every_filter_has_one_query() {
        let cases: [(&[(&str, &str)], &str); 8] = [
            (&[], ""),
            (&[("size", "l"), ("colour", "ink"), ("colour", "clay")], "?colour=clay,ink&size=l"),
            (&[("colour", "ink,,clay")], "?colour=clay,ink"),
            (&[("page", "1")], ""),
            (&[("page", "x"), ("sort", "best"), ("available", "yes")], ""),
            (&[("price-from", "100.50"), ("price-to", "1e9")], "?price-from=100.50"),
            (&[("price-to", "0099.0")], "?price-to=99"),
            (&[("sort", "price-desc"), ("available", "1"), ("page", "3")], "?available=1&sort=price-desc&page=3"),
        ];
        for (query, address) in cases {
            assert_eq!(normalize(query, AED), address, "{query:?}");
        }
    }

    #[test]
    fn prices_have_the_decimals_of_their_currency() {
        let cases = [
            ("JPY", "100.5", ""),
            ("JPY", "2900", "?price-from=2900"),
            ("KWD", "1.25", "?price-from=1.250"),
            ("KWD", "1.000", "?price-from=1"),
            ("USD", "-1", ""),
        ];
        for (code, price, address) in cases {
            let currency = Currency::from_code(code).unwrap();
            assert_eq!(normalize(&[("price-from", price)], currency), address, "{price} {code}");
        }
    }

    #[test]
    fn a_value_is_added_and_removed_again() {
        let one = toggle(&filter(&[], AED), "colour", "clay");
        assert_eq!(href("", &one), "?colour=clay");
        assert_eq!(href("", &toggle(&one, "colour", "clay")), "");
    }

    #[test]
    fn values_beyond_the_limit_are_ignored() {
        let many: Vec<_> = (0..5000).map(|n| (format!("a{n}"), "b".to_owned())).collect();
        assert_eq!(filter(&many, AED).values.len(), MOST_VALUES);
    }
}
