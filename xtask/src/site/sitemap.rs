//! `sitemap.xml`, for a site that knows its address.

use super::address;
use crate::project::{files, write};
use anyhow::Result;
use std::path::Path;

pub(super) fn write_if_addressed(site: &Path) -> Result<()> {
    let Some(address) = address()? else {
        return Ok(());
    };
    let mut pages = String::new();
    for file in files(site)? {
        if let Some(page) = page(&file.to_string_lossy()) {
            pages.push_str(&format!("<url><loc>{address}/{page}</loc></url>\n"));
        }
    }
    let sitemap = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{pages}</urlset>\n"
    );
    write(&site.join("sitemap.xml"), sitemap)
}

/// The address of a page that searchers should find; frames, and copies of pages, are not.
pub(super) fn page(file: &str) -> Option<&str> {
    let copies = ["404.html", "book/index.html", "book/print.html"];
    if copies.contains(&file) || (file.starts_with("embed/") && file != "embed/index.html") {
        return None;
    }
    match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => Some(folder),
        _ => Some(file).filter(|file| Path::new(file).extension().is_some_and(|end| end == "html")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_found() {
        for (file, address) in [
            ("index.html", Some("")),
            ("book/calculators/index.html", Some("book/calculators/")),
            ("book/thesis.html", Some("book/thesis.html")),
            ("book/index.html", None),
            ("embed/lvr/index.html", None),
            ("embed/index.html", Some("embed/")),
            ("404.html", None),
            ("v1/embed.js", None),
        ] {
            assert_eq!(page(file), address, "{file}");
        }
    }
}
