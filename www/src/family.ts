// To which family of pools a pool seems to belong: a guess that spares a page a module. The module itself knows.

import { families } from "~modules";

/** The family that most calculators start with. */
export const FIRST = "plain";

/** The family of each name and type. */
const FAMILIES = new Map<string, string>();
for (const family in families) for (const word of families[family]?.split(" ") ?? []) FAMILIES.set(word, family);

/** Where a type stands in a pool's JSON, it stands near the front. */
const NEAR = 20_000;

/** The family of a pool: a name, JSON, or text with JSON in it. */
export function familyOf(pool: unknown): string {
  const text = typeof pool === "string" ? pool : (JSON.stringify(pool) ?? "");
  const words = text.slice(0, NEAR).match(/^[\w-]+$|"\w+"/g) ?? [];
  for (const word of words) {
    const bare = word.replaceAll('"', "");
    const family = FAMILIES.get(bare) ?? FAMILIES.get(bare.toUpperCase());
    if (family) return family;
  }
  return FIRST;
}
