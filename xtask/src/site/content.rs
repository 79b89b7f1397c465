//! What mdBook makes of a chapter, brought to what our policy and our readers need: no inline
//! style, tables and code that scroll inside their own box, the headings as a list.

use anyhow::{Context, Result, ensure};
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

    /// The question at its top, as plain text.
    pub(super) fn question(&self) -> Result<String> {
        let inside = self
            .html
            .split_once("<h1")
            .and_then(|(_, rest)| rest.split_once("</h1>"));
        let inside = inside.and_then(|(heading, _)| heading.split_once('>'));
        let (_, question) = inside.context("it has no title")?;
        Ok(text_of(question).trim().to_owned())
    }

    /// The short answer, for those who show links to the page: the first paragraph as plain text, of it the
    /// sentences that fit, or the words.
    pub(super) fn description(&self) -> Result<String> {
        // Status lines are of all pages, not of this one.
        let title = self.html.split_once("</h1>").map(|(_, rest)| rest);
        let paragraph =
            title.and_then(|rest| Some(rest.split_once("<p>")?.1.split_once("</p>")?.0));
        let paragraph = paragraph.context("it has no paragraph that could describe it")?;
        let text = text_of(&without_footnotes(paragraph));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        ensure!(!text.is_empty(), "its first paragraph is empty");
        Ok(shortened(&text))
    }
}

/// A paragraph without the numbers that lead to its footnotes.
fn without_footnotes(html: &str) -> String {
    let mut pieces = html.split("<sup class=\"footnote-reference\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    let after = |piece: &str| piece.split_once("</sup>").map(|(_, rest)| rest.to_owned());
    first + &pieces.filter_map(after).collect::<String>()
}

/// As much as search engines show.
const SHOWN: usize = 160;

fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let fits = text
        .char_indices()
        .nth(SHOWN)
        .map_or(text, |(end, _)| &text[..end]);
    let sentences = fits.rfind(". ").map(|end| &fits[..=end]);
    match sentences.filter(|it| it.chars().count() >= SHOWN / 2) {
        Some(sentences) => sentences.to_owned(),
        None => format!(
            "{}…",
            fits.rsplit_once(' ').map_or(fits, |(words, _)| words)
        ),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_describes_the_page() {
        let about = |html: &str| {
            Content::new(html)
                .description()
                .map_err(|fault| fault.to_string())
        };
        let short = "<h1 id=\"a\">Why?</h1>\n<p>Because<sup class=\"footnote-reference\" id=\"f\">\
                     <a href=\"#1\">1</a></sup>\n <b>5&nbsp;%</b> &amp; more.</p><p>B.</p>";
        assert_eq!(about(short).unwrap(), "Because 5 % & more.");
        let first = "x".repeat(90);
        let long = format!("<h1>A</h1><p>{first}. {}</p>", "word ".repeat(40));
        assert_eq!(about(&long).unwrap(), format!("{first}."));
        let words = format!("<h1>A</h1><p>{}</p>", "word ".repeat(40));
        let words = about(&words).unwrap();
        assert!(words.ends_with("word…") && words.len() < 165, "{words}");
        assert_eq!(Content::new(short).question().unwrap(), "Why?");
        assert!(Content::new("<p>A</p>").question().is_err());
        assert!(about("<h1>A</h1>").unwrap_err().contains("no paragraph"));
        assert!(about("<p>A</p>").unwrap_err().contains("no paragraph"));
        assert!(about("<h1>A</h1><p> </p>").unwrap_err().contains("empty"));
    }
}
