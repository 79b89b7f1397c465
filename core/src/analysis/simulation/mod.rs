//! Simulation: arbitrage over a path of prices and rates, step by step, for two pools side by side.
//!
//! At each step the market moves and arbitrage trades each pool to the edge of its fee band, the
//! last price at which a trade pays; fees stay in the pool. An update of the rate that everybody
//! knows to come is traded against before and after it. What the pool's owners have is compared
//! with holding what they put in; what arbitrage gains is loss versus rebalancing, fees included.
//!
//! A simulation is advanced in slices of any size, so that a page can show how far it is and stop
//! it; the result does not depend on the slices. Nothing here but the seed is random.
//!
//! - [`random`]: the generator and its deviates;
//! - [`path`]: prices and rates, made up or given;
//! - `shape`: curves both ways, fast;
//! - [`pool`]: one pool under arbitrage.

pub mod path;
pub mod pool;
pub mod random;
mod shape;

use super::curve::{MAX_PRICE, MIN_PRICE};
use super::limits::{Checks, Invalid, Limit};
use path::{Path, Point, Walk, validate_rows};
use pool::{Pool, Standing, Terms};

/// How many pools stand side by side.
pub const POOLS: usize = 2;

/// What is to be simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The market.
    pub path: Path,
    /// The pools.
    pub pools: [Terms; POOLS],
    /// How many moments to note, evenly spread over the steps; 1 to 1000.
    pub moments: u32,
}

/// The market and the pools at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The market.
    pub market: Point,
    /// The pools, in the order of [`Config::pools`].
    pub pools: [Standing; POOLS],
}

/// A simulation on its way.
///
/// ```
/// use yb_core::analysis::curve::Curve;
/// use yb_core::analysis::simulation::{Config, Simulation, path::{Market, Path}, pool::Terms};
///
/// let terms = |follows_rate| Terms {
///     curve: Curve::Stable { amplification: 200.0 },
///     swap_fee: 0.0,
///     follows_rate,
///     yield_fee: 0.0,
/// };
/// let market = Market {
///     yield_rate: 0.05,
///     volatility: 0.0,
///     reversion: 0.0,
///     jumps_per_year: 0.0,
///     jump_size: 0.0,
///     step_seconds: 86_400.0,
///     steps: 365,
///     update_seconds: 0.0,
///     seed: 1,
/// };
/// let config = Config { path: Path::Made(market), pools: [terms(true), terms(false)], moments: 12 };
/// let mut simulation = Simulation::new(config)?;
/// while simulation.progress() < 1.0 {
///     simulation.advance(100);
/// }
/// let [followed, fixed] = simulation.now().pools;
/// assert_eq!(format!("{:.4} %", 100.0 * (followed.held - followed.value)), "0.0320 %");
/// assert_eq!(format!("{:.8} %", 100.0 * (fixed.held - fixed.value)), "1.61396928 %");
/// # Ok::<(), Vec<yb_core::analysis::limits::Invalid>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Simulation {
    walk: Walk,
    foreseen: bool,
    pools: [Pool; POOLS],
    now: Point,
    done: u32,
    steps: u32,
    moments: u32,
    noted: Vec<Moment>,
    longest_gap: f64,
}

impl Simulation {
    /// A simulation at its start.
    ///
    /// # Errors
    /// Every input outside its limits; a market price at the start, over the rate there, that a
    /// curve does not have (`startPrice`).
    pub fn new(config: Config) -> Result<Self, Vec<Invalid>> {
        use Limit::{Above, AtLeast, AtMost, Below};
        let mut checks = Checks::default();
        checks.absorb(match &config.path {
            Path::Made(market) => market.validate(),
            Path::Given(rows) => validate_rows(rows),
        });
        let walk = Walk::new(config.path);
        let start = walk.start();
        let price = start.price / start.rate;
        for terms in &config.pools {
            checks.absorb(terms.curve.validate());
            checks.check("swapFee", terms.swap_fee, &[AtLeast(0.0), Below(1.0)]);
            checks.check("yieldFee", terms.yield_fee, &[AtLeast(0.0), AtMost(1.0)]);
            let (lower, upper) = terms.curve.bounds().unwrap_or((MIN_PRICE, MAX_PRICE));
            checks.check("startPrice", price, &[Above(lower), Below(upper)]);
        }
        let moments = f64::from(config.moments);
        checks.check("moments", moments, &[AtLeast(1.0), AtMost(1000.0)]);
        checks.finish()?;
        let pools = config
            .pools
            .map(|terms| Pool::new(terms, start.price, start.rate));
        let mut simulation = Self {
            steps: walk.steps(),
            foreseen: walk.foreseen(),
            walk,
            pools,
            now: start,
            done: 0,
            moments: config.moments,
            noted: Vec::new(),
            longest_gap: 0.0,
        };
        simulation.noted.push(simulation.now());
        Ok(simulation)
    }

    /// Goes on for so many steps, or to the end.
    pub fn advance(&mut self, steps: u32) {
        let end = self.steps.min(self.done.saturating_add(steps));
        while self.done < end {
            // From one moment that is noted to the next without looking.
            let next = self.next_moment();
            self.walk_to(next.min(end));
            if self.done == next {
                self.noted.push(self.now());
            }
        }
    }

    /// The step after which the next moment is noted.
    fn next_moment(&self) -> u32 {
        let number = self.noted.len() as u64;
        let step = (number * u64::from(self.steps)).div_ceil(u64::from(self.moments));
        // Where there are fewer steps than moments several fall on one step.
        let step = u32::try_from(step).unwrap_or(self.steps);
        step.max(self.done + 1).min(self.steps)
    }

    fn walk_to(&mut self, step: u32) {
        while self.done < step {
            let Some(point) = self.walk.at(self.done + 1) else {
                self.steps = self.done;
                return;
            };
            for pool in &mut self.pools {
                if self.foreseen {
                    pool.meet(point.price, point.rate);
                } else {
                    pool.tell(point.price, point.rate);
                }
                pool.arbitrage(point.price);
            }
            let gap = point.seconds - self.now.seconds;
            self.longest_gap = self.longest_gap.max(gap);
            self.now = point;
            self.done += 1;
        }
    }

    /// How much is done, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        if self.steps == 0 {
            1.0
        } else {
            f64::from(self.done) / f64::from(self.steps)
        }
    }

    /// How many steps are done.
    #[must_use]
    pub fn steps_done(&self) -> u32 {
        self.done
    }

    /// The market and the pools as they stand.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment {
            market: self.now,
            pools: [0, 1].map(|pool: usize| self.pools[pool].standing(self.now.price)),
        }
    }

    /// The moments so far, the start first.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.noted
    }

    /// The longest time between two steps so far, in seconds.
    #[must_use]
    pub fn longest_gap(&self) -> f64 {
        self.longest_gap
    }

    /// Whether the price has met the ends of the prices that curves are computed for, and was held there.
    #[must_use]
    pub fn price_held(&self) -> bool {
        match &self.walk {
            Walk::Made(maker) => maker.held,
            Walk::Given(_) => false,
        }
    }
}
