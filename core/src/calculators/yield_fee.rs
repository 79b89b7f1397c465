//! `yield-fee`: what does the protocol take, to the wei?

use super::amounts::{AmountUnit, Exact, integers, to_f64};
use crate::definition::calculator::evaluate;
use crate::definition::field::{amount, choice, list, number};
use crate::definition::figure::figure;
use crate::definition::read::whole;
use crate::definition::unit::plain;
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, Inputs, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::fixed::text::{format_integer, format_units};
use crate::fixed::uint::add;
use crate::fixed::{Error, Fixed, U256};
use crate::pools::Rounding;
use crate::vault::{FeeKind, RateUpdate, Token, aggregate_fee, update_balance};
use crate::{inputs, outputs};

inputs! {
    /// A token's rates, and who takes a share of their growth.
    pub struct Input {
        /// The protocol's share of the yield.
        protocol_fee: f64 = number("Protocol’s share of the yield", Unit::Percent, 0.1).range(0.0, 0.5).step(0.01);
        /// The share of the pool's creator in what is left.
        creator_fee: f64 = number("Creator’s share of the rest", Unit::Percent, 0.0).range(0.0, 0.99999).step(0.01);
        /// The pool's balance of the token.
        balance: String = amount("Balance", "1000000000000000000000");
        /// The rates one after the other, as decimals or as the contract's integers with 18; the pool is touched at each.
        rates: Vec<Exact> = list("Rates, one after the other", &amount("Rate", "1"), "1.2, 1.21", (2, 500));
        /// The token's decimals.
        decimals: f64 = number("Decimals", Unit::Plain, 18.0).range(0.0, 18.0).step(1.0).advanced();
        /// What the balance counts: the token's smallest unit, as contracts do, or whole tokens.
        amount_unit: AmountUnit = choice("Balance in", AmountUnit::CHOICES, "raw").advanced();
    }
    rules(errors) {
        (protocol_fee, creator_fee) => { aggregate(*protocol_fee, *creator_fee, errors); },
        (decimals) => { places(*decimals, errors); },
        (balance, decimals, amount_unit) => {
            amount_unit.read_known(balance, whole_u32(*decimals), "balance", errors);
        },
    }
}

outputs! {
    /// What happens at one rate.
    pub struct Row {
        /// The rate.
        rate: String = figure("Rate", Unit::Plain);
        /// By how much the balance grew, in 18 decimals with the rate applied; 0 where it did not.
        growth: String = figure("Growth, live", Unit::Raw);
        /// What is taken, in the token's smallest unit.
        fee: String = figure("Fee, smallest units", Unit::Raw);
        /// The same in whole tokens.
        fee_decimal: String = figure("Fee", Unit::Tokens);
        /// The balance that is left, in whole tokens.
        balance: String = figure("Balance left", Unit::Tokens);
    }
}

outputs! {
    /// The fee of every step, exactly.
    pub struct Output {
        /// The share that protocol and creator take together, rounded down to 24 bits as the contract keeps it.
        aggregate: f64 = figure("Together they take", Unit::Percent).digits(8);
        /// The same as the contract's integer with 18 decimals.
        aggregate_raw: String = figure("As the contract keeps it", Unit::Raw).hidden();
        /// The fee at each rate after the first, in the token's smallest unit.
        fees: Vec<String> = figure("Fees in smallest units", Unit::Raw).hidden();
        /// All fees, in the token's smallest unit.
        total: String = figure("In smallest units", Unit::Raw);
        /// The same in whole tokens.
        total_decimal: String = figure("All fees", Unit::Tokens).tone(Tone::Lost);
        /// The part of the growth, from the first rate to the last, that was taken; none where the rate has not grown.
        share_of_growth: Option<f64> = figure("Of the growth from first to last", Unit::Percent).tone(Tone::Lost).none("no growth");
        /// Step by step.
        steps: Vec<Row> = figure("Step by step", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "yield-fee",
    title: "What does the protocol take of the yield, to the wei?",
    summary: "The share that protocol and creator take together, and the fee at each change of \
              the rate, rounded as Balancer v3’s Vault rounds it.",
    method: Method {
        formula: "fee = ⌊⌈(live now − live before) · share⌉ / rate⌋, share = ⌊P + (1 − P) · C⌋ in 24 bits",
        text: "Live balances are the tokens times their rate. The Vault takes its share of their \
               growth whenever the pool is touched, in the token itself: the product rounded up, \
               then divided by the rate and rounded down. Where the rate falls nothing is due, \
               and nothing is remembered: when it rises again, that growth pays once more. The \
               live balance is rounded down, as before a swap or an exit; before a join the Vault \
               rounds it up, which may cost one smallest unit more.",
        sources: &[Source {
            label: "balancer/balancer-v3-monorepo at 0a5890a: PoolDataLib.sol (_computeYieldFeesDue), ProtocolFeeController.sol (_computeAggregateFeePercentage)",
            address: "https://github.com/balancer/balancer-v3-monorepo/tree/0a5890a",
        }],
        code: "core/src/vault/rates.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const WSTETH: &str = "1.157209899, 1.190272829, 1.218828057";
const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH, two years, v3",
        source: "Rates of 2024-02-15, 2025-01-11 and 2025-11-11 (bgd-labs/aave-capo at 2c280ef9), touched at these days alone.",
        inputs: &[
            ("balance", "1000"),
            ("amountUnit", "token"),
            ("rates", WSTETH),
        ],
    },
    Preset {
        label: "The same at v2’s 50\u{a0}%",
        source: "The share that v2 took of the yield from 2022 to 2026, by v3’s arithmetic.",
        inputs: &[
            ("protocolFee", "0.5"),
            ("balance", "1000"),
            ("amountUnit", "token"),
            ("rates", WSTETH),
        ],
    },
    Preset {
        label: "ezETH, it fell and rose",
        source: "A rate that fell by 1.10\u{a0}bp, as ezETH’s did on 2024-09-11 (bgd-labs/aave-capo), and came back; the sizes around it are an example.",
        inputs: &[
            ("balance", "1000"),
            ("amountUnit", "token"),
            ("rates", "1.0198, 1.0199, 1.019787811, 1.0199"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let mut errors = Errors::new();
    let decimals = places(input.decimals, &mut errors);
    let unit = input.amount_unit;
    let share = aggregate(input.protocol_fee, input.creator_fee, &mut errors);
    let balance = unit.read_known(&input.balance, decimals, "balance", &mut errors);
    let (Some(share), Some(balance), Some(decimals)) = (share, balance, decimals) else {
        return Err(errors);
    };
    let path = Path::walk(&input.rates, balance, decimals, share)?;
    Ok(Report {
        reading: path.reading(share),
        chart: path.chart(&input.rates),
        output: Output {
            aggregate: share.to_f64(),
            aggregate_raw: format_integer(share.raw()),
            fees: integers(&path.fees),
            total: format_integer(path.total),
            total_decimal: format_units(path.total, decimals),
            share_of_growth: path.share_of_growth(),
            steps: path.rows,
        },
    })
}

/// A number of decimals, which is whole.
fn places(decimals: f64, errors: &mut Errors) -> Option<u32> {
    let places = whole_u32(decimals);
    if places.is_none() {
        let fault = format!("{} is no whole number", plain(decimals));
        errors.push("decimals", Code::Type, fault);
    }
    places
}

fn whole_u32(number: f64) -> Option<u32> {
    u32::try_from(whole(number)?).ok()
}

/// The contract's own share of the two.
fn aggregate(protocol: f64, creator: f64, errors: &mut Errors) -> Option<Fixed> {
    let mut shares = [Fixed::ZERO; 2];
    let given = [protocol, creator];
    for ((share, number), field) in shares
        .iter_mut()
        .zip(given)
        .zip(["protocolFee", "creatorFee"])
    {
        match plain(number).parse() {
            Ok(exact) => *share = exact,
            Err(error) => {
                let fault = format!("{} has too many digits: {error}", plain(number));
                errors.push(field, Code::Type, fault);
                return None;
            }
        }
    }
    let [protocol, creator] = shares;
    match aggregate_fee(FeeKind::Yield, protocol, creator) {
        Ok(share) => Some(share),
        Err(error) => {
            let (field, given) = match error {
                Error::PoolCreatorFeePercentageTooHigh => ("creatorFee", creator),
                _ => ("protocolFee", protocol),
            };
            errors.push(
                field,
                Code::Contract(error.name()),
                format!("{given}: {error}"),
            );
            None
        }
    }
}

/// The rates one after the other.
struct Path {
    decimals: u32,
    rows: Vec<Row>,
    fees: Vec<U256>,
    total: U256,
    /// What the first balance gains from the first rate to the last, fees left out.
    growth: f64,
    last_rate: f64,
    /// At each rate, what the first balance has gained and what has been taken so far, each at the rate of its time.
    grown: Vec<f64>,
    taken: Vec<f64>,
}

impl Path {
    fn walk(rates: &[Exact], balance: U256, decimals: u32, share: Fixed) -> Result<Self, Errors> {
        let at = |index: usize, error: Error| {
            let rate = rates.get(index).map_or(Fixed::ZERO, |rate| rate.0);
            let given = format_units(balance, decimals);
            let fault = format!("{rate}, for a balance of {given}: {error}");
            Errors::one(
                format!("rates[{index}]"),
                Code::Contract(error.name()),
                fault,
            )
        };
        let mut raw = balance;
        let (mut token, mut live) =
            start(rates, balance, decimals).map_err(|error| at(0, error))?;
        let ends = (rates.first(), rates.last());
        let (Some(first), Some(last)) = ends else {
            return Err(at(0, Error::InvalidRate));
        };
        let (first, last) = (first.0.to_f64(), last.0.to_f64());
        let mut path = Self {
            decimals,
            rows: Vec::new(),
            fees: Vec::new(),
            total: U256::zero(),
            growth: to_f64(balance, decimals) * (last - first),
            last_rate: last,
            grown: vec![0.0],
            taken: vec![0.0],
        };
        for (index, rate) in rates.iter().enumerate().skip(1) {
            let update = RateUpdate {
                rate: rate.0,
                pays_yield_fees: true,
            };
            let step = || -> Result<_, Error> {
                // As before a swap or an exit.
                let at = |share| update_balance(&token, raw, live, update, share, Rounding::Down);
                let (quote, untaxed) = (at(share)?, at(Fixed::ZERO)?);
                let growth = untaxed.live_after.minus(live).unwrap_or(Fixed::ZERO);
                Ok((add(path.total, quote.yield_fee_raw)?, growth, quote))
            };
            let (total, growth, quote) = step().map_err(|error| at(index, error))?;
            path.rows.push(Row {
                rate: rate.0.to_string(),
                growth: format_integer(growth.raw()),
                fee: format_integer(quote.yield_fee_raw),
                fee_decimal: format_units(quote.yield_fee_raw, decimals),
                balance: format_units(quote.raw_after, decimals),
            });
            path.fees.push(quote.yield_fee_raw);
            path.total = total;
            let now = rate.0.to_f64();
            let before = path.taken.last().copied().unwrap_or_default();
            let fee = to_f64(quote.yield_fee_raw, decimals) * now;
            path.taken.push(before + fee);
            path.grown.push(to_f64(balance, decimals) * (now - first));
            (token, raw, live) = (quote.token, quote.raw_after, quote.live_after);
        }
        Ok(path)
    }

    fn share_of_growth(&self) -> Option<f64> {
        let taken = to_f64(self.total, self.decimals) * self.last_rate;
        (self.growth > 0.0).then(|| taken / self.growth)
    }

    fn reading(&self, share: Fixed) -> Sentence {
        let words = Sentence::new()
            .text("At ")
            .number(share.to_f64(), Unit::Percent, 8, Tone::Plain)
            .text(" of the yield the pool pays ")
            .exact(format_units(self.total, self.decimals), Tone::Lost)
            .text(" tokens");
        match self.share_of_growth() {
            Some(part) => words
                .text(", ")
                .number(part, Unit::Percent, 3, Tone::Lost)
                .text(" of the growth from the first rate to the last."),
            None => words.text(", although the rate has not grown from the first to the last."),
        }
    }

    fn chart(&self, rates: &[Exact]) -> Chart {
        let series = |label: &str, tone, values: &[f64]| Series {
            label: label.into(),
            tone,
            area: tone == Tone::Lost,
            values: values.to_vec(),
        };
        let axis = |label: &str, unit| Axis {
            label: label.into(),
            unit,
            log: false,
        };
        Chart {
            title: "Growth, and what is taken of it".into(),
            description: "What the first balance has gained since the first rate, and what has \
                          been taken in all, in the token behind it, at each of the rates."
                .into(),
            x: axis("Rate, one after the other", Unit::Plain),
            y: axis("Balance times rate", Unit::Plain),
            xs: (0..rates.len()).map(|step| step as f64).collect(),
            names: Vec::new(),
            series: vec![
                series("grown", Tone::Kept, &self.grown),
                series("taken", Tone::Lost, &self.taken),
            ],
            mark: None,
        }
    }
}

/// The token at its first rate, and the live balance: 18 decimals, rate applied, rounded down.
fn start(rates: &[Exact], balance: U256, decimals: u32) -> Result<(Token, Fixed), Error> {
    let rate = rates.first().ok_or(Error::InvalidRate)?.0;
    let places = 18u32
        .checked_sub(decimals)
        .ok_or(Error::InvalidScalingFactor)?;
    let token = Token::new("token", U256::from(10u64.pow(places)), rate)?;
    let live = token.live(balance)?;
    Ok((token, live))
}
