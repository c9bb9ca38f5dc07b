//! The most memory that a piece of work holds at a time, on its own thread.
#![expect(unsafe_code, reason = "an allocator is unsafe by nature")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

thread_local! {
    static NOW: Cell<isize> = const { Cell::new(0) };
    static HEIGHT: Cell<isize> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: everything is left to the system's allocator; the counters neither allocate nor have destructors.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(memory, layout) }
    }
}

fn count(bytes: isize) {
    NOW.set(NOW.get() + bytes);
    HEIGHT.set(HEIGHT.get().max(NOW.get()));
}

/// The most bytes held at once during some work, beyond those held before it.
pub(crate) fn height_of<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = NOW.get();
    HEIGHT.set(before);
    let done = work();
    (done, usize::try_from(HEIGHT.get() - before).unwrap_or(0))
}
