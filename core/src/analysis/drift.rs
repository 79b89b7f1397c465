//! Yield drift: what a pool loses because one of its tokens earns a yield that the pool's rate does
//! not follow.
//!
//! The price of X rises as `p = e^(rT)` and arbitrage sells X out of the pool all the way. A steady
//! drift has no quadratic variation, so LVR is 0; what owners lose is the yield on the X that was
//! sold early. Losses versus holding and versus staking are those of Gogol, Fritsch, Schlosser,
//! Messias, Kraner and Tessone, "Liquid Staking Tokens in Automated Market Makers",
//! arXiv:2403.10226; the formulas were derived for this project.
//!
//! The fee `f` stays on the input of each swap and is set aside, as on Uniswap v3. Kept in the pool,
//! as on Balancer, it makes the loss smaller by less than a thousandth of a percent of the value.

use super::curve::{Curve, MAX_AMPLIFICATION};
use super::limits::{Checks, Invalid, Limit};
use super::solve;

/// Greatest `|r T|`, so that prices stay within those of [`super::curve`].
pub const MAX_LOG_GROWTH: f64 = 20.0;
/// Least amplification at which [`BreakEven`] is sought; lower than any contract allows, so that a
/// break-even below 1 shows as a number.
pub const LEAST_AMPLIFICATION: f64 = 0.01;

/// A pool without a rate provider, whose token X earns a yield.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// Trading curve; it starts at price 1, which must be inside its range.
    pub curve: Curve,
    /// Continuous yield `r` of X per year, -0.99 to 10: its price is `e^(rT)`.
    pub yield_rate: f64,
    /// Time `T` in years, 0 to 100, with `|rT|` at most 20.
    pub horizon_years: f64,
    /// Fraction `f` taken from the input of a swap, 0 to below 1.
    pub swap_fee: f64,
    /// Fraction of X's yield that the protocol takes when there is a rate provider, 0 to 1.
    pub yield_fee: f64,
}

/// A pool after its horizon. Losses and costs are fractions of the pool's value at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    /// Where it stands at the horizon.
    pub end: Point,
    /// Years until the price of X leaves the curve's range; `None` for a curve without one, or
    /// without a yield.
    pub range_exit_years: Option<f64>,
    /// Where a rate provider begins to pay, for StableSwap with this yield, horizon and fee.
    pub break_even: BreakEven,
}

/// A pool at one time. Losses and costs are fractions of its value at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Years since the start.
    pub years: f64,
    /// Price of X in Y.
    pub price: f64,
    /// What holders of the tokens at the start have over the pool's owners, fees included.
    pub loss_versus_holding: f64,
    /// What holders of X alone, worth the pool at the start, have over the pool's owners; negative
    /// when X lost value.
    pub loss_versus_staking: f64,
    /// Amount of X in the pool over the amount at the start; above 1 when X lost value.
    pub token_share_left: f64,
    /// What the protocol takes of the yield if there is a rate provider; 0 when X lost value.
    pub yield_fee_cost: f64,
}

/// The amplification from which on a rate provider saves a StableSwap pool more than its yield fee
/// costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BreakEven {
    /// It pays at every amplification from [`LEAST_AMPLIFICATION`] on.
    Always,
    /// It pays above this amplification.
    At(f64),
    /// It does not pay up to the greatest amplification of the contracts, or there is no yield.
    Never,
}

impl BreakEven {
    /// The amplification, if there is one.
    #[must_use]
    pub fn amplification(self) -> Option<f64> {
        match self {
            Self::At(amplification) => Some(amplification),
            Self::Always | Self::Never => None,
        }
    }
}

/// Yield drift at the horizon.
///
/// # Errors
/// Every input outside the limits in [`Inputs`].
///
/// ```
/// use yb_core::analysis::{curve::Curve, drift::{Inputs, drift}};
///
/// let inputs = Inputs {
///     curve: Curve::Stable { amplification: 200.0 },
///     yield_rate: 0.03,
///     horizon_years: 1.0,
///     swap_fee: 0.0,
///     yield_fee: 0.1,
/// };
/// let end = drift(&inputs)?.end;
/// assert_eq!(format!("{:.4} %", 100.0 * end.loss_versus_holding), "0.8289 %");
/// assert_eq!(format!("{:.4} %", 100.0 * end.yield_fee_cost), "0.1523 %");
/// # Ok::<(), Vec<yb_core::analysis::limits::Invalid>>(())
/// ```
pub fn drift(inputs: &Inputs) -> Result<Drift, Vec<Invalid>> {
    inputs.validate()?;
    Ok(Drift {
        end: inputs.point(inputs.horizon_years),
        range_exit_years: range_exit_years(inputs.curve, inputs.yield_rate),
        break_even: break_even(inputs),
    })
}

/// The way to the horizon in `steps` even steps, the start included.
///
/// # Errors
/// As [`drift`].
pub fn path(inputs: &Inputs, steps: u32) -> Result<Vec<Point>, Vec<Invalid>> {
    inputs.validate()?;
    let step = |k: u32| inputs.horizon_years * f64::from(k) / f64::from(steps.max(1));
    Ok((0..=steps).map(|k| inputs.point(step(k))).collect())
}

impl Inputs {
    /// Checks each input against its limits.
    ///
    /// # Errors
    /// Every input out of bounds, with the bound.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        use Limit::{AtLeast, AtMost, Below};
        let mut checks = Checks::default();
        checks.absorb(self.curve.validate_around_par());
        checks.check(
            "yieldRate",
            self.yield_rate,
            &[AtLeast(-0.99), AtMost(10.0)],
        );
        let mut horizon = vec![AtLeast(0.0), AtMost(100.0)];
        if self.yield_rate != 0.0 {
            horizon.push(AtMost(MAX_LOG_GROWTH / self.yield_rate.abs()));
        }
        checks.check("horizonYears", self.horizon_years, &horizon);
        checks.check("swapFee", self.swap_fee, &[AtLeast(0.0), Below(1.0)]);
        checks.check("yieldFee", self.yield_fee, &[AtLeast(0.0), AtMost(1.0)]);
        checks.finish()
    }

    fn point(&self, years: f64) -> Point {
        let log_price = self.yield_rate * years;
        let (price, growth) = (log_price.exp(), log_price.exp_m1());
        let start = self.curve.position(1.0);
        let loss = loss_versus_holding(self.curve, price, self.swap_fee);
        let end = self.curve.position(pool_price(price, self.swap_fee));
        let share = start.share();
        Point {
            years,
            price,
            loss_versus_holding: loss,
            loss_versus_staking: loss + (1.0 - share) * growth,
            token_share_left: end.x / start.x,
            yield_fee_cost: self.yield_fee * share * growth.max(0.0),
        }
    }
}

/// Marginal price of a pool that arbitrage has followed from 1 to the market price `price`.
///
/// Buyers of X pay the fee in Y and stop at `p(1-f)`; sellers pay it in X and stop at `p/(1-f)`.
/// Inside the band around 1 nobody trades.
#[must_use]
pub fn pool_price(price: f64, swap_fee: f64) -> f64 {
    if price >= 1.0 {
        (price * (1.0 - swap_fee)).max(1.0)
    } else {
        (price / (1.0 - swap_fee)).min(1.0)
    }
}

/// Loss versus holding when the price of X moves steadily from 1 to `price`, as a fraction of the
/// value at the start.
///
/// For a rise `∫ (p - q/(1-f)) |x'(q)| dq` from 1 to `q₁ = p(1-f)`, which is `B(1, q₁)/(1-f)` with
/// the [loss without fees](Curve::loss_versus_holding) `B`. For a fall the fee is on X, and
/// `y₀ - y₁ - p (x₁ - x₀)/(1-f)` is `B(1, q₁)` with `q₁ = p/(1-f)`.
#[must_use]
pub fn loss_versus_holding(curve: Curve, price: f64, swap_fee: f64) -> f64 {
    let loss =
        curve.loss_versus_holding(1.0, pool_price(price, swap_fee)) / curve.position(1.0).value();
    if price >= 1.0 {
        loss / (1.0 - swap_fee)
    } else {
        loss
    }
}

/// Years until the market price leaves the range, `ln(bound)/r` with the bound it drifts to.
fn range_exit_years(curve: Curve, yield_rate: f64) -> Option<f64> {
    let (lower, upper) = curve.bounds()?;
    if yield_rate == 0.0 {
        return None;
    }
    let bound = if yield_rate > 0.0 { upper } else { lower };
    Some(bound.ln() / yield_rate)
}

/// Where the loss of StableSwap equals the yield fee on the half of it that is X.
fn break_even(inputs: &Inputs) -> BreakEven {
    let growth = (inputs.yield_rate * inputs.horizon_years).exp_m1();
    let cost = inputs.yield_fee * 0.5 * growth.max(0.0);
    let gain = |log_amplification: f64| {
        let curve = Curve::Stable {
            amplification: log_amplification.exp(),
        };
        loss_versus_holding(curve, 1.0 + growth, inputs.swap_fee) - cost
    };
    let (least, most) = (LEAST_AMPLIFICATION.ln(), MAX_AMPLIFICATION.ln());
    if gain(most) <= 0.0 {
        BreakEven::Never
    } else if gain(least) >= 0.0 {
        BreakEven::Always
    } else {
        solve::root(gain, least, most).map_or(BreakEven::Never, |log| BreakEven::At(log.exp()))
    }
}
