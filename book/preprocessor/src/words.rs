//! From a text with words to a text without.

use crate::facts::Facts;
use crate::scan::{self, Found, Kind};
use crate::word::{Arguments, Word};
use crate::{calculator, data, figure, html, index, math, plot};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::path::{Path, PathBuf};
use yb_core::calculators::find;

/// What the words need beside the calculators: the facts and the figures of a book.
#[derive(Debug)]
pub struct Words {
    facts: Facts,
    figures: PathBuf,
}

impl Words {
    /// Reads `data/status.toml` of the book in the folder `book`.
    ///
    /// # Errors
    /// The file is missing, is no TOML, or holds a fact that is not complete.
    pub fn load(book: &Path) -> Result<Self> {
        Ok(Self {
            facts: Facts::load(&book.join("data/status.toml"))?,
            figures: book.join("src/figures"),
        })
    }

    /// Replaces the words and formulas of Markdown; `file` is named in errors.
    ///
    /// # Errors
    /// The first word or formula that cannot be understood or computed, with file and line.
    pub fn expand_markdown(&self, text: &str, file: &str) -> Result<String> {
        self.expand(text, file, scan::markdown(text))
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
        found: Result<Vec<Found<'_>>, scan::Fault>,
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
            "fact" => Ok(html::escape(&self.facts.find(word.rest)?.text)),
            "figure" => {
                let (name, caption) = word.rest.split_once(' ').unwrap_or((word.rest, ""));
                figure::html(&self.figures, name, caption.trim(), own)
            }
            "chart" => plot::of_calculator(word.arguments()?),
            "plot" => plot::of_values(word.arguments()?),
            other => bail!(
                "the book has no word {other}; it has calculator, calculators, questions, tokens, pools, value, status, fact, figure, chart, plot"
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
