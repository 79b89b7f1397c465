//! The sentence and the picture.

use super::work::{Work, loss, years};
use crate::analysis::simulation::Moment;
use crate::definition::{Axis, Chart, Mark, Sentence, Series, Tone, Unit};

pub(super) fn reading(work: &Work, end: &Moment, steps: u32, held: bool) -> Sentence {
    let [first, second] = &end.pools;
    let over = if work.given {
        "Over your path of "
    } else {
        "In "
    };
    let words = Sentence::new().text(over);
    let words = words.number(years(&end.market), Unit::Years, 3, Tone::Plain);
    let words = words
        .text(" and ")
        .number(f64::from(steps), Unit::Plain, 7, Tone::Plain);
    let unit = if steps == 1 { " step" } else { " steps" };
    let words = words.text(format!("{unit} the pool “{}” comes out ", work.names[0]));
    let words = behind(words, loss(first), Tone::Kept);
    let words = words.text(format!("; “{}” ", work.names[1]));
    let words = behind(words, loss(second), Tone::Lost).text(".");
    if held {
        words.text(" The price left the limits 1e-9 to 1e9 on the way and was held there.")
    } else {
        words
    }
}

fn behind(words: Sentence, loss: f64, tone: Tone) -> Sentence {
    let side = if loss < 0.0 {
        " ahead of holding"
    } else {
        " behind holding"
    };
    words.number(loss.abs(), Unit::Percent, 3, tone).text(side)
}

pub(super) fn chart(work: &Work, moments: &[Moment]) -> Chart {
    let line = |pool: usize, tone| Series {
        label: work.names[pool].clone(),
        tone,
        area: pool == 1,
        values: moments.iter().map(|at| loss(&at.pools[pool])).collect(),
    };
    let last = moments.last();
    Chart {
        title: "Behind holding, as time passes".into(),
        description: "How far each pool is behind holding the tokens that were put in, as a \
                      share of its value at the start; below nought where it is ahead."
            .into(),
        x: Axis {
            label: "Years".into(),
            unit: Unit::Years,
            log: false,
        },
        y: Axis {
            label: "Share of the starting value".into(),
            unit: Unit::Percent,
            log: false,
        },
        xs: moments.iter().map(|at| years(&at.market)).collect(),
        names: Vec::new(),
        series: vec![line(0, Tone::Kept), line(1, Tone::Lost)],
        mark: last.map(|at| Mark {
            x: years(&at.market),
            series: 1,
        }),
    }
}
