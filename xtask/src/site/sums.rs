//! What others can check: the version that never changes, the hash of each of its files as
//! pages state it, and the sum of every file that is released.

use super::headers::version_folder;
use crate::project::{files, path, write};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// `sha384-…`, as the attribute `integrity` and `fetch` take it.
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// Copies `v1/` to the folder of this version, whose files never change again, and lists their
/// hashes there.
pub(super) fn pin(site: &Path) -> Result<()> {
    let (from, to) = (site.join("v1"), site.join(version_folder()));
    let mut hashes = serde_json::Map::new();
    for file in files(&from)? {
        let content = fs::read(from.join(&file))?;
        hashes.insert(
            file.to_string_lossy().into_owned(),
            json!(integrity(&content)),
        );
        write(&to.join(file), content)?;
    }
    let list = serde_json::to_string_pretty(&hashes)? + "\n";
    write(&to.join("integrity.json"), list)
}

/// `dist/SHA256SUMS`, in the form that `sha256sum --check` reads.
pub(crate) fn write_sums() -> Result<()> {
    let dist = path("dist");
    let mut sums = String::new();
    for folder in ["site", "npm", "hosting"] {
        for file in files(&dist.join(folder)).context("SHA256SUMS")? {
            let name = Path::new(folder).join(file);
            let digest = Sha256::digest(fs::read(dist.join(&name))?);
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            sums += &format!("{hex}  {}\n", name.display());
        }
    }
    write(&dist.join("SHA256SUMS"), sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_what_browsers_compute() {
        // The example of the Subresource Integrity recommendation, section 3.2.1.
        let hash = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(integrity(b"alert('Hello, world.');"), hash);
    }
}
