//! Pictures that the core computes: the one of a calculator, or one of its values along one of its inputs.

use crate::calculator::{compute, known};
use crate::html::escape;
use crate::word::{Arguments, split};
use anyhow::{Context, Result, anyhow, ensure};
use yb_core::definition::unit::plain;
use yb_core::definition::{
    Axis, Calculator, Chart, InputField, Kind, OutputField, Series, Tone, Unit, Value, decimal,
};
use yb_view::{chart, picture};

/// What the lines are drawn in, where nothing else is asked for.
const TONES: [Tone; 5] = [Tone::Lost, Tone::Kept, Tone::Flat, Tone::Lost2, Tone::Plain];
const STEPS: u32 = 60;
const EVERYWHERE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// `chart id caption="…" key=value…`: the picture of the calculator in this state.
pub(crate) fn of_calculator(mut arguments: Arguments) -> Result<String> {
    let caption = arguments.take("caption").unwrap_or_default();
    let [id] = arguments.plain("the id of a calculator")?;
    let answer = compute(known(id)?, &arguments.pairs)?;
    ensure!(!answer.chart.xs.is_empty(), "{id} draws nothing here");
    Ok(figure(&answer.chart, &caption))
}

/// `plot id value[,value…] over=input from=… to=… title="…"`, and where they are wanted `caption`,
/// `log` (`x`, `y` or `xy`), `steps`, `tones`, and `lines="name: key=value; …"` with a line for each, which may have a
/// `from` and a `to` of its own.
pub(crate) fn of_values(mut arguments: Arguments) -> Result<String> {
    let caption = arguments.take("caption").unwrap_or_default();
    let chart = chart(&mut arguments)?;
    Ok(figure(&chart, &caption))
}

/// One line of the picture: its name, which value it shows, and what it is computed from.
struct Line<'a> {
    name: String,
    output: &'a str,
    pairs: Vec<(String, String)>,
    /// Where it begins and ends.
    range: (f64, f64),
}

fn chart(arguments: &mut Arguments) -> Result<Chart> {
    let mut must = |key: &str| {
        arguments
            .take(key)
            .with_context(|| format!("{key} is missing"))
    };
    let (title, over) = (must("title")?, must("over")?);
    let from = number("from", &must("from")?)?;
    let to = number("to", &must("to")?)?;
    let log = arguments.take("log").unwrap_or_default();
    let steps = match arguments.take("steps") {
        Some(text) => text
            .parse()
            .ok()
            .filter(|steps| (1..=400).contains(steps))
            .with_context(|| format!("steps={text} is no number from 1 to 400"))?,
        None => STEPS,
    };
    let tones = arguments.take("tones");
    let lines = arguments.take("lines");
    let [id, outputs] = arguments.plain("a calculator and its values")?;
    let calculator = known(id)?;
    let outputs: Vec<&str> = outputs.split(',').collect();
    let fields = outputs.iter().map(|key| output(calculator, key));
    let fields = fields.collect::<Result<Vec<_>>>()?;
    let field =
        input(calculator.inputs, &over).with_context(|| format!("{id} has no input {over}"))?;
    let xs = xs(from, to, steps, log.contains('x'))?;

    let lines = match &lines {
        Some(text) => of_text(text, &outputs, &arguments.pairs)?,
        None => of_outputs(&fields, &outputs, &arguments.pairs),
    };
    let mut series = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let at = |x: &f64| value(calculator, line, &over, *x);
        let values = xs.iter().map(at).collect::<Result<Vec<_>>>();
        let values = values.with_context(|| format!("line “{}”", line.name))?;
        let tone = tone(tones.as_deref(), index)?;
        series.push(Series::line(line.name.as_str(), tone, values));
    }
    let first = fields.first().context("no value is asked for")?;
    let unit = first.figure.unit;
    ensure!(
        fields.iter().all(|field| field.figure.unit == unit),
        "values of one unit go into one picture"
    );
    let axis = |name: char, label: &str, unit| {
        let axis = if log.contains(name) {
            Axis::log
        } else {
            Axis::new
        };
        axis(label, unit)
    };
    let y = if fields.len() == 1 {
        first.figure.label
    } else {
        "Share"
    };
    Ok(Chart {
        description: description(&series, unit),
        title,
        x: axis('x', field.shape.label, field.shape.unit()),
        y: axis('y', y, unit),
        xs,
        names: Vec::new(),
        series,
        mark: None,
    })
}

fn number(key: &str, text: &str) -> Result<f64> {
    decimal::parse(text).with_context(|| format!("{key}={text} is no number"))
}

/// Steps between two numbers, by equal differences or equal factors.
fn xs(from: f64, to: f64, steps: u32, log: bool) -> Result<Vec<f64>> {
    ensure!(from < to, "from must be less than to");
    ensure!(!log || from > 0.0, "equal factors begin above 0");
    if !log {
        return Ok(Chart::even(from, to, steps));
    }
    let logs = Chart::even(from.ln(), to.ln(), steps);
    Ok(logs.into_iter().map(f64::exp).collect())
}

/// `name: key=value key=value; name: …`
fn of_text<'a>(
    text: &str,
    outputs: &[&'a str],
    shared: &[(String, String)],
) -> Result<Vec<Line<'a>>> {
    let [output] = outputs else {
        return Err(anyhow!("lines= goes with one value"));
    };
    let line = |part: &str| {
        let (name, own) = part
            .split_once(':')
            .context("a line is “name: key=value”")?;
        let (mut pairs, mut range) = (shared.to_vec(), EVERYWHERE);
        for pair in split(own)? {
            let (key, value) = pair
                .split_once('=')
                .context("a line is “name: key=value”")?;
            match key {
                "from" => range.0 = number(key, value)?,
                "to" => range.1 = number(key, value)?,
                _ => pairs.push((key.to_owned(), value.to_owned())),
            }
        }
        let name = name.trim().to_owned();
        Ok(Line {
            name,
            output,
            pairs,
            range,
        })
    };
    text.split(';').map(line).collect()
}

fn of_outputs<'a>(
    fields: &[&OutputField],
    outputs: &[&'a str],
    shared: &[(String, String)],
) -> Vec<Line<'a>> {
    let lines = fields.iter().zip(outputs).map(|(field, output)| Line {
        name: field.figure.label.to_owned(),
        output,
        pairs: shared.to_vec(),
        range: EVERYWHERE,
    });
    lines.collect()
}

/// What `line` is where the input `over` is `x`; NaN outside of its range, and where the calculator has no such number.
fn value(calculator: &Calculator, line: &Line<'_>, over: &str, x: f64) -> Result<f64> {
    if x < line.range.0 || x > line.range.1 {
        return Ok(f64::NAN);
    }
    let mut pairs = line.pairs.clone();
    pairs.push((over.to_owned(), plain(x)));
    let answer = compute(calculator, &pairs)?;
    Ok(match answer.figure(line.output).map(|it| &it.value) {
        Some(Value::Number(number)) => *number,
        Some(Value::Text(text)) => decimal::parse(text).unwrap_or(f64::NAN),
        _ => f64::NAN,
    })
}

fn output(calculator: &Calculator, key: &str) -> Result<&'static OutputField> {
    let found = calculator.outputs.iter().find(|field| field.key() == key);
    found.with_context(|| format!("{} has no value {key}", calculator.id))
}

/// An input by its key, wherever it stands.
fn input<'a>(fields: &'a [InputField], key: &str) -> Option<&'a InputField> {
    fields.iter().find_map(|field| match field.shape.kind {
        _ if field.key() == key => Some(field),
        Kind::Group { fields } => input(fields, key),
        Kind::Union { variants, .. } => variants.iter().find_map(|it| input(it.fields, key)),
        _ => None,
    })
}

fn tone(tones: Option<&str>, index: usize) -> Result<Tone> {
    let Some(tones) = tones else {
        return TONES.get(index).copied().context("too many lines");
    };
    let name = tones.split(',').nth(index).context("tones are too few")?;
    let known = TONES.into_iter().find(|tone| tone.name() == name);
    known.with_context(|| format!("no tone is called {name}"))
}

/// For those who do not see the picture: where each line begins and ends.
fn description(series: &[Series], unit: Unit) -> String {
    let text = |line: &Series| {
        let mut seen = line
            .values
            .iter()
            .copied()
            .filter(|value| value.is_finite());
        let first = seen.next().unwrap_or(f64::NAN);
        let last = seen.next_back().unwrap_or(first);
        let (first, last) = (unit.text(first, 3), unit.text(last, 3));
        format!("{}: from {first} to {last}", line.label)
    };
    series.iter().map(text).collect::<Vec<_>>().join("; ") + "."
}

/// The picture with its caption, and its figures behind it.
fn figure(chart: &Chart, caption: &str) -> String {
    let caption = if caption.is_empty() {
        &chart.title
    } else {
        caption
    };
    format!(
        "<figure class=\"figure computed\"><div class=\"yb bare\">{}</div><figcaption>{}</figcaption>\
         <details><summary>The figures</summary><div class=\"scroll\">{}</div></details></figure>",
        picture(chart).to_html(),
        escape(caption),
        chart::table(chart).to_html(),
    )
}
