// A WebAssembly module, for tools that import one as such (Cloudflare Workers, Node's `--experimental-wasm-modules`).
declare const module: WebAssembly.Module;
export default module;
