//! The answer in words, in figures and in full.

use super::Options;
use crate::chart;
use crate::node::{Element, Node, el};
use yb_core::definition::unit::plain;
use yb_core::definition::{Answer, Calculator, Figure, Sentence, Span, Tone, Value};

/// The sentence that answers, its numbers in the colour of their meaning.
pub(super) fn sentence(reading: &Sentence) -> Element {
    let strong = |tone: Tone| el("b").class(tone.name());
    let spans = reading.0.iter().map(|span| match span {
        Span::Text(text) => Node::from(text.as_str()),
        Span::Exact(text, tone) => strong(*tone).with(text.as_str()).into(),
        Span::Number {
            value,
            unit,
            digits,
            tone,
        } => {
            let number = Node::Number {
                value: *value,
                unit: *unit,
                digits: *digits,
            };
            strong(*tone).with(number).into()
        }
    });
    el("p").class("answer").part("answer").all(spans)
}

/// The figures below the picture.
pub(super) fn figures(answer: &Answer) -> Element {
    let shown = answer
        .figures
        .iter()
        .filter(|figure| figure.field.figure.shown);
    let pairs = shown
        .filter(|figure| match figure.value {
            Value::List(_) => false,
            Value::Null => !figure.field.figure.none.is_empty(),
            _ => true,
        })
        .map(|figure| {
            let shape = &figure.field.figure;
            let label = el("dt")
                .set("title", figure.field.doc.trim())
                .with(shape.label);
            let value = el("dd").class(shape.tone.name()).with(number(figure));
            // Exact amounts have all their digits, and need the room.
            let long = matches!(&figure.value, Value::Text(text) if text.len() > 12);
            let pair = if long {
                el("div").class("long")
            } else {
                el("div")
            };
            pair.with(label).with(value)
        });
    el("dl").class("figures").part("figures").all(pairs)
}

fn number(figure: &Figure) -> Node {
    let shape = &figure.field.figure;
    match &figure.value {
        Value::Number(value) => Node::Number {
            value: *value,
            unit: shape.unit,
            digits: shape.digits,
        },
        _ => figure.text(None).into(),
    }
}

/// What is one click away: how it is computed, tables among the outputs, the picture's data.
pub(super) fn more(calculator: &Calculator, answer: &Answer, options: &Options) -> Element {
    let lists = answer.figures.iter().filter_map(|figure| {
        let Value::List(rows) = &figure.value else {
            return None;
        };
        let label = figure.field.figure.label;
        (!rows.is_empty()).then(|| drawer(label, scroll(records(label, rows), label)))
    });
    let data = scroll(chart::table(&answer.chart), "The picture’s data");
    el("div")
        .class("more")
        .with(drawer("How it is computed", method(calculator, options)))
        .all(lists)
        .with(drawer("The picture as a table", data))
}

fn drawer(label: &str, inside: Element) -> Element {
    el("details")
        .part("details")
        .with(el("summary").with(label))
        .with(inside)
}

/// A wide table scrolls in a box of its own, reachable by keyboard.
fn scroll(table: Element, label: &str) -> Element {
    el("div")
        .class("scroll")
        .set("role", "group")
        .set("aria-label", label)
        .set("tabindex", "0")
        .with(table)
}

fn method(calculator: &Calculator, options: &Options) -> Element {
    let method = &calculator.method;
    let source = |source: &yb_core::definition::Source| {
        let link = el("a").set("href", source.address).set("rel", "noreferrer");
        el("li").with(link.with(source.label))
    };
    let code = el("li").with("The code: ").with(match &options.sources {
        Some(base) => el("a")
            .set("href", format!("{base}{}.txt", method.code))
            .with(el("code").with(method.code)),
        None => el("code").with(method.code),
    });
    el("div")
        .class("method")
        .with(el("p").class("formula").with(method.formula))
        .with(el("p").with(method.text))
        .with(el("ul").all(method.sources.iter().map(source)).with(code))
}

/// A list of objects as a table, one column a key.
fn records(label: &str, rows: &[Value]) -> Element {
    let keys: Vec<&str> = match rows.first() {
        Some(Value::Object(entries)) => entries.iter().map(|(key, _)| key.as_str()).collect(),
        _ => Vec::new(),
    };
    let cells = |row: &Value| -> Vec<Element> {
        if keys.is_empty() {
            return vec![el("td").with(words(row))];
        }
        let cell = |key: &&str| el("td").with(row.get(key).map(words).unwrap_or_default());
        keys.iter().map(cell).collect()
    };
    let head = keys
        .iter()
        .map(|key| el("th").set("scope", "col").with(*key));
    let body = rows.iter().map(|row| el("tr").all(cells(row)));
    el("table")
        .with(el("caption").class("hidden").with(label))
        .with(el("thead").with(el("tr").all(head)))
        .with(el("tbody").all(body))
}

fn words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => plain(*number),
        other => other.describe(),
    }
}
