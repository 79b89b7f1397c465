//! Scripts, styles and fonts: bundled by esbuild, named by their content.
//!
//! `v1/embed.js` keeps its name, because partners link to it; all it loads is hashed.

use super::book::Book;
use super::{fonts, modules};
use crate::bundle::esbuild;
use crate::project::{read, run, target, write};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names as templates write them, with where the file is from the site's root.
pub(super) struct Assets(BTreeMap<String, String>);

impl Assets {
    /// The address of the asset `name` from a page whose way to the root is `root`.
    pub(super) fn url(&self, name: &str, root: &str) -> Option<String> {
        self.0.get(name).map(|file| format!("{root}{file}"))
    }

    fn add(&mut self, name: &str, file: impl Into<String>) {
        self.0.insert(name.to_owned(), file.into());
    }

    /// Writes a file under `assets/`, its name made from its content.
    fn write(&mut self, site: &Path, name: &str, file: &str, content: &[u8]) -> Result<()> {
        let (stem, extension) = file
            .rsplit_once('.')
            .context("an asset without extension")?;
        let file = format!("assets/{stem}-{}.{extension}", short_hash(content));
        write(&site.join(&file), content)?;
        self.add(name, file);
        Ok(())
    }
}

/// Asks the browser to compile a script's functions all at once, while it arrives and beside the page: a calculator
/// calls most of them for its first answer, and each would be compiled on its first call (4 ms of a first answer in
/// Chromium; others see a comment).
const AT_ONCE: &str = "//# allFunctionsCalledOnLoad";

/// Bundles everything that the pages load.
pub(super) fn bundle(site: &Path, book: &Book) -> Result<Assets> {
    let mut assets = Assets(BTreeMap::new());
    let formulas = fonts::for_formulas(&book.formula_characters()?)?;
    bundle_worker(&site.join("v1/chunks"))?;
    let mut embed = minified(&["www/src/embed.ts"], &site.join("v1"));
    embed.args(["--format=esm", "--splitting", "--entry-names=[name]"]);
    embed.args([
        "--chunk-names=chunks/[name]-[hash]",
        "--asset-names=chunks/[name]-[hash]",
    ]);
    embed.arg(format!("--banner:js={AT_ONCE}"));
    run("esbuild: embed", &mut embed)?;
    assets.add("embed", "v1/embed.js");
    let folder = site.join("assets");
    let pages = [
        ("site", "www/src/site.ts"),
        ("css", "www/src/site.css"),
        ("embed-page", "www/src/embed-page.ts"),
        ("embed-page-css", "www/src/embed-page.css"),
        ("theme", "www/src/theme.ts"),
        ("builder", "www/src/builder.ts"),
    ];
    let entries: Vec<&str> = pages.iter().map(|(_, file)| *file).collect();
    let meta = target("esbuild.json");
    let mut own = minified(&entries, &folder);
    own.args([
        "--format=iife",
        "--entry-names=[name]-[hash]",
        "--asset-names=[name]-[hash]",
    ]);
    own.arg(format!("--alias:~inter={}", fonts::INTER));
    own.arg(format!("--alias:~math={}", formulas.display()));
    own.arg(format!("--metafile={}", meta.display()));
    run("esbuild: pages", &mut own)?;
    let outputs = Outputs::read(&meta)?;
    for (name, file) in pages {
        assets.add(name, format!("assets/{}", outputs.of_entry(file)?));
    }
    assets.add(
        "inter",
        format!("assets/{}", outputs.of_input(fonts::INTER)?),
    );
    assets.write(
        site,
        "search-index",
        "search.json",
        book.search_index()?.as_bytes(),
    )?;
    assets.write(
        site,
        "search-library",
        "elasticlunr.js",
        &book.search_library()?,
    )?;
    Ok(assets)
}

/// The script that says where the worker is.
fn named_worker() -> PathBuf {
    target("modules/worker.js")
}

/// The worker of calculators that take long: one file in `folder`, which is also that of the scripts that start it.
fn bundle_worker(folder: &Path) -> Result<()> {
    let (entry, meta) = ("www/src/worker.ts", target("worker.json"));
    let mut worker = esbuild(&[entry], folder, &modules::told(), &named_worker());
    worker.args(["--format=esm", "--minify", "--entry-names=[name]-[hash]"]);
    worker.arg(format!("--metafile={}", meta.display()));
    run("esbuild: worker", &mut worker)?;
    let file = Outputs::read(&meta)?.of_entry(entry)?;
    let address = format!("new URL(\"./{file}\", import.meta.url).href");
    write(
        &named_worker(),
        format!("export const address = {address};\n"),
    )
}

pub(super) fn minified(entries: &[&str], folder: &Path) -> Command {
    let mut command = esbuild(entries, folder, &modules::table(), &named_worker());
    command.arg("--minify");
    command
}

/// What esbuild says it wrote.
struct Outputs(serde_json::Value);

impl Outputs {
    fn read(meta: &Path) -> Result<Self> {
        Ok(Self(serde_json::from_str(&read(meta)?)?))
    }

    fn of_entry(&self, entry: &str) -> Result<String> {
        self.find(entry, |output| output["entryPoint"] == entry)
    }

    fn of_input(&self, input: &str) -> Result<String> {
        let name = input.trim_start_matches("./");
        self.find(input, |output| !output["inputs"][name].is_null())
    }

    fn find(&self, what: &str, is: impl Fn(&serde_json::Value) -> bool) -> Result<String> {
        let outputs = self.0["outputs"].as_object();
        let found = outputs.and_then(|all| all.iter().find(|(_, output)| is(output)));
        let (file, _) = found.with_context(|| format!("esbuild wrote nothing for {what}"))?;
        let name = Path::new(file).file_name().unwrap_or_default();
        Ok(name.to_string_lossy().into_owned())
    }
}

pub(super) fn short_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
