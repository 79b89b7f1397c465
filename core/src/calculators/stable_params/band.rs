//! The amplifications that meet both wishes.

use super::{Input, Row, frontier};
use crate::analysis::amplification::{least_for_trade, most_for_share};
use crate::definition::{Sentence, Tone, Unit};

pub(super) struct Band {
    /// The least that serves the trade; `None` if not even the most that contracts take does.
    pub(super) least: Option<f64>,
    /// The most that keeps the share; `None` if not even the least that contracts take does.
    pub(super) most: Option<f64>,
}

impl Band {
    pub(super) fn of(input: &Input) -> Self {
        Self {
            least: least_for_trade(
                input.tvl,
                input.target_trade,
                input.max_impact,
                input.impact_of.into(),
            ),
            most: most_for_share(input.depeg_price, input.max_imbalance),
        }
    }

    /// The whole amplifications of the band: contracts take no others, so the least is rounded up and the most down.
    fn whole(&self) -> Option<(f64, f64)> {
        let (least, most) = (self.least?.ceil(), self.most?.floor());
        (least <= most).then_some((least, most))
    }

    pub(super) fn feasible(&self) -> bool {
        self.whole().is_some()
    }

    pub(super) fn allows(&self, amplification: f64) -> bool {
        self.least.is_some_and(|least| least <= amplification)
            && self.most.is_some_and(|most| amplification <= most)
    }

    /// These amplifications, which rise, with the whole ends of the band among them.
    pub(super) fn with_ends(&self, steps: &[f64]) -> Vec<f64> {
        let mut all = steps.to_vec();
        for end in [self.least.map(f64::ceil), self.most.map(f64::floor)] {
            let Some(end) = end else { continue };
            let place = all.iter().position(|step| *step >= end);
            let place = place.unwrap_or(all.len());
            if all.get(place) != Some(&end) {
                all.insert(place, end);
            }
        }
        all
    }

    /// The amplification asked for, or else the least that serves the trade, or else the most that keeps the share.
    pub(super) fn look_at(&self, input: &Input) -> f64 {
        let asked = input.amplification;
        if asked >= 1.0 {
            return asked;
        }
        let least = self.least.map(f64::ceil);
        least.or(self.most.map(f64::floor)).unwrap_or(1.0)
    }

    pub(super) fn reading(&self, input: &Input, at: &Row) -> Sentence {
        let words = Sentence::new();
        let amplification = |words: Sentence, a: f64, tone| words.number(a, Unit::Plain, 6, tone);
        match (self.whole(), self.least, self.most) {
            (Some((least, most)), ..) => {
                let words = amplification(words.text("Any A from "), least, Tone::Kept);
                let words = amplification(words.text(" to "), most, Tone::Kept);
                let words = words.text(" does both. ");
                let words = amplification(words.text("With "), at.amplification, Tone::Plain);
                let words = words.text(" volatility costs ");
                let words = words.number(at.lvr, Unit::PercentPerYear, 2, Tone::Lost);
                let words =
                    words.text(" of the pool’s value a year before fees, and at the lost peg ");
                let words = words.number(at.composition, Unit::Percent, 3, Tone::Lost2);
                words.text(" of its balances are of the fallen token.")
            }
            (None, Some(least), Some(most)) => {
                let words = words.text("No A does both: the trade needs at least ");
                let words = amplification(words, least.ceil(), Tone::Kept);
                let words = words.text(", and the share allows at most ");
                let words = amplification(words, most.floor(), Tone::Lost2);
                let words = words.text(". What gives: a pool worth ");
                let needed = frontier::tvl_needed(input, most);
                let words = words.number(needed, Unit::Money, 3, Tone::Plain);
                let words = words.text(", a trade of ");
                let depth = frontier::point(input, self, most).depth;
                let words = words.number(depth, Unit::Money, 3, Tone::Plain);
                let words = words.text(", or a share of ");
                let share = frontier::point(input, self, least).composition;
                words.number(share, Unit::Percent, 4, Tone::Plain).text(".")
            }
            (None, None, most) => {
                let words = words.text("No A serves this trade: even the greatest that contracts take, 50,000, is not deep enough. ");
                let most = most.unwrap_or(1.0);
                let words = words.text("A pool worth ");
                let needed = frontier::tvl_needed(input, most);
                let words = words.number(needed, Unit::Money, 3, Tone::Plain);
                let words = amplification(
                    words.text(" would, with an A of "),
                    most.floor(),
                    Tone::Plain,
                );
                words.text(".")
            }
            (None, Some(_), None) => {
                let words = words.text("No A keeps this share: even with the least that contracts take, 1, the fallen token makes up ");
                let share = frontier::point(input, self, 1.0).composition;
                let words = words.number(share, Unit::Percent, 4, Tone::Lost2);
                words.text(" of the balances at that price.")
            }
        }
    }
}
