//! What a calculator takes and gives, as tables for the reference pages.

use crate::node::{Element, Node, el};
use yb_core::definition::unit::plain;
use yb_core::definition::{Calculator, InputField, Kind, Unit, Value};

/// The inputs: attribute, meaning, default, what is allowed.
#[must_use]
pub fn inputs(calculator: &Calculator) -> Element {
    let rows = calculator.inputs.iter().flat_map(|field| {
        let (kinds, fields) = match field.shape.kind {
            Kind::Union { variants, .. } => (variants, &[][..]),
            Kind::Group { fields } => (&[][..], fields),
            _ => (&[][..], &[][..]),
        };
        let inner = kinds.iter().flat_map(move |variant| {
            let inner = variant.fields.iter();
            inner.map(move |inner| row(inner, Some((field, variant.name))))
        });
        let own = fields.iter().map(|field| row(field, None));
        [row(field, None)].into_iter().chain(inner).chain(own)
    });
    table(
        &format!("Inputs of {}", calculator.id),
        ["Attribute", "What it is", "Default", "Allowed"],
        rows,
    )
}

/// The outputs: JSON key, meaning, unit.
#[must_use]
pub fn outputs(calculator: &Calculator) -> Element {
    let rows = calculator.outputs.iter().map(|field| {
        let unit = match field.figure.unit {
            Unit::Plain => String::new(),
            unit => spelled(unit).into(),
        };
        el("tr")
            .with(key(&field.key()))
            .with(el("td").with(field.doc.trim()))
            .with(el("td").with(unit))
    });
    table(
        &format!("Outputs of {}", calculator.id),
        ["Key", "What it is", "Unit"],
        rows,
    )
}

fn table<const N: usize>(
    caption: &str,
    head: [&str; N],
    rows: impl Iterator<Item = Element>,
) -> Element {
    let head = head.map(|name| el("th").set("scope", "col").with(name));
    let table = el("table")
        .with(el("caption").with(caption))
        .with(el("thead").with(el("tr").all(head)))
        .with(el("tbody").all(rows));
    el("div")
        .class("scroll")
        .set("role", "group")
        .set("aria-label", caption)
        .set("tabindex", "0")
        .with(table)
}

fn key(name: &str) -> Element {
    el("th").set("scope", "row").with(el("code").with(name))
}

fn row(field: &InputField, of: Option<(&InputField, &str)>) -> Element {
    let mut about = el("td").with(field.doc.trim());
    if let Some((object, kind)) = of {
        let condition = format!("{}=\"{kind}\"", object.attribute());
        about = about
            .with(" With ")
            .with(el("code").with(condition))
            .with(".");
    }
    let standard = match (field.shape.kind, field.default()) {
        (_, Value::Number(number)) => el("code").with(plain(number)).into(),
        (_, Value::Text(text)) => Node::from(el("code").with(text)),
        (Kind::Union { default, .. } | Kind::List { default, .. }, _) => {
            el("code").with(default).into()
        }
        (Kind::Group { .. }, _) => "".into(),
        (_, other) => other.describe().into(),
    };
    el("tr")
        .with(key(&field.attribute()))
        .with(about)
        .with(el("td").with(standard))
        .with(el("td").with(allowed(field.shape.kind)))
}

fn allowed(kind: Kind) -> String {
    let list = |names: Vec<&str>| names.join(", ");
    match kind {
        Kind::Number { unit, min, max, .. } => {
            let words = match unit {
                Unit::Plain => String::new(),
                unit => format!("; {}", spelled(unit)),
            };
            format!("{min} to {max}{words}")
        }
        Kind::Amount { .. } => "decimal text, exact".into(),
        Kind::Decimal { .. } => "decimal text, exact, or a number".into(),
        Kind::Text { .. } => "text".into(),
        Kind::Lines { most, .. } => format!("lines of text, up to {} MB", most / 1_000_000),
        Kind::Flag { .. } => "true, false".into(),
        Kind::List { item, length, .. } => {
            let (fewest, most) = length;
            format!(
                "{fewest} to {most} with commas between them, each: {}",
                allowed(item.kind)
            )
        }
        Kind::Group { .. } => "its fields, below".into(),
        Kind::Choice { choices, .. } => list(choices.iter().map(|c| c.name).collect()),
        Kind::Union { variants, .. } => list(variants.iter().map(|v| v.name).collect()),
        Kind::Pool { named, .. } => {
            let names = named();
            format!("{}; or JSON", list(names.iter().map(|c| c.name).collect()))
        }
    }
}

/// What the plain number in JSON counts.
fn spelled(unit: Unit) -> &'static str {
    match unit {
        Unit::Plain => "a number",
        Unit::Percent | Unit::BasisPoints => "a fraction (0.01 is 1\u{a0}%)",
        Unit::PercentPerYear => "a fraction a year (0.03 is 3\u{a0}%)",
        Unit::PercentPerRootYear => "a fraction per √year (0.6 is 60\u{a0}%)",
        Unit::Years => "years",
        Unit::Seconds => "seconds",
        Unit::Price => "the second token for one of the first",
        Unit::Tokens => "whole tokens, exact decimal text",
        Unit::Raw => "the token’s smallest unit, exact integer text",
        Unit::Money => "money",
    }
}
