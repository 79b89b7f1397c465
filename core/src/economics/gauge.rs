//! Balancer's gauges (2022 to the second quarter of 2026): working balances, boost and rewards.
//!
//! balancer/docs, `docs/reference/vebal-and-gauges/`: `boost-calculations.md` and
//! `apr-calculation.md`; the rule is Curve’s.

/// What counts of a balance without any veBAL.
const UNBOOSTED: f64 = 0.4;
/// Weeks in a year, as the gauge's own formula has it.
const WEEKS: f64 = 52.0;

/// A stake in a gauge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stake {
    /// Pool tokens that one account stakes, `l`; above 0.
    pub liquidity: f64,
    /// Pool tokens that all others stake, `L`.
    pub others: f64,
    /// The account's veBAL, `v`.
    pub vebal: f64,
    /// All veBAL, `T`; above 0.
    pub total_vebal: f64,
    /// The others' working balances, `W`.
    pub working: f64,
}

impl Stake {
    /// What counts of the stake: `min(0.4 l + 0.6 (L + l) v / T, l)`.
    #[must_use]
    pub fn working_balance(&self) -> f64 {
        let pool = self.others + self.liquidity;
        let lifted = (1.0 - UNBOOSTED) * pool * self.vebal / self.total_vebal;
        (UNBOOSTED * self.liquidity + lifted).min(self.liquidity)
    }

    fn share(&self, balance: f64) -> f64 {
        balance / (balance + self.working)
    }

    /// Rewards over those of the same stake without veBAL.
    ///
    /// ```
    /// use yb_core::economics::gauge::Stake;
    ///
    /// let stake = Stake {
    ///     liquidity: 1000.0,
    ///     others: 99_000.0,
    ///     vebal: 5000.0,
    ///     total_vebal: 1e6,
    ///     working: 50_000.0,
    /// };
    /// assert_eq!(format!("{:.6}", stake.boost()), "1.739645");
    /// assert_eq!(stake.vebal_for_max(), 10_000.0);
    /// ```
    #[must_use]
    pub fn boost(&self) -> f64 {
        self.boosted(self.working_balance())
    }

    /// The boost with veBAL enough: 2.5 in a large gauge, less where one's own stake is much of it.
    #[must_use]
    pub fn max_boost(&self) -> f64 {
        self.boosted(self.liquidity)
    }

    fn boosted(&self, balance: f64) -> f64 {
        self.share(balance) / self.share(UNBOOSTED * self.liquidity)
    }

    /// veBAL from which on more brings nothing, `T l / (L + l)`.
    #[must_use]
    pub fn vebal_for_max(&self) -> f64 {
        self.total_vebal * self.liquidity / (self.others + self.liquidity)
    }

    /// BAL that the stake received in a year of 52 weeks, from a gauge to which `share` of
    /// `weekly` BAL went. Never more than the gauge received.
    #[must_use]
    pub fn rewards(&self, share: f64, weekly: f64) -> f64 {
        self.share(self.working_balance()) * share * weekly * WEEKS
    }
}
