use super::*;

fn check(text: &str, country: &str, region: Option<&str>) -> Result<String, TaxNumberProblem> {
    let country = Country::from_code(country).unwrap();
    let region = region.map(|code| crate::format_of(country).region(code).unwrap());
    let number = TaxNumber::check(text, country, region);
    number.map(|number| number.as_str().to_owned())
}

#[test]
fn numbers_are_good_for_which_stdnum_has_them() {
    let cases = include_str!("cases.txt").lines().filter(|line| !line.starts_with('#'));
    for case in cases {
        let [country, number, verdict] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("{case}") };
        assert_eq!(check(number, country, None).is_ok(), verdict == "+", "{case}");
    }
}

#[test]
fn published_numbers_of_india_are_good() {
    for number in ["27AAPFU0939F1ZV", "29ABCDE1234F1ZW", "27ABCDE1234F1Z0", "07AAACV1234K1ZG"] {
        assert_eq!(check(number, "IN", None).as_deref(), Ok(number));
    }
    assert_eq!(check(" 27 aapfu-0939-f1zv", "IN", None).as_deref(), Ok("27AAPFU0939F1ZV"));
    assert_eq!(check("२७AAPFU०९३९F१ZV", "IN", None).as_deref(), Ok("27AAPFU0939F1ZV"));
}

#[test]
fn number_of_india_belongs_to_the_billing_state() {
    assert!(check("27AAPFU0939F1ZV", "IN", Some("MH")).is_ok());

    let other = check("27AAPFU0939F1ZV", "IN", Some("KA"));

    assert!(matches!(other, Err(TaxNumberProblem::OtherRegion { region }) if region.code() == "MH"));
}

#[test]
fn mistyped_numbers_of_india_say_why() {
    assert_eq!(check("", "IN", None), Err(TaxNumberProblem::Missing));
    assert_eq!(check("27AAPFU0939F1ZO", "IN", None), Err(TaxNumberProblem::CheckCharacter));
    for malformed in ["27AAPFU0939F1Z", "369296450896540", "27AAPFU0939F1AA", "२७"] {
        assert!(matches!(check(malformed, "IN", None), Err(TaxNumberProblem::Malformed { .. })), "{malformed}");
    }
}

#[test]
fn every_state_of_india_has_a_number() {
    let india = Country::from_code("IN").unwrap();
    let named: Vec<&str> = (1..=38)
        .map(|state| gstin::region(&format!("{state:02}AAPFU0939F1ZV")).expect("each has a state").code())
        .collect();

    for region in crate::format_of(india).regions() {
        assert!(named.contains(&region.code()), "{}", region.code());
    }
}

#[test]
fn number_of_the_emirates_has_fifteen_digits_from_100() {
    assert_eq!(check("100-1234-5670-0003", "AE", None).as_deref(), Ok("100123456700003"));
    assert_eq!(check("١٠٠١٢٣٤٥٦٧٠٠٠٠٣", "AE", None).as_deref(), Ok("100123456700003"));
    for bad in ["10012345670000", "1001234567000031", "200123456700003", "10012345670000A"] {
        assert!(check(bad, "AE", None).is_err(), "{bad}");
    }
}

#[test]
fn number_of_the_union_is_written_with_its_country() {
    for (country, text, number) in [
        ("DE", "136 695 976", "DE136695976"),
        ("DE", "de136695976", "DE136695976"),
        ("GR", "GR094259216", "EL094259216"),
        ("GR", "EL 094259216", "EL094259216"),
        ("AT", "ATU13585627", "ATU13585627"),
    ] {
        assert_eq!(check(text, country, None).as_deref(), Ok(number));
    }
    assert!(check("FR136695976", "DE", None).is_err());
}

#[test]
fn other_countries_have_numbers_of_any_form() {
    assert_eq!(check("CHE-116.281.710 MWST", "CH", None).as_deref(), Ok("CHE116281710MWST"));
    assert!(check("none", "US", None).is_err());
    assert!(check("12-3456789", "US", None).is_ok());
}

#[test]
fn stored_numbers_read_back() {
    let number = TaxNumber::check("27AAPFU0939F1ZV", Country::from_code("IN").unwrap(), None).unwrap();

    let stored = serde_json::to_string(&number).unwrap();

    assert_eq!(stored, r#"{"kind":"gstin","number":"27AAPFU0939F1ZV"}"#);
    assert_eq!(serde_json::from_str::<TaxNumber>(&stored).unwrap(), number);
    assert_eq!(number.region().map(Region::code), Some("MH"));
}
