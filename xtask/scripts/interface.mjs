// The package's public interface against the record of the last release.
//
//   node interface.mjs            compares; fails at what breaks, unless the version says so
//   node interface.mjs --record   writes the record anew, under the same rule

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { compare, mayBreak } from "./interface/compare.mjs";
import { interfaceOf } from "./interface/read.mjs";

const root = new URL("../../", import.meta.url);
const RECORD = new URL("wasm/interface.json", root);
const SHOWN = 40;

const record = process.argv.includes("--record");
const { undeclared, ...now } = await interfaceOf(new URL("dist/npm/", root).pathname);
const before = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, "utf8")) : undefined;
if (!before && !record) fail("wasm/interface.json is missing: cargo xtask interface --record");

const { breaking, added } = before ? compare(before.interface, now.interface) : { breaking: [], added: [] };
show(`new since ${before?.version}`, added);
show("there, but not declared, so not promised", undeclared);
show(`breaks those who use ${before?.version}`, breaking);
const heading = before && `## ${before.version} (unreleased)`;
const unreleased = before && readFileSync(new URL("CHANGELOG.md", root), "utf8").split("\n").includes(heading);
const allowed = breaking.length === 0 || mayBreak(before.version, now.version);

if (record) {
  if (!allowed && !unreleased) fail(`${now.version} may not break what ${before.version} promised: raise ${raised(before.version)}`);
  writeFileSync(RECORD, JSON.stringify(now, null, 1) + "\n");
  console.log(`wasm/interface.json: ${Object.keys(now.interface).length} promises of ${now.version}`);
} else if (!allowed) {
  const way = unreleased
    ? `${before.version} is not released yet, so renew the record: cargo xtask interface --record`
    : `raise ${raised(before.version)} in Cargo.toml, say it in CHANGELOG.md, then cargo xtask interface --record`;
  fail(`the public interface has changed. If it must: ${way}`);
} else {
  const count = Object.keys(before.interface).length;
  console.log(`${count} promises of ${before.version}: ${breaking.length} broken, ${added.length} new in ${now.version}`);
}

function raised(version) {
  return version.startsWith("0.") ? "the minor version" : "the major version";
}

function show(title, lines) {
  if (lines.length === 0) return;
  console.log(`${title}: ${lines.length}`);
  for (const line of lines.slice(0, SHOWN)) console.log(`  ${line}`);
  if (lines.length > SHOWN) console.log(`  … and ${lines.length - SHOWN} more`);
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
