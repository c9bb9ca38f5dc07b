use std::collections::HashMap;

use mrml::{mjml::Mjml, prelude::render::RenderOptions};

/// A mistake in a template.
#[derive(Debug, thiserror::Error)]
pub enum MjmlError {
    /// It is not well-formed, or has an element that MJML does not know.
    #[error("the MJML can't be read: {0}")]
    Parse(String),
    /// An element can't be rendered.
    #[error("the MJML can't be rendered: {0}")]
    Render(String),
}

/// Renders MJML as the HTML that mail clients understand. It loads no fonts from elsewhere, whatever fonts it names.
///
/// # Errors
///
/// If the MJML is not well-formed.
pub fn html_of_mjml(mjml: &str) -> Result<String, MjmlError> {
    let document = Mjml::parse(mjml).map_err(|error| MjmlError::Parse(error.to_string()))?;
    let options = RenderOptions { fonts: HashMap::new(), ..RenderOptions::default() };
    document.element.render(&options).map_err(|error| MjmlError::Render(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(text: &str) -> String {
        format!(
            "<mjml lang=\"ar\" dir=\"rtl\"><mj-body><mj-section><mj-column><mj-text font-family=\"Roboto\">{text}\
             </mj-text></mj-column></mj-section></mj-body></mjml>"
        )
    }

    #[test]
    fn html_has_language_and_direction_and_loads_nothing() {
        let html = html_of_mjml(&mail("سلام")).unwrap();

        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\""), "{html}");
        assert!(html.contains("سلام"));
        assert!(!html.contains("googleapis") && !html.contains("@import"), "{html}");
    }

    #[test]
    fn escaped_markup_stays_escaped() {
        let html = html_of_mjml(&mail("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &quot;")).unwrap();

        assert!(html.contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &quot;"), "{html}");
    }

    #[test]
    fn template_that_is_not_well_formed_is_refused() {
        let error = html_of_mjml("<mjml><mj-body></mjml>").unwrap_err();

        assert!(error.to_string().starts_with("the MJML can't be read: "), "{error}");
    }
}
