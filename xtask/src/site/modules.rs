//! Which module of the site each calculator travels in.

use super::sums::integrity;
use crate::project::{target, write};
use crate::wasm::{self, EVERY, Effort, Module};
use anyhow::Result;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use yb_core::calculators;

/// Builds the modules. In a hurry the one that carries everything stands for each.
pub(super) fn build(effort: Effort) -> Result<()> {
    let modules: Vec<Module> = match effort {
        Effort::Small => wasm::of_pages().collect(),
        Effort::Quick => vec![EVERY; calculators::modules().count()],
    };
    if effort == Effort::Small {
        for module in &modules {
            wasm::build(module, effort)?;
        }
    }
    write(&table(), source(&modules)?)
}

/// The table, as a script that the pages' bundle takes in.
pub(super) fn table() -> PathBuf {
    target("modules/table.js")
}

/// `{"yield-drift": {address, integrity, slow, load}, …}`: each module's address, its hash, whether its
/// answers take long, and the way to its JavaScript.
fn source(modules: &[Module]) -> Result<String> {
    let (mut head, mut body) = (String::new(), String::new());
    for (n, (carried, module)) in calculators::modules().zip(modules).enumerate() {
        let (binary, script) = (json!(module.binary()), json!(module.script()));
        let hash = json!(integrity(&fs::read(module.binary())?));
        head += &format!("import address{n} from {binary};\n");
        head += &format!(
            "const module{n} = {{ address: address{n}, integrity: {hash}, slow: false, load: () => import({script}) }};\n"
        );
        for calculator in carried.calculators {
            let slow = carried.slow.iter().any(|slow| slow.id == calculator.id);
            let module = if slow {
                format!("{{ ...module{n}, slow: true }}")
            } else {
                format!("module{n}")
            };
            body += &format!("  {}: {module},\n", json!(calculator.id));
        }
    }
    Ok(format!("{head}export default {{\n{body}}};\n"))
}
