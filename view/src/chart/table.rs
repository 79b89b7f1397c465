//! The data behind a picture, as a table.

use super::scale::axis_text;
use crate::node::{Element, Node, el};
use yb_core::definition::{Chart, Unit};

/// How many rows the table has at most; the CSV has them all.
const ROWS: usize = 13;

/// Which of `count` rows to show: the first, the last and evenly chosen ones between.
#[must_use]
pub fn rows(count: usize) -> Vec<usize> {
    if count <= ROWS {
        return (0..count).collect();
    }
    (0..ROWS).map(|i| i * (count - 1) / (ROWS - 1)).collect()
}

/// The data of `chart`, sampled.
#[must_use]
pub fn table(chart: &Chart) -> Element {
    let head = [axis_text(&chart.x)]
        .into_iter()
        .chain(chart.series.iter().map(|series| series.label.clone()))
        .map(|name| el("th").set("scope", "col").with(name));
    let body = rows(chart.xs.len()).into_iter().map(|row| {
        let x = chart.xs.get(row).copied().unwrap_or(f64::NAN);
        let first = el("th").set("scope", "row").with(cell(x, chart.x.unit));
        let values = chart.series.iter().map(|series| {
            let value = series.values.get(row).copied().unwrap_or(f64::NAN);
            el("td").with(cell(value, chart.y.unit))
        });
        el("tr").with(first).all(values)
    });
    let caption = el("caption").with(format!("{}: {}", chart.title, axis_text(&chart.y)));
    let table = el("table").with(caption);
    let table = table.with(el("thead").with(el("tr").all(head)));
    table.with(el("tbody").all(body))
}

fn cell(value: f64, unit: Unit) -> Node {
    if value.is_finite() {
        Node::Number {
            value,
            unit,
            digits: 4,
        }
    } else {
        "–".into()
    }
}
