//! `LaTeX` to `MathML`, when the page is built: no script, no request, and readable aloud.

use anyhow::{Result, anyhow, ensure};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, DelimiterType, Event};
use pulldown_latex::{Parser, Storage, push_mathml};

/// The formula as `MathML` that survives inside Markdown: on one line, with the characters that
/// Markdown reads written as entities.
pub(crate) fn mathml(latex: &str, display: bool) -> Result<String> {
    let storage = Storage::new();
    let events = Parser::new(latex, &storage)
        .map(|event| event.map(with_side))
        .collect::<Result<Vec<_>, _>>()
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
    let math = in_markdown(&sides(&html));
    Ok(if display {
        format!(
            "<span class=\"formula\" role=\"group\" aria-label=\"Formula\" tabindex=\"0\">{math}</span>"
        )
    } else {
        math
    })
}

/// Bars are the same on both sides; marked, and given the form that the writer leaves out, so
/// that browsers put no space inside of them.
const BARS: [(char, DelimiterType, char, &str); 4] = [
    ('|', DelimiterType::Open, '\u{e000}', " form=\"prefix\">|"),
    ('|', DelimiterType::Close, '\u{e001}', " form=\"postfix\">|"),
    ('‖', DelimiterType::Open, '\u{e002}', " form=\"prefix\">‖"),
    ('‖', DelimiterType::Close, '\u{e003}', " form=\"postfix\">‖"),
];

fn with_side(event: Event<'_>) -> Event<'_> {
    let Event::Content(Content::Delimiter { content, size, ty }) = event else {
        return event;
    };
    let bar = BARS
        .iter()
        .find(|(bar, side, ..)| (*bar, *side) == (content, ty));
    let content = bar.map_or(content, |(_, _, mark, _)| *mark);
    Event::Content(Content::Delimiter { content, size, ty })
}

fn sides(html: &str) -> String {
    let mut html = html.replace("\"minsize", "\" minsize");
    for (_, _, mark, written) in BARS {
        html = html.replace(&format!(">{mark}"), written);
    }
    html
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
    fn bars_have_a_side() {
        let html = mathml(r"\lvert x \rvert + \bigl\lVert y \bigr\rVert", false).unwrap();
        for (form, bar) in [
            ("prefix", "&#124;"),
            ("postfix", "&#124;"),
            ("prefix", "‖"),
            ("postfix", "‖"),
        ] {
            assert!(
                html.contains(&format!(" form=\"{form}\">{bar}</mo>")),
                "{html}"
            );
        }
        assert!(html.contains("\" minsize="), "{html}");
    }

    #[test]
    fn a_fault_is_told() {
        let error = mathml(r"\frac{1}{", false).unwrap_err();
        assert!(error.to_string().contains("cannot be read"), "{error}");
        assert!(mathml(r"\nosuchmacro x", false).is_err());
    }
}
