//! `yb-wasm/elements`: the tag with its modules, in a folder that needs nothing of the site.
//!
//! Other bundlers take it in again, so files lie side by side and are named as those look for them:
//! `new URL("./file", import.meta.url)`. The worker is one file without imports, which may be copied as it is.

use crate::bundle::esbuild;
use crate::project::{run, target, write};
use crate::site::modules;
use crate::wasm::Effort;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Where it lies in the package.
const FOLDER: &str = "elements";

/// How the page's script names the worker.
const WORKER: &str = "export const address = new URL(\"./worker.js\", import.meta.url).href;\n";

pub(super) fn write_to(package: &Path, effort: Effort) -> Result<()> {
    let folder = package.join(FOLDER);
    let (beside, told) = (modules::beside(), modules::told());
    let named = target("modules/worker-beside.js");
    write(&named, WORKER)?;
    let mut page = esbuild(&["www/src/elements.ts"], &folder, &beside, &named);
    page.args(["--format=esm", "--splitting"]);
    page.args(["--entry-names=[name]", "--chunk-names=[name]-[hash]"]);
    run("esbuild: elements of the npm package", &mut page)?;
    let mut worker = esbuild(&["www/src/worker.ts"], &folder, &told, &named);
    worker.args(["--format=esm", "--entry-names=[name]", "--minify"]);
    run("esbuild: worker of the npm package", &mut worker)?;
    for module in modules::of(effort) {
        write(&folder.join(module.file()), fs::read(module.binary())?)?;
    }
    Ok(())
}
