//! The steps from a token to a pool that people find.

use crate::definition::field::flag;
use crate::inputs;

inputs! {
    /// Which steps are done.
    pub struct Done {
        /// A venue that is open, and the pool type.
        venue_chosen: bool = flag("Venue and pool type chosen", false);
        /// The rate provider or the ERC-4626 interface.
        rate_built: bool = flag("Rate provider built", false);
        /// Somebody else has read it.
        rate_reviewed: bool = flag("Rate provider reviewed", false);
        /// The token's entry.
        token_listed: bool = flag("Token in the list", false);
        /// The pool exists and holds liquidity.
        pool_seeded: bool = flag("Pool created and seeded", false);
        /// The source of the yield that sites show.
        yield_filed: bool = flag("Source of the yield filed", false);
        /// Vaults and tags.
        metadata_filed: bool = flag("Vaults, points and pool text filed", false);
        /// What rewards liquidity.
        incentives_planned: bool = flag("Incentives planned", false);
    }
}

/// The steps in their order.
pub(super) const STEPS: [&str; 8] = [
    "Choose a venue that is open, and a pool type",
    "Build a rate provider, or show that the token follows ERC-4626",
    "Have the rate provider reviewed",
    "File the token's entry and picture",
    "Create the pool and seed it in proportion",
    "File the source of the token's yield",
    "File vaults, points and the pool's text",
    "Plan incentives against what they must pay",
];

impl Done {
    fn marks(&self) -> [bool; 8] {
        [
            self.venue_chosen,
            self.rate_built,
            self.rate_reviewed,
            self.token_listed,
            self.pool_seeded,
            self.yield_filed,
            self.metadata_filed,
            self.incentives_planned,
        ]
    }

    pub(super) fn count(&self) -> f64 {
        self.marks().iter().filter(|done| **done).count() as f64
    }

    /// A list with boxes, as Markdown has them.
    pub(super) fn text(&self) -> String {
        let mut out = String::from("# From a token to a pool\n\n");
        for (step, done) in STEPS.iter().zip(self.marks()) {
            out.push_str(if done { "- [x] " } else { "- [ ] " });
            out.push_str(step);
            out.push('\n');
        }
        out
    }
}
