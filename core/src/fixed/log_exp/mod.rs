//! `x ^ y` as `exp(y * ln(x))`, digit for digit as the contracts compute it.
//!
//! The logarithm and the exponential both take out powers of e (2^7, 2^6, … 2^-4) and leave a series a small rest.
//! Close to 1 the logarithm has 36 decimals instead of 18. Solidity's signed division truncates towards zero, and in
//! every step here all terms have one sign; so the whole is done on magnitudes, with the sign beside them.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/solidity-utils/contracts/math/LogExpMath.sol`: `pow`
//! lines 96–147, `exp` 154–306, `_ln` 353–497, `_ln_36` 505–554.

mod near_one;
mod near_zero;
mod series;

use super::constant::from_narrow;
use super::{Constant, Divisor, Error, SMALL, U256, Width, narrow_first, uint};
pub(super) use near_one::ln_times as ln_near_one_times;
pub(super) use near_zero::exp as exp_near_zero;

const ONE_18: u64 = 10u64.pow(18);
const ONE_20: u128 = 10u128.pow(20);
pub(super) const ONE_36: u128 = 10u128.pow(36);
const BY_100: Constant = Constant::power_of_ten(2);
const BY_ONE_18: Constant = Constant::power_of_ten(18);
const BY_ONE_20: Constant = Constant::power_of_ten(20);
const BY_ONE_36: Constant = Constant::power_of_ten(36);

const LN_36_LOWER_BOUND: u64 = 9 * 10u64.pow(17);
const LN_36_UPPER_BOUND: u64 = 11 * 10u64.pow(17);
/// `exp` takes exponents from -41 to 130.
const MAX_NEGATIVE_EXPONENT: u128 = 41 * 10u128.pow(18);
const MAX_EXPONENT: u128 = 130 * 10u128.pow(18);
/// 2^254 / 10^20.
const MILD_EXPONENT_BOUND: U256 = U256([
    0x4181_ea80_59f7_6532,
    0xa88f_4bb1_ca6b_cf58,
    0x0bce_5086_4921_11ae,
    0,
]);

/// A power of e taken out of a number: e ^ `exponent` = `value`.
struct Power<N> {
    exponent: u128,
    value: N,
    by_value: Divisor,
}

/// The two largest, with exponents of 18 decimals and values of none.
const WHOLE_POWERS: [Power<U256>; 2] = [
    Power::of(
        128 * 10u128.pow(18),
        U256([
            0x0262_8270_0000_0000,
            0xf53a_2717_2fa9_ec63,
            0x0195_e54c_5dd4_2177,
            0,
        ]),
    ),
    Power::of(
        64 * 10u128.pow(18),
        from_narrow(6_235_149_080_811_616_882_910_000_000),
    ),
];

/// The others, both of 20 decimals.
const POWERS: [Power<u128>; 10] = [
    Power::new(
        32 * 10u128.pow(20),
        7_896_296_018_268_069_516_100_000_000_000_000,
    ),
    Power::new(16 * 10u128.pow(20), 888_611_052_050_787_263_676_000_000),
    Power::new(8 * 10u128.pow(20), 298_095_798_704_172_827_474_000),
    Power::new(4 * 10u128.pow(20), 5_459_815_003_314_423_907_810),
    Power::new(2 * 10u128.pow(20), 738_905_609_893_065_022_723),
    Power::new(10u128.pow(20), 271_828_182_845_904_523_536),
    Power::new(5 * 10u128.pow(19), 164_872_127_070_012_814_685),
    Power::new(25 * 10u128.pow(18), 128_402_541_668_774_148_407),
    Power::new(125 * 10u128.pow(17), 113_314_845_306_682_631_683),
    Power::new(625 * 10u128.pow(16), 106_449_445_891_785_942_956),
];

impl Power<u128> {
    const fn new(exponent: u128, value: u128) -> Self {
        Self {
            exponent,
            value,
            by_value: Divisor::stated(from_narrow(value).0),
        }
    }
}

impl Power<U256> {
    const fn of(exponent: u128, value: U256) -> Self {
        Self {
            exponent,
            value,
            by_value: Divisor::stated(value.0),
        }
    }
}

/// `base ^ exponent`, both of 18 decimals, off by at most 10^-14 of itself and 10^-18.
pub(super) fn pow(base: U256, exponent: U256) -> Result<U256, Error> {
    if exponent.is_zero() {
        return Ok(U256::from(ONE_18));
    }
    if base.is_zero() {
        return Ok(base);
    }
    if base.bit(255) {
        return Err(Error::BaseOutOfBounds);
    }
    if exponent >= MILD_EXPONENT_BOUND {
        return Err(Error::ExponentOutOfBounds);
    }
    // A small module carries one form.
    if SMALL {
        return pow_in::<U256>(base, exponent);
    }
    narrow_first(
        || pow_in::<u128>(base, exponent),
        || pow_in::<U256>(base, exponent),
    )
}

fn pow_in<N: Width>(base: U256, exponent: U256) -> Result<U256, Error> {
    let (base, exponent) = (N::of(base)?, N::of(exponent)?);
    let power = exp(ln_times(base, exponent)?, base < N::word(ONE_18))?;
    Ok(power.wide())
}

/// `|ln(base) * exponent|`, 18 decimals.
fn ln_times<N: Width>(base: N, exponent: N) -> Result<N, Error> {
    if base <= N::word(LN_36_LOWER_BOUND) || base >= N::word(LN_36_UPPER_BOUND) {
        return N::by_constant(ln(base)?.product(exponent)?, &BY_ONE_18);
    }
    if let Some(told) = N::ln_times(base, exponent) {
        return Ok(told);
    }
    let ln = ln_36(base)?;
    let whole = N::by_constant(ln.wide(), &BY_ONE_18)?;
    let fraction = ln.minus(whole.times(ONE_18)?)?;
    let fraction = N::by_constant(fraction.product(exponent)?, &BY_ONE_18)?;
    let product = uint::add(whole.product(exponent)?, fraction.wide())?;
    N::by_constant(product, &BY_ONE_18)
}

/// `e ^ x`, or `e ^ -x` where `negative`; 18 decimals.
fn exp<N: Width>(x: N, negative: bool) -> Result<N, Error> {
    let most = if negative {
        MAX_NEGATIVE_EXPONENT
    } else {
        MAX_EXPONENT
    };
    if x > N::narrow(most) {
        return Err(Error::ProductOutOfBounds);
    }
    let power = match x.exp_near_zero() {
        Some(told) => told,
        None => exp_by_steps(x)?,
    };
    if negative { power.inverse() } else { Ok(power) }
}

/// `e ^ x` as the contract works it out.
fn exp_by_steps<N: Width>(x: N) -> Result<N, Error> {
    let mut rest = x;
    let mut whole = None;
    for power in &WHOLE_POWERS {
        let exponent = N::narrow(power.exponent);
        if whole.is_none() && rest >= exponent {
            rest = rest.minus(exponent)?;
            whole = Some(power.value);
        }
    }
    rest = rest.times(100)?;
    // The product of those taken out; the last two are left to the series.
    let mut product: Option<N> = None;
    for power in &POWERS[..8] {
        let exponent = N::narrow(power.exponent);
        if rest >= exponent {
            rest = rest.minus(exponent)?;
            let value = N::narrow(power.value);
            product = Some(match product {
                Some(product) => N::by_constant(product.product(value)?, &BY_ONE_20)?,
                None => value,
            });
        }
    }
    let mut result = N::narrow(series::exp(u128::of(rest.wide())?)?);
    if let Some(product) = product {
        result = N::by_constant(product.product(result)?, &BY_ONE_20)?;
    }
    if let Some(whole) = whole {
        result = N::of(result.product(N::of(whole)?)?)?;
    }
    N::by_constant(result.wide(), &BY_100)
}

/// `|ln(x)|` of 18 decimals, for an `x` of 18 decimals above 0.
fn ln<N: Width>(x: N) -> Result<N, Error> {
    let one = N::word(ONE_18);
    let mut rest = if x < one { x.inverse()? } else { x };
    let mut sum = N::word(0);
    // Numbers of two words are far below the least that contains a whole power.
    if rest.wide().0[2] | rest.wide().0[3] != 0 {
        for power in &WHOLE_POWERS {
            let (quotient, _) = N::quotient(rest.wide(), &power.by_value)?;
            if quotient >= one {
                rest = quotient;
                sum = sum.plus(N::narrow(power.exponent))?;
            }
        }
    }
    sum = sum.times(100)?;
    rest = rest.times(100)?;
    let one = N::narrow(ONE_20);
    for power in &POWERS {
        if rest >= N::narrow(power.value) {
            (rest, _) = N::quotient(rest.product(one)?, &power.by_value)?;
            sum = sum.plus(N::narrow(power.exponent))?;
        }
    }
    let z = N::once_down(rest.minus(one)?.product(one)?, rest.plus(one)?)?;
    // With all powers taken out of the rest, z is below 1/32.
    sum = sum.plus(N::narrow(series::ln(z.wide().low_u64())?))?;
    N::by_constant(sum.wide(), &BY_100)
}

/// `|ln(x)|` of 36 decimals, for an `x` of 18 decimals between 0.9 and 1.1.
fn ln_36<N: Width>(x: N) -> Result<N, Error> {
    const BY_ODD: [Constant; 7] = [
        Constant::new(3),
        Constant::new(5),
        Constant::new(7),
        Constant::new(9),
        Constant::new(11),
        Constant::new(13),
        Constant::new(15),
    ];
    let (x, one) = (x.times(ONE_18)?, N::narrow(ONE_36));
    let distance = if x < one {
        one.minus(x)?
    } else {
        x.minus(one)?
    };
    let z = N::once_down(distance.product(one)?, x.plus(one)?)?;
    // 2 * (z + z^3 / 3 + … + z^15 / 15)
    let square = N::by_constant(z.product(z)?, &BY_ONE_36)?;
    let mut power = z;
    let mut sum = z;
    for odd in &BY_ODD {
        if power.is_zero() {
            break;
        }
        power = N::by_constant(power.product(square)?, &BY_ONE_36)?;
        sum = sum.plus(N::by_constant(power.wide(), odd)?)?;
    }
    sum.plus(sum)
}

#[cfg(test)]
mod tests {
    use super::{MILD_EXPONENT_BOUND, U256, WHOLE_POWERS, pow};
    use crate::fixed::{Error, Fixed};
    use primitive_types::U512;
    use proptest::prelude::*;

    fn int(text: &str) -> U256 {
        U256::from_dec_str(text).unwrap()
    }

    #[test]
    fn constants_written_as_words() {
        assert_eq!(
            WHOLE_POWERS[0].value,
            int("38877084059945950922200000000000000000000000000000000000")
        );
        assert_eq!(MILD_EXPONENT_BOUND, (U256::one() << 254) / U256::exp10(20));
    }

    /// From a second implementation, in integers of any size and with Solidity's signed division.
    #[test]
    fn equals_the_contract() {
        #[rustfmt::skip]
        let cases = [
            ("500000000000000000", "250000000000000000", "840896415253714543"),
            ("987654321987654321", "1333333333333333333", "983573059557105321"),
            ("1012345678901234567", "99000000000000000000", "3369415057052696930"),
            ("12345678901234567890123", "200000000000000000", "6581168274269963180"),
            ("1", "700000000000000000", "251188"),
            ("900000000000000000", "3000000000000000000", "729000000000000000"),
            ("900000000000000001", "3000000000000000000", "729000000000000002"),
            ("1100000000000000000", "500000000000000000", "1048808848170151545"),
            ("57896044618658097711785492504343953926634992332820282019728792003956564819967", "900000000000000000", "76981080918562119016437747148940712576189307394346098603009152722700000"),
            ("10000000000000000000000000000000000000000000000000000000000000000000000", "1000000000000000001", "10000000000000001171934292029743506918718418229458099200008231376600000"),
            ("2718281828459045235", "128000000000000000000", "38877084059945945870191782123740213886584407304581412786950569007066500000"),
            ("2718281828459045235", "65000000000000000000", "16948892444103336006620980383603297822077600000"),
            ("30000000000000000000000000000000000000000", "1500000000000000000", "5196152422706631871488208043794667839342837984600000"),
            ("1000000000000000001", "1000000000000000000000000000000000000", "2718281828459045224"),
        ];
        for (base, exponent, power) in cases {
            assert_eq!(
                pow(int(base), int(exponent)),
                Ok(int(power)),
                "{base} ^ {exponent}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// Where the narrow form answers, the wide one answers the same; and it answers what pools ask.
        #[test]
        fn both_widths_agree(lead in 1u64.., bits in 0u32..140, exponent in 1u64.., shift in 0u32..64) {
            let (base, exponent) = (U256::from(lead) << bits >> 63, U256::from(exponent >> shift));
            prop_assume!(!base.is_zero() && !exponent.is_zero());
            let narrow = super::pow_in::<u128>(base, exponent);
            let wide = super::pow_in::<U256>(base, exponent);
            if narrow.is_ok() || wide.as_ref().is_ok_and(|power| (36..=100).contains(&power.bits()) && base.bits() <= 100) {
                prop_assert_eq!(narrow, wide);
            }
        }

        #[test]
        fn both_widths_agree_near_one(base in 890_000_000_000_000_000u64..1_110_000_000_000_000_000, exponent in 1u64.., shift in 0u32..64) {
            let (base, exponent) = (U256::from(base), U256::from(exponent >> shift));
            prop_assume!(!exponent.is_zero());
            prop_assert_eq!(super::pow_in::<u128>(base, exponent), super::pow_in::<U256>(base, exponent));
        }
    }

    #[test]
    fn stays_within_its_bounds() {
        let one = int("1000000000000000000");
        assert_eq!(pow(0.into(), 0.into()), Ok(one));
        assert_eq!(pow(0.into(), one), Ok(0.into()));
        assert_eq!(pow(U256::one() << 255, one), Err(Error::BaseOutOfBounds));
        assert_eq!(
            pow(one, MILD_EXPONENT_BOUND),
            Err(Error::ExponentOutOfBounds)
        );
        assert_eq!(
            pow(int("367879441171442321"), one * 41),
            Err(Error::ProductOutOfBounds)
        );
        assert_eq!(pow(one * 10, one * 57), Err(Error::ProductOutOfBounds));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// `(x ^ (k/4)) ^ 4` against `x ^ k`, exactly: the true power lies between the two roundings.
        #[test]
        fn the_true_power_lies_between(digits in 15u32..=20, lead in 1u64..u64::MAX, quarters in 1u32..8) {
            let x = U256::from(lead) * U256::exp10(digits as usize) / U256::exp10(19);
            let exponent = Fixed::from_wei(u64::from(quarters) * 250_000_000_000_000_000);
            let (down, up) = (Fixed::from_raw(x).pow_down(exponent)?, Fixed::from_raw(x).pow_up(exponent)?);
            // In raw numbers: down^4 <= x^k * 10^(18 * (4 - k)) <= up^4.
            let fourth = |y: &Fixed| U512::from(y.raw()).pow(4.into());
            let power = U512::from(x).pow(quarters.into());
            let (scale_power, scale_root) = (4u32.saturating_sub(quarters), quarters.saturating_sub(4));
            let power = power * U512::exp10(18 * scale_power as usize);
            let scale = U512::exp10(18 * scale_root as usize);
            prop_assert!(fourth(&down) * scale <= power);
            prop_assert!(fourth(&up) * scale >= power);
        }
    }
}
