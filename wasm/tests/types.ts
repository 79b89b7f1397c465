// Compiles only if the package's types say what its users rely on; never run. Each line under
// `@ts-expect-error` must be refused.
import { calculate, calculators, init } from "yb-wasm";
import type { Calculator, CalculatorId, FieldError, InputError, Inputs, Outputs } from "yb-wasm";

await init();
await init(new URL("https://example.org/yb_wasm_bg.wasm"));
await init(new Uint8Array());

const all: Calculator[] = calculators();
const ids: CalculatorId[] = all.map(({ id }) => id);

const drift = calculate("yield-drift", {
  curve: { kind: "stable", amplification: 200 },
  yieldRate: 0.03,
});
const loss: number = drift.lossVersusHolding;
const exit: number | null = drift.rangeExitYears;
const reading: string = drift.reading;
const input: Inputs["lvr"] = { volatility: 0.6, blockModel: "constant" };
const output: Outputs["lvr"] = calculate("lvr", input);
const amount: string = calculate("swap").amount;

// @ts-expect-error no such calculator
calculate("yield-drfit");
// @ts-expect-error no such field
calculate("yield-drift", { yieldrate: 0.03 });
// @ts-expect-error text is no number
calculate("yield-drift", { yieldRate: "0.03" });
// @ts-expect-error no such kind of curve
calculate("lvr", { curve: { kind: "linear" } });
// @ts-expect-error no such output
calculate("lvr").lossVersusHolding;
// @ts-expect-error the definition is not to be changed
calculators()[0]!.title = "";

const faults = (error: InputError): readonly FieldError[] => error.errors;

export { amount, exit, faults, ids, loss, output, reading };
