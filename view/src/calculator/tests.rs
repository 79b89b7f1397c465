use super::*;
use yb_core::definition::calculator::{Method, Preset, evaluate};
use yb_core::definition::field::{amount, choice, number, union};
use yb_core::definition::figure::figure;
use yb_core::definition::read::{Reader, read_variant};
use yb_core::definition::{
    Axis, Chart, InputField, Inputs, Mark, Outputs, ReadField, Report, Sentence, Series, Shape,
    Tone, Unit, Variant,
};

yb_core::inputs! {
    /// Sides.
    struct Square {
        /// Length of a side.
        side: f64 = number("Side", Unit::Plain, 2.0).range(1.0, 100.0).step(0.5).log();
    }
}

const VARIANTS: &[Variant] = &[
    Variant {
        name: "dot",
        label: "Dot",
        fields: &[],
    },
    Variant {
        name: "square",
        label: "Square",
        fields: Square::FIELDS,
    },
];

#[derive(Clone, Debug, PartialEq)]
struct Figure(f64);

impl ReadField for Figure {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let variant = read_variant(value, field, path, errors)?;
        let tag = ("kind".to_owned(), Value::from(variant.name));
        if variant.name == "dot" {
            return Some((Figure(0.0), Value::Object(vec![tag])));
        }
        let (read, fields) = Reader::object::<Square>(value, path, &["kind"], errors)?;
        let all = [tag].into_iter().chain(fields);
        Some((Figure(read.side), Value::Object(all.collect())))
    }
}

const fn shape() -> Shape {
    union("Shape", VARIANTS, "square")
}

yb_core::choices! {
    /// Which way.
    enum Direction {
        /// Up.
        Up = "up" "Upwards",
        /// Down.
        Down = "down" "Downwards",
    }
}

yb_core::inputs! {
    /// A test.
    struct Input {
        /// What is drawn.
        shape: Figure = shape();
        /// Growth a year.
        growth_rate: f64 = number("Growth", Unit::PercentPerYear, 0.03).range(0.0, 2.0).step(0.001);
        /// How much.
        weight: String = amount("Weight", "1.5").advanced();
        /// Which way.
        direction: Direction = choice("Direction", Direction::CHOICES, "up").advanced();
    }
}

yb_core::outputs! {
    /// A test.
    struct Output {
        /// Area after a year.
        area: f64 = figure("Area", Unit::Plain).tone(Tone::Lost);
        /// Nothing.
        nothing: Option<f64> = figure("Nothing", Unit::Plain).none("no such thing");
    }
}

static CALCULATOR: Calculator = Calculator {
    id: "area",
    title: "How large will it <be>?",
    summary: "An area.",
    method: Method {
        formula: "A = s²·(1 + g)",
        text: "Squares.",
        sources: &[],
        code: "view/src/calculator/tests.rs",
    },
    presets: &[Preset {
        label: "Large",
        source: "Nowhere",
        inputs: &[("shape", "square"), ("side", "50"), ("weight", "1 & 1")],
    }],
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

#[allow(
    clippy::unnecessary_wraps,
    reason = "the type of a calculator's function"
)]
fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let area = input.shape.0.powi(2) * (1.0 + input.growth_rate);
    Ok(Report {
        output: Output {
            area,
            nothing: None,
        },
        reading: Sentence::new()
            .text("It will be ")
            .number(area, Unit::Plain, 3, Tone::Lost)
            .text("."),
        chart: Chart {
            title: "Area".into(),
            description: "Grows.".into(),
            x: Axis {
                label: "Years".into(),
                unit: Unit::Years,
                log: false,
            },
            y: Axis {
                label: "Area".into(),
                unit: Unit::Plain,
                log: false,
            },
            xs: vec![0.0, 1.0, 2.0],
            names: Vec::new(),
            series: vec![Series {
                label: "area".into(),
                tone: Tone::Lost,
                area: true,
                values: vec![0.0, area, 2.0 * area],
            }],
            mark: Some(Mark { x: 1.0, series: 0 }),
        },
    })
}

fn drawn(pairs: &[(&str, &str)]) -> Widget {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<(String, Value)> = pairs.iter().map(pair).collect();
    let options = Options {
        width: Some(560.0),
        live: true,
        ..Options::default()
    };
    widget(&CALCULATOR, &pairs, &options)
}

#[test]
fn the_answer_alone_has_a_place_below_it_and_no_output() {
    let options = Options {
        only_answer: true,
        ..Options::default()
    };
    let alone = widget(&CALCULATOR, &[], &options);
    let whole = widget(&CALCULATOR, &[], &Options::default());
    let html = |widget: &Widget| widget.node.to_html();
    assert!(!alone.whole && whole.whole);
    assert!(html(&alone).contains("<slot></slot>"));
    for absent in ["<form", "<svg", "class=\"foot\""] {
        assert!(html(&whole).contains(absent) && !html(&alone).contains(absent));
    }
    let alone_html = html(&alone);
    let (head, _) = alone_html.split_once("<div class=\"body\"").unwrap();
    assert!(head.contains("class=\"answer") && html(&whole).starts_with(head));
    let value = alone.to_value();
    assert_eq!(value.get("output"), Some(&Value::Null));
    assert_eq!(value.get("input"), whole.to_value().get("input"));
    // Where something is wrong, the form has to say where.
    let faulty = [("shape".to_owned(), Value::from("circle"))];
    assert!(widget(&CALCULATOR, &faulty, &options).whole);
}

fn field<'a>(widget: &'a Widget, name: &str) -> &'a Element {
    let fields = widget.node.with_class("field");
    let found = fields
        .into_iter()
        .find(|field| field.attribute("data-field") == Some(name));
    found.unwrap_or_else(|| panic!("no field {name}"))
}

fn text_of(widget: &Widget, class: &str) -> String {
    let found = widget.node.with_class(class);
    found
        .into_iter()
        .map(|element| Node::from(element.clone()).text())
        .collect()
}

#[test]
fn a_form_speaks_the_units_of_people() {
    let widget = drawn(&[("growth-rate", "0.0829")]);
    let html = field(&widget, "growth-rate").to_html();
    assert!(html.contains("name=\"growth-rate\""), "{html}");
    assert!(
        html.contains("data-scale=\"100\" min=\"0\" max=\"200\" step=\"0.1\" value=\"8.29\""),
        "{html}"
    );
    assert!(html.contains("% a year"), "{html}");
    assert_eq!(
        widget.pairs,
        [("growth-rate".to_owned(), Value::Number(0.0829))]
    );
    assert_eq!(text_of(&widget, "answer"), "It will be 4.33.");
}

#[test]
fn a_control_of_equal_factors_stands_where_its_value_is() {
    let html = field(&drawn(&[("side", "10")]), "side").to_html();
    assert!(
        html.contains(
            "data-low=\"1\" data-high=\"100\" min=\"0\" max=\"1000\" step=\"1\" value=\"500\""
        ),
        "{html}"
    );
}

#[test]
fn the_fields_follow_the_kind() {
    assert_eq!(drawn(&[]).node.with_class("field").len(), 5);
    let dot = drawn(&[("shape", "dot"), ("side", "7")]);
    assert_eq!(dot.node.with_class("field").len(), 4);
    assert!(dot.answer.is_ok());
}

#[test]
fn a_preset_is_pressed_when_the_form_stands_there() {
    let pressed = |widget: &Widget| {
        widget.node.with_class("chip")[0]
            .attribute("aria-pressed")
            .map(str::to_owned)
    };
    assert_eq!(pressed(&drawn(&[])).as_deref(), Some("false"));
    let there = drawn(&[("shape", "square"), ("side", "50"), ("weight", "1 & 1")]);
    assert_eq!(pressed(&there).as_deref(), Some("true"));
    let set = there.node.with_class("chip")[0].attribute("data-set");
    assert_eq!(set, Some("shape=square&side=50&weight=1%20%26%201"));
}

#[test]
fn a_fault_is_told_at_its_field_and_the_rest_goes_on() {
    let widget = drawn(&[("growth-rate", "lots"), ("side", "3")]);
    assert!(widget.answer.is_err() && widget.frame.is_none());
    let html = field(&widget, "growth-rate").to_html();
    assert!(
        html.contains("aria-invalid=\"true\" aria-describedby=\"yb-growth-rate-wrong\""),
        "{html}"
    );
    assert!(
        html.contains("Expected a number from 0 (0\u{a0}%) to 2 (200\u{a0}%), got “lots”"),
        "{html}"
    );
    // The answer for the fields that are right: 9 · 1.03.
    assert_eq!(text_of(&widget, "answer"), "It will be 9.27.");
    assert!(
        widget.node.with_class("answer")[0]
            .attribute("data-keep")
            .is_some()
    );
    assert!(text_of(&widget, "wrong").starts_with("One input needs a look"));
}

#[test]
fn faults_inside_a_kind_and_of_the_kind_itself() {
    let widget = drawn(&[("side", "1000")]);
    assert!(
        field(&widget, "side")
            .to_html()
            .contains("1000 is above the limit 100")
    );
    assert!(!field(&widget, "shape").to_html().contains("aria-invalid"));
    let widget = drawn(&[("shape", "circle")]);
    let html = field(&widget, "shape").to_html();
    assert!(html.contains("“circle” is none of dot, square"), "{html}");
    assert!(
        html.contains("<option value=\"circle\" selected>“circle”</option>"),
        "{html}"
    );
}

#[test]
fn what_no_field_can_say_is_said_above() {
    let hostile = "\"><script>alert(1)</script>";
    let widget = drawn(&[(hostile, hostile)]);
    assert!(text_of(&widget, "wrong").contains("no such field"));
    assert!(!widget.node.to_html().contains("<script"));
    assert_eq!(text_of(&widget, "answer"), "It will be 4.12.");
}

#[test]
fn a_fault_out_of_sight_opens_its_drawer() {
    let open = |widget: &Widget| {
        widget.node.with_class("advanced")[0]
            .attribute("open")
            .is_some()
    };
    assert!(!open(&drawn(&[])));
    assert!(open(&drawn(&[("direction", "left")])));
}

#[test]
fn what_is_built_and_what_is_live_have_the_same_shape() {
    let built = widget(&CALCULATOR, &[], &Options::default());
    let html = built.node.to_html();
    assert!(
        html.contains("<fieldset disabled>") && !html.contains("tabindex=\"0\" aria-label=\"Read")
    );
    assert_eq!(built.node.with_class("picture").len(), 2);
    assert!(html.contains("How large will it &lt;be&gt;?"));
    assert!(html.contains("no such thing"));
    let live = drawn(&[]);
    for class in ["answer", "field", "figures", "legend", "more", "foot"] {
        assert_eq!(
            built.node.with_class(class).len(),
            live.node.with_class(class).len(),
            "{class}"
        );
    }
}
