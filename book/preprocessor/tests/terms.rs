//! Which words of a page are linked to the glossary, and which pictures stop a build.

#![allow(clippy::unwrap_used)] // What cannot be unwrapped has failed the test.

use std::path::Path;
use yb_book::Words;

const RATE: &str = "<a class=\"term\" href=\"glossary.md#rate\" title=\"What one token is worth, by LVR or a rate.\">";
const LVR: &str = "<a class=\"term\" href=\"glossary.md#lvr\" title=\"Loss versus rebalancing. It is what &quot;it&quot; costs.\">";

fn words() -> Words {
    Words::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book")).unwrap()
}

fn page(text: &str, file: &str) -> String {
    words().expand_markdown(text, file).unwrap()
}

#[test]
fn the_first_use_of_each_term_is_linked() {
    let text = "# A rate\n\nThe *rate* and the rate; LVR’s size.\n\nMore LVR, more [loss](glossary.md#lvr).\n";
    let linked = format!(
        "# A rate\n\nThe *{RATE}rate</a>* and the rate; {LVR}LVR</a>’s size.\n\nMore LVR, more loss.\n"
    );
    assert_eq!(page(text, "src/page.md"), linked);
}

#[test]
fn a_link_to_the_glossary_is_a_use_in_other_words() {
    let text = "This [*number* of {{#value lvr lvrRate volatility=0.8 curve=constantProduct}}](glossary.md#rate), a rate.";
    let linked = format!("This {RATE}*number* of 8\u{a0}%</a>, a rate.");
    assert_eq!(page(text, "src/page.md"), linked);
}

#[test]
fn what_is_not_running_text_is_left_alone() {
    for text in [
        "## The rate of LVR\n",
        "`rate` and\n\n```\nLVR\n```\n",
        "[the rate](page.md) and <a href=\"x\">LVR</a>",
        "An interest rate, {{#plain rate}}.",
        "<p>\nLVR\n</p>\n",
        "| rate |\n|---|\n| x |\n",
        "rate-scaled, subrate, RATE\n",
        "$rate$",
    ] {
        let out = page(text, "src/page.md");
        assert!(!out.contains("class=\"term\""), "{text}: {out}");
    }
    assert_eq!(page("{{#plain rate}}", "src/page.md"), "rate");
}

#[test]
fn links_lead_from_where_the_page_is() {
    assert!(page("A rate.", "src/a/b.md").contains("href=\"../glossary.md#rate\""));
    assert_eq!(page("A rate.", "src/glossary.md"), "A rate.");
}

#[test]
fn a_missing_term_or_picture_stops_the_build_with_page_and_line() {
    for (text, told) in [
        (
            "a\n\nb [x](glossary.md#lrv)",
            "src/page.md:3: the glossary has no term lrv; it has rate, lvr",
        ),
        (
            "a\n\n![A dot](figures/dat.svg)",
            "src/page.md:3: ![A dot](figures/dat.svg): there is no picture figures/dat.svg",
        ),
        (
            "![](figures/dot.svg)",
            "src/page.md:1: ![](figures/dot.svg): the picture has no words",
        ),
        (
            "a\n![A dot](https://example.org/dot.svg)",
            "src/page.md:2: ![A dot](https://example.org/dot.svg): a picture belongs into",
        ),
    ] {
        let error = words().expand_markdown(text, "src/page.md").unwrap_err();
        let error = format!("{error:#}");
        assert!(error.starts_with(told), "{error}");
    }
    let good = "![A dot](figures/dot.svg)";
    assert_eq!(page(good, "src/page.md"), good);
}
