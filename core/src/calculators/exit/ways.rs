//! The ways out: in proportion, in recovery, or in one token.

use super::{Input, Row};
use crate::calculators::amounts::to_f64;
use crate::calculators::pool::{POOL_TOKEN_DECIMALS, Worth};
use crate::definition::{Axis, Chart, Code, Errors, Mark, Series, Tone, Unit};
use crate::fixed::text::format_units;
use crate::fixed::{Error, Fixed, U256};
use crate::said;
use crate::vault::{PoolState, RemoveRequest, remove_liquidity};

/// An exit, ready to compare.
pub(super) struct Exit<'a> {
    pub(super) input: &'a Input,
    state: &'a PoolState,
    /// The pool tokens given back.
    pub(super) given: U256,
    /// What comes of each token.
    pub(super) amounts: Vec<U256>,
    /// What comes if all comes in one token, by token.
    alone: Vec<Result<U256, Error>>,
    /// Prices before; none where the curve has none.
    worth: Option<Worth>,
}

impl<'a> Exit<'a> {
    pub(super) fn new(input: &'a Input, state: &'a PoolState, given: U256) -> Result<Self, Errors> {
        let pool_tokens_in = Fixed::from_raw(given);
        let request = if input.paused {
            RemoveRequest::Recovery { pool_tokens_in }
        } else {
            RemoveRequest::Proportional { pool_tokens_in }
        };
        let quote = remove_liquidity(state, &request).map_err(|error| {
            let given = format_units(given, POOL_TOKEN_DECIMALS);
            let supply = state.total_supply();
            let fault = said!(given, ": ", error, "; there are ", supply, " pool tokens");
            Errors::one("poolTokens", Code::Contract(error.name()), fault)
        })?;
        let mut amounts = Vec::new();
        for moved in &quote.moves {
            amounts.push(moved.amount_raw);
        }
        let mut exit = Self {
            input,
            state,
            given,
            amounts,
            alone: Vec::new(),
            worth: Worth::new(state).ok(),
        };
        for token in 0..state.tokens().len() {
            exit.alone.push(exit.alone_for(token, given));
        }
        Ok(exit)
    }

    pub(super) fn share(&self) -> f64 {
        Fixed::from_raw(self.given).to_f64() / self.state.total_supply().to_f64()
    }

    /// Everything in one token.
    pub(super) fn alone(&self, token: usize) -> Result<U256, Error> {
        *self
            .alone
            .get(token)
            .unwrap_or(&Err(Error::TokenNotRegistered))
    }

    fn alone_for(&self, token: usize, given: U256) -> Result<U256, Error> {
        if self.input.paused {
            return Err(Error::PoolPaused);
        }
        let request = RemoveRequest::SingleTokenExactIn {
            token,
            pool_tokens_in: Fixed::from_raw(given),
        };
        let quote = remove_liquidity(self.state, &request)?;
        let moved = quote.moves.get(token).ok_or(Error::TokenNotRegistered)?;
        Ok(moved.amount_raw)
    }

    /// `1 − worth of the one amount / worth of the share of the pool`.
    pub(super) fn cost(&self, token: usize, raw: U256) -> Option<f64> {
        self.cost_for(token, raw, self.share())
    }

    fn cost_for(&self, token: usize, raw: U256, share: f64) -> Option<f64> {
        let worth = self.worth.as_ref()?;
        let mut one = vec![U256::zero(); self.state.tokens().len()];
        *one.get_mut(token)? = raw;
        let cost = 1.0 - worth.of(self.state, &one) / (worth.pool * share);
        // Rounding alone: no exit gives more than its share.
        cost.is_finite().then_some(cost.max(0.0))
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let tokens = self.input.pool.named_tokens().zip(&self.amounts);
        for (index, ((token, symbol), amount)) in tokens.enumerate() {
            let whole = |raw| format_units(raw, token.decimals());
            let alone = self.alone(index);
            let worth = to_f64(*amount, token.decimals()) * token.rate().to_f64();
            rows.push(Row {
                token: symbol.into(),
                amount: whole(*amount),
                worth: Unit::Plain.text(worth, 9),
                cost: alone.ok().and_then(|raw| self.cost(index, raw)),
                alone: match alone {
                    Ok(raw) => whole(raw),
                    Err(error) => said!("refused: ", error.name()),
                },
            });
        }
        rows
    }

    /// The picture of a choice; without one, of what comes.
    pub(super) fn chart(&self, token: usize) -> Chart {
        if self.input.paused {
            self.bars()
        } else {
            self.lines(token)
        }
    }

    /// What each token is worth at its rate.
    fn bars(&self) -> Chart {
        let names = self.input.pool.symbols.clone();
        let mut values = Vec::new();
        for (token, amount) in self.state.tokens().iter().zip(&self.amounts) {
            values.push(to_f64(*amount, token.decimals()) * token.rate().to_f64());
        }
        Chart {
            title: "What comes back".into(),
            description: "The amount of each token, times its rate.".into(),
            x: axis("Token", Unit::Plain, false),
            y: axis("Amount times rate", Unit::Plain, false),
            xs: Chart::places(&names),
            names,
            series: vec![Series {
                label: "in proportion".into(),
                tone: Tone::Kept,
                area: false,
                values,
            }],
            mark: None,
        }
    }

    /// What leaving in one token costs, by the share of the pool that leaves.
    fn lines(&self, own: usize) -> Chart {
        /// From a ten-thousandth of the pool to all of it.
        const STEPS: i32 = 60;
        let supply = self.state.total_supply();
        let mut xs = Vec::new();
        for step in 0..=STEPS {
            xs.push((f64::from(step - STEPS) / f64::from(STEPS) * 1e4_f64.ln()).exp());
        }
        let mut series = Vec::new();
        let tones = [Tone::Lost, Tone::Lost2, Tone::Kept, Tone::Flat];
        for (token, symbol) in self.input.pool.symbols.iter().enumerate() {
            let mut values = Vec::new();
            for share in &xs {
                values.push(
                    self.cost_of_share(token, supply, *share)
                        .unwrap_or(f64::NAN),
                );
            }
            series.push(Series {
                label: said!("all in ", symbol),
                tone: tones[token % tones.len()],
                area: false,
                values,
            });
        }
        Chart {
            title: "Cost of leaving in one token".into(),
            description: "What an exit in one token costs against the exit in proportion, for a \
                          ten-thousandth of the pool to all of it; a line ends where the pool \
                          refuses."
                .into(),
            x: axis("Share of the pool that leaves", Unit::Percent, true),
            y: axis("Cost", Unit::Percent, true),
            xs,
            names: Vec::new(),
            series,
            mark: Some(Mark {
                x: self.share(),
                series: own,
            }),
        }
    }

    fn cost_of_share(&self, token: usize, supply: Fixed, share: f64) -> Option<f64> {
        // Near enough for a picture; the cast holds, since a share is at most 1.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let share_raw = Fixed::from_wei((share * 1e18) as u64);
        let given = supply.mul_down(share_raw).ok()?;
        let raw = self.alone_for(token, given.raw()).ok()?;
        self.cost_for(token, raw, share)
    }
}

fn axis(label: &str, unit: Unit, log: bool) -> Axis {
    Axis {
        label: label.into(),
        unit,
        log,
    }
}
