//! The JSON Schema (draft 2020-12) of a calculator, written from its tables of fields.
//!
//! Only tools and tests call this, and no table points here: the linker leaves it out of the
//! WebAssembly module, and the package carries the schemas as data.

use super::pool;
use crate::definition::{
    Calculator, InputField, Kind, OutputField, OutputType, Shape, Unit, Value, Variant,
};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of the input object. Every field has a default, so none is required.
#[must_use]
pub fn input(calculator: &Calculator) -> Value {
    let properties = calculator
        .inputs
        .iter()
        .map(|field| (field.key(), property(field)))
        .collect();
    Value::object(vec![
        ("$schema", Value::from(DRAFT)),
        ("title", format!("{}Input", pascal(calculator.id)).into()),
        ("description", calculator.title.into()),
        ("type", "object".into()),
        ("properties", Value::Object(properties)),
        ("additionalProperties", false.into()),
    ])
}

/// The schema of the output object.
#[must_use]
pub fn output(calculator: &Calculator) -> Value {
    let fields = calculator.outputs.iter();
    let fields = fields.map(|field| (field.key(), output_property(field)));
    let mut properties: Vec<(String, Value)> = fields.collect();
    properties.push((
        "reading".into(),
        typed("string", "The answer in one sentence"),
    ));
    properties.push(("chart".into(), chart()));
    let required: Vec<String> = properties.iter().map(|(key, _)| key.clone()).collect();
    Value::object(vec![
        ("$schema", Value::from(DRAFT)),
        ("title", format!("{}Output", pascal(calculator.id)).into()),
        ("description", calculator.summary.into()),
        ("type", "object".into()),
        ("properties", Value::Object(properties)),
        ("required", required.into()),
        ("additionalProperties", false.into()),
    ])
}

fn property(field: &InputField) -> Value {
    let Shape {
        label,
        kind,
        advanced,
    } = field.shape;
    let schema = with_unit(of_kind(kind), label, field.doc, field.shape.unit());
    let Value::Object(mut entries) = schema else {
        return Value::Null;
    };
    entries.push(("default".into(), field.default()));
    if advanced {
        entries.push(("x-advanced".into(), true.into()));
    }
    Value::Object(entries)
}

fn output_property(field: &OutputField) -> Value {
    let shape = &field.figure;
    with_unit(of_type(field.of), shape.label, field.doc, shape.unit)
}

fn with_unit(schema: Value, title: &str, doc: &str, unit: Unit) -> Value {
    let Value::Object(mut entries) = schema else {
        return schema;
    };
    entries.push(("title".into(), title.into()));
    entries.push(("description".into(), doc.trim().into()));
    entries.push(("x-unit".into(), unit.name().into()));
    Value::Object(entries)
}

fn of_type(of: OutputType) -> Value {
    match of {
        OutputType::Number => typed("number", ""),
        OutputType::MaybeNumber => {
            Value::object(vec![("type", Value::from(vec!["number", "null"]))])
        }
        OutputType::Text => typed("string", ""),
        OutputType::MaybeText => Value::object(vec![("type", Value::from(vec!["string", "null"]))]),
        OutputType::Flag => typed("boolean", ""),
        OutputType::Numbers => array(typed("number", "")),
        OutputType::Texts => array(typed("string", "")),
        OutputType::Table(fields) => {
            let cell = |field: &'static OutputField| (field.key(), output_property(field));
            array(closed(fields.iter().map(cell).collect()))
        }
    }
}

fn array(items: Value) -> Value {
    Value::object(vec![("type", Value::from("array")), ("items", items)])
}

fn of_kind(kind: Kind) -> Value {
    match kind {
        Kind::Number {
            min,
            max,
            step,
            log,
            ..
        } => Value::object(vec![
            ("type", Value::from("number")),
            ("minimum", min.into()),
            ("maximum", max.into()),
            ("x-step", step.into()),
            ("x-log", log.into()),
        ]),
        // Whole numbers that a double holds exactly are as good as their text.
        Kind::Amount { .. } => Value::object(vec![
            ("type", Value::from(vec!["string", "integer"])),
            ("pattern", r"^[0-9]+(\.[0-9]+)?$".into()),
            ("minimum", 0.0.into()),
        ]),
        Kind::Decimal { .. } => Value::object(vec![
            ("type", Value::from(vec!["string", "number"])),
            ("pattern", r"^[0-9]+(\.[0-9]+)?$".into()),
            ("minimum", 0.0.into()),
        ]),
        Kind::Text { .. } => Value::object(vec![("type", Value::from(vec!["string", "integer"]))]),
        Kind::Lines { .. } => typed("string", ""),
        Kind::Choice { choices, .. } => {
            let names: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
            let labels = choices.iter();
            let labels = labels.map(|choice| (choice.name, choice.label.into()));
            Value::object(vec![
                ("enum", Value::from(names)),
                ("x-labels", Value::object(labels.collect())),
            ])
        }
        Kind::Union { variants, .. } => Value::object(vec![(
            "oneOf",
            Value::List(variants.iter().map(variant).collect()),
        )]),
        Kind::Flag { .. } => typed("boolean", ""),
        Kind::List { item, length, .. } => {
            let (fewest, most) = length;
            Value::object(vec![
                ("type", Value::from("array")),
                (
                    "items",
                    with_unit(of_kind(item.kind), item.label, "", item.unit()),
                ),
                ("minItems", (fewest as f64).into()),
                ("maxItems", (most as f64).into()),
            ])
        }
        Kind::Group { fields } => {
            let properties = fields.iter().map(|field| (field.key(), property(field)));
            Value::object(vec![
                ("type", Value::from("object")),
                ("properties", Value::Object(properties.collect())),
                ("additionalProperties", false.into()),
            ])
        }
        Kind::Pool { .. } => pool::schema(),
    }
}

fn variant(variant: &Variant) -> Value {
    let tag = Value::object(vec![("const", Value::from(variant.name))]);
    let mut properties = vec![("kind".to_owned(), tag)];
    let fields = variant.fields.iter();
    properties.extend(fields.map(|field| (field.key(), property(field))));
    Value::object(vec![
        ("type", Value::from("object")),
        ("title", variant.label.into()),
        ("properties", Value::Object(properties)),
        ("required", Value::from(vec!["kind"])),
        ("additionalProperties", false.into()),
    ])
}

fn chart() -> Value {
    let text = || typed("string", "");
    let numbers = || {
        let number = Value::object(vec![("type", Value::from(vec!["number", "null"]))]);
        Value::object(vec![("type", Value::from("array")), ("items", number)])
    };
    let axis = || {
        closed(vec![
            ("label", text()),
            ("unit", text()),
            ("log", typed("boolean", "")),
        ])
    };
    let series = closed(vec![
        ("label", text()),
        ("tone", text()),
        ("values", numbers()),
    ]);
    let mark = closed(vec![
        ("x", typed("number", "")),
        ("series", typed("integer", "")),
    ]);
    let null = Value::object(vec![("type", Value::from("null"))]);
    closed(vec![
        ("title", text()),
        ("description", text()),
        ("x", axis()),
        ("y", axis()),
        ("xs", numbers()),
        ("names", array(text())),
        (
            "series",
            Value::object(vec![("type", Value::from("array")), ("items", series)]),
        ),
        (
            "mark",
            Value::object(vec![("anyOf", Value::List(vec![mark, null]))]),
        ),
    ])
}

/// An object of just these keys, all required.
fn closed<Key: Into<String>>(properties: Vec<(Key, Value)>) -> Value {
    let properties = properties.into_iter();
    let properties: Vec<_> = properties.map(|(key, value)| (key.into(), value)).collect();
    let required: Vec<String> = properties.iter().map(|(key, _)| key.clone()).collect();
    Value::object(vec![
        ("type", Value::from("object")),
        ("required", Value::from(required)),
        ("properties", Value::Object(properties)),
        ("additionalProperties", false.into()),
    ])
}

fn typed(kind: &str, description: &str) -> Value {
    let mut entries = vec![("type", Value::from(kind))];
    if !description.is_empty() {
        entries.push(("description", description.into()));
    }
    Value::object(entries)
}

/// `kebab-case` → `PascalCase`, the name of a type.
fn pascal(kebab: &str) -> String {
    kebab
        .split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
        })
        .collect()
}
