//! Hooks: figures of simulations on chain and of the contracts' own tests, and what the hooks refuse.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, Signed, U256};
use yb_core::pools::{EclpDerived, EclpParams, GyroEclp, Pool, Stable, Weighted};
use yb_core::vault::SwapKind::{GivenIn, GivenOut};
use yb_core::vault::hooks::{Akron, EclpSurge, ExitFee, StableSurge};
use yb_core::vault::{
    AddRequest, Hook, PoolState, RemoveRequest, SwapKind, SwapQuote, SwapRequest, Token,
    add_liquidity, remove_liquidity, spot_price, swap,
};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn wei(digits: &str) -> Fixed {
    Fixed::from_raw(int(digits))
}

fn int(digits: &str) -> U256 {
    U256::from_dec_str(digits).unwrap()
}

fn signed(digits: &str) -> Signed {
    digits.parse().unwrap()
}

fn token(name: &str, decimals: u32, rate: &str) -> Token {
    Token::new(name, 10u64.pow(18 - decimals).into(), wei(rate)).unwrap()
}

const ONE: &str = "1000000000000000000";

fn quote(
    state: &PoolState,
    kind: SwapKind,
    [token_in, token_out]: [usize; 2],
    amount: &str,
) -> Result<SwapQuote, Error> {
    let amount_raw = int(amount);
    swap(
        state,
        &SwapRequest {
            kind,
            token_in,
            token_out,
            amount_raw,
        },
    )
}

/// The pool 0x4fbb…0dc0 of Base at block 30210725, and the figures that `balancer/balancer-maths` (`akronHook.test.ts`,
/// commit `63436f4`) gives for it: four trades small enough for the least fee, four that pay for their own gain.
#[test]
fn akron_charges_the_gain_of_an_arbitrage() {
    let half = fixed("0.5");
    let state = PoolState::new(
        Pool::Weighted(Weighted::new(vec![half, half]).unwrap()),
        vec![
            token("six", 6, "1088293475435366304"),
            token("eighteen", 18, "1026824525555904684"),
        ],
        vec![wei("4313058813293560452630"), wei("1641665567011677058")],
        fixed("0.00001"),
        half,
        wei("83925520418320097254"),
    )
    .unwrap()
    .with_hook(Hook::Akron(Akron::new(fixed("0.00001"))))
    .unwrap();
    for (kind, pair, amount, answer) in [
        (GivenIn, [0, 1], "10000", "4034072160040"),
        (GivenOut, [0, 1], "1034072160040", "2564"),
        (GivenIn, [1, 0], "1000000000000", "2478"),
        (GivenOut, [1, 0], "10000", "4034173201018"),
        (GivenIn, [0, 1], "10000000", "4013866684978601"),
        (GivenOut, [0, 1], "10000000000000000", "25102559"),
        (GivenIn, [1, 0], "10000000000000000", "24482275"),
        (GivenOut, [1, 0], "100000000", "42485246562777219"),
    ] {
        let quote = quote(&state, kind, pair, amount).unwrap();
        assert_eq!(quote.amount_calculated_raw(), int(answer), "{amount}");
    }
}

fn directional() -> PoolState {
    PoolState::new(
        Pool::Stable(Stable::new(1_000_000.into()).unwrap()),
        vec![token("six", 6, ONE), token("eighteen", 18, ONE)],
        vec![fixed("20000"), fixed("20000")],
        fixed("0.001"),
        Fixed::ZERO,
        fixed("40000"),
    )
    .unwrap()
}

/// Simulations with the contracts, as `balancer/balancer-maths` records them (`directionalFee.test.ts`, commit
/// `63436f4`).
#[test]
fn the_directional_fee_grows_with_the_distance() {
    let state = directional().with_hook(Hook::DirectionalFee).unwrap();
    for (kind, amount, answer, fee) in [
        (GivenIn, "100000000", "99499505472260433154", "0.005"),
        (GivenIn, "1000000", "998999950149802562", "0.001"),
        (GivenOut, "1000000000000000000", "1001002", "0.001"),
        (GivenOut, "100000000000000000000", "100503015", "0.005"),
    ] {
        let quote = quote(&state, kind, [0, 1], amount).unwrap();
        assert_eq!(quote.amount_calculated_raw(), int(answer), "{amount}");
        assert_eq!(quote.swap_fee, fixed(fee));
    }
    // As if one to one, this would take more than there is.
    let too_much = quote(&state, GivenIn, [0, 1], "20001000000");
    assert_eq!(too_much, Err(Error::Overflow));
}

/// The pool 0x0372…9ce136 of Sepolia at block 5955145, and the figures that `balancer/balancer-maths` (`exitFee.test.ts`,
/// commit `63436f4`) gives for it.
#[test]
fn an_exit_leaves_its_fee_to_those_who_stay() {
    let state = |share| {
        PoolState::new(
            Pool::Weighted(Weighted::new(vec![fixed("0.5"); 2]).unwrap()),
            vec![token("A", 18, ONE), token("B", 18, ONE)],
            vec![wei("5000000000000000"), wei("5000000000000000000")],
            fixed("0.1"),
            Fixed::ZERO,
            wei("158113883008415798"),
        )
        .unwrap()
        .with_hook(Hook::ExitFee(ExitFee::new(fixed(share)).unwrap()))
        .unwrap()
    };
    let exit = |share, pool_tokens| {
        let pool_tokens_in = wei(pool_tokens);
        remove_liquidity(
            &state(share),
            &RemoveRequest::Proportional { pool_tokens_in },
        )
    };
    for (share, amounts) in [
        ("0", ["316227766016", "316227766016844"]),
        ("0.05", ["300416377716", "300416377716002"]),
    ] {
        let quote = exit(share, "10000000000000").unwrap();
        let after = quote.state_after(&state(share)).unwrap();
        for (index, amount) in amounts.into_iter().enumerate() {
            let moved = &quote.moves[index];
            assert_eq!(moved.amount_raw, int(amount));
            assert_eq!(
                moved.amount_raw + moved.hook_fee_raw,
                moved.amount_live.raw()
            );
            let left = state(share).balances()[index].raw() - int(amount);
            assert_eq!(after.balances()[index].raw(), left);
        }
    }
    // What the hook donates is itself too small for the Vault.
    assert_eq!(
        exit("0.01", "3000000000").map(drop),
        Err(Error::TradeAmountTooSmall)
    );
    assert_eq!(ExitFee::new(fixed("0.11")), Err(Error::ExitFeeAboveLimit));
}

#[test]
fn an_exit_fee_has_no_place_in_exact_amounts() {
    let state = directional()
        .with_hook(Hook::ExitFee(ExitFee::new(fixed("0.05")).unwrap()))
        .unwrap();
    let pool_tokens_in = fixed("10");
    let single = RemoveRequest::SingleTokenExactIn {
        token: 1,
        pool_tokens_in,
    };
    let refused = remove_liquidity(&state, &single).map(drop);
    assert_eq!(refused, Err(Error::AfterRemoveLiquidityHookFailed));
    let recovery = remove_liquidity(&state, &RemoveRequest::Recovery { pool_tokens_in }).unwrap();
    assert!(
        recovery
            .moves
            .iter()
            .all(|moved| moved.hook_fee_raw.is_zero())
    );
    let join = AddRequest::Proportional {
        pool_tokens_out: fixed("10"),
    };
    assert!(add_liquidity(&state, &join).is_ok());
}

/// The pool 0x2044…f3ef of mainnet, EURA and PAR, as `ECLPSurgeHookUnit.t.sol` of the hook's own tests has it.
fn eura_par() -> GyroEclp {
    GyroEclp::new(
        EclpParams {
            alpha: wei("980392156862745098"),
            beta: wei("1052631578947368421"),
            c: wei("706043730947421854"),
            s: wei("708168235654385009"),
            lambda: fixed("50"),
        },
        EclpDerived {
            tau_alpha: [
                signed("-49531493507466354988429641790214771984"),
                signed("86871348273868860889297352780309210146"),
            ],
            tau_beta: [
                signed("77002041105199558999309491681246486330"),
                signed("63801925250208221847592932347784117642"),
            ],
            u: signed("63266481750497573563957451867931222622"),
            v: signed("75301980721535526818413237260580957182"),
            w: signed("-11534659449676334013435457048718169614"),
            z: signed("13545188797779725889089044260697395806"),
            d_sq: signed("99999999999999999935715697944072739700"),
        },
    )
    .unwrap()
}

fn surging(balances: [&str; 2], slopes: [Fixed; 2]) -> PoolState {
    let surge = EclpSurge::new(fixed("0.05"), fixed("0.95"), slopes).unwrap();
    PoolState::new(
        Pool::GyroEclp(Box::new(eura_par())),
        vec![token("EURA", 18, ONE), token("PAR", 18, ONE)],
        balances.map(fixed).to_vec(),
        fixed("0.01"),
        Fixed::ZERO,
        fixed("80000"),
    )
    .unwrap()
    .with_hook(Hook::EclpSurge(surge))
    .unwrap()
}

/// The price that the hook's own tests expect, and at its peak balances the peak, to the places given there.
#[test]
fn the_price_of_an_ellipse_to_the_wei() {
    let curve = eura_par();
    let price = |balances: [&str; 2]| {
        let balances = balances.map(fixed);
        let offsets = curve.offsets(&balances).unwrap();
        curve.price_at_offsets(&balances, &offsets).unwrap()
    };
    assert_eq!(price(["59430", "21120"]), fixed("0.996345430278835844"));
    let peak = curve.peak_price().unwrap();
    assert_eq!(peak, fixed("1.003009027081243731"));
    assert!((price(["48878.9", "31667.9"]).to_f64() - peak.to_f64()).abs() < 1e-6);
}

/// The fee is that of the price after the trade without a fee, which the curve's marginal price tells as well.
#[test]
fn an_ellipse_surges_by_the_distance_from_its_peak() {
    let state = surging(["48878.9", "31667.9"], [Fixed::ONE, fixed("2")]);
    let (alpha, beta, peak) = (
        0.980_392_156_862_745,
        1.052_631_578_947_368,
        1.003_009_027_081_244,
    );
    for (kind, pair) in [
        (GivenIn, [0, 1]),
        (GivenOut, [0, 1]),
        (GivenIn, [1, 0]),
        (GivenOut, [1, 0]),
    ] {
        let amount = fixed("20000").raw().to_string();
        let quote = quote(&state, kind, pair, &amount).unwrap();
        let free = PoolState::new(
            state.pool().clone(),
            state.tokens().to_vec(),
            state.balances().to_vec(),
            Fixed::ZERO,
            Fixed::ZERO,
            state.total_supply(),
        )
        .unwrap();
        let free_quote = swap(&free, &quote.request).unwrap();
        let price = spot_price(&free_quote.state_after(&free).unwrap(), 0, 1).unwrap();
        let imbalance = if price < peak {
            (peak - price) / (peak - alpha)
        } else {
            2.0 * (price - peak) / (beta - peak)
        };
        assert!(imbalance > 0.3 && imbalance < 1.0, "{imbalance}");
        let fee = 0.01 + 0.94 * (imbalance - 0.05) / 0.95;
        assert!((quote.swap_fee.to_f64() - fee).abs() < 1e-9);
    }
    // Towards the peak, and a little away from it, the pool charges its own fee.
    let leaning = surging(["59430", "21120"], [Fixed::ONE; 2]);
    let own = |state: &PoolState, pair, amount: &str| {
        let amount = fixed(amount).raw().to_string();
        quote(state, GivenIn, pair, &amount).unwrap().swap_fee == fixed("0.01")
    };
    assert!(own(&leaning, [1, 0], "100"));
    assert!(!own(&leaning, [0, 1], "100"));
    assert!(own(
        &surging(["48878.9", "31667.9"], [Fixed::ONE; 2]),
        [0, 1],
        "100"
    ));
}

#[test]
fn a_surging_ellipse_refuses_what_drives_it_further() {
    let state = surging(["59430", "21120"], [Fixed::ONE; 2]);
    let join = |amounts: [&str; 2]| {
        let amounts_in_raw = amounts.map(|amount| fixed(amount).raw()).to_vec();
        add_liquidity(&state, &AddRequest::Unbalanced { amounts_in_raw }).map(drop)
    };
    assert_eq!(join(["1000", "0"]), Err(Error::AfterAddLiquidityHookFailed));
    assert_eq!(join(["0", "1000"]), Ok(()));
    let exit = |token| {
        let amount_out_raw = fixed("1000").raw();
        let request = RemoveRequest::SingleTokenExactOut {
            token,
            amount_out_raw,
        };
        remove_liquidity(&state, &request).map(drop)
    };
    assert_eq!(exit(1), Err(Error::AfterRemoveLiquidityHookFailed));
    assert_eq!(exit(0), Ok(()));
    let pool_tokens_in = fixed("1000");
    let proportional = remove_liquidity(&state, &RemoveRequest::Proportional { pool_tokens_in });
    assert!(proportional.is_ok());
}

#[test]
fn a_hook_takes_its_own_kind_of_pool_alone() {
    let refuses = |hook| directional().with_hook(hook).map(drop);
    let surge = EclpSurge::new(fixed("0.05"), fixed("0.95"), [Fixed::ONE; 2]).unwrap();
    assert_eq!(
        refuses(Hook::EclpSurge(surge)),
        Err(Error::HookRegistrationFailed)
    );
    let akron = Hook::Akron(Akron::new(Fixed::ZERO));
    assert_eq!(refuses(akron), Err(Error::HookRegistrationFailed));
    let stable = StableSurge::new(fixed("0.1"), fixed("0.5")).unwrap();
    assert_eq!(refuses(Hook::StableSurge(stable)), Ok(()));
    // At 10 degrees the peak is not where the hook looks for it.
    let mut params = *eura_par().params();
    (params.c, params.s) = (wei("984807753012208059"), wei("173648177666930348"));
    let flat = GyroEclp::new(params, *eura_par().derived()).unwrap();
    let tokens = vec![token("A", 18, ONE), token("B", 18, ONE)];
    let balances = vec![fixed("100"); 2];
    let (fee, supply) = (fixed("0.01"), fixed("100"));
    let pool = Pool::GyroEclp(Box::new(flat));
    let state = PoolState::new(pool, tokens, balances, fee, Fixed::ZERO, supply).unwrap();
    let refused = state.with_hook(Hook::EclpSurge(surge)).map(drop);
    assert_eq!(refused, Err(Error::InvalidRotationAngle));
    for slope in ["0.009999999999999999", "100.000000000000000001"] {
        let made = EclpSurge::new(fixed("0.05"), fixed("0.95"), [fixed(slope), Fixed::ONE]);
        assert_eq!(made, Err(Error::InvalidImbalanceSlope));
    }
}

/// The deployed hooks ask the pool about all that is given, before the fee, even where the fee cannot rise: their
/// bytecode (`193030c`, with a pool of `6c37baf`), run in a local EVM, refuses this trade. The pool alone takes it, less
/// the fee.
#[test]
fn the_surge_hook_asks_the_pool_first() {
    let curve = Stable::new(200_000.into())
        .unwrap()
        .with_max_imbalance(Stable::MAX_IMBALANCE);
    let state = PoolState::new(
        Pool::Stable(curve),
        vec![token("A", 18, ONE), token("B", 18, ONE)],
        vec![fixed("10000"), fixed("2")],
        fixed("0.1"),
        Fixed::ZERO,
        fixed("10000"),
    )
    .unwrap();
    let amount = fixed("2000").raw().to_string();
    assert!(quote(&state, GivenIn, [0, 1], &amount).is_ok());
    let surge = StableSurge::new(fixed("0.3"), fixed("0.05")).unwrap();
    let hooked = state.with_hook(Hook::StableSurge(surge)).unwrap();
    assert_eq!(
        quote(&hooked, GivenIn, [0, 1], &amount),
        Err(Error::MaxImbalanceRatioExceeded)
    );
    let less = fixed("1800").raw().to_string();
    let fee = quote(&hooked, GivenIn, [0, 1], &less).map(|quote| quote.swap_fee);
    assert_eq!(fee, Ok(fixed("0.1")));
}
