//! The answer in words, in figures and in full.

use super::Options;
use crate::chart::{self, labels};
use crate::node::{Element, Node, el};
use yb_core::definition::{
    Answer, Calculator, Figure, OutputField, OutputType, Place, Sentence, Span, Tone, Value,
};
use yb_core::said;
use yb_core::words::cut;

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
            Value::Null => !shape.none.is_empty(),
            _ => !is_table(figure),
        };
        if !(shown && shape.place == Place::Figures) {
            continue;
        }
        let label = el("dt").set("title", figure.field.doc.trim());
        let value = el("dd").class(shape.tone.name()).with(number(figure));
        let pair = match room(figure) {
            "" => el("div"),
            class => el("div").class(class),
        };
        figures = figures.with(pair.with(label.with(shape.label)).with(value));
    }
    figures
}

/// What a figure's words need, as a class: the room of two (exact amounts have all their digits), or all of it where
/// there is room for two beside each other at most.
fn room(figure: &Figure) -> &'static str {
    let width = match &figure.value {
        Value::List(_) => f64::INFINITY,
        _ => labels::width(&figure.text(None)),
    };
    match width {
        82.0.. => "long",
        66.0.. => "full",
        _ => "",
    }
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

/// The tables and files among the outputs, below the figures.
pub(super) fn tables(answer: &Answer, options: &Options) -> Vec<Element> {
    let mut tables = Vec::new();
    for figure in &answer.figures {
        let label = figure.field.figure.label;
        match (figure.field.figure.place, &figure.value) {
            (Place::Figures, Value::List(rows)) if is_table(figure) && !rows.is_empty() => {
                let table = scroll(records(figure, rows, options), label);
                let title = el("p").class("label").with(label);
                tables.push(el("div").class("table").with(title).with(table));
            }
            (Place::File(name), Value::Text(text)) => tables.push(file(label, name, text)),
            _ => {}
        }
    }
    tables
}

fn is_table(figure: &Figure) -> bool {
    matches!(figure.field.of, OutputType::Table(_))
}

/// A text to read, to copy and to download.
fn file(label: &str, name: &'static str, text: &str) -> Element {
    let save = el("button").set("type", "button").set("data-do", "file");
    let head = el("p").class("label").with(label);
    let lines = el("pre").set("tabindex", "0").with(el("code").with(text));
    el("div")
        .class("file")
        .set("data-file", name)
        .with(head)
        .with(lines)
        .with(save.with(said!("Download ", name)))
}

/// What is one click away: how it is computed, long tables, the picture's data.
pub(super) fn more(calculator: &Calculator, answer: &Answer, options: &Options) -> Element {
    let mut more = el("div").class("more");
    more = more.with(drawer("How it is computed", method(calculator, options)));
    for figure in &answer.figures {
        let label = figure.field.figure.label;
        if let Value::List(rows) = &figure.value
            && !rows.is_empty()
            && figure.field.figure.place == Place::Drawer
        {
            more = more.with(drawer(label, scroll(records(figure, rows, options), label)));
        }
    }
    if answer.chart.xs.is_empty() {
        return more;
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
    let mut sources = el("ul");
    for source in method.sources {
        let link = el("a").set("href", source.address).set("rel", "noreferrer");
        sources = sources.with(el("li").with(link.with(source.label)));
    }
    let code = el("li").with("The code: ").with(match &options.site {
        Some(site) => el("a")
            .set("href", said!(site, "source/", method.code, ".txt"))
            .with(el("code").with(method.code)),
        None => el("code").with(method.code),
    });
    el("div")
        .class("method")
        .with(el("p").class("formula").with(method.formula))
        .with(el("p").with(method.text))
        .with(sources.with(code))
}

/// A list of objects as a table, one column a field.
fn records(figure: &Figure, rows: &[Value], options: &Options) -> Element {
    let OutputType::Table(columns) = figure.field.of else {
        return el("table");
    };
    let (mut head, mut body) = (el("tr"), el("tbody"));
    for field in columns {
        if field.figure.place != Place::Hidden {
            let cell = el("th").set("scope", "col").set("title", field.doc.trim());
            head = head.with(cell.with(field.figure.label));
        }
    }
    for row in rows {
        let mut line = el("tr");
        for field in columns {
            if field.figure.place != Place::Hidden {
                line = line.with(cell(field, row.get(&field.key()), options));
            }
        }
        body = body.with(line);
    }
    let caption = el("caption").class("hidden");
    el("table")
        .with(caption.with(figure.field.figure.label))
        .with(el("thead").with(head))
        .with(body)
}

fn cell(field: &OutputField, value: Option<&Value>, options: &Options) -> Element {
    match value {
        Some(Value::Text(address)) if field.figure.place == Place::Link => {
            el("td").with(match &options.site {
                Some(site) => Node::from(link(field, &said!(site, address))),
                None => address.as_str().into(),
            })
        }
        Some(Value::Null) if field.figure.place == Place::Link => el("td").with("–"),
        Some(Value::Number(value)) => el("td").class("number").with(Node::Number {
            value: *value,
            unit: field.figure.unit,
            digits: field.figure.digits,
        }),
        other => {
            let text = field.text(other.unwrap_or(&Value::Null), None);
            // Sentences break into lines, names and amounts do not.
            let long = text.len() > 40 && cut(&text, b" ").is_some();
            let cell = if long {
                el("td").class("words")
            } else {
                el("td")
            };
            cell.with(text)
        }
    }
}

fn link(field: &OutputField, address: &str) -> Element {
    let link = el("a").set("href", address).set("target", "_blank");
    link.set("rel", "noopener").with(field.figure.none)
}
