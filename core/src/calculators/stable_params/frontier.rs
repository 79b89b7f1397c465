//! Depth against loss, for every amplification.

use super::band::Band;
use super::{Impact, Input, Row};
use crate::analysis::amplification::{balance_share, trade_at};
use crate::analysis::curve::{Curve, MAX_AMPLIFICATION, MIN_AMPLIFICATION};
use crate::analysis::depth::{Pool, Sold, Trade};
use crate::analysis::lvr;
use crate::definition::{Axis, Chart, Mark, Series, Tone, Unit};

/// Moves of the marginal price at which depth is read.
const MOVES: [f64; 5] = [0.0001, 0.0005, 0.001, 0.005, 0.01];
/// The amplifications of the table, besides the ends of the band.
const STEPS: [f64; 12] = [
    1.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0, 50_000.0,
];
/// The points of the picture.
const POINTS: u32 = 64;

fn stable(amplification: f64) -> Curve {
    Curve::Stable { amplification }
}

fn pool(input: &Input, amplification: f64) -> Pool {
    Pool {
        curve: stable(amplification),
        price: 1.0,
        tvl: input.tvl,
    }
}

/// What an amplification brings and costs.
pub(super) fn point(input: &Input, band: &Band, amplification: f64) -> Row {
    let curve = stable(amplification);
    let value = curve.position(1.0).value();
    Row {
        amplification,
        allowed: band.allows(amplification),
        depth: depth(input, amplification),
        lvr: lvr::rate(curve, input.basis_volatility, 1.0),
        composition: balance_share(curve, input.depeg_price),
        loss_at_depeg: curve.loss_versus_holding(1.0, input.depeg_price) / value,
    }
}

fn depth(input: &Input, amplification: f64) -> f64 {
    trade_at(
        input.tvl,
        amplification,
        input.max_impact,
        input.impact_of.into(),
    )
}

/// Depth is in proportion to a pool's value.
pub(super) fn tvl_needed(input: &Input, amplification: f64) -> f64 {
    input.tvl * input.target_trade / depth(input, amplification)
}

pub(super) fn depths(input: &Input, amplification: f64) -> Vec<f64> {
    let pool = pool(input, amplification);
    let amount = |by: f64| pool.trade_for_impact(Sold::X, by).amount_in;
    MOVES.into_iter().map(amount).collect()
}

/// What the trade to serve does; `None` where there is not so much to buy.
pub(super) fn impact(input: &Input, amplification: f64) -> Option<f64> {
    let trade: Trade = pool(input, amplification).trade_of(Sold::X, input.target_trade)?;
    Some(match input.impact_of {
        Impact::Spot => trade.spot_impact,
        Impact::Average => trade.average_impact,
    })
}

pub(super) fn rows(input: &Input, band: &Band) -> Vec<Row> {
    let row = |amplification| point(input, band, amplification);
    band.with_ends(&STEPS).into_iter().map(row).collect()
}

/// Loss by depth: what each amplification buys and costs, the band shaded.
pub(super) fn chart(input: &Input, band: &Band, amplification: f64) -> Chart {
    let (low, high) = (MIN_AMPLIFICATION.ln(), MAX_AMPLIFICATION.ln());
    let step = |k| (low + (high - low) * f64::from(k) / f64::from(POINTS)).exp();
    let steps: Vec<f64> = (0..=POINTS).map(step).collect();
    let mut points: Vec<Row> = Vec::new();
    for amplification in band.with_ends(&steps) {
        let next = point(input, band, amplification);
        // Where a curve is all but flat, depth has come to its end.
        if points.last().is_none_or(|last| last.depth < next.depth) {
            points.push(next);
        }
    }
    let column = |of: fn(&Row) -> f64| points.iter().map(of).collect();
    let in_band = |row: &Row| if row.allowed { row.lvr } else { f64::NAN };
    let mut series = vec![
        Series::line("LVR a year", Tone::Lost, column(|row| row.lvr)),
        Series::line(
            "loss at the lost peg",
            Tone::Lost2,
            column(|row| row.loss_at_depeg),
        ),
    ];
    if band.feasible() {
        series.push(Series::line("the band", Tone::Kept, column(in_band)).shaded());
    }
    Chart {
        title: "Loss by depth, as the amplification rises".into(),
        description: "From left to right the amplification rises from 1 to 50,000, and with it \
                      the trade that the pool takes at the impact allowed. Up go the cost of \
                      volatility a year and the loss against holding once the peg is lost. \
                      Amplifications that meet both wishes are shaded."
            .into(),
        x: Axis::log("Trade at the impact allowed", Unit::Money),
        y: Axis::log("Share of the pool’s value", Unit::Percent),
        xs: column(|row| row.depth),
        names: Vec::new(),
        series,
        mark: Some(Mark {
            x: depth(input, amplification),
            series: 0,
        }),
    }
}
