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

const loading = new Map<string, Promise<Exports>>();

function known(id: string): Module {
  const found = Object.hasOwn(modules, id) ? modules[id] : undefined;
  if (!found) throw new Error(`id: “${id}” is none of ${Object.keys(modules).join(", ")}`);
  return found;
}

/** Whether the answers of calculator `id` take long. */
export function isSlow(id: string): boolean {
  return known(id).slow;
}

/** Draws with the module of calculator `id`. */
export async function load(id: string): Promise<Draw> {
  const { widget } = await open(id);
  // What the module's types leave unknown is JSON.
  return (pairs, options) => widget(id, [...pairs], options) as Drawn;
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
  // The bytes are on their way while the script is, and are refused if they are others.
  const bytes = fetch(address, { integrity });
  bytes.catch(() => {}); // told by whoever waits for it below
  const exports = await load();
  await exports.default({ module_or_path: await bytes });
  return exports;
}
