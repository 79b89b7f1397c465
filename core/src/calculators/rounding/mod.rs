//! `rounding`: what did one wei of rounding do in November 2025?

mod replay;
mod show;

use super::amounts::{AmountUnit, Exact, integers};
use crate::definition::calculator::evaluate;
use crate::definition::field::{amount, choice, list, number};
use crate::definition::figure::figure;
use crate::definition::unit::plain;
use crate::definition::{
    Calculator, Code, Errors, Inputs, Method, Outputs, Preset, Report, Source, Tone, Unit,
};
use crate::fixed::{Error, Fixed, U256};
use crate::vault::{Upscaling, V2Pool};
use crate::{choices, inputs, outputs};
use replay::{Replay, replay};

choices! {
    /// How an exact amount out is brought to the common unit.
    pub enum Rounding {
        /// As the contract did.
        Down = "down" "down, as the contract did",
        /// As it should have.
        Up = "up" "up, as it should have",
    }
}

inputs! {
    /// A stable pool of v2 with two tokens, and rounds of swaps in it.
    pub struct Input {
        /// The pool’s balances in smallest units: of a token at the rate 1, and of the token with the rate.
        balances: Vec<String> = list("Balances in smallest units", &amount("Balance", "1"), "40000, 40000", (2, 2));
        /// The rate of the second token.
        rate: Exact = amount("Rate of the second token", "1.058132408689971699");
        /// How an exact amount out is rounded where the pool works out the payment.
        direction: Rounding = choice("Amounts out are rounded", Rounding::CHOICES, "down");
        /// Rounds of three swaps.
        steps: f64 = number("Rounds of three swaps", Unit::Plain, 10.0).range(1.0, 100.0).slide(1.0, 40.0).step(1.0);
        /// How many units the swap over the edge takes.
        taken: f64 = number("Units taken over the edge", Unit::Plain, 17.0).range(1.0, 1000.0).slide(1.0, 100.0).step(1.0).advanced();
        /// The amplification.
        amplification: f64 = number("Amplification", Unit::Plain, 200.0).range(1.0, 5000.0).step(1.0).log().advanced();
        /// The swap fee.
        swap_fee: f64 = number("Swap fee", Unit::Percent, 0.0001).range(0.000_001, 0.1).slide(0.000_001, 0.01).step(0.0001).advanced();
    }
    rules(errors) {
        (balances) => { read_balances(balances, errors); },
        (steps) => { count(*steps, "steps", errors); },
        (taken) => { count(*taken, "taken", errors); },
        (amplification) => { count(*amplification, "amplification", errors); },
        (swap_fee) => { exact_fee(*swap_fee, errors); },
    }
}

outputs! {
    /// One swap.
    pub struct Row {
        /// What is taken.
        takes: String = figure("Takes", Unit::Plain);
        /// The same at its rate, before rounding.
        worth: String = figure("Worth", Unit::Raw);
        /// What the pool counts it as.
        counted: String = figure("Counted as", Unit::Raw);
        /// What is paid for it.
        pays: String = figure("Pays", Unit::Raw);
        /// The invariant that is left.
        invariant: String = figure("Invariant", Unit::Raw);
        /// The invariant at the same place with the other rounding; nothing once it refuses.
        other: Option<String> = figure("With the other rounding", Unit::Raw).none("");
    }
}

outputs! {
    /// The path of the invariant, and who pays.
    pub struct Output {
        /// The change of the invariant from the first swap to the last.
        invariant_change: f64 = figure("Change of the invariant", Unit::Percent).tone(Tone::Lost);
        /// The same with the amount out rounded up, over as many swaps as it lets happen.
        corrected_change: f64 = figure("Rounded up instead", Unit::Percent).tone(Tone::Kept);
        /// Who pays for the rounding: the liquidity providers where the invariant falls, the trader where it rises, nobody where no swap is possible.
        who_pays: String = figure("Who pays", Unit::Plain);
        /// How much less than its worth the amount over the edge counts for.
        understated: f64 = figure("The amount is understated by", Unit::Percent).tone(Tone::Lost);
        /// The invariant before the first swap and after each.
        invariants: Vec<String> = figure("Invariants", Unit::Raw).hidden();
        /// Swaps that happened.
        swaps: f64 = figure("Swaps", Unit::Plain);
        /// Why the next one is refused, if it is.
        refused: Option<String> = figure("The next one is refused", Unit::Plain).none("");
        /// Swap by swap.
        path: Vec<Row> = figure("Swap by swap", Unit::Raw).drawer();
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "rounding",
    title: "What did one wei of rounding do in November 2025?",
    summary: "The path of a pool’s invariant under the swaps that drained Balancer v2’s stable \
              pools, with the rounding as it was and as it should have been.",
    method: Method {
        formula: "counted = ⌊amount out · rate⌋   where it should have been   ⌈amount out · rate⌉",
        text: "The contract’s own whole-number arithmetic. A round has three swaps, each for an \
               exact amount out: all but a few units of the token with the rate, then all but \
               one of these, over the edge, then nine tenths of the other token, which brings \
               the first one back. The pool token that the attacker borrowed and bought back, \
               protocol fees and the search for the best amounts are left out.",
        sources: &[
            Source {
                label: "balancer/balancer-v2-monorepo at 316ded0: BaseGeneralPool.sol (_swapGivenOut), ScalingHelpers.sol, StableMath.sol",
                address: "https://github.com/balancer/balancer-v2-monorepo/tree/316ded0",
            },
            Source {
                label: "BlockSec, In-Depth Analysis: The Balancer V2 Exploit (November 2025)",
                address: "https://blocksec.com/blog/in-depth-analysis-the-balancer-v2-exploit",
            },
        ],
        code: "core/src/vault/v2.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "WETH/osETH, drained to wei",
        source: "The rate of osETH at block 23717397 on Ethereum (3 November 2025), A = 200, fee 0.01\u{a0}%; the balances are an example of what the first swaps had left.",
        inputs: &[],
    },
    Preset {
        label: "The same, corrected",
        source: "Rounded up, the same swaps raise the invariant.",
        inputs: &[("direction", "up")],
    },
    Preset {
        label: "A wider edge",
        source: "999 units taken of 1,000 instead of 17 of 18: of a larger amount, rounding is a smaller part.",
        inputs: &[("taken", "999")],
    },
    Preset {
        label: "Without a rate",
        source: "At the rate 1 nothing is rounded.",
        inputs: &[("rate", "1")],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let mut errors = Errors::new();
    let taken = count(input.taken, "taken", &mut errors);
    let (Some(taken), Some(pool)) = (taken, pool(input, &mut errors)) else {
        return Err(errors);
    };
    let edge = U256::from(taken + 1);
    let refused = |error: Error| {
        let fault = format!("{}: {error}", input.balances.join(", "));
        Errors::one("balances", Code::Contract(error.name()), fault)
    };
    let before = pool.invariant().map_err(refused)?;
    let down = replay(&pool, input, edge, Upscaling::Down);
    let up = replay(&pool, input, edge, Upscaling::Up);
    let (own, other) = match input.direction {
        Rounding::Down => (&down, &up),
        Rounding::Up => (&up, &down),
    };
    let change = |replay: &Replay| -> f64 {
        let last = replay.swaps.last().map_or(before, |swap| swap.invariant);
        last.to_f64() / before.to_f64() - 1.0
    };
    let payer = match change(own) {
        change if change < 0.0 => "liquidity providers",
        change if change > 0.0 => "trader",
        _ => "nobody",
    };
    let mut invariants = vec![before.raw()];
    for swap in &own.swaps {
        invariants.push(swap.invariant.raw());
    }
    Ok(Report {
        reading: show::reading(input, own, change(own)),
        chart: show::chart(before, &down, &up),
        output: Output {
            invariant_change: change(own),
            corrected_change: change(&up),
            who_pays: payer.into(),
            understated: understated(edge, input),
            invariants: integers(&invariants),
            swaps: own.swaps.len() as f64,
            refused: own.refused.map(|error| error.to_string()),
            path: show::rows(input.rate.0, own, other),
        },
    })
}

/// By how much the amount over the edge is understated: `1 − ⌊a · r⌋ / (a · r)`; 0 where it is rounded up.
fn understated(edge: U256, input: &Input) -> f64 {
    if input.direction == Rounding::Up {
        return 0.0;
    }
    let amount = Fixed::from_raw(edge - U256::one());
    let exact = amount.to_f64() * input.rate.0.to_f64();
    let counted = amount.mul_down(input.rate.0).map_or(exact, Fixed::to_f64);
    1.0 - counted / exact
}

fn read_balances(texts: &[String], errors: &mut Errors) -> Vec<U256> {
    let mut balances = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let field = format!("balances[{index}]");
        balances.extend(AmountUnit::Raw.read(text, 0, &field, errors));
    }
    balances
}

fn exact_fee(fee: f64, errors: &mut Errors) -> Option<Fixed> {
    let exact = plain(fee).parse::<Fixed>();
    if let Err(error) = exact {
        let fault = format!("{} has too many digits: {error}", plain(fee));
        errors.push("swapFee", Code::Type, fault);
    }
    exact.ok()
}

fn pool(input: &Input, errors: &mut Errors) -> Option<V2Pool> {
    let balances = read_balances(&input.balances, errors);
    let amplification = count(input.amplification, "amplification", errors)?;
    let fee = exact_fee(input.swap_fee, errors)?;
    let amplification = U256::from(amplification) * U256::from(1000);
    let factors = vec![Fixed::ONE, input.rate.0];
    let pool = V2Pool::new(amplification, balances, factors, fee);
    if let Err(error) = pool {
        let (field, given) = match error {
            Error::InvalidScalingFactor => ("rate", input.rate.0.to_string()),
            _ => ("balances", input.balances.join(", ")),
        };
        let code = Code::Contract(error.name());
        errors.push(field, code, format!("{given}: {error}"));
    }
    pool.ok()
}

/// A number that must be whole.
fn count(number: f64, field: &str, errors: &mut Errors) -> Option<u64> {
    let count = crate::definition::read::whole(number);
    if count.is_none() {
        let fault = format!("{} is no whole number", plain(number));
        errors.push(field, Code::Type, fault);
    }
    count
}
