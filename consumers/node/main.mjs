// Node: as it is. The entry of the tag may be imported where there is no page.
import "yb-wasm/elements";
import { answers } from "../answers.mjs";

console.log(JSON.stringify(await answers()));
