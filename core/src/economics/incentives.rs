//! What must be paid so that a pool has a size, and which size a payment buys.
//!
//! Liquidity comes while it earns at least the hurdle. A pool of value `V` earns
//! `organic + (fees + paid) / V` a year: yields grow with the pool, sums of money are shared.

/// A pool that is to grow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Campaign {
    /// What liquidity providers ask for, a year.
    pub hurdle: f64,
    /// What the pool gives at any size, a year: its tokens' yields after fees and losses.
    pub organic: f64,
    /// Swap fees that its owners share in a year, in money.
    pub fees: f64,
    /// What reaches them of each unit of money that is spent.
    pub efficiency: f64,
}

impl Campaign {
    /// What must reach the owners of a pool worth `tvl` in a year, `tvl (hurdle - organic) - fees`;
    /// 0 where nothing is missing.
    ///
    /// ```
    /// use yb_core::economics::incentives::Campaign;
    ///
    /// let pool = Campaign { hurdle: 0.06, organic: 0.03, fees: 0.0, efficiency: 1.0 };
    /// assert_eq!(pool.needed(10e6), 300_000.0);
    /// assert_eq!(pool.tvl(300_000.0), Some(10e6));
    /// ```
    #[must_use]
    pub fn needed(&self, tvl: f64) -> f64 {
        (tvl * (self.hurdle - self.organic) - self.fees).max(0.0)
    }

    /// What must be spent in a year; `None` where nothing of it arrives.
    #[must_use]
    pub fn cost(&self, tvl: f64) -> Option<f64> {
        let needed = self.needed(tvl);
        if needed == 0.0 {
            return Some(0.0);
        }
        (self.efficiency > 0.0).then(|| needed / self.efficiency)
    }

    /// The value at which the owners earn the hurdle if `budget` is spent in a year,
    /// `(fees + budget · efficiency) / (hurdle - organic)`; `None` where any size earns it.
    #[must_use]
    pub fn tvl(&self, budget: f64) -> Option<f64> {
        let missing = self.hurdle - self.organic;
        (missing > 0.0).then(|| (self.fees + budget * self.efficiency) / missing)
    }

    /// What the owners of a pool worth `tvl` earn in a year if `budget` is spent.
    #[must_use]
    pub fn rate(&self, tvl: f64, budget: f64) -> f64 {
        self.organic + (self.fees + budget * self.efficiency) / tvl
    }
}
