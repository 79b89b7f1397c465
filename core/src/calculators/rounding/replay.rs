//! The swaps of November 2025, round after round, as each rounding lets them happen.

use super::Input;
use crate::fixed::uint::{div_down, mul, sub};
use crate::fixed::{Error, Fixed, U256};
use crate::vault::{SwapKind, SwapRequest, Upscaling, V2Pool, V2Quote};

/// A swap, and the invariant that it leaves.
pub(super) struct Swap {
    pub(super) quote: V2Quote,
    pub(super) invariant: Fixed,
}

/// Swaps one after the other, and why the next one is refused, if it is, or what it leaves has no invariant.
pub(super) struct Replay {
    pub(super) swaps: Vec<Swap>,
    pub(super) refused: Option<Error>,
    pub(super) after: V2Pool,
}

/// Rounds of three swaps: all but a few units of the token with the rate out; all of these but one; and most of the other
/// token out, which brings the first one back.
pub(super) fn replay(pool: &V2Pool, input: &Input, edge: U256, upscaling: Upscaling) -> Replay {
    let mut replay = Replay {
        swaps: Vec::new(),
        refused: None,
        after: pool.clone(),
    };
    // The cast holds: the field's limits are a few hundred.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let rounds = input.steps as usize;
    for swap in 0..3 * rounds {
        if let Err(error) = replay.step(swap % 3, edge, upscaling) {
            replay.refused = Some(error);
            break;
        }
    }
    replay
}

impl Replay {
    fn step(&mut self, which: usize, edge: U256, upscaling: Upscaling) -> Result<(), Error> {
        let [other, rated] = *self.after.balances_raw() else {
            return Err(Error::InputLengthMismatch);
        };
        let (token_out, amount_raw) = match which {
            // Nothing to do where no more than that is there.
            0 if rated <= edge => return Ok(()),
            0 => (1, sub(rated, edge)?),
            1 => (1, sub(rated.min(edge), U256::one())?),
            // Nine tenths.
            _ => (0, div_down(mul(other, 9.into())?, 10.into())?),
        };
        let request = SwapRequest {
            kind: SwapKind::GivenOut,
            token_in: 1 - token_out,
            token_out,
            amount_raw,
        };
        let replayed = self.after.replay(&[request], upscaling);
        if let Some(error) = replayed.refused {
            return Err(error);
        }
        let invariant = replayed.after.invariant()?;
        let swaps = replayed.quotes.into_iter();
        self.swaps
            .extend(swaps.map(|quote| Swap { quote, invariant }));
        self.after = replayed.after;
        Ok(())
    }
}
