//! Pictures that the core computes, and which faults in them stop a build.

#![allow(clippy::unwrap_used)] // What cannot be unwrapped has failed the test.

use std::path::Path;
use yb_book::{Words, text_of};

fn expand(text: &str) -> anyhow::Result<String> {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book");
    Words::load(&book)
        .unwrap()
        .expand_markdown(text, "src/page.md")
}

/// The cells of the table behind a picture, row by row.
fn rows(html: &str) -> Vec<Vec<String>> {
    let body = html.split("<tbody>").nth(1).unwrap();
    let rows = body.split("</tr>").filter(|row| row.contains("<td>"));
    let cells = |row: &str| {
        let cells = row.replace("</th>", "</td>");
        let cells = cells.split("</td>").map(text_of);
        cells.filter(|cell| !cell.is_empty()).collect()
    };
    rows.map(cells).collect()
}

#[test]
fn a_value_along_an_input_is_what_the_value_says() {
    let html = expand(
        "{{#plot lvr concentration over=price from=0.99 to=1.01 steps=2 title=\"Depth\" \
         lines=\"A 50: curve=stable amplification=50; A 200: curve=stable amplification=200\" \
         caption=\"Deep at <1>\"}}\n",
    )
    .unwrap();
    assert_eq!(
        html.trim_end().lines().count(),
        1,
        "a block of HTML is one line"
    );
    assert_eq!(
        html.matches("<svg class=\"picture\"").count(),
        2,
        "a wide one and a narrow one"
    );
    assert!(
        html.contains("<figcaption>Deep at &lt;1&gt;</figcaption>"),
        "{html}"
    );
    assert!(html.contains("aria-label=\"Depth. A 50: from "), "{html}");
    let value = |price: &str, amplification: &str| {
        let word = format!(
            "{{{{#value lvr concentration digits=4 curve=stable amplification={amplification} price={price}}}}}"
        );
        expand(&word).unwrap()
    };
    let rows = rows(&html);
    assert_eq!(rows.len(), 3);
    for (row, price) in rows.iter().zip(["0.99", "1", "1.01"]) {
        let expected = [price.to_owned(), value(price, "50"), value(price, "200")];
        assert_eq!(row[..], expected, "{price}");
    }
}

#[test]
fn a_line_may_end_before_the_others() {
    let html = expand(
        "{{#plot lvr concentration over=price from=0.9 to=1 steps=2 title=Depth \
         lines=\"x · y = k: curve=constantProduct; range: curve=range lower=0.94 upper=1.1 from=0.95\"}}\n",
    )
    .unwrap();
    let range = "curve=range lower=0.94 upper=1.1 price=0.95";
    let deep = expand(&format!(
        "{{{{#value lvr concentration digits=4 {range}}}}}"
    ))
    .unwrap();
    let rows = rows(&html);
    assert_eq!(rows[0][1..], ["1", "–"]);
    assert_eq!(rows[1][1..], ["1", deep.as_str()]);
}

#[test]
fn several_values_are_several_lines() {
    let html = expand(
        "{{#plot yield-drift lossVersusHolding,yieldFeeCost over=yieldRate from=0.01 to=0.1 log=xy steps=1 title=Costs}}\n",
    )
    .unwrap();
    assert!(
        html.contains("Loss versus holding: from ")
            && html.contains("Yield fee with a rate provider: from ")
    );
    let value = |key: &str, at: &str| {
        expand(&format!(
            "{{{{#value yield-drift {key} digits=4 yieldRate={at}}}}}"
        ))
        .unwrap()
    };
    let rows = rows(&html);
    let last = rows.last().unwrap();
    assert_eq!(
        last[1..],
        [
            value("lossVersusHolding", "0.1"),
            value("yieldFeeCost", "0.1")
        ]
    );
}

#[test]
fn the_picture_of_a_calculator_stands_alone() {
    let html = expand("{{#chart yield-drift yieldRate=0.05 caption=Drift}}\n").unwrap();
    assert!(
        html.starts_with("<figure class=\"figure computed\">"),
        "{html}"
    );
    assert!(
        html.contains("Lost against holding, as time passes"),
        "{html}"
    );
    assert!(
        !html.contains("yb-calculator") && !html.contains("<input"),
        "{html}"
    );
}

#[test]
fn faults_stop_the_build() {
    let plot = "{{#plot lvr concentration over=price from=0.99 to=1.01 title=T}}";
    for (from, to, fault) in [
        ("lvr", "lvrr", "no calculator is called lvrr"),
        ("concentration", "depth", "lvr has no value depth"),
        ("over=price", "over=pprice", "lvr has no input pprice"),
        ("over=price ", "", "over is missing"),
        ("title=T", "", "title is missing"),
        ("to=1.01", "to=0.9", "from must be less than to"),
        ("from=0.99", "from=x", "from=x is no number"),
        ("from=0.99", "from=-1", "price: "),
        ("from=0.99", "from=0 log=x", "equal factors begin above 0"),
        ("title=T", "title=T steps=0", "steps=0 is no number"),
        ("title=T", "title=T tones=red", "no tone is called red"),
        (
            "title=T",
            "title=T lines=\"A 50 curve=stable\"",
            "a line is",
        ),
        ("title=T", "title=T lines=\"A: curve=blue\"", "line “A”"),
        ("title=T", "title=T colour=red", "colour"),
        (
            "concentration",
            "concentration,lvrRate",
            "values of one unit go into one picture",
        ),
        ("{{", "see {{", "plot must stand on a line of its own"),
    ] {
        let text = plot.replacen(from, to, 1);
        let error = format!("{:#}", expand(&text).unwrap_err());
        assert!(
            error.contains("src/page.md:1") && error.contains(fault),
            "{text}: {error}"
        );
    }
    let error = expand("{{#chart listing caption=none}}").unwrap_err();
    assert!(
        format!("{error:#}").contains("listing draws nothing here"),
        "{error:#}"
    );
}

/// The drawing of a trade's steps has its numbers in its text; the calculator must still say the same.
#[test]
fn the_numbers_in_a_drawing_are_the_calculators() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let drawing = std::fs::read_to_string(book.join("src/figures/vault-steps.svg")).unwrap();
    let of_trade = |what: &str| {
        let trade = "pool=stata-usdc-usdt tokenIn=stataUSDC tokenOut=stataUSDT kind=exactIn amount=10000000";
        expand(&format!("{{{{#value swap {what} {trade}}}}}")).unwrap()
    };
    let out = of_trade("amountDecimal");
    assert!(drawing.contains(&format!("{out} stataUSDT")), "{out}");
    for (step, digits) in [
        ("steps.1.value", "12 387 655 617"),
        ("steps.3.value", "12 375 267 961"),
        ("steps.4.value", "12 409 878 912"),
    ] {
        let live: String = of_trade(step)
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let (whole, rest) = digits.split_once(' ').unwrap();
        assert!(drawing.contains(&format!("{whole}.{rest}")), "{digits}");
        assert!(live.starts_with(&digits.replace(' ', "")), "{step}: {live}");
    }
}
