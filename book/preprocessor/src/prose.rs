//! The running text of a page: where terms may be linked, and what its links and pictures lead to.

use crate::scan::{Fault, Found, Kind, OPTIONS, overlap};
use crate::terms::{GLOSSARY, Term, Terms};
use anyhow::ensure;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// A page, and where it is.
pub(crate) struct Page<'a> {
    pub(crate) text: &'a str,
    /// The folder of the page's file.
    pub(crate) folder: &'a Path,
    /// From the page to the book's root.
    pub(crate) root: &'a str,
}

#[derive(Debug)]
enum Piece {
    Text(Range<usize>),
    /// A link to a place of the glossary.
    Link {
        whole: Range<usize>,
        inside: Range<usize>,
        id: String,
    },
}

impl Page<'_> {
    /// The first use of each term, as what it becomes; `taken` is no running text.
    pub(crate) fn terms(
        &self,
        terms: &Terms,
        taken: &[Range<usize>],
    ) -> Result<Vec<Found<'static>>, Fault> {
        let mut used = BTreeSet::new();
        let mut found = Vec::new();
        for piece in self.pieces(taken)? {
            match piece {
                Piece::Text(range) => {
                    for (start, end, term) in terms.within(&self.text[range.clone()]) {
                        if used.insert(&term.id) {
                            let range = range.start + start..range.start + end;
                            let html = format!(
                                "{}{}</a>",
                                term.link(self.root),
                                &self.text[range.clone()]
                            );
                            found.push(html_at(range, html));
                        }
                    }
                }
                Piece::Link { whole, inside, id } => {
                    let term = terms.at(&id).map_err(|fault| (whole.start, fault))?;
                    let (open, close) = if used.insert(&term.id) {
                        (Term::link(term, self.root), "</a>".to_owned())
                    } else {
                        (String::new(), String::new())
                    };
                    found.push(html_at(whole.start..inside.start, open));
                    found.push(html_at(inside.end..whole.end, close));
                }
            }
        }
        Ok(found)
    }

    /// Text outside of headings, code and links, and the links to the glossary, in order.
    fn pieces(&self, taken: &[Range<usize>]) -> Result<Vec<Piece>, Fault> {
        let mut pieces = Vec::new();
        // How many elements are open in which nothing is linked.
        let mut closed = 0_usize;
        let mut link: Option<(Range<usize>, Option<Range<usize>>, String)> = None;
        for (event, range) in Parser::new_ext(self.text, OPTIONS).into_offset_iter() {
            if let (Some((_, inside, _)), true) =
                (&mut link, !matches!(event, Event::End(TagEnd::Link)))
            {
                let inside = inside.get_or_insert(range.clone());
                inside.end = range.end.max(inside.end);
            }
            if taken
                .iter()
                .any(|word| word.start <= range.start && range.end <= word.end)
            {
                continue;
            }
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => {
                    self.picture(&dest_url, &self.text[range.clone()])
                        .map_err(|fault| (range.start, fault))?;
                    closed += 1;
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    closed += 1;
                    if let Some((_, id)) = dest_url.split_once(&format!("{GLOSSARY}#")) {
                        link = Some((range, None, id.to_owned()));
                    }
                }
                Event::End(TagEnd::Link) => {
                    closed = closed.saturating_sub(1);
                    if let Some((whole, Some(inside), id)) = link.take() {
                        pieces.push(Piece::Link { whole, inside, id });
                    }
                }
                Event::Start(tag) if unlinked(&tag) => closed += 1,
                Event::End(tag) if unlinked_end(tag) => closed = closed.saturating_sub(1),
                Event::InlineHtml(html) if html.starts_with("<a ") => closed += 1,
                Event::InlineHtml(html) if html.starts_with("</a") => {
                    closed = closed.saturating_sub(1);
                }
                Event::Text(_) if closed == 0 => push_text(&mut pieces, range, taken),
                _ => {}
            }
        }
        Ok(pieces)
    }

    /// A picture says in words what it shows, and is there.
    fn picture(&self, address: &str, markdown: &str) -> anyhow::Result<()> {
        let words = markdown.trim_start_matches("![");
        let words = words.split(']').next().unwrap_or_default();
        ensure!(
            !words.trim().is_empty(),
            "{markdown}: the picture has no words for those who do not see it"
        );
        let outside = address.contains(':') || address.starts_with('/');
        ensure!(
            !outside,
            "{markdown}: a picture belongs into the book’s own folder"
        );
        let file = self.folder.join(address);
        ensure!(file.is_file(), "{markdown}: there is no picture {address}");
        Ok(())
    }
}

fn html_at(range: Range<usize>, html: String) -> Found<'static> {
    let kind = Kind::Html(html);
    Found { range, kind }
}

/// Puts in what is left of `range` around the words in it; a text may come in several pieces.
fn push_text(pieces: &mut Vec<Piece>, range: Range<usize>, taken: &[Range<usize>]) {
    let mut from = range.start;
    for word in taken.iter().filter(|word| overlap(word, &range)) {
        if from < word.start {
            pieces.push(Piece::Text(from..word.start));
        }
        from = from.max(word.end);
    }
    if from >= range.end {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Text(last)) if last.end == from => last.end = range.end,
        _ => pieces.push(Piece::Text(from..range.end)),
    }
}

/// Where a link would be lost or in the way. A link and a picture are counted by themselves.
fn unlinked(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::TableHead
            | Tag::DefinitionListTitle
            | Tag::HtmlBlock
    )
}

fn unlinked_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::DefinitionListTitle
            | TagEnd::HtmlBlock
            | TagEnd::Image
    )
}
