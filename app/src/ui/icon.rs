use leptos::prelude::*;

/// The icons, drawn on a grid of 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IconName {
    Menu,
    Close,
    Open,
    Forward,
    Back,
    Filter,
    Enlarge,
    Dot,
    Delivery,
    Parcel,
    Picture,
    Bag,
}

impl IconName {
    const fn drawing(self) -> &'static str {
        match self {
            Self::Menu => r#"<path d="M2 6h16M2 14h16"/>"#,
            Self::Close => r#"<path d="m4 4 12 12M16 4 4 16"/>"#,
            Self::Open => r#"<path d="m4 7 6 6 6-6"/>"#,
            Self::Forward => r#"<path d="M2 10h16m-6-6 6 6-6 6"/>"#,
            Self::Back => r#"<path d="M18 10H2m6-6-6 6 6 6"/>"#,
            Self::Filter => {
                r#"<path d="M2 6h8m6 0h2M2 14h2m6 0h8"/><circle cx="13" cy="6" r="2.5"/><circle cx="7" cy="14" r="2.5"/>"#
            }
            Self::Enlarge => r#"<path d="M10 4v12M4 10h12"/>"#,
            Self::Dot => r#"<circle cx="10" cy="10" r="4"/>"#,
            Self::Delivery => {
                r#"<path d="M1 4h11v10H1zM12 8h4l3 3v3h-7"/><circle cx="5" cy="15" r="1.8"/><circle cx="15" cy="15" r="1.8"/>"#
            }
            Self::Picture => r#"<path d="M2 3h16v14H2zm0 11 5-5 4 4 3-3 4 4"/><circle cx="13" cy="7" r="1.5"/>"#,
            Self::Bag => r#"<path d="M4 6h12l1 12H3zM7 8V5a3 3 0 0 1 6 0v3"/>"#,
            Self::Parcel => r#"<path d="m10 2 7 3.5v9L10 18l-7-3.5v-9zM3 5.5 10 9l7-3.5M10 9v9"/>"#,
        }
    }

    /// Returns the class. The style sheet mirrors arrows on pages that run from right to left.
    const fn class(self) -> &'static str {
        match self {
            Self::Forward => "icon icon-forward",
            Self::Back => "icon icon-back",
            _ => "icon",
        }
    }
}

/// A decorative icon: assistive technology skips it, and reads the text beside it.
#[component]
pub(crate) fn Icon(name: IconName) -> impl IntoView {
    view! { <svg class=name.class() viewBox="0 0 20 20" aria-hidden="true" inner_html=name.drawing()></svg> }
}
