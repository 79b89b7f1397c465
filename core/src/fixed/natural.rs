//! Whole numbers of any size, for what is worked out once and must be exact.
//!
//! Schoolbook methods: a quotient of 1,500 bits takes some microseconds.

use super::U256;
use core::cmp::Ordering;

const BITS: usize = 32;

/// A whole number at or above 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Natural {
    /// 32 bits each, the lowest first; the last is not zero.
    digits: Vec<u32>,
}

impl Natural {
    pub(crate) fn new(number: U256) -> Self {
        let mut digits = Vec::new();
        for word in number.0 {
            digits.extend_from_slice(&halves(word));
        }
        Self::of(digits)
    }

    /// `10^exponent`.
    pub(crate) fn power_of_ten(exponent: u32) -> Self {
        if exponent == 0 {
            return Self::of(vec![1]);
        }
        let half = Self::power_of_ten(exponent / 2);
        let even = half.times(&half);
        if exponent.is_multiple_of(2) {
            even
        } else {
            even.times(&Self::of(vec![10]))
        }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let count = self.digits.len().max(other.digits.len());
        let mut sum = Vec::with_capacity(count + 1);
        let mut carry = 0;
        for place in 0..count {
            let [low, high] =
                halves(u64::from(self.digit(place)) + u64::from(other.digit(place)) + carry);
            sum.push(low);
            carry = u64::from(high);
        }
        sum.push(halves(carry)[0]);
        Self::of(sum)
    }

    /// `|self - other|`, and whether `other` is the larger.
    pub(crate) fn apart(&self, other: &Self) -> (Self, bool) {
        let negative = self.compare(other) == Ordering::Less;
        let (large, small) = if negative {
            (other, self)
        } else {
            (self, other)
        };
        let mut difference = Vec::with_capacity(large.digits.len());
        let mut borrow = 0;
        for (place, &digit) in large.digits.iter().enumerate() {
            let taken = u64::from(small.digit(place)) + borrow;
            let digit = u64::from(digit);
            borrow = u64::from(taken > digit);
            difference.push(halves(digit.wrapping_sub(taken))[0]);
        }
        (Self::of(difference), negative)
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut product = vec![0; self.digits.len() + other.digits.len()];
        for (place, &digit) in self.digits.iter().enumerate() {
            let mut carry = 0;
            let others = other.digits.iter().chain([&0]);
            for (&factor, sum) in others.zip(product.iter_mut().skip(place)) {
                let [low, high] =
                    halves(u64::from(digit) * u64::from(factor) + u64::from(*sum) + carry);
                *sum = low;
                carry = u64::from(high);
            }
        }
        Self::of(product)
    }

    /// `floor(self / divisor)`; `None` for a divisor of zero.
    ///
    /// Digit by digit, as by hand: with a divisor whose highest bit is set, the digit that the leading digits suggest is
    /// never too small and at most two too large (Knuth, "The Art of Computer Programming", volume 2, 4.3.1, theorems
    /// A and B).
    pub(crate) fn divided_by(&self, divisor: &Self) -> Option<Self> {
        let highest = *divisor.digits.last()?;
        let even = Self::of(vec![1 << highest.leading_zeros()]);
        let (mut rest, divisor) = (self.times(&even).digits, divisor.times(&even).digits);
        let top = divisor.len();
        rest.resize(rest.len().max(top) + 1, 0);
        let mut quotient = vec![0; rest.len() - top];
        for (place, digit) in quotient.iter_mut().enumerate().rev() {
            let rest = rest.get_mut(place..=place + top)?;
            let leading = u64::from(rest[top]) << BITS | u64::from(rest[top - 1]);
            let mut guess = (leading / u64::from(divisor[top - 1])).min(u32::MAX.into());
            let mut below_zero = take(rest, &divisor, guess);
            while below_zero {
                guess -= 1;
                below_zero = !give_back(rest, &divisor);
            }
            *digit = halves(guess)[0];
        }
        Some(Self::of(quotient))
    }

    /// `floor(sqrt(self))`: Newton's steps from above, which fall until they are there.
    pub(crate) fn root(&self) -> Self {
        let mut root = self.above_root();
        loop {
            let step = self.divided_by(&root);
            let next = step.map(|step| root.plus(&step).beyond_bit(1));
            match next {
                Some(next) if next.compare(&root) == Ordering::Less => root = next,
                _ => return root,
            }
        }
    }

    /// A number above the root, which is right in its first 50 bits, so that three steps double it to 400.
    ///
    /// The number without its last `2 k` bits, below `2^102`, has a root `r` that floating point tells with an error
    /// below 1: the number is rounded twice, its root once, each by at most `2^-53` of it, and the root is below `2^51`. So `floor(r) + 2` is above the root of the leading bits, and as a whole number not below the
    /// root of one more than them; times `2^k` it is above the root of the number.
    fn above_root(&self) -> Self {
        let unused = self.digits.last().map_or(0, |digit| digit.leading_zeros());
        let bits = self.digits.len() * BITS - unused as usize;
        let k = bits.saturating_sub(102).div_ceil(2);
        let leading = self.beyond_bit(2 * k);
        let mut root = 0.0;
        for digit in leading.digits.iter().rev() {
            root = root * 4_294_967_296.0 + f64::from(*digit);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "below 2^51"
        )]
        let above = u128::from(root.sqrt() as u64 + 2) << (k % BITS);
        let mut digits = vec![0; k / BITS];
        digits.extend_from_slice(&Self::new(above.into()).digits);
        Self::of(digits)
    }

    /// Without the bits below this one.
    fn beyond_bit(&self, bit: usize) -> Self {
        let (places, bits) = (bit / BITS, bit % BITS);
        let mut digits = Vec::with_capacity(self.digits.len());
        for place in places..self.digits.len() {
            let pair = u64::from(self.digit(place + 1)) << BITS | u64::from(self.digit(place));
            digits.push(halves(pair >> bits)[0]);
        }
        Self::of(digits)
    }

    /// `None` above 2^256 - 1.
    pub(crate) fn to_u256(&self) -> Option<U256> {
        if self.digits.len() > 8 {
            return None;
        }
        let word = |place: usize| {
            u64::from(self.digit(2 * place + 1)) << BITS | u64::from(self.digit(2 * place))
        };
        Some(U256([word(0), word(1), word(2), word(3)]))
    }

    fn of(mut digits: Vec<u32>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self { digits }
    }

    fn digit(&self, place: usize) -> u32 {
        self.digits.get(place).copied().unwrap_or(0)
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_length = self.digits.len().cmp(&other.digits.len());
        if by_length.is_ne() {
            return by_length;
        }
        for place in (0..self.digits.len()).rev() {
            let by_digit = self.digit(place).cmp(&other.digit(place));
            if by_digit.is_ne() {
                return by_digit;
            }
        }
        Ordering::Equal
    }
}

/// Takes `factor` times `divisor` from `rest`, which has one digit more; says whether that was too much, so that `rest` is
/// below zero by what is missing to the digit above it.
fn take(rest: &mut [u32], divisor: &[u32], factor: u64) -> bool {
    let mut carry = 0;
    for (digit, &part) in rest.iter_mut().zip(divisor.iter().chain([&0])) {
        let [low, high] = halves(factor * u64::from(part) + carry);
        let (left, under) = digit.overflowing_sub(low);
        *digit = left;
        carry = u64::from(high) + u64::from(under);
    }
    carry != 0
}

/// Gives `divisor` back to a `rest` below zero; says whether it is at or above zero again.
fn give_back(rest: &mut [u32], divisor: &[u32]) -> bool {
    let mut carry = 0;
    for (digit, &part) in rest.iter_mut().zip(divisor.iter().chain([&0])) {
        let [low, high] = halves(u64::from(*digit) + u64::from(part) + carry);
        *digit = low;
        carry = u64::from(high);
    }
    carry != 0
}

/// The low and the high half.
#[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
const fn halves(word: u64) -> [u32; 2] {
    [word as u32, (word >> BITS) as u32]
}

#[cfg(test)]
mod tests {
    use super::Natural;
    use crate::fixed::testing::any_u256;
    use primitive_types::{U256, U512};
    use proptest::prelude::*;

    fn wide(number: U512) -> Natural {
        let (high, low) = (number >> 256, number & U512::from(U256::MAX));
        let part = |part: U512| Natural::new(U256::try_from(part).unwrap());
        let shift = Natural::new(U256::one() << 255).times(&Natural::new(2.into()));
        part(high).times(&shift).plus(&part(low))
    }

    proptest! {
        #[test]
        fn equals_fixed_widths(a in any_u256(), b in any_u256(), c in any_u256()) {
            let [x, y, z] = [a, b, c].map(Natural::new);
            prop_assert_eq!(x.to_u256(), Some(a));
            let product = a.full_mul(b);
            prop_assert_eq!(x.times(&y), wide(product));
            prop_assert_eq!(x.plus(&y), wide(U512::from(a) + U512::from(b)));
            prop_assert_eq!(x.apart(&y), (Natural::new(a.abs_diff(b)), a < b));
            let quotient = product.checked_div(c.into()).map(wide);
            prop_assert_eq!(x.times(&y).divided_by(&z), quotient);
            prop_assert_eq!(wide(product).root(), wide(product.integer_sqrt()));
        }

        /// Past the fixed widths, by the definition.
        #[test]
        fn quotients_and_roots_of_any_size(a in any_u256(), b in any_u256(), c in any_u256()) {
            let [x, y, z] = [a, b, c].map(Natural::new);
            let large = x.times(&y).times(&z).times(&x);
            if let Some(quotient) = large.divided_by(&y) {
                prop_assert_eq!(quotient, x.times(&z).times(&x));
            }
            let square = x.times(&y);
            let whole = square.times(&square);
            prop_assert_eq!(&whole.root(), &square);
            if a != U256::zero() && b != U256::zero() {
                let one = Natural::new(1.into());
                prop_assert_eq!(whole.apart(&one).0.root(), square.apart(&one).0);
            }
        }
    }

    #[test]
    fn powers_of_ten() {
        assert_eq!(Natural::power_of_ten(0), Natural::new(1.into()));
        assert_eq!(Natural::power_of_ten(77).to_u256(), Some(U256::exp10(77)));
        assert_eq!(Natural::power_of_ten(78).to_u256(), None);
    }
}
