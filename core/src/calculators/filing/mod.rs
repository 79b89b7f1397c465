//! What files for registries and lists have in common: addresses, networks, links.

mod address;
mod link;

use crate::definition::Choice;
pub(super) use address::Address;
pub(super) use link::Link;

/// Networks by the name of their folder or key, with their chain id.
pub(super) const NETWORKS: &[(&str, &str, &str)] = &[
    ("ethereum", "Ethereum", "1"),
    ("arbitrum", "Arbitrum", "42161"),
    ("avalanche", "Avalanche", "43114"),
    ("base", "Base", "8453"),
    ("gnosis", "Gnosis", "100"),
    ("hyperevm", "HyperEVM", "999"),
    ("monad", "Monad", "143"),
    ("optimism", "Optimism", "10"),
    ("plasma", "Plasma", "9745"),
    ("polygon", "Polygon", "137"),
    ("sonic", "Sonic", "146"),
];

/// The networks as choices.
pub(super) const CHOICES: &[Choice] = &{
    let mut choices = [Choice {
        name: "",
        label: "",
    }; NETWORKS.len()];
    let mut n = 0;
    while n < NETWORKS.len() {
        choices[n] = Choice {
            name: NETWORKS[n].0,
            label: NETWORKS[n].1,
        };
        n += 1;
    }
    choices
};
