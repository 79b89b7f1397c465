//! The consumers' copy under `target/`, with their packages and the packed npm package: they get what a stranger gets.

use crate::project::{files, in_root, path, read, run, target, write};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What stays in the project: the tests use its own tools.
const TESTS: &str = "tests";

/// The packed package.
const PACKED: &str = "yb-wasm.tgz";

/// Packs `dist/npm` and installs everything; the folder of the copy.
pub(crate) fn install() -> Result<PathBuf> {
    let (from, to) = (path("consumers"), target("consumers"));
    for file in files(&from)? {
        if !file.starts_with(TESTS) {
            write(&to.join(&file), fs::read(from.join(&file))?)?;
        }
    }
    packages(&to)?;
    let before = fs::read(to.join(PACKED)).ok();
    let packed = pack(&to)?;
    if before == fs::read(&packed).ok() && to.join("node_modules/yb-wasm").is_dir() {
        return Ok(to);
    }
    let what = "install the packed package";
    // All but the package stays at the lock file's versions: newer ones that npm has heard of are not at hand.
    let own = ["--no-save", "--offline", "--ignore-scripts"];
    run(what, npm(&to, "install").args(own).arg(packed))?;
    Ok(to)
}

/// The packages of the lock file, unless they are there.
fn packages(folder: &Path) -> Result<()> {
    let lock = read(&folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let what = "the consumers' npm packages (when their lock file changes, about 60 s)";
    let how = ["--ignore-scripts", "--prefer-offline"];
    run(what, npm(folder, "ci").args(how))?;
    write(&stamp, lock)
}

/// `npm pack`, under a name without the version.
fn pack(folder: &Path) -> Result<PathBuf> {
    let mut pack = in_root("npm");
    pack.args([
        "pack",
        "./dist/npm",
        "--ignore-scripts",
        "--silent",
        "--pack-destination",
    ]);
    run("npm pack", pack.arg(folder))?;
    let made = folder.join(format!("yb-wasm-{}.tgz", env!("CARGO_PKG_VERSION")));
    let packed = folder.join(PACKED);
    fs::rename(&made, &packed).with_context(|| format!("npm pack left no {}", made.display()))?;
    Ok(packed)
}

fn npm(folder: &Path, task: &str) -> Command {
    let mut npm = in_root("npm");
    npm.current_dir(folder)
        .arg(task)
        .args(["--no-fund", "--no-audit"]);
    npm
}
