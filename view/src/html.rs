//! A tree as HTML text.

use crate::node::{Element, Node};

/// Elements without an end tag.
const VOID: [&str; 4] = ["input", "br", "hr", "img"];

impl Node {
    /// The tree as HTML on one line: a blank line would end a block of HTML inside Markdown.
    ///
    /// ```
    /// use yb_view::el;
    /// let hostile = "\"><script>alert(1)</script>\n\n&";
    /// let node: yb_view::Node = el("p").set("title", hostile).with(hostile).into();
    /// assert!(!node.to_html().contains("<script"));
    /// assert!(!node.to_html().contains('\n'));
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Node::Element(element) => element.write(out),
            Node::Text(text) => escape(text, out),
            Node::Number {
                value,
                unit,
                digits,
            } => escape(&unit.text(*value, *digits), out),
        }
    }
}

impl Element {
    /// As [`Node::to_html`].
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.tag());
        for (name, value) in self.attributes() {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() {
                out.push_str("=\"");
                escape(value, out);
                out.push('"');
            }
        }
        out.push('>');
        if VOID.contains(&self.tag()) {
            return;
        }
        for child in self.children() {
            child.write(out);
        }
        out.push_str("</");
        out.push_str(self.tag());
        out.push('>');
    }
}

/// Text that is safe both between tags and between double quotes.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::node::{Node, el};

    #[test]
    fn elements_attributes_and_voids() {
        let node: Node = el("label")
            .with("Yield ")
            .with(el("input").set("type", "range").flag("disabled", true))
            .into();
        assert_eq!(
            node.to_html(),
            "<label>Yield <input type=\"range\" disabled></label>"
        );
    }

    #[test]
    fn hostile_text_stays_text() {
        let node: Node = el("b")
            .set("title", "\"'<&>")
            .with("</b>&lt;\n\n# x")
            .into();
        assert_eq!(
            node.to_html(),
            "<b title=\"&quot;'&lt;&amp;&gt;\">&lt;/b&gt;&amp;lt;&#10;&#10;# x</b>"
        );
    }
}
