// The tag `<yb-calculator>`. Importing this defines it; where there is no page, as on a server, nothing happens.
import type { CalculatorId, Inputs, Outputs } from "./index.js";

/** A calculator. Its inputs are its attributes, with hyphens for capitals: `yieldRate` is `yield-rate`. */
export class YieldCalculator extends HTMLElement {
  /**
   * The folder of a hosted hub, with a slash at its end: what a calculator links to there is linked. Set it before the
   * first calculator is seen.
   */
  static site: URL | undefined;
  /** The input, complete with its defaults, once the calculator is alive; setting it moves the calculator there. */
  get value(): Inputs[CalculatorId] | undefined;
  set value(input: Inputs[CalculatorId] | undefined);
  /** The answer, once the calculator is alive. */
  get output(): Outputs[CalculatorId] | undefined;
}

/** Which calculator, and what it takes and gives. */
export type Change = {
  [Id in CalculatorId]: {
    readonly calculator: Id;
    /** Complete with its defaults. */
    readonly input: Inputs[Id];
    readonly output: Outputs[Id];
  };
}[CalculatorId];

/** `yb-change`: the input or the answer has changed; bubbles out of shadow roots. */
export type YbChangeEvent = Event &
  Change & {
    /** The input as attributes and query keys, without what stands at its default. */
    readonly pairs: readonly (readonly [key: string, value: unknown])[];
  };

declare global {
  interface HTMLElementTagNameMap {
    "yb-calculator": YieldCalculator;
  }
  interface HTMLElementEventMap {
    "yb-change": YbChangeEvent;
  }
}
