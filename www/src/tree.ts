// The words of what the module draws, on top of the package's own types.

import type { Drawn as Bare, FieldError, Frame, FrameAxis, TreeNode } from "yb-wasm";

export type { FieldError, Frame };
export type Tree = TreeNode;
export type Axis = FrameAxis;

/** An element of the tree. */
export type Branch = Extract<TreeNode, { t: string }>;

/** A number with the English text that the module made of it. */
export type NumberLeaf = Extract<TreeNode, { n: number | null }>;

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An input in JSON form. */
export type Input = { readonly [key: string]: Json };

/** One field of a calculator's flat state, its key in kebab case. */
export type Pair = readonly [key: string, value: Json];

/** The data of a picture; gaps are null. */
export interface Chart {
  readonly title: string;
  readonly x: { readonly label: string };
  readonly xs: readonly number[];
  readonly names: readonly string[];
  readonly series: readonly { label: string; tone: string; values: readonly (number | null)[] }[];
}

/** What a calculator says: its figures under their own keys, and these two. */
export interface Output {
  readonly reading: string;
  readonly chart: Chart;
  readonly [figure: string]: unknown;
}

/** A drawn calculator; while there are faults, without input, output and frame. */
export interface Drawn extends Bare {
  readonly input: Input | null;
  readonly output: Output | null;
  readonly errors: readonly FieldError[];
  readonly pairs: readonly Pair[];
}
