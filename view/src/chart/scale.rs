//! From values to places, and which values deserve a tick.

use yb_core::definition::unit::exponent;
use yb_core::definition::{Axis, Unit};
use yb_core::said;

/// A straight or logarithmic way from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The values at the ends.
    pub domain: (f64, f64),
    /// The pixels at the ends.
    pub range: (f64, f64),
    /// Whether equal steps are equal factors.
    pub log: bool,
}

impl Scale {
    /// Where `value` stands; NaN for what cannot be shown.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let (low, high) = self.domain;
        let (from, to) = self.range;
        let share = if self.log {
            (value / low).ln() / (high / low).ln()
        } else {
            (value - low) / (high - low)
        };
        let place = from + share * (to - from);
        if place.is_finite() { place } else { f64::NAN }
    }
}

/// The ends of an axis that shows `values`, widened to whole ticks if `rounded`, and whether it
/// can be logarithmic at all.
#[must_use]
pub fn domain(
    values: impl Iterator<Item = f64>,
    axis: &Axis,
    ticks: usize,
    rounded: bool,
) -> ((f64, f64), bool) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.filter(|v| v.is_finite()) {
        if !axis.log || value > 0.0 {
            (low, high) = (low.min(value), high.max(value));
        }
    }
    if low > high {
        return ((0.0, 1.0), false);
    }
    if axis.log {
        if low >= high {
            (low, high) = (low / 2.0, high * 2.0);
        }
        return ((low, high), true);
    }
    if rounded && low > 0.0 && low < 0.6 * high {
        low = 0.0;
    }
    if rounded && high < 0.0 && high > 0.6 * low {
        high = 0.0;
    }
    if high - low <= 1e-9 * high.abs().max(low.abs()) {
        let pad = if high == 0.0 { 1.0 } else { high.abs() / 2.0 };
        (low, high) = (low - pad, high + pad);
    }
    if rounded {
        // Rounding widens the axis, which may ask for a longer step, which rounds once more.
        for _ in 0..2 {
            let step = step((high - low) / ticks.max(1) as f64, axis.unit);
            low = (low / step + 1e-9).floor() * step;
            high = (high / step - 1e-9).ceil() * step;
        }
    }
    ((low, high), false)
}

/// The values to mark between the ends, about `count` of them.
#[must_use]
pub fn ticks((low, high): (f64, f64), log: bool, unit: Unit, count: usize) -> Vec<f64> {
    if log && high / low >= 10.0 {
        return decades(low, high, count);
    }
    let step = step((high - low) / count.max(1) as f64, unit);
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let mut ticks = Vec::new();
    if step.is_finite() {
        for i in 0..=(last - first).clamp(0.0, 50.0) as i32 {
            ticks.push((first + f64::from(i)) * step);
        }
    }
    ticks
}

/// The least comfortable step that is at least `least`.
fn step(least: f64, unit: Unit) -> f64 {
    const CLOCK: [f64; 13] = [
        60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 21600.0, 43200.0,
        86400.0, 172_800.0,
    ];
    if unit == Unit::Seconds
        && least > 30.0
        && let Some(step) = CLOCK.into_iter().find(|step| *step >= least * 0.999_999)
    {
        return step;
    }
    let power = 10f64.powi(exponent(least));
    let mantissa = least / power * 0.999_999;
    let nice = [1.0, 2.0, 2.5, 5.0].into_iter().find(|n| *n >= mantissa);
    nice.unwrap_or(10.0) * power
}

/// Powers of ten, with others between them where there is room, without some where there is not. One tick alone would
/// say where an axis is, and not how far it goes.
fn decades(low: f64, high: f64, count: usize) -> Vec<f64> {
    // Where an end is a power of ten but for its last digits, it is meant to be one.
    let (first, last) = (exponent(low * 1.000_001), exponent(high * 1.000_001));
    let each = count as f64 * core::f64::consts::LN_10 / (high / low).ln();
    let parts: &[f64] = match each {
        3.0.. => &[1.0, 2.0, 5.0],
        1.5.. => &[1.0, 3.0],
        _ => &[1.0],
    };
    let skip = (1.0 / each - 1e-6).ceil().max(1.0) as i32;
    let mut ticks = Vec::new();
    let mut power = first;
    while power <= last {
        for part in parts {
            let tick = part * 10f64.powi(power);
            if (low * 0.999_999..=high * 1.000_001).contains(&tick) {
                ticks.push(tick);
            }
        }
        power = power.saturating_add(skip);
    }
    ticks
}

/// The words at a tick. Years are counted without their unit, which stands in the axis's name.
#[must_use]
pub fn tick_text(value: f64, unit: Unit) -> String {
    let size = value.abs();
    match unit {
        Unit::Years => Unit::Plain.text(value, 6),
        Unit::Seconds => {
            let (by, word) = match size {
                s if s >= 86400.0 => (86400.0, "d"),
                s if s >= 3600.0 => (3600.0, "h"),
                s if s >= 60.0 => (60.0, "min"),
                _ => (1.0, "s"),
            };
            said!(Unit::Plain.text(value / by, 4), "\u{a0}", word)
        }
        Unit::Plain | Unit::Money | Unit::Tokens | Unit::Raw if size >= 1e4 => {
            let (by, word) = match size {
                s if s >= 1e12 => (1e12, "T"),
                s if s >= 1e9 => (1e9, "B"),
                s if s >= 1e6 => (1e6, "M"),
                _ => (1e3, "k"),
            };
            said!(Unit::Plain.text(value / by, 4), word)
        }
        _ => unit.text(value, 6),
    }
}

/// The name of an axis, with the unit where its ticks leave it out.
#[must_use]
pub fn axis_text(axis: &Axis) -> String {
    let unit = match axis.unit {
        Unit::Years => "years",
        Unit::PercentPerYear => "a year",
        Unit::PercentPerRootYear => "per √year",
        _ => "",
    };
    if unit.is_empty() || axis.label.to_ascii_lowercase().ends_with(unit) {
        axis.label.clone()
    } else {
        said!(axis.label, ", ", unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(unit: Unit, log: bool) -> Axis {
        Axis {
            label: "x".into(),
            unit,
            log,
        }
    }

    fn texts(domain: (f64, f64), log: bool, unit: Unit, count: usize) -> Vec<String> {
        let all = ticks(domain, log, unit, count);
        all.iter().map(|v| tick_text(*v, unit)).collect()
    }

    #[test]
    fn ticks_are_numbers_people_count_in() {
        let percent = texts((0.0, 0.05), false, Unit::Percent, 5);
        assert_eq!(
            percent,
            [
                "0\u{a0}%", "1\u{a0}%", "2\u{a0}%", "3\u{a0}%", "4\u{a0}%", "5\u{a0}%"
            ]
        );
        assert_eq!(
            texts((0.0, 3.0), false, Unit::Years, 4),
            ["0", "1", "2", "3"]
        );
        assert_eq!(
            texts((0.0, 86400.0), false, Unit::Seconds, 4),
            ["0\u{a0}s", "6\u{a0}h", "12\u{a0}h", "18\u{a0}h", "1\u{a0}d"]
        );
        assert_eq!(
            texts((0.0, 2.5e6), false, Unit::Money, 5),
            ["0", "500k", "1M", "1.5M", "2M", "2.5M"]
        );
    }

    #[test]
    fn log_ticks_follow_the_room_there_is() {
        assert_eq!(
            texts((1.0, 10_000.0), true, Unit::Plain, 4),
            ["1", "10", "100", "1,000", "10k"]
        );
        assert_eq!(
            texts((1.0, 10.0), true, Unit::Plain, 6),
            ["1", "2", "5", "10"]
        );
        assert_eq!(ticks((1e-9, 1e9), true, Unit::Plain, 4).len(), 4);
        assert_eq!(texts((0.26, 4.0), true, Unit::Plain, 3), ["0.3", "1", "3"]);
        assert_eq!(
            texts((0.7, 60.0), true, Unit::Plain, 3),
            ["1", "3", "10", "30"]
        );
        assert_eq!(texts((1.2, 150.0), true, Unit::Plain, 3), ["10", "100"]);
        // Less than a factor of ten: steps of equal size.
        assert_eq!(
            texts((1.0, 4.0), true, Unit::Plain, 3),
            ["1", "2", "3", "4"]
        );
    }

    #[test]
    fn domains_of_nothing_one_value_and_gaps() {
        let plain = axis(Unit::Plain, false);
        assert_eq!(domain([].into_iter(), &plain, 4, true), ((0.0, 1.0), false));
        assert_eq!(
            domain([f64::NAN].into_iter(), &plain, 4, true).0,
            (0.0, 1.0)
        );
        let (low, high) = domain([5.0, 5.0].into_iter(), &plain, 4, true).0;
        assert!(low < 5.0 && high > 5.0);
        let ((low, high), log) = domain(
            [-1.0, 0.0, 3.0].into_iter(),
            &axis(Unit::Plain, true),
            4,
            true,
        );
        assert!(log && low < 3.0 && high > 3.0 && low > 0.0);
        assert!(!domain([0.0].into_iter(), &axis(Unit::Plain, true), 4, true).1);
    }

    #[test]
    fn a_rounded_axis_ends_on_ticks() {
        let values = [0.84748, 0.84772];
        let plain = axis(Unit::Plain, false);
        let (ends, _) = domain(values.into_iter(), &plain, 5, true);
        let ticks = ticks(ends, false, Unit::Plain, 5);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(
            near(ticks[0], ends.0) && near(ticks[ticks.len() - 1], ends.1),
            "{ends:?} {ticks:?}"
        );
    }

    #[test]
    fn scales_map_ends_to_ends() {
        let log = Scale {
            domain: (1.0, 100.0),
            range: (0.0, 200.0),
            log: true,
        };
        assert!((log.at(10.0) - 100.0).abs() < 1e-9);
        assert!(log.at(0.0).is_nan() && log.at(-1.0).is_nan());
        let down = Scale {
            domain: (0.0, 1.0),
            range: (270.0, 16.0),
            log: false,
        };
        assert!((down.at(0.5) - 143.0).abs() < 1e-9);
    }
}
