// Long answers for a widget: from a worker where the browser gives one, else in short slices here.
//
// A page on another origin gets no worker from our script, and a worker made of a text (`blob:`) would break
// the policies of many pages, so there it is slices.

import { addressOf, open } from "./module.ts";
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
  #tell: (told: Told) => void;
  #worker: Worker | undefined;
  #slices: Slices | undefined;
  #making: Promise<void> | undefined;
  /** The newest question, until somebody has taken it. */
  #asked: { pairs: readonly Pair[]; options: Options } | undefined;
  #number = 0;

  constructor(id: string, tell: (told: Told) => void) {
    this.#id = id;
    this.#tell = tell;
  }

  /** Computes `pairs`; what was computed before is dropped, and no longer told of. */
  begin(pairs: readonly Pair[], options: Options): void {
    this.#number++;
    this.#asked = { pairs, options };
    if (this.#worker || this.#slices) return this.#ask();
    this.#making ??= this.#make().finally(() => (this.#making = undefined));
  }

  drop(): void {
    this.#number++;
    this.#asked = undefined;
    this.#worker?.postMessage("drop" satisfies Asked);
    this.#slices?.drop();
  }

  /** Gives back what it holds; it may begin again. */
  stop(): void {
    this.drop();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#slices = undefined;
  }

  async #make(): Promise<void> {
    try {
      const { address } = await import("~worker");
      const worker = new Worker(scriptAddress(address), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => this.#hear(data));
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        void this.#refused(worker);
      });
      this.#worker = worker;
      this.#ask();
    } catch {
      await this.#here();
    }
  }

  /** A worker that did not start: the same question is answered here. */
  async #refused(worker: Worker): Promise<void> {
    if (worker !== this.#worker) return;
    worker.terminate();
    this.#worker = undefined;
    await this.#here();
  }

  async #here(): Promise<void> {
    try {
      const exports = await open(this.#id);
      this.#slices = new Slices(exports, this.#id, BUDGET, (told) => this.#tell(told));
      this.#ask();
    } catch (error) {
      this.#tell({ what: "failed", error: String(error) });
    }
  }

  #ask(): void {
    if (!this.#asked) return;
    const { pairs, options } = this.#asked;
    this.#worker?.postMessage({ id: this.#id, address: addressOf(this.#id), pairs, options, number: this.#number } satisfies Asked);
    this.#slices?.begin(pairs, options);
  }

  #hear({ number, told }: Answered): void {
    if (number === this.#number) this.#tell(told);
  }
}
