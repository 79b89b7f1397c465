// Nothing of the package needs a loader or a setting; minifying would only take time here.
export default {
  mode: "production",
  optimization: { minimize: false },
  target: ["web", "es2022"],
  context: import.meta.dirname,
  entry: "../page.mjs",
  performance: { hints: false },
  output: { path: `${import.meta.dirname}/dist`, filename: "main.js", publicPath: "auto", clean: true },
};
