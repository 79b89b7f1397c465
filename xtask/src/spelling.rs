//! Spelling, by cspell: `cspell.json` says which texts, `book/words.txt` which words it need not know.

use crate::project::{npm_tool, run};
use crate::setup;
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::process::Stdio;

/// Checks every text; and that a mistake would be found, for a checker that reads nothing finds nothing.
pub(crate) fn check() -> Result<()> {
    setup::npm_packages()?;
    let mut cspell = npm_tool("cspell");
    run(
        "spelling",
        cspell.args(["lint", "--no-progress", "--no-summary"]),
    )
    .context("a word that is right belongs into book/words.txt")?;
    let found = mistakes("A pool recieves tokens in its favorite colour.")?;
    ensure!(
        found == ["recieves", "favorite"],
        "of the mistakes recieves and favorite it finds {found:?}"
    );
    Ok(())
}

/// The words of `text` that are not known.
fn mistakes(text: &str) -> Result<Vec<String>> {
    let mut cspell = npm_tool("cspell");
    cspell.args([
        "lint",
        "--no-progress",
        "--no-summary",
        "--words-only",
        "stdin://text.md",
    ]);
    let mut child = cspell
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cspell")?;
    let mut input = child.stdin.take().context("cspell reads nothing")?;
    input.write_all(text.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    let found = String::from_utf8(output.stdout)?;
    Ok(found.split_whitespace().map(str::to_owned).collect())
}
