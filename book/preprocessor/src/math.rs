//! `LaTeX` to `MathML`, when the page is built: no script, no request, and readable aloud.

use anyhow::{Result, anyhow, ensure};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// The formula as `MathML` that survives inside Markdown: on one line, with the characters that
/// Markdown reads written as entities.
pub(crate) fn mathml(latex: &str, display: bool) -> Result<String> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(latex, &storage)
        .collect::<Result<_, _>>()
        .map_err(|error| anyhow!("this formula cannot be read: {error}"))?;
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut html = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut html, events, config)?;
    ensure!(
        !html.contains("<merror"),
        "this formula has a part that cannot be drawn"
    );
    let math = in_markdown(&html);
    Ok(if display {
        format!(
            "<span class=\"formula\" role=\"group\" aria-label=\"Formula\" tabindex=\"0\">{math}</span>"
        )
    } else {
        math
    })
}

/// Between tags, writes what Markdown would read as entities; tags stay as they are.
fn in_markdown(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ => {}
        }
        match c {
            '\n' | '\r' => out.push(' '),
            '*' | '_' | '`' | '[' | ']' | '|' | '~' | '\\' | '$' | '\'' | '!' | '-' | '.' | ':'
                if !inside =>
            {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::text_of;

    #[test]
    fn a_fraction_under_a_root() {
        let html = mathml(r"\sqrt{\frac{x^2}{2}}", false).unwrap();
        assert!(html.starts_with("<math"), "{html}");
        assert!(
            html.contains("<msqrt>") && html.contains("<mfrac>"),
            "{html}"
        );
        assert_eq!(text_of(&html), "x22");
    }

    #[test]
    fn markdown_characters_are_entities_and_nothing_is_styled() {
        let html = mathml(
            r"a_1^* \lvert b \rvert \begin{aligned} a &= b \\ c &= d \end{aligned}",
            true,
        );
        let html = html.unwrap();
        assert!(!html.contains('\n') && !html.contains("style="), "{html}");
        assert!(
            text_of(&html).contains("|b|") && !html.contains('|'),
            "{html}"
        );
    }

    #[test]
    fn a_fault_is_told() {
        let error = mathml(r"\frac{1}{", false).unwrap_err();
        assert!(error.to_string().contains("cannot be read"), "{error}");
        assert!(mathml(r"\nosuchmacro x", false).is_err());
    }
}
