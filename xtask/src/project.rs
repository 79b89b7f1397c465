//! Where things are, and how programs are started.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// A file or folder of the project.
pub(crate) fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// Cargo's folder for what it builds.
pub(crate) fn target(relative: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
    root().join(target).join(relative)
}

/// The cargo that started us.
pub(crate) fn cargo() -> Command {
    in_root(std::env::var_os("CARGO").unwrap_or("cargo".into()))
}

/// A program that npm installed for this project.
pub(crate) fn npm_tool(name: &str) -> Command {
    in_root(path("node_modules/.bin").join(name))
}

/// A program, started in the folder of the project.
pub(crate) fn in_root(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs `command` to its end, with its own output, and says how long it took.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    timed(what, || {
        let program = command.get_program().to_string_lossy().into_owned();
        let status = command
            .status()
            .with_context(|| format!("cannot start {program}"))?;
        ensure!(status.success(), "{what} ended with {status}");
        Ok(())
    })
}

/// Does `work` and says how long it took.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {what}");
    let start = Instant::now();
    let result = work()?;
    eprintln!("  {what}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(result)
}

/// The text of a file; the error names the file.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", shown(path)))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", shown(path)))
}

/// An empty folder at `path`, whatever was there.
pub(crate) fn fresh(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot empty {}", shown(path)))?;
    }
    fs::create_dir_all(path).with_context(|| format!("cannot make {}", shown(path)))
}

/// An address without a slash at its end, from a variable of the environment, if it is set.
pub(crate) fn address_from(variable: &str) -> Result<Option<String>> {
    let Ok(address) = std::env::var(variable) else {
        return Ok(None);
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:".contains(c);
    ensure!(
        address.starts_with("https://") && address.chars().all(plain),
        "{variable}={address} is no address such as https://hub.example"
    );
    Ok(Some(address.trim_end_matches('/').to_owned()))
}

/// All files under `folder`, in order, as paths relative to it.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let entries = fs::read_dir(folder.join(&inner))
            .with_context(|| format!("cannot list {}", shown(&folder.join(&inner))))?;
        for entry in entries {
            let entry = entry?;
            let path = inner.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A path as people of this project know it.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
