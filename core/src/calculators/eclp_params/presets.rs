//! Pools on chain, a case that the contract refused, and the creation page's suggestion.

use crate::definition::Preset;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH/WETH",
        source: "Pool 0xf01b…1fc1 on Ethereum, 2024-03-25 or before (balancer/frontend-monorepo at \
                 21bde992).",
        inputs: &[],
    },
    Preset {
        label: "sDAI/GYD",
        source: "Pool 0x2191…a7d9 on Ethereum, block 21766481, 2025-02-03 (balancer/balancer-sor at \
                 dca63002). α is 1/1.0015, β 1/0.9998.",
        inputs: &[
            ("alpha", "0.998502246630054917"),
            ("beta", "1.0002000400080016"),
            ("lambda", "4000"),
            ("rates", "1.142769567, 1"),
        ],
    },
    Preset {
        label: "wstETH/swETH",
        source: "Pool 0xe0e8…7afb on Ethereum, block 19032529, 2024-01-18 (KyberNetwork/kyberswap-dex-lib \
                 at ae6a99aa). Its c and s are those of the peak 1/0.996.",
        inputs: &[
            ("alpha", "0.999500249875062469"),
            ("beta", "1.010101010101010101"),
            ("peak", "1.004016064257028112449799196787148594"),
            ("lambda", "500"),
            ("rates", "1.154006573, 1.048276735"),
        ],
    },
    Preset {
        label: "BOLD/waEthUSDC",
        source: "Pool 0x698a…c469 on Ethereum, block 23322539, 2025-09-09 (KyberNetwork/kyberswap-dex-lib \
                 at ae6a99aa). Its c and s are those of the peak 0.9995.",
        inputs: &[
            ("alpha", "0.988"),
            ("beta", "1.05"),
            ("peak", "0.9995"),
            ("lambda", "400"),
            ("rates", "1, 1.143603177"),
            ("tvl", "1000000"),
        ],
    },
    Preset {
        label: "Refused: 450 to 650, λ 1",
        source: "The case of balancer/b-sdk, pull request 715: λ 1 is refused, λ 2 is not.",
        inputs: &[
            ("alpha", "450"),
            ("beta", "650"),
            ("peak", "550"),
            ("lambda", "1"),
            ("rates", "1, 1"),
            ("tvl", "1000000"),
            ("basisVolatility", "0.6"),
        ],
    },
    Preset {
        label: "As the creation page suggests",
        source: "Balancer’s pool creation page suggests the price less and plus 10\u{a0}%, a peak at the \
                 price and λ 100 (balancer/frontend-monorepo, gyro.helpers.ts and \
                 useSuggestedGyroEclpConfig.ts, read on 2026-11-27).",
        inputs: &[
            ("alpha", "0.9"),
            ("beta", "1.1"),
            ("lambda", "100"),
            ("rates", "1, 1"),
        ],
    },
];
