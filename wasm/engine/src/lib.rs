//! The exact engine for JavaScript: no calculator, no text and no generated glue.
//!
//! Numbers cross in one buffer of the module's memory: JavaScript writes them there as 64-bit words, calls a function,
//! and reads the answer in the same place. Four words are a number of 256 bits, the lowest first; one that may be
//! negative is in two's complement. Pools are kept here and named by handles. `wasm/js/engine/` is the other side of this
//! border.
//!
//! A function answers 0, or the [`Error`]'s place in [`Error::ALL`] plus one. A kind of swap is 0 for an amount in that is
//! given and 1 for an amount out.

mod held;
mod memory;
mod message;

use held::Held;
use memory::{Shelf, with};
use message::Message;
use yb_core::fixed::{Error, Fixed};
use yb_core::pools::{Curve, Rounding};
use yb_core::vault::{
    AddRequest, Buffer, LiquidityQuote, RemoveRequest, SwapKind, SwapRequest, WrapDirection,
    add_liquidity, max_single_token_add, max_single_token_remove, max_swap, remove_liquidity,
};

/// Faster than the standard one, and a third of its size.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Marks the code of an error where a handle is expected.
const NO_HANDLE: u32 = 1 << 31;

fn code(error: Error) -> u32 {
    error as u32 + 1
}

/// Works on what is kept, and tells how it went.
fn answer(work: impl FnOnce(&mut Shelf) -> Result<(), Error>) -> u32 {
    with(work).map_or_else(code, |()| 0)
}

fn kept(read: impl FnOnce(&mut Message<'_>) -> Result<Held, Error>) -> u32 {
    with(|shelf| match read(&mut Message::new(&shelf.words)) {
        Ok(held) => shelf.keep(held),
        Err(error) => NO_HANDLE | code(error),
    })
}

fn swap_kind(kind: u32) -> SwapKind {
    if kind == 0 {
        SwapKind::GivenIn
    } else {
        SwapKind::GivenOut
    }
}

/// The buffer, at least this many words long. It moves when it grows, and so may all memory.
#[unsafe(no_mangle)]
pub extern "C" fn buffer(words: u32) -> *mut u64 {
    with(|shelf| shelf.buffer(words as usize))
}

/// Keeps the pool in the buffer, with its tokens and balances: a handle.
#[unsafe(no_mangle)]
pub extern "C" fn pool() -> u32 {
    kept(|message| {
        message
            .state()
            .map(|(state, written)| Held::State(state, written))
    })
}

/// Keeps the pool in the buffer under the handle of another, which it takes over what both have in common from. After an
/// error the handle names nothing.
#[unsafe(no_mangle)]
pub extern "C" fn renew(handle: u32) -> u32 {
    answer(|shelf| {
        let (state, mut written) = shelf.take(handle)?.into_state()?;
        let state = Message::new(&shelf.words).revised(state, &mut written)?;
        shelf.put_back(handle, Held::State(state, written));
        Ok(())
    })
}

/// Keeps the curve in the buffer, without tokens and balances: a handle.
#[unsafe(no_mangle)]
pub extern "C" fn curve() -> u32 {
    kept(|message| message.curve().map(|pool| Held::Curve(Box::new(pool))))
}

/// Works out the invariant of a pool, for many swaps on its balances.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(handle: u32) -> u32 {
    answer(|shelf| {
        let held = shelf.take(handle)?;
        shelf.put_back(handle, held.prepared());
        Ok(())
    })
}

/// Forgets a pool or a curve.
#[unsafe(no_mangle)]
pub extern "C" fn free(handle: u32) -> u32 {
    answer(|shelf| shelf.take(handle).map(drop))
}

/// One trade: the amount given becomes the one calculated.
#[unsafe(no_mangle)]
pub extern "C" fn swap(handle: u32, kind: u32, token_in: u32, token_out: u32) -> u32 {
    answer(|shelf| trade(shelf, handle, [kind, token_in, token_out], 0))
}

/// As many trades as `count` on the same pool: each amount given becomes the one calculated. The codes follow the
/// amounts, a word each.
#[unsafe(no_mangle)]
pub extern "C" fn swaps(handle: u32, kind: u32, token_in: u32, token_out: u32, count: u32) -> u32 {
    let count = count as usize;
    answer(|shelf| {
        shelf.held(handle)?.state()?;
        for place in 0..count {
            let done = trade(shelf, handle, [kind, token_in, token_out], place);
            let code = done.map_or_else(code, |()| 0);
            if let Some(word) = shelf.words.get_mut(4 * count + place) {
                *word = u64::from(code);
            }
        }
        Ok(())
    })
}

fn trade(shelf: &mut Shelf, handle: u32, ask: [u32; 3], place: usize) -> Result<(), Error> {
    let [kind, token_in, token_out] = ask;
    let request = SwapRequest {
        kind: swap_kind(kind),
        token_in: token_in as usize,
        token_out: token_out as usize,
        amount_raw: shelf.number(place),
    };
    match &shelf.held(handle)?.swap(&request) {
        Ok(calculated) => {
            shelf.put(place, calculated);
            Ok(())
        }
        Err(error) => Err(*error),
    }
}

/// The most that can be given of a swap.
#[unsafe(no_mangle)]
pub extern "C" fn most_swap(handle: u32, kind: u32, token_in: u32, token_out: u32) -> u32 {
    answer(|shelf| {
        let state = shelf.held(handle)?.state()?;
        let most = max_swap(
            state,
            swap_kind(kind),
            token_in as usize,
            token_out as usize,
        )?;
        shelf.put(0, &most);
        Ok(())
    })
}

/// A join of kind 0, the exact amounts in the buffer; 1, the pool tokens in the buffer, paid in `token`; 2, paid in
/// proportion; 3, the most that one token can pay for. The amounts, then the pool tokens.
#[unsafe(no_mangle)]
pub extern "C" fn add(handle: u32, kind: u32, token: u32) -> u32 {
    answer(|shelf| {
        let state = shelf.held(handle)?.state()?;
        let token = token as usize;
        let pool_tokens_out = Fixed::from_raw(shelf.number(0));
        let request = match kind {
            0 => {
                let mut amounts_in_raw = Vec::new();
                for place in 0..state.tokens().len() {
                    amounts_in_raw.push(shelf.number(place));
                }
                AddRequest::Unbalanced { amounts_in_raw }
            }
            1 => AddRequest::SingleTokenExactOut {
                token,
                pool_tokens_out,
            },
            _ => AddRequest::Proportional { pool_tokens_out },
        };
        let quote = if kind == 3 {
            max_single_token_add(state, token)?.ok_or(Error::InvariantRatioAboveMax)
        } else {
            add_liquidity(state, &request)
        };
        put_moves(shelf, &quote?);
        Ok(())
    })
}

/// An exit of kind 0, the pool tokens in the buffer, in proportion; 1, for `token` alone; 2, the amount of `token` in the
/// buffer; 3, from a pool in recovery mode; 4, the most that leaves in one token. The amounts, then the pool tokens.
#[unsafe(no_mangle)]
pub extern "C" fn remove(handle: u32, kind: u32, token: u32) -> u32 {
    answer(|shelf| {
        let state = shelf.held(handle)?.state()?;
        let (token, amount_out_raw) = (token as usize, shelf.number(0));
        let pool_tokens_in = Fixed::from_raw(amount_out_raw);
        let request = match kind {
            0 => RemoveRequest::Proportional { pool_tokens_in },
            1 => RemoveRequest::SingleTokenExactIn {
                token,
                pool_tokens_in,
            },
            2 => RemoveRequest::SingleTokenExactOut {
                token,
                amount_out_raw,
            },
            _ => RemoveRequest::Recovery { pool_tokens_in },
        };
        let quote = if kind == 4 {
            max_single_token_remove(state, token)
        } else {
            remove_liquidity(state, &request)
        };
        put_moves(shelf, &quote?);
        Ok(())
    })
}

fn put_moves(shelf: &mut Shelf, quote: &LiquidityQuote) {
    for (place, moved) in quote.moves.iter().enumerate() {
        shelf.put(place, &moved.amount_raw);
    }
    shelf.put(quote.moves.len(), &quote.pool_tokens.raw());
}

/// Wraps (0) or unwraps (1) in a buffer: total assets, total shares, underlying and wrapped balance, and the amount given,
/// become the amount calculated.
#[unsafe(no_mangle)]
pub extern "C" fn wrap(direction: u32, kind: u32) -> u32 {
    answer(|shelf| {
        let [assets, shares, underlying, wrapped, amount] =
            [0, 1, 2, 3, 4].map(|i| shelf.number(i));
        let direction = if direction == 0 {
            WrapDirection::Wrap
        } else {
            WrapDirection::Unwrap
        };
        let kind = swap_kind(kind);
        let buffer = Buffer::new(assets, shares, underlying, wrapped)?;
        let quote = buffer.wrap_or_unwrap(direction, kind, amount)?;
        let calculated = match kind {
            SwapKind::GivenIn => quote.amount_out_raw,
            SwapKind::GivenOut => quote.amount_in_raw,
        };
        shelf.put(0, &calculated);
        Ok(())
    })
}

/// A question to a curve at the balances in the buffer, of which there are `count`, and one number after them.
///
/// 0 and 1 are what is paid for that amount in of the first token, and asked for that amount out of the second; 2 and 3
/// the most of either; 4 and 5 the invariant, down and up; 6 the balance of the first token that makes the invariant that
/// many times what it is; 7 and 8 the least and the largest ratio of invariants.
#[unsafe(no_mangle)]
pub extern "C" fn ask(handle: u32, question: u32, first: u32, second: u32, count: u32) -> u32 {
    answer(|shelf| {
        // Not the curve behind it: that object carries the answers to more questions.
        let curve = shelf.held(handle)?.pool();
        let (first, second) = (first as usize, second as usize);
        let mut balances = Vec::new();
        for place in 0..count as usize {
            balances.push(Fixed::from_raw(shelf.number(place)));
        }
        let number = Fixed::from_raw(shelf.number(balances.len()));
        let found = match question {
            0 => curve.compute_out_given_exact_in(&balances, first, second, number),
            1 => curve.compute_in_given_exact_out(&balances, first, second, number),
            2 => curve.max_amount_in(&balances, first, second),
            3 => curve.max_amount_out(&balances, first, second),
            4 => curve.invariant(&balances, Rounding::Down),
            5 => curve.invariant(&balances, Rounding::Up),
            6 => curve.compute_balance(&balances, first, number),
            _ => {
                let (least, most) = curve.invariant_ratio_limits()?;
                Ok(if question == 7 { least } else { most })
            }
        };
        shelf.put(0, &found?.raw());
        Ok(())
    })
}
