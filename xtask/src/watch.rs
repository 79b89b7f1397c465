//! `cargo xtask serve`: the site, built again whenever one of its sources changes.

use crate::project::{cargo, path, root, run, target};
use crate::wasm::Effort;
use crate::{serve, site};
use anyhow::{Context, Result};
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, SystemTime};

/// What the site is made of.
const SOURCES: [&str; 7] = [
    "core",
    "view",
    "wasm",
    "book",
    "www",
    "xtask",
    "package-lock.json",
];

pub(crate) fn serve(port: u16) -> Result<()> {
    // Watching starts before building: a change while we build is not missed.
    let (sender, changes) = mpsc::channel();
    let mut watcher = new_debouncer(Duration::from_millis(200), sender)?;
    for source in SOURCES {
        watcher
            .watcher()
            .watch(&path(source), RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {source}"))?;
    }
    let mut built = SystemTime::now();
    let folder = site::build_all(Effort::Quick)?;
    let builds = Arc::new(AtomicU64::new(1));
    let hub = serve::Site {
        folder,
        builds: Some(Arc::clone(&builds)),
        ..serve::Site::default()
    };
    let hub = serve::start(hub, port)?;
    let partner = serve::start(site::partner(&hub), port.saturating_add(1))?;
    eprintln!();
    println!("The hub:                         {hub}");
    println!("A partner's page, other origin:  {partner}");
    eprintln!("Sources are watched; stop with Ctrl-C.");
    for change in changes {
        let Ok(events) = change else { continue };
        let changed = |file: &Path| is_source(file) && is_newer(file, built);
        if !events.iter().any(|event| changed(&event.path)) {
            continue;
        }
        built = SystemTime::now();
        // A new process, because the words and numbers of the book are linked into this one.
        let build = &mut cargo();
        build.args([
            "run",
            "--quiet",
            "--package",
            "xtask",
            "--",
            "build",
            "--quick",
        ]);
        match run("build after a change", build) {
            Ok(()) => {
                builds.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => eprintln!("{error:#}; the last good build is still served"),
        }
    }
    Ok(())
}

/// Whether the file changed after `built` or is gone; the watcher also tells who reads it, and a
/// build reads everything.
fn is_newer(file: &Path, built: SystemTime) -> bool {
    let modified = fs::metadata(file).and_then(|data| data.modified());
    modified.map_or(true, |modified| modified > built)
}

/// Whether a change of this file changes the site.
fn is_source(file: &Path) -> bool {
    let inner = file.strip_prefix(root()).unwrap_or(file);
    let hidden = |part: &std::ffi::OsStr| {
        let part = part.to_string_lossy();
        part.starts_with('.') || part.ends_with('~')
    };
    !file.starts_with(target("")) && !inner.iter().any(hidden)
}
