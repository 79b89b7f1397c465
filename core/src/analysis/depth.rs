//! Depth: how large a trade moves a price how far, for a pool of a given size.
//!
//! Without fees; a fee `f` makes the amount sold greater by `1/(1-f)` and changes nothing else.
//! Amounts are in tokens, values in Y.

use super::curve::{Curve, MAX_PRICE, MIN_PRICE};
use super::limits::{Checks, Invalid, Limit};
use super::solve;

/// The token that a trader gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sold {
    /// The price of X falls.
    X,
    /// The price of X rises.
    Y,
}

/// A pool, by its curve, the price of X in it and its value in Y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    /// Trading curve.
    pub curve: Curve,
    /// Marginal price of X before the trade, inside the curve's range.
    pub price: f64,
    /// Value of both balances in Y.
    pub tvl: f64,
}

/// A trade, and what it does to the price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trade {
    /// Amount given.
    pub amount_in: f64,
    /// Amount taken.
    pub amount_out: f64,
    /// Marginal price of X afterwards.
    pub price: f64,
    /// How much worse the marginal price has become for the trader, a fraction.
    pub spot_impact: f64,
    /// How much worse than the marginal price before it the whole trade was, a fraction.
    pub average_impact: f64,
}

impl Pool {
    /// Checks the curve, the price and the value against their limits.
    ///
    /// # Errors
    /// Every parameter out of bounds, with the bound: those of the curve, a `price` outside its
    /// range, a `tvl` that is not above 0.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut checks = Checks::default();
        checks.absorb(self.curve.validate());
        checks.absorb(self.curve.validate_price(self.price));
        checks.check("tvl", self.tvl, &[Limit::Above(0.0)]);
        checks.finish()
    }

    /// The trade that moves the marginal price by a fraction `impact`, 0 to below 1, against the
    /// trader: X to `p (1-impact)`, or Y likewise.
    ///
    /// At most to the end of the curve's range, where one of the tokens is sold out; the impact
    /// of the trade then is less than asked for.
    ///
    /// ```
    /// use yb_core::analysis::{curve::Curve, depth::{Pool, Sold}};
    ///
    /// let pool = Pool { curve: Curve::Stable { amplification: 200.0 }, price: 1.0, tvl: 1e7 };
    /// let trade = pool.trade_for_impact(Sold::X, 0.001);
    /// assert_eq!(format!("{:.2}", trade.amount_in), "493237.94");
    /// ```
    #[must_use]
    pub fn trade_for_impact(&self, sold: Sold, impact: f64) -> Trade {
        let price = match sold {
            Sold::X => self.price * (1.0 - impact),
            Sold::Y => self.price / (1.0 - impact),
        };
        self.trade_to(sold, price)
    }

    /// The trade that gives `amount` of a token.
    ///
    /// `None` when the curve cannot take so much: it would leave its range, or the prices between
    /// [`MIN_PRICE`] and [`MAX_PRICE`].
    #[must_use]
    pub fn trade_of(&self, sold: Sold, amount: f64) -> Option<Trade> {
        let missing = |log_price: f64| self.trade_to(sold, log_price.exp()).amount_in - amount;
        let (lower, upper) = self.curve.bounds().unwrap_or((MIN_PRICE, MAX_PRICE));
        let end = match sold {
            Sold::X => lower,
            Sold::Y => upper,
        };
        let log_price = solve::root(missing, self.price.ln(), end.ln())?;
        Some(self.trade_to(sold, log_price.exp()))
    }

    /// The value that a pool must have for a trade of `amount` to move the price by `impact`.
    ///
    /// Infinite for an impact of 0.
    #[must_use]
    pub fn tvl_for(&self, sold: Sold, amount: f64, impact: f64) -> f64 {
        self.tvl * amount / self.trade_for_impact(sold, impact).amount_in
    }

    fn trade_to(&self, sold: Sold, price: f64) -> Trade {
        let price = self.curve.reachable(price);
        let (start, end) = (self.curve.position(self.price), self.curve.position(price));
        let size = self.tvl / start.value();
        let (x, y) = (size * (end.x - start.x), size * (end.y - start.y));
        let (amount_in, amount_out, value_in, spot_impact) = match sold {
            Sold::X => (x, -y, self.price * x, 1.0 - price / self.price),
            Sold::Y => (y, -x, y, 1.0 - self.price / price),
        };
        // What comes out falls short of what goes in, both at the old price, by the loss versus
        // holding on the way back.
        let shortfall = size * self.curve.loss_versus_holding(price, self.price);
        let average_impact = if value_in > 0.0 {
            shortfall / value_in
        } else {
            0.0
        };
        Trade {
            amount_in,
            amount_out,
            price,
            spot_impact,
            average_impact,
        }
    }
}
