//! The second door: bytes in, bytes out, for a WebAssembly module.
//!
//! Both sides are of one build, so the encoding (postcard) has no version of its own.

use crate::{Quote, QuoteError, QuoteRequest, quote};

/// Returns the encoded quote, or the encoded error, of an encoded request.
pub fn quote_bytes(request: &[u8]) -> Vec<u8> {
    let request = postcard::from_bytes::<QuoteRequest>(request).map_err(|_| QuoteError::Malformed);
    let answer = request.and_then(|request| quote(&request));
    // Writing to a list of bytes fails for no value of these types; an empty answer is malformed for its reader.
    postcard::to_allocvec(&answer).unwrap_or_default()
}

/// Encodes a request for [`quote_bytes`].
pub fn encode_request(request: &QuoteRequest) -> Vec<u8> {
    postcard::to_allocvec(request).unwrap_or_default()
}

/// Decodes the answer of [`quote_bytes`].
pub fn decode_quote(answer: &[u8]) -> Result<Quote, QuoteError> {
    postcard::from_bytes::<Result<Quote, QuoteError>>(answer).unwrap_or(Err(QuoteError::Malformed))
}
