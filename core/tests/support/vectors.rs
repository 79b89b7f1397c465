//! Reads the files in `vectors/`.

use serde_json::Value;
use std::path::Path;
use yb_core::fixed::{Fixed, Signed, U256, text};
use yb_core::pools::{
    EclpDerived, EclpParams, FixedPriceLbp, GradualLbp, GradualWeight, Gyro2Clp, GyroEclp, Pool,
    QuantAmm, QuantAmmState, Reclamm, ReclammState, Revision, Sale, Stable, Weighted,
};
use yb_core::vault::hooks::{EclpSurge, ExitFee, StableSurge};
use yb_core::vault::{Hook, PoolState, Token};

/// One pool and what was answered to calls on it.
pub(crate) struct Vector {
    /// The file's name, for messages.
    pub(crate) name: String,
    /// The pool before each of the calls.
    pub(crate) state: PoolState,
    calls: Vec<Value>,
}

/// What chains answered, and other programs.
pub(crate) fn vectors() -> impl Iterator<Item = Vector> {
    in_folder("tests/vectors")
}

/// What the contracts answered to made-up pools.
pub(crate) fn of_contracts() -> impl Iterator<Item = Vector> {
    in_folder("tests/vectors/contracts")
}

fn in_folder(folder: &str) -> impl Iterator<Item = Vector> {
    files(folder).map(|(name, file)| Vector {
        name,
        state: state(&file["pool"]),
        calls: file["calls"].as_array().unwrap().clone(),
    })
}

/// The files of a folder, by their names.
pub(crate) fn files(folder: &str) -> impl Iterator<Item = (String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let file = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            (name, file)
        })
}

impl Vector {
    /// All calls.
    pub(crate) fn all_calls(&self) -> &[Value] {
        &self.calls
    }

    /// The calls of one kind.
    pub(crate) fn calls(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.calls.iter().filter(move |call| call["call"] == kind)
    }

    /// A whole number, written as text.
    pub(crate) fn int(value: &Value) -> U256 {
        text::parse_integer(value.as_str().unwrap()).unwrap()
    }

    /// A list of them.
    pub(crate) fn ints(value: &Value) -> Vec<U256> {
        list(value, Self::int)
    }

    /// The index of a token.
    pub(crate) fn index(value: &Value) -> usize {
        usize::try_from(value.as_u64().unwrap()).unwrap()
    }
}

fn fixed(value: &Value) -> Fixed {
    Fixed::from_raw(Vector::int(value))
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(read).collect()
}

pub(crate) fn state(form: &Value) -> PoolState {
    let pool = match form["poolType"].as_str().unwrap() {
        "STABLE" => Pool::Stable(stable(form)),
        "WEIGHTED" => Pool::Weighted(weighted(form)),
        "GYRO" => {
            let ends = ["sqrtAlpha", "sqrtBeta"].map(|key| fixed(&form[key]));
            Pool::Gyro2Clp(Gyro2Clp::new(ends[0], ends[1]).unwrap())
        }
        "GYROE" => Pool::GyroEclp(Box::new(eclp(form))),
        "RECLAMM" => Pool::Reclamm(Box::new(reclamm(form, Revision::First))),
        "RECLAMM_V2" => Pool::Reclamm(Box::new(reclamm(form, Revision::Second))),
        "LIQUIDITY_BOOTSTRAPPING" => Pool::GradualLbp(gradual_lbp(form)),
        "FIXED_PRICE_LBP" => {
            let price = fixed(&form["projectTokenRate"]);
            Pool::FixedPriceLbp(FixedPriceLbp::new(sale(form), price).unwrap())
        }
        "QUANT_AMM_WEIGHTED" => Pool::QuantAmm(quant_amm(form)),
        other => panic!("a pool of type {other}"),
    };
    let addresses = list(&form["tokens"], |token| token.as_str().unwrap().to_owned());
    let factors = list(&form["scalingFactors"], Vector::int);
    let rates = list(&form["tokenRates"], fixed);
    let tokens = addresses.iter().zip(factors).zip(rates);
    let state = PoolState::new(
        pool,
        tokens
            .map(|((address, factor), rate)| Token::new(address, factor, rate).unwrap())
            .collect(),
        list(&form["balancesLiveScaled18"], fixed),
        fixed(&form["swapFee"]),
        fixed(&form["aggregateSwapFee"]),
        fixed(&form["totalSupply"]),
    )
    .unwrap();
    let state = match form.get("balancesRaw") {
        Some(raw) => state.with_raw_balances(list(raw, Vector::int)).unwrap(),
        None => state,
    };
    match form.get("hook") {
        Some(form) => state.with_hook(hook(form)).unwrap(),
        None => state,
    }
}

fn stable(form: &Value) -> Stable {
    let curve = Stable::new(Vector::int(&form["amp"])).unwrap();
    match form.get("maxImbalanceRatio") {
        Some(times) => curve.with_max_imbalance(Vector::int(times).as_u64()),
        None => curve,
    }
}

fn weighted(form: &Value) -> Weighted {
    let weights = list(&form["weights"], fixed);
    match form.get("minTokenBalances") {
        Some(least) => Weighted::with_least_balances(weights, list(least, fixed)),
        None => Weighted::new(weights),
    }
    .unwrap()
}

fn eclp(form: &Value) -> GyroEclp {
    let signed = |key: &str| form[key].as_str().unwrap().parse::<Signed>().unwrap();
    let params = EclpParams {
        alpha: fixed(&form["paramsAlpha"]),
        beta: fixed(&form["paramsBeta"]),
        c: fixed(&form["paramsC"]),
        s: fixed(&form["paramsS"]),
        lambda: fixed(&form["paramsLambda"]),
    };
    let derived = EclpDerived {
        tau_alpha: [signed("tauAlphaX"), signed("tauAlphaY")],
        tau_beta: [signed("tauBetaX"), signed("tauBetaY")],
        u: signed("u"),
        v: signed("v"),
        w: signed("w"),
        z: signed("z"),
        d_sq: signed("dSq"),
    };
    GyroEclp::new(params, derived).unwrap()
}

fn reclamm(form: &Value, revision: Revision) -> Reclamm {
    let seconds = |key: &str| seconds(&form[key]);
    let virtuals = list(&form["lastVirtualBalances"], fixed);
    Reclamm::new(ReclammState {
        revision,
        last_virtual_balances: [virtuals[0], virtuals[1]],
        daily_price_shift_base: fixed(&form["dailyPriceShiftBase"]),
        centeredness_margin: fixed(&form["centerednessMargin"]),
        start_fourth_root_price_ratio: fixed(&form["startFourthRootPriceRatio"]),
        end_fourth_root_price_ratio: fixed(&form["endFourthRootPriceRatio"]),
        price_ratio_update_start_time: seconds("priceRatioUpdateStartTime"),
        price_ratio_update_end_time: seconds("priceRatioUpdateEndTime"),
        last_timestamp: seconds("lastTimestamp"),
        current_timestamp: seconds("currentTimestamp"),
    })
    .unwrap()
}

fn seconds(value: &Value) -> u64 {
    value.as_str().unwrap().parse().unwrap()
}

fn sale(form: &Value) -> Sale {
    Sale {
        project_token: Vector::index(&form["projectTokenIndex"]),
        start_time: seconds(&form["startTime"]),
        end_time: seconds(&form["endTime"]),
        current_timestamp: seconds(&form["currentTimestamp"]),
    }
}

fn gradual_lbp(form: &Value) -> GradualLbp {
    let sale = sale(form);
    let weight = GradualWeight {
        start: fixed(&form["startWeights"][sale.project_token]),
        end: fixed(&form["endWeights"][sale.project_token]),
        blocks_selling_back: form["isProjectTokenSwapInBlocked"].as_bool().unwrap(),
        reserve_virtual_balance: virtual_reserve(form, 1 - sale.project_token),
    };
    let pool = GradualLbp::new(sale, weight).unwrap();
    // The chain gave the weights of the moment too.
    assert_eq!(pool.weights(), list(&form["weights"], fixed));
    pool
}

/// In the reserve token's smallest units, as the contract says it.
fn virtual_reserve(form: &Value, token: usize) -> Fixed {
    let raw = form.get("reserveTokenVirtualBalance").map(Vector::int);
    Fixed::from_raw(raw.unwrap_or_default() * Vector::int(&form["scalingFactors"][token]))
}

/// Weights and multipliers come in two lists of up to four tokens each, first all weights, then all multipliers.
fn quant_amm(form: &Value) -> QuantAmm {
    let tokens = form["tokens"].as_array().unwrap().len();
    let (mut weights, mut multipliers) = (Vec::new(), Vec::new());
    let lists = [
        ("firstFourWeightsAndMultipliers", tokens.min(4)),
        ("secondFourWeightsAndMultipliers", tokens.saturating_sub(4)),
    ];
    for (key, count) in lists {
        let numbers = form[key].as_array().unwrap();
        weights.extend(numbers.iter().take(count).map(fixed));
        let rest = numbers.iter().skip(count).take(count);
        multipliers.extend(rest.map(|number| number.as_str().unwrap().parse::<Signed>().unwrap()));
    }
    QuantAmm::new(&QuantAmmState {
        weights,
        multipliers,
        last_update_time: seconds(&form["lastUpdateTime"]),
        last_interop_time: seconds(&form["lastInteropTime"]),
        current_timestamp: seconds(&form["currentTimestamp"]),
        max_trade_size_ratio: fixed(&form["maxTradeSizeRatio"]),
    })
    .unwrap()
}

fn hook(form: &Value) -> Hook {
    let number = |key: &str| fixed(&form[key]);
    let surge = || ["surgeThresholdPercentage", "maxSurgeFeePercentage"].map(number);
    match form["type"].as_str().unwrap() {
        "STABLE_SURGE" => {
            let [threshold, most] = surge();
            Hook::StableSurge(StableSurge::new(threshold, most).unwrap())
        }
        "ECLP_SURGE" => {
            let [threshold, most] = surge();
            let slopes = ["imbalanceSlopeBelowPeak", "imbalanceSlopeAbovePeak"].map(number);
            Hook::EclpSurge(EclpSurge::new(threshold, most, slopes).unwrap())
        }
        "EXIT_FEE" => Hook::ExitFee(ExitFee::new(number("exitFeePercentage")).unwrap()),
        "DIRECTIONAL_FEE" => Hook::DirectionalFee,
        other => panic!("a hook of type {other}"),
    }
}
