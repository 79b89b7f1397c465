//! What a fresh machine lacks, found and fetched. Everything stays inside the project, except
//! the compiler's wasm target and the browser, which have no local place.

use crate::project::{in_root, path, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The compiler's name for WebAssembly.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Oldest major version of Node that the tools run on.
const NODE: u32 = 20;

/// What building needs: the wasm target and the npm packages.
pub(crate) fn for_build() -> Result<()> {
    wasm_target()?;
    npm_packages()
}

fn wasm_target() -> Result<()> {
    let folder = in_root("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output()
        .context("cannot start rustc")?;
    let folder = String::from_utf8_lossy(&folder.stdout).trim().to_owned();
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    run(
        "add the wasm target to the compiler (once, about 5 s)",
        in_root("rustup").args(["target", "add", WASM]),
    )
    .context("without rustup, install the wasm32-unknown-unknown standard library of this compiler")
}

/// The packages of the lock file.
pub(crate) fn npm_packages() -> Result<()> {
    let version = Command::new("node")
        .arg("--version")
        .output()
        .with_context(|| format!("Node {NODE} or newer is needed: node was not found"))?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next();
    let major = major.and_then(|text| text.parse::<u32>().ok());
    ensure!(
        major.is_some_and(|major| major >= NODE),
        "Node {NODE} or newer is needed: node is {version}"
    );
    let modified = |file: &str| fs::metadata(path(file)).and_then(|data| data.modified());
    let lock = modified("package-lock.json").context("package-lock.json is missing")?;
    if modified("node_modules/.package-lock.json").is_ok_and(|installed| installed >= lock) {
        return Ok(());
    }
    run(
        "npm packages into node_modules (when the lock file changes, about 15 s)",
        in_root("npm").args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"]),
    )
}

/// A browser for the tests: `$CHROME`, one on PATH, or Debian's Chromium.
pub(crate) fn browser() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("CHROME").map(PathBuf::from) {
        ensure!(
            chosen.is_file(),
            "CHROME is {}, where no file is",
            chosen.display()
        );
        return Ok(chosen);
    }
    let names = [
        "chromium",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    installed(&names, "chromium", "the browser tests (once, about 30 s)")?.context(
        "the browser tests need Chromium or Chrome: install one (on Debian and Ubuntu: \
         sudo apt-get install chromium), or set CHROME to its path",
    )
}

/// The counter of instructions: one on PATH, or Debian's.
pub(crate) fn valgrind() -> Result<PathBuf> {
    installed(&["valgrind"], "valgrind", "counting instructions (once, about 10 s)")?.context(
        "counting instructions needs valgrind: install it (on Debian and Ubuntu: sudo apt-get install valgrind)",
    )
}

/// A program by one of its names; on Debian, its package is installed first if need be and we are root.
fn installed(names: &[&str], package: &str, what_for: &str) -> Result<Option<PathBuf>> {
    let found = on_path(names);
    if found.is_some() || !Path::new("/etc/debian_version").exists() || !is_root() {
        return Ok(found);
    }
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    run(
        "apt-get update (once, about 5 s)",
        apt.args(["update", "-qq"]),
    )?;
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt.args(["install", "-y", "-qq", "--no-install-recommends", package]);
    run(&format!("install {package} for {what_for}"), &mut apt)?;
    Ok(on_path(names))
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|program| program.is_file())
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}
