//! The one place that is not safe Rust: what is kept between two calls from JavaScript.

use crate::held::Held;
use yb_core::fixed::{Error, U256};

/// The buffer that numbers cross in, and what the handles name.
pub(crate) struct Shelf {
    pub(crate) words: Vec<u64>,
    held: Vec<Option<Held>>,
}

impl Shelf {
    const fn new() -> Self {
        Self {
            words: Vec::new(),
            held: Vec::new(),
        }
    }

    /// The buffer, at least this many words long. It moves when it grows.
    pub(crate) fn buffer(&mut self, words: usize) -> *mut u64 {
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
        self.words.as_mut_ptr()
    }

    /// A number in the buffer; what lies behind its end is 0.
    #[inline(always)]
    pub(crate) fn number(&self, place: usize) -> U256 {
        match self.words.get(4 * place..) {
            Some(&[a, b, c, d, ..]) => U256([a, b, c, d]),
            _ => U256::zero(),
        }
    }

    /// Writes a number; JavaScript has made room.
    #[inline(always)]
    pub(crate) fn put(&mut self, place: usize, number: &U256) {
        if let Some([a, b, c, d, ..]) = self.words.get_mut(4 * place..) {
            [*a, *b, *c, *d] = number.0;
        }
    }

    /// Keeps something, and names it.
    pub(crate) fn keep(&mut self, held: Held) -> u32 {
        let free = self.held.iter().position(Option::is_none);
        let place = free.unwrap_or(self.held.len());
        match self.held.get_mut(place) {
            Some(empty) => *empty = Some(held),
            None => self.held.push(Some(held)),
        }
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// What a handle names.
    #[inline(always)]
    pub(crate) fn held(&self, handle: u32) -> Result<&Held, Error> {
        let place = self.held.get(handle as usize);
        place
            .and_then(Option::as_ref)
            .ok_or(Error::PoolNotRegistered)
    }

    /// Takes away what a handle names.
    pub(crate) fn take(&mut self, handle: u32) -> Result<Held, Error> {
        let place = self.held.get_mut(handle as usize);
        place.and_then(Option::take).ok_or(Error::PoolNotRegistered)
    }

    /// Puts it back under the same name.
    pub(crate) fn put_back(&mut self, handle: u32, held: Held) {
        if let Some(place) = self.held.get_mut(handle as usize) {
            *place = Some(held);
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod single {
    use super::Shelf;
    use core::cell::UnsafeCell;

    struct Single(UnsafeCell<Shelf>);

    // SAFETY: a module without the feature `atomics` has one thread: nothing is shared.
    unsafe impl Sync for Single {}

    static SHELF: Single = Single(UnsafeCell::new(Shelf::new()));

    /// Works on what is kept.
    pub(crate) fn with<T>(work: impl FnOnce(&mut Shelf) -> T) -> T {
        // SAFETY: there is one thread, and this is called by exported functions alone, none of which calls another or,
        // having no imports, JavaScript: no two of these references live at a time.
        work(unsafe { &mut *SHELF.0.get() })
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod single {
    use super::Shelf;
    use core::cell::RefCell;

    thread_local! {
        static SHELF: RefCell<Shelf> = const { RefCell::new(Shelf::new()) };
    }

    /// Works on what is kept: a shelf a thread, so that tests run side by side.
    pub(crate) fn with<T>(work: impl FnOnce(&mut Shelf) -> T) -> T {
        SHELF.with_borrow_mut(work)
    }
}

pub(crate) use single::with;
