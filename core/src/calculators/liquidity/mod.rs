//! `liquidity`: what does joining or leaving give?

mod show;
mod visit;

use super::amounts::{AmountUnit, integers};
use super::pool::{POOL_TOKEN_DECIMALS, PoolInput, supplied_pool};
use crate::definition::calculator::evaluate;
use crate::definition::field::{amount, choice, list, text};
use crate::definition::figure::figure;
use crate::definition::{
    Calculator, Errors, Inputs, Method, Outputs, Preset, Report, Source, Tone, Unit,
};
use crate::fixed::text::{format_integer, format_units};
use crate::vault::Direction;
use crate::{choices, inputs, outputs};
use visit::Visit;

choices! {
    /// How somebody joins or leaves.
    pub enum Visitor {
        /// Exact amounts of every token.
        AddUnbalanced = "addUnbalanced" "join with these amounts",
        /// Exact pool tokens, paid in one token.
        AddSingleToken = "addSingleTokenExactOut" "join in one token, for exact pool tokens",
        /// Exact pool tokens, paid in proportion.
        AddProportional = "addProportional" "join in proportion, for exact pool tokens",
        /// All tokens for exact pool tokens.
        RemoveProportional = "removeProportional" "leave in proportion",
        /// One token for exact pool tokens.
        RemoveSingleTokenExactIn = "removeSingleTokenExactIn" "leave in one token, with exact pool tokens",
        /// An exact amount of one token.
        RemoveSingleTokenExactOut = "removeSingleTokenExactOut" "leave with an exact amount of one token",
    }
}

inputs! {
    /// A join or an exit.
    pub struct Input {
        /// The pool: a real one by its name, or JSON in the form of the contracts' state or of Balancer's API.
        pool: PoolInput = supplied_pool("Pool", "teth-wsteth-surge");
        /// Which way, and which amount is exact.
        kind: Visitor = choice("You", Visitor::CHOICES, "addUnbalanced");
        /// One amount for each token in the pool's order, to join with these; one amount alone, of pool tokens or of the one token, for every other way.
        amounts: Vec<String> = list("Amounts", &amount("Amount", "0"), "1000000000000000000, 1000000000000000000", (1, 8));
        /// The one token: symbol, address or index. Ways in or out with every token do not ask for it.
        token: String = text("In one token", "0");
        /// What the amounts count: the smallest unit, as contracts do, or whole tokens.
        amount_unit: AmountUnit = choice("Amounts in", AmountUnit::CHOICES, "raw");
    }
    rules(errors) {
        (pool) => pool.supply_needed("pool.totalSupply", errors),
        (pool, kind, token) => { visit::token(pool, *kind, token, errors); },
        (pool, kind, token, amounts, amount_unit) => {
            let way = (*kind, pool.find(token));
            visit::amounts_given(pool, way, amounts, *amount_unit, errors);
        },
    }
}

outputs! {
    /// What moves of one token.
    pub struct Row {
        /// Its symbol.
        token: String = figure("Token", Unit::Plain);
        /// What is paid or got, in whole tokens.
        amount: String = figure("Amount", Unit::Tokens);
        /// The fee on what is out of proportion, in whole tokens.
        fee: String = figure("Fee", Unit::Tokens);
        /// The part of it that leaves the pool for the protocol and the pool's creator.
        leaves: String = figure("Of which leaves the pool", Unit::Tokens);
        /// What the pool's hook keeps back, and gives to the pool.
        hook_fee: String = figure("Kept by the hook", Unit::Tokens);
    }
}

outputs! {
    /// The join or the exit, exactly.
    pub struct Output {
        /// Pool tokens minted or burned, in their smallest unit.
        pool_tokens: String = figure("In smallest units", Unit::Raw).hidden();
        /// The same in whole pool tokens, every digit.
        pool_tokens_decimal: String = figure("Pool tokens", Unit::Tokens).tone(Tone::Kept);
        /// What is paid or got of each token, in its smallest unit.
        amounts: Vec<String> = figure("Amounts in smallest units", Unit::Raw).hidden();
        /// How much worse than at the spot prices before: 1 − minted / minted at these prices, or burned / burned at these prices − 1.
        cost: Option<f64> = figure("Worse than at spot prices", Unit::Percent).tone(Tone::Lost).none("no price");
        /// The same for the amounts without their fees: what comes of the size.
        price_impact: Option<f64> = figure("Price impact", Unit::Percent).tone(Tone::Lost).none("no price");
        /// The fee, the hook's too, as a share of what moves, at the spot prices before.
        fee_share: Option<f64> = figure("Fee", Unit::Percent).none("no price");
        /// The share of the pool that the pool tokens are, once minted or before they are burned.
        share_of_pool: f64 = figure("Share of the pool", Unit::Percent);
        /// The fee in each token, in its smallest unit.
        fees: Vec<String> = figure("Fees in smallest units", Unit::Raw).hidden();
        /// What moves of each token.
        tokens: Vec<Row> = figure("Token by token", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "liquidity",
    title: "What does joining or leaving give?",
    summary: "The pool tokens or amounts that the Vault would give for a join or an exit, to the \
              last unit, and what being out of proportion costs.",
    method: Method {
        formula: "minted = supply · (D(b + a − fee) / D(b) − 1)",
        text: "Integers all the way, as in Balancer v3’s Vault: the invariant D before and after says \
               how many pool tokens an amount is worth. What is out of proportion pays the swap \
               fee, as if it had been swapped first. A pool that takes its tokens in proportion \
               only, or whose hook refuses, says so. The cost compares with the spot prices before, \
               as Balancer’s first SDK does; the price impact is the part without fees.",
        sources: &[
            Source {
                label: "balancer/balancer-v3-monorepo at 0a5890a: Vault.sol, BasePoolMath.sol",
                address: "https://github.com/balancer/balancer-v3-monorepo/tree/0a5890a",
            },
            Source {
                label: "balancer/balancer-sdk at 0c205d6: balancer-js/src/modules/pricing/priceImpact.ts",
                address: "https://github.com/balancer/balancer-sdk/tree/0c205d6",
            },
        ],
        code: "core/src/vault/add.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "100 wrapped wstETH into tETH/wstETH",
        source: "The v3 pool of 2025-04-11 was short of this token, so its surge hook lets it pass.",
        inputs: &[
            ("pool", "teth-wsteth-surge"),
            ("amounts", "100, 0"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "Out of USDT/GHO/USDC in GHO",
        source: "100,000 pool tokens of the boosted pool of March 2026, all in its second token.",
        inputs: &[
            ("pool", "usdt-gho-usdc"),
            ("kind", "removeSingleTokenExactIn"),
            ("token", "1"),
            ("amounts", "100000"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "Into 20wstETH/80AAVE",
        source: "10 wstETH alone into the weighted pool of February 2026.",
        inputs: &[
            ("pool", "wsteth-aave"),
            ("amounts", "10, 0"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "Checked on chain",
        source: "An exit in proportion on Sepolia at block 7439300, as the chain answered it.",
        inputs: &[
            ("pool", "stata-usdc-usdt"),
            ("kind", "removeProportional"),
            ("amounts", "1000000000000000000"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let visit = Visit::new(input)?;
    let quote = visit
        .quote(&visit.amounts)
        .map_err(|error| visit.refused(error))?;
    let (amounts, fees) = (visit::amounts(&quote), visit::fees(&quote));
    let supply = input.pool.state.total_supply();
    let tokens = quote.pool_tokens.to_f64();
    let before = supply.to_f64();
    let of = if quote.direction == Direction::Join {
        before + tokens
    } else {
        before
    };
    Ok(Report {
        reading: show::reading(&visit, &quote),
        chart: show::chart(&visit, &quote),
        output: Output {
            pool_tokens: format_integer(quote.pool_tokens.raw()),
            pool_tokens_decimal: format_units(quote.pool_tokens.raw(), POOL_TOKEN_DECIMALS),
            cost: visit.cost(&quote),
            price_impact: visit.price_impact(&quote),
            fee_share: visit.fee_share(&quote),
            share_of_pool: tokens / of,
            tokens: show::rows(&input.pool, &quote),
            amounts: integers(&amounts),
            fees: integers(&fees),
        },
    })
}
