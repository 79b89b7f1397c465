//! Which swap fee: what a fee earns from traders, what it leaves to arbitrage, and where the
//! difference is greatest.
//!
//! A fee `f` earns `f` of what others trade, a volume that falls as the fee rises, and leaves the
//! rate of [`super::arbitrage`] to arbitrageurs. How volume answers is a model of its own:
//! `Q(f) = Q₀ e^(ε (1 - f/f₀))`, for a volume `Q₀` and an elasticity `ε` at the fee `f₀` of today.
//! Demand of constant elasticity would put the best fee at 0 or without bound.
//!
//! Derived for this project. That a pool has a best fee, and on what it depends, is the subject of
//! Fritsch and Wattenhofer, "A Note on Optimal Fees for Constant Function Market Makers",
//! arXiv:2105.13510.

use super::arbitrage;
use super::limits::{Checks, Invalid, Limit};
use super::solve;

/// Least fee that is tried, Balancer v3's for stable pools (`StablePool` and its factory: 0.0001 %).
pub const LEAST_FEE: f64 = 1e-6;
/// Greatest fee that is tried, Balancer v3's (10 %).
pub const GREATEST_FEE: f64 = 0.1;
/// Days in the year of every rate.
const DAYS: f64 = 365.0;
/// Fees tried between the two; the best of them is refined.
const STEPS: u32 = 120;

/// A pool, its market, and those who trade there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// The pool and its market; `swap_fee` is the fee of today, [`LEAST_FEE`] to [`GREATEST_FEE`].
    pub pool: arbitrage::Inputs,
    /// Value of the pool, above 0.
    pub tvl: f64,
    /// What others than arbitrageurs trade in a day at today's fee, in the unit of `tvl`.
    pub volume: f64,
    /// Per cent of volume lost for one per cent more of fee, at today's fee; 0 to 100.
    pub elasticity: f64,
}

/// A pool at one fee. Rates are fractions of its value a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The fee.
    pub fee: f64,
    /// What others trade in a day.
    pub volume: f64,
    /// What they pay.
    pub income: f64,
    /// What arbitrageurs take, after the fees that they pay.
    pub arbitrage: f64,
    /// The one less the other.
    pub net: f64,
}

/// The choice of a fee.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Best {
    /// At today's fee.
    pub now: Point,
    /// At the fee that leaves most, from [`LEAST_FEE`] to [`GREATEST_FEE`].
    pub best: Point,
    /// Fees around it that leave at least that less a tenth of its size.
    pub band: (f64, f64),
}

/// The fee that leaves most to the pool's owners.
///
/// # Errors
/// Every input outside its limits.
///
/// ```
/// use yb_core::analysis::{arbitrage::{self, BlockModel}, curve::Curve, fee::{Inputs, best}};
///
/// let pool = arbitrage::Inputs {
///     curve: Curve::ConstantProduct,
///     volatility: 0.0,
///     price: 1.0,
///     swap_fee: 0.003,
///     block_time_seconds: 12.0,
///     block_model: BlockModel::Constant,
/// };
/// // Without volatility fees alone count, and they are greatest at today's fee over the elasticity.
/// let found = best(&Inputs { pool, tvl: 1e7, volume: 1e6, elasticity: 1.5 })?;
/// assert_eq!(format!("{:.6}", found.best.fee), "0.002000");
/// # Ok::<(), Vec<yb_core::analysis::limits::Invalid>>(())
/// ```
pub fn best(inputs: &Inputs) -> Result<Best, Vec<Invalid>> {
    inputs.validate()?;
    let net = |log_fee: f64| inputs.at(log_fee.exp()).net;
    let (mut top, mut greatest) = (0, f64::NEG_INFINITY);
    for step in 0..=STEPS {
        let found = net(log_fee(step));
        if found > greatest {
            (top, greatest) = (step, found);
        }
    }
    // Far above the best fee there may be a second rise, as arbitrage fades where nobody trades:
    // between the neighbours of the best step there is one maximum only.
    let (below, above) = (
        log_fee(top.saturating_sub(1)),
        log_fee((top + 1).min(STEPS)),
    );
    let mut log_best = solve::maximum(net, below, above);
    if net(log_fee(top)) >= net(log_best) {
        log_best = log_fee(top);
    }
    let best = inputs.at(log_best.exp());
    let enough = best.net - 0.1 * best.net.abs();
    let short = |log_fee: f64| net(log_fee) - enough;
    let edge = |end: f64| solve::root(short, log_best, end).unwrap_or(end).exp();
    Ok(Best {
        now: inputs.at(inputs.pool.swap_fee),
        best,
        band: (edge(LEAST_FEE.ln()), edge(GREATEST_FEE.ln())),
    })
}

/// The way from one fee to another in `steps` even factors.
///
/// # Errors
/// As [`best`], for the fee of today; `from` and `to` are to be above 0 and below 1.
pub fn path(inputs: &Inputs, from: f64, to: f64, steps: u32) -> Result<Vec<Point>, Vec<Invalid>> {
    inputs.validate()?;
    let factor = (to / from).ln() / f64::from(steps.max(1));
    let fee = |step: u32| from * (factor * f64::from(step)).exp();
    Ok((0..=steps).map(|step| inputs.at(fee(step))).collect())
}

fn log_fee(step: u32) -> f64 {
    let (least, greatest) = (LEAST_FEE.ln(), GREATEST_FEE.ln());
    least + (greatest - least) * f64::from(step) / f64::from(STEPS)
}

impl Inputs {
    fn validate(&self) -> Result<(), Vec<Invalid>> {
        use Limit::{Above, AtLeast, AtMost};
        let mut checks = Checks::default();
        checks.absorb(self.pool.validate());
        let fee = self.pool.swap_fee;
        if (0.0..1.0).contains(&fee) {
            checks.check("swapFee", fee, &[AtLeast(LEAST_FEE), AtMost(GREATEST_FEE)]);
        }
        checks.check("tvl", self.tvl, &[Above(0.0)]);
        checks.check("volume", self.volume, &[AtLeast(0.0)]);
        checks.check(
            "elasticity",
            self.elasticity,
            &[AtLeast(0.0), AtMost(100.0)],
        );
        checks.finish()
    }

    fn at(&self, fee: f64) -> Point {
        let pool = arbitrage::Inputs {
            swap_fee: fee,
            ..self.pool
        };
        let volume = self.volume * (self.elasticity * (1.0 - fee / self.pool.swap_fee)).exp();
        let (income, arbitrage) = (fee * volume * DAYS / self.tvl, pool.rates().arbitrage);
        Point {
            fee,
            volume,
            income,
            arbitrage,
            net: income - arbitrage,
        }
    }
}
