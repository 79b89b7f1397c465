//! `impermanent-loss`: what does a price move cost?

use super::curve::{faults, tell};
use crate::analysis::impermanent::{Impermanent, Token, impermanent, weights_add_up};
use crate::analysis::limits::Invalid;
use crate::definition::calculator::evaluate;
use crate::definition::field::{list, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::{inputs, outputs};

inputs! {
    /// A weighted pool, and how the prices of its tokens moved.
    pub struct Input {
        /// Share of the pool's value in each token; together 1. Two halves are a constant product.
        weights: Vec<f64> = list("Weights", &number("Weight", Unit::Percent, 0.5).range(0.01, 0.99), "0.5, 0.5", (2, 100));
        /// Relative change of the price of each token in any common unit: 1 is a doubling.
        price_changes: Vec<f64> = list("Changes of their prices", &number("Change", Unit::Percent, 0.0).range(-0.999_999, 1e9), "1, 0", (2, 100));
    }
    rules(errors) {
        (weights, price_changes) => if weights.len() != price_changes.len() {
            let fault = format!(
                "{} changes for {} weights; each token needs one",
                price_changes.len(),
                weights.len()
            );
            errors.push("priceChanges", Code::Conflict, fault);
        },
        (weights) => tell(weights_add_up(weights), errors),
    }
}

outputs! {
    /// One token of the pool.
    pub struct Row {
        /// Which token, in the order of the weights.
        token: f64 = figure("Token", Unit::Plain);
        /// Its share of the pool's value, which stays.
        weight: f64 = figure("Weight", Unit::Percent).digits(4);
        /// Relative change of its price.
        price_change: f64 = figure("Price", Unit::Percent).digits(4);
        /// Relative change of the pool's balance of it.
        balance_change: f64 = figure("Balance", Unit::Percent).digits(4);
    }
}

outputs! {
    /// The pool against holding, after the prices moved.
    pub struct Output {
        /// How much less the pool is worth than what was put in would be, a fraction of the latter.
        loss: f64 = figure("Impermanent loss", Unit::Percent).tone(Tone::Lost);
        /// Value of the pool over its value before.
        pool_value: f64 = figure("Pool, of its value before", Unit::Percent).digits(4).tone(Tone::Kept);
        /// Value of what was put in, held, over its value before.
        held_value: f64 = figure("Holding, of its value before", Unit::Percent).digits(4);
        /// Loss as a fraction of the value before.
        loss_of_start: f64 = figure("Loss, of the value before", Unit::Percent);
        /// Balance of each token over its balance before.
        new_balances: Vec<f64> = figure("Balances, of those before", Unit::Percent).digits(4);
        /// Each token.
        tokens: Vec<Row> = figure("Token by token", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "impermanent-loss",
    title: "What does a price move cost?",
    summary: "Impermanent loss of a weighted pool of any number of tokens against holding them, \
              and the balances that the pool ends with.",
    method: Method {
        formula: "loss = 1 − Π rᵢ^wᵢ / Σ wᵢ rᵢ   ·   balanceᵢ = Π rⱼ^wⱼ / rᵢ",
        text: "rᵢ is the new price of a token over the old, wᵢ its weight. Arbitrage trades the \
               pool until each token has its share of the value again. Without swap fees, which \
               make the loss smaller. It depends on where prices end and not on the way, and it \
               is gone if they come back. The common factor of all prices does not matter.",
        sources: &[Source {
            label: "Balancer’s documentation, Impermanent loss (its example misprints the pool’s value)",
            address: "https://docs.balancer.fi/concepts/explore-available-balancer-pools/weighted-pool/impermanent-loss.html",
        }],
        code: "core/src/analysis/impermanent.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "ETH in 2024",
        source: "ETH and dollars, 50/50: from 2281 at the end of 2023 to 3333 at the end of 2024 \
                 (closes of the month).",
        inputs: &[("priceChanges", "0.4612, 0")],
    },
    Preset {
        label: "ETH in 2022, 80/20",
        source: "80\u{a0}% ETH, 20\u{a0}% dollars: from 2688 at the end of January 2022 to 1197 at the end \
                 of December.",
        inputs: &[("weights", "0.8, 0.2"), ("priceChanges", "-0.5547, 0")],
    },
    Preset {
        label: "COMP/WETH",
        source: "The example of Balancer’s documentation: COMP doubles, WETH gains 15\u{a0}%.",
        inputs: &[("priceChanges", "1, 0.15")],
    },
    Preset {
        label: "wstETH/WETH, ten months",
        source: "The rate went from 1.190272829 on 2025-01-11 to 1.218828057 on 2025-11-11: \
                 2.399\u{a0}% in ten months. 50/50.",
        inputs: &[("priceChanges", "0.02399, 0")],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let found = impermanent(&given(input, None)).map_err(faults)?;
    let mut tokens = Vec::new();
    for (token, balance) in given(input, None).iter().zip(&found.balances) {
        tokens.push(Row {
            token: (tokens.len() + 1) as f64,
            weight: token.weight,
            price_change: token.price_change,
            balance_change: balance - 1.0,
        });
    }
    Ok(Report {
        reading: reading(&found),
        chart: chart(input).map_err(faults)?,
        output: Output {
            loss: found.loss,
            pool_value: found.pool,
            held_value: found.held,
            loss_of_start: found.loss * found.held,
            new_balances: found.balances,
            tokens,
        },
    })
}

/// The tokens as they are given, the first with this much more of a change, or less.
fn given(input: &Input, first: Option<f64>) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (&weight, &price_change) in input.weights.iter().zip(&input.price_changes) {
        tokens.push(Token {
            weight,
            price_change,
        });
    }
    if let (Some(change), Some(token)) = (first, tokens.first_mut()) {
        token.price_change = change;
    }
    tokens
}

fn reading(found: &Impermanent) -> Sentence {
    if found.loss < 1e-15 {
        return Sentence::new().text("Nothing: the prices have not moved against each other.");
    }
    let words = Sentence::new().text("This pool is worth ");
    let words = words.number(found.loss, Unit::Percent, 3, Tone::Lost);
    let words = words.text(" less than the tokens that were put in. They are worth ");
    let words = words.number(found.held, Unit::Percent, 4, Tone::Plain);
    let words = words.text(" of what they were, the pool ");
    words
        .number(found.pool, Unit::Percent, 4, Tone::Kept)
        .text(".")
}

/// The loss for other prices of the first token, all else as given; beside a constant product.
fn chart(input: &Input) -> Result<Chart, Vec<Invalid>> {
    const STEPS: u32 = 60;
    let now = input.price_changes.first().copied().unwrap_or(0.0);
    // By factors: a third and a threefold are as far from where it was.
    let far = (1.25 * now.ln_1p().abs()).max(5_f64.ln()).min(20.0);
    let logs = Chart::even(-far, far, STEPS);
    let xs: Vec<f64> = logs.into_iter().map(f64::exp_m1).collect();
    let mut own = Vec::new();
    for change in &xs {
        own.push(impermanent(&given(input, Some(*change)))?.loss);
    }
    let mut series = vec![Series::line("this pool", Tone::Lost, own).shaded()];
    let halves = input.weights[..] == [0.5, 0.5];
    if !halves {
        let flat = |change: &f64| {
            let token = |price_change| Token {
                weight: 0.5,
                price_change,
            };
            impermanent(&[token(*change), token(0.0)]).map_or(f64::NAN, |found| found.loss)
        };
        series.push(Series::line(
            "50/50",
            Tone::Flat,
            xs.iter().map(flat).collect(),
        ));
    }
    Ok(Chart {
        title: "Loss against holding, by the first token’s price".into(),
        description: "Share by which the pool is worth less than the tokens put into it, for \
                      other prices of the first token and the others as given; beside a pool of \
                      two halves whose other token stands still."
            .into(),
        x: Axis::log(
            "Price of the first token, over its price before",
            Unit::Plain,
        ),
        y: Axis::new("Loss", Unit::Percent),
        xs: xs.iter().map(|change| 1.0 + change).collect(),
        names: Vec::new(),
        series,
        mark: Some(Mark {
            x: 1.0 + now,
            series: 0,
        }),
    })
}
