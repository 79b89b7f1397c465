// A worker that computes the long answers of one widget, away from the page.

import { open } from "./module.ts";
import type { Options } from "./module.ts";
import { Slices } from "./slices.ts";
import type { Told } from "./slices.ts";
import type { Pair } from "./tree.ts";

/** What a worker is told. */
export type Asked =
  | {
      readonly id: string;
      /** Where the module of `id` is. */
      readonly address: string;
      readonly pairs: readonly Pair[];
      readonly options: Options;
      readonly number: number;
    }
  | "drop";

/** What it tells: of which question, and what. */
export interface Answered {
  readonly number: number;
  readonly told: Told;
}

/** How long a slice is: a message waits no longer than this. */
const BUDGET = 30;

let number = 0;
let slices: Promise<Slices> | undefined;
const tell = (told: Told) => postMessage({ number, told } satisfies Answered);
addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  if (data === "drop") return void slices?.then((it) => it.drop());
  number = data.number;
  slices ??= open(data.id, undefined, data.address).then((exports) => new Slices(exports, data.id, BUDGET, tell));
  slices.then(
    (it) => it.begin(data.pairs, data.options),
    (error: unknown) => {
      slices = undefined;
      tell({ what: "failed", error: String(error) });
    },
  );
});
