//! Answers that take long: the caller advances them in slices, in a worker or between two frames, and
//! learns how far they are. Whatever calculator its module begins so is run so.

use super::{MODULES, drawing, flat, known};
use crate::border::{drawn, from_js, thrown};
use wasm_bindgen::prelude::*;
use yb_core::definition::{Answer, Calculator, Code, Errors, Running, Slow, Value};

/// A widget whose answer is being computed. What it gives is what `widget` gives.
#[wasm_bindgen(skip_typescript)]
#[allow(missing_debug_implementations)] // nobody prints it
pub struct Task {
    calculator: &'static Calculator,
    pairs: Vec<(String, Value)>,
    options: JsValue,
    faults: Option<Errors>,
    running: Option<Running>,
    answer: Option<Answer>,
}

#[wasm_bindgen]
impl Task {
    /// Begins calculator `id`, which is one of the slow ones, with flat pairs.
    ///
    /// # Errors
    /// An `id` that is not known or not slow; pairs that are no list of pairs.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::needless_pass_by_value)] // JavaScript hands values over
    pub fn new(id: &str, pairs: JsValue, options: JsValue) -> Result<Task, JsValue> {
        let read = || Ok((known(id)?, slow(id)?, flat(&from_js(&pairs)?)?));
        let (calculator, slow, pairs) = read().map_err(|errors: Errors| thrown(&errors))?;
        let (running, faults) = match (slow.begin)(&calculator.collect(&pairs)) {
            Ok(running) => (Some(running), None),
            Err(errors) => (None, Some(errors)),
        };
        Ok(Task {
            calculator,
            pairs,
            options,
            faults,
            running,
            answer: None,
        })
    }

    /// Goes on for so many steps; how much is done, 0 to 1. Where there are faults nothing is to be done.
    pub fn advance(&mut self, steps: u32) -> f64 {
        let Some(running) = &mut self.running else {
            return 1.0;
        };
        running.advance(steps);
        running.progress()
    }

    /// The widget while there is no answer, or with its faults.
    ///
    /// # Errors
    /// Options that cannot be read.
    pub fn waiting(&self) -> Result<JsValue, JsValue> {
        let options = self.drawing()?;
        let widget =
            yb_view::unanswered(self.calculator, &self.pairs, self.faults.as_ref(), &options);
        drawn(&widget)
    }

    /// The widget with its answer; whatever is left to do is done at once.
    ///
    /// # Errors
    /// Options that cannot be read.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        if let Some(running) = self.running.take() {
            self.answer = Some(running.answer());
        }
        let Some(answer) = &self.answer else {
            return self.waiting();
        };
        let options = self.drawing()?;
        let widget = yb_view::answered(self.calculator, answer.clone(), &options);
        drawn(&widget)
    }

    /// How it is drawn from now on.
    pub fn redraw(&mut self, options: JsValue) {
        self.options = options;
    }

    fn drawing(&self) -> Result<yb_view::Options, JsValue> {
        let options = from_js(&self.options).map_err(|errors| thrown(&errors))?;
        Ok(drawing(&options))
    }
}

/// How calculator `id` is begun.
fn slow(id: &str) -> Result<&'static Slow, Errors> {
    let mut all = MODULES.iter().flat_map(|module| module.slow);
    let found = all.find(|slow| slow.id == id).copied();
    found.ok_or_else(|| Errors::one("id", Code::Choice, "is answered at once"))
}
