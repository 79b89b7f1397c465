//! Values across the border, both ways.
//!
//! What is needed of JavaScript is declared here: the crates that know all of it bring closures and promises along.

use wasm_bindgen::prelude::*;
use yb_core::definition::value::MAX_DEPTH;
use yb_core::definition::{Code, Errors, Value};
use yb_core::said;
use yb_view::Widget;

#[wasm_bindgen]
extern "C" {
    type Array;
    #[wasm_bindgen(constructor)]
    fn new() -> Array;
    #[wasm_bindgen(method)]
    fn push(this: &Array, item: JsValue);
    #[wasm_bindgen(static_method_of = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> bool;
    #[wasm_bindgen(method, getter)]
    fn length(this: &Array) -> u32;
    #[wasm_bindgen(method, indexing_getter)]
    fn item(this: &Array, place: u32) -> JsValue;

    type Object;
    #[wasm_bindgen(constructor)]
    fn new() -> Object;
    #[wasm_bindgen(method, indexing_setter)]
    fn put(this: &Object, key: &str, value: JsValue);
    /// The getters of the object may throw.
    #[wasm_bindgen(static_method_of = Object, catch)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;

    type BigInt;
    #[wasm_bindgen(method, catch, js_name = toString)]
    fn text(this: &BigInt) -> Result<String, JsValue>;

    type JSON;
    #[wasm_bindgen(static_method_of = JSON, catch)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;

    type Drawn;
    #[wasm_bindgen(method, setter)]
    fn set_node(this: &Drawn, tree: JsValue);

    #[wasm_bindgen(js_name = Error)]
    type Thrown;
    #[wasm_bindgen(constructor, js_class = "Error")]
    fn new(message: &str) -> Thrown;
    #[wasm_bindgen(method, setter)]
    fn set_errors(this: &Thrown, errors: JsValue);
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
    if input.is_bigint() {
        let text = input.unchecked_ref::<BigInt>().text();
        return text
            .map(Value::Text)
            .map_err(|_| "a BigInt without text".into());
    }
    if !input.is_object() {
        return Err("holds a function or a symbol, which is no data".into());
    }
    if depth >= MAX_DEPTH {
        return Err(said!("nested deeper than ", MAX_DEPTH, " levels"));
    }
    if Array::is_array(input) {
        let from: &Array = input.unchecked_ref();
        let mut items = Vec::new();
        for place in 0..from.length() {
            items.push(read(&from.item(place), depth + 1)?);
        }
        return Ok(Value::List(items));
    }
    let from = Object::entries(input).map_err(|_| "an object that throws when it is read")?;
    let mut entries = Vec::new();
    for place in 0..from.length() {
        let pair: Array = from.item(place).unchecked_into();
        let key = pair.item(0).as_string().unwrap_or_default();
        entries.push((key, read(&pair.item(1), depth + 1)?));
    }
    Ok(Value::Object(entries))
}

/// Writes plain objects.
#[cfg(feature = "package")]
pub(crate) fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    use serde::Serialize;
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// The same for a page, key by key as that library does: a kilobyte less, since a page writes no other type.
#[cfg(not(feature = "package"))]
#[allow(clippy::unnecessary_wraps)] // the package's may fail
pub(crate) fn to_js(value: &Value) -> Result<JsValue, JsValue> {
    Ok(written(value))
}

#[cfg(not(feature = "package"))]
fn written(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(flag) => JsValue::from_bool(*flag),
        Value::Number(number) => JsValue::from_f64(*number),
        Value::Text(text) => JsValue::from_str(text),
        Value::List(items) => {
            let list = Array::new();
            for item in items {
                list.push(written(item));
            }
            list.into()
        }
        Value::Object(entries) => {
            let object = Object::new();
            for (key, value) in entries {
                object.put(key, written(value));
            }
            object.into()
        }
    }
}

/// Writes a widget as a plain object. Its tree has thousands of values, and crosses as one text: each call across
/// the border costs more than the browser's parser takes for the value.
pub(crate) fn drawn(widget: &Widget) -> Result<JsValue, JsValue> {
    let drawn: Drawn = to_js(&widget.to_value())?.unchecked_into();
    drawn.set_node(JSON::parse(&widget.node.to_json())?);
    Ok(drawn.into())
}

/// A JavaScript `Error` that carries the faults.
pub(crate) fn thrown(errors: &Errors) -> JsValue {
    let error = Thrown::new(&said!(errors));
    if let Ok(list) = to_js(&errors.to_value()) {
        error.set_errors(list);
    }
    error.into()
}
