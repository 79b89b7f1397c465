//! The picture itself.

use super::bars;
use super::frame::Frame;
use super::labels::{self, Block, LINE};
use super::scale::{Scale, axis_text, domain, tick_text, ticks};
use crate::node::{Element, decimal, el};
use yb_core::definition::{Chart, Series};
use yb_core::said;

/// The height of every picture, in pixels.
pub const HEIGHT: f64 = 300.0;
/// Pictures narrower than this name their lines below instead of at their ends.
pub const NARROW: f64 = 480.0;

/// Space above the plot, for the name of the vertical axis.
const ABOVE: f64 = 30.0;
/// Space below it, for ticks and the name of the horizontal axis.
const BELOW: f64 = 42.0;
/// The same around names of bars that stand upright.
const AROUND: f64 = 12.0;

/// The places of a picture.
pub(super) struct Layout {
    pub(super) x: Scale,
    pub(super) y: Scale,
    /// Whether there is so little room that the names of bars stand upright.
    pub(super) upright: bool,
    /// All of the picture.
    width: f64,
    /// Room for a label at the end of a line; none in narrow pictures.
    room: Option<f64>,
    x_ticks: Vec<(f64, String)>,
    y_ticks: Vec<(f64, String)>,
}

impl Layout {
    fn new(chart: &Chart, width: f64) -> Self {
        let barred = !chart.names.is_empty();
        let room = (width >= NARROW && !barred).then(|| {
            let longest = chart.series.iter().map(|s| labels::width(&s.label));
            longest.fold(40.0, f64::max).min(width * 0.24)
        });
        let mut values = Vec::new();
        for series in &chart.series {
            values.extend_from_slice(&series.values);
        }
        if barred && !chart.y.log {
            // Bars are compared by their length.
            values.push(0.0);
        } else if barred {
            // The shortest bar is still one.
            let least = values.iter().copied().filter(|v| *v > 0.0);
            values.push(least.fold(f64::INFINITY, f64::min) / 2.0);
        }
        let (y_domain, y_log) = domain(values.iter().copied(), &chart.y, 5, true);
        let y_ticks = texts(chart.y.unit, ticks(y_domain, y_log, chart.y.unit, 5));
        let widest = y_ticks.iter().map(|(_, text)| labels::width(text));
        let left = widest.fold(16.0, f64::max).ceil() + 10.0;
        let (x_domain, x_log) = if barred {
            ((-0.5, chart.names.len() as f64 - 0.5), false)
        } else {
            domain(chart.xs.iter().copied(), &chart.x, 5, false)
        };
        let per_tick = if width < NARROW { 64.0 } else { 84.0 };
        let right = (width - room.map_or(14.0, |room| room + 14.0)).max(left + 40.0);
        let upright = bars::upright(chart, (right - left) / chart.names.len() as f64);
        let below = upright.map_or(BELOW, |tall| tall + AROUND);
        let count = ((right - left) / per_tick) as usize;
        let x_ticks = if barred {
            Vec::new()
        } else {
            let ticks = ticks(x_domain, x_log, chart.x.unit, count.max(2));
            texts(chart.x.unit, ticks)
        };
        Layout {
            x: Scale {
                domain: x_domain,
                range: (left, right),
                log: x_log,
            },
            y: Scale {
                domain: y_domain,
                range: (HEIGHT - below, ABOVE),
                log: y_log,
            },
            upright: upright.is_some(),
            width,
            room,
            x_ticks,
            y_ticks,
        }
    }

    fn left(&self) -> f64 {
        self.x.range.0
    }
    fn right(&self) -> f64 {
        self.x.range.1
    }
    fn bottom(&self) -> f64 {
        self.y.range.0
    }
}

fn texts(unit: yb_core::definition::Unit, ticks: Vec<f64>) -> Vec<(f64, String)> {
    let mut texts = Vec::new();
    for value in ticks {
        texts.push((value, tick_text(value, unit)));
    }
    texts
}

/// `chart` as an `<svg>` of `width` pixels, and the frame for its cursor.
#[must_use]
pub fn draw(chart: &Chart, width: f64) -> (Element, Frame) {
    let width = if width.is_finite() {
        width.clamp(200.0, 2000.0).round()
    } else {
        NARROW
    };
    let layout = Layout::new(chart, width);
    let mut svg = el("svg")
        .class("picture")
        .set(
            "viewBox",
            said!("0 0 ", decimal(width), " ", decimal(HEIGHT)),
        )
        .at("width", width)
        .at("height", HEIGHT)
        .set("preserveAspectRatio", "xMinYMid")
        .set("role", "img")
        .set("aria-label", said!(chart.title, ". ", chart.description));
    svg = axes(svg, chart, &layout);
    svg = if chart.names.is_empty() {
        lines(svg, chart, &layout)
    } else {
        svg.all(bars::bars(chart, &layout))
            .all(bars::names(chart, &layout))
    };
    if chart
        .series
        .iter()
        .all(|s| !s.values.iter().any(|v| v.is_finite()))
    {
        let middle = f64::midpoint(layout.left(), layout.right());
        svg = svg.with(word(
            "tick",
            middle,
            HEIGHT / 2.0,
            "middle",
            "Nothing to draw for these inputs",
        ));
    }
    (svg, Frame::new(chart, layout.x, layout.y))
}

/// Areas, lines, the present state and the names.
fn lines(mut svg: Element, chart: &Chart, layout: &Layout) -> Element {
    for series in &chart.series {
        if series.area {
            svg = svg.all(area(chart, series, layout));
        }
    }
    for (i, series) in chart.series.iter().enumerate() {
        svg = svg.with(line(chart, i, series, layout));
    }
    svg = svg.all(mark(chart, layout));
    match layout.room {
        Some(room) => svg.all(ends(chart, layout, room)),
        None => svg,
    }
}

pub(super) fn word(
    class: &'static str,
    x: f64,
    y: f64,
    anchor: &'static str,
    text: &str,
) -> Element {
    let word = el("text").class(class).at("x", x).at("y", y);
    word.set("text-anchor", anchor).with(text)
}

fn stroke(class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Element {
    let line = el("line").class(class).at("x1", x1).at("y1", y1);
    line.at("x2", x2).at("y2", y2)
}

/// Grid lines, ticks and the names of both axes.
fn axes(mut svg: Element, chart: &Chart, layout: &Layout) -> Element {
    let (left, right, bottom) = (layout.left(), layout.right(), layout.bottom());
    for (value, text) in &layout.y_ticks {
        let y = layout.y.at(*value);
        svg = svg.with(stroke("grid", (left, y), (right, y)));
        svg = svg.with(word("tick", left - 8.0, y + 4.0, "end", text));
    }
    svg = svg.with(stroke("base", (left, bottom), (right, bottom)));
    for (value, text) in &layout.x_ticks {
        // The last one stands in the picture with all its letters.
        let most = layout.width - labels::width(text) / 2.0;
        let x = layout.x.at(*value).min(most);
        svg = svg.with(word("tick", x, bottom + 18.0, "middle", text));
    }
    svg = svg.with(word("axis", 0.0, 12.0, "start", &axis_text(&chart.y)));
    if !chart.names.is_empty() {
        return svg; // The names say what they are.
    }
    let name = axis_text(&chart.x);
    svg.with(word("axis", right, HEIGHT - 6.0, "end", &name))
}

/// The drawn points of a series; `None` where it has a gap.
fn points<'a>(
    chart: &'a Chart,
    series: &'a Series,
    layout: &'a Layout,
) -> impl DoubleEndedIterator<Item = Option<(f64, f64)>> + 'a {
    chart.xs.iter().zip(&series.values).map(|(x, y)| {
        let point = (layout.x.at(*x), layout.y.at(*y));
        (point.0.is_finite() && point.1.is_finite()).then_some(point)
    })
}

/// The unbroken pieces of a series.
fn pieces(chart: &Chart, series: &Series, layout: &Layout) -> Vec<Vec<(f64, f64)>> {
    let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut in_gap = true;
    for point in points(chart, series, layout) {
        match (point, pieces.last_mut()) {
            (Some(point), Some(piece)) if !in_gap => piece.push(point),
            (Some(point), _) => pieces.push(vec![point]),
            (None, _) => {}
        }
        in_gap = point.is_none();
    }
    pieces
}

fn path(piece: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (i, (x, y)) in piece.iter().enumerate() {
        out.push(if i == 0 { 'M' } else { 'L' });
        out.push_str(&decimal(*x));
        out.push(',');
        out.push_str(&decimal(*y));
    }
    if piece.len() == 1 {
        // A point on its own: a round cap makes it visible.
        out.push_str("h0");
    }
    out
}

fn line(chart: &Chart, index: usize, series: &Series, layout: &Layout) -> Element {
    let mut drawn = String::new();
    for piece in pieces(chart, series, layout) {
        drawn.push_str(&path(&piece));
    }
    el("path")
        .class(said!("line ", tone(chart, index)))
        .set("d", drawn)
}

/// The class of a series: its tone, and `again` for a second line of one tone.
pub(crate) fn tone(chart: &Chart, index: usize) -> String {
    let Some(series) = chart.series.get(index) else {
        return String::new();
    };
    let before = chart.series.iter().take(index);
    let again = before.filter(|other| other.tone == series.tone).count() > 0;
    said!(series.tone.name(), if again { " again" } else { "" })
}

fn area(chart: &Chart, series: &Series, layout: &Layout) -> Option<Element> {
    let floor = layout
        .y
        .at(layout.y.domain.0.max(0.0).min(layout.y.domain.1));
    let base = decimal(if floor.is_finite() {
        floor
    } else {
        layout.bottom()
    });
    let mut drawn = String::new();
    for piece in pieces(chart, series, layout) {
        let ((first, _), (last, _)) = (piece.first()?, piece.last()?);
        let (first, last) = (decimal(*first), decimal(*last));
        let path = path(&piece);
        for part in [&path, "L", &last, ",", &base, "L", &first, ",", &base, "Z"] {
            drawn.push_str(part);
        }
    }
    let element = el("path").class(said!("area ", series.tone.name()));
    (!drawn.is_empty()).then(|| element.set("d", drawn))
}

/// A dotted line at the present state and a dot where it meets its series.
fn mark(chart: &Chart, layout: &Layout) -> Vec<Element> {
    let Some(mark) = &chart.mark else {
        return Vec::new();
    };
    let x = layout.x.at(mark.x);
    if !(layout.left() - 0.5..=layout.right() + 0.5).contains(&x) {
        return Vec::new();
    }
    let mut drawn = vec![stroke("now", (x, layout.y.range.1), (x, layout.bottom()))];
    if let Some(series) = chart.series.get(mark.series)
        && let Some(y) = between(chart, series, layout, x)
    {
        let dot = el("circle").class(said!("dot ", series.tone.name()));
        drawn.push(dot.at("cx", x).at("cy", y).at("r", 4.5));
    }
    drawn
}

/// The height of a drawn line at `x`.
fn between(chart: &Chart, series: &Series, layout: &Layout, x: f64) -> Option<f64> {
    pieces(chart, series, layout).iter().find_map(|piece| {
        let pair = piece
            .windows(2)
            .find(|pair| pair[0].0 <= x + 0.05 && x <= pair[1].0 + 0.05);
        match pair {
            Some([(x0, y0), (x1, y1)]) if x1 > x0 => Some(y0 + (y1 - y0) * (x - x0) / (x1 - x0)),
            Some([(_, y0), _]) => Some(*y0),
            _ => piece
                .iter()
                .find(|point| (point.0 - x).abs() < 0.5)
                .map(|point| point.1),
        }
    })
}

/// The names of the lines at their ends, with a thread to an end that is elsewhere.
fn ends(chart: &Chart, layout: &Layout, room: f64) -> Vec<Element> {
    let (mut named, mut blocks) = (Vec::new(), Vec::new());
    for (i, series) in chart.series.iter().enumerate() {
        let Some((x, y)) = points(chart, series, layout).rev().flatten().next() else {
            continue;
        };
        let lines = labels::wrap(&series.label, room);
        blocks.push(Block {
            wanted: y,
            height: LINE * lines.len() as f64 + 2.0,
            middle: y,
        });
        named.push((i, (x, y), lines));
    }
    // Below the plot stand the ticks.
    labels::spread(&mut blocks, layout.y.range.1 - LINE, layout.bottom() + 8.0);
    let mut drawn = Vec::new();
    for ((i, (x, y), lines), block) in named.iter().zip(&blocks) {
        let at = layout.right() + 10.0;
        if layout.right() - x > 1.0 || (block.middle - y).abs() > 9.0 {
            drawn.push(stroke("thread", (*x + 3.0, *y), (at - 3.0, block.middle)));
        }
        let class = said!("label ", tone(chart, *i));
        let first = block.middle + 4.0 - LINE * (lines.len() as f64 - 1.0) / 2.0;
        let mut label = el("text").class(class);
        for (n, line) in lines.iter().enumerate() {
            let y = first + LINE * n as f64;
            label = label.with(el("tspan").at("x", at).at("y", y).with(line.as_str()));
        }
        drawn.push(label);
    }
    drawn
}
