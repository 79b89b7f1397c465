// Steps a second of the simulation in WebAssembly, as the site's module runs it, and of what it is held against.
// `cargo xtask build`, then `node bench/simulation.mjs`.

import { readFileSync } from "node:fs";

const folder = new URL("../target/modules/simulation/", import.meta.url);
const { default: init, Task } = await import(new URL("simulation.js", folder).href);
await init({ module_or_path: readFileSync(new URL("simulation_bg.wasm", folder)) });

const STEPS = 2_628_000;
const YEAR = [["step-seconds", 12], ["half-life-seconds", 0]];
/** Two equal pools, so that a step of the market is two steps of this curve; nobody pays a fee, so each trades. */
const EVERY = [...YEAR, ["volatility", 0.02], ["swap-fee", 0], ["beside", "fee"], ["other-fee", 0]];

/** Recorded on another day and machine by others' programs: nanoseconds a step. They say an order of size, no more. */
const RECORDED = {
  stable: "curvesim 0.5: 154,000 to 223,000",
  weighted: "numpy: 22,446 for one pool, 53 for each of 1000; numba: 27",
};

const cases = [
  ["stable, a trade each step", "stable", [...EVERY, ["curve", "stable"]]],
  ["weighted 80/20, a trade each step", "weighted", [...EVERY, ["curve", "weighted"], ["weight", 0.8]]],
  ["constant product, a trade each step", "weighted", [...EVERY, ["curve", "constantProduct"]]],
  ["range, a trade each step", "", [...EVERY, ["curve", "range"], ["lower", 0.5], ["upper", 2]]],
  ["E-CLP, a trade each step", "", [...EVERY, ["curve", "eclp"], ["volatility", 0.0002]]],
  ["stable with and without rates, 0.04 %, as the page starts", "", [["step-seconds", 12]]],
];

console.log("| what | year of blocks, processor s | ns a pool and step | million steps a second | recorded of others, ns |");
console.log("|---|---|---|---|---|");
for (const [name, peer, pairs] of cases) {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const task = new Task("simulation", pairs, {});
    // Processor time: what else the machine does is not counted.
    const start = process.cpuUsage();
    while (task.advance(100_000) < 1);
    best = Math.min(best, process.cpuUsage(start).user / 1000);
    const { output, errors } = task.finish();
    if (!output || output.steps !== STEPS) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    task.free();
  }
  const each = (best * 1e6) / STEPS / 2;
  const cells = [name, (best / 1000).toFixed(2), each.toFixed(0), (1000 / each).toFixed(1), RECORDED[peer] ?? ""];
  console.log(`| ${cells.join(" | ")} |`);
}
