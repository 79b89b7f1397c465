//! Pools whose curves travel together.
//!
//! All curves are too much for one WebAssembly module, so a module carries those of one family. Every module knows the
//! names of all pools and types, and tells where a pool is answered that it has no curve for.

use crate::definition::{Code, Errors};

/// Types of pools whose curves travel in one module.
#[derive(Debug)]
pub struct Family {
    /// Its name, and that of the core's feature with its curves.
    pub id: &'static str,
    /// Its types, as the contracts' JSON form has them.
    pub types: &'static [&'static str],
    /// Its real pools, a paragraph each; none where it is not carried.
    pub(super) real: &'static str,
    carried: bool,
}

/// The families; the first is that of the pools that calculators start with.
pub static FAMILIES: [Family; 4] = [
    Family {
        id: "plain",
        types: &["STABLE", "WEIGHTED"],
        #[cfg(feature = "plain")]
        real: include_str!("real/plain.txt"),
        #[cfg(not(feature = "plain"))]
        real: "",
        carried: cfg!(feature = "plain"),
    },
    Family {
        id: "ellipses",
        types: &["GYROE"],
        #[cfg(feature = "ellipses")]
        real: include_str!("real/ellipses.txt"),
        #[cfg(not(feature = "ellipses"))]
        real: "",
        carried: cfg!(feature = "ellipses"),
    },
    Family {
        id: "ranges",
        types: &["GYRO", "RECLAMM", "RECLAMM_V2"],
        #[cfg(feature = "ranges")]
        real: include_str!("real/ranges.txt"),
        #[cfg(not(feature = "ranges"))]
        real: "",
        carried: cfg!(feature = "ranges"),
    },
    Family {
        id: "moving",
        types: &[
            "LIQUIDITY_BOOTSTRAPPING",
            "FIXED_PRICE_LBP",
            "QUANT_AMM_WEIGHTED",
        ],
        #[cfg(feature = "moving")]
        real: include_str!("real/moving.txt"),
        #[cfg(not(feature = "moving"))]
        real: "",
        carried: cfg!(feature = "moving"),
    },
];

impl Family {
    /// Whether pools of this family are answered here; if not, says where.
    pub(super) fn is_here(&self, path: &str, errors: &mut Errors) -> bool {
        if !self.carried {
            let fault = "answered by another module";
            errors.push(path, Code::Elsewhere(self.id), fault);
        }
        self.carried
    }
}
