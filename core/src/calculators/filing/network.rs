//! Networks, by the names that registries give them.

use crate::definition::read::read_choice;
use crate::definition::{Choice, Errors, InputField, ReadField, Value};

/// Networks by the name of their folder or key, with their chain id.
const NETWORKS: &[(&str, &str, &str)] = &[
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
pub(in crate::calculators) const CHOICES: &[Choice] = &{
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

/// A network by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkName(&'static str);

impl NetworkName {
    /// The key, as files are named.
    pub(in crate::calculators) fn key(self) -> &'static str {
        self.0
    }

    /// The chain's number, in decimal.
    pub(in crate::calculators) fn chain(self) -> &'static str {
        let found = NETWORKS.iter().find(|(key, _, _)| *key == self.0);
        found.map_or("", |(_, _, chain)| chain)
    }
}

impl ReadField for NetworkName {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let name = read_choice(value, field, path, errors)?;
        Some((NetworkName(name), name.into()))
    }
}
