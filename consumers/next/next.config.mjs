import path from "node:path";

/** On the server the package stays a package: it reads its modules from the disk. */
export default {
  serverExternalPackages: ["yb-wasm"],
  turbopack: { root: path.join(import.meta.dirname, "..") },
};
