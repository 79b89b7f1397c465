//! What the form holds, what is wrong with it, and what is shown meanwhile.

use crate::node::{Element, el};
use yb_core::definition::{Answer, Calculator, Errors, FieldError, InputField, Kind, Value};
use yb_core::said;

/// A calculator with what it was given.
pub(super) struct State<'a> {
    pub(super) calculator: &'a Calculator,
    /// What each field holds, right or wrong; defaults where nothing was given.
    input: Value,
    pub(super) answer: Result<Answer, Errors>,
    pub(super) errors: Errors,
    /// While there are faults: the answer for the fields that are right.
    pub(super) instead: Option<Answer>,
    /// Whether the answer is being computed.
    pub(super) waiting: bool,
}

impl<'a> State<'a> {
    /// What `pairs` mean, computed here and now.
    pub(super) fn new(calculator: &'a Calculator, pairs: &[(String, Value)]) -> Self {
        let given = calculator.collect(pairs);
        let answer = (calculator.run)(&given);
        let (input, errors) = match &answer {
            Ok(answer) => (answer.input.clone(), Errors::new()),
            Err(errors) => (given, errors.clone()),
        };
        let instead = if errors.is_empty() {
            None
        } else {
            let right = without(&input, &errors);
            (calculator.run)(&right)
                .or_else(|_| (calculator.run)(&Value::Null))
                .ok()
        };
        State {
            calculator,
            input,
            answer,
            errors,
            instead,
            waiting: false,
        }
    }

    /// What was computed elsewhere.
    pub(super) fn answered(calculator: &'a Calculator, answer: Answer) -> Self {
        State {
            calculator,
            input: answer.input.clone(),
            answer: Ok(answer),
            errors: Errors::new(),
            instead: None,
            waiting: false,
        }
    }

    /// A calculation that goes on, or that could not begin. The answer to what stands at its defaults stands in.
    pub(super) fn unanswered(
        calculator: &'a Calculator,
        given: Value,
        faults: Option<&Errors>,
    ) -> Self {
        let errors = faults.cloned().unwrap_or_default();
        State {
            calculator,
            input: given,
            answer: Err(errors.clone()),
            errors,
            instead: (calculator.run)(&Value::Null).ok(),
            waiting: faults.is_none(),
        }
    }

    /// What `field` holds; with `of`, a field of the tagged object in the field of that key.
    pub(super) fn value(&self, field: &InputField, of: Option<&str>) -> Value {
        let object = match of {
            Some(key) => self.input.get(key),
            None => Some(&self.input),
        };
        let held = object.and_then(|object| object.get(&field.key()));
        held.cloned().unwrap_or_else(|| field.default())
    }

    /// What is wrong with the field at `path`, and is told there.
    pub(super) fn error(&self, path: &str) -> Option<&FieldError> {
        self.errors.iter().find(|error| at(&error.field, path))
    }

    /// Marks what the live side should leave as it is while there is no answer.
    pub(super) fn keep(&self, element: Element) -> Element {
        element.flag("data-keep", self.answer.is_err())
    }

    /// How far the calculation is, and the way to stop it; the live side moves it.
    pub(super) fn progress(&self) -> Option<Element> {
        let button = |action: &'static str, label: &'static str| {
            let button = el("button").set("type", "button").set("data-do", action);
            button.with(label)
        };
        self.waiting.then(|| {
            el("div")
                .class("progress")
                .set("data-own", "")
                .with(
                    el("p")
                        .class("doing")
                        .set("role", "status")
                        .with("Computing …"),
                )
                .with(
                    el("progress")
                        .set("max", "1")
                        .set("value", "0")
                        .set("aria-label", "Computed"),
                )
                .with(button("cancel", "Cancel"))
                .with(button("compute", "Compute").flag("hidden", true))
        })
    }

    /// One line that says that something is wrong, and all that no field of the form can say.
    pub(super) fn summary(&self) -> Option<Element> {
        if self.errors.is_empty() {
            return None;
        }
        let known = |error: &&FieldError| {
            let mut fields = self.calculator.inputs.iter();
            fields.any(|field| at(&error.field, &field.key()))
        };
        let told = self.errors.iter().filter(known).count();
        let mut summary = el("div").class("wrong").part("errors").set("role", "alert");
        if told > 0 {
            let words = if told == 1 {
                "One input needs"
            } else {
                "Some inputs need"
            };
            let rest = " a look; what stands here answers what was right before.";
            summary = summary.with(el("p").with(said!(words, rest)));
        }
        for error in self.errors.iter().filter(|error| !known(error)) {
            summary = summary.with(el("p").with(error.message.as_str()));
        }
        Some(summary)
    }

    /// Whether the form stands as `preset` would set it.
    pub(super) fn is_at(&self, preset: &[(String, Value)]) -> bool {
        let wanted = self.calculator.collect(preset);
        self.calculator.inputs.iter().all(|field| {
            let value = wanted.get(&field.key()).cloned();
            let value = value.unwrap_or_else(|| field.default());
            complete(field, value) == complete(field, self.value(field, None))
        })
    }
}

/// Whether a fault at `error` belongs to the field at `path` or to what is inside it.
fn at(error: &str, path: &str) -> bool {
    let rest = error.strip_prefix(path);
    rest.is_some_and(|rest| rest.is_empty() || matches!(rest.as_bytes(), [b'.' | b'[', ..]))
}

/// `input` without the fields that `errors` name.
fn without(input: &Value, errors: &Errors) -> Value {
    let Value::Object(entries) = input else {
        return Value::Null;
    };
    let mut right = Vec::new();
    for (key, value) in entries {
        let quoted = Value::from(key.as_str()).describe();
        if errors.at(&quoted).is_none() && !errors.iter().any(|error| at(&error.field, key)) {
            right.push((key.clone(), value.clone()));
        }
    }
    Value::Object(right)
}

/// A tagged object with its kind's defaults; anything else as it is.
fn complete(field: &InputField, value: Value) -> Value {
    let Kind::Union { variants, .. } = field.shape.kind else {
        return value;
    };
    let kind = value.get("kind").and_then(Value::as_text);
    let Some(variant) = variants.iter().find(|variant| Some(variant.name) == kind) else {
        return value;
    };
    let mut fields = Vec::new();
    for field in variant.fields {
        let held = value.get(&field.key()).cloned();
        fields.push((field.key(), held.unwrap_or_else(|| field.default())));
    }
    Value::tagged(variant.name, fields)
}
