//! An ellipse's derived parameters, as four pools on chain have them, and the contract's limits.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use proptest::prelude::*;
use yb_core::fixed::{Error, Fixed, Signed, U256};
use yb_core::pools::{EclpCheck, EclpDerived, EclpParams, GyroEclp};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn wei(digits: &str) -> Fixed {
    Fixed::from_raw(U256::from_dec_str(digits).unwrap())
}

fn params([alpha, beta, c, s, lambda]: [&str; 5]) -> EclpParams {
    EclpParams {
        alpha: wei(alpha),
        beta: wei(beta),
        c: wei(c),
        s: wei(s),
        lambda: wei(lambda),
    }
}

/// In the order of the contract: tau(alpha), tau(beta), u, v, w, z, dSq.
fn derived(digits: [&str; 9]) -> EclpDerived {
    let [ax, ay, bx, by, u, v, w, z, d_sq] = digits.map(|digits| digits.parse::<Signed>().unwrap());
    EclpDerived {
        tau_alpha: [ax, ay],
        tau_beta: [bx, by],
        u,
        v,
        w,
        z,
        d_sq,
    }
}

/// Sepolia at block 7748718; 0x2044…f3ef of mainnet and 0xf785…660a of Arbitrum, as the contracts' own tests have them.
fn pools() -> [(EclpParams, EclpDerived); 3] {
    let sepolia = [
        "998502246630054917",
        "1000200040008001600",
        "707106781186547524",
        "707106781186547524",
        "4000000000000000000000",
    ];
    let eura_par = [
        "980392156862745098",
        "1052631578947368421",
        "706043730947421854",
        "708168235654385009",
        "50000000000000000000",
    ];
    let weth_usdc = [
        "3100000000000000000000",
        "4400000000000000000000",
        "266047486094289",
        "999999964609366945",
        "20000000000000000000000",
    ];
    [
        (
            params(sepolia),
            derived([
                "-94861212813096057289512505574275160547",
                "31644119574235279926451292677567331630",
                "37142269533113549537591131345643981951",
                "92846388265400743995957747409218517601",
                "66001741173104803338721745994955553010",
                "62245253919818011890633399060291020887",
                "30601134345582732000058913853921008022",
                "-28859471639991253843240999485797747790",
                "99999999999999999886624093342106115200",
            ]),
        ),
        (
            params(eura_par),
            derived([
                "-49531493507466354988429641790214771984",
                "86871348273868860889297352780309210146",
                "77002041105199558999309491681246486330",
                "63801925250208221847592932347784117642",
                "63266481750497573563957451867931222622",
                "75301980721535526818413237260580957182",
                "-11534659449676334013435457048718169614",
                "13545188797779725889089044260697395806",
                "99999999999999999935715697944072739700",
            ]),
        ),
        (
            params(weth_usdc),
            derived([
                "-74906290317688162800819482607385924041",
                "66249888081733516165500078448108672943",
                "61281617359500229793875202705993079582",
                "79022549780450643715972436171311055791",
                "36232449191667733617897641246115478",
                "79022548876385493056482320848126240168",
                "3398134415414370285204934569561736",
                "-74906280678135799137829029450497780483",
                "99999999999999999958780685745704854600",
            ]),
        ),
    ]
}

#[test]
fn equals_pools_on_chain_to_the_last_digit() {
    for (params, derived) in pools() {
        assert_eq!(params.derive(), Ok(derived));
    }
}

/// 0x2bb2…ef3a of mainnet at block 23511249: what is below zero was rounded down there, not towards zero.
#[test]
fn another_maker_rounds_down_below_zero() {
    let params = params([
        "2510205343873033598766",
        "2554384957925198990104",
        "61",
        "1000000000000000000",
        "251020534387303359876",
    ]);
    let on_chain = derived([
        "-9950371902098382815716461793209716139",
        "99503719020999064420621002936725395285",
        "-9779934683534850270324820975604983144",
        "99520615339666143405161341068795502025",
        "10396670332375485268",
        "99520615339666143405161341068795872278",
        "1030675438691818056",
        "-9950371902098382815716461793209752530",
        "100000000000000000000000000000000372100",
    ]);
    let mut ours = params.derive().unwrap();
    let wei = Signed::new(1);
    for below_zero in [&mut ours.tau_alpha[0], &mut ours.tau_beta[0], &mut ours.z] {
        *below_zero = below_zero.minus(wei).unwrap();
    }
    assert_eq!(ours, on_chain);
    let checks = params.checks(&on_chain).unwrap();
    assert!(checks.iter().all(EclpCheck::passes));
}

#[test]
fn pools_on_chain_pass_every_check() {
    for (params, derived) in pools() {
        let checks = params.checks(&derived).unwrap();
        assert_eq!(checks.len(), 15);
        for check in checks {
            assert!(check.passes(), "{check:?}");
            assert_eq!(check.excess(), Some(Signed::ZERO));
        }
    }
}

type Change<'a> = &'a dyn Fn(&mut EclpParams, &mut EclpDerived);

/// Each limit, one wei or one last digit beyond it.
#[test]
fn every_limit_is_named() {
    let (good, follows) = pools()[0];
    let one = Signed::ONE_XP;
    let wei = Signed::new(1);
    let changed = |change: &dyn Fn(&mut EclpParams, &mut EclpDerived)| {
        let (mut params, mut derived) = (good, follows);
        change(&mut params, &mut derived);
        let refused = GyroEclp::new(params, derived).unwrap_err();
        let checks = params.checks(&derived).unwrap();
        let failed = checks.iter().find(|check| !check.passes()).unwrap();
        assert_eq!(failed.error, refused);
        (refused, failed.excess().unwrap())
    };
    let beyond = one.plus(wei).unwrap();
    let above = fixed("1.000000000000000001");
    let cases: [(Change<'_>, Error, Signed); 10] = [
        (
            &|params, _| params.s = above,
            Error::RotationVectorSWrong,
            wei,
        ),
        (
            &|params, _| params.c = above,
            Error::RotationVectorCWrong,
            wei,
        ),
        (
            &|params, _| params.lambda = fixed("100000000.000000000000000001"),
            Error::StretchingFactorWrong,
            wei,
        ),
        (
            &|_, derived| derived.tau_alpha[1] = Signed::ZERO,
            Error::DerivedTauAlphaYWrong,
            wei,
        ),
        (
            &|_, derived| derived.tau_beta[1] = Signed::ZERO,
            Error::DerivedTauBetaYWrong,
            wei,
        ),
        (
            &|_, derived| derived.tau_alpha[0] = derived.tau_beta[0],
            Error::DerivedTauXWrong,
            wei,
        ),
        (&|_, derived| derived.u = beyond, Error::DerivedUWrong, wei),
        (&|_, derived| derived.v = beyond, Error::DerivedVWrong, wei),
        (&|_, derived| derived.w = beyond, Error::DerivedWWrong, wei),
        (&|_, derived| derived.z = beyond, Error::DerivedZWrong, wei),
    ];
    for (change, error, excess) in cases {
        assert_eq!(changed(change), (error, excess));
    }
    let accuracy = Signed::new(10i128.pow(23) + 1);
    let off = one.plus(accuracy).unwrap();
    let changed_d = changed(&|_, derived| derived.d_sq = off);
    assert_eq!(changed_d, (Error::DerivedDsqWrong, wei));
    let longer = |y: &mut Signed| *y = y.plus(Signed::new(10i128.pow(24))).unwrap();
    let (error, _) = changed(&|_, derived| longer(&mut derived.tau_alpha[1]));
    assert_eq!(error, Error::DerivedTauAlphaNotNormalized);
    let (error, _) = changed(&|_, derived| longer(&mut derived.tau_beta[1]));
    assert_eq!(error, Error::DerivedTauBetaNotNormalized);
    let (error, _) = changed(&|params, _| params.c = fixed("0.7"));
    assert_eq!(error, Error::RotationVectorNotNormalized);
}

/// From 450 to 650 with the peak at 550: a circle is too flat for so small an angle, an ellipse of 2 is not (the
/// figures of a pool that could not be deployed, balancer/b-sdk, pull request 715).
#[test]
fn a_circle_may_be_too_flat() {
    let with = |lambda| EclpParams {
        alpha: fixed("450"),
        beta: fixed("650"),
        c: fixed("0.001818178812930065"),
        s: fixed("0.999998347111536085"),
        lambda: fixed(lambda),
    };
    let fails = |lambda| {
        let params = with(lambda);
        let checks = params.checks(&params.derive().unwrap()).unwrap();
        let failed = checks.into_iter().filter(|check| !check.passes());
        failed.map(|check| check.error).collect::<Vec<_>>()
    };
    assert_eq!(fails("1"), [Error::InvariantDenominatorWrong]);
    assert_eq!(fails("2"), []);
}

#[test]
fn what_cannot_be_derived() {
    let nowhere = EclpParams {
        c: Fixed::ZERO,
        s: Fixed::ZERO,
        ..pools()[0].0
    };
    assert_eq!(nowhere.derive(), Err(Error::DivisionByZero));
    let flat = EclpParams {
        lambda: Fixed::ZERO,
        ..pools()[0].0
    };
    let checks = flat.checks(&pools()[0].1).unwrap();
    assert!(!checks[3].passes());
    assert_eq!(checks[14].value, None);
    assert_eq!(checks[14].excess(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the ellipse, the points lie on the circle, to the accuracy of `c` and `s`; the derived numbers are what
    /// their formulas say of the points; and the pool is made if and only if every check passes.
    #[test]
    fn points_lie_on_the_circle(
        degrees in 0.1f64..89.9,
        below in 0.3f64..0.9999,
        above in 1.0001f64..3.0,
        stretch in 0.0f64..8.0,
    ) {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let fixed = |number: f64| fixed(&format!("{number:.18}"));
        let peak = sin / cos;
        let params = EclpParams {
            alpha: fixed(peak * below),
            beta: fixed(peak * above),
            c: fixed(cos),
            s: fixed(sin),
            lambda: fixed(10f64.powf(stretch)),
        };
        let derived = params.derive()?;
        let checks = params.checks(&derived)?;
        let failed: Vec<_> = checks.iter().filter(|check| !check.passes()).collect();
        // Nothing but a circle too flat can fail: all others follow from the derivation.
        prop_assert!(failed.iter().all(|check| check.error == Error::InvariantDenominatorWrong), "{failed:?}");
        prop_assert_eq!(GyroEclp::new(params, derived).is_ok(), failed.is_empty());
        let number = |signed: &Signed| signed.to_f64() / 1e38;
        let point = |price: f64| {
            let (n, m) = (price * cos - sin, cos + price * sin);
            let lambda = 10f64.powf(stretch);
            let length = m.hypot(lambda * n);
            [lambda * n / length, m / length]
        };
        for (point, exact) in [(point(peak * below), derived.tau_alpha), (point(peak * above), derived.tau_beta)] {
            for (rough, exact) in point.iter().zip(&exact) {
                prop_assert!((rough - number(exact)).abs() < 1e-9, "{rough} {exact:?}");
            }
        }
        let [ax, ay] = derived.tau_alpha.map(|part| number(&part));
        let [bx, by] = derived.tau_beta.map(|part| number(&part));
        for (exact, rough) in [
            (derived.u, sin * cos * (bx - ax)),
            (derived.v, sin * sin * by + cos * cos * ay),
            (derived.w, sin * cos * (by - ay)),
            (derived.z, cos * cos * bx + sin * sin * ax),
        ] {
            prop_assert!((number(&exact) - rough).abs() < 1e-14);
        }
    }
}
