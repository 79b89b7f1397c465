//! `offline.js`: the service worker of the offline copy, with the list of what it copies.

use super::assets::{minified, short_hash};
use crate::project::{files, run, target, write};
use anyhow::Result;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Bundles the worker after everything that it copies is there.
pub(super) fn write_worker(site: &Path) -> Result<()> {
    let mut addresses = Vec::new();
    let mut bytes = Sha256::new();
    for file in files(site)? {
        let file = file.to_string_lossy();
        if let Some(address) = address(&file) {
            bytes.update(file.as_bytes());
            bytes.update(fs::read(site.join(&*file))?);
            addresses.push(address.to_owned());
        }
    }
    let copy = json!({ "version": short_hash(&bytes.finalize()), "files": addresses });
    let list = target("offline.json");
    write(&list, copy.to_string())?;
    let mut worker = minified(&["www/src/offline-worker.ts"], site);
    worker.args(["--format=iife", "--entry-names=offline"]);
    worker.arg(format!("--alias:~offline={}", list.display()));
    run("esbuild: offline copy", &mut worker)
}

/// The address of a file that is copied: the pages that are read here, and what they load. Embeds are for other
/// pages, the book in one piece for paper, and what a host reads for hosts.
fn address(file: &str) -> Option<&str> {
    let page = file == "index.html" || file.starts_with("book/") || file == "embed/index.html";
    let loaded = file.starts_with("assets/") || file.starts_with("v1/");
    if !(page || loaded) || file == "book/print.html" {
        return None;
    }
    Some(match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => file,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied() {
        for (file, kept) in [
            ("index.html", Some("")),
            ("book/index.html", Some("book/")),
            ("book/thesis.html", Some("book/thesis.html")),
            ("embed/index.html", Some("embed/")),
            ("assets/site-AAAA.js", Some("assets/site-AAAA.js")),
            ("v1/embed.js", Some("v1/embed.js")),
            ("book/print.html", None),
            ("embed/lvr/index.html", None),
            ("v0.1.0/embed.js", None),
            ("source/LICENSE-MIT", None),
            ("404.html", None),
            ("_headers", None),
        ] {
            assert_eq!(address(file), kept, "{file}");
        }
    }
}
