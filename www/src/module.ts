// The WebAssembly modules: each carries a few calculators and is loaded once a page.

import modules from "~modules";
import type { Exports, Module } from "~modules";
import type { Drawn, Json } from "./tree.ts";

/** How a widget is drawn. */
export interface Options {
  readonly width: number;
  readonly idPrefix: string;
  readonly headingLevel: number;
  readonly live: boolean;
  readonly site: string | undefined;
}

/** Draws a calculator in the state `pairs`. */
export type Draw = (pairs: Iterable<readonly [string, Json]>, options: Options) => Drawn;

/** What the small script knows of the modules, handed to the rest: so each is one file, and none waits for another. */
export interface Modules {
  isSlow(id: string): boolean;
  addressOf(id: string): string;
  open(id: string): Promise<Exports>;
}

const loading = new Map<string, Promise<Exports>>();

function known(id: string): Module {
  const found = Object.hasOwn(modules, id) ? modules[id] : undefined;
  if (!found) throw new Error(`id: “${id}” is none of ${Object.keys(modules).join(", ")}`);
  return found;
}

/** Whether the answers of calculator `id` take long. */
export function isSlow(id: string): boolean {
  return known(id).slow.includes(id);
}

/** Where the module of calculator `id` is. */
export function addressOf(id: string): string {
  return known(id).address;
}

/** Fetches and compiles the module of calculator `id`, once; a load that failed may be tried again. A worker is told
 * its `address`, since a bundler may have moved them apart. */
export async function open(id: string, address = addressOf(id)): Promise<Exports> {
  const found = known(id);
  let ready = loading.get(address);
  if (!ready) {
    ready = begin(found, address);
    ready.catch(() => loading.delete(address));
    loading.set(address, ready);
  }
  return ready;
}

async function begin({ integrity, load }: Module, address: string): Promise<Exports> {
  // The module is on its way while its script is, and is refused if its bytes are others.
  const [module, exports] = await Promise.all([compiled(fetch(address, { integrity })), load()]);
  await exports.default({ module_or_path: module });
  return exports;
}

async function compiled(answer: Promise<Response>): Promise<WebAssembly.Module> {
  const bytes = await answer;
  // Some servers know no type for modules, without which browsers do not compile while they load.
  const typed = bytes.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(bytes) : WebAssembly.compile(await bytes.arrayBuffer());
}
