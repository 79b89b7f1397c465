//! What the page of the glossary says: its definition lists, term by term.

use crate::html::text_of;
use crate::math;
use crate::scan::OPTIONS;
use anyhow::{Context, Result, ensure};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A term with its meaning.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) line: usize,
    /// Its place on the page, as mdBook names it.
    pub(crate) id: String,
    /// The first sentences, as plain text.
    pub(crate) meaning: String,
}

/// The most that a hint at a term says.
const HINT: usize = 180;

/// The terms of the page `text`, in order.
pub(crate) fn entries(text: &str) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    // Where the text goes that comes now.
    let mut into: Option<String> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match (event, &mut into) {
            (Event::Start(Tag::DefinitionListTitle | Tag::DefinitionListDefinition), _) => {
                into = Some(String::new());
            }
            (Event::End(TagEnd::DefinitionListTitle), Some(name)) => {
                let line = text[..range.start].matches('\n').count() + 1;
                let (name, id) = (name.clone(), id(name));
                let twice = entries.iter().any(|entry| entry.id == id);
                ensure!(
                    !twice,
                    "src/glossary.md:{line}: “{name}” stands there twice"
                );
                let meaning = String::new();
                entries.push(Entry {
                    name,
                    line,
                    id,
                    meaning,
                });
                into = None;
            }
            (Event::End(TagEnd::DefinitionListDefinition), Some(words)) => {
                let entry = entries.last_mut().context("a definition of nothing")?;
                if entry.meaning.is_empty() {
                    entry.meaning = sentences(words);
                }
                into = None;
            }
            (Event::Text(words) | Event::Code(words), Some(into)) => into.push_str(&words),
            (Event::InlineMath(latex), Some(into)) => {
                into.push_str(&text_of(&math::mathml(&latex, false)?));
            }
            (Event::SoftBreak | Event::HardBreak, Some(into)) => into.push(' '),
            _ => {}
        }
    }
    Ok(entries)
}

/// As many whole sentences as fit into a hint, at least one.
fn sentences(text: &str) -> String {
    let mut end = 0;
    for (at, _) in text.match_indices(". ") {
        if end == 0 || at < HINT {
            end = at + 1;
        }
    }
    if text.len() <= HINT || end == 0 {
        end = text.len();
    }
    text[..end].to_owned()
}

fn id(name: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    name.chars().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_places_and_first_sentences() {
        let entries = entries(&format!(
            "## A\n\nstETH & `x`\n: Two [forms](a.md) of $x\\,y$. More.\n\n  Another paragraph.\n\nLong\n: Short. {}.\n",
            "word ".repeat(60).trim_end()
        ))
        .unwrap();
        let told: Vec<_> = entries
            .iter()
            .map(|it| {
                (
                    it.name.as_str(),
                    it.line,
                    it.id.as_str(),
                    it.meaning.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    "stETH & x",
                    3,
                    "steth--x",
                    "Two forms of xy. More.Another paragraph."
                ),
                ("Long", 8, "long", "Short."),
            ]
        );
        let twice = super::entries("A\n: One.\n\nA\n: Two.\n").unwrap_err();
        assert_eq!(
            twice.to_string(),
            "src/glossary.md:4: “A” stands there twice"
        );
    }
}
