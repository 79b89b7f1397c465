declare module "*.css" {
  const text: string;
  export default text;
}

/** Where the worker's script is: a file beside the scripts, on the site and in the npm package. */
declare module "~worker" {
  export const address: string;
}

/** Written when the site is built: where each calculator's WebAssembly module is. */
declare module "~modules" {
  export interface Exports {
    default(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
    widget(id: string, pairs: unknown, options: unknown): unknown;
    /** In modules with calculators that take long. */
    readonly Task?: new (id: string, pairs: unknown, options: unknown) => Task;
  }
  /** An answer that takes long. */
  export interface Task {
    advance(steps: number): number;
    waiting(): unknown;
    finish(): unknown;
    redraw(options: unknown): void;
    free(): void;
  }
  export interface Module {
    readonly address: string;
    readonly integrity: string;
    /** Those of its calculators whose answers take long. */
    readonly slow: readonly string[];
    readonly load: () => Promise<Exports>;
  }
  /** The types and names of the pools of each family but the first, with spaces between them. */
  export const families: { readonly [family: string]: string };
  /** The modules of calculators that take a pool, for each family but the first. */
  export const others: () => Promise<{ default: { readonly [id: string]: { readonly [family: string]: Module } } }>;
  const modules: { readonly [id: string]: Module };
  export default modules;
}

/** Written when the site is built: the files of an offline copy, from the site's root, and a name for their bytes. */
declare module "~offline" {
  const copy: { readonly version: string; readonly files: readonly string[] };
  export default copy;
}
