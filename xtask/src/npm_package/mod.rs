//! `dist/npm`: the package `yb-wasm`, ready for `npm pack`.

mod elements;
mod manifest;
mod readme;

use crate::project::{
    address_from, files, fresh, in_root, npm_tool, path, read, root, run, target, write,
};
use crate::wasm::{self, Effort};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use std::fs;
use yb_core::calculators::{all, schema};
use yb_core::definition::Calculator;
use yb_core::fixed::Error;

/// What wasm-pack makes that the package carries.
const MADE: [&str; 3] = ["yb_wasm.js", "yb_wasm.d.ts", "yb_wasm_bg.wasm"];

/// What the project has at its root that the package carries.
const PAPERS: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"];

/// Stands in `wasm/js/package.json` where the workspace's version belongs.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

pub(crate) fn assemble(effort: Effort) -> Result<()> {
    let package = path("dist/npm");
    fresh(&package)?;
    let copy = |from: std::path::PathBuf, name: &str| {
        let content = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
        write(&package.join(name), content)
    };
    for name in MADE {
        copy(wasm::EVERY.made().join(name), name)?;
    }
    copy(wasm::Engine::binary(), "engine_bg.wasm")?;
    for name in files(&path("wasm/js"))? {
        copy(path("wasm/js").join(&name), &name.to_string_lossy())?;
    }
    for name in PAPERS {
        copy(root().join(name), name)?;
    }
    write(&package.join("calculators.d.ts"), types()?)?;
    write(&package.join("schemas.js"), schemas()?)?;
    write(&package.join("engine-errors.js"), errors()?)?;
    elements::write_to(&package, effort)?;
    write(&package.join("custom-elements.json"), manifest::text()?)?;
    write(&package.join("README.md"), readme::text(&package)?)?;
    let description = package.join("package.json");
    let text = read(&description)?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    ensure!(
        text.contains(NO_VERSION),
        "wasm/js/package.json has no {NO_VERSION}"
    );
    write(
        &description,
        in_repository(
            &text.replace(NO_VERSION, &version),
            address_from("HUB_REPOSITORY")?,
        )?,
    )
}

/// Holds the public interface of `dist/npm` against its record, or records it.
pub(crate) fn interface(record: bool) -> Result<()> {
    let mut compare = in_root("node");
    compare.arg("xtask/scripts/interface.mjs");
    if record {
        compare.arg("--record");
    }
    run("public interface", &mut compare)
}

/// The package's description with the address of its repository, where it is built for one: `HUB_REPOSITORY=https://…`.
/// A registry holds a package's provenance against it.
fn in_repository(description: &str, address: Option<String>) -> Result<String> {
    let Some(address) = address else {
        return Ok(description.to_owned());
    };
    let mut description: Value = serde_json::from_str(description)?;
    description["repository"] = json!({ "type": "git", "url": format!("git+{address}.git") });
    Ok(serde_json::to_string_pretty(&description)? + "\n")
}

/// What `calculators()` lists, as a module: data that pages with a calculator need not load.
fn schemas() -> Result<String> {
    let describe = |calculator: &Calculator| {
        json!({
            "id": calculator.id,
            "title": calculator.title,
            "inputSchema": schema::input(calculator),
            "outputSchema": schema::output(calculator),
        })
    };
    let list: Vec<Value> = all().map(describe).collect();
    Ok(format!(
        "export default {};\n",
        serde_json::to_string(&list)?
    ))
}

/// The engine's errors in the order of their numbers, name and sentence each: text that its module need not carry.
fn errors() -> Result<String> {
    let mut list = Vec::new();
    for error in Error::ALL {
        let shown = error.to_string();
        let text = shown.split_once(": ").map_or("", |(_, text)| text);
        list.push(json!([error.name(), text]));
    }
    let list = serde_json::to_string(&list)?;
    Ok(format!("export const ERRORS = {list};\n"))
}

/// TypeScript types of every calculator's input and output, from their JSON Schemas.
fn types() -> Result<String> {
    let (mut inputs, mut outputs) = (Map::new(), Map::new());
    for calculator in all() {
        inputs.insert(calculator.id.into(), named(&schema::input(calculator))?);
        outputs.insert(calculator.id.into(), named(&schema::output(calculator))?);
    }
    let all = json!({
        "title": "Schemas",
        "type": "object",
        "properties": { "Inputs": group("Inputs", &inputs), "Outputs": group("Outputs", &outputs) },
        "required": ["Inputs", "Outputs"],
        "additionalProperties": false
    });
    let (schema, types) = (target("schemas.json"), target("calculators.d.ts"));
    write(&schema, serde_json::to_string(&all)?)?;
    let mut tool = npm_tool("json2ts");
    tool.args(["--no-unknownAny", "--unreachableDefinitions=false"]);
    tool.args([
        "--bannerComment",
        "// Written from the calculators' JSON Schemas.",
    ]);
    run(
        "types of the npm package",
        tool.arg("-i").arg(schema).arg("-o").arg(&types),
    )?;
    read(&types)
}

fn group(title: &str, properties: &Map<String, Value>) -> Value {
    let required: Vec<&String> = properties.keys().collect();
    json!({
        "title": title,
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false
    })
}

/// The schema with the titles of its fields left out: they are labels, and would become types.
fn named(schema: &impl serde::Serialize) -> Result<Value> {
    let mut schema = serde_json::to_value(schema)?;
    let title = schema["title"].take();
    untitle(&mut schema);
    schema["title"] = title;
    Ok(schema)
}

fn untitle(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            // A property may itself be called "title"; then its value is an object.
            if entries.get("title").is_some_and(Value::is_string) {
                entries.remove("title");
            }
            entries.values_mut().for_each(untitle);
        }
        Value::Array(items) => items.iter_mut().for_each(untitle),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_the_repository_that_it_is_built_for_and_keeps_its_order() {
        let plain = "{ \"name\": \"yb-wasm\", \"exports\": { \".\": { \"types\": \"./a\", \"default\": \"./b\" } } }";
        assert_eq!(in_repository(plain, None).unwrap(), plain);
        let named = in_repository(plain, Some("https://host.example/hub".into())).unwrap();
        assert!(named.contains("\"url\": \"git+https://host.example/hub.git\""));
        // The first condition that fits is taken: types stand before the rest.
        assert!(named.find("types") < named.find("default"));
    }
}
