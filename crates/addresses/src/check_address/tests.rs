use rand::{Rng, SeedableRng, rngs::SmallRng};
use types::Language;

use super::*;
use crate::AddressWarning;

fn country(code: &str) -> Country {
    Country::from_code(code).unwrap()
}

fn language(tag: &str) -> Language {
    Language::from_code(tag).unwrap()
}

fn input(values: &[(AddressField, &str)]) -> AddressInput {
    let mut input = AddressInput { name: "Amina Rahman".to_owned(), ..AddressInput::default() };
    for (field, value) in values {
        *input.get_mut(*field) = (*value).to_owned();
    }
    input
}

use AddressField::{Area, City, Company, Extra, Name, Postcode, Region, Street};

fn dubai() -> AddressInput {
    input(&[(Street, "Villa 12, Street 4b"), (Area, "Al  Barsha 1"), (Region, "DU")])
}

fn mumbai() -> AddressInput {
    input(&[(Street, "14 Hill Road"), (City, "Mumbai"), (Region, "Maharashtra"), (Postcode, "४०० ०५०")])
}

fn kinds(input: &AddressInput, code: &str) -> Vec<(AddressField, AddressProblemKind)> {
    check(input, country(code)).unwrap_err().into_iter().map(|problem| (problem.field, problem.kind)).collect()
}

#[test]
fn fields_are_those_of_the_country() {
    let cases = [
        ("AE", "en", vec![Name, Company, Street, Extra, Area, Region], vec![Name, Street, Area, Region]),
        (
            "IN",
            "hi",
            vec![Name, Company, Street, Extra, City, Postcode, Region],
            vec![Name, Street, City, Region, Postcode],
        ),
        (
            "US",
            "en",
            vec![Name, Company, Street, Extra, City, Region, Postcode],
            vec![Name, Street, City, Region, Postcode],
        ),
        ("DE", "de", vec![Name, Company, Street, Extra, Postcode, City], vec![Name, Street, City, Postcode]),
        ("JP", "ja", vec![Postcode, Region, Street, Extra, Company, Name], vec![Name, Street, Region, Postcode]),
        ("JP", "en", vec![Name, Company, Street, Extra, Region, Postcode], vec![Name, Street, Region, Postcode]),
        ("GB", "en", vec![Name, Company, Street, Extra, City, Postcode], vec![Name, Street, City, Postcode]),
        ("SA", "ar", vec![Name, Company, Street, Extra, City, Postcode], vec![Name, Street, City]),
        ("KW", "ar", vec![Name, Company, Street, Extra, Postcode, City], vec![Name, Street, City]),
        ("AQ", "en", vec![Name, Company, Street, Extra, City], vec![Name, Street, City]),
    ];
    for (code, tag, fields, required) in cases {
        let format = format_of(country(code));
        assert_eq!(format.fields(language(tag)), fields, "{code}");
        let needed: Vec<_> = AddressField::ALL.into_iter().filter(|field| format.requires(*field)).collect();
        assert_eq!(needed, required, "{code}");
    }
}

#[test]
fn visible_fields_are_few() {
    let visible = |code: &str| {
        let fields = format_of(country(code)).fields(language("en"));
        let behind_a_link = [Company, Extra];
        // With e-mail and phone.
        2 + fields.iter().filter(|field| !behind_a_link.contains(field)).count()
    };

    assert!(visible("AE") <= 8);
    assert!(visible("IN") <= 9 && visible("US") <= 9);
}

#[test]
fn fields_are_labelled_as_in_the_country() {
    let labels = [("AE", Region, "emirate"), ("AE", Area, "area"), ("IN", Postcode, "pin"), ("US", Postcode, "zip")];
    for (code, field, label) in labels {
        assert_eq!(format_of(country(code)).label(field).as_str(), label);
    }
    assert_eq!(format_of(country("JP")).label(Region).as_str(), "prefecture");
    assert_eq!(format_of(country("GB")).label(City).as_str(), "post-town");
}

#[test]
fn good_addresses_are_normalised() {
    let dubai = check(&dubai(), country("AE")).unwrap();
    let mumbai = check(&mumbai(), country("IN")).unwrap();

    assert_eq!(
        (dubai.get(Area), dubai.region_code().as_deref(), dubai.postcode()),
        ("Al Barsha 1", Some("AE-DU"), None)
    );
    assert_eq!((mumbai.region_code().as_deref(), mumbai.postcode()), (Some("IN-MH"), Some("400050")));
    assert!(mumbai.warnings().is_empty());
}

#[test]
fn regions_are_known_by_code_and_by_their_names() {
    for text in ["DU", "du", "Dubai", " dubai ", "دبي", "\u{200F}دبي\u{200F}", "AE-DU"] {
        let address = check(&AddressInput { region: text.to_owned(), ..dubai() }, country("AE"));
        assert_eq!(address.unwrap().get(Region), "DU", "{text}");
    }
    let odisha = AddressInput { region: "ओड़िशा".to_owned(), ..mumbai() };
    assert_eq!(check(&odisha, country("IN")).unwrap().region_code().as_deref(), Some("IN-OD"));
}

#[test]
fn every_problem_is_told_with_its_field() {
    let wrong = input(&[(Name, " "), (Street, "14 Hill\u{0} Road"), (Region, "Bavaria"), (Postcode, "4000")]);

    assert_eq!(
        kinds(&wrong, "IN"),
        [
            (Name, AddressProblemKind::Missing),
            (Street, AddressProblemKind::ControlCharacter),
            (City, AddressProblemKind::Missing),
            (Region, AddressProblemKind::UnknownRegion),
            (Postcode, AddressProblemKind::BadPostcode { example: Some("110034") }),
        ]
    );
    let unseen = AddressInput { name: "\u{200D} \u{3164}".to_owned(), ..dubai() };
    assert_eq!(kinds(&unseen, "AE"), [(Name, AddressProblemKind::Missing)]);
    let long = AddressInput { extra: "x".repeat(121), ..dubai() };
    assert_eq!(kinds(&long, "AE"), [(Extra, AddressProblemKind::TooLong { most: 120 })]);
}

#[test]
fn values_of_fields_that_a_country_does_not_have_are_dropped() {
    let filled = AddressInput { postcode: "00000".to_owned(), city: "Dubai".to_owned(), ..dubai() };

    let address = check(&filled, country("AE")).unwrap();

    assert_eq!((address.get(Postcode), address.get(City)), ("", ""));
}

#[test]
fn postcode_of_another_state_is_a_warning() {
    let elsewhere = check(&AddressInput { postcode: "560001".to_owned(), ..mumbai() }, country("IN")).unwrap();

    let [AddressWarning::PostcodeOutsideRegion { region, lies_in }] = elsewhere.warnings()[..] else {
        panic!("no warning")
    };

    assert_eq!((region.code(), lies_in.map(crate::Region::code)), ("MH", Some("KA")));
}

#[test]
fn lines_stand_in_the_countrys_order() {
    let japanese = input(&[(Street, "丸の内1-1"), (Region, "東京都"), (Postcode, "1000005")]);
    let brazilian =
        input(&[(Street, "Rua A 1"), (Extra, "Apto 2"), (City, "Santos"), (Region, "SP"), (Postcode, "11000100")]);
    let cases = [
        ("AE", dubai(), "en", "Amina Rahman|Villa 12, Street 4b|Al Barsha 1|Dubai"),
        ("AE", dubai(), "ar", "Amina Rahman|Villa 12, Street 4b|Al Barsha 1|دبي"),
        ("IN", mumbai(), "hi", "Amina Rahman|14 Hill Road|Mumbai 400050|महाराष्ट्र"),
        ("JP", japanese.clone(), "ja", "〒100-0005|東京都|丸の内1-1|Amina Rahman"),
        ("JP", japanese, "en", "Amina Rahman|丸の内1-1, Tokyo|100-0005"),
        ("BR", brazilian, "en", "Amina Rahman|Rua A 1|Apto 2|Santos-SP|11000-100"),
        (
            "US",
            input(&[
                (Company, "Acme"),
                (Street, "1 Main St"),
                (City, "Austin"),
                (Region, "Texas"),
                (Postcode, "78701"),
            ]),
            "en",
            "Amina Rahman|Acme|1 Main St|Austin, TX 78701",
        ),
        ("SA", input(&[(Street, "King Fahd Rd 8"), (City, "Riyadh")]), "en", "Amina Rahman|King Fahd Rd 8|Riyadh"),
        (
            "CH",
            input(&[(Street, "Bahnhofstrasse 1"), (City, "Zürich"), (Postcode, "8001")]),
            "de",
            "Amina Rahman|Bahnhofstrasse 1|CH-8001 Zürich",
        ),
        ("AQ", input(&[(Street, "Base 1"), (City, "Ross Island")]), "en", "Amina Rahman|Base 1|Ross Island"),
    ];
    for (code, typed, tag, lines) in cases {
        assert_eq!(check(&typed, country(code)).unwrap().lines(language(tag)).join("|"), lines, "{code} {tag}");
    }
}

#[test]
fn stored_addresses_read_back() {
    let address = check(&dubai(), country("AE")).unwrap();

    let stored = serde_json::to_string(&address).unwrap();

    let expected =
        r#"{"country":"AE","name":"Amina Rahman","street":"Villa 12, Street 4b","area":"Al Barsha 1","region":"DU"}"#;
    assert_eq!(stored, expected);
    assert_eq!(serde_json::from_str::<Address>(&stored).unwrap(), address);
}

#[test]
fn every_region_has_one_code_and_a_name() {
    let country_name = |country: Country| country.code();
    for country in Country::all() {
        let format = format_of(country);
        for region in format.regions() {
            let name = country_name(country);
            assert!((1..=3).contains(&region.code().len()), "{name} {region:?}");
            assert!(["en", "ar", "hi"].iter().all(|tag| !region.name(language(tag)).is_empty()), "{name} {region:?}");
            let found = format.regions().iter().filter(|other| other.code() == region.code()).count();
            assert_eq!(found, 1, "{name} {region:?}");
        }
    }
}

/// Returns a text of random characters: of any, of those that addresses have, and of those that make trouble.
fn random_text(random: &mut SmallRng) -> String {
    let plain: Vec<char> = "abzAZ 019-/%=~,.\t\n\u{0}\u{200F}\u{301}٣३दबيمی東".chars().collect();
    let length = random.random_range(0..24);
    let mut character =
        || if random.random_bool(0.1) { random.random() } else { plain[random.random_range(0..plain.len())] };
    (0..length).map(|_| character()).collect()
}

#[test]
fn check_never_panics_and_its_result_is_its_own_normal_form() {
    let mut random = SmallRng::seed_from_u64(17);
    let countries: Vec<Country> = Country::all().collect();
    let mut accepted = 0;
    for _ in 0..20_000 {
        let country = countries[random.random_range(0..countries.len())];
        let format = format_of(country);
        let mut typed = AddressInput::default();
        for field in AddressField::ALL {
            *typed.get_mut(field) = random_text(&mut random);
        }
        if random.random_bool(0.8) {
            typed.postcode = format.postcode_example().unwrap_or_default().to_lowercase();
            let regions = format.regions();
            let region = (!regions.is_empty()).then(|| regions[random.random_range(0..regions.len())]);
            typed.region = region.map_or("x", |region| region.name(language("en"))).to_owned();
        }

        let Ok(address) = check(&typed, country) else { continue };

        accepted += 1;
        let lines = address.lines(language("en"));
        assert!(lines.iter().all(|line| !line.contains('\n')), "{lines:?}");
        address.warnings();
        assert_eq!(check(&address.clone().into_input(), country).as_ref(), Ok(&address), "{typed:?}");
    }
    assert!(accepted > 1_000, "{accepted}");
}

#[test]
fn no_text_makes_a_parser_panic_and_accepted_texts_read_back() {
    let mut random = SmallRng::seed_from_u64(18);
    let countries: Vec<Country> = Country::all().collect();
    for _ in 0..20_000 {
        let country = countries[random.random_range(0..countries.len())];
        let text = random_text(&mut random);
        if let Ok(phone) = crate::Phone::parse(&text, country) {
            assert_eq!(crate::Phone::parse(&phone.to_string(), country).as_ref(), Ok(&phone), "{text:?}");
        }
        if let Ok(number) = crate::TaxNumber::check(&text, country, None) {
            assert_eq!(crate::TaxNumber::check(number.as_str(), country, None).as_ref(), Ok(&number), "{text:?}");
        }
        for text in [text.clone(), format!("a@{text}.com")] {
            if let Ok(address) = crate::EmailAddress::parse(&text) {
                assert_eq!(crate::EmailAddress::parse(address.as_str()).as_ref(), Ok(&address), "{text:?}");
            }
        }
    }
}
