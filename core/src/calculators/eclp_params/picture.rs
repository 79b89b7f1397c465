//! The two pictures: liquidity by price, and depth against loss.

use super::Row;
use super::profile::Sized;
use crate::analysis::curve::Curve;
use crate::definition::unit::plain;
use crate::definition::{Axis, Chart, Mark, Series, Tone, Unit};

/// What trades for each basis point, from the lowest price to the highest.
pub(super) fn liquidity(pool: &Sized) -> Chart {
    let xs = pool.prices();
    let own = xs.iter().map(|price| pool.liquidity(*price)).collect();
    let mut all = vec![Series::line("the ellipse", Tone::Kept, own).shaded()];
    if let (Some(stable), Some(peak)) = (pool.stable(), pool.peak) {
        let value = stable.position(pool.price / peak).value();
        let of = |price: &f64| {
            let price = price / peak;
            let slope = stable.position(price).slope;
            price * price * slope * 1e-4 / value
        };
        let Curve::Stable { amplification } = stable else {
            return chart(xs, all, pool.price);
        };
        let label = format!("StableSwap, A = {}", plain(amplification.round()));
        let values = xs.iter().map(of).collect();
        all.push(Series::line(label, Tone::Flat, values));
    }
    chart(xs, all, pool.price)
}

fn chart(xs: Vec<f64>, series: Vec<Series>, price: f64) -> Chart {
    Chart {
        title: "Liquidity by price".into(),
        description: "For each price from the lowest to the highest, rates divided out: the value \
                      that trades while the price moves by a basis point, as a share of the pool’s \
                      value at the start. Beside it, where there is one, a StableSwap pool as deep \
                      at the peak."
            .into(),
        x: Axis::new("Price, rates divided out", Unit::Price),
        y: Axis::new("Traded for each basis point", Unit::Percent),
        xs,
        names: Vec::new(),
        series,
        mark: Some(Mark {
            x: price,
            series: 0,
        }),
    }
}

/// Loss by depth, as the stretch rises; beyond the greatest depth more stretch buys none.
pub(super) fn frontier(rows: &[Row], pool: &Sized, by: f64) -> Chart {
    let mut kept: Vec<&Row> = Vec::new();
    for row in rows {
        // Where a greater stretch buys less than a thousandth more, only the one asked for is of interest.
        let own = row.lambda.total_cmp(&pool.lambda).is_eq();
        let worth = if own { 1.0 } else { 1.001 };
        if kept
            .last()
            .is_none_or(|last| last.depth * worth < row.depth)
        {
            kept.push(row);
        }
    }
    let column = |of: fn(&Row) -> f64| kept.iter().map(|row| of(row)).collect();
    Chart {
        title: "Loss by depth, as λ rises".into(),
        description: "From left to right λ rises from 1 to where more of it buys no more depth, and \
                      with it the trade that moves the price by the move asked for. Up go the cost of volatility a year and \
                      the loss against holding if the price falls to the lowest."
            .into(),
        x: Axis::log(
            &format!("Trade that moves the price by {}", Unit::BasisPoints.text(by, 3)),
            Unit::Percent,
        ),
        y: Axis::log("Share of the pool’s value", Unit::Percent),
        xs: column(|row| row.depth),
        names: Vec::new(),
        series: vec![
            Series::line("LVR a year", Tone::Lost, column(|row| row.lvr)).shaded(),
            Series::line("loss at α", Tone::Lost2, column(|row| row.loss_at_alpha)),
        ],
        mark: Some(Mark {
            x: pool.depth(by),
            series: 0,
        }),
    }
}
