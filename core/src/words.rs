//! Texts put together from their parts.
//!
//! The library's `format!` can do more, and brings all of it along: padding, precision, the counting of letters. A
//! page's module puts words and whole numbers together, and no more.

/// What a text is put together from.
pub trait Part {
    /// Writes it at the end of a text.
    fn add_to(&self, text: &mut String);
}

/// A text of these parts.
///
/// ```
/// use yb_core::said;
///
/// let known = ["fee", "rate"];
/// assert_eq!(said!("“", "feee", "” is none of ", known.len(), ": ", known.join(", ")), "“feee” is none of 2: fee, rate");
/// ```
#[macro_export]
macro_rules! said {
    ($($part:expr),+ $(,)?) => {{
        let mut text = ::std::string::String::new();
        $($crate::words::Part::add_to(&$part, &mut text);)+
        text
    }};
}

impl Part for str {
    // One function for all who add words.
    #[inline(never)]
    fn add_to(&self, text: &mut String) {
        text.push_str(self);
    }
}

impl Part for String {
    fn add_to(&self, text: &mut String) {
        self.as_str().add_to(text);
    }
}

impl<P: Part + ?Sized> Part for &P {
    fn add_to(&self, text: &mut String) {
        (**self).add_to(text);
    }
}

impl Part for u64 {
    fn add_to(&self, text: &mut String) {
        let (mut rest, end) = (*self, text.len());
        loop {
            let [digit, ..] = (rest % 10).to_le_bytes();
            text.insert(end, char::from(b'0' + digit));
            rest /= 10;
            if rest == 0 {
                return;
            }
        }
    }
}

impl Part for u32 {
    fn add_to(&self, text: &mut String) {
        u64::from(*self).add_to(text);
    }
}

impl Part for usize {
    fn add_to(&self, text: &mut String) {
        (*self as u64).add_to(text);
    }
}

impl Part for i32 {
    fn add_to(&self, text: &mut String) {
        if *self < 0 {
            "-".add_to(text);
        }
        self.unsigned_abs().add_to(text);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn whole_numbers_are_written_as_the_library_writes_them() {
        for number in [0, 7, 10, 19, 100, 9_007_199_254_740_993, u64::MAX] {
            assert_eq!(said!("a", number, "b"), format!("a{number}b"));
        }
        for number in [0, -7, 19, i32::MIN, i32::MAX] {
            assert_eq!(said!(number), number.to_string());
        }
    }
}
