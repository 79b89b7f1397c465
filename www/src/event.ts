// What the tag tells the page around it.

import type { Input, Output, Pair } from "./tree.ts";

/** The input or the answer of a calculator has changed; bubbles out of shadow roots. */
export class YbChangeEvent extends Event {
  /** The calculator's id. */
  readonly calculator: string;
  /** The input, complete with its defaults. */
  readonly input: Input;
  /** The answer. */
  readonly output: Output;

  /** The input as attributes and query keys, without what stands at its default. */
  readonly pairs: readonly Pair[];

  constructor(calculator: string, input: Input, output: Output, pairs: readonly Pair[]) {
    super("yb-change", { bubbles: true, composed: true });
    this.calculator = calculator;
    this.input = input;
    this.output = output;
    this.pairs = pairs;
  }
}

declare global {
  interface HTMLElementEventMap {
    "yb-change": YbChangeEvent;
  }
}
