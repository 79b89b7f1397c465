//! Bars side by side, a group a name.

use super::draw::{Layout, tone, word};
use super::labels::{self, LINE};
use crate::node::{Element, decimal, el};
use yb_core::definition::Chart;
use yb_core::said;

/// How much of its place a group of bars takes.
const GROUP: f64 = 0.72;

/// The bars, each from zero (or from the lowest value shown) to its value.
pub(super) fn bars(chart: &Chart, layout: &Layout) -> Vec<Element> {
    let place = layout.x.at(1.0) - layout.x.at(0.0);
    let width = place * GROUP / chart.series.len().max(1) as f64;
    let floor = layout.y.at(0.0_f64.max(layout.y.domain.0));
    let floor = if floor.is_finite() {
        floor.min(layout.y.range.0)
    } else {
        layout.y.range.0
    };
    let mut drawn = Vec::new();
    for (nth, series) in chart.series.iter().enumerate() {
        for (x, value) in chart.xs.iter().zip(&series.values) {
            let top = layout.y.at(*value);
            if !top.is_finite() {
                continue;
            }
            let left = layout.x.at(*x) - place * GROUP / 2.0 + width * nth as f64;
            let bar = el("rect").class(said!("bar ", tone(chart, nth)));
            drawn.push(
                bar.at("x", left)
                    .at("y", top.min(floor))
                    .at("width", (width - 1.0).max(1.0))
                    // What is zero stays to be seen.
                    .at("height", (top - floor).abs().max(1.0)),
            );
        }
    }
    drawn
}

/// Lines that a name may have below its bar.
const LINES: usize = 2;
/// The most that a name takes that stands upright.
const TALL: f64 = 128.0;

/// The room for a name below a bar that has `place`.
fn room(place: f64) -> f64 {
    place - 6.0
}

/// How tall the names are where they have to stand upright, since one would be cut below a bar that has `place`.
pub(super) fn upright(chart: &Chart, place: f64) -> Option<f64> {
    let (room, mut cut, mut tall) = (room(place), false, 0.0_f64);
    for name in &chart.names {
        let lines = labels::wrap(name, room);
        cut |= lines.len() > LINES || lines.iter().any(|line| labels::width(line) > room);
        tall = tall.max(labels::width(name));
    }
    cut.then(|| tall.min(TALL))
}

/// The names below their bars, or from bottom to top, one beside the other. What is cut there stands in full in the
/// table and at the cursor.
pub(super) fn names(chart: &Chart, layout: &Layout) -> Vec<Element> {
    let room = room(layout.x.at(1.0) - layout.x.at(0.0));
    let top = layout.y.range.0 + 8.0;
    let mut drawn = Vec::new();
    for (x, name) in chart.xs.iter().zip(&chart.names) {
        let middle = layout.x.at(*x);
        if layout.upright {
            let at = middle + 4.0;
            let turn = said!("rotate(-90 ", decimal(at), " ", decimal(top), ")");
            let name = word("tick", at, top, "end", &labels::cut(name, TALL));
            drawn.push(name.set("transform", turn));
            continue;
        }
        for (n, line) in labels::wrap(name, room).iter().enumerate() {
            let y = top + 10.0 + LINE * n as f64;
            drawn.push(word("tick", middle, y, "middle", line));
        }
    }
    drawn
}
