//! The name of a field in each place: Rust, JSON, HTML.

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

/// `snake_case` → `kebab-case`.
#[must_use]
pub fn kebab(snake: &str) -> String {
    snake.replace('_', "-")
}

/// Whether `given`, in camel, kebab or snake case, names the field `snake`.
#[must_use]
pub fn names(given: &str, snake: &str) -> bool {
    let bare = |c: &char| *c != '_' && *c != '-';
    let left = given.chars().filter(bare).map(|c| c.to_ascii_lowercase());
    left.eq(snake.chars().filter(bare))
}

/// `camelCase` → `kebab-case`.
#[must_use]
pub fn kebab_of_camel(camel: &str) -> String {
    let mut out = String::new();
    for c in camel.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
