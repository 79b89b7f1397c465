//! Rates that a provider gave, and what they say of it.

use super::lines::Grade;
use crate::definition::decimal;
use crate::definition::unit::plain;
use crate::definition::{Axis, Chart, Code, Errors, Series, Tone, Unit};

const DAY: f64 = 86_400.0;
const YEAR: f64 = 365.0 * DAY;
/// A rate that starts at 1 and has doubled ten times is no rate of yield.
const PLAUSIBLE: (f64, f64) = (0.01, 1000.0);

/// Rates at rising times.
pub(super) struct Samples(Vec<(f64, f64)>);

impl Samples {
    /// Rates as decimal text, or as the contract's integers; times in seconds.
    pub(super) fn read(rates: &[String], times: &[f64], errors: &mut Errors) -> Option<Self> {
        let before = errors.len();
        if rates.len() != times.len() {
            let fault = format!(
                "{} times for {} rates; each rate needs one",
                times.len(),
                rates.len()
            );
            errors.push("times", Code::Conflict, fault);
        }
        for (n, pair) in times.windows(2).enumerate() {
            if let [before, after] = pair
                && after <= before
            {
                let fault = format!("{} does not come after {}", plain(*after), plain(*before));
                errors.push(format!("times[{}]", n + 1), Code::Conflict, fault);
            }
        }
        let mut samples = Vec::new();
        for (n, (text, time)) in rates.iter().zip(times).enumerate() {
            let rate = decimal::parse(text).unwrap_or(f64::NAN);
            // As a contract gives it: an integer with 18 decimals.
            let integer = !text.as_bytes().contains(&b'.') && rate >= 1e15;
            let rate = if integer { rate / 1e18 } else { rate };
            if rate > 0.0 && rate.is_finite() {
                samples.push((*time, rate));
            } else {
                let fault = format!("{text} must be above 0");
                errors.push(format!("rates[{n}]"), Code::Range, fault);
            }
        }
        (errors.len() == before).then_some(Self(samples))
    }

    fn ends(&self) -> Option<((f64, f64), (f64, f64))> {
        let (first, last) = (self.0.first()?, self.0.last()?);
        (last.0 > first.0).then_some((*first, *last))
    }

    /// Compounded growth over a year.
    pub(super) fn yield_rate(&self) -> Option<f64> {
        let ((t0, r0), (t1, r1)) = self.ends()?;
        Some(((r1 / r0).ln() * YEAR / (t1 - t0)).exp_m1())
    }

    /// The step of the largest size, with its sign.
    pub(super) fn largest_step(&self) -> Option<f64> {
        let steps = self.0.windows(2).map(|pair| pair[1].1 / pair[0].1 - 1.0);
        steps.max_by(|a, b| a.abs().total_cmp(&b.abs()))
    }

    /// Whether the rate ever fell; `None` where there are not two samples.
    pub(super) fn falls(&self) -> Option<bool> {
        self.ends()?;
        Some(self.0.windows(2).any(|pair| pair[1].1 < pair[0].1))
    }

    /// What the size of the rates says, where there are any.
    pub(super) fn plausible(&self) -> Option<(Grade, &'static str)> {
        self.0.first()?;
        let (low, high) = PLAUSIBLE;
        let odd = self.0.iter().any(|(_, rate)| !(low..=high).contains(rate));
        Some(if odd {
            (
                Grade::Fail,
                "A rate below 0.01 or above 1000: it may have the wrong number of decimals",
            )
        } else if self.falls().is_none() {
            (
                Grade::Warn,
                "One rate shows no yield; give at least two, with their times",
            )
        } else {
            (Grade::Pass, "Their size is that of a rate with 18 decimals")
        })
    }

    /// The days since the first sample and the rate at each.
    pub(super) fn chart(&self) -> Chart {
        let start = self.0.first().map_or(0.0, |first| first.0);
        let xs: Vec<f64> = self
            .0
            .iter()
            .map(|(time, _)| (time - start) / DAY)
            .collect();
        let mut series = vec![Series {
            label: "rate".into(),
            tone: Tone::Kept,
            area: false,
            values: self.0.iter().map(|(_, rate)| *rate).collect(),
        }];
        if let Some(((t0, r0), (t1, r1))) = self.ends() {
            let growth = (r1 / r0).ln() / (t1 - t0);
            series.push(Series {
                label: "steady yield".into(),
                tone: Tone::Flat,
                area: false,
                values: self
                    .0
                    .iter()
                    .map(|(time, _)| r0 * (growth * (time - t0)).exp())
                    .collect(),
            });
        }
        Chart {
            title: "The rate, by day".into(),
            description: "Rates that the provider gave over the days since the first, beside the \
                          steady yield that leads from the first to the last."
                .into(),
            x: Axis {
                label: "Days".into(),
                unit: Unit::Plain,
                log: false,
            },
            y: Axis {
                label: "Rate".into(),
                unit: Unit::Price,
                log: false,
            },
            xs,
            names: Vec::new(),
            series,
            mark: None,
        }
    }
}
