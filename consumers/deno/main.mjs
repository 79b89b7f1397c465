// Deno: as it is, with leave to read files.
import "yb-wasm/elements";
import { answers } from "../answers.mjs";

console.log(JSON.stringify(await answers()));
