//! No input ends a page: every calculator, asked for what its limits just allow and for what nobody would ask, answers or
//! tells its faults, and is drawn either way.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;
use yb_core::calculators::all;
use yb_core::definition::{Calculator, InputField, Kind, Shape, Value};
use yb_view::{Options, widget};

/// Enough to meet each field's ends in most company; `HOSTILE_CASES` takes more.
const CASES: u64 = 40;

/// Text that stands for no number, or for one that few expect.
const TEXTS: [&str; 24] = [
    "",
    "-0",
    "-1",
    "0",
    "1",
    "2",
    "1.5",
    "1e308",
    "-1e308",
    "1e-320",
    "NaN",
    "Infinity",
    "0.000000000000000001",
    "1000000000000000000",
    "115792089237316195423570985008687907853269984665640564039457584007913129639935",
    "115792089237316195423570985008687907853269984665640564039457584007913129639936",
    "57896044618658097711785492504343953926634992332820282019728792003956564819967",
    "340282366920938463463374607431768211455",
    "18446744073709551616",
    "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0",
    "é",
    "…\u{202e}\0",
    ",,,;\n",
    "<script>",
];

/// Numbers as a generator of George Marsaglia makes them (xorshift, 2003).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What somebody might send under this field.
fn value(dice: &mut Dice, shape: &Shape, pools: &[Value]) -> Value {
    if dice.below(8) == 0 {
        return junk(dice);
    }
    match shape.kind {
        Kind::Number { min, max, .. } => {
            let part = dice.below(1000) as f64 / 1000.0;
            let apart = (min + f64::EPSILON * min.abs()).min(max);
            let inside = [
                min,
                max,
                apart,
                min + part * (max - min),
                min.max(1.0).min(max),
                min.max(0.0).min(max),
                (min.abs().max(1e-9).ln() * (1.0 - part) + max.abs().max(1e-9).ln() * part).exp(),
            ];
            Value::Number(*dice.one(&inside))
        }
        Kind::Choice { choices, .. } => dice.one(choices).name.into(),
        Kind::Flag { .. } => (dice.below(2) == 0).into(),
        Kind::List { item, length, .. } => {
            let count = length.0 + dice.below((length.1 - length.0).min(9) + 1);
            let count = if dice.below(20) == 0 { length.1 } else { count };
            (0..count)
                .map(|_| value(dice, item, pools))
                .collect::<Vec<_>>()
                .into()
        }
        Kind::Union { variants, .. } => dice.one(variants).name.into(),
        Kind::Pool { named, .. } => {
            if dice.below(3) > 0 {
                return dice.one(&named()).name.into();
            }
            let pool = dice.one(pools).clone();
            spoiled(dice, &pool)
        }
        Kind::Group { .. } => junk(dice),
        _ => (*dice.one(&TEXTS)).into(),
    }
}

fn junk(dice: &mut Dice) -> Value {
    match dice.below(9) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => {
            Value::Number(*dice.one(&[f64::NAN, f64::INFINITY, -0.0, f64::MAX, f64::MIN_POSITIVE]))
        }
        3 => Value::List(vec![Value::Number(0.5); 10_000]),
        4 => Value::List(vec![Value::List(vec![Value::Null])]),
        5 => Value::Object(vec![
            ("kind".into(), "stable".into()),
            ("kind".into(), Value::Null),
        ]),
        6 => "1,".repeat(10_000).as_str().into(),
        _ => (*dice.one(&TEXTS)).into(),
    }
}

/// A pool with some of what is in it exchanged.
fn spoiled(dice: &mut Dice, pool: &Value) -> Value {
    match pool {
        Value::Object(entries) => {
            let mut kept = Vec::new();
            for (key, value) in entries {
                match dice.below(40) {
                    0 => {}
                    1 => kept.push((key.clone(), junk(dice))),
                    _ => kept.push((key.clone(), spoiled(dice, value))),
                }
            }
            Value::Object(kept)
        }
        Value::List(items) => Value::List(items.iter().map(|item| spoiled(dice, item)).collect()),
        Value::Text(_) if dice.below(30) == 0 => (*dice.one(&TEXTS)).into(),
        other => other.clone(),
    }
}

/// The fields as they stand flat, those of every kind of a tagged one among them.
fn flat(fields: &'static [InputField]) -> Vec<&'static InputField> {
    let mut all = Vec::new();
    for field in fields {
        all.push(field);
        match field.shape.kind {
            Kind::Union { variants, .. } => {
                for variant in variants {
                    all.extend(flat(variant.fields));
                }
            }
            Kind::Group { fields } => all.extend(flat(fields)),
            _ => {}
        }
    }
    all
}

fn pools() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/vectors");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut pools = Vec::new();
    for file in files {
        if file.extension().is_some_and(|ending| ending == "json") {
            let read: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
            pools.extend(read.get("pool").cloned());
        }
    }
    pools
}

fn ask(calculator: &'static Calculator, pools: &[Value], cases: u64) {
    let fields = flat(calculator.inputs);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut answered = 0;
    for case in 0..cases {
        // From hardly a field to nearly all.
        let share = 1 + dice.below(8);
        let mut pairs = Vec::new();
        for field in &fields {
            if dice.below(8) < share {
                pairs.push((field.attribute(), value(&mut dice, &field.shape, pools)));
            }
        }
        if calculator.id == "simulation" {
            // As many steps as are allowed take their time, which others test.
            pairs.push(("step-seconds".into(), 86_400.0.into()));
        }
        let begun = std::time::Instant::now();
        let drawn = widget(calculator, &pairs, &Options::default());
        answered += u64::from(drawn.answer.is_ok());
        let took = begun.elapsed();
        assert!(
            took.as_secs() < 20,
            "{} case {case} takes {took:?}: {pairs:?}",
            calculator.id
        );
        if std::env::var_os("HOSTILE_CASES").is_some() && took.as_millis() > 300 {
            let mut text = format!("{pairs:?}");
            text.truncate(1500);
            println!("{} case {case} {took:?} {}", calculator.id, text);
        }
        assert!(drawn.node.to_html().len() > 1000);
    }
    println!("{}: {answered} of {cases} answered", calculator.id);
    assert!(
        answered * 50 > cases,
        "{} answers hardly ever",
        calculator.id
    );
}

#[test]
fn no_input_ends_a_page() {
    let cases = std::env::var("HOSTILE_CASES").map_or(CASES, |cases| cases.parse().unwrap());
    let only = std::env::var("HOSTILE_ONLY").unwrap_or_default();
    let pools = pools();
    for calculator in all() {
        if calculator.id.contains(&only) {
            ask(calculator, &pools, cases);
        }
    }
}
