// The public interface of the built package, as a flat object `what → what it means`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { flattened } from "./schemas.mjs";
import { declared } from "./types.mjs";

/** Of the package in `folder`; `undeclared` are values that are there without a type, and no promise. */
export async function interfaceOf(folder) {
  const text = (name) => readFileSync(join(folder, name), "utf8");
  const described = JSON.parse(text("package.json"));
  const found = [];
  const undeclared = [];
  for (const [entry, target] of Object.entries(described.exports)) {
    found.push([`entry ${entry}`, typeof target === "string" ? "file" : Object.keys(target).join(", ")]);
    const name = entry.replace(/^\./, described.name);
    if (target.types) {
      const types = declared(text(target.types), (file) => text(file.replace(/\.js$/, ".d.ts")));
      found.push(...types.map(([key, means]) => [`type ${name} ${key}`, means]));
    }
    if (!target.default?.endsWith(".js")) continue;
    const module = await import(pathToFileURL(join(folder, target.default)));
    for (const key of Object.keys(module)) {
      const known = found.some(([what]) => what === `type ${name} ${key}`);
      if (known) found.push([`export ${name} ${key}`, typeof module[key]]);
      else undeclared.push(`${name} ${key}`);
    }
  }
  for (const { id, inputSchema, outputSchema } of JSON.parse(text("schemas.js").replace(/^export default |;\n$/g, ""))) {
    found.push([`calculator ${id}`, ""]);
    found.push(...flattened(inputSchema, `input ${id}`), ...flattened(outputSchema, `output ${id}`));
  }
  for (const tag of JSON.parse(text("custom-elements.json")).modules.flatMap((module) => module.declarations)) {
    const of = (what, list) => found.push(...list.map((it) => [`${what} ${tag.tagName} ${it.name}`, it.type?.text ?? ""]));
    of("attribute", tag.attributes);
    of("property", tag.members);
    of("event", tag.events);
    of("part", tag.cssParts);
    of("custom property", tag.cssProperties);
  }
  found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { version: described.version, interface: Object.fromEntries(found), undeclared };
}
