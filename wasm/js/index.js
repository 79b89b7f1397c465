// The package's entry: loads the module once, and hands on what it exports.
import list from "./schemas.js";
import start, { calculate, widget } from "./yb_wasm.js";

export { calculate, widget };

/** Every calculator with its JSON Schemas; a copy, so that nobody changes another's. */
export function calculators() {
  return structuredClone(list);
}

let ready;

/**
 * Loads the WebAssembly module, once; later calls give the same promise. A load that failed may
 * be tried again. Without an argument the module beside this file is taken: fetched in a browser
 * or worker, read from the disk in Node.
 */
export function init(source) {
  ready ??= load(source).catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function load(source) {
  await start({ module_or_path: source ?? (await beside()) });
}

async function beside() {
  const url = new URL("./yb_wasm_bg.wasm", import.meta.url);
  if (url.protocol !== "file:") return url;
  // Node's fetch does not read files. The name is a variable so that bundlers leave it alone.
  const files = "node:fs/promises";
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ files);
  return readFile(url);
}
