//! What mdBook makes of a chapter, brought to what our policy and our readers need: no inline
//! style, tables and code that scroll inside their own box, the headings as a list.

use anyhow::{Result, ensure};
use yb_book::text_of;

pub(super) struct Content {
    pub(super) html: String,
}

/// What mdBook writes, and what stands there instead.
const REPLACED: [(&str, &str); 7] = [
    ("style=\"text-align: left\"", "class=\"align-left\""),
    ("style=\"text-align: center\"", "class=\"align-center\""),
    ("style=\"text-align: right\"", "class=\"align-right\""),
    (
        "<div style=\"break-before: page; page-break-before: always;\"></div>",
        "<div class=\"page-break\"></div>",
    ),
    ("<pre>", "<pre tabindex=\"0\">"),
    // A head without a name is no head.
    ("<th></th>", "<td></td>"),
    (
        "<div class=\"table-wrapper\">",
        "<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">",
    ),
];

impl Content {
    pub(super) fn new(html: &str) -> Self {
        let mut html = html.to_owned();
        for (from, to) in REPLACED {
            html = html.replace(from, to);
        }
        Self { html }
    }

    /// The ids of the titles, one for each chapter that it holds.
    pub(super) fn titles(&self) -> Vec<&str> {
        let titles = self.html.split("<h1 id=\"").skip(1);
        titles
            .filter_map(|rest| Some(rest.split_once('"')?.0))
            .collect()
    }

    /// The headings below the title as a navigation; nothing where there are less than three.
    pub(super) fn headings(&self) -> String {
        let headings: Vec<(&str, String)> = self
            .html
            .split("<h2 id=\"")
            .skip(1)
            .filter_map(|rest| {
                let (id, rest) = rest.split_once('"')?;
                let (inner, _) = rest.split_once('>')?.1.split_once("</h2>")?;
                Some((id, inner_html(inner).to_owned()))
            })
            .collect();
        if headings.len() < 3 {
            return String::new();
        }
        let item = |(id, text): &(&str, String)| format!("<li><a href=\"#{id}\">{text}</a></li>");
        let items: String = headings.iter().map(item).collect();
        format!("<nav class=\"toc\" aria-label=\"On this page\"><ol>{items}</ol></nav>")
    }

    /// The first paragraph as plain text, no longer than search engines show.
    pub(super) fn description(&self) -> Option<String> {
        let (_, rest) = self.html.split_once("<p>")?;
        let text = text_of(rest.split_once("</p>")?.0);
        let words = text.split_whitespace();
        let mut short = String::new();
        for word in words {
            if short.len() + word.len() > 160 {
                short.push('…');
                break;
            }
            if !short.is_empty() {
                short.push(' ');
            }
            short.push_str(word);
        }
        Some(short)
    }
}

/// A heading's own content, without the link to itself that mdBook puts around it.
fn inner_html(heading: &str) -> &str {
    let inner = heading
        .split_once("<a class=\"header\"")
        .and_then(|(_, rest)| rest.split_once('>'));
    let inner = inner.map_or(heading, |(_, rest)| rest);
    inner.strip_suffix("</a>").unwrap_or(inner)
}

/// Inline scripts and styles would be refused by the policy; better the build says so.
pub(super) fn refuse_inline(html: &str) -> Result<()> {
    for tag in html.split('<').skip(1) {
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        let inline = tag.starts_with("style")
            || tag.starts_with("script") && !tag.contains(" src=") && !after.is_empty()
            || tag.contains(" style=\"")
            || tag
                .split_whitespace()
                .any(|word| word.starts_with("on") && word.contains("=\""));
        ensure!(
            !inline,
            "an inline script or style, which the policy refuses: <{tag}>"
        );
    }
    Ok(())
}
