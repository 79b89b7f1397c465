//! The words as a preprocessor of mdBook.

use crate::words::Words;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

/// Replaces the book's words in every chapter. All faults of a book are told at once.
#[derive(Clone, Copy, Debug)]
pub struct Preprocess;

impl Preprocessor for Preprocess {
    fn name(&self) -> &'static str {
        "yb"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let words = Words::load(&context.root)?;
        let source = &context.config.book.src;
        let mut faults = Vec::new();
        book.for_each_mut(|item| {
            let BookItem::Chapter(chapter) = item else {
                return;
            };
            let Some(file) = &chapter.source_path else {
                return;
            };
            let file = source.join(file).display().to_string();
            match words.expand_markdown(&chapter.content, &file) {
                Ok(expanded) => chapter.content = expanded,
                Err(fault) => faults.push(format!("{fault:#}")),
            }
        });
        if faults.is_empty() {
            Ok(book)
        } else {
            Err(Error::msg(faults.join("\n")))
        }
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }
}
