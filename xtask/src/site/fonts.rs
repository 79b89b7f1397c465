//! The fonts, from npm: Inter for text, and of Noto Sans Math the characters that the book's
//! formulas use (without a mathematical font, brackets do not grow with what they hold). Painted pictures
//! take both.

use crate::project::{in_root, path, run, target, write};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Inter Variable, the Latin subset.
pub(super) const INTER: &str =
    "./node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/// The mathematical font, as npm has it.
const MATH: &str =
    "node_modules/@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2";

/// The weights that stand in pictures.
const WEIGHTS: [&str; 3] = ["400", "600", "700"];

/// The mathematical font, cut down to `characters`.
pub(super) fn for_formulas(characters: &str) -> Result<PathBuf> {
    // The sign of a root stands in no text; the browser draws it.
    let mut all = format!("{characters}√");
    all.extend(characters.chars().filter_map(italic));
    let font = target("formulas.woff2");
    subset(MATH, &all, &font, None)?;
    Ok(font)
}

/// The fonts of a picture with these `characters`, in the form that painters read.
pub(super) fn for_pictures(characters: &str) -> Result<Vec<PathBuf>> {
    let mut fonts = Vec::new();
    for weight in WEIGHTS {
        let font = target("previews").join(format!("inter-{weight}.ttf"));
        subset(INTER, characters, &font, Some(weight))?;
        fonts.push(font);
    }
    let math = target("previews/math.ttf");
    subset(MATH, characters, &math, None)?;
    fonts.push(math);
    Ok(fonts)
}

/// Keeps `characters` of `font`, unless that is done already.
fn subset(font: &str, characters: &str, to: &Path, weight: Option<&str>) -> Result<()> {
    let wanted = to.with_extension("txt");
    let modified = |file: &Path| fs::metadata(file).and_then(|data| data.modified()).ok();
    let newer = modified(to) >= modified(&path(font));
    if newer && fs::read_to_string(&wanted).is_ok_and(|known| known == characters) {
        return Ok(());
    }
    write(&wanted, characters)?;
    let mut node = in_root("node");
    node.arg("xtask/scripts/subset-font.mjs").arg(font);
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    run(
        &format!("font {name}"),
        node.arg(&wanted).arg(to).args(weight),
    )
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
