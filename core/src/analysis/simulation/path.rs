//! The market: a price and a rate, step by step, made up or given.

use super::random::Random;
use crate::analysis::SECONDS_PER_YEAR;
use crate::analysis::curve::MAX_PRICE;
use crate::analysis::limits::{Checks, Invalid, Limit};

/// Most steps of one simulation: a year of 12-second blocks is 2.6 million.
pub const MAX_STEPS: u32 = 10_000_000;
/// Most rows of a given path.
pub const MAX_ROWS: usize = 1_000_000;

/// The market at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Seconds since the start.
    pub seconds: f64,
    /// Price of X in Y.
    pub price: f64,
    /// What X's rate provider tells.
    pub rate: f64,
}

/// A market to be made up: the price of X is its true rate `e^(rt)` times a basis `B` around 1,
/// `dB/B = -κ ln B dt + σ dW + (e^J - 1) dN - λ E[e^J - 1] dt` (Schwartz, Journal of Finance 52, 1997,
/// model 1; jumps of Merton, Journal of Financial Economics 3, 1976). Without reversion the basis is a
/// martingale: geometric Brownian motion. Each step is exact in law, but that the jumps of a step
/// come at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Market {
    /// Continuous yield `r` of X per year, -0.99 to 10.
    pub yield_rate: f64,
    /// `σ` of the basis per square root of a year, 0 to 10.
    pub volatility: f64,
    /// `κ` per year: `ln 2` over the years in which half of what the basis is off is gone; 0 to 10⁶.
    pub reversion: f64,
    /// `λ`, jumps expected in a year, 0 to 1000.
    pub jumps_per_year: f64,
    /// Standard deviation of a jump `J` of the logarithm, 0 to 2; its mean is 0.
    pub jump_size: f64,
    /// Time between two steps, which is how often arbitrage comes: 0.1 to 30 days.
    pub step_seconds: f64,
    /// How many steps, 1 to [`MAX_STEPS`]; over all of them `|rt|` is at most 20.
    pub steps: u32,
    /// Time between two updates of the rate, 0 to a year; 0 for a rate that is always fresh.
    pub update_seconds: f64,
    /// Which path.
    pub seed: u64,
}

/// Where prices and rates come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Path {
    /// Made up.
    Made(Market),
    /// Given, one step a row after the first, at rising times.
    Given(Vec<Point>),
}

impl Market {
    pub(super) fn validate(&self) -> Result<(), Vec<Invalid>> {
        use Limit::{AtLeast, AtMost};
        let mut checks = Checks::default();
        let mut check = |name, value, least, most| {
            checks.check(name, value, &[AtLeast(least), AtMost(most)]);
        };
        check("yieldRate", self.yield_rate, -0.99, 10.0);
        check("volatility", self.volatility, 0.0, 10.0);
        check("reversion", self.reversion, 0.0, 1e6);
        check("jumpsPerYear", self.jumps_per_year, 0.0, 1000.0);
        check("jumpSize", self.jump_size, 0.0, 2.0);
        check("stepSeconds", self.step_seconds, 0.1, 2_592_000.0);
        let most = f64::from(MAX_STEPS);
        check("steps", f64::from(self.steps), 1.0, most);
        check("updateSeconds", self.update_seconds, 0.0, SECONDS_PER_YEAR);
        let growth = self.yield_rate.abs() * f64::from(self.steps) * self.step_seconds;
        check("growth", growth / SECONDS_PER_YEAR, 0.0, MAX_LOG_GROWTH);
        checks.finish()
    }
}

/// Greatest `|rt|`, so that prices stay within those of [`crate::analysis::curve`].
const MAX_LOG_GROWTH: f64 = 20.0;

/// A path that is being walked.
#[derive(Clone, Debug)]
pub(super) enum Walk {
    Made(Box<Maker>),
    Given(Vec<Point>),
}

/// A made-up market on its way.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    market: Market,
    moves: Random,
    jumps: Random,
    log_basis: f64,
    /// What a step leaves of the logarithm of the basis.
    left: f64,
    drift: f64,
    deviation: f64,
    jumps_a_step: f64,
    updates: f64,
    rate: f64,
    /// Whether the price has met the ends of the prices that curves are computed for.
    pub(super) held: bool,
}

impl Walk {
    pub(super) fn new(path: Path) -> Self {
        match path {
            Path::Made(market) => Walk::Made(Box::new(Maker::new(market))),
            Path::Given(rows) => Walk::Given(rows),
        }
    }

    /// How many steps there are after the start.
    pub(super) fn steps(&self) -> u32 {
        match self {
            Walk::Made(maker) => maker.market.steps,
            Walk::Given(rows) => u32::try_from(rows.len().saturating_sub(1)).unwrap_or(u32::MAX),
        }
    }

    /// The market at the start.
    pub(super) fn start(&self) -> Point {
        let made = Point {
            seconds: 0.0,
            price: 1.0,
            rate: 1.0,
        };
        match self {
            Walk::Made(_) => made,
            Walk::Given(rows) => rows.first().copied().unwrap_or(made),
        }
    }

    /// The market after step `step`, counted from 1; `None` after the last.
    #[inline]
    pub(super) fn at(&mut self, step: u32) -> Option<Point> {
        match self {
            Walk::Made(maker) => Some(maker.next(step)),
            Walk::Given(rows) => rows.get(step as usize).copied(),
        }
    }

    /// Whether an update of the rate is met twice: by who knows that it comes, and by who sees it.
    pub(super) fn foreseen(&self) -> bool {
        match self {
            Walk::Made(maker) => maker.market.update_seconds > 0.0,
            Walk::Given(_) => false,
        }
    }
}

impl Maker {
    fn new(market: Market) -> Self {
        let years = market.step_seconds / SECONDS_PER_YEAR;
        let pull = market.reversion * years;
        // Means of e^(-κs) and e^(-2κs) over a step, which go to 1 with κ.
        let mean = |pull: f64| {
            if pull == 0.0 {
                1.0
            } else {
                -(-pull).exp_m1() / pull
            }
        };
        let variance = market.volatility.powi(2);
        let mean_jump = (market.jump_size.powi(2) / 2.0).exp_m1();
        let drift = variance / 2.0 + market.jumps_per_year * mean_jump;
        let (moves, jumps) = Random::pair(market.seed);
        Self {
            market,
            moves,
            jumps,
            log_basis: 0.0,
            left: (-pull).exp(),
            drift: -drift * years * mean(pull),
            deviation: (variance * years * mean(2.0 * pull)).sqrt(),
            jumps_a_step: market.jumps_per_year * years,
            updates: 0.0,
            rate: 1.0,
            held: false,
        }
    }

    #[inline]
    fn next(&mut self, step: u32) -> Point {
        let seconds = f64::from(step) * self.market.step_seconds;
        self.log_basis = self.log_basis * self.left + self.drift;
        if self.deviation > 0.0 {
            self.log_basis += self.deviation * self.moves.normal();
        }
        if self.jumps_a_step > 0.0 {
            self.jump();
        }
        let growth = self.market.yield_rate / SECONDS_PER_YEAR;
        let log_price = growth * seconds + self.log_basis;
        let most = MAX_PRICE.ln();
        if log_price.abs() > most {
            self.held = true;
            self.log_basis = log_price.max(-most).min(most) - growth * seconds;
        }
        let price = (growth * seconds + self.log_basis).exp();
        if growth != 0.0 {
            self.follow(seconds, growth);
        }
        Point {
            seconds,
            price,
            rate: self.rate,
        }
    }

    fn jump(&mut self) {
        let count = self.jumps.count(self.jumps_a_step);
        if count > 0 {
            // The sum of so many jumps is normal itself.
            let size = self.market.jump_size * f64::from(count).sqrt();
            self.log_basis += size * self.jumps.normal();
        }
    }

    #[inline]
    fn follow(&mut self, seconds: f64, growth: f64) {
        let every = self.market.update_seconds;
        if every == 0.0 {
            self.rate = (growth * seconds).exp();
            return;
        }
        let updates = (seconds / every).floor();
        if updates > self.updates {
            self.updates = updates;
            self.rate = (growth * updates * every).exp();
        }
    }
}

/// What is wrong with a path as a whole; each row for itself is the reader's business.
pub(super) fn validate_rows(rows: &[Point]) -> Result<(), Vec<Invalid>> {
    use Limit::{AtLeast, AtMost};
    let mut checks = Checks::default();
    let length = [AtLeast(2.0), AtMost(MAX_ROWS as f64)];
    checks.check("rows", rows.len() as f64, &length);
    for pair in rows.windows(2) {
        if let [before, after] = pair {
            checks.check("seconds", after.seconds, &[Limit::Above(before.seconds)]);
        }
    }
    checks.finish()
}
