//! A calculator's answer, or the title of a page, as one picture: for places that show pictures
//! and nothing else, such as previews of links and Markdown.
//!
//! There is no style sheet in such a place, so colours stand in the attributes; there is no
//! reader's setting either, so they are those of the light theme.

use crate::chart::{self, labels};
use crate::node::{Element, Node, decimal, el};
use yb_core::definition::Chart;

/// The size of a card in pixels, as previews of links want it.
pub const SIZE: (f64, f64) = (1200.0, 630.0);

const PAPER: &str = "#fbfaf7";
const RAISED: &str = "#ffffff";
const INK: &str = "#1c1f26";
const QUIET: &str = "#5b616e";
const RULE: &str = "#e3dfd4";
const EDGE: &str = "#949085";

const MARGIN: f64 = 64.0;
/// From line to line, in sizes of the letters.
const LEADING: f64 = 1.25;
const FONT: &str = "Inter, system-ui, sans-serif";

/// `title` and `text`, with a chart beside them if there is one, as the text of an SVG file.
///
/// ```
/// let card = yb_view::card::svg("Why <rates>?", "Because tokens grow.", None);
/// assert!(card.starts_with("<svg xmlns="));
/// assert!(card.contains("Why &lt;rates&gt;?"));
/// ```
#[must_use]
pub fn svg(title: &str, text: &str, chart: Option<&Chart>) -> String {
    let chart = chart.filter(|chart| !chart.xs.is_empty());
    let (width, height) = SIZE;
    let column = if chart.is_some() {
        500.0
    } else {
        width - 2.0 * MARGIN
    };
    let mut card = el("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set(
            "viewBox",
            format!("0 0 {} {}", decimal(width), decimal(height)),
        )
        .at("width", width)
        .at("height", height)
        .set("font-family", FONT)
        .set("role", "img")
        .set("aria-label", format!("{title} {text}"))
        .with(block((0.0, 0.0), SIZE, PAPER));
    let brand = words(&["Yield-Bearing Hub".into()], 26.0, "600", QUIET);
    card = card.with(place(brand, MARGIN, MARGIN + 20.0));
    let size = if chart.is_some() { 42.0 } else { 64.0 };
    // Inter is narrower than what stands in for it where it is not installed.
    let lines = wrapped(title, column * 0.84, size, 5);
    let top = MARGIN + 58.0 + size;
    card = card.with(place(words(&lines, size, "700", INK), MARGIN, top));
    let below = top + 24.0 + size * LEADING * (lines.len() as f64 - 1.0).max(0.0);
    let room = ((height - MARGIN - below) / (28.0 * LEADING))
        .floor()
        .max(0.0);
    // The cast of a few lines.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let lines = wrapped(text, column * 0.92, 28.0, room as usize);
    card = card.with(place(
        words(&lines, 28.0, "400", QUIET),
        MARGIN,
        below + 34.0,
    ));
    if let Some(chart) = chart {
        card = card.all(picture(chart));
    }
    card.to_html()
}

/// The chart on a sheet of its own, on the right.
fn picture(chart: &Chart) -> [Element; 2] {
    const DRAWN: f64 = 500.0;
    let (left, top) = (600.0, 120.0);
    let (wide, tall) = (SIZE.0 - left - MARGIN / 2.0, 400.0);
    let scale = (wide - 48.0) / DRAWN;
    let (svg, _) = chart::draw(chart, DRAWN);
    let svg = painted(&svg)
        .at("x", left + 24.0)
        .at("y", top + (tall - chart::HEIGHT * scale) / 2.0)
        .at("width", DRAWN * scale)
        .at("height", chart::HEIGHT * scale)
        .set("overflow", "visible");
    let sheet = block((left, top), (wide, tall), RAISED)
        .set("stroke", RULE)
        .at("rx", 14.0);
    [sheet, svg]
}

fn block((x, y): (f64, f64), (width, height): (f64, f64), fill: &str) -> Element {
    let block = el("rect").at("x", x).at("y", y).at("width", width);
    block.at("height", height).set("fill", fill)
}

/// `text` in at most `most` lines of this width; the last one says so where there are more.
fn wrapped(text: &str, width: f64, size: f64, most: usize) -> Vec<String> {
    // Labels are measured at 12 pixels.
    let mut lines = labels::wrap(text, width * 12.0 / size);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

fn words(lines: &[String], size: f64, weight: &str, fill: &str) -> Element {
    let mut words = el("text")
        .at("font-size", size)
        .set("font-weight", weight)
        .set("fill", fill);
    for (n, line) in lines.iter().enumerate() {
        let step = if n == 0 { 0.0 } else { size * LEADING };
        words = words.with(el("tspan").at("x", 0.0).at("dy", step).with(line.as_str()));
    }
    words
}

fn place(words: Element, x: f64, y: f64) -> Element {
    let place = format!("translate({} {})", decimal(x), decimal(y));
    el("g").set("transform", place).with(words)
}

/// A picture whose classes are also attributes; its own size is left out, for it is scaled.
fn painted(element: &Element) -> Element {
    let mut out = el(element.tag());
    for (name, value) in element.attributes() {
        let size = element.tag() == "svg" && matches!(*name, "width" | "height" | "role");
        if !(size || *name == "class" || *name == "aria-label") {
            out = out.set(name, value.as_str());
        }
    }
    let class = element.attribute("class").unwrap_or_default();
    for (name, value) in paint(class) {
        out = out.set(name, value);
    }
    for child in element.children() {
        out = match child {
            Node::Element(inner) => out.with(painted(inner)),
            other => out.with(other.clone()),
        };
    }
    out
}

/// What the style sheet says of a class of the picture.
fn paint(class: &str) -> Vec<(&'static str, &'static str)> {
    let has = |word: &str| class.split(' ').any(|it| it == word);
    let (colour, dash) = tone(&has);
    let dash = if has("again") { "3 6 12 6" } else { dash };
    let mut paint = match class.split(' ').next().unwrap_or_default() {
        "grid" => vec![("stroke", RULE)],
        "base" => vec![("stroke", EDGE)],
        "thread" => vec![("stroke", EDGE), ("stroke-width", "0.75")],
        "now" => vec![("stroke", QUIET), ("stroke-dasharray", "2 3")],
        "tick" | "axis" => vec![("fill", QUIET), ("font-size", "12")],
        "label" => vec![
            ("fill", colour),
            ("font-size", "12"),
            ("font-weight", "600"),
        ],
        "line" => vec![
            ("fill", "none"),
            ("stroke", colour),
            ("stroke-width", "2.25"),
            ("stroke-linejoin", "round"),
            ("stroke-linecap", "round"),
        ],
        "area" => vec![("fill", colour), ("opacity", "0.08")],
        "bar" => vec![("fill", colour)],
        "dot" => vec![("fill", colour), ("stroke", RAISED), ("stroke-width", "2")],
        _ => Vec::new(),
    };
    if has("line") && !dash.is_empty() {
        paint.push(("stroke-dasharray", dash));
    }
    if has("bar") && has("again") {
        paint.push(("opacity", "0.55"));
    }
    paint
}

/// The colour and the dash of a meaning.
fn tone(has: &impl Fn(&str) -> bool) -> (&'static str, &'static str) {
    if has("lost") {
        ("#c2410c", "")
    } else if has("lost2") {
        ("#8f5500", "6 5")
    } else if has("kept") {
        ("#0b7a55", "11 4 1 4")
    } else if has("flat") {
        ("#636a77", "1 5")
    } else {
        (INK, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yb_core::calculators::all;

    #[test]
    fn every_calculator_has_a_card_without_classes() {
        for calculator in all() {
            let answer = calculator.answer(&[]).unwrap();
            let card = svg(
                calculator.title,
                &answer.reading.to_string(),
                Some(&answer.chart),
            );
            assert!(!card.contains("class="), "{}", calculator.id);
            assert!(
                !card.contains("NaN") && !card.contains("inf"),
                "{}",
                calculator.id
            );
            for series in &answer.chart.series {
                assert!(!series.values.is_empty(), "{}", calculator.id);
            }
        }
    }

    #[test]
    fn long_text_ends_inside_the_card() {
        let card = svg("word ".repeat(40).trim(), &"more ".repeat(400), None);
        assert!(card.matches("<tspan").count() < 25, "{card}");
        assert!(card.contains('…'));
    }
}
