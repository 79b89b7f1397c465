//! Drawings of the book, inlined so that they take the page's colours.

use crate::html::escape;
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// The drawing `name` from `folder` with its caption; its ids get `own` in front, so that two
/// drawings on a page, or all on the printed one, cannot meet.
pub(crate) fn html(folder: &Path, name: &str, caption: &str, own: &str) -> Result<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    ensure!(
        !name.is_empty() && name.chars().all(plain),
        "“{name}” is no name of a figure"
    );
    let file = folder.join(name).with_extension("svg");
    let svg =
        std::fs::read_to_string(file).with_context(|| format!("no figure is called {name}"))?;
    let svg = inline(&svg, own).with_context(|| format!("figure {name}"))?;
    let caption = if caption.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{}</figcaption>", escape(caption))
    };
    Ok(format!("<figure class=\"figure\">{svg}{caption}</figure>"))
}

/// The `<svg>` alone, on one line, with its own ids.
fn inline(svg: &str, own: &str) -> Result<String> {
    let start = svg.find("<svg").context("it holds no <svg>")?;
    let svg = &svg[start..];
    for refused in ["<script", "<style", " style=", "<!--", "href=\"http"] {
        ensure!(
            !svg.contains(refused),
            "“{refused}” is not allowed in a drawing"
        );
    }
    // For those who do not see it; the one is its name, the other what it shows.
    for (said, with) in [("<title id=\"", "</title>"), ("<desc id=\"", "</desc>")] {
        let words = svg
            .split_once(said)
            .and_then(|(_, rest)| rest.split_once(with));
        let words = words.and_then(|(inside, _)| inside.split_once('>'));
        ensure!(
            words.is_some_and(|(_, words)| !words.trim().is_empty()),
            "it has no {said}…\">…{with}"
        );
    }
    ensure!(
        svg.contains(" role=\"img\"") && svg.contains(" aria-labelledby=\""),
        "its <svg> lacks role=\"img\" or aria-labelledby"
    );
    let mut svg = svg.split_whitespace().collect::<Vec<_>>().join(" ");
    for (before, after) in [
        (" id=\"", "\""),
        ("url(#", ")"),
        (" href=\"#", "\""),
        (" aria-labelledby=\"", "\""),
        (" aria-describedby=\"", "\""),
    ] {
        svg = renamed(&svg, before, after, own);
    }
    Ok(svg)
}

/// Puts `own-` in front of every id that stands between `before` and `after`.
fn renamed(svg: &str, before: &str, after: &str, own: &str) -> String {
    let mut pieces = svg.split(before);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (ids, rest) = piece.split_once(after).unwrap_or((piece, ""));
        let ids: Vec<String> = ids.split(' ').map(|id| format!("{own}-{id}")).collect();
        out.push_str(&format!("{before}{}{after}{rest}", ids.join(" ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_its_own() {
        let svg = "<?xml version=\"1.0\"?>\n<svg role=\"img\" aria-labelledby=\"t d\">\n\n<title id=\"t\">T</title>\
                   <desc id=\"d\">D</desc><path id=\"p\" fill=\"url(#p)\"/><use href=\"#p\"/></svg>\n";
        assert_eq!(
            inline(svg, "x").unwrap(),
            "<svg role=\"img\" aria-labelledby=\"x-t x-d\"> <title id=\"x-t\">T</title><desc id=\"x-d\">D</desc>\
             <path id=\"x-p\" fill=\"url(#x-p)\"/><use href=\"#x-p\"/></svg>"
        );
    }

    #[test]
    fn what_is_refused() {
        let good = "<svg role=\"img\" aria-labelledby=\"t d\"><title id=\"t\">T</title><desc id=\"d\">D</desc></svg>";
        assert!(inline(good, "x").is_ok());
        for (from, to, fault) in [
            ("<svg", "<p", "no <svg>"),
            ("<title", "<style>a</style><title", "<style"),
            ("<svg", "<svg style=\"x\"", " style="),
            (">T<", "> <", "no <title"),
            ("<desc id=\"d\">D</desc>", "", "no <desc"),
            ("role=\"img\" ", "", "lacks role"),
        ] {
            let error = inline(&good.replacen(from, to, 1), "x").unwrap_err();
            assert!(error.to_string().contains(fault), "{fault}: {error}");
        }
        let nowhere = Path::new("nowhere");
        for name in ["../x", "", "A", "none"] {
            assert!(html(nowhere, name, "", "x").is_err(), "{name}");
        }
    }
}
