//! Every calculator on one page: its question, its answer at its first preset, its picture, its link;
//! or its question alone, for pages that lead to many things.

use crate::html::escape;
use anyhow::{Result, anyhow};
use yb_core::calculators::{GROUPS, Group};
use yb_core::definition::{Answer, Calculator, Value};
use yb_view::chart;

/// The width of a picture in the index, in pixels.
const WIDTH: f64 = 320.0;

/// The groups with their calculators; links are relative to the folder of the calculators' pages.
pub(crate) fn html() -> Result<String> {
    GROUPS.iter().map(section).collect()
}

/// The questions alone, group by group; links are relative to the root of the site.
pub(crate) fn questions() -> String {
    let groups = GROUPS.iter().map(|group| {
        let link = |calculator: &Calculator| {
            let (id, title) = (calculator.id, escape(calculator.title));
            format!("<li><a href=\"site:book/calculators/{id}.html\">{title}</a></li>")
        };
        let links: String = group.calculators().map(link).collect();
        let title = escape(group.title);
        format!("<div><h3>{title}</h3><ul>{links}</ul></div>")
    });
    format!(
        "<div class=\"questions\">{}</div>",
        groups.collect::<String>()
    )
}

fn section(group: &Group) -> Result<String> {
    let cards = group.calculators().map(card);
    let cards: String = cards.collect::<Result<_>>()?;
    let title = escape(group.title);
    Ok(format!(
        "<section class=\"calculators\"><h2 id=\"{0}\">{title}</h2><ul>{cards}</ul></section>",
        group.id
    ))
}

/// The answer at the first preset, where a calculator's own page starts.
///
/// # Errors
/// The preset has a fault.
pub fn first_answer(calculator: &Calculator) -> Result<Answer> {
    let preset = calculator.presets.first().map_or(&[][..], |it| it.inputs);
    let pair = |(key, text): &(&str, &str)| ((*key).to_owned(), Value::from(*text));
    let answer = calculator.answer(&preset.iter().map(pair).collect::<Vec<_>>());
    answer.map_err(|errors| anyhow!("{}: {errors}", calculator.id))
}

fn card(calculator: &Calculator) -> Result<String> {
    let answer = first_answer(calculator)?;
    let picture = if answer.chart.xs.is_empty() {
        String::new()
    } else {
        let picture = chart::draw(&answer.chart, WIDTH).0.to_html();
        format!("<div class=\"yb bare\">{picture}</div>")
    };
    Ok(format!(
        "<li><a href=\"{id}.html\">{title}</a>{picture}<p>{reading}</p></li>",
        id = calculator.id,
        title = escape(calculator.title),
        reading = escape(&answer.reading.to_string()),
    ))
}
