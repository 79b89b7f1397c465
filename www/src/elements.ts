// The entry `yb-wasm/elements` of the npm package: the same tag, with modules from the package.

import { define } from "./element.ts";

export { YieldCalculator } from "./element.ts";

define();
