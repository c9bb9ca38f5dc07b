use addresses::{
    Address, AddressField, AddressInput, AddressProblemKind, EmailAddress, EmailProblem, Phone, PhoneProblem,
    TaxNumber, TaxNumberProblem,
};
use cart::Form;
use types::{Country, Market};

/// The field of the e-mail address.
pub const EMAIL: &str = "email";
/// The field of the phone number.
pub const PHONE: &str = "phone";
/// The field of the country, an ISO code.
pub const COUNTRY: &str = "country";
/// The field of the company that the invoice is for.
pub const INVOICE_COMPANY: &str = "invoice-company";
/// The field of that company's tax number.
pub const TAX_NUMBER: &str = "tax-number";

/// Every field of the step for contact and address.
pub const CONTACT_FIELDS: [&str; 11] =
    [EMAIL, PHONE, COUNTRY, "name", "company", "street", "extra", "area", "city", "region", "postcode"];
/// Every field of a company.
pub const COMPANY_FIELDS: [&str; 2] = [INVOICE_COMPANY, TAX_NUMBER];

/// Contact and address, checked.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The e-mail address.
    pub email: EmailAddress,
    /// The phone number.
    pub phone: Phone,
    /// The address of the delivery.
    pub address: Address,
}

/// The company that an invoice is for, checked.
#[derive(Clone, Debug)]
pub struct Company {
    /// The legal name.
    pub name: String,
    /// The tax number, if it has one.
    pub tax_number: Option<TaxNumber>,
}

/// A field that can't stay as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The field.
    pub field: &'static str,
    /// The reason.
    pub reason: FieldFaultReason,
}

/// The reason of a [`FieldFault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFaultReason {
    /// Of the e-mail address.
    Email(EmailProblem),
    /// Of the phone number.
    Phone(PhoneProblem),
    /// Of a field of the address.
    Address(AddressProblemKind),
    /// The tax number has no company.
    NoCompany,
    /// Of the tax number.
    TaxNumber(TaxNumberProblem),
}

/// Returns the country of a form: one of the market's, the first if the form names none.
pub fn country_of(form: &Form, market: Market) -> Option<Country> {
    let named = Country::from_code(form.get(COUNTRY)).filter(|country| market.facts().countries.contains(country));
    named.or_else(|| market.home_country())
}

/// Checks contact and address.
///
/// # Errors
///
/// If fields have faults, with all of them in the order of the form.
pub fn check_contact(form: &Form, country: Country) -> Result<Contact, Vec<FieldFault>> {
    let email = EmailAddress::parse(form.get(EMAIL)).map_err(|problem| fault(EMAIL, FieldFaultReason::Email(problem)));
    let phone =
        Phone::parse(form.get(PHONE), country).map_err(|problem| fault(PHONE, FieldFaultReason::Phone(problem)));
    let address = addresses::check(&address_input(form), country);
    match (email, phone, address) {
        (Ok(email), Ok(phone), Ok(address)) => Ok(Contact { email, phone, address }),
        (email, phone, address) => {
            let of_address = address.err().unwrap_or_default();
            let of_address =
                of_address.iter().map(|problem| fault(problem.field.as_str(), FieldFaultReason::Address(problem.kind)));
            Err(email.err().into_iter().chain(phone.err()).chain(of_address).collect())
        }
    }
}

/// Checks the company that the invoice is for; `None` if the form names none.
///
/// # Errors
///
/// If fields have faults.
pub fn check_company(form: &Form, address: &Address) -> Result<Option<Company>, Vec<FieldFault>> {
    let (name, number) = (form.get(INVOICE_COMPANY), form.get(TAX_NUMBER));
    if name.is_empty() && number.is_empty() {
        return Ok(None);
    }
    if name.is_empty() {
        return Err(vec![fault(INVOICE_COMPANY, FieldFaultReason::NoCompany)]);
    }
    let wrong = |problem| vec![fault(TAX_NUMBER, FieldFaultReason::TaxNumber(problem))];
    let checked = (!number.is_empty()).then(|| TaxNumber::check(number, address.country(), address.region()));
    Ok(Some(Company { name: name.to_owned(), tax_number: checked.transpose().map_err(wrong)? }))
}

/// Returns the fields of the address as they were typed.
pub fn address_input(form: &Form) -> AddressInput {
    let mut input = AddressInput::default();
    for field in AddressField::ALL {
        form.get(field.as_str()).clone_into(input.get_mut(field));
    }
    input
}

const fn fault(field: &'static str, reason: FieldFaultReason) -> FieldFault {
    FieldFault { field, reason }
}

#[cfg(test)]
mod tests {
    use setup::testing::market;

    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        let mut form = Form::default();
        for (name, value) in fields {
            form.set(name, value);
        }
        form
    }

    const DUBAI: [(&str, &str); 6] = [
        ("email", "sara@example.com"),
        ("phone", "٠٥٠ ١٢٣ ٤٥٦٧"),
        ("name", "Sara Haddad"),
        ("street", "Villa 12, Street 8"),
        ("area", "Al Barsha"),
        ("region", "DU"),
    ];

    #[test]
    fn an_address_in_dubai_needs_no_postcode_and_takes_arabic_digits() {
        let country = country_of(&Form::default(), market("ae")).unwrap();

        let contact = check_contact(&form(&DUBAI), country).unwrap();

        assert_eq!(contact.phone.as_str(), "+971501234567");
        assert_eq!(contact.address.region_code().as_deref(), Some("AE-DU"));
    }

    #[test]
    fn every_fault_is_told_at_its_field() {
        let country = Country::from_code("IN").unwrap();

        let faults = check_contact(&form(&[("email", "x"), ("postcode", "12")]), country).unwrap_err();

        let fields: Vec<&str> = faults.iter().map(|fault| fault.field).collect();
        for field in ["email", "phone", "name", "street", "city", "region", "postcode"] {
            assert!(fields.contains(&field), "{field}: {fields:?}");
        }
    }

    #[test]
    fn a_company_has_a_name_and_a_number_of_its_country() {
        let contact = check_contact(&form(&DUBAI), Country::from_code("AE").unwrap()).unwrap();
        let check = |fields: &[(&str, &str)]| check_company(&form(fields), &contact.address);

        assert!(check(&[]).unwrap().is_none());
        assert_eq!(check(&[(TAX_NUMBER, "100123456700003")]).unwrap_err()[0].field, INVOICE_COMPANY);
        assert_eq!(check(&[(INVOICE_COMPANY, "A"), (TAX_NUMBER, "1")]).unwrap_err()[0].field, TAX_NUMBER);
        let company = check(&[(INVOICE_COMPANY, "A"), (TAX_NUMBER, "1001 2345 6700 003")]).unwrap().unwrap();
        assert_eq!(company.tax_number.unwrap().as_str(), "100123456700003");
    }
}
