//! Calculators and their values, computed while the page is built.

use crate::html::escape;
use crate::word::Arguments;
use anyhow::{Context, Result, anyhow, bail};
use yb_core::calculators::{all, find};
use yb_core::definition::unit::plain;
use yb_core::definition::{Answer, Calculator, OutputField, OutputType, Value};
use yb_view::{Options, widget};

/// The tag with the drawn calculator inside; the ids in it start with `prefix`.
pub(crate) fn html(arguments: &Arguments, prefix: &str, heading_level: u8) -> Result<String> {
    let [id] = arguments.plain("the id of a calculator")?;
    let calculator = known(id)?;
    let options = Options {
        id_prefix: prefix.to_owned(),
        heading_level,
        // `site:` is the root of the site, wherever the page is.
        site: Some("site:".to_owned()),
        ..Options::default()
    };
    let drawn = widget(calculator, &values(&arguments.pairs), &options);
    if let Err(errors) = drawn.answer {
        bail!("{errors}");
    }
    let attributes: String = drawn
        .pairs
        .iter()
        .map(|(name, value)| format!(" {name}=\"{}\"", escape(&text(value))))
        .collect();
    let inside = drawn.node.to_html();
    Ok(format!(
        "<yb-calculator calculator=\"{id}\"{attributes}>{inside}</yb-calculator>"
    ))
}

/// A number of the answer, as text.
pub(crate) fn value(mut arguments: Arguments) -> Result<String> {
    let digits = arguments.take("digits");
    let digits = digits
        .map(|digits| {
            digits
                .parse::<usize>()
                .ok()
                .filter(|n| (1..=17).contains(n))
                .with_context(|| format!("digits={digits} is no number of digits from 1 to 17"))
        })
        .transpose()?;
    let [id, output] = arguments.plain("a calculator and one of its values")?;
    let calculator = known(id)?;
    let answer = compute(calculator, &arguments.pairs)?;
    // `key`, `key.item` for an item of a list, or `key.row.column` for a cell of a table, counted from 0.
    let mut way = output.split('.');
    let key = way.next().unwrap_or_default();
    let figure = answer.figure(key);
    let figure = figure.with_context(|| unknown(id, key, calculator.outputs))?;
    let (row, column) = (way.next(), way.next());
    let text = match (figure.field.of, row, column) {
        (OutputType::Table(columns), Some(row), Some(column)) => {
            let field = columns.iter().find(|field| field.key() == column);
            let field = field.with_context(|| unknown(output, column, columns))?;
            let rows = figure.value.as_list().unwrap_or_default();
            let row = row.parse::<usize>().ok().and_then(|row| rows.get(row));
            let row =
                row.with_context(|| format!("{output}: the table has {} rows", rows.len()))?;
            field.text(row.get(column).unwrap_or(&Value::Null), digits)
        }
        (OutputType::Numbers | OutputType::Texts, Some(item), None) => {
            let items = figure.value.as_list().unwrap_or_default();
            let item = item.parse::<usize>().ok().and_then(|item| items.get(item));
            let item =
                item.with_context(|| format!("{output}: the list has {} items", items.len()))?;
            figure.field.text(item, digits)
        }
        (_, None, None) => figure.text(digits),
        _ => bail!("{output}: expected a value, list.item or table.row.column"),
    };
    Ok(escape(&text))
}

fn unknown(of: &str, key: &str, fields: &[OutputField]) -> String {
    let known: Vec<String> = fields.iter().map(OutputField::key).collect();
    format!("{of} has no value {key}; it has {}", known.join(", "))
}

pub(crate) fn known(id: &str) -> Result<&'static Calculator> {
    find(id).with_context(|| {
        let known: Vec<&str> = all().map(|calculator| calculator.id).collect();
        format!(
            "no calculator is called {id}; known are {}",
            known.join(", ")
        )
    })
}

pub(crate) fn compute(calculator: &Calculator, pairs: &[(String, String)]) -> Result<Answer> {
    let answer = calculator.answer(&values(pairs));
    answer.map_err(|errors| anyhow!("{errors}"))
}

fn values(pairs: &[(String, String)]) -> Vec<(String, Value)> {
    let value = |(key, text): &(String, String)| (key.clone(), Value::from(text.as_str()));
    pairs.iter().map(value).collect()
}

/// A value as an attribute carries it.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => plain(*number),
        Value::Bool(flag) => flag.to_string(),
        // Items with commas between them, as a field of this kind reads them.
        Value::List(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
