// The state of a calculator in the address of the page, where the page asks for it (`url-state`).

import { pairsOf, queryOf } from "./form.ts";
import type { Pair } from "./tree.ts";

/** Keys of the query that are not a calculator's own. */
const RESERVED = new Set(["calculator", "theme", "lang"]);

/** The place of one calculator in the address. */
export class Address {
  #name: string;
  #only: boolean;
  #timer = 0;

  /** With `url-state="only"` the calculator has the whole query for itself. */
  constructor(host: Element, id: string) {
    const same = document.querySelectorAll(`yb-calculator[url-state][calculator="${CSS.escape(id)}"]`);
    const index = [...same].indexOf(host);
    this.#name = index > 0 ? `${id}.${index + 1}` : id;
    this.#only = host.getAttribute("url-state") === "only";
  }

  /** The state that the address asks for, or none. */
  read(): Pair[] {
    const query = new URLSearchParams(location.search);
    const named = query.get("calculator");
    if (named === null ? !this.#only : named !== this.#name) return [];
    return pairsOf([...query].filter(([key]) => !RESERVED.has(key)));
  }

  /** The address of this page with this state. */
  with(pairs: readonly Pair[]): URL {
    const url = new URL(location.href);
    const kept = [...url.searchParams].filter(([key]) => this.#only && RESERVED.has(key));
    const own: Pair[] = this.#only || pairs.length === 0 ? [] : [["calculator", this.#name]];
    url.search = queryOf([...kept, ...own, ...pairs]);
    return url;
  }

  /** Writes the state into the address, once the hand is still: browsers allow few changes. */
  write(pairs: readonly Pair[]): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => history.replaceState(history.state, "", this.with(pairs)), 150);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
