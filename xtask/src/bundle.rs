//! esbuild, as both the site and the npm package use it.

use crate::project::npm_tool;
use std::path::Path;
use std::process::Command;

/// Bundles `entries` into `folder`; `modules` is the table of the calculators' modules, and `worker` the script that
/// says where the worker is.
pub(crate) fn esbuild(entries: &[&str], folder: &Path, modules: &Path, worker: &Path) -> Command {
    let mut command = npm_tool("esbuild");
    command
        .args(entries)
        .args(["--bundle", "--target=es2022", "--log-level=warning"])
        .args(["--loader:.wasm=file", "--loader:.woff2=file"])
        .arg("--legal-comments=none")
        .arg(format!("--alias:~modules={}", modules.display()))
        .arg(format!("--alias:~worker={}", worker.display()))
        .arg(format!("--outdir={}", folder.display()));
    command
}
