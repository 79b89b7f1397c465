// What the buttons under a calculator do: its state as an address, as a tag, as data, and in this browser.

import type { Address } from "./address.ts";
import { keep } from "./keep.ts";
import { pageOf, snippet } from "./snippet.ts";
import { copy, csvOf, download } from "./take.ts";
import type { Drawn, Pair } from "./tree.ts";

/** What is taken away. */
export interface Taken {
  readonly id: string;
  readonly root: ShadowRoot;
  /** The last drawing without faults. */
  readonly good: Drawn;
  /** Its place in the address of the page, where it has one. */
  readonly address: Address | undefined;
  readonly site: URL | undefined;
}

/** Does what the button `what` is for, and says what was done; nothing where there is nothing to do. */
export async function take(what: string, taken: Taken): Promise<string> {
  const { id, root, good } = taken;
  if (what === "keep") return keep(id, good.pairs);
  if (what === "csv") {
    if (good.output) download(`${id}.csv`, csvOf(good.output));
    return good.output ? "Saved" : "";
  }
  const pairs = portable(root, good.pairs);
  const text = textOf(what, taken, pairs);
  if (!text) return "";
  if (!(await copy(text))) return "Your browser did not allow copying";
  const without = pairs.length < good.pairs.length ? ", without what is too long for it" : "";
  return (what === "embed" ? "Tag copied" : "Link copied") + without;
}

function textOf(what: string, { id, root, good, address, site }: Taken, pairs: readonly Pair[]): string | undefined {
  if (what === "link" && address) return address.with(pairs).href;
  if (!site || what === "link") return site && pageOf(site, id, pairs);
  const title = root.querySelector(".question")?.textContent ?? id;
  return snippet("tag", { site, id, title, pairs, input: good.input ?? {} });
}

/** The part of the state `pairs` that an address can carry. */
export function portable(root: ShadowRoot, pairs: readonly Pair[]): readonly Pair[] {
  const long = [...root.querySelectorAll<HTMLTextAreaElement>("[data-unlinked]")].map(({ name }) => name);
  return pairs.filter(([key]) => !long.includes(key));
}
