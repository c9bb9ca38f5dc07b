//! The content of the page. The pictures' names stand for those of the demo.

pub(crate) struct Product {
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) pictures: [Picture; 4],
    pub(crate) colours: [Value; 3],
    pub(crate) sizes: [Value; 2],
    pub(crate) sku: &'static str,
    pub(crate) price: u32,
    pub(crate) specs: [(&'static str, &'static str); 4],
    pub(crate) related: [Card; 8],
}

pub(crate) struct Picture {
    pub(crate) name: &'static str,
    pub(crate) colour: &'static str,
    pub(crate) alt: &'static str,
}

pub(crate) struct Value {
    pub(crate) code: &'static str,
    pub(crate) label: &'static str,
    pub(crate) swatch: Option<&'static str>,
}

pub(crate) struct Card {
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) price: u32,
    pub(crate) picture: Picture,
    pub(crate) swatches: &'static [&'static str],
}

const fn picture(name: &'static str, colour: &'static str, alt: &'static str) -> Picture {
    Picture { name, colour, alt }
}

const fn value(code: &'static str, label: &'static str, swatch: Option<&'static str>) -> Value {
    Value { code, label, swatch }
}

const fn card(
    slug: &'static str,
    name: &'static str,
    price: u32,
    picture: &'static str,
    swatches: &'static [&'static str],
) -> Card {
    Card { slug, name, price, picture: Picture { name: picture, colour: "#c9b9a6", alt: "" }, swatches }
}

pub(crate) const DUNE_VASE: Product = Product {
    slug: "dune-vase",
    name: "Dune Vase",
    description: "A round-bellied vase with a narrow neck, thrown by hand and speckled like fine desert sand. The glaze is drawn thin over the shoulder, so the iron in the clay shows through in fine dark grains.",
    pictures: [
        picture("7fdc6bf728db6bb7778807f810bc6417", "#c9b8a4", "Dune Vase in sand on a plain studio backdrop"),
        picture("6e12ccf23a0b6c2a8bccb1ed11f58a70", "#cab8a4", "Close view of the Dune Vase in sand"),
        picture("d2b67210ec998a2cf029ae851c59ab9f", "#c9b7a4", "Dune Vase in clay on a plain studio backdrop"),
        picture("81f0c7a1d3f64b2a9a5e0b6c7d8e9f00", "#c9b7a4", "Dune Vase in ink blue on a plain studio backdrop"),
    ],
    colours: [
        value("sand", "Sand", Some("#d2b896")),
        value("clay", "Clay", Some("#a96a50")),
        value("ink", "Ink blue", Some("#303a48")),
    ],
    sizes: [value("s", "Small", None), value("l", "Large", None)],
    sku: "DUNVAS-SAND-S",
    price: 190,
    specs: [
        ("Material", "Glazed stoneware"),
        ("Dimensions", "19.2 × 19.2 × 24.6 cm (length × width × height)"),
        ("Weight", "1.45 kg"),
        (
            "Care",
            "Rinse with warm water after use and clean the neck with a bottle brush. Put felt under it on delicate surfaces.",
        ),
    ],
    related: [
        card("ring-vase", "Ring Vase", 245, "f67b777d7124efc818cd390f6654d572", &["#ede6d8", "#a96a50"]),
        card("planter", "Terrace Planter", 85, "528e70b07603a460324015e766b3878d", &["#ede6d8", "#8d9a7b"]),
        card("fluted-vase", "Fluted Vase", 210, "0b1c2d3e4f5061728394a5b6c7d8e9f0", &["#b9c3a5", "#a96a50"]),
        card("bottle-vase", "Bottle Vase", 175, "1b1c2d3e4f5061728394a5b6c7d8e9f1", &["#6c6f3a", "#c98f87"]),
        card("serving-bowl", "Serving Bowl", 160, "2b1c2d3e4f5061728394a5b6c7d8e9f2", &["#ede6d8", "#303a48"]),
        card(
            "stoneware-mug",
            "Stoneware Mug",
            55,
            "3b1c2d3e4f5061728394a5b6c7d8e9f3",
            &["#a96a50", "#303a48", "#8d9a7b"],
        ),
        card("dinner-plate", "Dinner Plate", 70, "4b1c2d3e4f5061728394a5b6c7d8e9f4", &["#ede6d8", "#303a48"]),
        card("incense-holder", "Incense Holder", 65, "5b1c2d3e4f5061728394a5b6c7d8e9f5", &["#ede6d8", "#3a3a3a"]),
    ],
};

pub(crate) const CATEGORIES: [(&str, &str); 6] = [
    ("ceramics", "Ceramics"),
    ("kitchen", "Kitchen"),
    ("lighting", "Lighting"),
    ("textiles", "Textiles"),
    ("furniture", "Furniture"),
    ("scent", "Scent"),
];

pub(crate) const COLLECTIONS: [(&str, &str); 7] = [
    ("gifts", "Gifts"),
    ("for-the-majlis", "For the majlis"),
    ("evening-light", "Evening light"),
    ("small-gifts", "Small gifts"),
    ("from-the-kiln", "From the kiln"),
    ("soft-things", "Soft things"),
    ("everything", "Everything"),
];

pub(crate) const HELP: [(&str, &str); 4] =
    [("shipping", "Shipping"), ("returns", "Returns"), ("about", "About this shop"), ("contact", "Contact")];

/// Tag, language, path's slug, words, currency.
pub(crate) const LOCALES: [(&str, &str, &str, &str, &str); 5] = [
    ("en-ae", "en", "dune-vase", "United Arab Emirates · English", "AED"),
    ("ar-ae", "ar", "مزهرية-الكثبان", "الإمارات العربية المتحدة · العربية", "AED"),
    ("en-in", "en", "dune-vase", "India · English", "INR"),
    ("hi-in", "hi", "ड्यून-फूलदान", "भारत · हिन्दी", "INR"),
    ("en-us", "en", "dune-vase", "United States · English", "USD"),
];
