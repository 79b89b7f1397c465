// Compiles only if a program written for npm `@balancer-labs/balancer-maths` does with the import changed; never run.
import { AddKind, RemoveKind, Rounding, Stable, SwapKind, Vault, Weighted, init } from "yb-wasm/balancer-maths";
import type { BufferState, HookState, PoolBase, StableState, SwapInput, WeightedState } from "yb-wasm/balancer-maths";
import { EngineError, Pool, wrapOrUnwrap } from "yb-wasm/engine";

declare const stable: StableState;
declare const weighted: WeightedState;
declare const buffer: BufferState;
declare const hook: HookState;

await init();
const vault = new Vault();
const input: SwapInput = { amountRaw: 1n, tokenIn: "0xA", tokenOut: "0xB", swapKind: SwapKind.GivenIn };
const out: bigint = vault.swap(input, stable, hook) + vault.swap(input, buffer) + vault.swap(input, weighted, {});
const { bptAmountOutRaw } = vault.addLiquidity(
  { pool: "", maxAmountsInRaw: [out], minBptAmountOutRaw: 0n, kind: AddKind.UNBALANCED },
  weighted,
);
const { amountsOutRaw } = vault.removeLiquidity(
  { pool: "", minAmountsOutRaw: [1n], maxBptAmountInRaw: bptAmountOutRaw, kind: RemoveKind.PROPORTIONAL },
  stable,
);
const curve: PoolBase = new Stable({ amp: 200_000n });
curve.computeInvariant(amountsOutRaw, Rounding.ROUND_DOWN);
new Weighted({ weights: [1n] }).getMaxSingleTokenAddAmount();
// @ts-expect-error amounts are bigints
vault.swap({ ...input, amountRaw: 1 }, stable);

const pool = new Pool(stable).prepare();
const many: (bigint | null)[] = pool.swaps(SwapKind.GivenOut, 0, 1, [1n]);
pool.addUnbalanced([1n, 1n]).poolTokens + (many[0] ?? 0n);
wrapOrUnwrap({ assets: 1n, shares: 1n, underlying: 1n, wrapped: 1n }, 0, SwapKind.GivenIn, 1n);
// @ts-expect-error tokens are named by index
pool.swap(SwapKind.GivenIn, "0xA", 1, 1n);
const thrown: unknown = undefined;
if (thrown instanceof EngineError) thrown.code.toUpperCase();
