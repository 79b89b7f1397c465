// The recorded pools as the package takes them.
import { readFileSync, readdirSync } from "node:fs";

const vectors = new URL("../../core/tests/vectors/", import.meta.url);
export const ONE = 10n ** 18n;

/** A recorded file with its whole numbers as bigints, but for the indices that the package wants as numbers. */
export function recorded(name) {
  const file = JSON.parse(readFileSync(new URL(name, vectors), "utf8"));
  const whole = (value, key) => {
    if (Array.isArray(value)) return value.map((item) => whole(item));
    if (typeof value === "string" && /^-?\d+$/.test(value) && key !== "projectTokenIndex") return BigInt(value);
    return value;
  };
  const object = (from) => Object.fromEntries(Object.entries(from).map(([key, value]) => [key, whole(value, key)]));
  const { hook, ...pool } = file.pool;
  const index = pool.projectTokenIndex;
  const state = { poolAddress: "0x", supportsUnbalancedLiquidity: true, ...object(pool) };
  if (index !== undefined) state.projectTokenIndex = Number(index);
  if (hook === undefined) return { state, calls: file.calls };
  const hookState = object({ ...hook.dynamicData, ...hook });
  state.hookType = { STABLE_SURGE: "StableSurge", EXIT_FEE: "ExitFee" }[hook.type] ?? hook.type;
  return { state, hookState, calls: file.calls };
}

export const files = readdirSync(vectors).filter((name) => name.endsWith(".json"));

/** A stable pool of two tokens, anew each time. */
export const stable = () => recorded("made-stable2-a200.json").state;

/** A trade of the first token for the second. */
export const trade = (state, change = {}) => ({
  amountRaw: ONE,
  tokenIn: state.tokens[0],
  tokenOut: state.tokens[1],
  swapKind: 0,
  ...change,
});
