//! Real tokens that earn yield: where they are, how a contract reads their rate, and rates with their dates and sources.
//!
//! Yields that calculators start from are stated here, once: `growth!` is the sentence with its source, and
//! `yield_rate!` the number. A test works both out again from the rates below, over years of 365 days.

/// A rate that was read.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// The day.
    pub day: &'static str,
    /// The block, where the source gives it.
    pub block: Option<u32>,
    /// The rate then.
    pub rate: &'static str,
    /// Where it was read.
    pub source: &'static str,
}

/// A token.
#[derive(Debug)]
pub struct Token {
    /// Its symbol.
    pub symbol: &'static str,
    /// Where it is; all of these are on Ethereum.
    pub address: &'static str,
    /// Its decimals.
    pub decimals: u32,
    /// What it is, and what a contract reads its rate from.
    pub about: &'static str,
    /// The rate provider of Balancer's registry (balancer/code-review at cb07c645); empty where there is none.
    pub provider: &'static str,
    /// How it grew, if two dated rates are known: the sentence of `growth!`.
    pub growth: Option<&'static str>,
    /// Yield between the two rates of that sentence, continuous over a year of 365 days: `yield_rate!`.
    pub yield_rate: Option<&'static str>,
    /// Rates, the oldest first.
    pub rates: &'static [Observation],
}

const CAPO: &str = "bgd-labs/aave-capo at 2c280ef9";
const SOR: &str = "balancer/balancer-sor at dca63002";
const TOKEMAK: &str = "Tokemak/v2-core-pub at de163d5a";
const KYBER: &str = "KyberNetwork/kyberswap-dex-lib at ae6a99aa";
const MATHS: &str = "balancer/balancer-maths at 63436f4e";
const SPARK: &str = "marsfoundation/spark-alm-controller at bc1537e0";
const ARCHON: &str = "archon-research/stl at 7e2de750";

/// How a token's rate grew, in a sentence with its dates and source.
macro_rules! growth {
    (wstETH) => { "wstETH’s rate went from 1.190272829 on 2025-01-11 to 1.218828057 on 2025-11-11: 2.89\u{a0}% a year, compounded (bgd-labs/aave-capo at 2c280ef9)." };
    (rETH) => { "rETH’s rate went from 1.075219010 on 2023-06-28 to 1.098284518 on 2024-02-15: 3.40\u{a0}% a year, compounded (Tokemak/v2-core-pub at de163d5a, bgd-labs/aave-capo at 2c280ef9)." };
    (cbETH) => { "cbETH’s rate went from 1.039032065 on 2023-06-02 to 1.063814270 on 2024-02-15: 3.39\u{a0}% a year, compounded (Tokemak/v2-core-pub at de163d5a, bgd-labs/aave-capo at 2c280ef9)." };
    (weETH) => { "weETH’s rate went from 1.056433076 on 2024-12-31 to 1.081205710 on 2025-11-11: 2.72\u{a0}% a year, compounded (bgd-labs/aave-capo at 2c280ef9)." };
    (ezETH) => { "ezETH’s rate went from 1.029236690 on 2024-12-03 to 1.064510642 on 2025-11-11: 3.65\u{a0}% a year, compounded (bgd-labs/aave-capo at 2c280ef9)." };
    (rsETH) => { "rsETH’s rate went from 1.038350498 on 2025-03-03 to 1.059840446 on 2025-12-05: 2.74\u{a0}% a year, compounded (bgd-labs/aave-capo at 2c280ef9)." };
    (osETH) => { "osETH’s rate went from 1.006444 on 2024-01-31 to 1.014445878 on 2024-04-24: 3.50\u{a0}% a year, compounded (bgd-labs/aave-capo at 2c280ef9)." };
    (swETH) => { "swETH’s rate went from 1.028031999 on 2023-06-02 to 1.048276735 on 2024-01-18: 3.14\u{a0}% a year, compounded (Tokemak/v2-core-pub at de163d5a, KyberNetwork/kyberswap-dex-lib at ae6a99aa)." };
    (sDAI) => { "sDAI’s rate went from 1.055881419 on 2024-02-15 to 1.155737073 on 2025-04-21: 7.95\u{a0}% a year, compounded (bgd-labs/aave-capo at 2c280ef9)." };
    (sUSDS) => { "sUSDS’s rate went from 1.003430776 on 2024-10-07 to 1.102861 on 2026-07-13: 5.50\u{a0}% a year, compounded (marsfoundation/spark-alm-controller at bc1537e0, archon-research/stl at 7e2de750)." };
    (sUSDe) => { "sUSDe’s rate went from 1.140801070 on 2024-12-25 to 1.193972666 on 2025-09-03: 6.82\u{a0}% a year, compounded (bgd-labs/aave-capo at 2c280ef9)." };
    (waEthUSDC) => { "waEthUSDC’s rate went from 1.115987638 on 2025-01-21 to 1.159832242 on 2026-01-21: 3.93\u{a0}% a year, compounded (balancer/balancer-maths at 63436f4e, KyberNetwork/kyberswap-dex-lib at ae6a99aa)." };
    (waEthLidoWETH) => { "waEthLidoWETH’s rate went from 1.009146943 on 2025-01-02 to 1.024321682 on 2025-06-30: 3.09\u{a0}% a year, compounded (KyberNetwork/kyberswap-dex-lib at ae6a99aa)." };
    (waEthLidowstETH) => { "waEthLidowstETH’s rate went from 1.190985850 on 2025-01-02 to 1.202060849 on 2025-04-11: 3.47\u{a0}% a year, compounded (KyberNetwork/kyberswap-dex-lib at ae6a99aa, balancer/balancer-maths at 63436f4e)." };
}
pub(crate) use growth;

/// The yield of the same sentence, continuous, as a calculator's input.
macro_rules! yield_rate {
    (wstETH) => {
        "0.0285"
    };
    (rETH) => {
        "0.0334"
    };
    (cbETH) => {
        "0.0333"
    };
    (weETH) => {
        "0.0269"
    };
    (ezETH) => {
        "0.0359"
    };
    (rsETH) => {
        "0.027"
    };
    (osETH) => {
        "0.0344"
    };
    (swETH) => {
        "0.0309"
    };
    (sDAI) => {
        "0.0765"
    };
    (sUSDS) => {
        "0.0535"
    };
    (sUSDe) => {
        "0.066"
    };
    (waEthUSDC) => {
        "0.0385"
    };
    (waEthLidoWETH) => {
        "0.0304"
    };
    (waEthLidowstETH) => {
        "0.0341"
    };
}
pub(crate) use yield_rate;

const fn at(day: &'static str, rate: &'static str, source: &'static str) -> Observation {
    Observation {
        day,
        block: None,
        rate,
        source,
    }
}

const fn block(
    day: &'static str,
    block: u32,
    rate: &'static str,
    source: &'static str,
) -> Observation {
    Observation {
        day,
        block: Some(block),
        rate,
        source,
    }
}

/// A token of which two dated rates are known.
macro_rules! token {
    ($symbol:ident, $decimals:literal, $address:literal, $provider:literal, $about:literal, [$($rate:expr),* $(,)?]) => {
        Token {
            symbol: stringify!($symbol),
            address: $address,
            decimals: $decimals,
            about: $about,
            provider: $provider,
            growth: Some(growth!($symbol)),
            yield_rate: Some(yield_rate!($symbol)),
            rates: &[$($rate),*],
        }
    };
}

/// A token without two dated rates.
const fn undated(
    symbol: &'static str,
    address: &'static str,
    provider: &'static str,
    about: &'static str,
    rates: &'static [Observation],
) -> Token {
    Token {
        symbol,
        address,
        decimals: 18,
        about,
        provider,
        growth: None,
        yield_rate: None,
        rates,
    }
}

/// The tokens: staked and restaked ether, then dollars, then what is lent out.
pub static TOKENS: &[Token] = &[
    token!(
        wstETH,
        18,
        "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0",
        "0x72D07D7DcA67b8A406aD1Ec34ce969c90bFEE768",
        "Staked ether, wraps rebasing stETH; stEthPerToken, reported daily about noon UTC",
        [
            block("2022-05-05", 14_717_479, "1.070274551", SOR),
            block("2023-05-16", 17_272_708, "1.124349507", TOKEMAK),
            at("2024-02-15", "1.157209899", CAPO),
            at("2025-01-11", "1.190272829", CAPO),
            at("2025-11-11", "1.218828057", CAPO),
        ]
    ),
    token!(
        rETH,
        18,
        "0xae78736Cd615f374D3085123A210448E74Fc6393",
        "0x1a8F81c256aee9C640e14bB0453ce247ea0DFE6F",
        "Staked ether; getExchangeRate, about every 24 hours",
        [
            block("2022-05-05", 14_717_479, "1.023530501", SOR),
            block("2023-06-28", 17_580_732, "1.075219010", TOKEMAK),
            at("2024-02-15", "1.098284518", CAPO),
        ]
    ),
    token!(
        cbETH,
        18,
        "0xBe9895146f7AF43049ca1c1AE358B0541Ea49704",
        "0x7311E4BB8a72e7B300c5B8BDE4de6CdaA822a5b1",
        "Staked ether; exchangeRate, set by an oracle once a day",
        [
            block("2023-05-16", 17_272_708, "1.037000314", TOKEMAK),
            block("2023-06-02", 17_393_019, "1.039032065", TOKEMAK),
            at("2024-02-15", "1.063814270", CAPO),
        ]
    ),
    token!(
        weETH,
        18,
        "0xCd5fE23C85820F7B72D0926FC9b05b43E359b7ee",
        "0xCd5fE23C85820F7B72D0926FC9b05b43E359b7ee",
        "Restaked ether, wraps rebasing eETH; getRate of the token itself, daily",
        [
            at("2024-01-09", "1.028450", CAPO),
            at("2024-07-24", "1.043672015", CAPO),
            at("2024-12-31", "1.056433076", CAPO),
            at("2025-09-03", "1.075964668", CAPO),
            at("2025-11-11", "1.081205710", CAPO),
        ]
    ),
    token!(
        ezETH,
        18,
        "0xbf5495Efe5DB9ce00f80364C8B423567e58d2110",
        "0x387dBc0fB00b26fb085aa658527D5BE98302c84C",
        "Restaked ether; calculateTVLs over the supply, every call; it fell by 1.10\u{a0}bp on 2024-09-11",
        [
            block("2024-05-30", 19_984_041, "1.010751506", TOKEMAK),
            at("2024-09-24", "1.019883708", CAPO),
            at("2024-12-03", "1.029236690", CAPO),
            at("2025-11-11", "1.064510642", CAPO),
        ]
    ),
    token!(
        rsETH,
        18,
        "0xA1290d69c65A6Fe4DF752f95823fae25cB99e5A7",
        "0x746df66bc1Bb361b9E8E2a794C299c3427976e6C",
        "Restaked ether; a stored price, rsETHPrice",
        [
            block("2024-06-04", 20_019_782, "1.013844309", TOKEMAK),
            at("2024-10-14", "1.026549069", CAPO),
            at("2025-03-03", "1.038350498", CAPO),
            at("2025-10-19", "1.056504041", CAPO),
            at("2025-12-05", "1.059840446", CAPO),
        ]
    ),
    token!(
        osETH,
        18,
        "0xf1C9acDc66974dFB6dEcB12aA385b9cD01190E38",
        "0x8023518b2192FB5384DAdc596765B3dD1cdFe471",
        "Staked ether; convertToAssets of its vault controller, every second",
        [
            at("2024-01-31", "1.006444", CAPO),
            at("2024-04-24", "1.014445878", CAPO),
        ]
    ),
    token!(
        swETH,
        18,
        "0xf951E335afb289353dc249e82926178EaC7DEd78",
        "0xf951E335afb289353dc249e82926178EaC7DEd78",
        "Staked ether; swETHToETHRate of the token itself, at no fixed time",
        [
            block("2023-05-16", 17_272_708, "1.026937210", TOKEMAK),
            block("2023-06-02", 17_393_019, "1.028031999", TOKEMAK),
            at("2024-01-18", "1.048276735", KYBER),
        ]
    ),
    token!(
        sDAI,
        18,
        "0x83F20F44975D03b1b09e64809B757c47f942BEeA",
        "0xc7177B6E18c1Abd725F5b75792e5F7A3bA5DBC2c",
        "Savings dollars, ERC-4626; chi of the Pot, every second",
        [
            block("2024-01-18", 19_032_737, "1.051913331", KYBER),
            at("2024-02-15", "1.055881419", CAPO),
            at("2024-10-20", "1.114312384", CAPO),
            block("2025-02-03", 21_766_481, "1.142769568", SOR),
            at("2025-04-21", "1.155737073", CAPO),
        ]
    ),
    token!(
        sUSDS,
        18,
        "0xa3931d71877C0E7a3148CB7Eb4463524FEc27fbD",
        "0x1195BE91e78ab25494C855826FF595Eef784d47B",
        "Savings dollars, ERC-4626, every second",
        [
            block("2024-10-07", 20_917_850, "1.003430776", SPARK),
            at("2026-07-13", "1.102861", ARCHON),
        ]
    ),
    token!(
        sUSDe,
        18,
        "0x9D39A5DE30e57443BfF2A8307A4256c8797A3497",
        "0x3A244e6B3cfed21593a5E5B347B593C0B48C7dA1",
        "Staked synthetic dollars, ERC-4626; paid every 8 hours and released evenly",
        [
            at("2024-06-05", "1.073500441", CAPO),
            at("2024-11-05", "1.114017044", CAPO),
            at("2024-12-25", "1.140801070", CAPO),
            at("2025-09-03", "1.193972666", CAPO),
        ]
    ),
    token!(
        waEthUSDC,
        6,
        "0xD4fa2D31b7968E448877f69A96DE69f5de8cD23E",
        "0x8f4E8439b970363648421C692dd897Fb9c0Bd1D9",
        "Dollars lent on Aave, ERC-4626, every second",
        [
            block("2025-01-21", 21_671_845, "1.115987638", MATHS),
            block("2025-09-09", 23_322_539, "1.143603177", KYBER),
            at("2026-01-21", "1.159832242", KYBER),
        ]
    ),
    token!(
        waEthLidoWETH,
        18,
        "0x0FE906e030a44eF24CA8c7dC7B7c53A6C4F00ce9",
        "0xf4b5D1C22F35a460b91edD7F33Cefe619E2fAaF4",
        "Ether lent on Aave, ERC-4626, every second",
        [
            block("2025-01-02", 21_536_418, "1.009146943", KYBER),
            block("2025-06-30", 22_817_774, "1.024321682", KYBER),
        ]
    ),
    token!(
        waEthLidowstETH,
        18,
        "0x775F661b0bD1739349b9A2A3EF60be277c5d2D29",
        "0xcdAa68ce322728FE4185a60f103C194F1E2c47BC",
        "wstETH lent on Aave, ERC-4626: the rate of the wrapper times that of wstETH",
        [
            block("2025-01-02", 21_536_418, "1.190985850", KYBER),
            block("2025-04-11", 22_247_251, "1.202060849", MATHS),
        ]
    ),
    undated(
        "tETH",
        "0xD11c452fc99cF405034ee446803b6F6c1F6d5ED8",
        "0x7C53f86d9a6B01821F916802A7606E9255DfE4e2",
        "Restaked ether over wstETH, ERC-4626",
        &[block("2025-04-11", 22_247_251, "1.201509974", MATHS)],
    ),
    undated(
        "sfrxETH",
        "0xac3E018457B222d93114458476f3E3416Abbe38F",
        "0x302013E7936a39c358d07A3Df55dc94EC417E3a1",
        "Staked ether, ERC-4626; paid evenly over a cycle",
        &[],
    ),
    undated(
        "sFRAX",
        "0xA663B02CF0a4b149d2aD41910CB81e23e1c41c32",
        "0x033E20068Db853Fa6C077F38faa4670423FC55fF",
        "Savings dollars, ERC-4626; paid evenly over a cycle",
        &[],
    ),
    undated(
        "sGYD",
        "0xeA50f402653c41cAdbaFD1f788341dB7B7F37816",
        "",
        "Savings form of GYD (0xe07F9D810a48ab5c3c914BA3cA53AF14E4491e8A, which earns nothing by itself)",
        &[],
    ),
];
