//! One pool under arbitrage, its fees kept in it.

use super::shape::{Place, Shape};
use crate::analysis::curve::Curve;

/// A pool and its terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Trading curve; it prices X times the rate that it knows, in Y.
    pub curve: Curve,
    /// Fraction taken from the input of a swap and left in the pool, 0 to below 1.
    pub swap_fee: f64,
    /// Whether it has a rate provider; without, it stays with the rate at the start.
    pub follows_rate: bool,
    /// Fraction of X's growth that the venue takes at each rise of the rate that the pool follows.
    pub yield_fee: f64,
}

/// What has happened to a pool so far, as fractions of its value at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Its value.
    pub value: f64,
    /// What its tokens at the start would be worth.
    pub held: f64,
    /// Share of its value in X.
    pub share: f64,
    /// Its X over its X at the start.
    pub tokens_left: f64,
    /// What arbitrage has gained, fees paid: loss versus rebalancing at the market's prices.
    pub arbitrage: f64,
    /// What arbitrage has paid in fees, all of which stayed.
    pub fees: f64,
    /// What the venue has taken of the yield.
    pub yield_fees: f64,
    /// How many trades there were.
    pub trades: u32,
}

/// A pool in the course of a simulation.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    terms: Terms,
    shape: Shape,
    /// What arbitrage keeps of its input, `1 - fee`.
    kept: f64,
    /// The rate that the pool knows.
    rate: f64,
    /// Amount of X times that rate.
    x: f64,
    y: f64,
    place: Place,
    /// Amounts at the start, of X itself and of Y.
    start: (f64, f64),
    arbitrage: f64,
    fees: f64,
    yield_fees: f64,
    trades: u32,
}

#[allow(
    clippy::float_cmp,
    reason = "a rate that was told again is the same number"
)]
impl Pool {
    /// A pool that is worth 1 and stands at the market's price, which its curve must have.
    pub(super) fn new(terms: Terms, price: f64, rate: f64) -> Self {
        let at = terms.curve.position(price / rate);
        let size = 1.0 / at.value();
        let (x, y) = (size * at.x, size * at.y);
        Pool {
            terms,
            shape: Shape::new(terms.curve),
            kept: 1.0 - terms.swap_fee,
            rate,
            x,
            y,
            place: Place {
                price: at.price,
                size,
            },
            start: (x / rate, y),
            arbitrage: 0.0,
            fees: 0.0,
            yield_fees: 0.0,
            trades: 0,
        }
    }

    /// The rate that the pool's provider tells is now `rate`, while the market pays `price`.
    #[inline]
    pub(super) fn tell(&mut self, price: f64, rate: f64) {
        if !self.terms.follows_rate || rate == self.rate {
            return;
        }
        let mut tokens = self.x / self.rate;
        if rate > self.rate {
            let fee = tokens * (1.0 - self.rate / rate) * self.terms.yield_fee;
            tokens -= fee;
            self.yield_fees += price * fee;
        }
        self.x = tokens * rate;
        self.rate = rate;
        self.place = self.shape.locate(self.x, self.y, self.place);
    }

    /// The same, where everybody knew that it would be told now: arbitrage trades with the old rate first.
    #[inline]
    pub(super) fn meet(&mut self, price: f64, rate: f64) {
        if self.terms.follows_rate && rate != self.rate {
            self.arbitrage(price);
            self.tell(price, rate);
        }
    }

    /// Arbitrage at the market price `price` of X: to the edge of the fee band, where the next
    /// unit would cost what it brings.
    #[inline]
    pub(super) fn arbitrage(&mut self, price: f64) {
        let market = price / self.rate;
        let bid = market * self.kept;
        if bid > self.place.price {
            self.buy(market, bid);
        } else if market < self.place.price * self.kept {
            self.sell(market, market / self.kept);
        }
    }

    /// X leaves the pool until its price is `target`; the fee is on the Y paid, and joins the
    /// reserves after the trade.
    fn buy(&mut self, market: f64, target: f64) {
        let target = self.shape.reachable(target);
        let (unit_x, unit_y) = self.shape.reserves(target);
        let bought = self.x - self.place.size * unit_x;
        let paid = (self.place.size * unit_y - self.y) / self.kept;
        // The pool may stand at its end, or the trade be smaller than rounding.
        if !(target > self.place.price && bought > 0.0 && paid > 0.0) {
            return;
        }
        self.arbitrage += market * bought - paid;
        self.fees += paid * self.terms.swap_fee;
        self.settle(self.x - bought, self.y + paid, target);
    }

    /// Y leaves the pool until its price is `target`; the fee is on the X paid.
    fn sell(&mut self, market: f64, target: f64) {
        let target = self.shape.reachable(target);
        let (unit_x, unit_y) = self.shape.reserves(target);
        let paid = (self.place.size * unit_x - self.x) / self.kept;
        let bought = self.y - self.place.size * unit_y;
        if !(target < self.place.price && bought > 0.0 && paid > 0.0) {
            return;
        }
        self.arbitrage += bought - market * paid;
        self.fees += market * paid * self.terms.swap_fee;
        self.settle(self.x + paid, self.y - bought, target);
    }

    /// The trade led to the price `target`; the fee that joins the reserves moves it a little.
    fn settle(&mut self, x: f64, y: f64, target: f64) {
        (self.x, self.y) = (x, y);
        let near = Place {
            price: target,
            ..self.place
        };
        self.place = self.shape.locate(x, y, near);
        self.trades += 1;
    }

    /// Where it stands when the market pays `price`.
    pub(super) fn standing(&self, price: f64) -> Standing {
        let tokens = self.x / self.rate;
        let value = price * tokens + self.y;
        Standing {
            value,
            held: price * self.start.0 + self.start.1,
            share: price * tokens / value,
            tokens_left: tokens / self.start.0,
            arbitrage: self.arbitrage,
            fees: self.fees,
            yield_fees: self.yield_fees,
            trades: self.trades,
        }
    }
}
