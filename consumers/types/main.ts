// The package's types through its exports map, as a bundler and as Node read it; never run.
import { calculate, init } from "yb-wasm";
import { Pool, SwapKind } from "yb-wasm/engine";
import { Vault } from "yb-wasm/balancer-maths";
import { YieldCalculator } from "yb-wasm/elements";
import calculators from "yb-wasm/calculators.wasm";
import engine from "yb-wasm/engine.wasm";

const modules: WebAssembly.Module[] = [calculators, engine];
await init(modules[0]);
const loss: number = calculate("yield-drift").lossVersusHolding;
const kind: SwapKind = SwapKind.GivenIn;
const tag: YieldCalculator = document.createElement("yb-calculator");
tag.addEventListener("yb-change", (event) => {
  if (event.calculator === "lvr") event.output.lvrRate.toFixed(2);
  // @ts-expect-error no output of every calculator
  event.output.lvrRate;
});
// @ts-expect-error the answer is not to be set
tag.output = undefined;

export { Pool, Vault, kind, loss };
