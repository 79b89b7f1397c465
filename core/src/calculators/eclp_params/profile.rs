//! The pool that an ellipse makes: where its liquidity is, and what depth costs over the stretch.

use super::exact::Ellipse;
use super::{Input, Point, Row};
use crate::analysis::curve::{Curve, MAX_AMPLIFICATION, MIN_AMPLIFICATION};
use crate::analysis::depth::{Pool, Sold};
use crate::analysis::lvr;
use crate::definition::Errors;
use crate::fixed::{Fixed, U256};

/// Half of the points of the picture.
const HALF: u32 = 48;
/// Rows of the table of prices.
const ROWS: usize = 13;
const BASIS_POINT: f64 = 1e-4;

/// A pool of this ellipse at the price where it starts.
pub(super) struct Sized {
    pub(super) curve: Curve,
    pub(super) low: f64,
    pub(super) high: f64,
    /// `s/c`; none where `c` is 0.
    pub(super) peak: Option<f64>,
    pub(super) lambda: f64,
    /// At the start.
    pub(super) price: f64,
}

impl Sized {
    /// At `price`, or at the peak if that is 0.
    pub(super) fn new(ellipse: &Ellipse, price: f64) -> Self {
        let params = &ellipse.params;
        let numbers = [params.alpha, params.beta, params.c, params.s, params.lambda];
        let [alpha, beta, c, s, lambda] = numbers.map(Fixed::to_f64);
        let curve = Curve::Eclp {
            alpha,
            beta,
            c,
            s,
            lambda,
        };
        let peak = (c > 0.0).then_some(s / c);
        let wanted = if price > 0.0 { Some(price) } else { peak };
        Self {
            curve,
            low: alpha,
            high: beta,
            peak,
            lambda,
            price: wanted.map_or(beta, |price| curve.reachable(price)),
        }
    }

    pub(super) fn value(&self) -> f64 {
        self.curve.position(self.price).value()
    }

    /// Value that trades for each basis point at a price, as a share of that at the start.
    pub(super) fn liquidity(&self, price: f64) -> f64 {
        // At its ends the curve trades one way and has no slope; right beside them it has.
        let beside = (self.high - self.low) * 1e-9;
        let inside = price.max(self.low + beside).min(self.high - beside);
        let slope = self.curve.position(inside).slope;
        price * price * slope * BASIS_POINT / self.value()
    }

    /// The trade that moves the price down by a fraction, as a share of the value.
    pub(super) fn depth(&self, by: f64) -> f64 {
        let unit = Pool {
            curve: self.curve,
            price: self.price,
            tvl: 1.0,
        };
        unit.trade_for_impact(Sold::X, by).amount_in * self.price
    }

    /// The share that stays unused while the price stays between these multiples of the start.
    pub(super) fn idle(&self, [down, up]: [f64; 2]) -> f64 {
        self.curve
            .idle_share(self.price, self.price * down, self.price * up)
    }

    /// A StableSwap pool as deep at the peak, in units of the peak price.
    pub(super) fn stable(&self) -> Option<Curve> {
        let peak = self.peak.filter(|peak| self.curve.contains(*peak))?;
        let amplification = self.curve.position(peak).concentration() - 1.0;
        let fits = (MIN_AMPLIFICATION..=MAX_AMPLIFICATION).contains(&amplification);
        fits.then_some(Curve::Stable { amplification })
    }

    pub(super) fn stable_idle(&self) -> Option<f64> {
        let (stable, peak) = (self.stable()?, self.peak?);
        Some(stable.idle_share(self.price / peak, self.low / peak, self.high / peak))
    }

    /// Prices from the lowest to the highest: closer together near the peak, as the arc is.
    pub(super) fn prices(&self) -> Vec<f64> {
        let peak = self.peak.unwrap_or(self.high);
        // Where the price has left the peak by this, the ellipse has turned by an eighth.
        let width = (1.0 + peak * peak) / self.lambda;
        let along = |price: f64| asinh((price - peak) / width);
        let (from, to) = (along(self.low), along(self.high));
        let mut prices = vec![self.low];
        for k in 1..2 * HALF {
            let at = from + (to - from) * f64::from(k) / f64::from(2 * HALF);
            let price = peak + width * (at.exp() - (-at).exp()) / 2.0;
            let last = prices.last().copied().unwrap_or(self.low);
            if price > last && price < self.high {
                prices.push(price);
            }
        }
        prices.push(self.high);
        prices
    }

    pub(super) fn profile(&self, market: impl Fn(f64) -> f64) -> Vec<Point> {
        let prices = self.prices();
        let last = prices.len().saturating_sub(1);
        let chosen = (0..ROWS).map(|row| row * last / (ROWS - 1));
        let mut rows: Vec<Point> = Vec::new();
        for price in chosen.filter_map(|place| prices.get(place)) {
            if rows.last().is_some_and(|row| row.price >= *price) {
                continue;
            }
            let at = self.curve.position(*price);
            let liquidity = self.liquidity(*price);
            rows.push(Point {
                price: *price,
                market_price: market(*price),
                share: at.share(),
                liquidity,
                concentration: 4.0 * liquidity / BASIS_POINT * self.value() / at.value(),
            });
        }
        rows
    }
}

fn asinh(x: f64) -> f64 {
    let size = (x.abs() + (x * x + 1.0).sqrt()).ln();
    if x < 0.0 { -size } else { size }
}

/// The stretches of the table: every half power of ten that contracts take, and the one asked for.
pub(super) fn frontier(input: &Input, ellipse: &Ellipse, pool: &Sized) -> Result<Vec<Row>, Errors> {
    let own = ellipse.params.lambda;
    let mut rows = Vec::new();
    let mut shown = false;
    for power in 0..=16u32 {
        let whole = 10u64.pow(power / 2) * if power % 2 == 0 { 1 } else { 3 };
        let lambda = Fixed::from_raw(U256::from(whole) * U256::exp10(18));
        if !shown && own <= lambda {
            rows.push(row(input, ellipse, pool)?);
            shown = true;
            if own == lambda {
                continue;
            }
        }
        let other = ellipse.stretched(lambda)?;
        rows.push(row(input, &other, pool)?);
    }
    if !shown {
        rows.push(row(input, ellipse, pool)?);
    }
    Ok(rows)
}

/// What this ellipse brings and costs at the start of `pool`.
fn row(input: &Input, ellipse: &Ellipse, pool: &Sized) -> Result<Row, Errors> {
    let valid = ellipse
        .checks()?
        .iter()
        .all(crate::pools::EclpCheck::passes);
    let this = Sized::new(ellipse, pool.price);
    let around = [1.0 - input.max_impact, 1.0 / (1.0 - input.max_impact)];
    Ok(Row {
        lambda: this.lambda,
        valid,
        depth: this.depth(input.max_impact),
        lvr: lvr::rate(this.curve, input.basis_volatility, this.price),
        loss_at_alpha: this.curve.loss_versus_holding(this.price, this.low) / this.value(),
        idle_capital: this.idle(around),
    })
}
