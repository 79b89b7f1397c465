//! The name of a field in each place: Rust, JSON, HTML.

use crate::words::split;

/// `snake_case` → `camelCase`.
#[must_use]
pub fn camel(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    let mut upper = false;
    for c in snake.chars() {
        if c == '_' {
            upper = true;
        } else {
            out.push(if upper { c.to_ascii_uppercase() } else { c });
            upper = false;
        }
    }
    out
}

/// `snake_case` → `kebab-case`; words of one letter stand for capitals side by side and stay
/// together: `ve_b_a_l`, which JSON has as `veBAL`, is `ve-bal`.
#[must_use]
pub fn kebab(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    let mut alone = false;
    for word in split(snake, b"_") {
        let letter = word.len() == 1;
        let joined = out.is_empty() || (alone && letter);
        if !joined {
            out.push('-');
        }
        out.push_str(word);
        alone = letter;
    }
    out
}

/// Whether `given`, in camel, kebab or snake case, names the field `snake`.
#[must_use]
pub fn names(given: &str, snake: &str) -> bool {
    let bare = |c: &char| *c != '_' && *c != '-';
    let left = given.chars().filter(bare).map(|c| c.to_ascii_lowercase());
    left.eq(snake.chars().filter(bare))
}

/// `camelCase` → `kebab-case`; capitals side by side stay together.
#[must_use]
pub fn kebab_of_camel(camel: &str) -> String {
    let mut out = String::new();
    let mut letters = camel.chars().peekable();
    let mut capital = false;
    while let Some(c) = letters.next() {
        let ends_them = letters.peek().is_some_and(char::is_ascii_lowercase);
        if c.is_ascii_uppercase() && (!capital || ends_them) {
            out.push('-');
        }
        capital = c.is_ascii_uppercase();
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_form_in_each_place() {
        for (snake, in_json, in_html) in [
            ("yield_rate", "yieldRate", "yield-rate"),
            ("curve", "curve", "curve"),
            ("ve_b_a_l", "veBAL", "ve-bal"),
            ("total_ve_b_a_l", "totalVeBAL", "total-ve-bal"),
            ("ve_b_a_l_for_max", "veBALForMax", "ve-bal-for-max"),
        ] {
            assert_eq!(camel(snake), in_json);
            assert_eq!(kebab(snake), in_html);
            assert_eq!(kebab_of_camel(in_json), in_html);
            for given in [snake, in_json, in_html] {
                assert!(names(given, snake), "{given} of {snake}");
            }
        }
    }
}
