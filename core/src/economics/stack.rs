//! The yield stack: everything that a pool earns and loses in a year, as shares of its value.

use super::DAYS_PER_YEAR;
use super::periods::Shares;

/// A token of the pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Its share of the pool's value.
    pub share: f64,
    /// Its yield a year.
    pub yields: f64,
    /// Whether the protocol takes its share of that yield: it has a rate provider and is not exempt.
    pub pays_fee: bool,
}

/// What a pool earns.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Its tokens, whose shares add up to 1.
    pub tokens: Vec<Token>,
    /// Its value.
    pub tvl: f64,
    /// What is traded in a day.
    pub volume: f64,
    /// Fraction taken from each trade.
    pub fee: f64,
    /// What the protocol keeps.
    pub protocol: Shares,
    /// Rewards a year, in money.
    pub incentives: f64,
    /// What points are taken to be worth a year, as a share of the value.
    pub points: f64,
    /// What the token's own growth moves out of the pool in a year, as a share of the value.
    pub drift: f64,
    /// Loss versus rebalancing a year, as a share of the value.
    pub lvr: f64,
}

/// One part of the stack, as shares of the value a year; a loss is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// Before the protocol's share.
    pub gross: f64,
    /// After it.
    pub net: f64,
}

impl Part {
    fn whole(rate: f64) -> Self {
        Self {
            gross: rate,
            net: rate,
        }
    }
}

/// The stack. Gross is what is earned; losses are in net alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stack {
    /// The tokens' own yields.
    pub yields: Part,
    /// Swap fees.
    pub fees: Part,
    /// Rewards.
    pub incentives: Part,
    /// Points.
    pub points: Part,
    /// Yield drift.
    pub drift: Part,
    /// Loss versus rebalancing.
    pub lvr: Part,
}

impl Stack {
    /// The parts, in the order in which they are shown.
    #[must_use]
    pub fn parts(&self) -> [Part; 6] {
        [
            self.yields,
            self.fees,
            self.incentives,
            self.points,
            self.drift,
            self.lvr,
        ]
    }

    /// What is earned before the protocol's share and the losses.
    #[must_use]
    pub fn gross(&self) -> f64 {
        let earned = [self.yields, self.fees, self.incentives, self.points];
        earned.iter().map(|part| part.gross).sum()
    }

    /// What is left to the owners: the sum of the parts.
    #[must_use]
    pub fn net(&self) -> f64 {
        self.parts().iter().map(|part| part.net).sum()
    }
}

/// The stack of a pool.
///
/// Yields are earned by each token for itself. Swap fees and rewards are sums of money, which the
/// owners share: they thin out as the pool grows.
///
/// ```
/// use yb_core::economics::{periods::Shares, stack::{Pool, Token, stack}};
///
/// let token = |yields| Token { share: 0.5, yields, pays_fee: true };
/// let pool = Pool {
///     tokens: vec![token(0.03), token(0.0)],
///     tvl: 10e6,
///     volume: 5e6,
///     fee: 0.0001,
///     protocol: Shares { swap: 0.25, yields: 0.1 },
///     incentives: 200_000.0,
///     points: 0.0,
///     drift: 0.0,
///     lvr: 0.0,
/// };
/// assert_eq!(format!("{:.5} %", 100.0 * stack(&pool).net()), "4.71875 %");
/// ```
#[must_use]
pub fn stack(pool: &Pool) -> Stack {
    let mut yields = Part::default();
    for token in &pool.tokens {
        let earned = token.share * token.yields;
        // A token that loses value pays no fee on it.
        let taken = if token.pays_fee {
            pool.protocol.yields * earned.max(0.0)
        } else {
            0.0
        };
        yields.gross += earned;
        yields.net += earned - taken;
    }
    let fees = pool.volume * pool.fee * DAYS_PER_YEAR / pool.tvl;
    let loss = |rate: f64| Part {
        gross: 0.0,
        net: 0.0 - rate,
    };
    Stack {
        yields,
        fees: Part {
            gross: fees,
            net: fees * (1.0 - pool.protocol.swap),
        },
        incentives: Part::whole(pool.incentives / pool.tvl),
        points: Part::whole(pool.points),
        drift: loss(pool.drift),
        lvr: loss(pool.lvr),
    }
}

/// The stack for all owners once `deposit` has been added: the same trade and rewards for more
/// value. A deposit's part of the rewards is `deposit / (tvl + deposit)`, never more than all.
#[must_use]
pub fn stack_with(pool: &Pool, deposit: f64) -> Stack {
    stack(&Pool {
        tvl: pool.tvl + deposit,
        ..pool.clone()
    })
}
