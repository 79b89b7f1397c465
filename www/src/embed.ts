// The script for pages of others: the tag, and frames that set their own height.

import { define } from "./element.ts";
import { hostFrames } from "./frames.ts";

/** The folder that this site is served from. */
const SITE = new URL("../", import.meta.url);

export { YieldCalculator } from "./element.ts";

if (define(SITE)) hostFrames(SITE);
