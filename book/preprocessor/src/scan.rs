//! Finds the words and formulas of a Markdown text, and leaves code alone.

use anyhow::anyhow;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// A piece of text that means something else.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind<'a>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    /// What stands between `{{#` and `}}`.
    Word {
        inner: &'a str,
        /// Whether nothing else stands on its line.
        own_line: bool,
    },
    /// LaTeX.
    Formula { latex: &'a str, display: bool },
    /// What it becomes is known already.
    Html(String),
}

/// The Markdown of mdBook, so that we agree with it on what is code.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_MATH);

/// Where a text cannot be read: the place, and the fault.
pub(crate) type Fault = (usize, anyhow::Error);

/// Everything in a Markdown `text` that must be replaced, in order.
pub(crate) fn markdown(text: &str) -> Result<Vec<Found<'_>>, Fault> {
    let (code, formulas) = code_and_formulas(text)?;
    let mut found = words(text, &code)?;
    let word_ranges: Vec<Range<usize>> = found.iter().map(|word| word.range.clone()).collect();
    let free = |formula: &Found<'_>| !word_ranges.iter().any(|word| overlap(word, &formula.range));
    found.extend(formulas.into_iter().filter(free));
    found.sort_by_key(|found| found.range.start);
    Ok(found)
}

/// The words of an HTML `text`, which has no formulas and no Markdown code.
pub(crate) fn html(text: &str) -> Result<Vec<Found<'_>>, Fault> {
    words(text, &[])
}

fn words<'a>(text: &'a str, code: &[Range<usize>]) -> Result<Vec<Found<'a>>, Fault> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("{{#").map(|at| from + at) {
        if let Some(code) = code.iter().find(|code| code.contains(&start)) {
            from = code.end;
            continue;
        }
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let Some(close) = text[start..line_end].find("}}").map(|at| start + at) else {
            return Err((start, anyhow!("“{{{{#” is not closed on its line")));
        };
        let range = start..close + 2;
        found.push(Found {
            kind: Kind::Word {
                inner: &text[start + 3..close],
                own_line: own_line(text, &range),
            },
            range,
        });
        from = close + 2;
    }
    Ok(found)
}

fn own_line(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit('\n').next().unwrap_or("");
    let after = text[range.end..].split('\n').next().unwrap_or("");
    before.trim().is_empty() && after.trim().is_empty()
}

fn code_and_formulas(text: &str) -> Result<(Vec<Range<usize>>, Vec<Found<'_>>), Fault> {
    let mut code = Vec::new();
    let mut formulas = Vec::new();
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => code.push(range),
            Event::InlineMath(_) => formulas.push(formula(text, range, 1)),
            Event::DisplayMath(_) => formulas.push(formula(text, range, 2)),
            Event::Text(_) if !code.iter().any(|code| overlap(code, &range)) => {
                refuse_lone_dollar(text, range)?;
            }
            _ => {}
        }
    }
    Ok((code, formulas))
}

/// A formula that is not closed would else stand in the page as it is.
fn refuse_lone_dollar(text: &str, range: Range<usize>) -> Result<(), Fault> {
    for (at, _) in text[range.clone()].match_indices('$') {
        let at = range.start + at;
        if !text[..at].ends_with('\\') {
            return Err((at, anyhow!("this $ is no formula; for money write \\$")));
        }
    }
    Ok(())
}

fn formula(text: &str, range: Range<usize>, dollars: usize) -> Found<'_> {
    Found {
        kind: Kind::Formula {
            latex: &text[range.start + dollars..range.end - dollars],
            display: dollars == 2,
        },
        range,
    }
}

pub(crate) fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let found = markdown(text).unwrap();
        found
            .iter()
            .map(|found| &text[found.range.clone()])
            .collect()
    }

    #[test]
    fn words_and_formulas_in_order() {
        let text = "# $A$\n\n{{#calculator lvr}}\n\nx {{#value lvr a}} and $$b$$\n";
        assert_eq!(
            pieces(text),
            ["$A$", "{{#calculator lvr}}", "{{#value lvr a}}", "$$b$$"]
        );
    }

    #[test]
    fn code_and_escaped_dollars_stay() {
        let text =
            "`{{#value a b}} $x$` \\$5 and \\$6\n\n```\n{{#fact a}} $y$\n```\n\n    {{#fact b}}\n";
        assert_eq!(pieces(text), Vec::<&str>::new());
    }

    #[test]
    fn a_word_knows_whether_it_stands_alone() {
        let alone = |text: &str| match markdown(text).unwrap().first().unwrap().kind {
            Kind::Word { own_line, .. } => own_line,
            _ => panic!("not a word"),
        };
        assert!(alone("a\n\n  {{#status x}}  \n"));
        assert!(!alone("a {{#status x}}"));
        assert!(!alone("{{#status x}}."));
    }

    #[test]
    fn a_dollar_is_a_formula_or_escaped() {
        for (text, place) in [("It costs $5.", 9), ("a\n\n$\\frac{1$", 3), ("$ x $", 0)] {
            let (at, error) = markdown(text).unwrap_err();
            assert_eq!(at, place, "{text}: {error}");
        }
    }

    #[test]
    fn a_word_ends_on_its_line() {
        let (place, error) = markdown("ab\n{{#value lvr\nrate}}").unwrap_err();
        assert_eq!(place, 3);
        assert!(error.to_string().contains("not closed"));
    }
}
