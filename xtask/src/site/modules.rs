//! Which module each calculator travels in, on the site and in the npm package's elements.

use super::sums::integrity;
use crate::project::{target, write};
use crate::wasm::{self, Carried, EVERY, Effort, Module};
use anyhow::Result;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use yb_core::calculators::pool::{FAMILIES, named_pools};

/// The modules. In a hurry the one that carries everything stands for each.
pub(crate) fn of(effort: Effort) -> Vec<Module> {
    let mut modules = Vec::new();
    for carried in wasm::of_pages() {
        modules.push(match effort {
            Effort::Small => carried.module(),
            Effort::Quick => EVERY,
        });
    }
    modules
}

/// Builds them, and writes the tables that the bundles take in.
pub(crate) fn build(effort: Effort) -> Result<()> {
    let modules = of(effort);
    if effort == Effort::Small {
        for module in &modules {
            wasm::build(module, effort)?;
        }
    }
    for place in [Place::Bundled, Place::Beside, Place::Told] {
        place.write(&modules)?;
    }
    Ok(())
}

/// The table of the site: esbuild gives each module its place.
pub(super) fn table() -> PathBuf {
    Place::Bundled.table()
}

/// The table of the npm package, whose modules lie beside its scripts: each is named as other bundlers look for it.
pub(crate) fn beside() -> PathBuf {
    Place::Beside.table()
}

/// The table of the worker, of calculators that take long. A bundler may move worker and modules apart, so the page
/// tells where they are.
pub(crate) fn told() -> PathBuf {
    Place::Told.table()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Bundled,
    Beside,
    Told,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Bundled => "table",
            Self::Beside => "beside",
            Self::Told => "told",
        }
    }

    fn table(self) -> PathBuf {
        target("modules").join(format!("{}.js", self.name()))
    }

    /// The table of the modules that a page begins with, `{"yield-drift": {address, integrity, slow, load}, …}`: each
    /// module's address, its hash, those of its calculators whose answers take long, and the way to its JavaScript.
    /// Beside it, loaded when it is needed, a table of those that a page may go on with, `{"swap": {"ellipses": …}, …}`;
    /// and which family a pool belongs to that is not of the first one, by its type and by its name here.
    fn write(self, modules: &[Module]) -> Result<()> {
        let (mut first, mut others) = (Table::default(), Table::default());
        for (carried, module) in wasm::of_pages().iter().zip(modules) {
            // The worker has few, and who carries everything needs no other.
            let stands_for_all = carried.family.is_some() && !module.alone;
            if self == Self::Told && carried.of.slow.is_empty() || stands_for_all {
                continue;
            }
            let table = match carried.family {
                Some(_) => &mut others,
                None => &mut first,
            };
            table.add(self, carried, module)?;
        }
        let (families, file) = (json!(families()), format!("{}-others.js", self.name()));
        let also = format!(
            "export const families = {families};\nexport const others = () => import(\"./{file}\");\n"
        );
        write(&target("modules").join(file), others.text())?;
        write(&self.table(), also + &first.text())
    }
}

/// A script that says where modules are.
#[derive(Default)]
struct Table {
    head: String,
    /// What stands under each calculator.
    rows: BTreeMap<&'static str, String>,
}

impl Table {
    /// An address is made when it is asked for: on a server, where the table is loaded as well, there may be none.
    fn add(&mut self, place: Place, carried: &Carried, module: &Module) -> Result<()> {
        let name = carried.name();
        let (binary, script) = (json!(module.binary()), json!(module.script()));
        let hash = json!(integrity(&fs::read(module.binary())?));
        let slow: Vec<_> = carried.of.slow.iter().map(|slow| slow.id).collect();
        let address = match place {
            Place::Bundled => {
                self.head += &format!("import {name}_file from {binary};\n");
                format!("new URL({name}_file, import.meta.url).href")
            }
            Place::Beside => {
                let file = format!("./{}", module.file());
                format!("new URL({}, import.meta.url).href", json!(file))
            }
            Place::Told => json!("").to_string(),
        };
        self.head += &format!(
            "const {name}_module = {{ get address() {{ return {address}; }}, integrity: {hash}, slow: {}, load: () => import({script}) }};\n",
            json!(slow)
        );
        for calculator in carried.of.calculators {
            let row = self.rows.entry(calculator.id).or_default();
            *row += &match carried.family {
                Some(family) => format!("{}: {name}_module, ", family.id),
                None => format!("{name}_module"),
            };
        }
        Ok(())
    }

    fn text(&self) -> String {
        let mut text = self.head.clone() + "export default {\n";
        for (id, row) in &self.rows {
            // Several of a calculator are an object.
            let row = match row.strip_suffix(", ") {
                Some(several) => format!("{{ {several} }}"),
                None => row.clone(),
            };
            text += &format!("  {}: {row},\n", json!(id));
        }
        text + "};\n"
    }
}

/// The types and names of the pools of each family, in one line; those of the first family are not worth a word.
fn families() -> BTreeMap<&'static str, String> {
    let mut found = BTreeMap::new();
    for family in FAMILIES.iter().skip(1) {
        let mut words = family.types.to_vec();
        let named = named_pools().into_iter();
        words.extend(
            named
                .filter(|pool| pool.family().id == family.id)
                .map(|pool| pool.id()),
        );
        found.insert(family.id, words.join(" "));
    }
    found
}
