//! `swap`: what does this trade get, exactly?

mod show;
mod trade;

use super::amounts::{AmountUnit, SWAP_KINDS};
use super::pool::{PoolInput, pool};
use crate::definition::answer::Step;
use crate::definition::calculator::evaluate;
use crate::definition::field::{amount, choice, text};
use crate::definition::figure::figure;
use crate::definition::{
    Calculator, Errors, Inputs, Method, Outputs, Preset, Report, Source, Tone, Unit,
};
use crate::fixed::text::{format_integer, format_units};
use crate::vault::{SwapKind, spot_price};
use crate::{inputs, outputs};
use trade::Trade;

inputs! {
    /// A trade with a pool.
    pub struct Input {
        /// The pool: a real one by its name, or JSON in the form of the contracts' state or of Balancer's API.
        pool: PoolInput = pool("Pool", "waeth-weth-wsteth");
        /// The token that the pool receives: symbol, address or index.
        token_in: String = text("Token in", "0");
        /// The token that the pool pays: symbol, address or index.
        token_out: String = text("Token out", "1");
        /// Which amount is given: exactIn or exactOut.
        kind: SwapKind = choice("You", SWAP_KINDS, "exactIn");
        /// The amount that is given.
        amount: String = amount("Amount", "1000000000000000000");
        /// What the amount counts: the token's smallest unit, as contracts do, or whole tokens.
        amount_unit: AmountUnit = choice("Amount in", AmountUnit::CHOICES, "raw");
    }
    rules(errors) {
        (pool, token_in) => { pool.token(token_in, "tokenIn", errors); },
        (pool, token_out) => { pool.token(token_out, "tokenOut", errors); },
        (pool, token_in, token_out) => trade::differ(pool, token_in, token_out, errors),
        (pool, token_in, token_out, kind, amount, amount_unit) => {
            let given = if *kind == SwapKind::GivenIn { token_in } else { token_out };
            amount_unit.read_known(amount, pool.decimals(given), "amount", errors);
        },
    }
}

outputs! {
    /// The trade, exactly.
    pub struct Output {
        /// The amount that was not given, in the smallest unit of its token: what is got for an exact amount in, what is paid for an exact amount out.
        amount: String = figure("Smallest units", Unit::Raw);
        /// The same in whole tokens, every digit.
        amount_decimal: String = figure("Amount", Unit::Tokens).tone(Tone::Kept);
        /// Whole tokens out for one whole token in, fee included.
        effective_price: f64 = figure("Price with fee", Unit::Price).digits(7);
        /// The price of the next, infinitely small trade before its fee: whole tokens out for one in.
        spot_price: f64 = figure("Spot price", Unit::Price).digits(7);
        /// How much worse than the spot price the trade is because of its size, without the fee, as a fraction.
        price_impact: f64 = figure("Price impact", Unit::Percent).tone(Tone::Lost);
        /// The swap fee, in the smallest unit of the token in.
        fee: String = figure("Fee in smallest units", Unit::Raw).hidden();
        /// The swap fee in whole tokens in.
        fee_decimal: String = figure("Fee", Unit::Tokens);
        /// The way of the numbers, with the rounding of each.
        steps: Vec<Step> = figure("Steps", Unit::Raw).drawer();
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "swap",
    title: "What does this trade get, exactly?",
    summary: "The amount that a pool’s contract pays or asks, to the last unit, with its price, \
              its fee and each rounding on the way.",
    method: Method {
        formula: "out = curve(in · scale · rate · (1 − fee)) / (rate · scale)",
        text: "Integers all the way, in the order and with the roundings of Balancer v3’s Vault: \
               what comes in counts low, what goes out counts high, and the fee rounds up, so \
               that no remainder ever favours the trader. Stable pools solve the StableSwap \
               invariant by the contract’s own Newton steps, weighted pools take the contract’s \
               own power function, ellipses its 38 digits. A hook that sets the fee is asked \
               first. Prices beside the amounts are ordinary floating-point numbers.",
        sources: &[Source {
            label: "balancer/balancer-v3-monorepo at 0a5890a: Vault.sol, StableMath.sol, WeightedMath.sol",
            address: "https://github.com/balancer/balancer-v3-monorepo/tree/0a5890a",
        }],
        code: "core/src/vault/swap.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH → WETH, boosted",
        source: "100 waEthLidowstETH for waEthLidoWETH in Balancer v3’s boosted pool, 2025-01-02.",
        inputs: &[
            ("pool", "waeth-weth-wsteth"),
            ("tokenIn", "waEthLidowstETH"),
            ("tokenOut", "waEthLidoWETH"),
            ("amount", "100"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "osETH → WETH",
        source: "100 osETH in the v2 pool of February 2025.",
        inputs: &[
            ("pool", "oseth-weth"),
            ("tokenIn", "osETH"),
            ("tokenOut", "WETH"),
            ("amount", "100"),
            ("amountUnit", "token"),
        ],
    },
    Preset {
        label: "Checked on chain",
        source: "10 stataUSDC on Sepolia at block 7439300: the chain’s own answer is 8771615.",
        inputs: &[
            ("pool", "stata-usdc-usdt"),
            ("tokenIn", "stataUSDC"),
            ("tokenOut", "stataUSDT"),
            ("amount", "10000000"),
        ],
    },
    Preset {
        label: "80/20",
        source: "1,000 BAL for WETH in the weighted pool of June 2023.",
        inputs: &[
            ("pool", "bal-weth"),
            ("tokenIn", "BAL"),
            ("tokenOut", "WETH"),
            ("amount", "1000"),
            ("amountUnit", "token"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let trade = Trade::new(input)?;
    let quote = trade.quote()?;
    let spot = spot_price(
        &input.pool.state,
        trade.request.token_in,
        trade.request.token_out,
    )
    .map_err(|error| trade.refused(error))?;
    let calculated = match input.kind {
        SwapKind::GivenIn => trade.token_out,
        SwapKind::GivenOut => trade.token_in,
    };
    let effective = trade.effective_price(&quote);
    let fee = quote.swap_fee_raw;
    Ok(Report {
        output: Output {
            amount: format_integer(quote.amount_calculated_raw()),
            amount_decimal: format_units(quote.amount_calculated_raw(), calculated.decimals()),
            effective_price: effective,
            spot_price: spot,
            price_impact: trade.price_impact(&quote, spot),
            fee: format_integer(fee),
            fee_decimal: format_units(fee, trade.token_in.decimals()),
            steps: show::steps(&trade, &quote),
        },
        reading: show::reading(&trade, &quote, effective, spot),
        chart: show::chart(&trade, spot),
    })
}
