use std::io::{self, Cursor, Read, Seek, SeekFrom};

use super::{read, read_mapped, try_read};
use crate::{FeedError, FeedFormat, FeedOptions, FeedReader};

const LINES: &str = "Handle,Title,Variant SKU,Variant Price\ncafe,Café,C,1.00\n";

#[test]
fn encodings_delimiters_and_line_breaks_are_detected() {
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(LINES.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = LINES.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let files = [
        LINES.as_bytes().to_vec(),
        format!("\u{feff}{LINES}").into_bytes(),
        utf16,
        latin,
        LINES.replace('\n', "\r\n").into_bytes(),
        LINES.replace('\n', "\r").into_bytes(),
        LINES.replace(',', ";").into_bytes(),
        LINES.replace(',', "\t").into_bytes(),
        format!("\n\n{LINES}\n,,,\n").into_bytes(),
    ];

    for file in files {
        let feed = read(&file);

        assert_eq!(feed.products[0].title, "Café", "{file:?}");
        assert_eq!(feed.products.len(), 1);
    }
}

#[test]
fn lines_are_counted_with_breaks_of_any_system_and_empty_lines() {
    let file = "Handle,Title,Variant Price\n\na,\"A\nB\",1\n\n\nb,B,x\nc,C,y";

    for breaks in ["\n", "\r\n", "\r"] {
        let feed = read(file.replace('\n', breaks));

        let lines: Vec<_> = feed.products.iter().map(|product| product.line).collect();
        assert_eq!(lines, [3, 7, 8], "{breaks:?}");
        assert_eq!(feed.errors.iter().map(|error| error.line).collect::<Vec<_>>(), [7, 8]);
        assert_eq!(feed.products[0].title, "A\nB");
    }
}

#[test]
fn reader_tells_format_and_encoding() {
    let reader = FeedReader::open(Cursor::new(LINES), FeedOptions::default()).unwrap();

    assert_eq!((reader.format(), reader.encoding()), (Some(FeedFormat::Shopify), "UTF-8"));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_line() {
    let error = try_read(b"Handle,Title\na,b\nc,\x81\n").unwrap_err();

    assert!(matches!(error, FeedError::Encoding { line: 3 }), "{error}");
}

#[test]
fn bytes_that_contradict_the_named_encoding_are_refused() {
    let error = read_mapped(b"N\n\xff\n", "encoding = \"utf-8\"\n[columns]\ntitle = \"N\"\n").unwrap_err();

    assert!(matches!(error, FeedError::NotInEncoding("UTF-8")), "{error}");
}

#[test]
fn empty_and_unknown_files_are_refused() {
    assert!(matches!(try_read(""), Err(FeedError::Empty)));
    assert!(matches!(try_read("\u{feff}"), Err(FeedError::Empty)));
    let error = try_read("Order,Total\n1,2\n").unwrap_err();
    assert!(error.to_string().ends_with("They are: Order, Total"), "{error}");
}

#[test]
fn quotation_that_is_never_closed_is_refused() {
    let cut = "Handle,Title,Variant Price\na,A,1\nb,\"B,2\nc,C,3\n";
    assert!(matches!(try_read(cut), Err(FeedError::UnclosedQuote { line: 3 })));

    let inches = read("Handle,Title,Variant Price\na,5\" screen,1\n");
    assert_eq!(inches.products[0].title, "5\" screen");
}

#[test]
fn row_that_never_ends_is_refused() {
    let text = "x".repeat(1 << 20);
    let file = format!("Handle,Title,Variant Price\na,A,1\nb,\"{}", vec![text; 17].join("\n"));

    assert!(matches!(try_read(file), Err(FeedError::RowTooLong { line: 3 })));
}

/// A file of products that is made while it is read.
struct Endless {
    products: u64,
    next: u64,
    row: Vec<u8>,
    at: usize,
}

impl Endless {
    fn new(products: u64) -> Self {
        Self { products, next: 0, row: b"Handle,Title,Option1 Name,Option1 Value,Variant Price\n".to_vec(), at: 0 }
    }
}

impl Read for Endless {
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        if self.at == self.row.len() && self.next < self.products {
            let number = self.next;
            self.row = format!("p{number},Cup,Size,S,1.00\np{number},,,M,2.00\n").into_bytes();
            (self.at, self.next) = (0, number + 1);
        }
        let length = output.len().min(self.row.len() - self.at);
        output[..length].copy_from_slice(&self.row[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

impl Seek for Endless {
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        *self = Self::new(self.products);
        Ok(0)
    }
}

#[test]
fn products_are_read_one_after_the_other() {
    let reader = FeedReader::open(Endless::new(20_000), FeedOptions::default()).unwrap();

    let counts = reader.map(|entry| entry.unwrap().product.map_or(0, |product| product.variants.len()));

    assert_eq!(counts.fold((0, 0), |(products, variants), count| (products + 1, variants + count)), (20_000, 40_000));
}
