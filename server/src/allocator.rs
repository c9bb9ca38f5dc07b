//! The allocator, and the functions that give memory back to the system.

#![expect(unsafe_code, reason = "an allocator is unsafe by nature")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicU64, Ordering},
};

use mimalloc::MiMalloc;

/// Bytes from which an allocation comes from the system's allocator, which gives memory of this size back as soon as it
/// is freed.
const LARGE: usize = 128 * 1024;

/// The allocator: mimalloc for small sizes, the system's for large ones. Pages are made of thousands of short strings:
/// with mimalloc, rendering one takes a tenth less time than with the system's allocator. Pixels are few and large: of
/// these, mimalloc would keep several times what is in use.
struct BySize;

#[global_allocator]
static ALLOCATOR: BySize = BySize;

// SAFETY: each allocator frees only what it has allocated, since a layout's size decides which one is used.
unsafe impl GlobalAlloc for BySize {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is passed on.
        unsafe { if layout.size() < LARGE { MiMalloc.alloc(layout) } else { System.alloc(layout) } }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { if layout.size() < LARGE { MiMalloc.alloc_zeroed(layout) } else { System.alloc_zeroed(layout) } }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { if layout.size() < LARGE { MiMalloc.dealloc(memory, layout) } else { System.dealloc(memory, layout) } }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above; where the new size is the other allocator's, as many bytes are copied as both sizes have.
        unsafe {
            match (layout.size() < LARGE, size < LARGE) {
                (true, true) => MiMalloc.realloc(memory, layout, size),
                (false, false) => System.realloc(memory, layout, size),
                _ => {
                    let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
                    if !moved.is_null() {
                        std::ptr::copy_nonoverlapping(memory, moved, layout.size().min(size));
                        self.dealloc(memory, layout);
                    }
                    moved
                }
            }
        }
    }
}

/// Bytes that a process may keep after a burst, above the least memory that it ever had.
const SLACK: u64 = 32 << 20;

/// Detects that a burst has left unused memory with the process.
pub(crate) struct Tide {
    /// The least memory that the process had.
    least: AtomicU64,
}

impl Tide {
    pub(crate) const fn new() -> Self {
        Self { least: AtomicU64::new(u64::MAX) }
    }

    /// Returns true if the process has clearly more memory than it once had. It works only on Linux and is false
    /// elsewhere.
    pub(crate) fn is_high(&self) -> bool {
        let Some(resident) = resident() else { return false };
        let least = self.least.fetch_min(resident, Ordering::Relaxed).min(resident);
        resident > least + SLACK
    }
}

/// Returns the bytes of memory that the process has (its resident set size).
fn resident() -> Option<u64> {
    let pages: u64 = std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// Gives the memory that this thread has allocated, and any thread has freed, back to the system. An idle thread does
/// so only when it is told to. This takes some milliseconds.
pub(crate) fn give_back_of_thread() {
    // SAFETY: may be called at any time on any thread.
    unsafe { libmimalloc_sys::mi_collect(true) };
}

/// Gives the free memory of the system's allocator, of all threads, back to the system.
pub(crate) fn give_back_of_system() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: may be called at any time on any thread.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Turns off transparent huge pages: a few bytes in use would hold two megabytes. Where the system can't do it, the
/// process takes more memory.
pub(crate) fn take_small_pages() {
    #[cfg(target_os = "linux")]
    let _unsupported = rustix::thread::disable_transparent_huge_pages(true);
}
