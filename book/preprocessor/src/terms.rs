//! The terms of the book: the glossary says what each means, `data/terms.toml` in which words it
//! stands in a text.

use crate::glossary::{self, Entry};
use crate::html::escape;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    term: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    words: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    search: Vec<String>,
    page: Option<String>,
}

/// A term as a search knows it.
#[derive(Debug)]
pub struct Term {
    /// As the glossary has it.
    pub name: String,
    /// What it means, as plain text.
    pub meaning: String,
    /// Its place on the glossary's page.
    pub id: String,
    /// The file that explains it, from the book's `src`, where the glossary is not all.
    pub page: Option<String>,
    /// In which words it is looked for.
    pub searched: Vec<String>,
}

/// One way to write a term, or a phrase in which the same word means something else.
#[derive(Debug)]
struct Form {
    text: String,
    /// Nothing in capitals: a sentence may start with it.
    lower: bool,
    term: Option<usize>,
}

/// Every term of a book.
#[derive(Debug)]
pub struct Terms {
    terms: Vec<Term>,
    /// By the first letter in lower case; the longest first.
    forms: BTreeMap<char, Vec<Form>>,
}

/// The page of the glossary, from the book's `src`.
pub(crate) const GLOSSARY: &str = "glossary.md";

impl Terms {
    pub(crate) fn load(book: &Path) -> Result<Self> {
        let (table, page) = ("data/terms.toml", book.join("src").join(GLOSSARY));
        let text = std::fs::read_to_string(book.join(table))
            .with_context(|| format!("cannot read {table}"))?;
        let words = std::fs::read_to_string(page).context("cannot read src/glossary.md")?;
        let terms = Self::parse(&text, &words).context(table)?;
        for term in &terms.terms {
            let missing = |page: &&String| !book.join("src").join(page).is_file();
            let missing = term.page.as_ref().filter(missing);
            ensure!(
                missing.is_none(),
                "{table}: {}: there is no page {}",
                term.name,
                missing.map_or("", String::as_str)
            );
        }
        Ok(terms)
    }

    fn parse(table: &str, glossary: &str) -> Result<Self> {
        let Table { term: rows } = toml::from_str(table)?;
        let entries = glossary::entries(glossary)?;
        for Entry { name, line, .. } in &entries {
            let known = rows.iter().any(|row| row.name == *name);
            ensure!(known, "src/{GLOSSARY}:{line}: “{name}” has no line here");
        }
        let mut terms = Self {
            terms: Vec::new(),
            forms: BTreeMap::new(),
        };
        let mut seen = BTreeSet::new();
        for row in rows {
            let entry = entries.iter().find(|entry| entry.name == row.name);
            let entry = entry.with_context(|| format!("the glossary has no “{}”", row.name))?;
            let own = Some(terms.terms.len());
            for (text, term) in row.words.iter().map(|text| (text, own)) {
                for text in [text.clone(), plural(text)] {
                    terms.add(text, term, &mut seen)?;
                }
            }
            for text in row.not {
                terms.add(text, None, &mut seen)?;
            }
            let mut searched = row.words;
            searched.extend(row.search);
            searched.push(row.name.clone());
            terms.terms.push(Term {
                name: row.name,
                meaning: entry.meaning.clone(),
                id: entry.id.clone(),
                page: row.page,
                searched,
            });
        }
        for forms in terms.forms.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse((form.text.len(), form.term.is_none())));
        }
        Ok(terms)
    }

    fn add(
        &mut self,
        text: String,
        term: Option<usize>,
        seen: &mut BTreeSet<String>,
    ) -> Result<()> {
        let first = text
            .chars()
            .next()
            .context("a term is written as nothing")?;
        ensure!(seen.insert(text.clone()), "“{text}” stands for two things");
        let lower = !text.chars().any(char::is_uppercase);
        let forms = self.forms.entry(first.to_ascii_lowercase()).or_default();
        forms.push(Form { text, lower, term });
        Ok(())
    }

    /// All of them, in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// The term at a place of the glossary's page.
    pub(crate) fn at(&self, id: &str) -> Result<&Term> {
        let found = self.terms.iter().find(|term| term.id == id);
        found.with_context(|| {
            let known: Vec<&str> = self.terms.iter().map(|term| term.id.as_str()).collect();
            format!("the glossary has no term {id}; it has {}", known.join(", "))
        })
    }

    /// The terms in `text`, each with where it starts and ends.
    pub(crate) fn within(&self, text: &str) -> Vec<(usize, usize, &Term)> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut before = None;
        while let Some(c) = text[at..].chars().next() {
            let form = if before.is_some_and(inside_a_word) {
                None
            } else {
                self.form_at(&text[at..])
            };
            let length = form.map_or(c.len_utf8(), |form| form.text.len());
            if let Some(term) = form.and_then(|form| self.terms.get(form.term?)) {
                found.push((at, at + length, term));
            }
            before = text[at..at + length].chars().next_back();
            at += length;
        }
        found
    }

    /// The longest form that `text` starts with.
    fn form_at(&self, text: &str) -> Option<&Form> {
        let first = text.chars().next()?.to_ascii_lowercase();
        self.forms.get(&first)?.iter().find(|form| {
            let length = form.text.len();
            let same = |text: &str| {
                text == form.text
                    || form.lower
                        && text.chars().next().is_some_and(char::is_uppercase)
                        && text.get(1..) == form.text.get(1..)
            };
            let after = || text[length..].chars().next();
            text.get(..length).is_some_and(same) && !after().is_some_and(inside_a_word)
        })
    }
}

impl Term {
    /// The tag that opens a link to it; `root` leads from the page to the book's root.
    pub(crate) fn link(&self, root: &str) -> String {
        format!(
            "<a class=\"term\" href=\"{root}{GLOSSARY}#{}\" title=\"{}\">",
            self.id,
            // Within a table, a bar would end the cell.
            escape(&self.meaning).replace('|', "&#124;")
        )
    }
}

/// `rate-scaled` is no rate.
fn inside_a_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x']) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLOSSARY: &str =
        "# Words\n\nRate\n: What one token is worth.\n\nLVR\n: Loss versus\n  rebalancing.\n";
    const TABLE: &str = "[[term]]\nname = \"Rate\"\nwords = [\"rate\"]\nnot = [\"interest rate\"]\n\
        [[term]]\nname = \"LVR\"\nwords = [\"LVR\", \"loss versus rebalancing\"]\nsearch = [\"toxic\"]\n";

    fn found(text: &str) -> Vec<String> {
        let terms = Terms::parse(TABLE, GLOSSARY).unwrap();
        let found = terms.within(text);
        found
            .into_iter()
            .map(|(start, end, term)| format!("{}={}", &text[start..end], term.id))
            .collect()
    }

    #[test]
    fn forms_in_a_text() {
        assert_eq!(
            found("Rates, the rate’s LVR: (loss versus rebalancing)"),
            [
                "Rates=rate",
                "rate=rate",
                "LVR=lvr",
                "loss versus rebalancing=lvr"
            ]
        );
        for other in [
            "interest rate",
            "rate-scaled",
            "prorate",
            "lvr",
            "LVRx",
            "RATE",
            "über-rate",
        ] {
            assert_eq!(found(other), Vec::<String>::new(), "{other}");
        }
    }

    #[test]
    fn glossary_and_table_agree() {
        for (table, glossary, fault) in [
            (
                TABLE,
                format!("{GLOSSARY}\nWei\n: The least.\n"),
                "src/glossary.md:10: “Wei” has no line here",
            ),
            (
                &TABLE.replace("\"LVR\"\nw", "\"LVS\"\nw"),
                GLOSSARY.replace("LVR", "Rat"),
                "“Rat” has no line",
            ),
            (
                TABLE,
                GLOSSARY.replace("\nLVR\n: Loss versus\n  rebalancing.\n", ""),
                "the glossary has no “LVR”",
            ),
            (
                &TABLE.replace("\"LVR\", ", "\"rate\", "),
                GLOSSARY.to_owned(),
                "“rate” stands for two things",
            ),
            (
                &TABLE.replace("\"LVR\", ", "\"\", "),
                GLOSSARY.to_owned(),
                "written as nothing",
            ),
            (
                &TABLE.replace("search", "seek"),
                GLOSSARY.to_owned(),
                "unknown field `seek`",
            ),
        ] {
            let error = Terms::parse(table, &glossary).unwrap_err();
            assert!(format!("{error:#}").contains(fault), "{error:#}");
        }
    }

    #[test]
    fn plurals() {
        for (one, many) in [
            ("rate", "rates"),
            ("volatility", "volatilities"),
            ("basis", "basises"),
            ("day", "days"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn a_link_carries_the_meaning() {
        let terms = Terms::parse(TABLE, GLOSSARY).unwrap();
        assert_eq!(
            terms.at("lvr").unwrap().link("../"),
            "<a class=\"term\" href=\"../glossary.md#lvr\" title=\"Loss versus rebalancing.\">"
        );
        let error = terms.at("lrv").unwrap_err().to_string();
        assert_eq!(error, "the glossary has no term lrv; it has rate, lvr");
    }
}
