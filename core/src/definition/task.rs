//! Answers that take long: a calculation that goes on in slices, so that whoever runs it can say how
//! far it is, do something else between two slices, or drop it.

use super::answer::{Answer, Outputs, Report};
use super::calculator::figures;
use super::errors::Errors;
use super::read::{Inputs, Reader};
use super::value::Value;
use core::fmt;

/// A long calculation of one calculator.
pub trait Task {
    /// Its figures.
    type Output: Outputs;
    /// Goes on for so many steps, or to its end. The result may not depend on how it is sliced.
    fn advance(&mut self, steps: u32);
    /// How much is done, 0 to 1.
    fn progress(&self) -> f64;
    /// What stands at its end.
    fn report(&self) -> Report<Self::Output>;
}

/// A calculator whose answer takes long.
#[derive(Debug)]
pub struct Slow {
    /// The calculator's id.
    pub id: &'static str,
    /// From a JSON object to a calculation that has not yet done a step.
    pub begin: fn(&Value) -> Result<Running, Errors>,
}

/// A calculation on its way, its types set aside.
pub struct Running {
    input: Value,
    work: Box<dyn Work>,
}

impl fmt::Debug for Running {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Running({})", self.progress())
    }
}

/// A [`Task`] without its types.
trait Work {
    fn advance(&mut self, steps: u32);
    fn progress(&self) -> f64;
    fn answer(&self, input: Value) -> Answer;
}

impl<T: Task> Work for T {
    fn advance(&mut self, steps: u32) {
        Task::advance(self, steps);
    }

    fn progress(&self) -> f64 {
        Task::progress(self)
    }

    fn answer(&self, input: Value) -> Answer {
        let report = self.report();
        Answer {
            input,
            figures: figures(T::Output::FIELDS, report.output.values()),
            reading: report.reading,
            chart: report.chart,
        }
    }
}

/// Reads `value` as `I` (all faults at once) and hands it to `start`.
///
/// # Errors
/// Every fault of the input; or what `start` finds wrong with fields that are fine alone.
pub fn begin<I: Inputs, T: Task + 'static>(
    value: &Value,
    start: fn(I) -> Result<T, Errors>,
) -> Result<Running, Errors> {
    let mut errors = Errors::new();
    let Some((input, complete)) = Reader::object::<I>(value, "", &[], &mut errors) else {
        return Err(errors);
    };
    Ok(Running {
        work: Box::new(start(input)?),
        input: Value::Object(complete),
    })
}

impl Running {
    /// The input with every default filled in.
    #[must_use]
    pub fn input(&self) -> &Value {
        &self.input
    }

    /// Goes on for so many steps, or to its end.
    pub fn advance(&mut self, steps: u32) {
        self.work.advance(steps);
    }

    /// How much is done, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.work.progress()
    }

    /// The answer, whatever is left to do done at once.
    #[must_use]
    pub fn answer(mut self) -> Answer {
        while self.progress() < 1.0 {
            self.advance(u32::MAX);
        }
        self.work.answer(self.input)
    }
}
