//! The words of generated products: a code, and the name in English, Arabic and Hindi.

/// The languages of the words, by tag. In a shop of other languages the first one stands in.
pub(crate) const LANGUAGES: [&str; 3] = ["en", "ar", "hi"];

/// A code with its name in each language.
pub(crate) type Word = (&'static str, [&'static str; 3]);

/// Themes that products are named after.
pub(crate) const THEMES: [Word; 24] = [
    ("dune", ["Dune", "الكثبان", "ड्यून"]),
    ("oasis", ["Oasis", "الواحة", "मरुद्यान"]),
    ("monsoon", ["Monsoon", "المطر", "मानसून"]),
    ("harbour", ["Harbour", "المرفأ", "बंदरगाह"]),
    ("saffron", ["Saffron", "الزعفران", "केसर"]),
    ("cedar", ["Cedar", "الأرز", "देवदार"]),
    ("coral", ["Coral", "المرجان", "मूंगा"]),
    ("jasmine", ["Jasmine", "الياسمين", "चमेली"]),
    ("pearl", ["Pearl", "اللؤلؤ", "मोती"]),
    ("river", ["River", "النهر", "नदी"]),
    ("mountain", ["Mountain", "الجبل", "पर्वत"]),
    ("garden", ["Garden", "الحديقة", "बाग़"]),
    ("moon", ["Moon", "القمر", "चाँद"]),
    ("sun", ["Sun", "الشمس", "सूरज"]),
    ("star", ["Star", "النجمة", "तारा"]),
    ("palm", ["Palm", "النخيل", "ताड़"]),
    ("cloud", ["Cloud", "الغيم", "बादल"]),
    ("lotus", ["Lotus", "اللوتس", "कमल"]),
    ("mango", ["Mango", "المانجو", "आम"]),
    ("peacock", ["Peacock", "الطاووس", "मोर"]),
    ("falcon", ["Falcon", "الصقر", "बाज़"]),
    ("lagoon", ["Lagoon", "البحيرة", "झील"]),
    ("dawn", ["Dawn", "الفجر", "भोर"]),
    ("dusk", ["Dusk", "الغروب", "सांझ"]),
];

/// A category with its things.
pub(crate) struct Kind {
    /// The code and name of the category.
    pub(crate) category: Word,
    /// The things that are sold in it.
    pub(crate) things: &'static [Word],
    /// The codes of its [`MATERIALS`].
    pub(crate) materials: &'static [&'static str],
    /// The code of its things in the Harmonised System.
    pub(crate) hsn: &'static str,
    /// The usual price, in whole dirhams.
    pub(crate) price: u32,
}

/// The categories, the largest first.
pub(crate) const KINDS: [Kind; 6] = [
    Kind {
        category: ("kitchen", ["Kitchen", "المطبخ", "रसोई"]),
        things: &[
            ("mug", ["Mug", "كوب", "मग"]),
            ("plate", ["Plate", "طبق", "प्लेट"]),
            ("tray", ["Tray", "صينية", "ट्रे"]),
            ("carafe", ["Carafe", "دورق", "सुराही"]),
            ("board", ["Board", "لوح", "बोर्ड"]),
            ("tumbler", ["Tumbler", "كأس", "गिलास"]),
        ],
        materials: &["stoneware", "glass", "copper", "oak", "brass"],
        hsn: "732393",
        price: 55,
    },
    Kind {
        category: ("textiles", ["Textiles", "المنسوجات", "वस्त्र"]),
        things: &[
            ("cushion", ["Cushion", "وسادة", "कुशन"]),
            ("throw", ["Throw", "غطاء", "थ्रो"]),
            ("rug", ["Rug", "سجادة", "गलीचा"]),
            ("towel", ["Towel", "منشفة", "तौलिया"]),
            ("runner", ["Runner", "مفرش", "रनर"]),
        ],
        materials: &["cotton", "linen"],
        hsn: "630260",
        price: 110,
    },
    Kind {
        category: ("ceramics", ["Ceramics", "خزفيات", "सिरेमिक"]),
        things: &[
            ("vase", ["Vase", "مزهرية", "फूलदान"]),
            ("bowl", ["Bowl", "وعاء", "कटोरा"]),
            ("jar", ["Jar", "جرة", "मर्तबान"]),
            ("pot", ["Pot", "أصيص", "गमला"]),
        ],
        materials: &["stoneware"],
        hsn: "691390",
        price: 120,
    },
    Kind {
        category: ("lighting", ["Lighting", "الإضاءة", "रोशनी"]),
        things: &[
            ("lamp", ["Lamp", "مصباح", "लैंप"]),
            ("lantern", ["Lantern", "فانوس", "लालटेन"]),
            ("pendant", ["Pendant", "ثريا", "झूमर"]),
        ],
        materials: &["brass", "glass", "rattan", "linen"],
        hsn: "940520",
        price: 290,
    },
    Kind {
        category: ("scent", ["Scent", "العطور والبخور", "सुगंध"]),
        things: &[
            ("candle", ["Candle", "شمعة", "मोमबत्ती"]),
            ("burner", ["Burner", "مبخرة", "धूपदान"]),
            ("diffuser", ["Diffuser", "معطر", "डिफ़्यूज़र"]),
        ],
        materials: &["glass", "brass", "stoneware"],
        hsn: "330741",
        price: 75,
    },
    Kind {
        category: ("furniture", ["Furniture", "الأثاث", "फ़र्नीचर"]),
        things: &[
            ("stool", ["Stool", "كرسي", "स्टूल"]),
            ("table", ["Table", "طاولة", "मेज़"]),
            ("shelf", ["Shelf", "رف", "शेल्फ़"]),
            ("mirror", ["Mirror", "مرآة", "आईना"]),
            ("basket", ["Basket", "سلة", "टोकरी"]),
        ],
        materials: &["oak", "walnut", "rattan", "brass"],
        hsn: "940360",
        price: 640,
    },
];

/// Colours with their swatches, the most common first.
pub(crate) const COLOURS: [(Word, &str); 14] = [
    (("sand", ["Sand", "رملي", "रेतीला"]), "#D2B896"),
    (("clay", ["Clay", "طيني", "मिट्टी"]), "#A96A50"),
    (("chalk", ["Chalk", "طباشيري", "चाक"]), "#EFEAE0"),
    (("ink", ["Ink blue", "أزرق حبري", "स्याही नीला"]), "#303A48"),
    (("sage", ["Sage", "أخضر مريمي", "सेज हरा"]), "#9CA88C"),
    (("charcoal", ["Charcoal", "فحمي", "कोयला"]), "#3A3A3C"),
    (("ochre", ["Ochre", "مغري", "गेरुआ"]), "#C98A2B"),
    (("indigo", ["Indigo", "نيلي", "नील"]), "#3B4A7A"),
    (("rust", ["Rust", "صدئي", "ज़ंग"]), "#A4492B"),
    (("olive", ["Olive", "زيتوني", "जैतूनी"]), "#6F6B3B"),
    (("rose", ["Rose", "وردي", "गुलाबी"]), "#C98F8B"),
    (("amber", ["Amber", "كهرماني", "अंबर"]), "#B8742A"),
    (("smoke", ["Smoke", "دخاني", "धुआँ"]), "#77787A"),
    (("teal", ["Teal", "أزرق مخضر", "टील"]), "#2F6F73"),
];

/// Sizes, the smallest first.
pub(crate) const SIZES: [Word; 3] =
    [("s", ["Small", "صغير", "छोटा"]), ("m", ["Medium", "متوسط", "मध्यम"]), ("l", ["Large", "كبير", "बड़ा"])];

/// Materials.
pub(crate) const MATERIALS: [Word; 9] = [
    ("stoneware", ["Stoneware", "خزف حجري", "स्टोनवेयर"]),
    ("glass", ["Glass", "زجاج", "काँच"]),
    ("brass", ["Brass", "نحاس أصفر", "पीतल"]),
    ("copper", ["Copper", "نحاس", "ताँबा"]),
    ("oak", ["Oak", "بلوط", "ओक"]),
    ("walnut", ["Walnut", "جوز", "अखरोट"]),
    ("rattan", ["Rattan", "خيزران", "बेंत"]),
    ("cotton", ["Cotton", "قطن", "सूती"]),
    ("linen", ["Linen", "كتان", "लिनन"]),
];

/// Rooms.
pub(crate) const ROOMS: [Word; 8] = [
    ("living-room", ["Living room", "غرفة المعيشة", "बैठक"]),
    ("kitchen", ["Kitchen", "المطبخ", "रसोई"]),
    ("bedroom", ["Bedroom", "غرفة النوم", "शयनकक्ष"]),
    ("dining-room", ["Dining room", "غرفة الطعام", "भोजन कक्ष"]),
    ("hall", ["Hall", "المدخل", "गलियारा"]),
    ("bathroom", ["Bathroom", "الحمام", "स्नानघर"]),
    ("study", ["Study", "المكتب", "अध्ययन कक्ष"]),
    ("terrace", ["Terrace", "الشرفة", "छत"]),
];

/// Tags that the rules of collections use.
pub(crate) const TAGS: [&str; 5] = ["gift", "handmade", "everyday", "outdoor", "limited"];

/// The prices in a currency, from those in the currency of the tables.
pub(crate) struct Rate {
    /// The ISO 4217 code.
    pub(crate) currency: &'static str,
    /// Major units for a thousand of the tables.
    pub(crate) per_thousand: i64,
    /// Prices are multiples of this many major units.
    pub(crate) step: i64,
    /// This is taken off.
    pub(crate) less: i64,
}

/// The currencies of generated prices. A shop keeps those that its markets use.
pub(crate) const RATES: [Rate; 3] = [
    Rate { currency: "AED", per_thousand: 1000, step: 1, less: 0 },
    Rate { currency: "INR", per_thousand: 20_500, step: 10, less: 1 },
    Rate { currency: "USD", per_thousand: 285, step: 1, less: 0 },
];
