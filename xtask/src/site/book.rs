//! The book: mdBook makes the content of the pages, and our shell dresses it.
//!
//! mdBook's own page is replaced by a template that holds the content alone
//! (`xtask/theme/index.hbs`), so nothing of its scripts and styles is in the way.

use super::content::Content;
use super::navigation::{Navigation, html_of};
use super::template::Template;
use super::{Site, prefix};
use crate::project::{files, path, read, root, target, write};
use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_driver::book::Chapter;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use yb_book::escape;

pub(super) struct Book {
    book: MDBook,
    folder: PathBuf,
}

impl Book {
    /// Has mdBook make the content of every page.
    pub(super) fn render() -> Result<Self> {
        let folder = target("book");
        let mut book = MDBook::load(path("book")).context("book")?;
        book.config.build.build_dir.clone_from(&folder);
        let html = |key: &str| format!("output.html.{key}");
        book.config.set(html("theme"), root().join("xtask/theme"))?;
        book.config.set(html("hash-files"), false)?;
        // Takes the place of the command of the same name in book.toml.
        book.with_preprocessor(yb_book::Preprocess);
        book.build().context("book")?;
        Ok(Self { book, folder })
    }

    /// Writes the pages in their shell, and the files that stand beside them.
    pub(super) fn write(&self, site: &Site) -> Result<()> {
        let shell = Template::load(&path("www/pages/shell.html"))?;
        let navigation = Navigation::of(&self.book.book);
        for chapter in self.book.book.chapters() {
            let file = page_of(chapter)?;
            self.write_page(site, &shell, &navigation, &chapter.name, &file)?;
            if navigation.is_first(&file) {
                self.write_page(site, &shell, &navigation, &chapter.name, "index.html")?;
            }
        }
        self.write_page(
            site,
            &shell,
            &navigation,
            "The book on one page",
            "print.html",
        )?;
        let source = path("book/src");
        for file in files(&source)? {
            let page = file.extension().is_some_and(|extension| extension == "md");
            if !page && !file.starts_with("figures") {
                let content = fs::read(source.join(&file))?;
                write(&site.folder.join("book").join(&file), content)?;
            }
        }
        Ok(())
    }

    fn write_page(
        &self,
        site: &Site,
        shell: &Template,
        navigation: &Navigation,
        title: &str,
        file: &str,
    ) -> Result<()> {
        let mut content = Content::new(&read(&self.folder.join(file))?);
        let root = prefix(file);
        let to = format!("book/{file}");
        let section = section_of(file);
        let config = &self.book.config.book;
        if file == "print.html" {
            let title = config.title.as_deref().unwrap_or_default();
            let about = config.description.as_deref().unwrap_or_default();
            let list = navigation.on_one_page(&content.titles())?;
            content.html = format!(
                "<div class=\"cover\"><p class=\"book-title\">{}</p><p>{}</p>{list}</div>\
                 <div class=\"page-break\"></div>{}",
                escape(title),
                escape(about),
                content.html,
            );
        }
        let told = || Ok::<_, anyhow::Error>((content.question()?, content.description()?));
        let (question, description) = match file {
            "print.html" => (
                title.to_owned(),
                config.description.clone().unwrap_or_default(),
            ),
            _ => told().with_context(|| format!("the page {file}"))?,
        };
        let [previous, next] = navigation.around(file, &root);
        let own = [
            ("title", escape(title)),
            (
                "book-title",
                escape(config.title.as_deref().unwrap_or_default()),
            ),
            ("question", escape(&question)),
            ("description", escape(&description)),
            ("page", page_name(file)),
            ("sidebar", navigation.list(file, &root)),
            ("toc", content.headings()),
            ("prev", previous),
            ("next", next),
            ("content", content.html),
        ];
        site.fill(shell, &to, section, &own)
    }

    /// Every character that stands in a formula of the book.
    pub(super) fn formula_characters(&self) -> Result<String> {
        let all = read(&self.folder.join("print.html"))?;
        let formulas = all.split("<math").skip(1);
        let formulas = formulas.filter_map(|rest| rest.split_once("</math>"));
        let mut characters = BTreeSet::new();
        for (formula, _) in formulas {
            characters.extend(yb_book::text_of(&format!("<math{formula}")).chars());
        }
        Ok(characters.into_iter().filter(|c| !c.is_control()).collect())
    }

    /// mdBook's search index, as JSON, with the terms of the book: what mdBook finds by its letters alone
    /// is also found by its other names.
    pub(super) fn search_index(&self) -> Result<String> {
        let mut index: serde_json::Value = serde_json::from_str(&self.mdbook_index()?)?;
        let words = yb_book::Words::load(&path("book"))?;
        let terms = words.terms().all().map(|term| {
            let words: Vec<String> = term.searched.iter().map(|word| word.to_lowercase()).collect();
            let page = term.page.as_ref().map(|page| html_of(page.as_ref())).transpose()?;
            Ok(json!({ "name": term.name, "meaning": term.meaning, "id": term.id, "words": words, "page": page }))
        });
        index["terms"] = json!(terms.collect::<Result<Vec<_>>>()?);
        Ok(serde_json::to_string(&index)?)
    }

    fn mdbook_index(&self) -> Result<String> {
        let script = read(&self.folder.join("searchindex.js"))?;
        let text = script
            .split_once("JSON.parse('")
            .and_then(|(_, rest)| rest.rsplit_once("')"))
            .context("mdBook's search index has another form")?
            .0;
        Ok(text.replace("\\'", "'").replace("\\\\", "\\"))
    }

    /// The library that reads the index.
    pub(super) fn search_library(&self) -> Result<Vec<u8>> {
        let file = self.folder.join("elasticlunr.min.js");
        fs::read(file).context("mdBook left no search library")
    }
}

/// `calculators/lvr.md` → `calculators/lvr.html`, and `index.html` for a README.
fn page_of(chapter: &Chapter) -> Result<String> {
    let page = chapter
        .path
        .as_deref()
        .context("a chapter without a file")?;
    html_of(page)
}

/// Which entry of the top navigation a page belongs to.
fn section_of(file: &str) -> &str {
    match file.split(['/', '.']).next().unwrap_or_default() {
        known @ ("calculators" | "glossary" | "embed" | "status") => known,
        "print" => "other",
        _ => "thesis",
    }
}

/// A name for the page's `<body>`: `calculators/lvr.html` → `calculators-lvr`.
fn page_name(file: &str) -> String {
    file.trim_end_matches(".html").replace('/', "-")
}
