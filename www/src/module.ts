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
  readonly site: string;
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

/** Fetches and compiles the module of calculator `id`, once; a load that failed may be tried again. */
export async function open(id: string): Promise<Exports> {
  const found = known(id);
  const { address } = found;
  let ready = loading.get(address);
  if (!ready) {
    ready = begin(found);
    ready.catch(() => loading.delete(address));
    loading.set(address, ready);
  }
  return ready;
}

async function begin({ address, integrity, load }: Module): Promise<Exports> {
  // The bytes are on their way while the script is, and are refused if they are others.
  const bytes = fetch(new URL(address, import.meta.url), { integrity });
  bytes.catch(() => {}); // told by whoever waits for it below
  const exports = await load();
  await exports.default({ module_or_path: await bytes });
  return exports;
}
