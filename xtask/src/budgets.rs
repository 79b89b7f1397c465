//! How much a reader has to load, and the most that it may be.

use crate::project::{files, path};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use yb_core::calculators::GROUPS;

const KB: usize = 1000;

/// The most that each may weigh after brotli.
const MODULE: usize = 70 * KB;
const SCRIPT: usize = 25 * KB;
const STYLE: usize = 20 * KB;

/// Fails if anything weighs more than its budget; says what everything weighs.
pub(crate) fn check() -> Result<()> {
    let site = path("dist/site");
    let all = files(&site)?;
    for group in GROUPS {
        let of_group = |file: &&PathBuf| name(file).starts_with(group.id);
        let module = all.iter().filter(|file| has(file, "v1", "wasm"));
        weigh(
            &site,
            &format!("module {}", group.id),
            MODULE,
            module.filter(of_group),
        )?;
        let script = all.iter().filter(|file| {
            let other = GROUPS
                .iter()
                .any(|it| it.id != group.id && name(file).starts_with(it.id));
            has(file, "v1", "js") && !other || loaded_by_every_page(file)
        });
        let what = format!("JavaScript of a page with a calculator of {}", group.id);
        weigh(&site, &what, SCRIPT, script)?;
    }
    let style = |file: &&PathBuf| name(file).starts_with("site-") && has(file, "assets", "css");
    weigh(&site, "style sheet", STYLE, all.iter().filter(style))
}

fn weigh<'a>(
    site: &Path,
    what: &str,
    limit: usize,
    parts: impl Iterator<Item = &'a PathBuf>,
) -> Result<()> {
    let mut weight = 0;
    for file in parts {
        let size = brotli(&fs::read(site.join(file))?)?;
        eprintln!("    {:7.1} KB  {}", size as f64 / 1000.0, file.display());
        weight += size;
    }
    ensure!(weight > 0, "{what}: the site has no such file");
    let (weight_kb, limit_kb) = (weight as f64 / 1000.0, limit / KB);
    ensure!(
        weight <= limit,
        "{what} weighs {weight_kb:.1} KB after brotli; the budget is {limit_kb} KB"
    );
    eprintln!("  {what}: {weight_kb:.1} of {limit_kb} KB");
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
