//! The fonts, from npm: Inter for text, and of Noto Sans Math the characters that the book's
//! formulas use (without a mathematical font, brackets do not grow with what they hold).

use crate::project::{in_root, run, target, write};
use anyhow::Result;
use std::path::PathBuf;

/// Inter Variable, the Latin subset.
pub(super) const INTER: &str =
    "./node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/// The mathematical font, cut down to `characters`.
pub(super) fn for_formulas(characters: &str) -> Result<PathBuf> {
    let (wanted, font) = (target("formula-characters.txt"), target("formulas.woff2"));
    // The sign of a root stands in no text; the browser draws it.
    let mut all = format!("{characters}√");
    all.extend(characters.chars().filter_map(italic));
    write(&wanted, all)?;
    let mut node = in_root("node");
    node.arg("xtask/scripts/subset-font.mjs");
    node.arg("node_modules/@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2");
    run("font for formulas", node.arg(&wanted).arg(&font))?;
    Ok(font)
}

/// The italic letter that a browser draws for a letter that stands alone in a formula.
fn italic(letter: char) -> Option<char> {
    let (first, place) = match letter {
        'h' => return Some('ℎ'),
        'A'..='Z' => ('𝐴', 'A'),
        'a'..='z' => ('𝑎', 'a'),
        'Α'..='Ω' => ('𝛢', 'Α'),
        'α'..='ω' => ('𝛼', 'α'),
        _ => return None,
    };
    char::from_u32(u32::from(first) + u32::from(letter) - u32::from(place))
}
