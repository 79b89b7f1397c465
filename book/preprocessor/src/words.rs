//! From a text with words to a text without.

use crate::facts::{Aged, Facts};
use crate::prose::Page;
use crate::scan::{self, Fault, Found, Kind};
use crate::terms::{GLOSSARY, Terms};
use crate::word::{Arguments, Word};
use crate::{calculator, data, figure, html, index, math, plot};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::path::{Path, PathBuf};
use yb_core::calculators::find;

/// What the words need beside the calculators: the facts, the terms and the figures of a book.
#[derive(Debug)]
pub struct Words {
    book: PathBuf,
    facts: Facts,
    terms: Terms,
}

impl Words {
    /// Reads the data and the glossary of the book in the folder `book`.
    ///
    /// # Errors
    /// A file is missing, is no TOML, or holds a fact that is not complete; or the glossary and the
    /// table of terms differ.
    pub fn load(book: &Path) -> Result<Self> {
        Ok(Self {
            facts: Facts::load(&book.join("data/status.toml"))?,
            terms: Terms::load(book)?,
            book: book.to_owned(),
        })
    }

    /// The terms of the book.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Replaces the words and formulas of a page and links its terms; `file` says where it is from the
    /// book's folder.
    ///
    /// # Errors
    /// The first word, formula, term or picture that cannot be understood, computed or found, with file
    /// and line.
    pub fn expand_markdown(&self, text: &str, file: &str) -> Result<String> {
        self.expand(text, file, self.all_of_page(text, file))
    }

    fn all_of_page<'a>(&self, text: &'a str, file: &str) -> Result<Vec<Found<'a>>, Fault> {
        let mut found = scan::markdown(text)?;
        let word = |found: &Found<'_>| {
            matches!(found.kind, Kind::Word { .. }).then(|| found.range.clone())
        };
        let words: Vec<_> = found.iter().filter_map(word).collect();
        let within = file.split_once('/').map_or(file, |(_, within)| within);
        let file = self.book.join(file);
        let page = Page {
            text,
            folder: file.parent().unwrap_or(&self.book),
            root: &"../".repeat(within.matches('/').count()),
        };
        let terms = page.terms(&self.terms, &words)?;
        if within != GLOSSARY {
            found.extend(terms);
            found.sort_by_key(|found| found.range.start);
        }
        Ok(found)
    }

    /// The dated facts that were checked more than `limit` days before the day `today`, see
    /// [`day_number`](crate::day_number); the oldest first.
    ///
    /// # Errors
    /// None that [`Words::load`] would not have met.
    pub fn facts_older_than(&self, limit: i64, today: i64) -> Result<Vec<Aged>> {
        self.facts.older_than(limit, today)
    }

    /// Replaces the words of HTML; `file` is named in errors.
    ///
    /// # Errors
    /// As [`Words::expand_markdown`].
    pub fn expand_html(&self, text: &str, file: &str) -> Result<String> {
        self.expand(text, file, scan::html(text))
    }

    /// The calculator `id` at its first preset, as the main thing of a page.
    ///
    /// # Errors
    /// There is no such calculator.
    pub fn calculator(&self, id: &str) -> Result<String> {
        let preset = find(id).and_then(|calculator| calculator.presets.first());
        let inputs = preset.map_or(&[][..], |preset| preset.inputs);
        let pairs = inputs
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        let arguments = Arguments {
            plain: vec![id.to_owned()],
            pairs: pairs.collect(),
        };
        calculator::html(&arguments, id, 1)
    }

    fn expand(
        &self,
        text: &str,
        file: &str,
        found: Result<Vec<Found<'_>>, Fault>,
    ) -> Result<String> {
        let place = |at: usize| {
            let line = text[..at].matches('\n').count() + 1;
            format!("{file}:{line}")
        };
        let found = found.map_err(|(at, fault)| anyhow!("{}: {fault}", place(at)))?;
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (n, Found { range, kind }) in found.into_iter().enumerate() {
            let meaning = self
                .meaning(&kind, &format!("{}-{n}", slug(file)))
                .with_context(|| format!("{}: {}", place(range.start), &text[range.clone()]))?;
            out.push_str(&text[from..range.start]);
            out.push_str(&meaning);
            from = range.end;
        }
        out.push_str(&text[from..]);
        Ok(out)
    }

    /// `own` is different for each word of the book; ids are made with it.
    fn meaning(&self, kind: &Kind<'_>, own: &str) -> Result<String> {
        match kind {
            Kind::Html(html) => Ok(html.clone()),
            Kind::Formula { latex, display } => math::mathml(latex, *display),
            Kind::Word { inner, own_line } => {
                let word = Word::parse(inner);
                let block = matches!(
                    word.name,
                    "calculator"
                        | "calculators"
                        | "questions"
                        | "tokens"
                        | "pools"
                        | "status"
                        | "facts"
                        | "figure"
                        | "chart"
                        | "plot"
                );
                ensure!(
                    *own_line || !block,
                    "{} must stand on a line of its own",
                    word.name
                );
                self.word(&word, own)
            }
        }
    }

    fn word(&self, word: &Word<'_>, own: &str) -> Result<String> {
        match word.name {
            "calculator" => {
                let tag = calculator::html(&word.arguments()?, own, 2)?;
                Ok(format!("<div class=\"calculator\">{tag}</div>"))
            }
            "calculators" => index::html(),
            "questions" => Ok(index::questions()),
            "tokens" => data::tokens(),
            "pools" => Ok(data::pools()),
            "value" => calculator::value(word.arguments()?),
            "status" => self.facts.find(word.rest)?.html(),
            "facts" => self.facts.table(),
            "fact" => Ok(html::escape(&self.facts.find(word.rest)?.text)),
            "plain" => Ok(html::escape(word.rest)),
            "figure" => {
                let (name, caption) = word.rest.split_once(' ').unwrap_or((word.rest, ""));
                figure::html(&self.book.join("src/figures"), name, caption.trim(), own)
            }
            "chart" => plot::of_calculator(word.arguments()?),
            "plot" => plot::of_values(word.arguments()?),
            other => bail!(
                "the book has no word {other}; it has calculator, calculators, questions, tokens, pools, value, status, fact, facts, plain, figure, chart, plot"
            ),
        }
    }
}

/// `src/calculators/lvr.md` → `calculators-lvr`.
fn slug(file: &str) -> String {
    let file = file.trim_start_matches("src/");
    let file = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    file.chars().map(plain).collect()
}
