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
        // Those before the last digit first.
        if *self >= 10 {
            (*self / 10).add_to(text);
        }
        let [digit, ..] = (*self % 10).to_le_bytes();
        text.push(char::from(b'0' + digit));
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

/// A text in two, at the first of these letters, which are of ASCII and belong to neither part.
///
/// ```
/// use yb_core::words::cut;
///
/// assert_eq!(cut("2.5E-3", b"eE"), Some(("2.5", "-3")));
/// assert_eq!(cut("2.5", b"eE"), None);
/// ```
#[must_use]
pub fn cut<'a>(text: &'a str, letters: &[u8]) -> Option<(&'a str, &'a str)> {
    #[allow(clippy::manual_contains)] // which is made for long lists
    let at = text
        .bytes()
        .position(|byte| letters.iter().any(|letter| *letter == byte))?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts of a text between these letters, which are of ASCII; at least one.
///
/// ```
/// assert_eq!(yb_core::words::split("a;,b", b",;"), ["a", "", "b"]);
/// ```
#[must_use]
pub fn split<'a>(text: &'a str, letters: &[u8]) -> Vec<&'a str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some((part, others)) = cut(rest, letters) {
        parts.push(part);
        rest = others;
    }
    parts.push(rest);
    parts
}

/// The items of a list with commas between them.
///
/// ```
/// assert_eq!(yb_core::words::listed(&["a", "b"]), "a, b");
/// ```
#[must_use]
pub fn listed<P: Part>(items: &[P]) -> String {
    let (mut text, mut gap) = (String::new(), "");
    for item in items {
        gap.add_to(&mut text);
        item.add_to(&mut text);
        gap = ", ";
    }
    text
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
