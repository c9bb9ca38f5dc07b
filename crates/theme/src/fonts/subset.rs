//! The parts of Unicode that a font file covers, by script: a browser fetches only the files that a page's text needs.

/// A letter, and the `unicode-range` of a file that has it.
struct Subset {
    letter: char,
    range: &'static str,
}

/// The subsets of Google Fonts for Latin; whole blocks for the rest.
const SUBSETS: [Subset; 13] = [
    Subset {
        letter: LATIN,
        range: "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+304,U+308,U+329,U+2000-206F,U+20AC,U+2122,U+2191,\
                U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    },
    Subset {
        letter: 'ł',
        range: "U+100-2BA,U+2BD-2C5,U+2C7-2CC,U+2CE-2D7,U+2DD-2FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,\
                U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
    Subset { letter: 'ạ', range: "U+300-303,U+309,U+323,U+1EA0-1EF1" },
    Subset { letter: 'α', range: "U+370-3FF" },
    Subset { letter: 'ж', range: "U+400-52F,U+1C80-1C8F,U+2116" },
    Subset { letter: 'א', range: "U+590-5FF,U+FB1D-FB4F" },
    Subset { letter: 'ب', range: "U+600-6FF,U+750-77F,U+870-8FF,U+FB50-FDFF,U+FE70-FEFC" },
    Subset { letter: 'क', range: "U+900-97F,U+1CD0-1CFF,U+200C-200D,U+25CC,U+A8E0-A8FF" },
    Subset { letter: 'ก', range: "U+E00-E7F" },
    Subset { letter: 'あ', range: "U+3000-30FF" },
    Subset { letter: '日', range: "U+3400-4DBF,U+4E00-9FFF" },
    Subset { letter: '가', range: "U+1100-11FF,U+AC00-D7AF" },
    Subset { letter: 'আ', range: "U+980-9FF" },
];

/// The letter by which a file with Latin is known.
pub(super) const LATIN: char = 'a';

/// Returns the `unicode-range` of a file, or an empty text if it has none of the known scripts.
pub(super) fn unicode_range(has: impl Fn(char) -> bool) -> String {
    let covered = SUBSETS.iter().filter(|subset| has(subset.letter)).map(|subset| subset.range);
    covered.collect::<Vec<_>>().join(",")
}
