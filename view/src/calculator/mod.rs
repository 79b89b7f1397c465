//! A calculator as people see it: question, answer, picture, controls, figures, and how it is
//! computed. One tree, written as HTML when a page is built and as live elements afterwards.

mod answer;
mod control;
mod form;
mod picture;
mod state;

use crate::chart::Frame;
use crate::node::{Element, Node, el};
pub use picture::picture;
use state::State;
use yb_core::definition::{Answer, Calculator, Errors, Value};

/// How a widget is drawn.
#[derive(Clone, Debug)]
pub struct Options {
    /// The width of the picture in pixels; without it (a page that is being built) two pictures
    /// are drawn, a wide and a narrow one, of which the style sheet shows the one that fits.
    pub width: Option<f64>,
    /// What the ids inside start with, different for each widget of a page.
    pub id_prefix: String,
    /// The level of the heading, 1 to 6.
    pub heading_level: u8,
    /// Whether somebody listens to the controls; without, they are disabled.
    pub live: bool,
    /// Where the site is served from, with a slash at its end; without, what is there is named
    /// but not linked.
    pub site: Option<String>,
    /// Whether the answer is drawn alone, above a place (`slot`) for what stands in the tag: it is read first, and all
    /// else takes the browser several times as long. While there is no answer, all is drawn.
    pub only_answer: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            width: None,
            id_prefix: "yb".into(),
            heading_level: 2,
            live: false,
            site: None,
            only_answer: false,
        }
    }
}

/// A drawn calculator.
#[derive(Clone, Debug)]
pub struct Widget {
    /// The tree.
    pub node: Node,
    /// The answer, or every fault of the input.
    pub answer: Result<Answer, Errors>,
    /// The state that makes this widget, without what stands at its default; as given while
    /// there are faults.
    pub pairs: Vec<(String, Value)>,
    /// What a cursor needs to read the picture.
    pub frame: Option<Frame>,
    /// Whether the tree has an answer, be it one that stands in while there are faults.
    pub shows_answer: bool,
    /// Whether the tree has all there is, and not the answer alone.
    pub whole: bool,
}

impl Widget {
    /// All but the tree: `{input, output, errors, pairs, frame, whole}`; input and output are null while there are faults,
    /// and the output beside an answer alone.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let (input, output, errors) = match &self.answer {
            Ok(answer) => {
                let output = self.whole.then(|| answer.to_value());
                (answer.input.clone(), output.into(), Errors::new())
            }
            Err(errors) => (Value::Null, Value::Null, errors.clone()),
        };
        let mut pairs = Vec::new();
        for (key, value) in &self.pairs {
            pairs.push(Value::List(vec![key.as_str().into(), value.clone()]));
        }
        Value::object(vec![
            ("input", input),
            ("output", output),
            ("errors", errors.to_value()),
            ("pairs", Value::List(pairs)),
            ("frame", self.frame.as_ref().map(Frame::to_value).into()),
            ("whole", self.whole.into()),
        ])
    }
}

/// `calculator` with the state `pairs` (attributes, query keys or controls).
///
/// While there are faults, each is told at its field, and the tree marks answer, picture and
/// figures as `data-keep`: the live side leaves there what stood before. Where nothing stood, it
/// shows the answer for the fields that are right.
#[must_use]
pub fn widget(calculator: &Calculator, pairs: &[(String, Value)], options: &Options) -> Widget {
    drawn(State::new(calculator, pairs), pairs, options)
}

/// `calculator` with an answer that was computed elsewhere.
#[must_use]
pub fn answered(calculator: &Calculator, answer: Answer, options: &Options) -> Widget {
    drawn(State::answered(calculator, answer), &[], options)
}

/// `calculator` while its answer is computed from `pairs`; or, with `faults`, while it cannot be. What stood
/// before stays, as in [`widget`]; where nothing stood, the answer to no input at all stands in.
#[must_use]
pub fn unanswered(
    calculator: &Calculator,
    pairs: &[(String, Value)],
    faults: Option<&Errors>,
    options: &Options,
) -> Widget {
    let given = calculator.collect(pairs);
    let state = State::unanswered(calculator, given, faults);
    drawn(state, pairs, options)
}

fn drawn(state: State<'_>, pairs: &[(String, Value)], options: &Options) -> Widget {
    let calculator = state.calculator;
    let shown = state.answer.as_ref().ok().or(state.instead.as_ref());
    let mut root = el("div")
        .class(match (&state.answer, state.waiting) {
            (Ok(_), _) => "yb",
            (Err(_), true) => "yb waiting",
            (Err(_), false) => "yb stale",
        })
        .part("calculator")
        // The words are English wherever they stand; only the numbers follow the page's language.
        .set("lang", "en")
        .set("dir", "ltr")
        .set("data-calculator", calculator.id);
    root = root.with(header(&state, shown, options));
    let whole = !options.only_answer || state.answer.is_err();
    let mut frame = None;
    if whole {
        (root, frame) = rest(root, &state, shown, options);
    } else {
        root = root.with(el("div").class("body").with(el("slot")));
    }
    let pairs = match &state.answer {
        Ok(answer) => calculator.flatten(&answer.input),
        Err(_) => pairs.to_vec(),
    };
    Widget {
        node: root.into(),
        frame: frame.filter(|_| state.answer.is_ok()),
        shows_answer: shown.is_some(),
        answer: state.answer,
        pairs,
        whole,
    }
}

/// All that comes after the header: picture and form, figures, tables, what can be unfolded, what can be taken away.
fn rest(
    root: Element,
    state: &State<'_>,
    shown: Option<&Answer>,
    options: &Options,
) -> (Element, Option<Frame>) {
    let mut body = el("div").class("body");
    let mut frame = None;
    if let Some(answer) = shown.filter(|answer| !answer.chart.xs.is_empty()) {
        let (figure, read) = picture::figure(&answer.chart, options);
        body = body.with(state.keep(figure));
        frame = Some(read);
    }
    let mut root = root.with(body.with(form::form(state, options)));
    if let Some(answer) = shown {
        root = root.with(state.keep(answer::figures(answer)));
        for table in answer::tables(answer, options) {
            root = root.with(state.keep(table));
        }
        root = root.with(state.keep(answer::more(state.calculator, answer, options)));
    }
    (root.with(foot(options)), frame)
}

fn header(state: &State<'_>, shown: Option<&Answer>, options: &Options) -> Element {
    let heading = match options.heading_level {
        1 => "h1",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        6 => "h6",
        _ => "h2",
    };
    let title = el(heading).class("question").part("question");
    let mut header = el("div")
        .class("head")
        .with(title.with(state.calculator.title));
    if let Some(answer) = shown {
        header = header.with(state.keep(answer::sentence(&answer.reading)));
    }
    header
        .all(state.summary())
        .all(state.progress())
        .all(form::presets(state, options))
}

/// What can be taken away.
fn foot(options: &Options) -> Element {
    let button = |action: &'static str, label: &'static str| {
        let button = el("button").set("type", "button").set("data-do", action);
        button.flag("disabled", !options.live).with(label)
    };
    el("div")
        .class("foot")
        .part("foot")
        .with(el("p").class("said").set("role", "status"))
        .with(button("link", "Copy link"))
        .with(button("embed", "Copy embed"))
        .with(button("csv", "Download CSV"))
        .with(button("keep", "Keep here"))
}

#[cfg(test)]
mod tests;
