//! The form: the fields in sight, and the rest one click away; and the presets above it.

use super::Options;
use super::control::{Place, control};
use super::state::State;
use crate::node::{Element, el};
use yb_core::definition::{InputField, Kind, Preset, Value};

pub(super) fn form(state: &State<'_>, options: &Options) -> Element {
    let fields = |advanced: bool| {
        let fields = state.calculator.inputs.iter();
        fields.filter(move |field| field.shape.advanced == advanced)
    };
    let mut inside = el("fieldset").flag("disabled", !options.live);
    inside = inside.with(el("legend").class("hidden").with("Inputs"));
    inside = inside.all(fields(false).flat_map(|f| group(f, state, options)));
    let rest: Vec<&InputField> = fields(true).collect();
    if !rest.is_empty() {
        inside = inside.with(advanced(&rest, state, options));
    }
    let form = el("form")
        .class("form")
        .part("form")
        .flag("novalidate", true);
    form.set("autocomplete", "off").with(inside)
}

/// A field with, for a tagged object, the fields of its kind.
fn group(field: &InputField, state: &State<'_>, options: &Options) -> Vec<Element> {
    let mut drawn = vec![control(field, state, options, &Place::top(field))];
    if let Kind::Union { variants, .. } = field.shape.kind {
        let key = field.key();
        let value = state.value(field, None);
        let kind = value.get("kind").and_then(Value::as_text);
        let variant = variants.iter().find(|variant| Some(variant.name) == kind);
        let inner = variant.map_or(&[][..], |variant| variant.fields);
        let inner = inner
            .iter()
            .map(|inner| control(inner, state, options, &Place::inside(&key, inner)));
        drawn.extend(inner);
    }
    drawn
}

/// The fields one click away, named so that nobody has to click to find out.
fn advanced(fields: &[&InputField], state: &State<'_>, options: &Options) -> Element {
    let names: Vec<String> = fields
        .iter()
        .enumerate()
        .map(|(i, field)| {
            if i == 0 {
                field.shape.label.into()
            } else {
                lower(field.shape.label)
            }
        })
        .collect();
    let wrong = fields
        .iter()
        .any(|field| state.error(&field.key()).is_some());
    el("details")
        .class("advanced")
        .flag("open", wrong)
        .with(el("summary").with(names.join(", ")))
        .all(fields.iter().flat_map(|field| group(field, state, options)))
}

/// `label` as it stands inside a list: its first letter small, unless it is an abbreviation.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_ascii_lowercase() => [first.to_ascii_lowercase()]
            .into_iter()
            .chain(letters)
            .collect(),
        _ => label.into(),
    }
}

/// The presets as buttons; where each comes from is its description.
pub(super) fn presets(state: &State<'_>, options: &Options) -> Option<Element> {
    if state.calculator.presets.is_empty() {
        return None;
    }
    let buttons = state.calculator.presets.iter().map(|preset| {
        let pressed = state.is_at(&pairs(preset));
        el("button")
            .set("type", "button")
            .flag("disabled", !options.live)
            .class("chip")
            .part("preset")
            .set("title", preset.source)
            .set("aria-pressed", if pressed { "true" } else { "false" })
            .set("data-set", query(preset))
            .with(preset.label)
    });
    let presets = el("div").class("presets").set("role", "group");
    Some(presets.set("aria-label", "Start from").all(buttons))
}

fn pairs(preset: &Preset) -> Vec<(String, Value)> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    preset.inputs.iter().map(pair).collect()
}

/// The inputs of a preset as a query.
fn query(preset: &Preset) -> String {
    let pair = |(key, value): &(&str, &str)| format!("{key}={}", encoded(value));
    let pairs: Vec<String> = preset.inputs.iter().map(pair).collect();
    pairs.join("&")
}

/// Percent-encoded, all but letters, digits and what is plain in a query.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(format!("%{byte:02X}").chars());
        }
    }
    out
}
