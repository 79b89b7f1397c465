// The package's types. `calculators.d.ts` is written from the calculators' own JSON Schemas.
import type { Inputs, Outputs } from "./calculators.js";

export type { Inputs, Outputs };
export type * from "./calculators.js";

/** The ids of the calculators. */
export type CalculatorId = keyof Inputs & keyof Outputs;

/** A calculator and the JSON Schemas (draft 2020-12) of what it takes and gives. */
export interface Calculator {
  readonly id: CalculatorId;
  /** The question it answers. */
  readonly title: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
}

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** One fault of one field. */
export interface FieldError {
  /** JSON path of the field, such as `curve.amplification`. */
  readonly field: string;
  /** `type`, `range`, `choice`, `unknown`, `required`, `conflict`, or a contract's own error name. */
  readonly code: string;
  /** One sentence that names the field, the value and the limit. */
  readonly message: string;
}

/** What {@link calculate} throws: every fault of the input at once. */
export interface InputError extends Error {
  readonly errors: readonly FieldError[];
}

/** Where the module comes from; without it, from beside this package's own file. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Loads the WebAssembly module, once; later calls give the same promise. */
export function init(source?: Source | Promise<Source>): Promise<void>;

/** Every calculator, in the order in which people meet them. */
export function calculators(): Calculator[];

/**
 * The answer to an input; a missing field takes its default.
 * @throws {InputError} every fault of the input at once
 */
export function calculate<Id extends CalculatorId>(id: Id, input?: Inputs[Id]): Outputs[Id];

/** What {@link widget} gives; has no stable form outside this project's own elements. */
export interface Drawn {
  readonly node: TreeNode;
  readonly input: Readonly<Record<string, unknown>> | null;
  readonly output: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly FieldError[];
  readonly pairs: readonly (readonly [key: string, value: unknown])[];
  readonly frame: Frame | null;
  /** Whether this is all, and not the answer alone, which comes without output. */
  readonly whole: boolean;
}

/** An element `{t: tag, a: [name, value, …], c: children}`, words, or a number in its unit (null: no number). */
export type TreeNode =
  | string
  | { readonly t: string; readonly a: readonly string[]; readonly c: readonly TreeNode[] }
  | { readonly n: number | null; readonly s: number; readonly u: string; readonly d: number; readonly x: string };

/** Where a chart stands in its picture. */
export interface Frame {
  readonly x: FrameAxis;
  readonly y: FrameAxis;
  readonly start: number;
}

export interface FrameAxis {
  readonly scale: number;
  readonly suffix: string;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly log: boolean;
}

/** A calculator drawn for a page; used by this project's own elements. */
export function widget(
  id: string,
  pairs: readonly (readonly [key: string, value: unknown])[],
  options: { width?: number; idPrefix?: string; headingLevel?: number; live?: boolean; site?: string; onlyAnswer?: boolean },
): Drawn;
