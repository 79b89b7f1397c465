//! The calculators for JavaScript: a thin typed shell over `yb-core` and `yb-view`.
//!
//! Nothing is computed here. Values cross the border as plain objects; what is wrong with an
//! input comes back as an `Error` with the list of faults in its property `errors`.

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::prelude::*;
use yb_core::calculators::{REGISTRY, find};
use yb_core::definition::{Calculator, Code, Errors, Value, schema};

/// `[{id, title, inputSchema, outputSchema}, …]`, in the order of the registry.
///
/// # Errors
/// None but a failure of the JavaScript engine itself.
#[wasm_bindgen(js_name = calculators, skip_typescript)]
pub fn calculators() -> Result<JsValue, JsValue> {
    let describe = |calculator: &&Calculator| {
        Value::object([
            ("id", Value::from(calculator.id)),
            ("title", calculator.title.into()),
            ("inputSchema", schema::input(calculator)),
            ("outputSchema", schema::output(calculator)),
        ])
    };
    to_js(&Value::List(REGISTRY.iter().map(describe).collect()))
}

/// The output object of calculator `id` for `input`; a missing field takes its default.
///
/// # Errors
/// An `Error` with `errors: [{field, code, message}, …]`: every fault of the input at once.
#[wasm_bindgen(js_name = calculate, skip_typescript)]
pub fn calculate(id: &str, input: JsValue) -> Result<JsValue, JsValue> {
    let calculator = known(id).map_err(|errors| thrown(&errors))?;
    let input = from_js(input).map_err(|errors| thrown(&errors))?;
    let answer = (calculator.run)(&input).map_err(|errors| thrown(&errors))?;
    to_js(&answer.to_value())
}

fn known(id: &str) -> Result<&'static Calculator, Errors> {
    find(id).ok_or_else(|| {
        let ids: Vec<&str> = REGISTRY.iter().map(|calculator| calculator.id).collect();
        let fault = format!("{} is none of {}", Value::from(id).describe(), ids.join(", "));
        Errors::one("id", Code::Choice, fault)
    })
}

/// Reads any JavaScript value, `BigInt` included; what is no data (functions, symbols) and what
/// nests too deep (cycles) is an error.
fn from_js(input: JsValue) -> Result<Value, Errors> {
    Value::deserialize(Deserializer::from(input))
        .map_err(|error| Errors::one("input", Code::Type, error))
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// A JavaScript `Error` that carries the faults.
fn thrown(errors: &Errors) -> JsValue {
    let error = js_sys::Error::new(&errors.to_string());
    if let Ok(list) = to_js(&errors.to_value()) {
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&error, &"errors".into(), &list);
    }
    error.into()
}
