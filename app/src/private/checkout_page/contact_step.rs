use addresses::{AddressField, AddressFormat, format_of};
use cart::CheckoutStep;
use checkout::{COUNTRY, EMAIL, FieldFault, PHONE};
use leptos::prelude::*;
use types::Country;

use super::CheckoutView;
use crate::{
    private::{
        field::{Field, FieldKind, error_summary, sentence},
        field_label::label_key,
    },
    ui::locale_field,
};

impl CheckoutView<'_> {
    pub(super) fn contact_form(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let fields = self.contact_fields();
        let faults: Vec<_> = fields
            .iter()
            .filter_map(|field| Some((field.name.to_owned(), field.label.clone(), field.error.clone()?)))
            .collect();
        let fields: Vec<_> = fields.into_iter().map(|field| field.view(localizer)).collect();
        view! {
            <form class="checkout-form" method="post" action="/actions/checkout/contact" novalidate>
                {locale_field(localizer.locale)}
                // The button that Enter presses: the first of a form, which would be that of the country.
                <button class="hidden" type="submit" tabindex="-1" aria-hidden="true"></button>
                {error_summary(localizer, &faults)}
                {self.country_field()}
                {fields}
                <button class="button button-wide" type="submit">{localizer.text("checkout-to-delivery")}</button>
            </form>
        }
    }

    pub(super) fn contact_digest(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let Ok(contact) = &self.progress.contact else { return ().into_any() };
        let lines: Vec<_> = contact
            .address
            .lines(localizer.locale.language())
            .into_iter()
            .map(|line| view! { <span><bdi>{line}</bdi></span> })
            .collect();
        let country = localizer.country(contact.address.country());
        view! {
            <address class="step-digest">
                {lines}<span>{country}</span>
                <span><bdi dir="ltr">{contact.email.as_str().to_owned()}</bdi></span>
                <span><bdi dir="ltr">{contact.phone.to_string()}</bdi></span>
            </address>
        }
        .into_any()
    }

    fn contact_fields(&self) -> Vec<Field> {
        let localizer = self.localizer;
        let faults = match &self.progress.contact {
            Err(faults) if self.was_sent(CheckoutStep::Contact) => faults.as_slice(),
            _ => &[],
        };
        let mut fields = vec![
            self.field(EMAIL, localizer.text("field-email"), FieldKind::Email, "email", faults),
            Field {
                hint: Some(localizer.text("field-phone-reason")),
                ..self.field(PHONE, localizer.text("field-phone"), FieldKind::Phone, "tel", faults)
            },
        ];
        if let Some(country) = self.progress.country {
            fields.extend(self.address_fields(country, faults));
        }
        fields
    }

    fn address_fields(&self, country: Country, faults: &[FieldFault]) -> Vec<Field> {
        let localizer = self.localizer;
        let format = format_of(country);
        let of_format = |field: AddressField| {
            let label = localizer.text(label_key(format.label(field)));
            let kind = self.kind_of(format, field);
            let hint = (field == AddressField::Extra).then(|| localizer.text("field-extra-hint"));
            Field {
                hint,
                is_required: format.requires(field),
                ..self.field(field.as_str(), label, kind, field.autocomplete(), faults)
            }
        };
        let shown =
            format.fields(localizer.locale.language()).into_iter().filter(|field| *field != AddressField::Company);
        shown.map(of_format).collect()
    }

    fn kind_of(&self, format: &AddressFormat, field: AddressField) -> FieldKind {
        match field {
            AddressField::Region if !format.regions().is_empty() => {
                let language = self.localizer.locale.language();
                let regions = format.regions().iter();
                let regions = regions.map(|region| (region.code().to_owned(), region.name(language).to_owned()));
                let none = (String::new(), self.localizer.text("field-choose"));
                FieldKind::Choice(std::iter::once(none).chain(regions).collect())
            }
            AddressField::Postcode => FieldKind::Code { is_numeric: format.has_numeric_postcodes() },
            _ => FieldKind::Text,
        }
    }

    /// Renders the choice of a country, where the market has several.
    fn country_field(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let countries = &localizer.locale.market().facts().countries;
        let chosen = self.progress.country.map(|country| country.code().to_owned()).unwrap_or_default();
        if countries.len() < 2 {
            return view! { <input type="hidden" name="fields[country]" value=chosen/> }.into_any();
        }
        let mut named: Vec<(String, String)> =
            countries.iter().map(|of| (of.code().to_owned(), localizer.country(*of).to_owned())).collect();
        named.sort_by_key(|(_, name)| ::formats::sort_key(name));
        let field = Field {
            is_required: true,
            ..self.field(COUNTRY, localizer.text("field-country"), FieldKind::Choice(named), "country", &[])
        };
        let field = Field { value: chosen, ..field };
        view! {
            {field.view(localizer)}
            <button class="link country-change" type="submit" name="step" value="country">{localizer.text("field-country-change")}</button>
        }
        .into_any()
    }

    /// Returns a required field with the value that was typed, and with the sentence about its fault.
    pub(super) fn field(
        &self,
        name: &'static str,
        label: String,
        kind: FieldKind,
        autocomplete: &'static str,
        faults: &[FieldFault],
    ) -> Field {
        let choices = &self.progress.cart.cart.content.checkout;
        let mut typed = [&choices.contact, &choices.company].into_iter().map(|form| form.get(name));
        let value = typed.find(|value| !value.is_empty()).unwrap_or_default().to_owned();
        let fault = faults.iter().find(|fault| fault.field == name);
        let error = fault.map(|fault| sentence(self.localizer, fault, &label));
        Field { name, label, value, hint: None, error, is_required: true, kind, autocomplete }
    }

    pub(super) fn was_sent(&self, step: CheckoutStep) -> bool {
        self.progress.cart.cart.content.checkout.sent.contains(&step)
    }
}
