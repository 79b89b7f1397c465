//! The package's README: `wasm/README.md`, with what is written from the sources where it has a comment.

use super::manifest::{PARTS, PROPERTIES};
use crate::project::{path, read};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::Path;
use yb_core::calculators::all;

/// The tools that the consumers try, with the names that people know.
const TRIED: [(&str, &str); 6] = [
    ("vite", "Vite"),
    ("webpack", "webpack"),
    ("next", "Next"),
    ("react", "React"),
    ("deno", "Deno"),
    ("workerd", "workerd"),
];

pub(super) fn text(package: &Path) -> Result<String> {
    let mut text = read(&path("wasm/README.md"))?;
    for (mark, content) in [
        (
            "size yb_wasm_bg.wasm",
            size(&package.join("yb_wasm_bg.wasm"))?,
        ),
        (
            "size engine_bg.wasm",
            size(&package.join("engine_bg.wasm"))?,
        ),
        ("sizes of elements", sizes(&package.join("elements"))?),
        ("calculators", calculators()),
        ("parts", table("part", &PARTS)),
        ("properties", table("custom property", &PROPERTIES)),
        ("tried", tried()?),
    ] {
        let mark = format!("<!-- {mark} -->");
        ensure!(text.contains(&mark), "wasm/README.md has no {mark}");
        text = text.replace(&mark, content.trim_end());
    }
    Ok(text)
}

fn kilobytes(file: &Path) -> Result<u64> {
    let about = fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(about.len().div_ceil(1000))
}

fn size(file: &Path) -> Result<String> {
    Ok(format!("{} KB", kilobytes(file)?))
}

/// The smallest and the largest module of the tags.
fn sizes(folder: &Path) -> Result<String> {
    let mut all = Vec::new();
    for file in crate::project::files(folder)? {
        if file
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            all.push(kilobytes(&folder.join(file))?);
        }
    }
    let ends = all.iter().min().zip(all.iter().max());
    let (least, most) = ends.context("the tag has no modules")?;
    Ok(format!("{least} to {most} KB"))
}

fn calculators() -> String {
    let mut rows = "| calculator | question |\n|---|---|\n".to_owned();
    for calculator in all() {
        rows += &format!("| `{}` | {} |\n", calculator.id, calculator.title);
    }
    rows
}

fn table(what: &str, list: &[(&str, &str)]) -> String {
    let mut rows = format!("| {what} | what it is |\n|---|---|\n");
    for (name, about) in list {
        rows += &format!("| `{name}` | {} |\n", about.trim_end_matches('.'));
    }
    rows
}

/// The versions that the consumers pin.
fn tried() -> Result<String> {
    let file = read(&path("consumers/package.json"))?;
    let consumers: Value = serde_json::from_str(&file).context("consumers/package.json")?;
    let mut list = Vec::new();
    for (package, name) in TRIED {
        let version = consumers["devDependencies"][package].as_str();
        let version =
            version.with_context(|| format!("consumers/package.json has no {package}"))?;
        list.push(format!("{name} {version}"));
    }
    Ok(list.join(", "))
}
