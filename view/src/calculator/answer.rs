//! The answer in words, in figures and in full.

use super::Options;
use crate::chart;
use crate::node::{Element, Node, el};
use yb_core::definition::unit::plain;
use yb_core::definition::{Answer, Calculator, Figure, Sentence, Span, Tone, Value};

/// The sentence that answers, its numbers in the colour of their meaning.
pub(super) fn sentence(reading: &Sentence) -> Element {
    let strong = |tone: Tone| el("b").class(tone.name());
    let mut sentence = el("p").class("answer").part("answer");
    for span in &reading.0 {
        sentence = match span {
            Span::Text(text) => sentence.with(text.as_str()),
            Span::Exact(text, tone) => sentence.with(strong(*tone).with(text.as_str())),
            Span::Number {
                value,
                unit,
                digits,
                tone,
            } => sentence.with(strong(*tone).with(Node::Number {
                value: *value,
                unit: *unit,
                digits: *digits,
            })),
        };
    }
    sentence
}

/// The figures below the picture.
pub(super) fn figures(answer: &Answer) -> Element {
    let mut figures = el("dl").class("figures").part("figures");
    for figure in &answer.figures {
        let shape = &figure.field.figure;
        let shown = match figure.value {
            Value::List(_) => false,
            Value::Null => !shape.none.is_empty(),
            _ => true,
        };
        if !(shape.shown && shown) {
            continue;
        }
        let label = el("dt").set("title", figure.field.doc.trim());
        let value = el("dd").class(shape.tone.name()).with(number(figure));
        // Exact amounts have all their digits, and need the room.
        let long = matches!(&figure.value, Value::Text(text) if text.len() > 12);
        let pair = if long {
            el("div").class("long")
        } else {
            el("div")
        };
        figures = figures.with(pair.with(label.with(shape.label)).with(value));
    }
    figures
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
    let mut more = el("div").class("more");
    more = more.with(drawer("How it is computed", method(calculator, options)));
    for figure in &answer.figures {
        let label = figure.field.figure.label;
        if let Value::List(rows) = &figure.value
            && !rows.is_empty()
        {
            more = more.with(drawer(label, scroll(records(label, rows), label)));
        }
    }
    let data = scroll(chart::table(&answer.chart), "The picture’s data");
    more.with(drawer("The picture as a table", data))
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
    let (mut head, mut body) = (el("tr"), el("tbody"));
    if let Some(Value::Object(entries)) = rows.first() {
        for (key, _) in entries {
            head = head.with(el("th").set("scope", "col").with(key.as_str()));
        }
    }
    for row in rows {
        let mut cells = el("tr");
        match row {
            Value::Object(entries) => {
                for (_, value) in entries {
                    cells = cells.with(el("td").with(words(value)));
                }
            }
            other => cells = cells.with(el("td").with(words(other))),
        }
        body = body.with(cells);
    }
    el("table")
        .with(el("caption").class("hidden").with(label))
        .with(el("thead").with(head))
        .with(body)
}

fn words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => plain(*number),
        other => other.describe(),
    }
}
