//! Plain copies of the sources that pages call "the code".

use crate::project::{files, path, write};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// `core/src/…/name.rs` becomes `source/core/src/…/name.rs.txt`, which every host serves as text.
pub(super) fn copy_sources(site: &Path) -> Result<()> {
    let from = path("core/src");
    for file in files(&from)? {
        let to = site.join("source/core/src").join(&file);
        write(&to.with_extension("rs.txt"), fs::read(from.join(&file))?)?;
    }
    Ok(())
}
