//! An allocator of a few hundred bytes, in place of the standard one of several thousand.
//!
//! It hands out memory in one direction, takes back the last piece, and starts from the beginning once everything is
//! freed. That is before each request, so memory does not grow from quote to quote.
#![expect(unsafe_code, reason = "an allocator hands out addresses")]

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    ptr,
};

/// Bytes in a page of WebAssembly's memory.
const PAGE: usize = 65_536;

#[global_allocator]
static ARENA: Arena = Arena { next: Cell::new(0), live: Cell::new(0) };

unsafe extern "C" {
    /// The first byte after static data and stack, defined by the linker.
    static __heap_base: u8;
}

struct Arena {
    /// The first free address; 0 before the first call.
    next: Cell<usize>,
    /// The pieces that are not freed.
    live: Cell<usize>,
}

// SAFETY: the module is compiled without threads.
unsafe impl Sync for Arena {}

impl Arena {
    /// Makes the memory reach up to `end`. Returns false if the browser has no more.
    fn reach(end: usize) -> bool {
        let pages = core::arch::wasm32::memory_size(0);
        let missing = end.div_ceil(PAGE).saturating_sub(pages);
        missing == 0 || core::arch::wasm32::memory_grow(0, missing) != usize::MAX
    }

    /// Hands out the bytes from `start` on.
    fn take(&self, start: usize, size: usize) -> bool {
        let Some(end) = start.checked_add(size) else { return false };
        let is_there = Self::reach(end);
        if is_there {
            self.next.set(end);
        }
        is_there
    }
}

// SAFETY: pieces are aligned, lie behind one another from the end of static data on, and below the end of the memory.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let free = match self.live.get() {
            0 => (&raw const __heap_base).addr(),
            _ => self.next.get(),
        };
        let start = free.next_multiple_of(layout.align());
        if !self.take(start, layout.size()) {
            return ptr::null_mut();
        }
        self.live.set(self.live.get() + 1);
        ptr::with_exposed_provenance_mut(start)
    }

    unsafe fn dealloc(&self, piece: *mut u8, layout: Layout) {
        self.live.set(self.live.get() - 1);
        if piece.addr() + layout.size() == self.next.get() {
            self.next.set(piece.addr());
        }
    }

    unsafe fn realloc(&self, piece: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let is_last = piece.addr() + layout.size() == self.next.get();
        if is_last && self.take(piece.addr(), size) {
            return piece;
        }
        // SAFETY: the caller guarantees that the size is not zero and does not overflow when it is aligned.
        let new = unsafe { self.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
        if !new.is_null() {
            // SAFETY: both pieces have this many bytes, and a new piece does not overlap.
            unsafe { ptr::copy_nonoverlapping(piece, new, layout.size().min(size)) };
            // SAFETY: the caller does not use the old piece any more.
            unsafe { self.dealloc(piece, layout) };
        }
        new
    }
}
