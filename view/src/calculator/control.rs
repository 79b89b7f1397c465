//! One field: its label, its control and what is wrong with it.

use super::Options;
use yb_core::said;
use yb_core::words::listed;

use super::state::State;
use crate::node::{Element, el};
use yb_core::definition::unit::plain;
use yb_core::definition::{Choice, InputField, Kind, Unit, Value, json};

/// Positions of a control that moves by equal factors.
const POSITIONS: f64 = 1000.0;

/// Where a field stands in the input.
pub(super) struct Place {
    /// The key of the tagged object that it is in, if any.
    of: Option<String>,
    /// Its JSON path.
    path: String,
}

impl Place {
    pub(super) fn top(field: &InputField) -> Place {
        Place {
            of: None,
            path: field.key(),
        }
    }

    pub(super) fn inside(object: &str, field: &InputField) -> Place {
        Place {
            of: Some(object.into()),
            path: said!(object, ".", field.key()),
        }
    }
}

/// A control while it is drawn.
struct Drawing {
    name: String,
    id: String,
    wrong: Option<String>,
}

impl Drawing {
    /// A control with this tag, named, and tied to its label and its fault.
    fn input(&self, tag: &'static str) -> Element {
        let element = el(tag)
            .set("id", self.id.as_str())
            .set("name", self.name.as_str());
        match self.wrong {
            Some(_) => element
                .set("aria-invalid", "true")
                .set("aria-describedby", said!(self.id, "-wrong")),
            None => element,
        }
    }
}

pub(super) fn control(
    field: &InputField,
    state: &State<'_>,
    options: &Options,
    place: &Place,
) -> Element {
    let name = field.attribute();
    let wrong = if let Kind::Union { .. } = field.shape.kind {
        let own = state.errors.at(&place.path);
        own.or_else(|| state.errors.at(&said!(place.path, ".kind")))
    } else {
        state.error(&place.path)
    };
    let drawing = Drawing {
        id: said!(options.id_prefix, "-", name),
        wrong: wrong.map(|error| fault(&error.message, &error.field)),
        name,
    };
    let value = state.value(field, place.of.as_deref());
    let mut label = el("label")
        .set("for", drawing.id.as_str())
        .set("title", field.doc.trim());
    label = label.with(el("span").with(field.shape.label));
    let controls = match field.shape.kind {
        Kind::Number { unit, .. } => {
            if !unit.words().is_empty() {
                label = label.with(el("span").class("unit").with(unit.words()));
            }
            number(field, &drawing, &value)
        }
        Kind::Decimal { .. } => number(field, &drawing, &value),
        Kind::Amount { .. } => vec![text(&drawing, &value).set("inputmode", "decimal")],
        Kind::Text { .. } => vec![text(&drawing, &value)],
        Kind::Lines { files, most, .. } => lines(&drawing, &value, files, most),
        Kind::Flag { .. } => vec![check(&drawing, &value)],
        Kind::List { .. } => {
            let unit = field.shape.unit();
            if !unit.words().is_empty() {
                label = label.with(el("span").class("unit").with(unit.words()));
            }
            vec![list(&drawing, &value, unit)]
        }
        // The form draws its fields instead.
        Kind::Group { .. } => Vec::new(),
        Kind::Choice { choices, .. } => vec![select(&drawing, value.as_text(), choices)],
        Kind::Union { variants, .. } => {
            let kind = value.get("kind").and_then(Value::as_text);
            let mut kinds = Vec::new();
            for variant in variants {
                kinds.push(Choice {
                    name: variant.name,
                    label: variant.label,
                });
            }
            vec![select(&drawing, kind, &kinds)]
        }
        Kind::Pool { named, source, .. } => custom(&drawing, &value, named(), source),
    };
    let row = if controls.len() > 1 { "row" } else { "row one" };
    let row = if let Kind::Pool { .. } | Kind::Lines { .. } = field.shape.kind {
        "column"
    } else {
        row
    };
    let class = match field.shape.kind {
        Kind::Text { .. } => "field half",
        Kind::Flag { .. } => "field flag",
        _ => "field",
    };
    let element = el("div")
        .class(class)
        .part("field")
        .set("data-field", drawing.name.as_str());
    let element = element.with(label).with(el("div").class(row).all(controls));
    element.all(drawing.wrong.map(|fault| {
        el("p")
            .class("fault")
            .set("id", said!(drawing.id, "-wrong"))
            .with(fault)
    }))
}

/// The message without the JSON path: it stands at its field, whose label says more.
fn fault(message: &str, path: &str) -> String {
    let rest = message
        .strip_prefix(path)
        .and_then(|rest| rest.strip_prefix(": "));
    let rest = rest.unwrap_or(message);
    let mut letters = rest.chars();
    let mut told = String::new();
    if let Some(first) = letters.next() {
        told.push(first.to_ascii_uppercase());
    }
    told + letters.as_str()
}

/// A range beside a number field, both in the unit that people read. The field of an exact number is text, and keeps
/// every digit.
fn number(field: &InputField, drawing: &Drawing, value: &Value) -> Vec<Element> {
    let (Kind::Number {
        slider,
        step,
        log,
        parsed,
        ..
    }
    | Kind::Decimal {
        slider,
        step,
        log,
        parsed,
        ..
    }) = field.shape.kind
    else {
        return Vec::new();
    };
    let (low, high) = slider;
    let unit = field.shape.unit();
    let held = match value {
        Value::Text(text) => parsed(text.trim()),
        other => other.as_number(),
    };
    let shown = match (held, value) {
        (Some(number), _) => people(number, unit),
        (None, Value::Text(text)) => text.clone(),
        (None, _) => String::new(),
    };
    let log = log && low > 0.0 && high > low;
    let held = held
        .filter(|held| held.is_finite())
        .unwrap_or(low)
        .max(low)
        .min(high);
    let range = el("input")
        .set("type", "range")
        .set("data-of", drawing.name.as_str())
        .set("aria-label", field.shape.label)
        .set("aria-valuetext", unit.text(held, 6));
    let range = if log {
        let place = (POSITIONS * (held / low).ln() / (high / low).ln()).round();
        range
            .set("data-low", people(low, unit))
            .set("data-high", people(high, unit))
            .set("min", "0")
            .set("max", people(POSITIONS, Unit::Plain))
            .set("step", "1")
            .set("value", people(place, Unit::Plain))
    } else {
        range
            .set("min", people(low, unit))
            .set("max", people(high, unit))
            .set("step", people(step, unit))
            .set("value", people(held, unit))
    };
    let Kind::Number { min, max, .. } = field.shape.kind else {
        return vec![range, text(drawing, value).set("inputmode", "decimal")];
    };
    let exact = drawing
        .input("input")
        .set("type", "number")
        .set("inputmode", "decimal")
        .set("data-scale", people(unit.scale(), Unit::Plain))
        .set("min", people(min, unit))
        .set("max", people(max, unit))
        .set("step", people(step, unit))
        .set("value", shown);
    vec![range, exact]
}

/// A number as a control holds it: in the unit that people read, without the noise of binary.
fn people(value: f64, unit: Unit) -> String {
    plain(value * unit.scale())
}

/// All items in one line, in the unit that people read.
fn list(drawing: &Drawing, value: &Value, unit: Unit) -> Element {
    let shown = if let Value::Text(text) = value {
        text.clone()
    } else {
        let mut items = Vec::new();
        for item in value.as_list().unwrap_or_default() {
            items.push(match item {
                Value::Number(number) => people(*number, unit),
                Value::Text(text) => text.clone(),
                other => other.describe(),
            });
        }
        listed(&items)
    };
    let scale = people(unit.scale(), Unit::Plain);
    text(drawing, &Value::Text(shown)).set("data-list", scale)
}

/// A box to tick.
fn check(drawing: &Drawing, value: &Value) -> Element {
    let set = match value {
        Value::Text(text) => matches!(text.as_str(), "" | "true" | "yes" | "1"),
        other => *other == Value::Bool(true),
    };
    let input = drawing.input("input").set("type", "checkbox");
    input.flag("checked", set)
}

fn text(drawing: &Drawing, value: &Value) -> Element {
    let shown = match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => plain(*number),
        other => other.describe(),
    };
    let input = drawing
        .input("input")
        .set("type", "text")
        .set("spellcheck", "false");
    input.set("value", shown)
}

fn select(drawing: &Drawing, chosen: Option<&str>, choices: &[Choice]) -> Element {
    let mut select = drawing.input("select");
    let option = |word: &str, label: &str| {
        let option = el("option").set("value", word);
        option.flag("selected", chosen == Some(word)).with(label)
    };
    // What is none of the choices stands there as itself, so that the fault has its subject.
    if let Some(word) = chosen
        && choices.iter().all(|choice| choice.name != word)
    {
        select = select.with(option(word, &Value::from(word).describe()));
    }
    for choice in choices {
        select = select.with(option(choice.name, choice.label));
    }
    select
}

const MEGABYTE: usize = 1_000_000;

/// Text longer than this is not shown, for no hand edits it, and a long one stops the page.
const SHOWN: usize = 20_000;
/// Text longer than this does not go into an address.
const IN_ADDRESS: usize = 4000;

/// Lines to type or paste, and a file to take them from.
fn lines(drawing: &Drawing, value: &Value, files: &'static str, most: usize) -> Vec<Element> {
    let text = value.as_text().unwrap_or("");
    let area = drawing
        .input("textarea")
        .set("rows", "4")
        .set("spellcheck", "false")
        // Links leave it out then.
        .flag("data-unlinked", text.len() > IN_ADDRESS)
        .with(if text.len() > SHOWN { "" } else { text });
    let mut about = String::new();
    if text.len() > SHOWN {
        let size = Unit::Plain.text(text.len() as f64, 9);
        about = said!(size, " characters are kept, too many to show. ");
    }
    if text.len() > IN_ADDRESS {
        about.push_str("Too long for an address: a link to this state leaves it out.");
    }
    let about = (!about.is_empty()).then(|| el("p").class("source").with(about));
    let id = said!(drawing.id, "-file");
    let label = said!("A file, up to ", most / MEGABYTE, " MB");
    let mut controls = vec![area];
    if let Some(about) = about {
        controls.push(about);
    }
    controls.push(el("label").set("for", id.as_str()).with(label));
    controls.push(opener(drawing, id, files, most));
    controls
}

/// A control that opens a file for the field.
fn opener(drawing: &Drawing, id: String, accept: &'static str, most: usize) -> Element {
    el("input")
        .set("type", "file")
        .set("id", id)
        .set("accept", accept)
        .set("data-file-of", drawing.name.as_str())
        .set("data-most", said!(most))
}

/// Named values, and a place for one's own.
fn custom(
    drawing: &Drawing,
    value: &Value,
    named: Vec<Choice>,
    source: fn(&str) -> Option<&'static str>,
) -> Vec<Element> {
    let name = value
        .as_text()
        .filter(|text| named.iter().any(|choice| choice.name == *text));
    let source = name.and_then(source);
    let own = match (name, value) {
        (Some(_), _) | (None, Value::Null) => String::new(),
        (None, Value::Text(text)) => text.clone(),
        (None, other) => json::pretty(other),
    };
    let (mut choices, mut chosen) = (Vec::new(), name);
    if !own.is_empty() {
        choices.push(Choice {
            name: "",
            label: "Your own, below",
        });
        chosen = Some("");
    }
    choices.extend(named);
    let id = said!(drawing.id, "-own");
    let file = said!(drawing.id, "-file");
    let area = el("textarea")
        .set("id", id.as_str())
        .set("data-json", drawing.name.as_str())
        .set("rows", "6")
        .set("spellcheck", "false")
        .flag("aria-invalid", drawing.wrong.is_some() && !own.is_empty())
        .with(own.as_str());
    let paste = el("details")
        .class("own")
        .flag("open", !own.is_empty())
        .with(el("summary").with("Paste the pool’s JSON, or open a file"))
        .with(
            el("label")
                .class("hidden")
                .set("for", id)
                .with("The pool as JSON"),
        )
        .with(area)
        .with(
            el("label")
                .set("for", file.as_str())
                .with("A JSON file, up to 1 MB"),
        )
        .with(opener(drawing, file, ".json,application/json", MEGABYTE));
    let mut controls = vec![select(drawing, chosen, &choices)];
    if let Some(source) = source {
        controls.push(el("p").class("source").with(source));
    }
    controls.push(paste);
    controls
}
