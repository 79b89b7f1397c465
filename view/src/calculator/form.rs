//! The form: the fields in sight, and the rest one click away; and the presets above it.

use super::Options;
use super::control::{Place, control};
use super::state::State;
use crate::node::{Element, el};
use yb_core::definition::{InputField, Kind, Preset, Value};

pub(super) fn form(state: &State<'_>, options: &Options) -> Element {
    let mut inside = el("fieldset").flag("disabled", !options.live);
    inside = inside.with(el("legend").class("hidden").with("Inputs"));
    let mut rest = Vec::new();
    for field in state.calculator.inputs {
        if field.shape.advanced {
            rest.push(field);
        } else {
            inside = group(inside, field, state, options);
        }
    }
    if !rest.is_empty() {
        inside = inside.with(advanced(&rest, state, options));
    }
    let form = el("form")
        .class("form")
        .part("form")
        .flag("novalidate", true);
    form.set("autocomplete", "off").with(inside)
}

/// Adds a field and, for an object, its fields or those of its kind.
fn group(form: Element, field: &InputField, state: &State<'_>, options: &Options) -> Element {
    if let Kind::Group { fields } = field.shape.kind {
        let legend = el("legend").set("title", field.doc.trim());
        let mut inside = el("fieldset").with(legend.with(field.shape.label));
        let key = field.key();
        for field in fields {
            inside = inside.with(control(field, state, options, &Place::inside(&key, field)));
        }
        return form.with(inside);
    }
    let mut form = form.with(control(field, state, options, &Place::top(field)));
    if let Kind::Union { variants, .. } = field.shape.kind {
        let key = field.key();
        let value = state.value(field, None);
        let kind = value.get("kind").and_then(Value::as_text);
        let variant = variants.iter().find(|variant| Some(variant.name) == kind);
        for inner in variant.map_or(&[][..], |variant| variant.fields) {
            let place = Place::inside(&key, inner);
            form = form.with(control(inner, state, options, &place));
        }
    }
    form
}

/// The fields one click away, named so that nobody has to click to find out.
fn advanced(fields: &[&InputField], state: &State<'_>, options: &Options) -> Element {
    let mut names = String::new();
    for field in fields {
        if names.is_empty() {
            names.push_str(field.shape.label);
        } else {
            names.push_str(", ");
            names.push_str(&lower(field.shape.label));
        }
    }
    let wrong = fields
        .iter()
        .any(|field| state.error(&field.key()).is_some());
    let mut details = el("details").class("advanced").flag("open", wrong);
    details = details.with(el("summary").with(names));
    for field in fields {
        details = group(details, field, state, options);
    }
    details
}

/// `label` as it stands inside a list: its first letter small, unless it is an abbreviation.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_ascii_lowercase() => {
            let mut lowered = String::new();
            lowered.push(first.to_ascii_lowercase());
            lowered.push_str(letters.as_str());
            lowered
        }
        _ => label.into(),
    }
}

/// The presets as buttons; where each comes from is its description.
pub(super) fn presets(state: &State<'_>, options: &Options) -> Option<Element> {
    if state.calculator.presets.is_empty() {
        return None;
    }
    let mut presets = el("div").class("presets").set("role", "group");
    presets = presets.set("aria-label", "Start from");
    for preset in state.calculator.presets {
        let pressed = state.is_at(&pairs(preset));
        let button = el("button")
            .set("type", "button")
            .flag("disabled", !options.live)
            .class("chip")
            .part("preset")
            .set("title", preset.source)
            .set("aria-pressed", if pressed { "true" } else { "false" })
            .set("data-set", query(preset));
        presets = presets.with(button.with(preset.label));
    }
    Some(presets)
}

fn pairs(preset: &Preset) -> Vec<(String, Value)> {
    let mut pairs = Vec::new();
    for (key, value) in preset.inputs {
        pairs.push(((*key).to_owned(), Value::from(*value)));
    }
    pairs
}

/// The inputs of a preset as a query.
fn query(preset: &Preset) -> String {
    let mut query = String::new();
    for (key, value) in preset.inputs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(key);
        query.push('=');
        query.push_str(&encoded(value));
    }
    query
}

/// Percent-encoded, all but letters, digits and what is plain in a query.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                let digit = char::from_digit(digit.into(), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
        }
    }
    out
}
