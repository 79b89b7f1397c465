//! How much a reader has to load, and the most that it may be.

use crate::project::{files, path};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

type Belongs = fn(&Path) -> bool;

const KB: usize = 1000;

/// What is weighed, the most it may weigh after brotli, and which files of the site it is.
const BUDGETS: [(&str, usize, Belongs); 3] = [
    ("WebAssembly", 75 * KB, |file| has(file, "v1", "wasm")),
    (
        "JavaScript of a page with one calculator",
        25 * KB,
        |file| has(file, "v1", "js") || loaded_by_every_page(file),
    ),
    ("style sheet", 20 * KB, |file| {
        file.starts_with("assets") && name(file).starts_with("site-") && has(file, "assets", "css")
    }),
];

/// Fails if anything weighs more than its budget; says what everything weighs.
pub(crate) fn check() -> Result<()> {
    let site = path("dist/site");
    let all = files(&site)?;
    for (what, limit, belongs) in BUDGETS {
        let parts: Vec<&PathBuf> = all.iter().filter(|file| belongs(file)).collect();
        ensure!(!parts.is_empty(), "{what}: the site has no such file");
        let mut weight = 0;
        for file in parts {
            let size = brotli(&fs::read(site.join(file))?)?;
            eprintln!("    {:7.1} KB  {}", size as f64 / 1000.0, file.display());
            weight += size;
        }
        let (weight_kb, limit_kb) = (weight as f64 / 1000.0, limit / KB);
        ensure!(
            weight <= limit,
            "{what} weighs {weight_kb:.1} KB after brotli; the budget is {limit_kb} KB"
        );
        eprintln!("  {what}: {weight_kb:.1} of {limit_kb} KB");
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Result<usize> {
    let mut small = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    small.write_all(content).context("brotli")?;
    Ok(small.into_inner().len())
}

fn has(file: &Path, folder: &str, extension: &str) -> bool {
    file.starts_with(folder) && file.extension().is_some_and(|known| known == extension)
}

/// The search library is loaded when somebody searches, not before.
fn loaded_by_every_page(file: &Path) -> bool {
    let name = name(file);
    has(file, "assets", "js") && (name.starts_with("site-") || name.starts_with("theme-"))
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
