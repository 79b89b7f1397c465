// A worker that may not compile bytes: the modules are imported, and handed to init.
import calculators from "yb-wasm/calculators.wasm";
import engine from "yb-wasm/engine.wasm";
import "yb-wasm/elements";
import { answers } from "../answers.mjs";

export default {
  async fetch() {
    return Response.json(await answers({ calculators, engine }));
  },
};
