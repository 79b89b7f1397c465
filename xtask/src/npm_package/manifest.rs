//! `custom-elements.json`, the custom elements manifest (schema 2.1.0) that editors and catalogues read: attributes from
//! the calculators' definitions, parts from what is drawn, custom properties from the style sheet.

use crate::project::{path, read};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use yb_core::calculators::all;
use yb_core::definition::{InputField, Kind};
use yb_view::{Element, Node, Options, widget};

/// Where the tag's script lies in the package.
const MODULE: &str = "elements/elements.js";

/// Attributes beside the inputs.
const OWN: [(&str, &str, &str); 6] = [
    ("calculator", "string", "Which calculator: its id."),
    (
        "theme",
        "\"auto\" | \"light\" | \"dark\"",
        "The colours. Without it they follow the page's `color-scheme`.",
    ),
    (
        "heading-level",
        "1 | 2 | 3 | 4 | 5 | 6",
        "The level of the question among the page's headings; 2 if not given.",
    ),
    (
        "lang",
        "string",
        "The language in which numbers are written; without it that of the nearest `lang`.",
    ),
    (
        "dir",
        "\"ltr\" | \"rtl\" | \"auto\"",
        "The direction of the text, as in HTML.",
    ),
    (
        "url-state",
        "\"\" | \"only\"",
        "Keeps the state in the page's address; `only` where the whole query is the calculator's.",
    ),
];

pub(super) const PARTS: [(&str, &str); 12] = [
    ("calculator", "All of it."),
    ("question", "The heading."),
    ("answer", "The sentence that answers."),
    ("errors", "The list of what is wrong with the input."),
    ("preset", "A button that sets a real pool or token."),
    ("figure", "The picture with its title."),
    ("chart", "The picture."),
    ("form", "The controls."),
    ("field", "One control with its label."),
    ("figures", "The figures under the picture."),
    (
        "details",
        "A drawer: how it is computed, the picture as a table.",
    ),
    ("foot", "What can be taken away."),
];

pub(super) const PROPERTIES: [(&str, &str); 21] = [
    ("--paper", "The colour of the ground of fields."),
    ("--raised", "The colour of the ground of the card."),
    ("--sunk", "The colour of the ground of its foot."),
    ("--ink", "The colour of text."),
    ("--quiet", "The colour of text of less weight."),
    ("--rule", "The colour of lines between parts."),
    (
        "--edge",
        "The colour of the edge of what can be typed into.",
    ),
    ("--accent", "The colour of what can be pressed or moved."),
    ("--focus", "The colour of the ring of focus."),
    ("--lost", "The colour of what is lost."),
    ("--lost2", "The colour of a second loss."),
    ("--kept", "The colour of what is kept."),
    ("--flat", "The colour of what is neither."),
    ("--s1", "The least space."),
    ("--s2", "A small space."),
    ("--s3", "A space between small and middle."),
    ("--s4", "The space between lines of text."),
    ("--s5", "The space between parts."),
    ("--s6", "A large space."),
    ("--s7", "The largest space."),
    ("--round", "The radius of corners."),
];

pub(super) fn text() -> Result<String> {
    let declaration = json!({
        "kind": "class",
        "name": "YieldCalculator",
        "tagName": "yb-calculator",
        "customElement": true,
        "summary": "A calculator about yield-bearing tokens in automated market makers.",
        "description": "Its inputs are its attributes. What stands inside the tag is seen until the calculator is ready, and for good where it cannot run.",
        "superclass": { "name": "HTMLElement" },
        "attributes": attributes(),
        "members": [
            member("value", "Inputs[CalculatorId] | undefined", "The input, complete with its defaults, once the calculator is alive; setting it moves the calculator there.", false),
            member("output", "Outputs[CalculatorId] | undefined", "The answer, once the calculator is alive.", true),
        ],
        "events": [{
            "name": "yb-change",
            "type": { "text": "YbChangeEvent" },
            "description": "The input or the answer has changed: `calculator`, `input`, `output`, `pairs`. Bubbles out of shadow roots.",
        }],
        "slots": [{ "name": "", "description": "What is seen until the calculator is ready." }],
        "cssParts": described("parts", &PARTS, &drawn_parts())?,
        "cssProperties": properties()?,
    });
    let (class, tag) = ("YieldCalculator", "yb-calculator");
    let to_class = json!({ "name": class, "module": MODULE });
    let manifest = json!({
        "schemaVersion": "2.1.0",
        "modules": [{
            "kind": "javascript-module",
            "path": MODULE,
            "declarations": [declaration],
            "exports": [
                { "kind": "js", "name": class, "declaration": to_class },
                { "kind": "custom-element-definition", "name": tag, "declaration": to_class },
            ],
        }],
    });
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

fn member(name: &str, of: &str, about: &str, readonly: bool) -> Value {
    let mut member =
        json!({ "kind": "field", "name": name, "type": { "text": of }, "description": about });
    if readonly {
        member["readonly"] = json!(true);
    }
    member
}

/// The tag's own, then every input of every calculator with what each of them says of it.
fn attributes() -> Vec<Value> {
    let attribute = |name: &str, of: &str, about: &str| json!({ "name": name, "type": { "text": of }, "description": about });
    let own = OWN
        .iter()
        .map(|(name, of, about)| attribute(name, of, about));
    let mut inputs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for calculator in all() {
        for field in calculator.inputs.iter().flat_map(with_inner) {
            let said = inputs.entry(field.attribute()).or_default();
            said.push(format!("`{}`: {}", calculator.id, field.doc.trim()));
        }
    }
    let inputs = inputs.into_iter().map(|(name, mut said)| {
        said.dedup();
        attribute(&name, "string", &said.join("\n"))
    });
    own.chain(inputs).collect()
}

/// The field, and what stands flat beside it.
fn with_inner(field: &'static InputField) -> Vec<&'static InputField> {
    let inner: Vec<&InputField> = match field.shape.kind {
        Kind::Union { variants, .. } => variants.iter().flat_map(|it| it.fields).collect(),
        Kind::Group { fields } => fields.iter().collect(),
        _ => Vec::new(),
    };
    [field].into_iter().chain(inner).collect()
}

/// Every part of every calculator, with and without faults.
fn drawn_parts() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let fault = [("no-such-input".to_owned(), "1".into())];
    for calculator in all() {
        for pairs in [&[][..], &fault] {
            if let Node::Element(root) = widget(calculator, pairs, &Options::default()).node {
                collect(&root, &mut found);
            }
        }
    }
    found
}

fn collect(element: &Element, found: &mut BTreeSet<String>) {
    found.extend(element.attribute("part").map(str::to_owned));
    for child in element.children() {
        if let Node::Element(child) = child {
            collect(child, found);
        }
    }
}

/// The custom properties of the style sheet's first rule, with what they are there.
fn properties() -> Result<Vec<Value>> {
    let css = read(&path("www/src/widget.css"))?;
    let rule = css
        .split_once(":host {")
        .and_then(|(_, rest)| rest.split_once('}'));
    let (rule, _) = rule.context("www/src/widget.css has no rule for :host")?;
    let pairs = rule
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "));
    let set: BTreeMap<&str, &str> = pairs.filter(|(name, _)| name.starts_with("--")).collect();
    let names = set.keys().map(|name| (*name).to_owned()).collect();
    let mut list = described("custom properties", &PROPERTIES, &names)?;
    for property in &mut list {
        let value = property["name"].as_str().and_then(|name| set.get(name));
        property["default"] = json!(value);
    }
    Ok(list)
}

/// The table of words as JSON; what it speaks of must be what there is.
fn described(what: &str, table: &[(&str, &str)], there: &BTreeSet<String>) -> Result<Vec<Value>> {
    let told: BTreeSet<String> = table.iter().map(|(name, _)| (*name).to_owned()).collect();
    let differ: Vec<&String> = told.symmetric_difference(there).collect();
    ensure!(
        differ.is_empty(),
        "{what}: xtask/src/npm_package/manifest.rs and what is drawn differ in {differ:?}"
    );
    let entry = |(name, about): &(&str, &str)| json!({ "name": name, "description": about });
    Ok(table.iter().map(entry).collect())
}
