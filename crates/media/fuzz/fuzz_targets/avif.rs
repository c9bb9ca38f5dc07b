#![no_main]

mod upload;

libfuzzer_sys::fuzz_target!(|file: &[u8]| upload::take_in(file, media::SourceFormat::Avif));
