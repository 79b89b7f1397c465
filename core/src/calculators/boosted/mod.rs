//! `boosted`: what does 100 % boosting earn, and how does a buffer trade?

mod route;
mod show;

use super::amounts::{AmountUnit, Exact, SWAP_KINDS, to_f64};
use crate::definition::calculator::evaluate;
use crate::definition::field::{amount, choice, list, number, text};
use crate::definition::figure::figure;
use crate::definition::unit::plain;
use crate::definition::{
    Calculator, Code, Errors, Inputs, Method, Outputs, Preset, Report, Source, Tone, Unit,
};
use crate::fixed::U256;
use crate::fixed::text::{format_integer, format_units};
use crate::vault::SwapKind;
use crate::{inputs, outputs};
use route::Way;

inputs! {
    /// A pool whose tokens are lent out, and a trade through its buffers.
    pub struct Input {
        /// The amount that is given.
        amount: String = amount("Trade", "10000000000000000000000");
        /// Which amount is given: exactIn or exactOut.
        kind: SwapKind = choice("You", SWAP_KINDS, "exactIn").advanced();
        /// What is in the two buffers: token in and its wrapper, token out and its wrapper.
        buffer_balances: Vec<String> = list("Buffers: token in, its wrapper, token out, its wrapper", &amount("Balance", "0"), "110000000000000000000000, 91000000000000000000000, 110000000000, 91000000000", (4, 4));
        /// What one of each wrapper redeems for, in its token.
        rates: Vec<Exact> = list("Rates of the two wrappers", &amount("Rate", "1"), "1.1, 1.1", (2, 2)).advanced();
        /// The share of the pool’s value in each token.
        shares: Vec<f64> = list("Shares of the pool", &number("Share", Unit::Percent, 0.5), "0.5, 0.5", (2, 8));
        /// What lending each token pays.
        lending_yields: Vec<f64> = list("What lending pays", &number("Lending yield", Unit::PercentPerYear, 0.03).range(0.0, 2.0), "0.03, 0.04", (2, 8));
        /// The part of each token that a linear pool keeps lent out; the rest waits for traders.
        utilisation: f64 = number("Lent out in linear pools", Unit::Percent, 0.7).step(0.01);
        /// The pool’s balances of the two wrappers.
        pool_balances: Vec<String> = list("The pool’s balances of the wrappers", &amount("Balance", "1"), "900000000000000000000000, 900000000000", (2, 2)).advanced();
        /// The pool’s amplification.
        amplification: f64 = number("Amplification", Unit::Plain, 1000.0).range(1.0, 50_000.0).step(1.0).log().advanced();
        /// The pool’s swap fee.
        swap_fee: f64 = number("Swap fee", Unit::Percent, 0.0).range(0.0, 0.1).slide(0.0, 0.01).step(0.0001).advanced();
        /// Decimals of the token in and the token out; a wrapper has those of its token.
        decimals: Vec<f64> = list("Decimals", &number("Decimals", Unit::Plain, 18.0).range(0.0, 18.0), "18, 6", (2, 2)).advanced();
        /// Names of the token in and the token out.
        names: Vec<String> = list("Names", &text("Name", "token"), "DAI, USDC", (2, 2)).advanced();
        /// What amounts and balances count: smallest units, as contracts do, or whole tokens.
        amount_unit: AmountUnit = choice("Amounts in", AmountUnit::CHOICES, "raw").advanced();
    }
    rules(errors) {
        (shares) => {
            let total: f64 = shares.iter().sum();
            if (total - 1.0).abs() > 1e-9 {
                let fault = format!("add up to {}; they must make 1 (100\u{a0}%)", plain(total));
                errors.push("shares", Code::Conflict, fault);
            }
        },
        (shares, lending_yields) => if shares.len() != lending_yields.len() {
            let fault = format!(
                "{} yields for {} shares; each share needs one",
                lending_yields.len(),
                shares.len()
            );
            errors.push("lendingYields", Code::Conflict, fault);
        },
        (decimals) => { route::places(decimals, errors); },
        (amount, kind, decimals, amount_unit) => {
            let places = route::given(*kind, route::places(decimals, &mut Errors::new()));
            amount_unit.read_known(amount, places, "amount", errors);
        },
        (buffer_balances, decimals, amount_unit) => {
            let places = route::places(decimals, &mut Errors::new());
            route::buffer_balances(buffer_balances, *amount_unit, places, errors);
        },
        (pool_balances, decimals, amount_unit) => {
            let places = route::places(decimals, &mut Errors::new());
            route::pool_balances(pool_balances, *amount_unit, places, errors);
        },
        (rates) => { route::buffers_of(rates, [[U256::zero(); 2]; 2], errors); },
    }
}

outputs! {
    /// One step of the route.
    pub struct Row {
        /// The venue.
        venue: String = figure("Venue", Unit::Plain);
        /// What comes out, in whole tokens.
        out: String = figure("Out", Unit::Tokens);
        /// How a buffer does it: from its store, or by the wrapper; nothing for the pool.
        how: String = figure("How", Unit::Plain);
        /// The two balances afterwards, in whole tokens.
        after: String = figure("Afterwards", Unit::Plain);
        /// What goes in, in smallest units.
        amount_in: String = figure("In, smallest units", Unit::Raw);
        /// What comes out, in smallest units.
        amount_out: String = figure("Out, smallest units", Unit::Raw);
    }
}

outputs! {
    /// What the pool earns in three ways, and what the trade gets.
    pub struct Output {
        /// The amount that was not given, in the smallest unit of its token.
        amount: String = figure("In smallest units", Unit::Raw).hidden();
        /// The same in whole tokens, every digit.
        amount_decimal: String = figure("The trade gets or costs", Unit::Tokens).tone(Tone::Kept);
        /// Whole tokens out for one whole token in.
        effective_price: f64 = figure("Price", Unit::Price).digits(7);
        /// Steps in which the Vault had to wrap or unwrap.
        wraps: f64 = figure("Visits to the lending market", Unit::Plain);
        /// What a pool of the plain tokens earns by lending.
        plain_yield: f64 = figure("Plain pool", Unit::PercentPerYear).tone(Tone::Flat);
        /// What a pool of linear pools earns by it.
        linear_yield: f64 = figure("Linear pools", Unit::PercentPerYear).tone(Tone::Lost2);
        /// What a pool of wrapped tokens earns by it.
        boosted_yield: f64 = figure("100\u{a0}% boosted", Unit::PercentPerYear).tone(Tone::Kept);
        /// The route, step by step.
        steps: Vec<Row> = figure("The route", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "boosted",
    title: "What does 100\u{a0}% boosting earn, and how does a buffer trade?",
    summary: "The lending yield of a plain, a linear and a fully boosted pool side by side, and a \
              trade through two buffers and the pool, to the last unit.",
    method: Method {
        formula: "yield = Σ share · lending yield · part lent out   ·   part = 0, utilisation, 1",
        text: "A buffer quotes what the wrapper’s own preview says, of one unit less in or one \
               more out, and takes the answer one unit worse. If it holds enough it pays from its \
               store; if not, the Vault wraps or unwraps what is missing and half of what the \
               buffer has too much. The pool is a stable pool of the wrappers with their rates. \
               Yields are those of lending alone, before any protocol’s share.",
        sources: &[Source {
            label: "balancer/balancer-v3-monorepo at 0a5890a: Vault.sol (erc4626BufferWrapOrUnwrap), BufferHelpers.sol, BatchRouterHooks.sol",
            address: "https://github.com/balancer/balancer-v3-monorepo/tree/0a5890a",
        }],
        code: "core/src/vault/route.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const ROUTE: &str = "110000, 91000, 110000, 91000";
const SHORT: &str = "110000, 40000, 110000, 91000";
const PRESETS: &[Preset] = &[
    Preset {
        label: "10,000 DAI",
        source: "The example of Balancer’s documents: rates 1.1, buffers of 110,000 and 91,000, a pool of 900,000 each. The yields are an example.",
        inputs: &[
            ("amountUnit", "token"),
            ("amount", "10000"),
            ("bufferBalances", ROUTE),
            ("poolBalances", "900000, 900000"),
        ],
    },
    Preset {
        label: "60,000 DAI, too little in the buffer",
        source: "The same with 40,000 of the first wrapper: the Vault wraps, and evens the buffer out.",
        inputs: &[
            ("amountUnit", "token"),
            ("amount", "60000"),
            ("bufferBalances", SHORT),
            ("poolBalances", "900000, 900000"),
        ],
    },
    Preset {
        label: "USDC → USDT, empty buffers",
        source: "The pool of stataUSDC and stataUSDT on Sepolia at block 7439300 (balancer/balancer-maths at 63436f4e), A = 1000, fee 0.1\u{a0}%: both ends wrap. The yields are an example.",
        inputs: &[
            ("amountUnit", "token"),
            ("amount", "100"),
            ("bufferBalances", "0, 0, 0, 0"),
            ("rates", "1.238765561700857944, 1.414776878607727229"),
            ("poolBalances", "17046.594346, 58206.030088"),
            ("amplification", "1000"),
            ("swapFee", "0.001"),
            ("decimals", "6, 6"),
            ("names", "USDC, USDT"),
            ("shares", "0.2, 0.8"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let yields = yields(input);
    let way = Way::new(input)?;
    let quote = way.quote()?;
    let [token_in, token_out] = way.decimals;
    let (calculated, decimals) = match input.kind {
        SwapKind::GivenIn => (quote.amount_out_raw, token_out),
        SwapKind::GivenOut => (quote.amount_in_raw, token_in),
    };
    let [plain_yield, linear_yield, boosted_yield] = yields;
    Ok(Report {
        reading: show::reading(&way, &quote, yields),
        chart: show::chart(yields),
        output: Output {
            amount: format_integer(calculated),
            amount_decimal: format_units(calculated, decimals),
            effective_price: to_f64(quote.amount_out_raw, token_out)
                / to_f64(quote.amount_in_raw, token_in),
            wraps: show::wraps(&quote),
            plain_yield,
            linear_yield,
            boosted_yield,
            steps: show::rows(&way, &quote),
        },
    })
}

/// Of a plain, a linear and a fully boosted pool.
fn yields(input: &Input) -> [f64; 3] {
    let mut all = 0.0;
    for (share, lent) in input.shares.iter().zip(&input.lending_yields) {
        all += share * lent;
    }
    [0.0, all * input.utilisation, all]
}
