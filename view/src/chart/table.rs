//! The data behind a picture, as a table.

use super::scale::axis_text;
use crate::node::{Element, Node, el};
use yb_core::definition::{Chart, Unit};
use yb_core::said;

/// How many rows the table has at most; the CSV has them all.
const ROWS: usize = 13;

/// Which of `count` rows to show: the first, the last and evenly chosen ones between.
#[must_use]
pub fn rows(count: usize) -> Vec<usize> {
    if count <= ROWS {
        return every(count);
    }
    let mut rows = Vec::new();
    for i in 0..ROWS {
        rows.push(i * (count - 1) / (ROWS - 1));
    }
    rows
}

fn every(count: usize) -> Vec<usize> {
    let mut rows = Vec::new();
    for row in 0..count {
        rows.push(row);
    }
    rows
}

/// The data of `chart`, sampled.
#[must_use]
pub fn table(chart: &Chart) -> Element {
    let heading = |name: &str| el("th").set("scope", "col").with(name);
    let mut head = el("tr").with(heading(&axis_text(&chart.x)));
    for series in &chart.series {
        head = head.with(heading(&series.label));
    }
    let mut body = el("tbody");
    // Every name is shown; of a line, samples are.
    let shown = match chart.names.len() {
        0 => rows(chart.xs.len()),
        names => every(names),
    };
    for row in shown {
        let first = match chart.names.get(row) {
            Some(name) => name.as_str().into(),
            None => cell(&chart.xs, row, chart.x.unit),
        };
        let mut cells = el("tr").with(el("th").set("scope", "row").with(first));
        for series in &chart.series {
            cells = cells.with(el("td").with(cell(&series.values, row, chart.y.unit)));
        }
        body = body.with(cells);
    }
    let caption = el("caption").with(said!(chart.title, ": ", axis_text(&chart.y)));
    let table = el("table").with(caption);
    table.with(el("thead").with(head)).with(body)
}

fn cell(values: &[f64], row: usize, unit: Unit) -> Node {
    match values.get(row) {
        Some(&value) if value.is_finite() => Node::Number {
            value,
            unit,
            digits: 4,
        },
        _ => "–".into(),
    }
}
