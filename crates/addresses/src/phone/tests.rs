use super::*;

fn parse(country: &str, text: &str) -> Result<Phone, PhoneProblem> {
    Phone::parse(text, Country::from_code(country).unwrap())
}

#[test]
fn numbers_are_read_and_grouped_as_libphonenumber_does() {
    let mut differing = Vec::new();
    let cases = include_str!("cases.txt").lines().filter(|line| !line.starts_with('#'));
    for case in cases {
        let mut fields = case.split('\t');
        let [country, text, number] = [(); 3].map(|()| fields.next().unwrap());
        // The list of countries has neither Ascension, Kosovo nor Tristan da Cunha.
        let Some(country) = Country::from_code(country) else { continue };
        let found = Phone::parse(text, country);
        let agrees = match &found {
            Ok(phone) => phone.as_str() == number && Some(phone.to_string().as_str()) == fields.next(),
            Err(_) => number == "-",
        };
        if !agrees {
            differing.push(format!("{case}: {:?}", found.map(|phone| format!("{} {phone}", phone.as_str()))));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn numbers_are_accepted_as_shoppers_type_them() {
    for text in [
        "050 123 4567",
        "+971 50-123-4567",
        "00971501234567",
        "٠٥٠ ١٢٣ ٤٥٦٧",
        "+971 (0)50 123 4567",
        "(050) 123.4567",
        "\u{202A}+971 50 123 4567\u{202C}",
        "971501234567",
    ] {
        assert_eq!(parse("AE", text).unwrap().as_str(), "+971501234567", "{text}");
    }
    assert_eq!(parse("IN", "०९८७६५ ४३२१०").unwrap().as_str(), "+919876543210");
    assert_eq!(parse("US", "0091 98765 43210").unwrap().as_str(), "+919876543210");
    assert_eq!(parse("US", "011 91 98765 43210").unwrap().as_str(), "+919876543210");
    assert_eq!(parse("US", "1 (415) 555-2671").unwrap().to_string(), "+1 415-555-2671");
}

#[test]
fn texts_that_are_no_numbers_say_why() {
    let cases = [
        ("AE", "", PhoneProblem::Missing),
        ("AE", "+", PhoneProblem::Missing),
        ("AE", "050 123 456x", PhoneProblem::Character('x')),
        ("AE", "050+1234567", PhoneProblem::Character('+')),
        ("AE", "+999 123456789", PhoneProblem::UnknownCallingCode),
        ("US", "415 555", PhoneProblem::TooShort),
        ("US", "415 555 26711", PhoneProblem::TooLong),
        ("US", "115 555 2671", PhoneProblem::NotInPlan),
        ("AE", "050 123 456", PhoneProblem::NotInPlan),
    ];
    for (country, text, problem) in cases {
        assert_eq!(parse(country, text), Err(problem), "{text}");
    }
}

#[test]
fn grouped_numbers_read_back() {
    for (country, text) in
        [("AE", "0501234567"), ("IN", "9876543210"), ("IT", "02 3661 8300"), ("AR", "011 15-2345-6789")]
    {
        let phone = parse(country, text).unwrap();
        assert_eq!(parse("JP", &phone.to_string()), Ok(phone));
    }
}

#[test]
fn numbers_of_landlines_are_told_where_the_plan_tells() {
    for (country, text, expected) in [
        ("AE", "0501234567", true),
        ("AE", "042345678", false),
        ("IN", "9876543210", true),
        ("IN", "022 2345 6789", false),
        ("US", "4155552671", true),
    ] {
        assert_eq!(parse(country, text).unwrap().may_be_mobile(), expected, "{text}");
    }
}

#[test]
fn every_pattern_compiles() {
    for country in Country::all() {
        let Some(plan) = NumberPlan::of(country) else { continue };
        assert!(plan.is_readable(), "{country}");
    }
}

#[test]
fn stored_numbers_read_back_after_a_change_of_the_plan() {
    let stored: Phone = serde_json::from_str("\"+971111111111\"").unwrap();

    assert_eq!(stored.as_str(), "+971111111111");
    for bad in ["\"971501234567\"", "\"+97150 1234567\"", "\"+1234567890123456\"", "\"+12\""] {
        assert!(serde_json::from_str::<Phone>(bad).is_err(), "{bad}");
    }
}
