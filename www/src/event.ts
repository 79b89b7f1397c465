// What the tag tells the page around it.

import type { Input, Output } from "./tree.ts";

/** The input or the answer of a calculator has changed; bubbles out of shadow roots. */
export class YbChangeEvent extends Event {
  /** The calculator's id. */
  readonly calculator: string;
  /** The input, complete with its defaults. */
  readonly input: Input;
  /** The answer. */
  readonly output: Output;

  constructor(calculator: string, input: Input, output: Output) {
    super("yb-change", { bubbles: true, composed: true });
    this.calculator = calculator;
    this.input = input;
    this.output = output;
  }
}

declare global {
  interface HTMLElementEventMap {
    "yb-change": YbChangeEvent;
  }
}
