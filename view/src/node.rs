//! The tree of elements, and how it is built.

use yb_core::definition::{Unit, json};
use yb_core::said;

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
///
/// It is one pointer, because a tree is built by handing elements on, hundreds of times.
#[derive(Clone, Debug, PartialEq)]
pub struct Element(Box<Parts>);

#[derive(Clone, Debug, PartialEq)]
struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

/// An empty element.
#[must_use]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

impl Element {
    /// Sets an attribute.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.attributes.push((name, value.into()));
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
        self.0.children.push(child.into());
        self
    }

    /// Adds children.
    #[must_use]
    pub fn all<N: Into<Node>>(mut self, children: impl IntoIterator<Item = N>) -> Self {
        for child in children {
            self = self.with(child);
        }
        self
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }

    /// The attributes, in order.
    #[must_use]
    pub fn attributes(&self) -> &[(&'static str, String)] {
        &self.0.attributes
    }

    /// What is inside.
    #[must_use]
    pub fn children(&self) -> &[Node] {
        &self.0.children
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.0.attributes.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.as_str())
    }

    fn write_json(&self, out: &mut String) {
        out.push_str("{\"t\":");
        json::quote(self.tag(), out);
        out.push_str(",\"a\":[");
        let mut gap = "";
        for (name, value) in self.attributes() {
            out.push_str(gap);
            json::quote(name, out);
            out.push(',');
            json::quote(value, out);
            gap = ",";
        }
        out.push_str("],\"c\":[");
        gap = "";
        for child in self.children() {
            out.push_str(gap);
            child.write_json(out);
            gap = ",";
        }
        out.push_str("]}");
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
        (whole, 0) => said!(sign, whole),
        (whole, tenth) => said!(sign, whole, ".", tenth),
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
            Node::Element(element) => element.children().iter().map(Node::text).collect(),
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
            found.extend(element.children().iter().flat_map(|c| c.with_class(name)));
        }
        found
    }

    /// What the browser receives, as JSON: `{t: tag, a: [name, value, …], c: [child, …]}` for an element, text for
    /// text, and for a number `{n: value, s: scale, u: suffix, d: digits, x: English}`.
    ///
    /// One text crosses into JavaScript at once, and the browser's own parser is the fastest way from there.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Node::Element(element) => element.write_json(out),
            Node::Text(text) => json::quote(text, out),
            Node::Number {
                value,
                unit,
                digits,
            } => {
                out.push_str("{\"n\":");
                json::number(*value, out);
                out.push_str(",\"s\":");
                json::number(unit.scale(), out);
                out.push_str(",\"d\":");
                json::number(*digits as f64, out);
                out.push_str(",\"u\":");
                json::quote(unit.suffix(), out);
                out.push_str(",\"x\":");
                json::quote(&unit.text(*value, *digits), out);
                out.push('}');
            }
        }
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
            tree.to_json(),
            "{\"t\":\"p\",\"a\":[\"class\",\"answer\"],\"c\":[\"It loses \",\
             {\"n\":0.0083,\"s\":100,\"d\":2,\"u\":\"%\",\"x\":\"0.83\u{a0}%\"}]}"
        );
        assert_eq!(tree.text(), "It loses 0.83\u{a0}%");
    }

    #[test]
    fn what_is_no_json_comes_through_all_the_same() {
        let text = "a \"quote\", a \\, a\nline, \u{1}, \u{2028}, €";
        let words: Node = el("p").set("title", text).with(text).into();
        let read: serde_json::Value = serde_json::from_str(&words.to_json()).unwrap();
        assert_eq!((&read["a"][1], &read["c"][0]), (&text.into(), &text.into()));
        for (value, said) in [
            (f64::NAN, "null"),
            (f64::INFINITY, "1e999"),
            (f64::NEG_INFINITY, "-1e999"),
            (-0.0, "0"),
            (5e-324, "4.94065645841247e-324"),
        ] {
            let number = Node::Number {
                value,
                unit: Unit::Plain,
                digits: 3,
            };
            let start = format!("{{\"n\":{said},\"s\"");
            assert!(number.to_json().starts_with(&start), "{value}");
        }
    }

    #[test]
    fn decimals_are_short_and_never_minus_zero() {
        for (value, text) in [(44.0, "44"), (52.75, "52.8"), (-0.01, "0"), (-3.25, "-3.3")] {
            assert_eq!(decimal(value), text);
        }
    }
}
