// The state of a calculator in this browser, where a reader asks for it: nothing is kept unasked.

import type { Pair } from "./tree.ts";

/** More is no form that somebody filled in by hand. */
const MOST = 200_000;

const name = (id: string): string => `kept:${id}`;

/** What was kept of calculator `id`, or nothing; what is not in our form is left alone. */
export function kept(id: string): Pair[] {
  try {
    const pairs: unknown = JSON.parse(localStorage.getItem(name(id)) ?? "[]");
    return Array.isArray(pairs) ? pairs.filter(isPair) : [];
  } catch {
    return [];
  }
}

/** Keeps `pairs`, or forgets them if they are what was kept; says what was done. */
export function keep(id: string, pairs: readonly Pair[]): string {
  const text = JSON.stringify(pairs);
  if (text.length > MOST) return "Too long to be kept";
  try {
    if (localStorage.getItem(name(id)) === text) {
      localStorage.removeItem(name(id));
      return "Forgotten";
    }
    localStorage.setItem(name(id), text);
    return "Kept in this browser; press again to forget";
  } catch {
    return "Your browser did not allow keeping";
  }
}

function isPair(pair: unknown): pair is Pair {
  return Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string";
}
