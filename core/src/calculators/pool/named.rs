//! Real pools, each with its chain, block or date, and source.

use crate::definition::{Code, Errors, Value};
use crate::fixed::{
    Error, Fixed,
    text::{format_integer, parse_units},
};

/// A token of a named pool.
#[derive(Debug)]
pub struct NamedToken {
    /// Its symbol.
    pub symbol: &'static str,
    /// Its address.
    pub address: &'static str,
    /// Its decimals.
    pub decimals: u32,
    /// The pool's balance.
    pub balance: Balance,
    /// Its rate; 1 without a rate provider.
    pub rate: &'static str,
}

/// A balance as its source gives it.
#[derive(Debug)]
pub enum Balance {
    /// In whole tokens.
    Tokens(&'static str),
    /// With the rate applied.
    Live(&'static str),
}

/// What shapes the curve.
#[derive(Debug)]
pub enum Parameters {
    /// Amplification in thousandths.
    Stable(u32),
    /// Weights.
    Weighted(&'static [&'static str]),
}

/// A real pool at one time.
#[derive(Debug)]
pub struct NamedPool {
    /// Its id here.
    pub id: &'static str,
    /// Its name in the form.
    pub label: &'static str,
    /// Chain, address, block or date, and source.
    pub source: &'static str,
    /// What shapes the curve.
    pub parameters: Parameters,
    /// The tokens, in the pool's order.
    pub tokens: &'static [NamedToken],
    /// The swap fee, a fraction.
    pub swap_fee: &'static str,
}

impl NamedPool {
    /// The pool in the contracts' JSON form. Where the source gives whole tokens, the live
    /// balance is theirs times the rate, rounded down as the Vault does.
    pub(super) fn to_value(&self, path: &str, errors: &mut Errors) -> Option<Value> {
        self.try_to_value()
            .map_err(|error| {
                errors.push(
                    path,
                    Code::Contract(error.name()),
                    format!("{}: {error}", self.id),
                );
            })
            .ok()
    }

    fn try_to_value(&self) -> Result<Value, Error> {
        let list = |of: &dyn Fn(&NamedToken) -> Result<String, Error>| -> Result<Value, Error> {
            let mut values = Vec::new();
            for token in self.tokens {
                values.push(of(token)?.into());
            }
            Ok(Value::List(values))
        };
        let (kind, key, parameters) = match self.parameters {
            Parameters::Stable(amp) => ("STABLE", "amp", Value::Text(amp.to_string())),
            Parameters::Weighted(weights) => {
                let mut values = Vec::new();
                for weight in weights {
                    values.push(wei(weight)?.into());
                }
                ("WEIGHTED", "weights", Value::List(values))
            }
        };
        Ok(Value::object(vec![
            ("poolType", Value::from(kind)),
            ("tokens", list(&|token| Ok(token.address.to_owned()))?),
            (
                "scalingFactors",
                list(&|token| wei_of_decimals(token.decimals))?,
            ),
            ("tokenRates", list(&|token| wei(token.rate))?),
            ("balancesLiveScaled18", list(&NamedToken::live)?),
            ("swapFee", wei(self.swap_fee)?.into()),
            (key, parameters),
        ]))
    }
}

impl NamedToken {
    fn live(&self) -> Result<String, Error> {
        let live: Fixed = match self.balance {
            Balance::Live(live) => live.parse()?,
            Balance::Tokens(tokens) => tokens.parse::<Fixed>()?.mul_down(self.rate.parse()?)?,
        };
        Ok(format_integer(live.raw()))
    }
}

/// A fraction as a count of 10^-18.
fn wei(fraction: &str) -> Result<String, Error> {
    Ok(format_integer(parse_units(fraction, 18)?))
}

/// 10^(18 - decimals).
fn wei_of_decimals(decimals: u32) -> Result<String, Error> {
    let missing = 18u32
        .checked_sub(decimals)
        .ok_or(Error::InvalidScalingFactor)?;
    Ok(format_integer(parse_units("1", missing)?))
}

/// The pools.
pub static NAMED: &[NamedPool] = &[
    NamedPool {
        id: "waeth-weth-wsteth",
        label: "WETH/wstETH, boosted (v3, Jan 2025)",
        source: "Ethereum, 0xc4ce391d82d164c166df9c8336ddf84206b2f812, block 21536418 (2025-01-02); \
                 KyberNetwork/kyberswap-dex-lib at ae6a99aa. A = 5000, fee 0.002 %.",
        parameters: Parameters::Stable(5_000_000),
        tokens: &[
            NamedToken {
                symbol: "waEthLidoWETH",
                address: "0x0FE906e030a44eF24CA8c7dC7B7c53A6C4F00ce9",
                decimals: 18,
                balance: Balance::Tokens("619.469950"),
                rate: "1.009146943",
            },
            NamedToken {
                symbol: "waEthLidowstETH",
                address: "0x775F661b0bD1739349b9A2A3EF60be277c5d2D29",
                decimals: 18,
                balance: Balance::Tokens("1841.897390"),
                rate: "1.190985850",
            },
        ],
        swap_fee: "0.00002",
    },
    NamedPool {
        id: "oseth-weth",
        label: "osETH/WETH (v2, Feb 2025)",
        source: "Ethereum, 0xdacf5fa19b1f720111609043ac67a9818262850c, 2025-02-27 or before; \
                 balancer/frontend-monorepo at 21bde992. A = 200, fee 0.01 %. A v2 pool, computed \
                 here with v3’s arithmetic.",
        parameters: Parameters::Stable(200_000),
        tokens: &[
            NamedToken {
                symbol: "WETH",
                address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
                decimals: 18,
                balance: Balance::Tokens("9969.424553"),
                rate: "1",
            },
            NamedToken {
                symbol: "osETH",
                address: "0xf1C9acDc66974dFB6dEcB12aA385b9cD01190E38",
                decimals: 18,
                balance: Balance::Tokens("9215.287141"),
                rate: "1.040094863",
            },
        ],
        swap_fee: "0.0001",
    },
    NamedPool {
        id: "b-steth",
        label: "wstETH/WETH (v2, May 2022)",
        source: "Ethereum, 0x32296969ef14eb0c6d29669c550d4a0449130230, block 14717479 (2022-05-05); \
                 balancer/balancer-sor at dca63002. A = 50, fee 0.04 %. A v2 pool, computed here \
                 with v3’s arithmetic.",
        parameters: Parameters::Stable(50_000),
        tokens: &[
            NamedToken {
                symbol: "wstETH",
                address: "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0",
                decimals: 18,
                balance: Balance::Tokens("81391.348752"),
                rate: "1.070274551",
            },
            NamedToken {
                symbol: "WETH",
                address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
                decimals: 18,
                balance: Balance::Tokens("85441.003003"),
                rate: "1",
            },
        ],
        swap_fee: "0.0004",
    },
    NamedPool {
        id: "reth-weth",
        label: "rETH/WETH (v2, Jun 2023)",
        source: "Ethereum, 0x1e19cf2d73a72ef1332c882f20534b6519be0276, block 17580732 (2023-06-28); \
                 Tokemak/v2-core-pub at de163d5a. A = 50, fee 0.04 %. A v2 pool, computed here \
                 with v3’s arithmetic.",
        parameters: Parameters::Stable(50_000),
        tokens: &[
            NamedToken {
                symbol: "rETH",
                address: "0xae78736Cd615f374D3085123A210448E74Fc6393",
                decimals: 18,
                balance: Balance::Tokens("22043.317920"),
                rate: "1.075219010",
            },
            NamedToken {
                symbol: "WETH",
                address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
                decimals: 18,
                balance: Balance::Tokens("23967.981420"),
                rate: "1",
            },
        ],
        swap_fee: "0.0004",
    },
    NamedPool {
        id: "bal-weth",
        label: "80BAL/20WETH (v2, Jun 2023)",
        source: "Ethereum, 0x5c6ee304399dbdb9c8ef030ab642b10820db8f56, block 17473810 (2023-06-13); \
                 balancer/b-sdk at f7095dea. 80/20, fee 1 %. A v2 pool, computed here with v3’s \
                 arithmetic.",
        parameters: Parameters::Weighted(&["0.8", "0.2"]),
        tokens: &[
            NamedToken {
                symbol: "BAL",
                address: "0xba100000625a3754423978a60c9317c58a424e3D",
                decimals: 18,
                balance: Balance::Tokens("31701973.22"),
                rate: "1",
            },
            NamedToken {
                symbol: "WETH",
                address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
                decimals: 18,
                balance: Balance::Tokens("20294.72"),
                rate: "1",
            },
        ],
        swap_fee: "0.01",
    },
    NamedPool {
        id: "stata-usdc-usdt",
        label: "stataUSDC/stataUSDT (v3 test network, Dec 2024)",
        source: "Sepolia, 0x59fa488dda749cdd41772bb068bb23ee955a6d7a, block 7439300: the state as \
                 the chain has it, to the wei. A = 1000, fee 0.1 %.",
        parameters: Parameters::Stable(1_000_000),
        tokens: &[
            NamedToken {
                symbol: "stataUSDC",
                address: "0x8A88124522dbBF1E56352ba3DE1d9F78C143751e",
                decimals: 6,
                balance: Balance::Live("21116.734020109359171539"),
                rate: "1.238765561700857944",
            },
            NamedToken {
                symbol: "stataUSDT",
                address: "0x978206fAe13faF5a8d293FB614326B237684B750",
                decimals: 6,
                balance: Balance::Live("82348.545564048094640470"),
                rate: "1.414776878607727229",
            },
        ],
        swap_fee: "0.001",
    },
    NamedPool {
        id: "usdc-dai-weighted",
        label: "USDC/DAI, weighted (v3 test network, Dec 2024)",
        source: "Sepolia, 0x86fde41ff01b35846eb2f27868fb2938addd44c4, block 7439300: the state as \
                 the chain has it, to the wei. 50/50, fee 1 %.",
        parameters: Parameters::Weighted(&["0.5", "0.5"]),
        tokens: &[
            NamedToken {
                symbol: "USDC",
                address: "0x94a9D9AC8a22534E3FaCa9F4e7F2E2cf85d5E4C8",
                decimals: 6,
                balance: Balance::Live("6916.384366000000000000"),
                rate: "1",
            },
            NamedToken {
                symbol: "DAI",
                address: "0xFF34B3d4Aee8ddCd6F9AFFFB6Fe49bD371b8a357",
                decimals: 18,
                balance: Balance::Live("6240.659067374271172646"),
                rate: "1",
            },
        ],
        swap_fee: "0.01",
    },
];
