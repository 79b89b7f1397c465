//! The program as mdBook starts it: a book comes in, a book goes out, and a fault is an exit.

#![allow(clippy::unwrap_used)] // What cannot be unwrapped has failed the test.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_yb-book"));
    program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    program
}

fn preprocess(chapters: &[&str]) -> Output {
    let item = |(n, content): (usize, &&str)| {
        let path = format!("page{n}.md");
        json!({ "Chapter": {
            "name": "A page", "content": content, "number": [n], "sub_items": [], "path": path,
            "source_path": path, "parent_names": []
        }})
    };
    let items: Vec<Value> = chapters.iter().enumerate().map(item).collect();
    let context = json!({
        "root": concat!(env!("CARGO_MANIFEST_DIR"), "/tests/book"),
        "config": { "book": { "src": "src" } },
        "renderer": "html",
        "mdbook_version": "0.5.4"
    });
    let mut child = program().spawn().unwrap();
    let input = json!([context, { "items": items }]).to_string();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn it_serves_html_alone() {
    for (renderer, served) in [("html", true), ("epub", false)] {
        let status = program().args(["supports", renderer]).status().unwrap();
        assert_eq!(status.success(), served, "{renderer}");
    }
}

#[test]
fn a_book_goes_through() {
    let output = preprocess(&["{{#fact core-pools}}"]);
    assert!(output.status.success(), "{output:?}");
    let book: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        book["items"][0]["Chapter"]["content"],
        "Core pools have ended &amp; are gone."
    );
}

#[test]
fn what_a_page_names_and_is_missing_stops_the_build() {
    let missing = [
        (
            "\n{{#status nobody}}",
            ":2: {{#status nobody}}: no fact is called nobody",
        ),
        (
            "{{#value lvr nothing}}",
            ":1: {{#value lvr nothing}}: lvr has no value nothing",
        ),
        (
            "\n\n{{#calculator lrv}}",
            ":3: {{#calculator lrv}}: no calculator is called lrv",
        ),
        (
            "{{#figure none}}",
            ":1: {{#figure none}}: no figure is called none",
        ),
        (
            "a\n![A dot](none.svg)",
            ":2: ![A dot](none.svg): there is no picture none.svg",
        ),
        (
            "a\n\n[it](glossary.md#lrv)",
            ":3: the glossary has no term lrv",
        ),
    ];
    let mut chapters: Vec<&str> = missing.iter().map(|(chapter, _)| *chapter).collect();
    chapters.push("A page without a fault.");
    let output = preprocess(&chapters);
    assert!(!output.status.success() && output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).unwrap();
    for (page, (_, fault)) in missing.iter().enumerate() {
        let fault = format!("src/page{page}.md{fault}");
        assert!(told.contains(&fault), "“{fault}” is not in: {told}");
    }
    assert_eq!(told.lines().count(), missing.len(), "{told}");
}
