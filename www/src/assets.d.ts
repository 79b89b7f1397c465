declare module "*.css" {
  const text: string;
  export default text;
}

/** Written when the site is built: where each calculator's WebAssembly module is. */
declare module "~modules" {
  export interface Exports {
    default(options: { module_or_path: Response }): Promise<unknown>;
    widget(id: string, pairs: unknown, options: unknown): unknown;
  }
  export interface Module {
    readonly address: string;
    readonly integrity: string;
    readonly load: () => Promise<Exports>;
  }
  const modules: { readonly [id: string]: Module };
  export default modules;
}
