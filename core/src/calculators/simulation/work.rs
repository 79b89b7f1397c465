//! From the input to a simulation, and from its end to the report.

use super::show::{chart, reading};
use super::{Beside, Input, Output, PathRow, PoolRow};
use crate::analysis::SECONDS_PER_YEAR;
use crate::analysis::curve::Curve;
use crate::analysis::limits::Invalid;
use crate::analysis::simulation::path::{MAX_STEPS, Market, Path, Point};
use crate::analysis::simulation::pool::{Standing, Terms};
use crate::analysis::simulation::{Config, Moment, Simulation};
use crate::calculators::curve::{faults, name};
use crate::definition::read::whole;
use crate::definition::unit::plain;
use crate::definition::{Code, Errors, Report, Task, Unit};

/// How many moments the picture shows.
const MOMENTS: u32 = 120;

/// A simulation and what its pools are called.
pub(super) struct Work {
    pub(super) names: [String; 2],
    pub(super) given: bool,
    simulation: Simulation,
}

impl Work {
    pub(super) fn start(input: Input) -> Result<Self, Errors> {
        let pools = pools(&input);
        let names = names(&input, &pools);
        let given = !input.csv.0.is_empty();
        let path = if given {
            Path::Given(input.csv.0)
        } else {
            Path::Made(market(&input)?)
        };
        starts_inside(&path, &pools)?;
        let config = Config {
            path,
            pools,
            moments: MOMENTS,
        };
        let simulation = Simulation::new(config).map_err(named)?;
        Ok(Self {
            names,
            given,
            simulation,
        })
    }
}

impl Task for Work {
    type Output = Output;

    fn advance(&mut self, steps: u32) {
        self.simulation.advance(steps);
    }

    fn progress(&self) -> f64 {
        self.simulation.progress()
    }

    fn report(&self) -> Report<Output> {
        let end = self.simulation.now();
        let held = self.simulation.price_held();
        let moments = self.simulation.moments();
        let [first, second] = end.pools;
        Report {
            output: Output {
                loss_versus_holding: loss(&first),
                other_loss_versus_holding: loss(&second),
                arbitrage: first.arbitrage,
                other_arbitrage: second.arbitrage,
                fees: first.fees,
                other_fees: second.fees,
                yield_fees: first.yield_fees,
                other_yield_fees: second.yield_fees,
                value: first.value,
                other_value: second.value,
                token_share: first.share,
                other_token_share: second.share,
                steps: f64::from(self.simulation.steps_done()),
                longest_gap_seconds: self.simulation.longest_gap(),
                pools: rows(&self.names, &end),
                path: moments.iter().map(path_row).collect(),
            },
            reading: reading(self, &end, self.simulation.steps_done(), held),
            chart: chart(self, moments),
        }
    }
}

/// What holding has over a pool.
pub(super) fn loss(pool: &Standing) -> f64 {
    pool.held - pool.value
}

/// Years since the start.
pub(super) fn years(at: &Point) -> f64 {
    at.seconds / SECONDS_PER_YEAR
}

fn pools(input: &Input) -> [Terms; 2] {
    let first = Terms {
        curve: input.curve,
        swap_fee: input.swap_fee,
        follows_rate: input.rate_provider,
        yield_fee: input.yield_fee,
    };
    let mut second = first;
    match input.beside {
        Beside::Rate => second.follows_rate = !first.follows_rate,
        Beside::Product => second.curve = Curve::ConstantProduct,
        Beside::Fee(fee) => second.swap_fee = fee,
        Beside::Stable(amplification) => second.curve = Curve::Stable { amplification },
    }
    [first, second]
}

fn names(input: &Input, pools: &[Terms; 2]) -> [String; 2] {
    let rate = |pool: &Terms| {
        if pool.follows_rate {
            "with rate"
        } else {
            "without rate"
        }
    };
    let [first, second] = pools;
    match input.beside {
        Beside::Rate => [rate(first).into(), rate(second).into()],
        Beside::Fee(_) => [first, second].map(|pool| Unit::Percent.text(pool.swap_fee, 3)),
        Beside::Product | Beside::Stable(_) => [first, second].map(|pool| name(pool.curve)),
    }
}

pub(super) fn whole_seed(seed: f64, errors: &mut Errors) -> Option<u64> {
    let read = whole(seed);
    if read.is_none() {
        let fault = format!("{} is not a whole number", plain(seed));
        errors.push("seed", Code::Range, fault);
    }
    read
}

pub(super) fn count_steps(seconds: f64, years: f64, errors: &mut Errors) -> Option<u32> {
    let steps = (years * SECONDS_PER_YEAR / seconds).round().max(1.0);
    if steps > f64::from(MAX_STEPS) {
        let fault = format!(
            "{} s between steps make {} steps of {}; at most {MAX_STEPS} are simulated",
            plain(seconds),
            plain(steps),
            Unit::Years.text(years, 6),
        );
        errors.push("stepSeconds", Code::Conflict, fault);
        return None;
    }
    // Between 1 and MAX_STEPS, so the cast is exact.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(steps as u32)
}

fn market(input: &Input) -> Result<Market, Errors> {
    let mut errors = Errors::new();
    let seed = whole_seed(input.seed, &mut errors);
    let steps = count_steps(input.step_seconds, input.horizon_years, &mut errors);
    let (Some(seed), Some(steps)) = (seed, steps) else {
        return Err(errors);
    };
    let half_life = input.half_life_seconds / SECONDS_PER_YEAR;
    Ok(Market {
        yield_rate: input.yield_rate,
        volatility: input.volatility,
        // A half-life of nought stands for none.
        reversion: if half_life > 0.0 {
            core::f64::consts::LN_2 / half_life
        } else {
            0.0
        },
        jumps_per_year: input.jumps_per_year,
        jump_size: input.jump_size,
        step_seconds: input.step_seconds,
        steps,
        update_seconds: input.update_seconds,
        seed,
    })
}

/// The price at the start over the rate must be one that the curve can have.
fn starts_inside(path: &Path, pools: &[Terms; 2]) -> Result<(), Errors> {
    let start = match path {
        Path::Given(rows) => rows.first().map_or(1.0, |row| row.price / row.rate),
        Path::Made(_) => 1.0,
    };
    let mut curves = pools.iter().map(|pool| pool.curve);
    match curves
        .find(|curve| !curve.contains(start))
        .and_then(Curve::bounds)
    {
        None => Ok(()),
        Some((lower, upper)) => {
            let fault = format!(
                "the path starts at {} times the rate, and the curve ends at {} and {}",
                plain(start),
                plain(lower),
                plain(upper)
            );
            Err(Errors::one("curve", Code::Conflict, fault))
        }
    }
}

/// What the analysis finds wrong, at the fields of this calculator.
fn named(mut invalid: Vec<Invalid>) -> Errors {
    for fault in &mut invalid {
        fault.parameter = match fault.parameter {
            "growth" => "horizonYears",
            "reversion" => "halfLifeSeconds",
            other => other,
        };
    }
    // Both pools may have the same fault.
    invalid.dedup();
    faults(invalid)
}

fn rows(names: &[String; 2], end: &Moment) -> Vec<PoolRow> {
    let pools = names.iter().zip(&end.pools);
    let row = |(name, pool): (&String, &Standing)| PoolRow {
        pool: name.clone(),
        value: pool.value,
        loss: loss(pool),
        arbitrage: pool.arbitrage,
        fees: pool.fees,
        yield_fees: pool.yield_fees,
        share: pool.share,
        tokens_left: pool.tokens_left,
        trades: f64::from(pool.trades),
    };
    pools.map(row).collect()
}

fn path_row(moment: &Moment) -> PathRow {
    let [first, second] = &moment.pools;
    PathRow {
        years: years(&moment.market),
        price: moment.market.price,
        rate: moment.market.rate,
        value: first.value,
        loss: loss(first),
        fees: first.fees,
        share: first.share,
        other_value: second.value,
        other_loss: loss(second),
        other_fees: second.fees,
        other_share: second.share,
    }
}
