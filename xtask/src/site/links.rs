//! The links that leave the site: each of a form that can be kept, and all of them in one list.

use crate::project::{files, read, write};
use anyhow::{Result, ensure};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use yb_book::text_of;

/// Writes `links.json` into `beside`: every address outside of the site, with the pages that lead there.
pub(super) fn write_list(site: &Path, beside: &Path) -> Result<()> {
    let mut links: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(site)? {
        let page = file.to_string_lossy().replace('\\', "/");
        // The page for print repeats the others.
        if file.extension().is_some_and(|end| end == "html") && page != "book/print.html" {
            for link in outside(&read(&site.join(&file))?) {
                links.entry(link).or_default().insert(page.clone());
            }
        }
    }
    let mut faults = Vec::new();
    for (link, pages) in &links {
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        faults.extend(fault(link).map(|fault| format!("{}: {link} {fault}", pages.join(", "))));
    }
    ensure!(faults.is_empty(), "links:\n{}", faults.join("\n"));
    let list = serde_json::to_string_pretty(&json!(links))? + "\n";
    write(&beside.join("links.json"), list)
}

/// The addresses in links of a page that are not its own.
fn outside(html: &str) -> Vec<String> {
    let tags = html
        .split("<a ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    let address = |tag: &str| {
        let link = tag.split_once("href=\"")?.1.split('"').next()?;
        let scheme = link
            .split_once(':')
            .is_some_and(|(scheme, _)| !scheme.contains(['/', '#', '?']));
        scheme.then(|| text_of(link))
    };
    tags.filter_map(address).collect()
}

/// What says where a reader came from, and nothing of where he wants to go.
const TRACKING: [&str; 8] = [
    "utm_", "fbclid", "gclid", "mc_", "igshid", "ref=", "ref_", "source=",
];

/// What is wrong with the form of a link.
fn fault(link: &str) -> Option<&'static str> {
    let Some(rest) = link.strip_prefix("https://") else {
        return Some("does not begin with https://");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if !host.contains('.')
        || !host.chars().all(plain)
        || host.starts_with('.')
        || host.ends_with('.')
    {
        return Some("has no plain host");
    }
    if link
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>\"“”’`|".contains(c))
    {
        return Some("holds what belongs to the text around it");
    }
    let closed = link.matches('(').count() == link.matches(')').count();
    if link.ends_with(['.', ',', ';', ':', '!', '?', '\'', '#', '&']) || !closed {
        return Some("ends with what belongs to the text around it");
    }
    let query = link.split_once('?').map_or("", |(_, query)| query);
    let tracks = |part: &str| TRACKING.iter().any(|known| part.starts_with(known));
    query
        .split(['&', '#'])
        .any(tracks)
        .then_some("says where its reader came from")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_link() {
        for (link, wrong) in [
            ("https://example.org", None),
            ("https://docs.example.org/a_(b)?page=2#part", None),
            ("https://example.org/search?reference=1", None),
            ("http://example.org/", Some("https")),
            ("javascript:alert(1)", Some("https")),
            ("https://localhost/", Some("host")),
            ("https://me@example.org/", Some("host")),
            ("https://example.org:8080/", Some("host")),
            ("https://Example.org/", Some("host")),
            ("https://example.org/a b", Some("holds")),
            ("https://example.org/“", Some("holds")),
            ("https://example.org/a.", Some("ends")),
            ("https://example.org/a)", Some("ends")),
            ("https://example.org/a#", Some("ends")),
            ("https://example.org/?a=1&utm_source=x", Some("came from")),
            ("https://example.org/?ref=hub", Some("came from")),
        ] {
            let found = fault(link);
            assert_eq!(found.is_some(), wrong.is_some(), "{link}: {found:?}");
            assert!(
                found
                    .unwrap_or_default()
                    .contains(wrong.unwrap_or_default()),
                "{link}: {found:?}"
            );
        }
    }

    #[test]
    fn links_that_leave() {
        let html = "<a href=\"a.html\">a</a> <a class=\"x\" href=\"https://a.org/?a&amp;b\">b</a>\n\
            <a href=\"#c:d\">c</a><link href=\"https://b.org\"> <a href=\"mailto:x\">d</a>";
        assert_eq!(outside(html), ["https://a.org/?a&b", "mailto:x"]);
    }
}
