// The page of the bundled consumers: the answers as text, beside the tags.
import "yb-wasm/elements";
import { answers } from "./answers.mjs";

document.querySelector("output").textContent = JSON.stringify(await answers());
