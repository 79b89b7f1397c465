//! The book's contents as static HTML: the sidebar, and the ways to the neighbours.

use anyhow::{Context, Result, ensure};
use mdbook_driver::book::{Book, BookItem, Chapter};
use std::path::Path;
use yb_book::escape;

pub(super) struct Navigation<'a> {
    items: &'a [BookItem],
    /// Name and page of every chapter, in reading order.
    order: Vec<(&'a str, String)>,
}

impl<'a> Navigation<'a> {
    pub(super) fn of(book: &'a Book) -> Self {
        let page = |chapter: &'a Chapter| Some((chapter.name.as_str(), page(chapter)?));
        Self {
            items: &book.items,
            order: book.chapters().filter_map(page).collect(),
        }
    }

    pub(super) fn is_first(&self, file: &str) -> bool {
        self.order.first().is_some_and(|(_, first)| first == file)
    }

    /// The sidebar of the page `current`, whose way to the book's root is `root`.
    pub(super) fn list(&self, current: &str, root: &str) -> String {
        let mut html = String::new();
        let mut open = false;
        for item in self.items {
            if !matches!(item, BookItem::Chapter(_)) && open {
                html.push_str("</ol>");
                open = false;
            }
            match item {
                BookItem::Chapter(chapter) => {
                    if !open {
                        html.push_str("<ol class=\"chapters\">");
                        open = true;
                    }
                    push_chapter(&mut html, chapter, current, root);
                }
                BookItem::PartTitle(title) => {
                    html.push_str(&format!("<p class=\"part\">{}</p>", escape(title)));
                }
                BookItem::Separator => html.push_str("<hr>"),
            }
        }
        if open {
            html.push_str("</ol>");
        }
        html
    }

    /// The same for all chapters on one page, where the title of each has one of these ids.
    ///
    /// # Errors
    /// There is not one title for each chapter.
    pub(super) fn on_one_page(&self, titles: &[&str]) -> Result<String> {
        ensure!(
            titles.len() == self.order.len(),
            "{} titles for {} chapters",
            titles.len(),
            self.order.len()
        );
        let mut list = self.list("print.html", "");
        for ((_, page), title) in self.order.iter().zip(titles) {
            list = list.replace(&format!("href=\"{page}\""), &format!("href=\"#{title}\""));
        }
        Ok(list)
    }

    /// Links to the pages before and after, empty where there is none.
    pub(super) fn around(&self, current: &str, root: &str) -> [String; 2] {
        let here = self.order.iter().position(|(_, page)| page == current);
        let before = here.and_then(|here| here.checked_sub(1));
        let after = here.map(|here| here + 1);
        [(before, "prev", "Previous"), (after, "next", "Next")].map(|(place, rel, word)| {
            let neighbour = place.and_then(|place| self.order.get(place));
            neighbour.map_or_else(String::new, |(name, page)| {
                let name = escape(name);
                format!(
                    "<a class=\"{rel}\" rel=\"{rel}\" href=\"{root}{page}\"><span>{word}</span> {name}</a>"
                )
            })
        })
    }
}

fn push_chapter(html: &mut String, chapter: &Chapter, current: &str, root: &str) {
    let name = escape(&chapter.name);
    match page(chapter) {
        Some(page) => {
            let here = if page == current {
                " aria-current=\"page\""
            } else {
                ""
            };
            html.push_str(&format!("<li><a href=\"{root}{page}\"{here}>{name}</a>"));
        }
        None => html.push_str(&format!("<li><span>{name}</span>")),
    }
    if !chapter.sub_items.is_empty() {
        html.push_str("<ol>");
        for item in &chapter.sub_items {
            if let BookItem::Chapter(chapter) = item {
                push_chapter(html, chapter, current, root);
            }
        }
        html.push_str("</ol>");
    }
    html.push_str("</li>");
}

fn page(chapter: &Chapter) -> Option<String> {
    html_of(chapter.path.as_deref()?).ok()
}

/// The page that a chapter's file becomes.
pub(super) fn html_of(page: &Path) -> Result<String> {
    let page = page.with_extension("html");
    let name = page.to_str().context("a page's name is not text")?;
    Ok(name.replace('\\', "/"))
}
