//! The pricing engine for the browser: bytes in, bytes out, without generated glue.
//!
//! A caller asks for room with `input`, writes an encoded request into the memory at the address it gets, calls `quote`,
//! and reads as many bytes as that returns at the address that `output` returns. The addresses hold until the next call
//! of `input`.

use std::cell::Cell;

#[cfg(target_arch = "wasm32")]
mod arena;

thread_local! {
    static INPUT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    static OUTPUT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Returns the address of room for a request of this many bytes.
#[expect(unsafe_code, reason = "the compiler can't check that an exported name is unique")]
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    drop((INPUT.take(), OUTPUT.take()));
    let mut room = vec![0; length];
    let address = room.as_mut_ptr();
    INPUT.set(room);
    address
}

/// Quotes the request that was written, and returns the number of bytes of the answer.
#[expect(unsafe_code, reason = "the compiler can't check that an exported name is unique")]
#[unsafe(no_mangle)]
pub extern "C" fn quote() -> usize {
    let answer = pricing::quote_bytes(&INPUT.take());
    let length = answer.len();
    OUTPUT.set(answer);
    length
}

/// Calculates the amounts of the request and changes that were written, and returns the number of bytes of the answer.
#[expect(unsafe_code, reason = "the compiler can't check that an exported name is unique")]
#[unsafe(no_mangle)]
pub extern "C" fn amounts() -> usize {
    let answer = pricing::amounts_bytes(&INPUT.take());
    let length = answer.len();
    OUTPUT.set(answer);
    length
}

/// Returns the address of the last answer.
#[expect(unsafe_code, reason = "the compiler can't check that an exported name is unique")]
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    let answer = OUTPUT.take();
    let address = answer.as_ptr();
    OUTPUT.set(answer);
    address
}
