//! Which module each calculator travels in, on the site and in the npm package's elements.

use super::sums::integrity;
use crate::project::{target, write};
use crate::wasm::{self, EVERY, Effort, Module};
use anyhow::Result;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use yb_core::calculators;

/// The modules. In a hurry the one that carries everything stands for each.
pub(crate) fn of(effort: Effort) -> Vec<Module> {
    match effort {
        Effort::Small => wasm::of_pages().collect(),
        Effort::Quick => vec![EVERY; calculators::modules().count()],
    }
}

/// Builds them, and writes the tables that the bundles take in.
pub(crate) fn build(effort: Effort) -> Result<()> {
    let modules = of(effort);
    if effort == Effort::Small {
        for module in &modules {
            wasm::build(module, effort)?;
        }
    }
    write(&table(), source(&modules, Place::Bundled)?)?;
    write(&beside(), source(&modules, Place::Beside)?)?;
    write(&told(), source(&modules, Place::Told)?)
}

/// The table of the site: esbuild gives each module its place.
pub(super) fn table() -> PathBuf {
    target("modules/table.js")
}

/// The table of the npm package, whose modules lie beside its scripts: each is named as other bundlers look for it.
pub(crate) fn beside() -> PathBuf {
    target("modules/beside.js")
}

/// The table of the worker, of calculators that take long. A bundler may move worker and modules apart, so the page
/// tells where they are.
pub(crate) fn told() -> PathBuf {
    target("modules/told.js")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Bundled,
    Beside,
    Told,
}

/// `{"yield-drift": {address, integrity, slow, load}, …}`: each module's address, its hash, those of its calculators
/// whose answers take long, and the way to its JavaScript. An address is made when it is asked for: on a server, where
/// the table is loaded as well, there may be none.
fn source(modules: &[Module], place: Place) -> Result<String> {
    let (mut head, mut body) = (String::new(), String::new());
    for (n, (carried, module)) in calculators::modules().zip(modules).enumerate() {
        if place == Place::Told && carried.slow.is_empty() {
            continue;
        }
        let (binary, script) = (json!(module.binary()), json!(module.script()));
        let hash = json!(integrity(&fs::read(module.binary())?));
        let slow: Vec<_> = carried.slow.iter().map(|slow| slow.id).collect();
        let address = match place {
            Place::Bundled => {
                head += &format!("import address{n} from {binary};\n");
                format!("new URL(address{n}, import.meta.url).href")
            }
            Place::Beside => {
                let file = format!("./{}", module.file());
                format!("new URL({}, import.meta.url).href", json!(file))
            }
            Place::Told => json!("").to_string(),
        };
        head += &format!(
            "const module{n} = {{ get address() {{ return {address}; }}, integrity: {hash}, slow: {}, load: () => import({script}) }};\n",
            json!(slow)
        );
        for calculator in carried.calculators {
            body += &format!("  {}: module{n},\n", json!(calculator.id));
        }
    }
    Ok(format!("{head}export default {{\n{body}}};\n"))
}
