//! Instructions a quote, counted by callgrind and held against `bench/record.toml`.
//!
//! A count is the same on every run and, for one compiler, on every x86-64 machine. So a quote that grew slower shows
//! on the day it did, which no clock on a shared machine can show.

use super::build;
use crate::project::{in_root, path, read, shown, target, write};
use crate::setup;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const RECORD: &str = "bench/record.toml";
/// By how much a count may pass the recorded one.
const TOLERANCE: f64 = 0.03;
const HEAD: &str = "\
# Instructions a quote: the mean of 16 exact-in quotes, alone (`ours`) and of a prepared pool.
# `cargo xtask test speed` fails where a count is more than 3 % above its record.
# Counted by callgrind on x86-64; written by `cargo xtask bench --record`.
";

/// By pool, then by side.
type Counts = BTreeMap<String, BTreeMap<String, u64>>;

/// Counts, and fails where a count passes the record.
pub(crate) fn check() -> Result<()> {
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        eprintln!("  not checked: the record is of Linux on x86-64, and this is another machine");
        return Ok(());
    }
    let record = read(&path(RECORD))?;
    let record: toml::Table = record.parse().context(RECORD)?;
    let compiler = compiler()?;
    if record.get("rustc").and_then(toml::Value::as_str) != Some(&compiler) {
        eprintln!("  the record was made with another compiler than {compiler}");
    }
    let recorded = record.get("instructions").context("no instructions");
    let recorded: Counts = recorded
        .and_then(|all| Ok(all.clone().try_into()?))
        .context(RECORD)?;
    let counted = count()?;
    let faults = compare(&recorded, &counted);
    ensure!(
        faults.is_empty(),
        "{}\nif it must be so, record it by `cargo xtask bench --record` and say in the commit why",
        faults.join("\n")
    );
    Ok(())
}

/// Counts, and writes the record.
pub(crate) fn record() -> Result<()> {
    ensure!(
        cfg!(all(target_arch = "x86_64", target_os = "linux")),
        "the record is of Linux on x86-64, and this is another machine"
    );
    let mut text = format!("{HEAD}rustc = \"{}\"\n\n[instructions]\n", compiler()?);
    for (pool, sides) in count()? {
        let sides: Vec<_> = sides
            .iter()
            .map(|(side, count)| format!("{side} = {count}"))
            .collect();
        text += &format!("{pool} = {{ {} }}\n", sides.join(", "));
    }
    write(&path(RECORD), text)
}

/// What is wrong, a line each; prints every count.
fn compare(recorded: &Counts, counted: &Counts) -> Vec<String> {
    let mut faults = Vec::new();
    let sides = |counts: &Counts| -> Vec<(String, String)> {
        let pools = counts.iter();
        pools
            .flat_map(|(pool, sides)| sides.keys().map(|side| (pool.clone(), side.clone())))
            .collect()
    };
    let find = |counts: &Counts, pool: &str, side: &str| counts.get(pool)?.get(side).copied();
    for (pool, side) in sides(counted) {
        let now = find(counted, &pool, &side).unwrap_or_default();
        let Some(before) = find(recorded, &pool, &side) else {
            faults.push(format!(
                "{pool}, {side}: {now} instructions a quote, and none recorded"
            ));
            continue;
        };
        let growth = now as f64 / before as f64 - 1.0;
        eprintln!("  {pool:<28} {side:<9} {now:>7} {:+6.1} %", growth * 100.0);
        if growth > TOLERANCE {
            faults.push(format!(
                "{pool}, {side}: {now} instructions a quote, {:.1} % above the record of {before}",
                growth * 100.0
            ));
        }
    }
    for (pool, side) in sides(recorded) {
        if find(counted, &pool, &side).is_none() {
            faults.push(format!("{pool}, {side}: recorded, and no longer counted"));
        }
    }
    faults
}

/// Builds the counted program and runs it under callgrind, which writes a file at each of its marks: the files with
/// even numbers hold what lies between two.
fn count() -> Result<Counts> {
    let valgrind = setup::valgrind()?;
    let program = build("yb-count", &["--no-default-features"])?;
    let folder = target("instructions");
    crate::project::fresh(&folder)?;
    let output = Command::new(valgrind)
        .args(["--tool=callgrind", "--quiet", "--dump-after=*counter_mark*"])
        .arg(format!(
            "--callgrind-out-file={}",
            folder.join("part").display()
        ))
        .arg(program)
        .output()
        .context("cannot start valgrind")?;
    ensure!(
        output.status.success(),
        "callgrind ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    let mut counts = Counts::new();
    for (place, line) in String::from_utf8(output.stdout)?.lines().enumerate() {
        let [pool, side, quotes] = line.split(' ').collect::<Vec<_>>()[..] else {
            bail!("yb-count printed {line:?}");
        };
        let total = total(&folder.join(format!("part.{}", 2 * (place + 1))))?;
        let count = total / quotes.parse::<u64>()?;
        counts
            .entry(pool.into())
            .or_default()
            .insert(side.into(), count);
    }
    ensure!(!counts.is_empty(), "yb-count counted nothing");
    Ok(counts)
}

/// The instructions of one of callgrind's files.
fn total(part: &Path) -> Result<u64> {
    let text = fs::read_to_string(part).with_context(|| format!("cannot read {}", shown(part)))?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let total = total.with_context(|| format!("{} has no total", shown(part)))?;
    Ok(total.trim().parse()?)
}

fn compiler() -> Result<String> {
    let version = in_root("rustc")
        .arg("--version")
        .output()
        .context("cannot start rustc")?;
    let version = String::from_utf8(version.stdout)?;
    Ok(version.trim().trim_start_matches("rustc ").into())
}
