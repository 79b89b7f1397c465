//! Values across the border, both ways.

use js_sys::{Array, BigInt, JsString};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use yb_core::definition::value::MAX_DEPTH;
use yb_core::definition::{Code, Errors, Value};

#[wasm_bindgen]
extern "C" {
    /// `Object.entries`, whose getters may throw.
    #[wasm_bindgen(js_namespace = Object, catch)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;
}

/// Reads any JavaScript value as data. `BigInt` becomes text with every digit, `undefined` becomes
/// null; functions and symbols, and what nests too deep (cycles do), are refused.
///
/// `serde-wasm-bindgen` reads as well, but refuses a `BigInt` past 64 bits and has no limit of
/// depth: a cyclic object would end the module.
pub(crate) fn from_js(input: &JsValue) -> Result<Value, Errors> {
    read(input, 0).map_err(|fault| Errors::one("input", Code::Type, fault))
}

fn read(input: &JsValue, depth: usize) -> Result<Value, String> {
    if input.is_null() || input.is_undefined() {
        return Ok(Value::Null);
    }
    if let Some(flag) = input.as_bool() {
        return Ok(Value::Bool(flag));
    }
    if let Some(number) = input.as_f64() {
        return Ok(Value::Number(number));
    }
    if let Some(text) = input.as_string() {
        return Ok(Value::Text(text));
    }
    if let Some(number) = input.dyn_ref::<BigInt>() {
        let text = number.to_string(10).map(String::from);
        return text
            .map(Value::Text)
            .map_err(|_| "a BigInt without text".into());
    }
    if !input.is_object() {
        return Err("holds a function or a symbol, which is no data".into());
    }
    if depth >= MAX_DEPTH {
        return Err(format!("nested deeper than {MAX_DEPTH} levels"));
    }
    if Array::is_array(input) {
        let from: Array = input.clone().unchecked_into();
        let mut items = Vec::new();
        for item in from.iter() {
            items.push(read(&item, depth + 1)?);
        }
        return Ok(Value::List(items));
    }
    let from = entries(input).map_err(|_| "an object that throws when it is read")?;
    let mut entries = Vec::new();
    for pair in from.iter() {
        let pair: Array = pair.unchecked_into();
        let key: JsString = pair.get(0).unchecked_into();
        entries.push((String::from(key), read(&pair.get(1), depth + 1)?));
    }
    Ok(Value::Object(entries))
}

/// Writes plain objects.
pub(crate) fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// A JavaScript `Error` that carries the faults.
pub(crate) fn thrown(errors: &Errors) -> JsValue {
    let error = js_sys::Error::new(&errors.to_string());
    if let Ok(list) = to_js(&errors.to_value()) {
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&error, &"errors".into(), &list);
    }
    error.into()
}
