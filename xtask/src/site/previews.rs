//! The pictures that stand for pages where a link to them is shown: cards of `view/`, painted as PNG, for
//! few readers of links take SVG. A card that was painted once is kept in `target/` by its content.

use super::assets::short_hash;
use super::fonts;
use crate::project::{files, fresh, in_root, read, run, shown, target, write};
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use yb_book::{first_answer, text_of};
use yb_core::calculators::find;
use yb_view::card;

/// The picture of the page `file`, from the root of the site; a calculator has one, wherever it stands.
pub(super) fn picture_of(file: &str) -> Option<String> {
    let calculator = |id: &str| {
        find(id)
            .is_some()
            .then(|| format!("embed/{id}/picture.png"))
    };
    let name = file.strip_suffix(".html")?;
    let own = || format!("preview/{}.png", name.replace('/', "-"));
    match name {
        "404" | "book/print" => None,
        "book/index" => Some("preview/book-start.png".to_owned()),
        _ => {
            let id = name.strip_prefix("book/calculators/");
            let id = id.or_else(|| name.strip_prefix("embed/")?.strip_suffix("/index"));
            Some(id.and_then(calculator).unwrap_or_else(own))
        }
    }
}

/// Paints the pictures of every page of the site.
pub(super) fn paint_all(site: &Path) -> Result<()> {
    let mut cards = BTreeMap::new();
    for file in files(site)? {
        let page = file.to_string_lossy().replace('\\', "/");
        if let Some(picture) = picture_of(&page) {
            let svg = card_of(site, &page, &picture);
            cards.insert(
                picture,
                svg.with_context(|| format!("the preview of {page}"))?,
            );
        }
    }
    let letters: BTreeSet<char> = cards.values().flat_map(|svg| svg.chars()).collect();
    let letters: String = letters.into_iter().filter(|c| !c.is_control()).collect();
    let kept = target("previews");
    // Other letters are another font.
    let mark = kept.join("letters.txt");
    if fs::read_to_string(&mark).is_ok_and(|known| known == letters) {
        fs::create_dir_all(&kept)?;
    } else {
        fresh(&kept)?;
    }
    for svg in cards.values() {
        write(&kept.join(name(svg)).with_extension("svg"), svg)?;
    }
    let painted = |svg: &String| kept.join(name(svg)).with_extension("png").is_file();
    if !cards.values().all(painted) {
        let mut node = in_root("node");
        node.arg("xtask/scripts/paint.mjs").arg(&kept);
        node.args(fonts::for_pictures(&letters)?);
        run("pictures of pages", &mut node)?;
    }
    write(&mark, &letters)?;
    for (picture, svg) in &cards {
        let png = kept.join(name(svg)).with_extension("png");
        let png = fs::read(&png).with_context(|| format!("cannot read {}", shown(&png)))?;
        write(&site.join(picture), png)?;
    }
    Ok(())
}

fn name(svg: &str) -> String {
    short_hash(svg.as_bytes())
}

/// A page's question and its short answer; a calculator's card is there already.
fn card_of(site: &Path, page: &str, picture: &str) -> Result<String> {
    let drawn = site.join(picture).with_extension("svg");
    if drawn.is_file() {
        return read(&drawn);
    }
    let html = read(&site.join(page))?;
    let title = between(&html, "<h1", "</h1>").and_then(|rest| Some(rest.split_once('>')?.1));
    let title = text_of(title.context("it has no title")?);
    let text = between(&html, "<meta name=\"description\" content=\"", "\"");
    let text = text_of(text.context("it has no description")?);
    ensure!(
        !title.trim().is_empty() && !text.is_empty(),
        "a title and a description are needed"
    );
    // The landing page starts with a calculator.
    let first = (page == "index.html")
        .then(|| find("yield-drift"))
        .flatten();
    let answer = first.map(first_answer).transpose()?;
    Ok(card::svg(
        title.trim(),
        &text,
        answer.as_ref().map(|answer| &answer.chart),
    ))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_its_picture() {
        for (page, picture) in [
            ("index.html", Some("preview/index.png")),
            ("embed/index.html", Some("preview/embed-index.png")),
            ("book/index.html", Some("preview/book-start.png")),
            (
                "book/thesis/tokens.html",
                Some("preview/book-thesis-tokens.png"),
            ),
            ("book/calculators/lvr.html", Some("embed/lvr/picture.png")),
            (
                "book/calculators/index.html",
                Some("preview/book-calculators-index.png"),
            ),
            ("embed/lvr/index.html", Some("embed/lvr/picture.png")),
            ("book/print.html", None),
            ("404.html", None),
            ("v1/embed.js", None),
        ] {
            assert_eq!(picture_of(page).as_deref(), picture, "{page}");
        }
    }
}
