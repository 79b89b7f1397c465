//! The one root finder, and the one search for a maximum.

/// Bisection alone needs about 60 steps on the intervals used here; this bound is never met by a
/// continuous function.
const MAX_STEPS: usize = 200;

/// A zero of `f` between `low` and `high`, to the last bits of a double.
///
/// Chandrupatla's method (Advances in Engineering Software 28, 1997): inverse quadratic
/// interpolation where the last three points allow it, bisection elsewhere. The zero stays
/// bracketed throughout, so that no start can make it diverge.
///
/// `None` when `f` has the same sign at both ends, or is NaN there.
///
/// ```
/// use yb_core::analysis::solve::root;
///
/// let found = root(|x| x * x - 2.0, 0.0, 2.0).unwrap();
/// assert!((found - 2_f64.sqrt()).abs() < 1e-15);
/// assert_eq!(root(|x| x * x + 2.0, 0.0, 2.0), None);
/// ```
#[must_use]
pub fn root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    // `near` is the newest point, `far` the end across the zero, `old` the one given up last.
    let mut near = (low, f(low));
    let mut far = (high, f(high));
    if near.1 == 0.0 {
        return Some(low);
    }
    if far.1 == 0.0 {
        return Some(high);
    }
    if near.1.is_nan() || far.1.is_nan() || (near.1 > 0.0) == (far.1 > 0.0) {
        return None;
    }
    let mut step = 0.5;
    for _ in 0..MAX_STEPS {
        let x = near.0 + step * (far.0 - near.0);
        let newest = (x, f(x));
        let old = if (newest.1 > 0.0) == (near.1 > 0.0) {
            near
        } else {
            std::mem::replace(&mut far, near)
        };
        near = newest;

        let best = closer(near, far);
        let smallest = 2.0 * f64::EPSILON * best.0.abs() / (far.0 - near.0).abs();
        if best.1 == 0.0 || smallest >= 0.5 {
            return Some(best.0);
        }
        step = interpolate(near, far, old)
            .max(smallest)
            .min(1.0 - smallest);
    }
    Some(closer(near, far).0)
}

/// Where `f` is greatest between `low` and `high`, if it has one maximum there: golden section.
///
/// To about the square root of a double's precision, since a maximum is flat.
///
/// ```
/// use yb_core::analysis::solve::maximum;
///
/// let found = maximum(|x| x * (-x).exp(), 0.0, 3.0);
/// assert!((found - 1.0).abs() < 1e-7);
/// ```
#[must_use]
pub fn maximum(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    /// The golden ratio less one: both inner points divide what is left in the same way.
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let point = |x: f64| (x, f(x));
    let mut left = point(high - GOLDEN * (high - low));
    let mut right = point(low + GOLDEN * (high - low));
    // Each step keeps 0.618 of the interval; 80 of them leave less than 1e-16 of it.
    for _ in 0..80 {
        if left.1 >= right.1 {
            (high, right) = (right.0, left);
            left = point(high - GOLDEN * (high - low));
        } else {
            (low, left) = (left.0, right);
            right = point(low + GOLDEN * (high - low));
        }
    }
    f64::midpoint(low, high)
}

/// The point where the function is smaller.
fn closer(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    if a.1.abs() < b.1.abs() { a } else { b }
}

/// Where to look next, as a fraction of the way from `near` to `far`.
fn interpolate(near: (f64, f64), far: (f64, f64), old: (f64, f64)) -> f64 {
    let along = (near.0 - far.0) / (old.0 - far.0);
    let up = (near.1 - far.1) / (old.1 - far.1);
    let monotone = up * up < along && (1.0 - up) * (1.0 - up) < 1.0 - along;
    if !monotone {
        return 0.5;
    }
    near.1 / (far.1 - near.1) * old.1 / (far.1 - old.1)
        + (old.0 - near.0) / (far.0 - near.0) * near.1 / (old.1 - near.1) * far.1 / (old.1 - far.1)
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn finds_zeros_that_bisection_and_secants_find_hard() {
        type Case = (fn(f64) -> f64, f64, f64, f64);
        let cases: [Case; 5] = [
            (|x| x.powi(9), -1.0, 1.5, 0.0),
            (|x| x.exp() - 1e6, 0.0, 700.0, 1e6_f64.ln()),
            (|x| (x - 1.0).powi(3), 0.0, 3.0, 1.0),
            (|x| 1.0 / x - 1e8, 1e-12, 1.0, 1e-8),
            (|x| (x - 0.3).atan() + 1e-9, -1e6, 1.0, 0.3 - 1e-9),
        ];
        for (f, low, high, zero) in cases {
            let found = root(f, low, high).expect("the ends differ in sign");
            assert!(
                (found - zero).abs() <= 1e-5 * zero.abs() + 1e-5,
                "{found} for {zero}"
            );
            assert!(
                f(found).abs() <= 1e-9_f64.max(1e-15 * f(high).abs()),
                "{found}"
            );
        }
    }

    #[test]
    fn takes_a_zero_at_an_end_and_refuses_a_lost_bracket() {
        assert_eq!(root(|x| x, 0.0, 1.0), Some(0.0));
        assert_eq!(root(|x| x - 1.0, 0.0, 1.0), Some(1.0));
        assert_eq!(root(|x| x + 1.0, 0.0, 1.0), None);
        assert_eq!(root(|_| f64::NAN, 0.0, 1.0), None);
    }
}
