//! Pools of every kind, and what may be asked of them, from bytes: random ones, or those of a fuzzer.
//!
//! Bytes that run out are zeros, so every text of bytes is a case, and a shorter one a simpler case. Fees are within the
//! limits of the contract, most often at the least: with a fee, nothing is easier than to lose.

use super::generations::{stable, weighted};
use super::steps::{Step, raw_balance};
use yb_core::fixed::{Error, Fixed, Signed, U256};
use yb_core::pools::{
    EclpParams, FixedPriceLbp, GradualLbp, GradualWeight, Gyro2Clp, GyroEclp, Pool, QuantAmm,
    QuantAmmState, Reclamm, ReclammState, Revision, Sale,
};
use yb_core::vault::{AddRequest, PoolState, RemoveRequest, SwapKind, SwapRequest, Token};

const WEI: u64 = 1_000_000_000_000_000_000;

/// A kind of pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 2 to 8 tokens.
    Weighted,
    /// 2 to 5 tokens.
    Stable,
    /// Any ellipse.
    GyroEclp,
    /// Any range.
    Gyro2Clp,
    /// Both revisions, at any time.
    Reclamm,
    /// Within its time, for the most part.
    GradualLbp,
    /// Within its time, for the most part.
    FixedPriceLbp,
    /// 2 to 8 tokens.
    QuantAmm,
}

/// All of them.
pub const KINDS: [Kind; 8] = [
    Kind::Weighted,
    Kind::Stable,
    Kind::GyroEclp,
    Kind::Gyro2Clp,
    Kind::Reclamm,
    Kind::GradualLbp,
    Kind::FixedPriceLbp,
    Kind::QuantAmm,
];

/// How much a pool holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// From a thousandth of a token to 10^14 tokens.
    Any,
    /// 1 to 100 of each token's smallest units, of 6 to 12 decimals: the Vault takes trades of one unit of these.
    Units,
}

/// Numbers out of bytes.
#[derive(Clone, Debug)]
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u64 {
        let mut word = [0; 8];
        let (head, rest) = self.0.split_at(self.0.len().min(8));
        word[..head.len()].copy_from_slice(head);
        self.0 = rest;
        u64::from_le_bytes(word)
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        match (most - least).checked_add(1) {
            Some(count) => least + self.next() % count,
            None => self.next(),
        }
    }

    fn index(&mut self, count: usize) -> usize {
        self.length(0, count as u64 - 1)
    }

    /// A number from `least` to `most`, both small.
    pub fn length(&mut self, least: u64, most: u64) -> usize {
        usize::try_from(self.between(least, most)).unwrap_or(0)
    }

    /// One in `count`.
    fn one_in(&mut self, count: u64) -> bool {
        self.next() % count == 1
    }

    /// A number of a length between two numbers of decimal digits, each length as likely.
    fn magnitude(&mut self, least: u64, most: u64) -> U256 {
        let digits = self.length(least, most);
        U256::from(self.between(WEI, 10 * WEI - 1)) * U256::exp10(digits) / U256::exp10(19)
    }

    fn fixed(&mut self, least: u64, most: u64) -> Fixed {
        Fixed::from_wei(self.between(least, most))
    }
}

/// A pool of a kind, or why there is none of that make.
pub fn any_pool(kind: Kind, size: Size, bytes: &mut Bytes) -> Result<PoolState, Error> {
    let (pool, count) = any_curve(kind, bytes)?;
    // A balance follows from a whole number of units, and a range that holds virtual balances from real ones.
    let real = match &pool {
        Pool::Reclamm(curve) => Some(real_balances(curve, bytes)?),
        _ => None,
    };
    let (least, most) = pool.curve().swap_fee_limits();
    let fee = match bytes.between(0, 3) {
        0 => bytes.fixed(least.raw().low_u64(), most.raw().low_u64()),
        _ => least,
    };
    let share = bytes.fixed(0, WEI);
    let digits = bytes.between(16, 30);
    let (mut tokens, mut balances) = (Vec::new(), Vec::new());
    for index in 0..count {
        let factor = match size {
            Size::Any => [0, 10, 12],
            Size::Units => [6, 10, 12],
        };
        let factor = U256::exp10(factor[bytes.index(3)]);
        let rate = if bytes.one_in(2) {
            bytes.fixed(WEI / 3, 3 * WEI)
        } else {
            Fixed::ONE
        };
        let token = Token::new(&index.to_string(), factor, rate)?;
        let units = match (size, &real) {
            (Size::Any, None) => bytes.magnitude(digits, digits + 1) / factor,
            (Size::Any, Some(real)) => real[index].div_down(rate)?.raw() / factor,
            (Size::Units, _) => bytes.between(1, 100).into(),
        };
        balances.push(Fixed::from_raw(units * factor).mul_down(rate)?);
        tokens.push(token);
    }
    let supply = balances.iter().copied().max().unwrap_or(Fixed::ONE);
    PoolState::new(
        pool,
        tokens,
        balances,
        fee.min(Fixed::from_wei(999_999 * (WEI / 1_000_000))),
        share,
        supply,
    )
}

/// A curve with the number of its tokens.
pub fn any_curve(kind: Kind, bytes: &mut Bytes) -> Result<(Pool, usize), Error> {
    match kind {
        Kind::Weighted => {
            let weights = any_weights(bytes);
            let count = weights.len();
            let is_second = bytes.index(2) == 1;
            Ok((Pool::Weighted(weighted(weights, is_second)?), count))
        }
        Kind::Stable => {
            let count = bytes.length(2, 5);
            let lead = bytes.between(1_000, 10_000);
            let amplification =
                (lead * [1, 10, 100, 1_000, 10_000][bytes.index(5)]).min(50_000_000);
            let is_third = bytes.index(2) == 1;
            Ok((Pool::Stable(stable(amplification, is_third)?), count))
        }
        Kind::GyroEclp => Ok((Pool::GyroEclp(Box::new(any_ellipse(bytes)?)), 2)),
        Kind::Gyro2Clp => {
            let alpha = bytes.fixed(WEI / 1_000, WEI - 1);
            let width = bytes.fixed(WEI / 10_000, 5 * WEI);
            let beta = alpha.plus(alpha.mul_down(width)?)?;
            Ok((Pool::Gyro2Clp(Gyro2Clp::new(alpha, beta)?), 2))
        }
        Kind::Reclamm => Ok((Pool::Reclamm(Box::new(any_reclamm(bytes)?)), 2)),
        Kind::GradualLbp => {
            let weight = GradualWeight {
                start: bytes.fixed(WEI / 100, WEI - WEI / 100),
                end: bytes.fixed(WEI / 100, WEI - WEI / 100),
                blocks_selling_back: bytes.one_in(3),
                reserve_virtual_balance: if bytes.one_in(3) {
                    Fixed::from_raw(bytes.magnitude(16, 30))
                } else {
                    Fixed::ZERO
                },
            };
            Ok((
                Pool::GradualLbp(GradualLbp::new(any_sale(bytes), weight)?),
                2,
            ))
        }
        Kind::FixedPriceLbp => {
            let price = Fixed::from_raw(bytes.magnitude(13, 24));
            Ok((
                Pool::FixedPriceLbp(FixedPriceLbp::new(any_sale(bytes), price)?),
                2,
            ))
        }
        Kind::QuantAmm => {
            let pool = any_quant_amm(bytes)?;
            let count = pool.weights().len();
            Ok((Pool::QuantAmm(pool), count))
        }
    }
}

/// At least 1 % each, and 1 together.
fn any_weights(bytes: &mut Bytes) -> Vec<Fixed> {
    let count = bytes.between(2, 8);
    let parts: Vec<u64> = (0..count).map(|_| bytes.between(1, 1_000)).collect();
    let rest = u128::from((100 - count) * (WEI / 100));
    let sum = u128::from(parts.iter().sum::<u64>());
    let share = |part: &u64| WEI / 100 + u64::try_from(rest * u128::from(*part) / sum).unwrap_or(0);
    let mut weights: Vec<u64> = parts.iter().map(share).collect();
    weights[0] += WEI - weights.iter().sum::<u64>();
    weights.into_iter().map(Fixed::from_wei).collect()
}

/// Of any rotation: the sine is given, the cosine follows.
fn any_ellipse(bytes: &mut Bytes) -> Result<GyroEclp, Error> {
    let s = U256::from(bytes.between(WEI / 1_000, WEI - 1));
    let c = (U256::exp10(36) - s * s).integer_sqrt();
    let (s, c) = (Fixed::from_raw(s), Fixed::from_raw(c));
    let peak = s.div_down(c)?;
    let below = bytes.fixed(WEI / 100_000, WEI / 2);
    let above = bytes.fixed(WEI / 100_000, WEI);
    let params = EclpParams {
        alpha: peak.minus(peak.mul_down(below)?)?,
        beta: peak.plus(peak.mul_down(above)?)?,
        c,
        s,
        lambda: Fixed::from_raw(bytes.magnitude(19, 24)),
    };
    GyroEclp::new(params, params.derive()?)
}

fn any_reclamm(bytes: &mut Bytes) -> Result<Reclamm, Error> {
    let root = |bytes: &mut Bytes| bytes.fixed(WEI + WEI / 1_000, 3 * WEI);
    let digits = bytes.between(18, 30);
    let last_timestamp = 1_000_000;
    Reclamm::new(ReclammState {
        revision: if bytes.one_in(2) {
            Revision::First
        } else {
            Revision::Second
        },
        last_virtual_balances: [digits, digits + 1]
            .map(|digits| Fixed::from_raw(bytes.magnitude(digits, digits + 1))),
        daily_price_shift_base: bytes.fixed(999_991_977_472_743_464, WEI),
        centeredness_margin: bytes.fixed(0, WEI / 10 * 9),
        start_fourth_root_price_ratio: root(bytes),
        end_fourth_root_price_ratio: root(bytes),
        price_ratio_update_start_time: bytes.between(0, 2_000_000),
        price_ratio_update_end_time: bytes.between(0, 2_000_000),
        last_timestamp,
        current_timestamp: last_timestamp + bytes.between(0, 3_000_000),
    })
}

/// Balances of a pool as it is now, anywhere in its range: with `q` the root of the price ratio, those for which
/// `(1 + Ra / Va) (1 + Rb / Vb) = q`.
fn real_balances(curve: &Reclamm, bytes: &mut Bytes) -> Result<[Fixed; 2], Error> {
    let state = curve.state();
    let root = state
        .start_fourth_root_price_ratio
        .mul_down(state.start_fourth_root_price_ratio)?;
    let room = root.minus(Fixed::ONE)?;
    let first = room.mul_down(bytes.fixed(0, WEI))?;
    let second = root.div_down(Fixed::ONE.plus(first)?)?.minus(Fixed::ONE)?;
    let [a, b] = state.last_virtual_balances;
    Ok([a.mul_down(first)?, b.mul_down(second)?])
}

fn any_sale(bytes: &mut Bytes) -> Sale {
    Sale {
        project_token: bytes.index(2),
        start_time: 1_000,
        end_time: 2_000,
        current_timestamp: if bytes.one_in(16) {
            999
        } else {
            bytes.between(1_000, 2_000)
        },
    }
}

fn any_quant_amm(bytes: &mut Bytes) -> Result<QuantAmm, Error> {
    let weights = any_weights(bytes);
    // What one weight gains another loses: the rule that makes them keep their sum.
    let mut multipliers: Vec<i128> = weights
        .iter()
        .map(|_| i128::from(bytes.between(0, 20_000)) - 10_000)
        .collect();
    multipliers[0] -= multipliers.iter().sum::<i128>();
    QuantAmm::new(&QuantAmmState {
        multipliers: multipliers.into_iter().map(Signed::new).collect(),
        weights,
        last_update_time: 0,
        last_interop_time: bytes.between(0, 1_000_000),
        current_timestamp: bytes.between(0, 2_000_000),
        max_trade_size_ratio: bytes.fixed(WEI / 1_000, WEI / 10 * 3),
    })
}

/// A swap, join or exit: of any share of what there is, or of a few units.
pub fn any_step(state: &PoolState, bytes: &mut Bytes) -> Result<Step, Error> {
    let count = state.tokens().len();
    let token = match state.pool() {
        // Its token is never bought back.
        Pool::FixedPriceLbp(curve) if !bytes.one_in(8) => 1 - curve.sale().project_token,
        _ => bytes.index(count),
    };
    // A sale takes no joins and pays no exits, and recovery leaves virtual balances behind.
    let sells = matches!(state.pool(), Pool::GradualLbp(_) | Pool::FixedPriceLbp(_));
    Ok(match bytes.between(0, 9) {
        drawn if sells || drawn <= 5 => {
            let token_out = (token + bytes.length(1, count as u64 - 1)) % count;
            let kind = if bytes.one_in(2) {
                SwapKind::GivenOut
            } else {
                SwapKind::GivenIn
            };
            let given = if kind == SwapKind::GivenIn {
                token
            } else {
                token_out
            };
            let amount_raw = any_amount(raw_balance(state, given)?, bytes);
            Step::Swap(SwapRequest {
                kind,
                token_in: token,
                token_out,
                amount_raw,
            })
        }
        6 => {
            let amounts = (0..count).map(|index| {
                let balance = raw_balance(state, index)?;
                Ok(if bytes.one_in(2) {
                    U256::zero()
                } else {
                    any_amount(balance, bytes)
                })
            });
            Step::Add(AddRequest::Unbalanced {
                amounts_in_raw: amounts.collect::<Result<_, _>>()?,
            })
        }
        7 => {
            let pool_tokens_out = Fixed::from_raw(any_amount(state.total_supply().raw(), bytes));
            Step::Add(if bytes.one_in(2) {
                AddRequest::SingleTokenExactOut {
                    token,
                    pool_tokens_out,
                }
            } else {
                AddRequest::Proportional { pool_tokens_out }
            })
        }
        8 => {
            let amount_out_raw = any_amount(raw_balance(state, token)?, bytes);
            Step::Remove(RemoveRequest::SingleTokenExactOut {
                token,
                amount_out_raw,
            })
        }
        _ => {
            let pool_tokens_in = Fixed::from_raw(any_amount(state.total_supply().raw(), bytes));
            Step::Remove(match bytes.between(0, 2) {
                0 => RemoveRequest::SingleTokenExactIn {
                    token,
                    pool_tokens_in,
                },
                1 if !matches!(state.pool(), Pool::Reclamm(_)) => {
                    RemoveRequest::Recovery { pool_tokens_in }
                }
                _ => RemoveRequest::Proportional { pool_tokens_in },
            })
        }
    })
}

fn any_amount(whole: U256, bytes: &mut Bytes) -> U256 {
    match bytes.between(0, 3) {
        0 => bytes.between(1, 20).into(),
        1 => whole * bytes.between(0, 1_000) / 1_000_000_000,
        2 => whole * bytes.between(0, 1_000_000) / 1_000_000,
        _ => whole * bytes.between(0, 300_000) / 1_000_000,
    }
}
