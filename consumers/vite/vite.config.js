// Only the server of `vite dev` needs a word: it packs dependencies into one file each, away from what lies beside them.
export default {
  logLevel: "warn",
  optimizeDeps: { exclude: ["yb-wasm"] },
  server: { fs: { allow: [".."] }, hmr: false },
};
