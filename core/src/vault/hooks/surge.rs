//! What the surge hooks have in common: a fee that rises with the imbalance that a trade leaves behind.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-hooks/contracts/SurgeHookCommon.sol`, lines 171–205
//! and 261–273. The numbers in the comment of that file are not what its code computes. No hook of that commit is on
//! chain; the stable pools' deployed one has the same formulas in its own file.

use crate::fixed::{Error, Fixed, Steps};

/// The threshold, and the fee at an imbalance of 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Surge {
    threshold: Fixed,
    max_fee: Fixed,
}

/// How far out of balance a pool is before and after: 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Imbalance {
    pub(super) before: Fixed,
    pub(super) after: Fixed,
}

impl Surge {
    pub(super) fn new(threshold: Fixed, max_fee: Fixed) -> Result<Self, Error> {
        if threshold > Fixed::ONE || max_fee > Fixed::ONE {
            return Err(Error::InvalidPercentage);
        }
        Ok(Self { threshold, max_fee })
    }

    /// Whether the fee could ever be above the pool's own.
    pub(super) fn exceeds(&self, fee: Fixed) -> bool {
        self.max_fee >= fee
    }

    /// Whether the imbalance grows, and past the threshold.
    pub(super) fn surges(&self, imbalance: &Imbalance) -> bool {
        imbalance.after > imbalance.before && imbalance.after > self.threshold
    }

    /// `fee + (max fee - fee) * (imbalance - threshold) / (1 - threshold)` where the pool surges, and the fee elsewhere.
    pub(super) fn fee(&self, fee: Fixed, imbalance: &Imbalance) -> Result<Fixed, Error> {
        if !self.surges(imbalance) {
            return Ok(fee);
        }
        let [fee, most, after, threshold, rest] = &[
            fee,
            self.max_fee,
            imbalance.after,
            self.threshold,
            self.threshold.complement(),
        ]
        .map(Ok);
        let excess = after.minus(threshold).div_down(rest);
        fee.plus(&most.minus(fee).mul_down(&excess))
    }
}

#[cfg(test)]
mod tests {
    use super::{Imbalance, Surge};
    use crate::fixed::{Error, Fixed};

    fn fixed(text: &str) -> Fixed {
        text.parse().unwrap()
    }

    fn imbalance(before: &str, after: &str) -> Imbalance {
        Imbalance {
            before: fixed(before),
            after: fixed(after),
        }
    }

    /// A static fee of 1 %, at most 95 %, from 30 %: worked by hand from the code, not from its comment.
    #[test]
    fn the_fee_rises_in_a_straight_line() {
        let surge = Surge::new(fixed("0.3"), fixed("0.95")).unwrap();
        let fee = |after| {
            surge
                .fee(fixed("0.01"), &imbalance("0", after))
                .unwrap()
                .to_string()
        };
        assert_eq!(fee("0.3"), "0.01");
        assert_eq!(fee("0.35"), "0.077142857142857142");
        assert_eq!(fee("0.99"), "0.936571428571428571");
        assert_eq!(fee("1"), "0.95");
    }

    #[test]
    fn surges_when_the_imbalance_grows_past_the_threshold() {
        let surge = Surge::new(fixed("0.3"), fixed("0.95")).unwrap();
        for (before, after, surges) in [
            ("0", "0.4", true),
            ("0", "0.3", false),
            ("0.6", "0.4", false),
            ("0.4", "0.4", false),
        ] {
            assert_eq!(surge.surges(&imbalance(before, after)), surges);
        }
        assert!(surge.exceeds(fixed("0.95")));
        assert!(!surge.exceeds(fixed("0.96")));
    }

    #[test]
    fn refuses_percentages_above_one() {
        let above = fixed("1.000000000000000001");
        for (threshold, max_fee) in [(above, Fixed::ONE), (Fixed::ONE, above)] {
            assert_eq!(
                Surge::new(threshold, max_fee),
                Err(Error::InvalidPercentage)
            );
        }
    }
}
