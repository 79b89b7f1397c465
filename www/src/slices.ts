// A long calculation in slices: between two of them others have their turn, and it can be dropped.

import type { Exports, Task } from "~modules";
import type { Options } from "./module.ts";
import { turn } from "./turn.ts";
import type { Drawn, Json, Pair } from "./tree.ts";

/** What a calculation tells: that it goes on (drawn without an answer), how far it is, its end. */
export type Told =
  | { readonly what: "waiting" | "done"; readonly drawn: Drawn }
  | { readonly what: "progress"; readonly share: number }
  | { readonly what: "failed"; readonly error: string };

/** Steps of the first slice, which takes less than a frame on any machine. */
const FIRST = 1000;

/** Runs the calculations of one widget, one at a time. */
export class Slices {
  #exports: Exports;
  #id: string;
  #budget: number;
  #tell: (told: Told) => void;
  /** Rises with each calculation; who finds another number than its own has been dropped. */
  #current = 0;
  #task: Task | undefined;
  /** The state that the task answers. */
  #answered: readonly Pair[] | undefined;

  /** `budget` is the length of a slice in milliseconds. */
  constructor(exports: Exports, id: string, budget: number, tell: (told: Told) => void) {
    this.#exports = exports;
    this.#id = id;
    this.#budget = budget;
    this.#tell = tell;
  }

  /** Whether the answer to `pairs` is here, and only to be drawn. */
  know(pairs: readonly Pair[]): boolean {
    return this.#answered !== undefined && same(this.#answered, pairs);
  }

  begin(pairs: readonly Pair[], options: Options): void {
    this.#run(pairs, options).catch((error: unknown) => {
      this.drop();
      this.#tell({ what: "failed", error: String(error) });
    });
  }

  /** Drops the calculation that goes on. */
  drop(): void {
    this.#current++;
    if (this.#answered) return;
    this.#task?.free();
    this.#task = undefined;
  }

  async #run(pairs: readonly Pair[], options: Options): Promise<void> {
    const known = this.know(pairs);
    this.drop();
    if (known && this.#task) {
      // The same question for another width: only the picture is drawn anew.
      this.#task.redraw(options);
      return this.#tell({ what: "done", drawn: this.#task.finish() as Drawn });
    }
    this.#answered = undefined;
    this.drop();
    const own = this.#current;
    if (!this.#exports.Task) throw new Error(`the module of ${this.#id} computes in one go`);
    const task = (this.#task = new this.#exports.Task(this.#id, pairs, options));
    let steps = FIRST;
    let share = 0;
    for (let slice = 0; share < 1; slice++) {
      const start = performance.now();
      share = task.advance(steps);
      const took = Math.max(performance.now() - start, 0.05);
      steps = Math.ceil(steps * Math.min(Math.max(this.#budget / took, 0.25), 4));
      if (share >= 1) break;
      this.#tell(slice === 0 ? { what: "waiting", drawn: task.waiting() as Drawn } : { what: "progress", share });
      await turn();
      if (own !== this.#current) return;
    }
    const drawn = task.finish() as Drawn;
    if (drawn.input) this.#answered = drawn.pairs;
    this.#tell({ what: "done", drawn });
  }
}

function same(a: readonly Pair[], b: readonly Pair[]): boolean {
  return a.length === b.length && a.every(([key, value], n) => key === b[n]?.[0] && alike(value, b[n][1]));
}

function alike(a: Json, b: Json): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
