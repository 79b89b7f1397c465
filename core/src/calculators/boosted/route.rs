//! The calculator's words made a route: a buffer, the pool, a buffer.

use super::Input;
use crate::calculators::amounts::{AmountUnit, Exact};
use crate::definition::read::whole;
use crate::definition::unit::plain;
use crate::definition::{Code, Errors};
use crate::fixed::text::format_units;
use crate::fixed::{Error, Fixed, U256};
use crate::pools::{Pool, Stable};
use crate::vault::{Buffer, PoolState, Route, RouteQuote, RouteStep, SwapKind, Token};

/// The route and the amount.
pub(super) struct Way<'a> {
    pub(super) input: &'a Input,
    /// Of the token in and the token out; each wrapper has those of its token.
    pub(super) decimals: [u32; 2],
    amount: U256,
    route: Route,
}

impl<'a> Way<'a> {
    pub(super) fn new(input: &'a Input) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let decimals = places(&input.decimals, &mut errors);
        let unit = input.amount_unit;
        let given = given(input.kind, decimals);
        let amount = unit.read_known(&input.amount, given, "amount", &mut errors);
        let buffers = buffer_balances(&input.buffer_balances, unit, decimals, &mut errors);
        let pool = pool_balances(&input.pool_balances, unit, decimals, &mut errors);
        let buffers = match buffers[..] {
            [a, b, c, d] => buffers_of(&input.rates, [[a, b], [c, d]], &mut errors),
            _ => None,
        };
        let pool = match (decimals, &pool[..]) {
            (Some(decimals), [a, b]) => pool_of(input, decimals, [*a, *b], &mut errors),
            _ => None,
        };
        match (decimals, amount, buffers, pool) {
            (Some(decimals), Some(amount), Some(buffers), Some(pool)) => Ok(Self {
                input,
                decimals,
                amount,
                route: Route {
                    pools: vec![pool],
                    buffers,
                    steps: vec![
                        RouteStep::Wrap { buffer: 0 },
                        RouteStep::Swap {
                            pool: 0,
                            token_in: 0,
                            token_out: 1,
                        },
                        RouteStep::Unwrap { buffer: 1 },
                    ],
                },
            }),
            _ => Err(errors),
        }
    }

    pub(super) fn quote(&self) -> Result<RouteQuote, Errors> {
        let quote = self.route.quote(self.input.kind, self.amount);
        quote.map_err(|error| {
            let [first, second] = self.decimals;
            let (places, end) = match self.input.kind {
                SwapKind::GivenIn => (first, 0),
                SwapKind::GivenOut => (second, 1),
            };
            let given = format_units(self.amount, places);
            let name = self.name(end);
            let held = self.input.pool_balances.join(" and ");
            let fault = format!("{given} {name}: {error}; the pool holds {held} of the wrappers");
            Errors::one("amount", Code::Contract(error.name()), fault)
        })
    }

    /// The name of the token in (0) or out (1).
    pub(super) fn name(&self, end: usize) -> &str {
        self.input.names.get(end).map_or("token", String::as_str)
    }
}

/// The decimals of the token in and the token out.
pub(super) fn places(decimals: &[f64], errors: &mut Errors) -> Option<[u32; 2]> {
    let mut places = Vec::new();
    for (index, number) in decimals.iter().enumerate() {
        if let Some(whole) = whole(*number).and_then(|it| u32::try_from(it).ok()) {
            places.push(whole);
        } else {
            let fault = format!("{} is no whole number", plain(*number));
            errors.push(format!("decimals[{index}]"), Code::Type, fault);
        }
    }
    match places[..] {
        [first, second] => Some([first, second]),
        _ => None,
    }
}

/// Those of the token whose amount is given.
pub(super) fn given(kind: SwapKind, places: Option<[u32; 2]>) -> Option<u32> {
    let [first, second] = places?;
    Some(match kind {
        SwapKind::GivenIn => first,
        SwapKind::GivenOut => second,
    })
}

pub(super) fn buffer_balances(
    texts: &[String],
    unit: AmountUnit,
    places: Option<[u32; 2]>,
    errors: &mut Errors,
) -> Vec<U256> {
    let places = places.map(|[first, second]| [first, first, second, second]);
    balances("bufferBalances", texts, unit, places, errors)
}

pub(super) fn pool_balances(
    texts: &[String],
    unit: AmountUnit,
    places: Option<[u32; 2]>,
    errors: &mut Errors,
) -> Vec<U256> {
    balances("poolBalances", texts, unit, places, errors)
}

fn balances<const N: usize>(
    key: &str,
    texts: &[String],
    unit: AmountUnit,
    places: Option<[u32; N]>,
    errors: &mut Errors,
) -> Vec<U256> {
    let mut read = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let places = places.and_then(|places| places.get(index).copied());
        let field = format!("{key}[{index}]");
        read.extend(unit.read_known(text, places, &field, errors));
    }
    read
}

pub(super) fn buffers_of(
    rates: &[Exact],
    held: [[U256; 2]; 2],
    errors: &mut Errors,
) -> Option<Vec<Buffer>> {
    let mut buffers = Vec::new();
    for (index, (rate, [underlying, wrapped])) in rates.iter().zip(held).enumerate() {
        match Buffer::at_rate(rate.0, underlying, wrapped) {
            Ok(buffer) => buffers.push(buffer),
            Err(error) => {
                let fault = format!("{}: {error}", rate.0);
                errors.push(
                    format!("rates[{index}]"),
                    Code::Contract(error.name()),
                    fault,
                );
            }
        }
    }
    (buffers.len() == held.len()).then_some(buffers)
}

fn pool_of(
    input: &Input,
    decimals: [u32; 2],
    held: [U256; 2],
    errors: &mut Errors,
) -> Option<PoolState> {
    let pool = || -> Result<PoolState, Error> {
        let thousandths: Fixed = plain(input.amplification).parse()?;
        let amplification = thousandths.raw() / U256::from(10u64.pow(15));
        let (mut tokens, mut balances) = (Vec::new(), Vec::new());
        let pairs = input.rates.iter().zip(decimals).zip(held);
        for (index, ((rate, decimals), raw)) in pairs.enumerate() {
            let factor = U256::from(10u64.pow(18u32.saturating_sub(decimals)));
            let token = Token::new(&index.to_string(), factor, rate.0)?;
            balances.push(token.live(raw)?);
            tokens.push(token);
        }
        PoolState::new(
            Pool::Stable(Stable::new(amplification)?),
            tokens,
            balances,
            plain(input.swap_fee).parse()?,
            Fixed::ZERO,
            Fixed::ONE,
        )
    };
    match pool() {
        Ok(pool) => Some(pool),
        Err(error) => {
            let (field, given) = match error {
                // Told of the buffer already.
                Error::InvalidRate => return None,
                Error::TooManyDecimals => ("swapFee", plain(input.swap_fee)),
                _ => ("poolBalances", input.pool_balances.join(", ")),
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
