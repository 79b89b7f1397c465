//! Balancer's protocol fees by period: the share that it kept, and where that share went.
//!
//! Read from the proposals named in each entry, and from Balancer's documents on protocol fees and
//! core pools as of 2026. A date is that of the proposal or its vote; the accounts of the fee
//! rounds show that changes were carried out weeks or months later.

/// Shares that the protocol kept of what a pool earned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Of the swap fees.
    pub swap: f64,
    /// Of the yield of tokens with a rate provider.
    pub yields: f64,
}

impl Shares {
    const fn new(swap: f64, yields: f64) -> Self {
        Self { swap, yields }
    }
}

/// Where a pool's protocol fees went; the parts add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Payments for votes for this pool.
    pub incentives: f64,
    /// Payments for votes for other, core pools.
    pub recycled: f64,
    /// Holders of veBAL (and of vlAURA, through Aura).
    pub vebal: f64,
    /// The DAO's treasury.
    pub dao: f64,
}

impl Split {
    const fn new(incentives: f64, recycled: f64, vebal: f64, dao: f64) -> Self {
        Self {
            incentives,
            recycled,
            vebal,
            dao,
        }
    }
}

/// The time between two decisions about protocol fees.
#[derive(Debug, PartialEq)]
pub struct Period {
    /// The word in JSON.
    pub id: &'static str,
    /// Its name in a form.
    pub label: &'static str,
    /// Its name in a sentence.
    pub name: &'static str,
    /// When it ended, in a sentence.
    pub ended: &'static str,
    /// The first and the last year of which it has a part.
    pub years: (u16, u16),
    /// The year of which it has most.
    pub main_year: u16,
    /// Of pools on v2.
    pub v2: Shares,
    /// Of pools on v3, once there was v3.
    pub v3: Option<Shares>,
    /// Where the fees of core pools went, while there were core pools.
    pub core: Option<Split>,
    /// Where the fees of all other pools went.
    pub other: Split,
    /// Fees of a round below which a pool got no votes of its own.
    pub threshold: f64,
    /// Value that a core pool had to have.
    pub least_tvl: f64,
    /// Whether BAL were issued to gauges.
    pub issues_bal: bool,
}

const NONE: Shares = Shares::new(0.0, 0.0);
const HALF: Shares = Shares::new(0.5, 0.5);

/// A period without fees, core pools and BAL.
const QUIET: Period = Period {
    id: "",
    label: "",
    name: "",
    ended: "",
    years: (0, 0),
    main_year: 0,
    v2: NONE,
    v3: None,
    core: None,
    other: Split::new(0.0, 0.0, 0.0, 1.0),
    threshold: 0.0,
    least_tvl: 0.0,
    issues_bal: false,
};

/// A period of v2 while BAL were issued to gauges.
const GAUGES: Period = Period {
    v2: HALF,
    issues_bal: true,
    ..QUIET
};

/// Every period, the first first. Sources: the posts on forum.balancer.fi named in the comments.
pub static PERIODS: [Period; 9] = [
    // 2304: fees can be switched on up to 50 %, and are off.
    Period {
        id: "launch",
        label: "v2’s launch, 2021: none",
        name: "the launch",
        ended: "in 2022",
        years: (2021, 2022),
        main_year: 2021,
        ..QUIET
    },
    // 2512 and the recapitulation in 4978; the day on which 0 became 50 % is not established.
    Period {
        id: "vebal",
        label: "veBAL, 2022: 50 %",
        name: "veBAL’s launch",
        ended: "in July 2022",
        years: (2022, 2022),
        main_year: 2022,
        other: Split::new(0.0, 0.0, 0.75, 0.25),
        ..GAUGES
    },
    // 3329; passed on 2022-07-03. The threshold is told in 5254.
    Period {
        id: "bip-19",
        label: "BIP-19, July 2022: 50 %",
        name: "BIP-19",
        ended: "in January 2023",
        years: (2022, 2023),
        main_year: 2022,
        core: Some(Split::new(0.75, 0.0, 0.0, 0.25)),
        other: Split::new(0.0, 0.0, 0.75, 0.25),
        threshold: 5000.0,
        ..GAUGES
    },
    // BIP-161, then BIP-163, as recapitulated in 4978.
    Period {
        id: "bip-161",
        label: "BIP-161, January 2023: 50 %",
        name: "BIP-161",
        ended: "in August 2023",
        years: (2023, 2023),
        main_year: 2023,
        core: Some(Split::new(0.65, 0.0, 0.0, 0.35)),
        other: Split::new(0.0, 0.0, 0.65, 0.35),
        threshold: 5000.0,
        ..GAUGES
    },
    // 4978.
    Period {
        id: "bip-371",
        label: "BIP-371, August 2023: 50 %",
        name: "BIP-371",
        ended: "in 2023",
        years: (2023, 2023),
        main_year: 2023,
        core: Some(Split::new(0.5, 0.0, 0.325, 0.175)),
        other: Split::new(0.0, 0.0, 0.825, 0.175),
        threshold: 5000.0,
        ..GAUGES
    },
    // 5254: half of all fees of a network to its core pools, whichever pool earned them.
    Period {
        id: "bip-457",
        label: "BIP-457, autumn 2023: 50 %",
        name: "BIP-457",
        ended: "with BIP-734 of December 2024",
        years: (2023, 2024),
        main_year: 2024,
        core: Some(Split::new(0.5, 0.0, 0.325, 0.175)),
        other: Split::new(0.0, 0.5, 0.325, 0.175),
        threshold: 1000.0,
        ..GAUGES
    },
    // 6168.
    Period {
        id: "bip-734",
        label: "BIP-734, December 2024: v3 at 50 % and 10 %",
        name: "BIP-734",
        ended: "in the second quarter of 2026",
        years: (2024, 2026),
        main_year: 2025,
        v3: Some(Shares::new(0.5, 0.1)),
        core: Some(Split::new(0.7, 0.0, 0.125, 0.175)),
        other: Split::new(0.0, 0.0, 0.825, 0.175),
        threshold: 1000.0,
        least_tvl: 100_000.0,
        ..GAUGES
    },
    // Balancer's documents, governance/protocol-fees and core-pools, 2026.
    Period {
        id: "bip-919",
        label: "BIP-919, spring 2026: v3 at 25 % and 10 %",
        name: "BIP-919",
        ended: "on 30 October 2026",
        years: (2026, 2026),
        main_year: 2026,
        v2: HALF,
        v3: Some(Shares::new(0.25, 0.1)),
        ..QUIET
    },
    // 7107: where the contracts allow it; not verified on chain.
    Period {
        id: "bip-928",
        label: "BIP-928, 30 October 2026: none",
        name: "BIP-928",
        years: (2026, 2026),
        main_year: 2026,
        v3: Some(NONE),
        ..QUIET
    },
];

/// The period with this word.
///
/// ```
/// use yb_core::economics::periods::find;
/// let period = find("bip-919").unwrap();
/// assert_eq!(period.v3.unwrap().swap, 0.25);
/// ```
#[must_use]
pub fn find(id: &str) -> Option<&'static Period> {
    PERIODS.iter().find(|period| period.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_split_gives_all_away_and_the_years_follow_each_other() {
        let mut last = 2021;
        for period in &PERIODS {
            for split in period.core.iter().chain([&period.other]) {
                let sum = split.incentives + split.recycled + split.vebal + split.dao;
                assert!((sum - 1.0).abs() < 1e-12, "{}: {sum}", period.id);
            }
            let (first, end) = period.years;
            assert!(last <= first && first <= end, "{}", period.id);
            assert!((first..=end).contains(&period.main_year), "{}", period.id);
            last = first;
        }
    }
}
