//! What swap fees and block times leave of LVR to arbitrageurs.
//!
//! Everything here depends on one ratio, `a = g/(σ√Δt)`: the half-width of the fee band over the
//! volatility of one block.

use super::SECONDS_PER_YEAR;
use super::curve::Curve;
use super::limits::{Checks, Invalid, Limit};
use super::lvr;

/// How blocks follow one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockModel {
    /// At random, with an exponential time between them (proof of work).
    #[default]
    Poisson,
    /// At even intervals (Ethereum's slots, most rollups).
    Constant,
}

/// A pool, its market and its chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// Trading curve.
    pub curve: Curve,
    /// σ of the price of X, per square root of a year, 0 to 100.
    pub volatility: f64,
    /// Price of X in Y, inside the curve's range.
    pub price: f64,
    /// Fraction taken from the input of a swap, 0 to below 1.
    pub swap_fee: f64,
    /// (Mean) time between blocks, 0 to a year.
    pub block_time_seconds: f64,
    /// How blocks follow one another.
    pub block_model: BlockModel,
}

/// What arbitrage takes, as fractions of the pool's value per year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Without fees and block times, [`lvr::rate`].
    pub lvr: f64,
    /// Share of LVR that arbitrageurs still get, [`trade_probability`].
    pub trade_probability: f64,
    /// With fees and block times: exact for a constant product under Poisson blocks, elsewhere
    /// `lvr · trade_probability`, which holds for small fees and fast blocks.
    pub arbitrage: f64,
}

/// LVR and arbitrage of a pool.
///
/// For a constant product under Poisson blocks (Milionis, Moallemi and Roughgarden,
/// arXiv:2305.14604) the rate is `σ²/8 · P cosh(g/2) / (1 - σ²Δt/8)`. A volatility of 0 gives zeros
/// and, without a fee, a trade probability of 1.
///
/// # Errors
/// Every input outside its limits; a price outside the curve's range; and a block time of
/// `8/σ²` years or more under that exact formula, where its mean is infinite.
///
/// ```
/// use yb_core::analysis::{arbitrage::{BlockModel, Inputs, rates}, curve::Curve};
///
/// let rates = rates(&Inputs {
///     curve: Curve::ConstantProduct,
///     volatility: 0.05 * 365_f64.sqrt(),
///     price: 1.0,
///     swap_fee: 0.003,
///     block_time_seconds: 12.0,
///     block_model: BlockModel::Poisson,
/// })?;
/// assert!((rates.trade_probability - 0.12179).abs() < 1e-5);
/// # Ok::<(), Vec<yb_core::analysis::limits::Invalid>>(())
/// ```
pub fn rates(inputs: &Inputs) -> Result<Rates, Vec<Invalid>> {
    inputs.validate()?;
    Ok(inputs.rates())
}

impl Inputs {
    /// The rates, once the inputs are known to be valid.
    pub(super) fn rates(&self) -> Rates {
        let half_width = half_width(self.swap_fee);
        let years = self.block_time_seconds / SECONDS_PER_YEAR;
        let lvr = lvr::rate(self.curve, self.volatility, self.price);
        let trade_probability =
            trade_probability(self.block_model, self.volatility, half_width, years);
        let correction = if self.is_exact() {
            let half = half_width / 2.0;
            f64::midpoint(half.exp(), (-half).exp()) / (1.0 - self.volatility.powi(2) * years / 8.0)
        } else {
            1.0
        };
        Rates {
            lvr,
            trade_probability,
            arbitrage: lvr * trade_probability * correction,
        }
    }

    /// Whether the exact formula applies.
    fn is_exact(&self) -> bool {
        let even = match self.curve {
            Curve::ConstantProduct => true,
            Curve::Weighted { weight } => (weight - 0.5).abs() < f64::EPSILON,
            _ => false,
        };
        even && self.block_model == BlockModel::Poisson
    }

    /// Checks each input against its limits.
    ///
    /// # Errors
    /// As [`rates`].
    pub(super) fn validate(&self) -> Result<(), Vec<Invalid>> {
        use Limit::{AtLeast, AtMost, Below};
        let mut checks = Checks::default();
        checks.absorb(self.curve.validate());
        checks.check(
            "volatility",
            self.volatility,
            &[AtLeast(0.0), AtMost(100.0)],
        );
        checks.absorb(self.curve.validate_price(self.price));
        checks.check("swapFee", self.swap_fee, &[AtLeast(0.0), Below(1.0)]);
        let mut block_time = vec![AtLeast(0.0), AtMost(SECONDS_PER_YEAR)];
        if self.is_exact() && self.volatility > 0.0 {
            block_time.push(Below(8.0 / self.volatility.powi(2) * SECONDS_PER_YEAR));
        }
        checks.check("blockTimeSeconds", self.block_time_seconds, &block_time);
        checks.finish()
    }
}

/// Half-width of the band of log prices in which a fee leaves nothing to arbitrage,
/// `g = -ln(1 - fee)`.
#[must_use]
pub fn half_width(swap_fee: f64) -> f64 {
    -(-swap_fee).ln_1p()
}

/// Share of LVR that arbitrageurs still get, 0 to 1, for a half-width `g` of the fee band and a
/// block time in years.
///
/// For Poisson blocks `1/(1 + √2 a)`, also the chance that a block finds a trade (arXiv:2305.14604);
/// for even ones [`constant_blocks`].
///
/// Limits: 1 without a fee; with a fee, 0 as volatility or block time go to 0.
#[must_use]
pub fn trade_probability(
    model: BlockModel,
    volatility: f64,
    half_width: f64,
    block_time_years: f64,
) -> f64 {
    if half_width == 0.0 {
        return 1.0;
    }
    let band = half_width / (volatility * block_time_years.sqrt());
    match model {
        BlockModel::Poisson => 1.0 / (1.0 + std::f64::consts::SQRT_2 * band),
        BlockModel::Constant => constant_blocks(band),
    }
}

/// `√(2π)/|ζ(1/2)|`, see [`constant_blocks`].
const SPITZER: f64 = 1.716_451_902_267_407_3;
/// Below this band the closed form is off by more than 2 parts in 10 000.
const CLOSED_FORM_FROM: f64 = 0.5;

/// Share of LVR left by blocks at even intervals, for `band = g/(σ√Δt) >= 0`.
///
/// The mispricing before a block is a random walk clipped to the fee band, and arbitrage earns
/// the square of what is clipped. From a band of 0.5 on: `1/(1 + 1.71645… a)` (Nezlobin and Tassy,
/// arXiv:2505.05113; their spread is the full one, twice our half-width), within 5 parts in
/// 10 000. Below: the stationary distribution of the walk itself, to about 1e-14.
#[must_use]
pub fn constant_blocks(band: f64) -> f64 {
    if band < CLOSED_FORM_FROM {
        clipped_walk(band)
    } else {
        1.0 / (1.0 + SPITZER * band)
    }
}

/// Nodes and weights of Gauss's quadrature on (-1, 1), the half with positive nodes.
const GAUSS: [(f64, f64); 3] = [
    (0.238_619_186_083_196_9, 0.467_913_934_572_691),
    (0.661_209_386_466_264_5, 0.360_761_573_048_138_6),
    (0.932_469_514_203_152, 0.171_324_492_379_170_36),
];
const NODES: usize = 2 * GAUSS.len();

/// Mean square of what is clipped, for steps of variance 1 and a band up to 1/2.
///
/// The stationary law is an atom on each end of the band and a symmetric density between them
/// that solves `u(z) = ∫ φ(z-t) u(t) dt + φ(z-a) + φ(z+a)` for atoms of 1 each; here on the positive half, by
/// Nyström's method. The integral operator shrinks by `P(|N| < a) < 0.4`, so iteration converges.
fn clipped_walk(band: f64) -> f64 {
    let mut nodes = [(0.0, 0.0); NODES];
    for (pair, (node, weight)) in nodes.chunks_exact_mut(2).zip(GAUSS) {
        pair[0] = (band / 2.0 * (1.0 - node), band / 2.0 * weight);
        pair[1] = (band / 2.0 * (1.0 + node), band / 2.0 * weight);
    }
    let kernel = |z: f64, t: f64| normal_density(z - t) + normal_density(z + t);
    let matrix = nodes.map(|(z, _)| nodes.map(|(t, weight)| kernel(z, t) * weight));
    let source = nodes.map(|(z, _)| kernel(z, band));
    let mut density = source;
    for _ in 0..40 {
        let previous = density;
        for ((new, row), from_ends) in density.iter_mut().zip(&matrix).zip(source) {
            let inside: f64 = row.iter().zip(previous).map(|(k, u)| k * u).sum();
            *new = inside + from_ends;
        }
    }
    let clipped = |z: f64| upper_square(band - z) + upper_square(band + z);
    let (mut mass, mut square) = (1.0, clipped(band));
    for ((z, weight), density) in nodes.into_iter().zip(density) {
        mass += weight * density;
        square += weight * density * clipped(z);
    }
    square / mass
}

/// `E[(N - d)₊²]` of a standard normal `N`, for `d >= 0`.
fn upper_square(d: f64) -> f64 {
    (1.0 + d * d) * (0.5 - normal_below(d)) - d * normal_density(d)
}

fn normal_density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt()
}

/// `P(0 < N < d)` by Marsaglia's series of positive terms, `φ(d)(d + d³/3 + d⁵/15 + …)`.
fn normal_below(d: f64) -> f64 {
    let mut term = d;
    let mut sum = d;
    for odd in (3..40).step_by(2) {
        term *= d * d / f64::from(odd);
        sum += term;
    }
    sum * normal_density(d)
}
