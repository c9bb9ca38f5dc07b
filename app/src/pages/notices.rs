//! Pages for when nothing can be loaded: they need neither the database nor a script.

use leptos::prelude::*;
use types::Locale;

use crate::{
    address,
    head::Head,
    shell::{Frame, Movement, Surroundings},
    site_config::SiteConfig,
    words::Words,
};

/// The page for a defect of ours: an apology, and a reference under which the log tells more.
pub fn error_page(site: &SiteConfig, locale: Locale, reference: &str) -> String {
    let words = Words::of(locale);
    let code = view! {
        <p class="notice-code">{words.text("error-reference")}" "<bdi><code>{reference.to_owned()}</code></bdi></p>
    };
    notice(site, words, ["500", "error-title", "error-text"], code.into_any())
}

/// The page for when the database can't be reached: nothing is lost, try again soon.
pub fn unavailable_page(site: &SiteConfig, locale: Locale) -> String {
    notice(site, Words::of(locale), ["503", "closed-title", "closed-text"], ().into_any())
}

fn notice(site: &SiteConfig, words: Words, [label, title, text]: [&'static str; 3], code: AnyView) -> String {
    let head = Head::unlisted(words.text(title));
    let movement = Movement::Still;
    let surroundings = Surroundings::alone(words, movement).into();
    Frame { site, words, surroundings, head, movement }.document(|| {
        view! {
            <div class="wrap">
                <div class="notice">
                    <p class="label">{label}</p>
                    <h1>{words.text(title)}</h1>
                    <p>{words.text(text)}</p>
                    <p class="notice-links">
                        <a class="button" href="">{words.text("try-again")}</a>" "
                        <a class="button button-quiet" href=address::home(words.locale)>{words.text("to-home")}</a>
                    </p>
                    {code}
                </div>
            </div>
        }
    })
}
