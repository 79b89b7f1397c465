//! How much a reader has to load, and the most that it may be.

use crate::project::{files, path, read};
use crate::wasm;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const KB: usize = 1000;

/// The most that each may weigh after brotli.
const MODULE: usize = 70 * KB;
/// What a page around a calculator loads before that is seen.
const TAG: usize = 3 * KB;
const SCRIPT: usize = 25 * KB;
const STYLE: usize = 20 * KB;

/// Fails if anything weighs more than its budget; says what everything weighs.
pub(crate) fn check() -> Result<()> {
    let site = path("dist/site");
    let all = files(&site)?;
    let pages = wasm::of_pages();
    let modules: Vec<String> = pages.iter().map(wasm::Carried::name).collect();
    for module in &modules {
        let binary = all.iter().filter(|file| has(file, "v1", "wasm"));
        let own = binary.filter(|file| is_of(file, module));
        weigh(&site, &format!("module {module}"), MODULE, own)?;
        let script = all.iter().filter(|file| {
            let other = modules.iter().any(|it| it != module && is_of(file, it));
            has(file, "v1", "js") && !other || loaded_by_every_page(file)
        });
        let what = format!("JavaScript of a page with a calculator of {module}");
        weigh(&site, &what, SCRIPT, script)?;
    }
    let tag = all.iter().filter(|file| file.ends_with("v1/embed.js"));
    weigh(&site, "script of the tag", TAG, tag)?;
    let style = |file: &&PathBuf| name(file).starts_with("site-") && has(file, "assets", "css");
    weigh(&site, "style sheet", STYLE, all.iter().filter(style))?;
    engine()
}

/// What the engine's module weighed when its record was written, and what it should weigh one day.
const ENGINE: &str = "wasm/engine/size.toml";
/// By how much it may pass its record.
const TOLERANCE: f64 = 0.03;

/// The engine's module against its record, and without the routine that its multiplication is there to avoid.
pub(crate) fn engine() -> Result<()> {
    let module = fs::read(wasm::Engine::binary())?;
    let record: toml::Table = read(&path(ENGINE))?.parse().context(ENGINE)?;
    let bytes = |table: &toml::Table, key: &str| -> Result<f64> {
        let found = table.get(key).and_then(toml::Value::as_integer);
        Ok(found.with_context(|| format!("{ENGINE} has no {key}"))? as f64)
    };
    let goal = record.get("goal").and_then(toml::Value::as_table);
    let goal = goal.with_context(|| format!("{ENGINE} has no goal"))?;
    for (key, now) in [("raw", module.len()), ("brotli", brotli(&module)?)] {
        let (before, goal) = (bytes(&record, key)?, bytes(goal, key)?);
        let growth = now as f64 / before - 1.0;
        eprintln!(
            "  engine, {key}: {now} bytes, {:+.1} % of its record; the goal is {goal}",
            growth * 100.0
        );
        ensure!(
            growth <= TOLERANCE,
            "the engine weighs {now} bytes ({key}), {:.1} % above its record of {before}: if it must be so, change {ENGINE}",
            growth * 100.0
        );
    }
    let compiled = fs::read(wasm::Engine::compiled())?;
    let slow = b"__multi3";
    ensure!(
        !compiled.windows(slow.len()).any(|name| name == slow),
        "the engine calls __multi3: a product of 128 bits is written as one somewhere; see core/src/fixed/wide.rs"
    );
    Ok(())
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

/// Whether a file belongs to a module: its name, then what the bundler adds.
fn is_of(file: &Path, module: &str) -> bool {
    let name = name(file);
    let rest = name.strip_prefix(module).unwrap_or_default();
    rest.starts_with('-') || rest.starts_with("_bg")
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
