//! The picture with its title, its cursor and its legend.

use super::Options;
use crate::chart::{self, Frame, HEIGHT};
use crate::node::{Element, el};
use yb_core::definition::Chart;
use yb_core::said;

/// The two widths for which a page that is being built draws its pictures.
const BUILT: [(f64, &str); 2] = [(600.0, "wide"), (320.0, "slim")];

pub(super) fn figure(chart: &Chart, options: &Options) -> (Element, Frame) {
    let mut plot = el("div").class("plot").part("chart");
    let frame = if let Some(width) = options.width {
        let (svg, frame) = chart::draw(chart, width);
        plot = plot.with(svg);
        frame
    } else {
        let frame;
        (plot, frame) = both(plot, chart);
        frame
    };
    if options.live && !chart.xs.is_empty() {
        plot = plot.with(cursor(chart));
    }
    let title = el("figcaption").class("caption").with(chart.title.as_str());
    let figure = el("figure").class("figure").part("figure").with(title);
    (figure.with(plot).with(legend(chart)), frame)
}

/// The picture of a page that is being built, without the rest of a calculator.
#[must_use]
pub fn picture(chart: &Chart) -> Element {
    let (plot, _) = both(el("div").class("plot"), chart);
    el("div").class("figure").with(plot).with(legend(chart))
}

/// Both widths of a page that is being built.
fn both(plot: Element, chart: &Chart) -> (Element, Frame) {
    let [(wide, wide_class), (slim, slim_class)] = BUILT;
    let (first, frame) = chart::draw(chart, wide);
    let (second, _) = chart::draw(chart, slim);
    let plot = plot.with(el("div").class(wide_class).with(first));
    (plot.with(el("div").class(slim_class).with(second)), frame)
}

/// A slider over the picture: arrow keys and pointer walk along the values. What is inside is
/// drawn by the live side.
fn cursor(chart: &Chart) -> Element {
    let last = chart.xs.len().saturating_sub(1);
    el("div")
        .class("cursor")
        .set("role", "slider")
        .set("tabindex", "0")
        .set(
            "aria-label",
            said!("Read values along “", chart.x.label, "”"),
        )
        .set("aria-valuemin", "0")
        .set("aria-valuemax", said!(last))
        .set("aria-valuenow", "0")
        .set("data-own", "")
}

/// The names of the lines in words, shown where there is no room at their ends.
fn legend(chart: &Chart) -> Element {
    // Bars have no ends at which a name could stand.
    let class = match (chart.names.is_empty(), chart.series.len()) {
        (true, _) => "legend",
        (false, 1) => "legend hidden",
        (false, _) => "legend bars",
    };
    let mut legend = el("ul").class(class);
    for (i, series) in chart.series.iter().enumerate() {
        let tone = chart::tone(chart, i);
        let line = if chart.names.is_empty() {
            el("path").class(said!("line ", tone)).set("d", "M1,6H27")
        } else {
            el("path")
                .class(said!("bar ", tone))
                .set("d", "M1,1H27V11H1Z")
        };
        let swatch = el("svg")
            .class("swatch")
            .set("viewBox", "0 0 28 12")
            .set("width", "28")
            .set("height", "12")
            .set("aria-hidden", "true")
            .with(line);
        let label = el("span").with(series.label.as_str());
        legend = legend.with(el("li").with(swatch).with(label));
    }
    legend
}

// The style sheet reserves this height before anything is drawn.
const _: () = assert!(HEIGHT == 300.0);
