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
  const modules: { readonly [id: string]: { readonly address: string; readonly load: () => Promise<Exports> } };
  export default modules;
}
