// What a reader has typed for one pool and keeps when choosing another, or another way in or out.

import { toText } from "./form.ts";
import type { FieldError, Json } from "./tree.ts";

/** Changes in `pairs` what belongs to the pool or the way before, now that the reader has `chosen` another under these
 * keys; whether there was any. */
export function fit(pairs: Map<string, Json>, chosen: ReadonlySet<string>, errors: readonly FieldError[]): boolean {
  const pool = chosen.has("pool");
  let changed = false;
  for (const { code, field, message } of errors) {
    // Who chooses a pool that has not these tokens means its own.
    if (code === "TokenNotRegistered" && pool) {
      for (const key of pairs.keys()) if (/^token/.test(key)) changed = pairs.delete(key);
    }
    const wanted = /takes (\d+)/.exec(message);
    if (code === "InputLengthMismatch" && wanted && (pool || chosen.has("kind"))) {
      pairs.set(field, resized(toText(pairs.get(field) ?? ""), Number(wanted[1])));
      changed = true;
    }
  }
  return changed;
}

/** The first of the amounts, and nothing of what has none; where only others are something, the first of these. */
function resized(text: string, length: number): string {
  const given = text.split(/[,;\n]/);
  const amounts = Array.from({ length }, (_, index) => given[index]?.trim() ?? "0");
  const some = (amount: string) => Number(amount) !== 0;
  if (!amounts.some(some)) amounts[0] = given.find(some)?.trim() ?? "0";
  return amounts.join(", ");
}
