//! The fields of the checkout's forms: label, value, hint and error.

use addresses::{AddressProblemKind, EmailProblem, PhoneProblem, TaxNumberProblem};
use checkout::{FieldFault, FieldFaultReason};
use leptos::prelude::*;

use crate::{localizer::Localizer, ui::isolate};

/// A field of a form.
pub(super) struct Field {
    /// The name by which a form sends it: `fields[…]`.
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) hint: Option<String>,
    /// The sentence about its fault.
    pub(super) error: Option<String>,
    pub(super) is_required: bool,
    pub(super) kind: FieldKind,
    /// The token of the attribute `autocomplete`.
    pub(super) autocomplete: &'static str,
}

/// The way in which a field is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A text in any script.
    Text,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A number or code, which runs from left to right; true for one of digits.
    Code { is_numeric: bool },
    /// One of these values, each with its name.
    Choice(Vec<(String, String)>),
}

impl Field {
    /// Returns the id of the element.
    pub(super) fn id(name: &str) -> String {
        format!("field-{name}")
    }

    /// Renders the field with its label.
    pub(super) fn view(self, localizer: Localizer) -> impl IntoView {
        let id = Self::id(self.name);
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described: Vec<&str> = [(self.hint.is_some(), &hint_id), (self.error.is_some(), &error_id)]
            .into_iter()
            .filter(|(is_there, _)| *is_there)
            .map(|(_, id)| id.as_str())
            .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let optional =
            (!self.is_required).then(|| view! { " "<span class="soft">{localizer.text("field-optional")}</span> });
        let (hint, error, label, label_for) = (self.hint.clone(), self.error.clone(), self.label.clone(), id.clone());
        view! {
            <div class="form-field">
                <label for=label_for>{label}{optional}</label>
                {self.control(id, described)}
                {hint.map(|hint| view! { <p class="form-hint" id=hint_id>{hint}</p> })}
                {error.map(|error| view! { <p class="form-error" id=error_id>{error}</p> })}
            </div>
        }
    }

    fn control(self, id: String, described: Option<String>) -> AnyView {
        let name = format!("fields[{}]", self.name);
        let invalid = self.error.is_some().then_some("true");
        let required = self.is_required.then_some("true");
        if let FieldKind::Choice(choices) = self.kind {
            let value = self.value;
            let option = |(code, name): (String, String)| {
                let is_chosen = code == value;
                view! { <option value=code selected=is_chosen>{name}</option> }
            };
            let options: Vec<_> = choices.into_iter().map(option).collect();
            return view! {
                <select class="field" id=id name=name autocomplete=self.autocomplete aria-invalid=invalid aria-required=required aria-describedby=described>
                    {options}
                </select>
            }
            .into_any();
        }
        let (kind, mode, direction) = match self.kind {
            FieldKind::Email => ("email", "email", "ltr"),
            FieldKind::Phone => ("tel", "tel", "ltr"),
            FieldKind::Code { is_numeric: true } => ("text", "numeric", "ltr"),
            FieldKind::Code { is_numeric: false } => ("text", "text", "ltr"),
            FieldKind::Text | FieldKind::Choice(_) => ("text", "text", "auto"),
        };
        view! {
            <input
                class="field"
                id=id
                name=name
                type=kind
                inputmode=mode
                dir=direction
                value=self.value
                autocomplete=self.autocomplete
                enterkeyhint="next"
                maxlength="300"
                aria-invalid=invalid
                aria-required=required
                aria-describedby=described
            />
        }
        .into_any()
    }
}

/// Renders the list of faults above a form, with a link to each field.
pub(super) fn error_summary(
    localizer: Localizer,
    faults: &[(String, String, String)],
) -> Option<impl IntoView + use<>> {
    if faults.is_empty() {
        return None;
    }
    let items: Vec<_> = faults
        .iter()
        .map(|(name, label, error)| {
            let address = format!("#{}", Field::id(name));
            let name = (!error.contains(label.as_str())).then(|| view! { {isolate(label.clone())}": " });
            view! { <li><a href=address>{name}{error.clone()}</a></li> }
        })
        .collect();
    let count = faults.len();
    Some(view! {
        <div class="told told-bad error-summary" role="alert" tabindex="-1" autofocus>
            <p>{localizer.plural("errors", count)}</p>
            <ul>{items}</ul>
        </div>
    })
}

/// Returns the sentence about a fault: the fault, and how to mend it.
pub(super) fn sentence(localizer: Localizer, fault: &FieldFault, label: &str) -> String {
    match fault.reason {
        FieldFaultReason::Email(problem) => match problem {
            EmailProblem::Missing => localizer.text("email-missing"),
            EmailProblem::NoAt => localizer.text("email-no-at"),
            EmailProblem::SeveralAts => localizer.text("email-several-ats"),
            EmailProblem::Character(letter) => localizer.text_with("field-character", "character", letter),
            _ => localizer.text("email-malformed"),
        },
        FieldFaultReason::Phone(problem) => match problem {
            PhoneProblem::Missing => localizer.text("phone-missing"),
            PhoneProblem::Character(letter) => localizer.text_with("field-character", "character", letter),
            PhoneProblem::TooShort => localizer.text("phone-too-short"),
            PhoneProblem::UnknownCallingCode => localizer.text("phone-unknown-country"),
            _ => localizer.text("phone-malformed"),
        },
        FieldFaultReason::Address(kind) => match kind {
            AddressProblemKind::Missing | AddressProblemKind::UnknownRegion => {
                localizer.text_with("field-missing", "field", label)
            }
            AddressProblemKind::TooLong { most } => {
                localizer.text_with("field-too-long", "most", localizer.number(most))
            }
            AddressProblemKind::BadPostcode { example: Some(example) } => {
                localizer.text_with("postcode-malformed", "example", example)
            }
            _ => localizer.text("field-malformed"),
        },
        FieldFaultReason::NoCompany => localizer.text("company-missing"),
        FieldFaultReason::TaxNumber(problem) => match problem {
            TaxNumberProblem::Missing => localizer.text_with("field-missing", "field", label),
            TaxNumberProblem::Malformed { example } if !example.is_empty() => {
                localizer.text_with("tax-number-malformed", "example", example)
            }
            TaxNumberProblem::Malformed { .. } => localizer.text("field-malformed"),
            _ => localizer.text("tax-number-check"),
        },
    }
}
