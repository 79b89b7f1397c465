//! `exit`: how do I leave, and what do I get?

mod ways;

use super::amounts::{AmountUnit, integers, something};
use super::pool::{POOL_TOKEN_DECIMALS, PoolInput, pool};
use crate::definition::calculator::evaluate;
use crate::definition::field::{amount, choice, flag, text};
use crate::definition::figure::figure;
use crate::definition::{
    Calculator, Code, Errors, Inputs, Method, Outputs, Preset, Report, Sentence, Source, Tone, Unit,
};
use crate::fixed::text::{format_integer, format_units};
use crate::fixed::{Fixed, U256};
use crate::said;
use crate::vault::PoolState;
use crate::{inputs, outputs};
use ways::Exit;

inputs! {
    /// Pool tokens to give back.
    pub struct Input {
        /// The pool: a real one by its name, or JSON in the form of the contracts' state or of Balancer's API.
        pool: PoolInput = pool("Pool", "usdt-gho-usdc");
        /// The pool tokens that you give back.
        pool_tokens: String = amount("Your pool tokens", "100000000000000000000000");
        /// All pool tokens there are, if not those that the pool's source gives.
        supply: String = text("All pool tokens, if others than the pool says", "");
        /// The pool is paused, or in recovery mode: neither swaps nor exits out of proportion.
        paused: bool = flag("The pool is paused", false);
        /// The token to compare with, for an exit in one token alone: symbol, address or index.
        token: String = text("Or all in one token", "0");
        /// What pool tokens and supply count: their smallest unit, as contracts do, or whole tokens.
        amount_unit: AmountUnit = choice("Amounts in", AmountUnit::CHOICES, "raw");
    }
    rules(errors) {
        (pool, token) => { pool.token(token, "token", errors); },
        (pool_tokens, amount_unit) => {
            given(pool_tokens, *amount_unit, errors);
        },
        (pool, supply, amount_unit) => { supplied(pool, supply, *amount_unit, errors); },
    }
}

outputs! {
    /// What comes of one token.
    pub struct Row {
        /// Its symbol.
        token: String = figure("Token", Unit::Plain);
        /// In whole tokens, every digit.
        amount: String = figure("In proportion", Unit::Tokens);
        /// The same times the token's rate: what it is worth in the token behind it.
        worth: String = figure("Times its rate", Unit::Tokens);
        /// Everything in this token instead, in whole tokens; words where the pool refuses.
        alone: String = figure("All in this one", Unit::Tokens);
        /// What that costs against the exit in proportion, at the spot prices before.
        cost: Option<f64> = figure("Costs", Unit::Percent).tone(Tone::Lost).none("");
    }
}

outputs! {
    /// What leaving gives.
    pub struct Output {
        /// The way: `proportional`, or `recovery` where the pool is paused.
        way: String = figure("Way out", Unit::Plain);
        /// What comes of each token, in its smallest unit.
        amounts: Vec<String> = figure("Amounts in smallest units", Unit::Raw).hidden();
        /// The share of the pool that the pool tokens are.
        share_of_pool: f64 = figure("Your share of the pool", Unit::Percent).tone(Tone::Kept);
        /// Everything in the one token instead, in its smallest unit.
        unbalanced: Option<String> = figure("In one token, smallest units", Unit::Raw).hidden();
        /// What that costs against the exit in proportion, at the spot prices before.
        unbalanced_cost: Option<f64> = figure("Cost of leaving in one token", Unit::Percent).tone(Tone::Lost).none("the pool refuses");
        /// What comes of each token, and what leaving in it alone gives.
        tokens: Vec<Row> = figure("Token by token", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "exit",
    title: "How do I leave, and what do I get?",
    summary: "What pool tokens give back in proportion, also from a paused pool, and what leaving \
              in one token costs instead.",
    method: Method {
        formula: "amount = ⌊balance · pool tokens / supply⌋",
        text: "An exit in proportion asks no price: each token is paid by the share of the pool \
               tokens, rounded down. In recovery mode the Vault divides the tokens’ own balances \
               and asks neither curve, rate nor hook, which is why it works when all else is \
               paused. Leaving in one token is that and a trade: what is out of proportion pays \
               the swap fee and moves the price. Its cost compares both at the spot prices before.",
        sources: &[Source {
            label: "balancer/balancer-v3-monorepo at 0a5890a: VaultExtension.sol (removeLiquidityRecovery), BasePoolMath.sol",
            address: "https://github.com/balancer/balancer-v3-monorepo/tree/0a5890a",
        }],
        code: "core/src/vault/remove.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "USDT/GHO/USDC",
        source: "100,000 of the boosted pool’s tokens, as it was in March 2026.",
        inputs: &[
            ("pool", "usdt-gho-usdc"),
            ("poolTokens", "100000"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "The same, paused",
        source: "In recovery mode nothing but the exit in proportion is left.",
        inputs: &[
            ("pool", "usdt-gho-usdc"),
            ("poolTokens", "100000"),
            ("paused", "true"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "A third of 20wstETH/80AAVE",
        source: "The weighted pool of February 2026, left in wstETH: more than 30\u{a0}% is refused.",
        inputs: &[
            ("pool", "wsteth-aave"),
            ("poolTokens", "94000"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "tETH/wstETH with StableSurge",
        source: "50 pool tokens on 2025-04-11, when the pool was short of wrapped wstETH.",
        inputs: &[
            ("pool", "teth-wsteth-surge"),
            ("poolTokens", "50"),
            ("token", "tETH"),
            ("amountUnit", "token"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let mut errors = Errors::new();
    let token = input.pool.token(&input.token, "token", &mut errors);
    let unit = input.amount_unit;
    let given = given(&input.pool_tokens, unit, &mut errors);
    let state = supplied(&input.pool, &input.supply, unit, &mut errors);
    let (Some(token), Some(given), Some(state)) = (token, given, state) else {
        return Err(errors);
    };
    let exit = Exit::new(input, &state, given)?;
    let alone = exit.alone(token);
    Ok(Report {
        reading: reading(&exit, token),
        chart: exit.chart(token),
        output: Output {
            way: if input.paused {
                "recovery"
            } else {
                "proportional"
            }
            .into(),
            share_of_pool: exit.share(),
            unbalanced: alone.as_ref().ok().map(|raw| format_integer(*raw)),
            unbalanced_cost: alone.ok().and_then(|raw| exit.cost(token, raw)),
            tokens: exit.rows(),
            amounts: integers(&exit.amounts),
        },
    })
}

/// The pool tokens given back. The Vault would answer none with nothing.
fn given(pool_tokens: &str, unit: AmountUnit, errors: &mut Errors) -> Option<U256> {
    let given = unit.read(pool_tokens, POOL_TOKEN_DECIMALS, "poolTokens", errors)?;
    something(&[given], "poolTokens", errors).then_some(given)
}

/// The pool with the number of pool tokens that is given, or its own.
fn supplied(
    pool: &PoolInput,
    supply: &str,
    unit: AmountUnit,
    errors: &mut Errors,
) -> Option<PoolState> {
    if supply.is_empty() {
        pool.supply_needed("supply", errors);
        return pool.supply_known.then(|| pool.state.clone());
    }
    let supply: U256 = unit.read(supply, POOL_TOKEN_DECIMALS, "supply", errors)?;
    match pool.with_supply(Fixed::from_raw(supply)) {
        Ok(state) => Some(state),
        Err(error) => {
            let fault = said!(format_units(supply, POOL_TOKEN_DECIMALS), ": ", error);
            errors.push("supply", Code::Contract(error.name()), fault);
            None
        }
    }
}

fn reading(exit: &Exit<'_>, token: usize) -> Sentence {
    let pool = &exit.input.pool;
    let given = format_units(exit.given, POOL_TOKEN_DECIMALS);
    let words = Sentence::new()
        .text(said!(given, " pool tokens give "))
        .exact(pool.listed(&exit.amounts), Tone::Kept);
    if exit.input.paused {
        return words.text(". The pool is paused, so there is no other way.");
    }
    let symbol = &pool.symbols[token];
    let words = words.text(said!("; all in ", symbol, " "));
    match exit.alone(token) {
        Ok(raw) => match exit.cost(token, raw) {
            Some(cost) => words
                .text("costs ")
                .number(cost, Unit::Percent, 2, Tone::Lost)
                .text(" of that."),
            None => words.text("has no price to compare with."),
        },
        Err(error) => words.text(said!("is refused: ", error.name(), ".")),
    }
}
