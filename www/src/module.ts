// The WebAssembly modules: each carries a few calculators and is loaded once a page.

import modules, { others } from "~modules";
import type { Exports, Module } from "~modules";
import { FIRST } from "./family.ts";
import type { Drawn, Pair } from "./tree.ts";

/** How a widget is drawn. */
export interface Options {
  readonly width: number;
  readonly idPrefix: string;
  readonly headingLevel: number;
  readonly live: boolean;
  readonly site: string | undefined;
  /** The answer alone, above what stands in the tag. */
  readonly onlyAnswer: boolean;
}

/** Draws a calculator in the state `pairs`; or, where the module for it is not here yet, fetches that: once it has
 * come, the state of then can be drawn. */
export type Draw = (pairs: Iterable<Pair>, options: Options) => Drawn | Promise<unknown>;

/** What the small script knows of the modules, handed to the rest: so each is one file, and none waits for another. */
export interface Modules {
  isSlow(id: string): boolean;
  addressOf(id: string): string;
  open(id: string, family?: string): Promise<Exports>;
  /** The family of pools that `pool` seems to belong to; that of a text without a pool is the first. */
  familyOf(pool: unknown): string;
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

/** Fetches and compiles the module of calculator `id`, once; a load that failed may be tried again. One that takes a
 * pool has a module for each `family`. A worker is told the `address`, since a bundler may have moved them apart. */
export async function open(id: string, family = FIRST, address?: string): Promise<Exports> {
  const first = known(id);
  const found = family === FIRST ? first : ((await others()).default[id]?.[family] ?? first);
  const place = address ?? found.address;
  let ready = loading.get(place);
  if (!ready) {
    ready = begin(found, place);
    ready.catch(() => loading.delete(place));
    loading.set(place, ready);
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
