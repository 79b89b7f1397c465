//! `cargo xtask test`: every check, by name, with its time, and a table at the end. The next
//! check runs although one failed, so that one run shows all that is wrong.

use crate::project::{cargo, in_root, npm_tool, path, root, run};
use crate::wasm::Effort;
use crate::{bench, budgets, consumers, facts, npm_package, serve, setup, site, spelling};
use anyhow::{Result, bail, ensure};
use clap::ValueEnum;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A part of the checks.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Format, lints and the tests of the Rust crates, the book's words among them.
    Rust,
    /// The spelling of every text, and the facts that have become old.
    Words,
    /// The book, the pages and the module are built, and none is too heavy.
    Book,
    /// The npm package: Node reads the vectors through it, TypeScript its types.
    Npm,
    /// The packed npm package in bundlers, servers, Deno and a worker.
    Consumers,
    /// The pages in a browser.
    Browser,
    /// The instructions of the exact engine, held against the record.
    Speed,
}

/// Of the tests in Node and in a browser, those whose file has this in its name.
static ONLY: OnceLock<String> = OnceLock::new();

struct Check {
    part: Part,
    name: &'static str,
    run: fn() -> Result<()>,
}

const CHECKS: [Check; 17] = [
    check(Part::Rust, "format", format),
    check(Part::Rust, "lints", lints),
    check(Part::Rust, "Rust tests", rust_tests),
    check(Part::Rust, "core, optimised as it ships", shipped_tests),
    check(Part::Rust, "examples in the docs", doc_tests),
    check(Part::Rust, "fuzz targets", fuzz_targets),
    check(Part::Rust, "second opinion", second_opinion),
    check(Part::Words, "spelling", spelling::check),
    check(Part::Words, "facts that age (a list)", || {
        facts::list(facts::OLD, None)
    }),
    check(Part::Book, "site and npm package", || {
        site::build_all(Effort::Small).map(drop)
    }),
    check(Part::Book, "sizes", budgets::check),
    check(Part::Npm, "TypeScript", typescript),
    check(Part::Npm, "npm package in Node", node_tests),
    check(Part::Npm, "public interface", || {
        npm_package::interface(false)
    }),
    check(
        Part::Consumers,
        "npm package in other tools",
        consumer_tests,
    ),
    check(Part::Browser, "pages in a browser", browser_tests),
    check(Part::Speed, "instructions", bench::instructions::check),
];

const fn check(part: Part, name: &'static str, run: fn() -> Result<()>) -> Check {
    Check { part, name, run }
}

/// The named parts, or all; of the tests in Node and in a browser, the files with `only` in their name. What is `built`
/// already is not built for them again.
pub(crate) fn run_parts(parts: &[Part], only: String, built: bool) -> Result<()> {
    let _ = ONLY.set(only); // once a run
    let start = Instant::now();
    let wanted = |check: &&Check| parts.is_empty() || parts.contains(&check.part);
    let mut done: Vec<(&str, Duration, Result<()>)> = Vec::new();
    let of_the_site = |part: &Part| matches!(part, Part::Npm | Part::Consumers | Part::Browser);
    if !built && parts.iter().any(of_the_site) && !parts.contains(&Part::Book) {
        site::build_all(Effort::Small)?;
    }
    for check in CHECKS.iter().filter(wanted) {
        eprintln!("\n━━ {}", check.name);
        let begun = Instant::now();
        let result = (check.run)();
        if let Err(error) = &result {
            eprintln!("✗ {}: {error:#}", check.name);
        }
        done.push((check.name, begun.elapsed(), result));
    }
    eprintln!("\n━━ all checks, {:.0} s", start.elapsed().as_secs_f32());
    for (name, time, result) in &done {
        let mark = if result.is_ok() { "✓" } else { "✗" };
        eprintln!("{mark} {name:<24} {:6.1} s", time.as_secs_f32());
    }
    let failed = done.iter().filter(|(_, _, result)| result.is_err()).count();
    ensure!(failed == 0, "{failed} of {} checks failed", done.len());
    Ok(())
}

fn format() -> Result<()> {
    run("cargo fmt", cargo().args(["fmt", "--all", "--check"]))
}

fn lints() -> Result<()> {
    let mut clippy = cargo();
    clippy.args(["clippy", "--workspace", "--all-targets", "--locked"]);
    run("clippy", clippy.args(["--", "--deny", "warnings"]))?;
    // The core as modules of pages have it: without pools, and with those of one family.
    for features in [
        "",
        "hooks,plain",
        "hooks,ellipses",
        "hooks,ranges",
        "hooks,moving",
    ] {
        let mut clippy = cargo();
        clippy.args(["clippy", "--package=yb-core", "--locked", "--quiet"]);
        clippy.args(["--no-default-features", "--features", features]);
        let what = format!("clippy, the core with “{features}” alone");
        run(&what, clippy.args(["--", "--deny", "warnings"]))?;
    }
    let mut docs = cargo();
    docs.args(["doc", "--package=yb-core", "--no-deps", "--locked"]);
    run("docs", docs.env("RUSTDOCFLAGS", "--deny warnings"))
}

fn rust_tests() -> Result<()> {
    tests(&["--workspace"], "--cargo-profile=dev", "--profile=dev")
}

/// The same level of optimisation and the same ways to a digit as in the WebAssembly modules.
fn shipped_tests() -> Result<()> {
    tests(
        &[
            "--package=yb-core",
            "--no-default-features",
            "--features=every-pool",
        ],
        "--cargo-profile=shipped",
        "--profile=shipped",
    )
}

/// By nextest, where it is installed.
fn tests(which: &[&str], nextest_profile: &str, profile: &str) -> Result<()> {
    let has_nextest = cargo().args(["nextest", "--version"]).output();
    let mut tests = cargo();
    if has_nextest.is_ok_and(|answer| answer.status.success()) {
        tests.args([
            "nextest",
            "run",
            "--status-level=slow",
            "--no-tests=pass",
            nextest_profile,
        ]);
    } else {
        tests.args(["test", "--all-targets", "--quiet", profile]);
    }
    run("tests", tests.args(which).arg("--locked"))
}

fn doc_tests() -> Result<()> {
    let mut tests = cargo();
    tests.args(["test", "--doc", "--workspace", "--locked", "--quiet"]);
    run("doc tests", &mut tests)
}

/// They build, and a few bytes go through each; the dependencies are those of the tests.
fn fuzz_targets() -> Result<()> {
    let mut tests = cargo();
    tests.args([
        "test",
        "--manifest-path=fuzz/Cargo.toml",
        "--locked",
        "--quiet",
    ]);
    run("fuzz targets", tests.args(["--target-dir=target"]))
}

/// Another implementation is asked the same; what is known to differ is listed with its proof.
fn second_opinion() -> Result<()> {
    let mut tests = cargo();
    tests.args([
        "test",
        "--manifest-path=bench/Cargo.toml",
        "--test=second_opinion",
    ]);
    tests.args(["--target-dir=target", "--locked", "--quiet"]);
    run("second opinion", &mut tests)
}

fn typescript() -> Result<()> {
    for project in ["www/tsconfig.json", "wasm/tests/tsconfig.json"] {
        let mut tsc = npm_tool("tsc");
        run(project, tsc.args(["--noEmit", "--project", project]))?;
    }
    Ok(())
}

fn node_tests() -> Result<()> {
    node("wasm/tests", &mut in_root("node"))
}

/// Bundlers, servers, Deno and a worker, each with the package as it is published.
fn consumer_tests() -> Result<()> {
    let mut tests = in_root("node");
    tests
        .env("CONSUMERS", consumers::install()?)
        .env("CHROME", setup::browser()?);
    node("consumers/tests", &mut tests)
}

fn browser_tests() -> Result<()> {
    let browser = setup::browser()?;
    let hub = serve::Site {
        folder: path("dist/site"),
        ..serve::Site::default()
    };
    let hub = serve::start(hub, 0)?;
    let partner = serve::start(site::partner(&hub), 0)?;
    let mut tests = in_root("node");
    tests
        .env("BASE", hub)
        .env("PARTNER", partner)
        .env("CHROME", browser);
    node("www/tests", &mut tests)
}

/// Node's own test runner over every `*.test.mjs` of a folder; none is a fault.
fn node(folder: &str, node: &mut Command) -> Result<()> {
    let only = ONLY.get().map_or("", String::as_str);
    let mut tests: Vec<_> = crate::project::files(&root().join(folder))?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .filter(|file| file.to_string_lossy().contains(only))
        .collect();
    tests.sort();
    if tests.is_empty() {
        bail!("{folder} has no tests with “{only}” in their name");
    }
    node.args(["--test", "--test-reporter=spec"]);
    node.args(tests.iter().map(|file| root().join(folder).join(file)));
    run(folder, node)
}
