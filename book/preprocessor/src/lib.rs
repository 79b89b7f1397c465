//! The book's own words. In a chapter, and in the site's other pages,
//!
//! - `{{#calculator yield-drift yieldRate=0.03}}` on a line of its own is the live calculator,
//!   with its answer already inside;
//! - `{{#value yield-drift lossVersusHolding yieldRate=0.03 digits=3}}` is a number in a sentence;
//! - `{{#status core-pools}}` on a line of its own is a dated fact, `{{#fact core-pools}}` its
//!   text within a sentence; `{{#facts}}` on a line of its own is the table of all of them;
//! - `{{#tokens}}` and `{{#pools}}` on lines of their own are the real ones that calculators start from;
//! - `{{#figure rate-pipeline What the rate passes through}}` on a line of its own is a drawing
//!   with its caption;
//! - `{{#chart lvr volatility=0.6 caption="…"}}` on a line of its own is the picture of a calculator alone;
//! - `{{#plot lvr concentration over=price from=0.99 to=1.01 title="…" lines="A 50: curve=stable
//!   amplification=50; …"}}`, on a line of its own and all in one line, is one of its values along one of its inputs;
//! - `{{#plain curve}}` is a word that means no term here;
//! - `$…$` and `$$…$$` are formulas.
//!
//! The first use of each term on a page is linked to the glossary: by itself where `data/terms.toml`
//! knows the words, else as `[that number](../glossary.md#rate)`.
//!
//! Nothing of this works inside code. What cannot be understood, or computed, stops the build
//! with the file, the line and the word.
#![forbid(unsafe_code)]
// Pages are built once: plain `format!` reads better than `write!` into a growing text.
#![allow(clippy::format_push_string, clippy::format_collect)]

mod calculator;
mod data;
mod facts;
mod figure;
mod glossary;
mod html;
mod index;
mod math;
mod plot;
mod preprocess;
mod prose;
mod scan;
mod terms;
mod word;
mod words;

pub use facts::{Aged, day_number};
pub use html::{escape, text_of};
pub use index::first_answer;
pub use preprocess::Preprocess;
pub use terms::{Term, Terms};
pub use words::Words;
