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

/// The names below their bars, in as many lines as fit; what does not fit is cut, and stands in full in
/// the table and at the cursor.
pub(super) fn names(chart: &Chart, layout: &Layout) -> Vec<Element> {
    const LINES: usize = 2;
    if layout.upright {
        return upright(chart, layout);
    }
    let room = layout.x.at(1.0) - layout.x.at(0.0) - 6.0;
    let mut drawn = Vec::new();
    for (x, name) in chart.xs.iter().zip(&chart.names) {
        let lines = labels::wrap(name, room);
        for (n, line) in lines.iter().take(LINES).enumerate() {
            let y = layout.y.range.0 + 18.0 + LINE * n as f64;
            let text = labels::cut(line, room);
            drawn.push(word("tick", layout.x.at(*x), y, "middle", &text));
        }
    }
    drawn
}

/// The names from bottom to top, one beside the other.
fn upright(chart: &Chart, layout: &Layout) -> Vec<Element> {
    const ROOM: f64 = 80.0;
    let top = layout.y.range.0 + 8.0;
    let mut drawn = Vec::new();
    for (x, name) in chart.xs.iter().zip(&chart.names) {
        let at = layout.x.at(*x) + 4.0;
        let turn = said!("rotate(-90 ", decimal(at), " ", decimal(top), ")");
        let name = word("tick", at, top, "end", &labels::cut(name, ROOM));
        drawn.push(name.set("transform", turn));
    }
    drawn
}
