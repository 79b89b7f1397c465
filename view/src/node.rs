//! The tree of elements, and how it is built.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use yb_core::definition::Unit;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Words.
    Text(String),
    /// A number in its unit: in English here, in the reader's language where it comes alive.
    Number {
        /// The number as JSON carries it.
        value: f64,
        /// Its unit.
        unit: Unit,
        /// Significant digits to show.
        digits: usize,
    },
}

/// An element. Its tag and the names of its attributes are words of this crate, never input.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The tag.
    pub tag: &'static str,
    /// The attributes, in order.
    pub attributes: Vec<(&'static str, String)>,
    /// What is inside.
    pub children: Vec<Node>,
}

/// An empty element.
#[must_use]
pub fn el(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

impl Element {
    /// Sets an attribute.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute to a number of at most one decimal, as pictures need them.
    #[must_use]
    pub fn at(self, name: &'static str, value: f64) -> Self {
        self.set(name, decimal(value))
    }

    /// Sets an attribute that is true when present.
    #[must_use]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.set(name, "") } else { self }
    }

    /// Sets the class.
    #[must_use]
    pub fn class(self, names: impl Into<String>) -> Self {
        self.set("class", names)
    }

    /// Names the element for style sheets outside the shadow root.
    #[must_use]
    pub fn part(self, name: &'static str) -> Self {
        self.set("part", name)
    }

    /// Adds a child.
    #[must_use]
    pub fn with(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }

    /// Adds children.
    #[must_use]
    pub fn all<N: Into<Node>>(mut self, children: impl IntoIterator<Item = N>) -> Self {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// `value` with at most one decimal and no negative zero, so that pictures are the same on every
/// machine.
#[must_use]
pub fn decimal(value: f64) -> String {
    // Pictures are a few thousand pixels wide, and the cast saturates.
    #[allow(clippy::cast_possible_truncation)]
    let tenths = (value * 10.0).round() as i32;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Node::Element(element)
    }
}
impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Node::Text(text.into())
    }
}
impl From<String> for Node {
    fn from(text: String) -> Self {
        Node::Text(text)
    }
}

impl Node {
    /// The words and numbers inside, in English.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Node::Text(text) => text.clone(),
            Node::Number {
                value,
                unit,
                digits,
            } => unit.text(*value, *digits),
            Node::Element(element) => element.children.iter().map(Node::text).collect(),
        }
    }

    /// Every element of the tree that has this class, in order.
    #[must_use]
    pub fn with_class(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        if let Node::Element(element) = self {
            let class = element.attribute("class").unwrap_or("");
            if class.split(' ').any(|word| word == name) {
                found.push(element);
            }
            found.extend(element.children.iter().flat_map(|c| c.with_class(name)));
        }
        found
    }
}

/// What the browser receives: `{t: tag, a: [name, value, …], c: [child, …]}` for an element, text
/// for text, and for a number `{n: value, s: scale, u: suffix, d: digits, x: English}`.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Element(element) => element.serialize(to),
            Node::Text(text) => to.serialize_str(text),
            Node::Number {
                value,
                unit,
                digits,
            } => {
                let mut number = to.serialize_struct("Number", 5)?;
                number.serialize_field("n", value)?;
                number.serialize_field("s", &unit.scale())?;
                number.serialize_field("u", unit.suffix())?;
                number.serialize_field("d", digits)?;
                number.serialize_field("x", &unit.text(*value, *digits))?;
                number.end()
            }
        }
    }
}

impl Serialize for Element {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let flat: Vec<&str> = self
            .attributes
            .iter()
            .flat_map(|(name, value)| [*name, value.as_str()])
            .collect();
        let mut element = to.serialize_struct("Element", 3)?;
        element.serialize_field("t", self.tag)?;
        element.serialize_field("a", &flat)?;
        element.serialize_field("c", &self.children)?;
        element.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_receives_compact_objects() {
        let tree: Node = el("p")
            .class("answer")
            .with("It loses ")
            .with(Node::Number {
                value: 0.0083,
                unit: Unit::Percent,
                digits: 2,
            })
            .into();
        assert_eq!(
            serde_json::to_string(&tree).unwrap(),
            "{\"t\":\"p\",\"a\":[\"class\",\"answer\"],\"c\":[\"It loses \",\
             {\"n\":0.0083,\"s\":100.0,\"u\":\"%\",\"d\":2,\"x\":\"0.83\u{a0}%\"}]}"
        );
        assert_eq!(tree.text(), "It loses 0.83\u{a0}%");
    }

    #[test]
    fn decimals_are_short_and_never_minus_zero() {
        for (value, text) in [(44.0, "44"), (52.75, "52.8"), (-0.01, "0"), (-3.25, "-3.3")] {
            assert_eq!(decimal(value), text);
        }
    }
}
