use super::*;
use crate::node::{Element, Node};
use yb_core::definition::{Axis, Chart, Mark, Series, Tone, Unit};

fn chart(values: &[&[f64]]) -> Chart {
    let tones = [Tone::Lost, Tone::Kept, Tone::Flat, Tone::Flat];
    let axis = |label: &str, unit| Axis {
        label: label.into(),
        unit,
        log: false,
    };
    let series = values
        .iter()
        .zip(tones)
        .enumerate()
        .map(|(i, (values, tone))| Series {
            label: format!("line {i}"),
            tone,
            area: i == 0,
            values: values.to_vec(),
        });
    Chart {
        title: "A <title>".into(),
        description: "What is seen.".into(),
        x: axis("Time", Unit::Years),
        y: axis("Lost", Unit::Percent),
        names: Vec::new(),
        xs: (0..values.first().map_or(0, |v| v.len()))
            .map(|i| i as f64)
            .collect(),
        series: series.collect(),
        mark: Some(Mark { x: 1.0, series: 0 }),
    }
}

fn paths(chart: &Chart, class: &str) -> Vec<String> {
    let (svg, _) = draw(chart, 560.0);
    let node = Node::from(svg);
    let found = node.with_class(class);
    found
        .iter()
        .map(|path| path.attribute("d").unwrap_or("").to_owned())
        .collect()
}

#[test]
fn a_small_picture_to_the_letter() {
    let (svg, frame) = draw(&chart(&[&[0.0, 0.01, 0.02]]), 560.0);
    let html = svg.to_html();
    assert!(html.starts_with("<svg class=\"picture\" viewBox=\"0 0 560 300\" width=\"560\" height=\"300\" preserveAspectRatio=\"xMinYMid\" role=\"img\" aria-label=\"A &lt;title&gt;. What is seen.\">"), "{html}");
    assert_eq!(
        paths(&chart(&[&[0.0, 0.01, 0.02]]), "line"),
        ["M43,258L274.5,144L506,30"]
    );
    assert_eq!(
        paths(&chart(&[&[0.0, 0.01, 0.02]]), "area"),
        ["M43,258L274.5,144L506,30L506,258L43,258Z"]
    );
    assert!(
        html.contains("<circle class=\"dot lost\" cx=\"274.5\" cy=\"144\" r=\"4.5\"></circle>"),
        "{html}"
    );
    assert_eq!(frame.start, 1);
    assert_eq!(frame.x.scale.range, (43.0, 506.0));
}

#[test]
fn gaps_stay_gaps_and_a_lonely_point_is_seen() {
    let nan = f64::NAN;
    let drawn = paths(&chart(&[&[0.0, nan, 0.02, nan, f64::INFINITY]]), "line");
    assert_eq!(drawn, ["M43,258h0M274.5,30h0"]);
}

#[test]
fn nothing_one_point_and_a_level_line_are_drawn() {
    let empty = draw(&chart(&[]), 560.0).0.to_html();
    assert!(empty.contains("Nothing to draw"));
    let none = draw(&chart(&[&[f64::NAN, f64::NAN]]), 560.0).0.to_html();
    assert!(none.contains("Nothing to draw") && !none.contains("NaN"));
    for values in [&[0.5][..], &[0.5, 0.5], &[0.0, 0.0], &[-0.3, -0.3]] {
        let html = draw(&chart(&[values]), 560.0).0.to_html();
        assert!(
            !html.contains("NaN") && !html.contains("inf"),
            "{values:?}: {html}"
        );
        assert!(html.contains("class=\"line lost\" d=\"M"), "{values:?}");
    }
}

#[test]
fn narrow_pictures_leave_the_names_to_the_legend() {
    let labels = |width| {
        Node::from(draw(&chart(&[&[0.0, 0.1], &[0.0, 0.1]]), width).0)
            .with_class("label")
            .len()
    };
    assert_eq!((labels(560.0), labels(320.0)), (2, 0));
}

#[test]
fn a_second_line_of_one_tone_looks_different() {
    let four = chart(&[&[0.0, 0.1], &[0.0, 0.2], &[0.0, 0.3], &[0.0, 0.4]]);
    assert_eq!(tone(&four, 2), "flat");
    assert_eq!(tone(&four, 3), "flat again");
}

#[test]
fn any_width_is_drawn() {
    for width in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1.0, 1e9] {
        assert!(
            !draw(&chart(&[&[0.0, 0.1]]), width)
                .0
                .to_html()
                .contains("NaN")
        );
    }
}

#[test]
fn the_table_samples_evenly_and_keeps_both_ends() {
    assert_eq!(rows(3), [0, 1, 2]);
    let many = rows(61);
    assert_eq!((many.len(), many[0], many[12]), (13, 0, 60));
    let html = table(&chart(&[&[0.0, f64::NAN]])).to_html();
    assert!(
        html.contains("<td>0\u{a0}%</td>") && html.contains("<td>–</td>"),
        "{html}"
    );
}

#[test]
fn bars_stand_on_zero_side_by_side() {
    let mut chart = chart(&[&[0.02, -0.01], &[0.01, 0.0]]);
    chart.names = vec!["first".into(), "second".into()];
    chart.mark = None;
    for width in [560.0, 320.0] {
        let (svg, _) = draw(&chart, width);
        let node = Node::from(svg);
        let bars = node.with_class("bar");
        let number =
            |bar: &Element, name: &str| -> f64 { bar.attribute(name).unwrap().parse().unwrap() };
        assert_eq!(bars.len(), 4);
        let (first, below, zero) = (bars[0], bars[1], bars[3]);
        let floor = number(first, "y") + number(first, "height");
        assert!((number(below, "y") - floor).abs() < 0.2, "hangs from zero");
        assert!((number(first, "height") - 2.0 * number(below, "height")).abs() < 0.3);
        assert!((number(zero, "height") - 1.0).abs() < 1e-9, "zero is seen");
        let (left, next) = (number(first, "x"), number(bars[2], "x"));
        assert!(
            next >= left + number(first, "width"),
            "no bar covers another"
        );
        assert!(node.to_html().contains(">second</text>"));
    }
}

#[test]
fn words_stand_in_the_picture_with_all_their_letters() {
    let mut wide = chart(&[&[0.01, 0.02, 0.03]]);
    wide.x = Axis {
        label: "Share".into(),
        unit: Unit::BasisPoints,
        log: true,
    };
    wide.xs = vec![1e-5, 1e-3, 0.1];
    let (svg, _) = draw(&wide, 290.0);
    let node = Node::from(svg);
    let ticks = node.with_class("tick");
    let last = ticks.last().unwrap();
    let text = |tick: &Element| Node::from(tick.clone()).text();
    assert_eq!(text(last), "1,000\u{a0}bp");
    let middle: f64 = last.attribute("x").unwrap().parse().unwrap();
    assert!(
        middle + labels::width(&text(last)) / 2.0 <= 290.0,
        "{middle}"
    );
    assert!(middle > 250.0, "{middle}");

    let names = ["votes for this pool", "votes for other pools", "the DAO"];
    let mut barred = chart(&[&[1.0, 2.0, 3.0]]);
    barred.names = names.map(String::from).to_vec();
    // Those that lie, and those that stand.
    let words = |width: f64| {
        let node = Node::from(draw(&barred, width).0);
        let (mut flat, mut turned) = (Vec::new(), Vec::new());
        for tick in node.with_class("tick") {
            match tick.attribute("text-anchor") {
                Some("middle") => flat.push(text(tick)),
                _ if tick.attribute("transform").is_some() => turned.push(text(tick)),
                _ => {}
            }
        }
        (flat, turned)
    };
    let (flat, turned) = words(480.0);
    assert_eq!(flat.join(" "), names.join(" "));
    assert!(turned.is_empty());
    // "votes for other pools" would be three lines.
    assert_eq!(words(230.0), (Vec::new(), names.map(String::from).to_vec()));
}
