// Long answers for a widget. The first question is begun here, where the module is already: most first answers are
// short. What is not, and all that comes later, goes to a worker where the browser gives one, else it is computed here
// in short slices.
//
// A page on another origin gets no worker from our script, and a worker made of a text (`blob:`) would break
// the policies of many pages, so there it is slices.

import { address as script } from "~worker";
import type { Exports } from "~modules";
import type { Options } from "./module.ts";
import { Slices } from "./slices.ts";
import type { Told } from "./slices.ts";
import { scriptAddress } from "./trusted.ts";
import type { Pair } from "./tree.ts";
import type { Answered, Asked } from "./worker.ts";

/** The length of a slice on the page's own thread: half a frame. */
const BUDGET = 8;

export class Runner {
  #id: string;
  /** Where the module is. */
  #address: string;
  #tell: (told: Told) => void;
  #slices: Slices;
  /** Undefined until the first question is answered or found to be long; null where the browser gives none. */
  #worker: Worker | null | undefined;
  /** The newest question. */
  #asked: { pairs: readonly Pair[]; options: Options } | undefined;
  #number = 0;

  constructor(id: string, address: string, exports: Exports, tell: (told: Told) => void) {
    this.#id = id;
    this.#address = address;
    this.#tell = tell;
    this.#slices = new Slices(exports, id, BUDGET, (told) => this.#told(told));
  }

  /** Computes `pairs`; what was computed before is dropped, and no longer told of. */
  begin(pairs: readonly Pair[], options: Options): void {
    const first = this.#number++ === 0;
    this.#asked = { pairs, options };
    if (!first && !this.#slices.know(pairs)) return this.#ask();
    this.#worker?.postMessage("drop" satisfies Asked);
    this.#slices.begin(pairs, options);
  }

  drop(): void {
    this.#number++;
    this.#asked = undefined;
    this.#worker?.postMessage("drop" satisfies Asked);
    this.#slices.drop();
  }

  /** Gives back what it holds; it may begin again. */
  stop(): void {
    this.drop();
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** What the slices tell; the first answer that takes long goes on in a worker. */
  #told(told: Told): void {
    this.#tell(told);
    if (told.what === "waiting" && this.#worker === undefined) this.#ask();
  }

  #ask(): void {
    if (!this.#asked) return;
    const { pairs, options } = this.#asked;
    if (this.#worker === undefined) this.#worker = this.#made();
    if (!this.#worker) return this.#slices.begin(pairs, options);
    this.#slices.drop();
    this.#worker.postMessage({ id: this.#id, address: this.#address, pairs, options, number: this.#number } satisfies Asked);
  }

  #made(): Worker | null {
    try {
      const worker = new Worker(scriptAddress(script), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => this.#hear(data));
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        this.#refused(worker);
      });
      return worker;
    } catch {
      return null;
    }
  }

  /** A worker that did not start: the same question is answered here. */
  #refused(worker: Worker): void {
    if (worker !== this.#worker) return;
    worker.terminate();
    this.#worker = null;
    this.#ask();
  }

  #hear({ number, told }: Answered): void {
    if (number === this.#number) this.#tell(told);
  }
}
