use types::Locale;

use crate::{
    localizer::Localizer,
    mails::{OrderMail, plain_text::plain_text, template::template, wording::Wording},
};

/// A mail as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComposedMail {
    /// The subject.
    pub subject: String,
    /// The HTML.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// Lays a mail out in the language of a locale.
///
/// # Errors
///
/// If the template is not valid MJML, which tests rule out.
pub fn compose(locale: Locale, mail: &OrderMail) -> Result<ComposedMail, mail::MjmlError> {
    let localizer = Localizer::new(locale);
    let wording = Wording::of(localizer, mail);
    let html = mail::html_of_mjml(&template(localizer, mail, &wording).into_string())?;
    let text = plain_text(localizer, mail, &wording);
    Ok(ComposedMail { subject: wording.subject, html, text })
}
