//! Every calculator on one page: its question, its answer at its first preset, its picture, its link.

use crate::html::escape;
use anyhow::{Result, anyhow};
use yb_core::calculators::{GROUPS, Group};
use yb_core::definition::{Calculator, Value};
use yb_view::chart;

/// The width of a picture in the index, in pixels.
const WIDTH: f64 = 320.0;

/// The groups with their calculators; links are relative to the folder of the calculators' pages.
pub(crate) fn html() -> Result<String> {
    GROUPS.iter().map(|group| section(group)).collect()
}

fn section(group: &Group) -> Result<String> {
    let cards = group.calculators.iter().map(|calculator| card(calculator));
    let cards: String = cards.collect::<Result<_>>()?;
    let title = escape(group.title);
    Ok(format!(
        "<section class=\"calculators\"><h2 id=\"{0}\">{title}</h2><ul>{cards}</ul></section>",
        group.id
    ))
}

fn card(calculator: &Calculator) -> Result<String> {
    let preset = calculator.presets.first().map_or(&[][..], |it| it.inputs);
    let pair = |(key, text): &(&str, &str)| ((*key).to_owned(), Value::from(*text));
    let answer = calculator.answer(&preset.iter().map(pair).collect::<Vec<_>>());
    let answer = answer.map_err(|errors| anyhow!("{}: {errors}", calculator.id))?;
    let picture = match answer.chart.xs.is_empty() {
        true => String::new(),
        false => chart::draw(&answer.chart, WIDTH).0.to_html(),
    };
    Ok(format!(
        "<li><a href=\"{id}.html\">{title}</a><div class=\"yb\">{picture}</div><p>{reading}</p></li>",
        id = calculator.id,
        title = escape(calculator.title),
        reading = escape(&answer.reading.to_string()),
    ))
}
