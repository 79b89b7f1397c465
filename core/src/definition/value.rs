//! A JSON value that loses nothing: no digit of an integer, no NaN, no order of keys.

use crate::said;
use core::fmt;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};

/// How deep lists and objects may nest; deeper input is refused, so that a hostile or cyclic
/// object cannot exhaust the stack.
pub const MAX_DEPTH: usize = 24;

/// Largest integer below which every integer is a double of its own.
const SAFE_INTEGER: u64 = 1 << 53;

/// A JSON value. Unlike most, `Number` may hold NaN and infinities (JavaScript can pass them,
/// and the error should name them), and integers past 2^53 arrive as `Text` with every digit.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `undefined`, or no value.
    Null,
    /// A truth value.
    Bool(bool),
    /// A double.
    Number(f64),
    /// Text; also the exact form of amounts.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object, in the order in which it was given.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The value under `key`, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Object(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The text, if this is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is a number.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// An object with these keys.
    #[must_use]
    pub fn object(entries: Vec<(&str, Value)>) -> Value {
        let mut object = Vec::new();
        for (key, value) in entries {
            object.push((key.into(), value));
        }
        Value::Object(object)
    }

    /// The object of this kind: its tag, then its fields.
    #[must_use]
    pub fn tagged(kind: &str, fields: Vec<(String, Value)>) -> Value {
        let mut tagged = vec![("kind".into(), kind.into())];
        tagged.extend(fields);
        Value::Object(tagged)
    }

    /// What the value is and holds, short enough for an error message.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Value::Null => "nothing".into(),
            Value::Bool(true) => "true".into(),
            Value::Bool(false) => "false".into(),
            Value::Number(number) => super::unit::plain(*number),
            Value::Text(text) if text.is_empty() => "empty text".into(),
            Value::Text(text) => said!("“", shorten(text), "”"),
            Value::List(items) => said!("a list of ", items.len()),
            Value::Object(entries) => said!("an object with ", entries.len(), " keys"),
        }
    }
}

/// At most 40 characters of `text`, without control characters.
fn shorten(text: &str) -> String {
    let mut head = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == 40 {
            head.push('…');
            break;
        }
        head.push(if c.is_control() { ' ' } else { c });
    }
    head
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Bool(flag)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        let mut list = Vec::new();
        for item in items {
            list.push(item.into());
        }
        Value::List(list)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => to.serialize_unit(),
            Value::Bool(flag) => to.serialize_bool(*flag),
            Value::Number(number) => to.serialize_f64(*number),
            Value::Text(text) => to.serialize_str(text),
            Value::List(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Value::Object(entries) => {
                let mut map = to.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        AtDepth(0).deserialize(from)
    }
}

/// Reads a value that stands `self.0` levels deep.
#[derive(Clone, Copy)]
struct AtDepth(usize);

impl AtDepth {
    fn inside<E: de::Error>(self) -> Result<AtDepth, E> {
        if self.0 >= MAX_DEPTH {
            return Err(E::custom(format_args!(
                "nested deeper than {MAX_DEPTH} levels"
            )));
        }
        Ok(AtDepth(self.0 + 1))
    }
}

impl<'de> DeserializeSeed<'de> for AtDepth {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AtDepth {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(if number.unsigned_abs() <= SAFE_INTEGER {
            Value::Number(number as f64)
        } else {
            Value::Text(number.to_string())
        })
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(if number <= SAFE_INTEGER {
            Value::Number(number as f64)
        } else {
            Value::Text(number.to_string())
        })
    }
    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.into()))
    }
    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut items = Vec::new();
        while let Some(item) = from.next_element_seed(inside)? {
            items.push(item);
        }
        Ok(Value::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut entries = Vec::new();
        while let Some(key) = from.next_key::<String>()? {
            entries.push((key, from.next_value_seed(inside)?));
        }
        Ok(Value::Object(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Result<Value, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn keeps_every_digit_of_a_large_integer() {
        let value = parse("18446744073709551615").unwrap();
        assert_eq!(value, Value::Text("18446744073709551615".into()));
        assert_eq!(
            parse("9007199254740992").unwrap(),
            Value::Number(9_007_199_254_740_992.0)
        );
    }

    #[test]
    fn round_trips_in_order() {
        let json = r#"{"b":[1.5,null,true],"a":{"x":"y"}}"#;
        let value = parse(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(
            value.get("a").unwrap().get("x").unwrap().as_text(),
            Some("y")
        );
    }

    #[test]
    fn refuses_what_nests_too_deep() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(parse(&deep(MAX_DEPTH)).is_ok());
        let error = parse(&deep(MAX_DEPTH + 1)).unwrap_err().to_string();
        assert!(error.contains("24 levels"), "{error}");
    }

    #[test]
    fn describes_without_flooding_the_message() {
        assert_eq!(Value::from("<b>\n").describe(), "“<b> ”");
        assert!(Value::from("x".repeat(1000)).describe().chars().count() < 50);
    }
}
