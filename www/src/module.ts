// The WebAssembly module, loaded once a page.

import { init, widget } from "yb-wasm";
import address from "yb-wasm/wasm";
import type { Drawn, Json } from "./tree.ts";

/** Fetches and compiles the module, once; a load that failed may be tried again. */
export function load(): Promise<void> {
  return init(new URL(address, import.meta.url));
}

/** How a widget is drawn. */
export interface Options {
  readonly width: number;
  readonly idPrefix: string;
  readonly headingLevel: number;
  readonly live: boolean;
  readonly sources: string;
}

/** Draws calculator `id` in the state `pairs`. */
export function draw(id: string, pairs: Iterable<readonly [string, Json]>, options: Options): Drawn {
  // What the package's types leave unknown is JSON.
  return widget(id, [...pairs], options) as Drawn;
}
