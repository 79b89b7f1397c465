//! Random numbers that are the same for the same seed, on every machine.
//!
//! The generator is xoshiro256++ 1.0 (Blackman and Vigna, "Scrambled Linear Pseudorandom Number
//! Generators", 2021, arXiv:1805.01407), its state filled by `SplitMix64` as they advise. Normal
//! deviates are one uniform one each, put through the inverse of the distribution (Wichura,
//! algorithm AS 241, Applied Statistics 37, 1988): no deviate is thrown away, so that the n-th step
//! of a path always sees the n-th number.

#![allow(
    clippy::excessive_precision,
    reason = "coefficients keep the digits of their paper"
)]

/// xoshiro256++.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random([u64; 4]);

impl Random {
    /// Two generators that know nothing of each other, from one seed.
    #[must_use]
    pub fn pair(seed: u64) -> (Random, Random) {
        let mut state = seed;
        let mut four = || [(); 4].map(|()| split_mix(&mut state));
        (Random(four()), Random(four()))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let Random(s) = self;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// Evenly spread between 0 and 1, neither of which it is: the middle of one of 2⁵² intervals.
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// Normal, with mean 0 and variance 1.
    pub fn normal(&mut self) -> f64 {
        normal_at(self.uniform())
    }

    /// How many events there are where `mean` are expected (Poisson), by adding up their
    /// probabilities; a mean of a few.
    pub fn count(&mut self, mean: f64) -> u32 {
        let mut left = self.uniform();
        let mut chance = (-mean).exp();
        let mut events = 0;
        // Beyond a thousand the chance of one more is below the smallest double.
        while left > chance && events < 1000 {
            left -= chance;
            events += 1;
            chance *= mean / f64::from(events);
        }
        events
    }
}

/// `SplitMix64` (Steele, Lea and Flood, 2014), as Vigna writes it.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Where the normal distribution reaches `share`, which is between 0 and 1; to about 16 digits.
#[must_use]
pub fn normal_at(share: f64) -> f64 {
    let from_middle = share - 0.5;
    if from_middle.abs() <= 0.425 {
        let r = 0.425 * 0.425 - from_middle * from_middle;
        return from_middle * quotient(r, &MIDDLE);
    }
    let tail = if from_middle < 0.0 {
        share
    } else {
        1.0 - share
    };
    let r = (-tail.ln()).sqrt();
    let size = if r <= 5.0 {
        quotient(r - 1.6, &TAIL)
    } else {
        quotient(r - 5.0, &FAR_TAIL)
    };
    size.copysign(from_middle)
}

type Coefficients = ([f64; 8], [f64; 8]);

fn quotient(r: f64, (above, below): &Coefficients) -> f64 {
    let polynomial = |of: &[f64; 8]| of.iter().fold(0.0, |sum, c| sum * r + c);
    polynomial(above) / polynomial(below)
}

// The coefficients of the highest powers come first.
const MIDDLE: Coefficients = (
    [
        2.509_080_928_730_122_672_7e3,
        3.343_057_558_358_812_810_5e4,
        6.726_577_092_700_870_085_3e4,
        4.592_195_393_154_987_145_7e4,
        1.373_169_376_550_946_112_5e4,
        1.971_590_950_306_551_442_7e3,
        1.331_416_678_917_843_774_5e2,
        3.387_132_872_796_366_608_0,
    ],
    [
        5.226_495_278_852_854_561_0e3,
        2.872_908_573_572_194_267_4e4,
        3.930_789_580_009_271_061_0e4,
        2.121_379_430_158_659_586_7e4,
        5.394_196_021_424_751_107_7e3,
        6.871_870_074_920_579_083_0e2,
        4.231_333_070_160_091_125_2e1,
        1.0,
    ],
);
const TAIL: Coefficients = (
    [
        7.745_450_142_783_414_076_40e-4,
        2.272_384_498_926_918_458_33e-2,
        2.417_807_251_774_506_117_70e-1,
        1.270_458_252_452_368_382_58,
        3.647_848_324_763_204_605_04,
        5.769_497_221_460_691_405_50,
        4.630_337_846_156_545_295_90,
        1.423_437_110_749_683_577_34,
    ],
    [
        1.050_750_071_644_416_843_24e-9,
        5.475_938_084_995_344_946_00e-4,
        1.519_866_656_361_645_719_66e-2,
        1.481_039_764_274_800_745_90e-1,
        6.897_673_349_851_000_045_50e-1,
        1.676_384_830_183_803_849_40,
        2.053_191_626_637_758_821_87,
        1.0,
    ],
);
const FAR_TAIL: Coefficients = (
    [
        2.010_334_399_292_288_132_65e-7,
        2.711_555_568_743_487_578_15e-5,
        1.242_660_947_388_078_438_60e-3,
        2.653_218_952_657_612_309_30e-2,
        2.965_605_718_285_048_912_30e-1,
        1.784_826_539_917_291_335_80,
        5.463_784_911_164_114_369_90,
        6.657_904_643_501_103_777_20,
    ],
    [
        2.044_263_103_389_939_785_64e-15,
        1.421_511_758_316_445_888_70e-7,
        1.846_318_317_510_054_681_80e-5,
        7.868_691_311_456_132_591_00e-4,
        1.487_536_129_085_061_485_25e-2,
        1.369_298_809_227_358_053_10e-1,
        5.998_322_065_558_879_376_90e-1,
        1.0,
    ],
);

#[cfg(test)]
mod tests {
    use super::{Random, normal_at, split_mix};

    #[test]
    fn split_mix_64() {
        let mut state = 1_477_776_061_723_855_037;
        for expected in [
            1_985_237_415_132_408_290,
            2_979_275_885_539_914_483,
            13_511_426_838_097_143_398,
            8_488_337_342_461_049_707,
        ] {
            assert_eq!(split_mix(&mut state), expected);
        }
    }

    /// The first ten numbers of the authors' C code from the state 1, 2, 3, 4.
    #[test]
    fn xoshiro_256_plus_plus() {
        let mut random = Random([1, 2, 3, 4]);
        for expected in [
            41_943_041,
            58_720_359,
            3_588_806_011_781_223,
            3_591_011_842_654_386,
            9_228_616_714_210_784_205,
            9_973_669_472_204_895_162,
            14_011_001_112_246_962_877,
            12_406_186_145_184_390_807,
            15_849_039_046_786_891_736,
            10_450_023_813_501_588_000,
        ] {
            assert_eq!(random.bits(), expected);
        }
    }

    #[test]
    fn generators_of_a_pair_and_of_two_seeds_differ() {
        let (mut a, mut b) = Random::pair(7);
        let (mut c, _) = Random::pair(8);
        let first = a.bits();
        assert_ne!(first, b.bits());
        assert_ne!(first, c.bits());
    }

    #[test]
    #[allow(clippy::float_cmp)]
    fn inverse_of_the_normal_distribution() {
        assert_eq!(normal_at(0.5), 0.0);
        for (share, expected) in [
            (1e-300, -37.047_096_299_361_2),
            (1e-20, -9.262_340_089_798_405),
            (1e-9, -5.997_807_015_007_686_5),
            (0.001, -3.090_232_306_167_813),
            (0.02, -2.053_748_910_631_822_5),
            (0.07, -1.475_791_028_179_170_2),
            (0.3, -0.524_400_512_708_040_7),
            (0.6, 0.253_347_103_135_799_8),
            (0.95, 1.644_853_626_951_471_5),
            (0.9999, 3.719_016_485_455_708_4),
        ] {
            let found = normal_at(share);
            assert!((found / expected - 1.0).abs() < 1e-15, "{found} at {share}");
        }
    }

    #[test]
    fn moments_of_a_million_deviates() {
        let (mut random, _) = Random::pair(1);
        let n = 1_000_000;
        let mut sums = [0.0; 4];
        for _ in 0..n {
            let z = random.normal();
            for (power, sum) in sums.iter_mut().enumerate() {
                *sum += z.powi(i32::try_from(power).unwrap_or(0) + 1);
            }
        }
        // Four standard errors: √(1, 2, 15, 96)/1000.
        for (sum, (moment, error)) in sums.iter().zip([
            (0.0, 1.0),
            (1.0, 2f64.sqrt()),
            (0.0, 15f64.sqrt()),
            (3.0, 96f64.sqrt()),
        ]) {
            let mean = sum / f64::from(n);
            assert!(
                (mean - moment).abs() < 4.0 * error / 1000.0,
                "{mean} for {moment}"
            );
        }
    }

    #[test]
    fn counts_have_the_mean_and_variance_of_their_law() {
        let (_, mut random) = Random::pair(3);
        let n = 200_000;
        let counts: Vec<f64> = (0..n).map(|_| f64::from(random.count(0.8))).collect();
        let mean = counts.iter().sum::<f64>() / f64::from(n);
        let variance = counts.iter().map(|c| (c - mean).powi(2)).sum::<f64>() / f64::from(n);
        assert!(
            (mean - 0.8).abs() < 4.0 * (0.8 / f64::from(n)).sqrt(),
            "{mean}"
        );
        assert!((variance - 0.8).abs() < 0.02, "{variance}");
        assert_eq!(random.count(0.0), 0);
    }
}
