//! What the book's words mean, and which faults stop a build.

#![allow(clippy::unwrap_used)] // What cannot be unwrapped has failed the test.

use std::path::Path;
use yb_book::{Words, text_of};

fn words() -> Words {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book");
    Words::load(&book).unwrap()
}

fn expand(text: &str) -> String {
    words().expand_markdown(text, "src/page.md").unwrap()
}

/// The error that `text` stops the build with.
fn fault(text: &str) -> String {
    let error = words().expand_markdown(text, "src/page.md").unwrap_err();
    format!("{error:#}")
}

#[test]
fn a_value_is_computed_where_it_stands() {
    // Half the yield-bearing half of a 50/50 pool: (√e^0.03 − 1)²/2, facts of the closed form.
    let p = 0.03_f64.exp();
    let loss = (p.sqrt() - 1.0).powi(2) / 2.0;
    assert_eq!(
        expand(
            "It loses {{#value yield-drift lossVersusHolding digits=2 curve=constantProduct yieldRate=0.03 horizonYears=1 swapFee=0}} of it."
        ),
        format!("It loses {:.3}\u{a0}% of it.", loss * 100.0)
    );
}

#[test]
fn values_take_camel_and_kebab_case() {
    let camel = expand("{{#value lvr lvrRate curve=constantProduct volatility=0.8 swapFee=0}}");
    assert_eq!(camel, "8\u{a0}%");
    let kebab = expand("{{#value lvr lvrRate curve=constantProduct volatility=0.8 swap-fee=0}}");
    assert_eq!(camel, kebab);
}

#[test]
fn a_calculator_stands_in_its_tag_with_its_answer() {
    let html = expand("Before.\n\n{{#calculator yield-drift yieldRate=0.05}}\n\nAfter.\n");
    let lines: Vec<&str> = html.lines().collect();
    assert_eq!(lines.len(), 5, "a block of HTML is one line:\n{html}");
    assert!(
        lines[2].starts_with(
            "<div class=\"calculator\"><yb-calculator calculator=\"yield-drift\" yield-rate=\"0.05\">"
        ),
        "{}",
        lines[2]
    );
    assert!(lines[2].ends_with("</yb-calculator></div>"));
    let value = expand("{{#value yield-drift lossVersusHolding yieldRate=0.05}}");
    assert!(text_of(lines[2]).contains(&value), "{value} is not in it");
}

#[test]
fn lists_stand_in_attributes_as_a_form_has_them() {
    let html = expand("{{#calculator impermanent-loss weights=0.8,0.2 priceChanges=1,-0.5}}\n");
    let tag = "weights=\"0.8, 0.2\" price-changes=\"1, -0.5\">";
    assert!(html.contains(tag), "{html}");
}

#[test]
fn two_calculators_share_no_id() {
    let html = expand("{{#calculator lvr}}\n\n{{#calculator lvr}}\n");
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    assert!(all > 2, "no ids");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn facts_with_their_dates() {
    assert_eq!(
        expand("We know: {{#fact core-pools}}"),
        "We know: Core pools have ended &amp; are gone."
    );
    let line = expand("{{#status core-pools}}\n");
    assert!(line.starts_with("<div class=\"status ended\""), "{line}");
    assert!(line.contains("<time datetime=\"2026-11-22\">22 November 2026</time>"));
    assert!(line.contains("<a href=\"https://example.org/core\">primary source</a>"));
}

#[test]
fn a_figure_with_its_caption() {
    assert_eq!(
        expand("{{#figure dot A <dot>}}"),
        "<figure class=\"figure\"><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\" \
         role=\"img\" aria-labelledby=\"page-0-t page-0-d\"> <title id=\"page-0-t\">A dot</title> \
         <desc id=\"page-0-d\">A disc of radius 1.</desc> \
         <circle cx=\"1\" cy=\"1\" r=\"1\"/> </svg><figcaption>A &lt;dot&gt;</figcaption></figure>"
    );
}

#[test]
fn formulas_become_mathml_and_money_stays_money() {
    let html = expand("So $x_1$, and\n\n$$\\frac{1}{2}$$\n\nfor \\$5 and \\$6.");
    assert!(html.contains("<msub><mi>x</mi><mn>1</mn></msub>"), "{html}");
    assert!(html.contains("display=\"block\""), "{html}");
    assert!(html.ends_with("for \\$5 and \\$6."), "{html}");
}

#[test]
fn code_is_never_read() {
    let text = "`{{#value a b}}` and\n\n```html\n{{#calculator no}} $x$\n```\n";
    assert_eq!(expand(text), text);
}

#[test]
fn html_pages_have_words_but_no_formulas() {
    let html = words()
        .expand_html("<p>\n{{#status core-pools}}\n</p> $x$", "page.html")
        .unwrap();
    assert!(
        html.contains("status ended") && html.ends_with("$x$"),
        "{html}"
    );
}

#[test]
fn faults_name_file_line_word_and_what_is_known() {
    for (text, parts) in [
        (
            "a\n\n{{#calculator yield-drfit}}",
            [
                "src/page.md:3: {{#calculator yield-drfit}}",
                "known are",
                "yield-drift",
            ],
        ),
        (
            "{{#calculator lvr volatilty=1}}",
            ["src/page.md:1", "volatilty", "no such field"],
        ),
        (
            "{{#calculator lvr volatility=much}}",
            ["volatility: ", "expected a number", "“much”"],
        ),
        (
            "{{#value lvr lvrRate volatility=-1}}",
            ["volatility: ", "below the limit", "-1"],
        ),
        (
            "{{#value lvr lvr-rate-x}}",
            ["lvr has no value lvr-rate-x", "it has", "lvrRate"],
        ),
        (
            "{{#value lvr lvrRate digits=0}}",
            ["digits=0", "from 1 to", "17"],
        ),
        (
            "{{#value lvr}}",
            ["expected a calculator and one of its values", "got", "lvr"],
        ),
        (
            "{{#calculator lvr more}}",
            ["expected the id of a calculator", "lvr", "more"],
        ),
        (
            "{{#status nobody}}",
            ["no fact is called nobody", "known are", "core-pools"],
        ),
        (
            "x {{#fact nobody}}",
            ["src/page.md:1", "no fact is called nobody", "core-pools"],
        ),
        (
            "{{#figure nothing}}",
            ["no figure is called nothing", "src/page.md:1", "figure"],
        ),
        (
            "{{#widget lvr}}",
            ["the book has no word widget", "calculator", "value"],
        ),
        (
            "see {{#status core-pools}}",
            ["status must stand on a line of its own", "src", "1"],
        ),
        (
            "a\n\nb {{#value lvr",
            ["src/page.md:3", "is not closed", "{{#"],
        ),
        (
            "a\n$\\nosuch{1}$",
            ["src/page.md:2: $\\nosuch{1}$", "formula", "read"],
        ),
        (
            "$\\frac{1$",
            ["src/page.md:1", "this $ is no formula", "\\$"],
        ),
    ] {
        let fault = fault(text);
        for part in parts {
            assert!(fault.contains(part), "{text}: “{part}” is not in: {fault}");
        }
    }
}

#[test]
fn a_cell_of_a_table_is_a_value() {
    let cell = expand("{{#value pool-wizard ranked.0.pool need=index correlated=false}}");
    assert_eq!(cell, "Weighted pool of up to 8 tokens");
    for (path, words) in [
        ("ranked.99.pool", "the table has 9 rows"),
        ("ranked.0.colour", "has no value colour; it has pool, fits"),
        (
            "ranked.0",
            "expected a value, list.item or table.row.column",
        ),
        (
            "best.0.pool",
            "expected a value, list.item or table.row.column",
        ),
    ] {
        let fault = fault(&format!("{{{{#value pool-wizard {path}}}}}"));
        assert!(fault.contains(words), "{path}: {fault}");
    }
}

#[test]
fn an_item_of_a_list_is_a_value() {
    let word =
        |item: &str| format!("{{{{#value stable-params {item} digits=4 amplification=200}}}}");
    assert_eq!(expand(&word("depth.2")), "493,200");
    assert!(fault(&word("depth.5")).contains("the list has 5 items"));
    assert!(fault(&word("lvr.0")).contains("list.item"));
}

#[test]
fn the_tables_of_data_have_every_pool_and_token() {
    use yb_core::calculators::{pool::named_pools, tokens::TOKENS};
    let named = named_pools();
    let (tokens, pools) = (expand("{{#tokens}}\n"), expand("{{#pools}}\n"));
    assert_eq!(tokens.matches("<tr><td>").count(), TOKENS.len());
    assert_eq!(pools.matches("<tr><td>").count(), named.len());
    assert!(
        tokens.contains("2025-11-11: 1.218828057 (bgd-labs/aave-capo at 2c280ef9)"),
        "{tokens}"
    );
    assert!(tokens.contains("2.85\u{a0}%"), "wstETH’s yield");
    assert!(TOKENS.len() + named.len() >= 32 && named.len() >= 16);
    for pool in named {
        assert!(
            pools.contains(&format!("<code>{}</code>", pool.id())),
            "{}",
            pool.id()
        );
    }
}

#[test]
fn the_index_has_every_calculator() {
    let html = expand("{{#calculators}}\n");
    assert_eq!(html.lines().count(), 1, "a block of HTML is one line");
    for calculator in yb_core::calculators::all() {
        let link = format!("<a href=\"{}.html\">", calculator.id);
        assert_eq!(html.matches(&link).count(), 1, "{}", calculator.id);
    }
    let questions = expand("{{#questions}}\n");
    for calculator in yb_core::calculators::all() {
        let link = format!("<a href=\"site:book/calculators/{}.html\">", calculator.id);
        assert_eq!(questions.matches(&link).count(), 1, "{}", calculator.id);
    }
}
