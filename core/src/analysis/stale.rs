//! Stale rates: what a rate provider costs that follows its token in jumps.
//!
//! Between two updates the market price runs ahead of the pool's rate by a jump `j`. Arbitrage buys
//! X before the update and sells it after, and pays the fee twice: once the pool has settled, each
//! update costs `p² |x'| (j - 2g)₊²` for a half-width `g` of the fee band. Derived for this project;
//! `|x'| = V (A+1)/4` for StableSwap at its peg. The rule that a fee of half the jump stops it is
//! also in `MixBytes`, "Safe StableSwap-NG Deployment".

use super::SECONDS_PER_YEAR;
use super::arbitrage::half_width;
use super::curve::Curve;
use super::limits::{Checks, Invalid, Limit};
use super::solve;

/// The closed form holds while a jump would sell no more than this fraction of the pool's value,
/// `|x'| j / V`, and while the curve is straight to this fraction over a jump.
pub const CLOSED_FORM_UP_TO: f64 = 0.1;
/// The closed form leaves out that an update leans the pool: the new rate makes its X worth more.
/// It holds while that is no more than this fraction of what fees leave of the jump.
pub const LEAN_UP_TO: f64 = 0.05;

/// A pool that follows the rate of its token X, in prices divided by that rate: par is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// Trading curve.
    pub curve: Curve,
    /// Market price of X over its rate, inside the curve's range; it stays as the rate grows.
    pub price: f64,
    /// Continuous yield `r` of X per year, 0 to 10.
    pub yield_rate: f64,
    /// When the rate follows.
    pub updates: Updates,
    /// Fraction taken from the input of a swap, 0 to below 1.
    pub swap_fee: f64,
}

/// When a rate follows its token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Updates {
    /// At even intervals, as with a daily rebase.
    Interval {
        /// Above 0, up to a year; `r τ` at most 1.
        seconds: f64,
    },
    /// As soon as it is off by a threshold, or at a heartbeat, whichever is first.
    Oracle {
        /// Relative deviation, above 0 up to 1.
        threshold: f64,
        /// Above 0, up to a year.
        heartbeat_seconds: f64,
    },
}

/// What staleness costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stale {
    /// Jump of the logarithm of the rate at an update, `r τ`.
    pub jump: f64,
    /// Updates in a year.
    pub updates_per_year: f64,
    /// Swap fee from which on an update is worth nothing to arbitrage, `j/2`. (The least one is
    /// `1 - e^(-j/2)`, smaller by a share `j/4`.) 0 for a scale-free curve.
    pub minimum_fee: f64,
    /// Loss in a year, as a fraction of the pool's value.
    pub loss_rate: f64,
    /// How the loss was found.
    pub method: Method,
}

/// How a loss was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// [`closed_form`] for each update.
    ClosedForm,
    /// [`simulate`], since a jump moves too much of the pool for the closed form.
    Simulation,
}

/// The cost of a stale rate.
///
/// By the closed form when a fee of half the jump stops arbitrage (the cost is 0) or a jump is
/// small beside the pool's depth ([`closed_form_holds`]), by simulation of a year elsewhere.
///
/// # Errors
/// Every input outside the limits in [`Inputs`].
///
/// ```
/// use yb_core::analysis::{curve::Curve, stale::{Inputs, Updates, stale}};
///
/// let stale = stale(&Inputs {
///     curve: Curve::Stable { amplification: 200.0 },
///     price: 1.0,
///     yield_rate: 0.03,
///     updates: Updates::Interval { seconds: 86_400.0 },
///     swap_fee: 0.000_041_1,
/// })?;
/// // Daily updates of 3 % a year jump by 0.82 bp: half of that is fee enough.
/// assert_eq!(format!("{:.2e}", stale.minimum_fee), "4.11e-5");
/// assert_eq!(stale.loss_rate, 0.0);
/// # Ok::<(), Vec<yb_core::analysis::limits::Invalid>>(())
/// ```
pub fn stale(inputs: &Inputs) -> Result<Stale, Vec<Invalid>> {
    inputs.validate()?;
    let (jump, updates_per_year) = inputs.updates.jump(inputs.yield_rate);
    let (method, loss_rate) = loss(
        inputs.curve,
        inputs.price,
        jump,
        inputs.swap_fee,
        updates_per_year,
    );
    Ok(Stale {
        jump,
        updates_per_year,
        minimum_fee: if inputs.curve.is_scale_free() {
            0.0
        } else {
            jump / 2.0
        },
        loss_rate,
        method,
    })
}

/// What so many updates of a year cost at so large a jump, and how that was found; for inputs
/// within the limits of [`Inputs`]. Nothing for a scale-free curve: no rate, stale or fresh,
/// changes a price of it.
#[must_use]
pub fn loss(
    curve: Curve,
    price: f64,
    jump: f64,
    swap_fee: f64,
    updates_per_year: f64,
) -> (Method, f64) {
    let half_width = half_width(swap_fee);
    if curve.is_scale_free() {
        return (Method::ClosedForm, 0.0);
    }
    if 2.0 * half_width >= jump || closed_form_holds(curve, price, jump, half_width) {
        let each = closed_form(curve, price, jump, half_width);
        (Method::ClosedForm, updates_per_year * each)
    } else {
        let year = simulate(curve, price, jump, swap_fee, updates_per_year);
        (Method::Simulation, year)
    }
}

/// Whether [`closed_form`] is right to a tenth: a jump sells little of the pool, the curve is
/// straight as far as the jump, and what the update leans it by is little of the jump.
///
/// An update makes each X count for `e^j` of what it did, which lowers the pool's price by a
/// fraction `j x y / (p |x'| V)`, `j/(A+1)` for StableSwap at its peg.
#[must_use]
pub fn closed_form_holds(curve: Curve, price: f64, jump: f64, half_width: f64) -> bool {
    let start = curve.position(price);
    let linear = price * start.slope * jump;
    let straight = |change: f64| {
        let sold = (start.x - curve.position(price * change.exp()).x).abs();
        (sold - linear).abs() <= CLOSED_FORM_UP_TO * linear
    };
    let leaned = jump * start.x * start.y / (price * start.slope * start.value());
    price * linear <= CLOSED_FORM_UP_TO * start.value()
        && leaned <= LEAN_UP_TO * (jump - 2.0 * half_width)
        && straight(jump)
        && straight(-jump)
}

impl Inputs {
    fn validate(&self) -> Result<(), Vec<Invalid>> {
        use Limit::{Above, AtLeast, AtMost, Below};
        let mut checks = Checks::default();
        checks.absorb(self.curve.validate());
        checks.absorb(self.curve.validate_price(self.price));
        checks.check("yieldRate", self.yield_rate, &[AtLeast(0.0), AtMost(10.0)]);
        match self.updates {
            Updates::Interval { seconds } => {
                let mut limits = vec![Above(0.0), AtMost(SECONDS_PER_YEAR)];
                if self.yield_rate > 0.0 {
                    limits.push(AtMost(SECONDS_PER_YEAR / self.yield_rate));
                }
                checks.check("updateIntervalSeconds", seconds, &limits);
            }
            Updates::Oracle {
                threshold,
                heartbeat_seconds,
            } => {
                checks.check("deviationThreshold", threshold, &[Above(0.0), AtMost(1.0)]);
                let year = [Above(0.0), AtMost(SECONDS_PER_YEAR)];
                checks.check("heartbeatSeconds", heartbeat_seconds, &year);
            }
        }
        checks.check("swapFee", self.swap_fee, &[AtLeast(0.0), Below(1.0)]);
        checks.finish()
    }
}

impl Updates {
    /// Jump of the logarithm of the rate at an update, and updates in a year.
    fn jump(self, yield_rate: f64) -> (f64, f64) {
        match self {
            Self::Interval { seconds } => (
                yield_rate * seconds / SECONDS_PER_YEAR,
                SECONDS_PER_YEAR / seconds,
            ),
            Self::Oracle {
                threshold,
                heartbeat_seconds,
            } => {
                let at_heartbeat = yield_rate * heartbeat_seconds / SECONDS_PER_YEAR;
                if at_heartbeat <= threshold {
                    (at_heartbeat, SECONDS_PER_YEAR / heartbeat_seconds)
                } else {
                    (threshold, yield_rate / threshold)
                }
            }
        }
    }
}

/// Loss at each update once the pool has settled, as a fraction of its value:
/// `p² |x'(p)| (j - 2g)₊² / V`.
#[must_use]
pub fn closed_form(curve: Curve, price: f64, jump: f64, half_width: f64) -> f64 {
    let depth = curve.position(price).concentration() / 4.0;
    depth * (jump - 2.0 * half_width).max(0.0).powi(2)
}

/// Loss over a number of updates of a pool at the market's price, as a fraction of the value at the start.
///
/// Each cycle is exact: arbitrage to the edge of the fee band before the update, the update (which
/// makes the pool's X worth more, and so leans it), arbitrage to the other edge after it. Fees are
/// set aside. When the pool leaves a cycle as it entered it, in all but size, the cycles that
/// remain are the terms of a geometric series. One that has not settled by then hardly moves from cycle to cycle, and
/// goes on in leaps of many: its price nears its rest by a like part at each.
#[must_use]
pub fn simulate(curve: Curve, market: f64, jump: f64, swap_fee: f64, updates: f64) -> f64 {
    const ONE_BY_ONE: u32 = 2000;
    const LEAPS: f64 = 500.0;
    let (mut price, mut size, mut loss, mut left) = (market, 1.0, 0.0, updates);
    let (mut done, mut leap, mut moved) = (0, 1.0_f64, f64::INFINITY);
    while left > 0.0 {
        let cycle = Cycle::run(curve, market, jump, swap_fee, price);
        let step = cycle.price - price;
        if step.abs() <= 4.0 * f64::EPSILON * price {
            loss += size * cycle.loss * geometric_sum(cycle.growth, left);
            break;
        }
        if done == ONE_BY_ONE {
            leap = (left / LEAPS).max(1.0);
        }
        let terms = leap.min(left);
        if leap > 1.0 {
            loss += size * cycle.loss * geometric_sum(cycle.growth, terms);
            size *= (terms * cycle.growth.ln()).exp();
            let nearing = (step / moved).clamp(0.0, 1.0);
            price = curve.reachable(price + step * geometric_sum(nearing, terms));
        } else {
            loss += size * cycle.loss * terms;
            size *= cycle.growth;
            price = cycle.price;
        }
        (moved, left, done) = (step, left - terms, done + 1);
    }
    loss / curve.position(market).value()
}

/// `1 + g + g² + …` of so many terms, the last of which may be a part.
fn geometric_sum(growth: f64, terms: f64) -> f64 {
    let log = growth.ln();
    if log == 0.0 {
        terms
    } else {
        (terms * log).exp_m1() / log.exp_m1()
    }
}

/// A unit pool from one update to the next.
struct Cycle {
    /// What arbitrage took.
    loss: f64,
    /// Size of the pool afterwards.
    growth: f64,
    /// Its marginal price afterwards.
    price: f64,
}

impl Cycle {
    fn run(curve: Curve, market: f64, jump: f64, swap_fee: f64, start: f64) -> Self {
        let kept = 1.0 - swap_fee;
        let high = (market * jump.exp() * kept).max(start);
        let before = curve.loss_versus_holding(start, high) / kept;
        let high = curve.reachable(high);

        let (leaned, growth) = revalue(curve, high, jump);
        // X sold to the pool pays the fee on X. None is bought: no curve leans by more than the
        // jump, and it stood at `e^jump` less the fee or above.
        let settled = leaned.min(market / kept);
        let after = curve.loss_versus_holding(leaned, settled);
        Self {
            loss: before + growth * after,
            growth,
            price: settled,
        }
    }
}

/// Price and size of a unit pool at `price` when each X counts for `e^jump` of what it did.
fn revalue(curve: Curve, price: f64, jump: f64) -> (f64, f64) {
    let old = curve.position(price);
    let x = old.x * jump.exp();
    let imbalance = |price: f64| {
        let new = curve.position(price);
        new.y * x - new.x * old.y
    };
    // No curve leans by more than the jump, which is what a weighted one does.
    let leaned = solve::root(imbalance, price * (-2.0 * jump).exp(), price).unwrap_or(price);
    let new = curve.position(leaned);
    let size = if new.y > 0.0 {
        old.y / new.y
    } else {
        x / new.x
    };
    (leaned, size)
}

#[cfg(test)]
mod tests {
    use super::{Cycle, simulate};
    use crate::analysis::curve::Curve;

    /// A pool that nears its rest slowly: leaps find what single cycles do.
    #[test]
    fn leaps_end_where_single_cycles_do() {
        let eclp = |alpha, beta, c, s, lambda| Curve::Eclp {
            alpha,
            beta,
            c,
            s,
            lambda,
        };
        for (curve, market, fee) in [
            (eclp(0.9985, 1e9, 0.0, 1.0, 8500.0), 2.0e6, 0.0),
            (eclp(0.5, 2.0, 0.6, 0.8, 50.0), 1.9, 1e-7),
            (
                Curve::Range {
                    lower: 0.9,
                    upper: 1.1,
                },
                1.05,
                1e-7,
            ),
            (
                Curve::Stable {
                    amplification: 200.0,
                },
                0.9,
                1e-7,
            ),
            (
                Curve::Stable {
                    amplification: 5000.0,
                },
                1.0,
                1e-8,
            ),
        ] {
            let (jump, updates) = (0.03 / 6000.0, 6000.0);
            let (mut price, mut size, mut loss) = (market, 1.0, 0.0);
            for _ in 0..6000 {
                let cycle = Cycle::run(curve, market, jump, fee, price);
                loss += size * cycle.loss;
                size *= cycle.growth;
                price = cycle.price;
            }
            let single = loss / curve.position(market).value();
            let found = simulate(curve, market, jump, fee, updates);
            assert!(
                (found / single - 1.0).abs() < 1e-6,
                "{curve:?}: {found} not {single}"
            );
        }
    }
}
