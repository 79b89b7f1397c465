// The attributes of a tag that are inputs of its calculator.

import { pairsOf } from "./form.ts";
import type { Pair } from "./tree.ts";

/** Attributes that are not inputs, beside those of frameworks and of HTML itself. */
const RESERVED =
  /^(calculator|theme|lang|dir|id|class|style|slot|part|title|hidden|tabindex|role|is|inert|translate|heading-level|url-state)$|^(aria-|data-|on|_|ng-|v-|x-)|[:.@]/;

/** The id of the calculator that the tag asks for. */
export function idOf(host: Element): string {
  return host.getAttribute("calculator") ?? "";
}

/** Whether the attribute `name` is an input. */
export function isInput(name: string): boolean {
  return !RESERVED.test(name);
}

/** The inputs among the attributes of `host`. */
export function inputsOf(host: Element): Pair[] {
  const names = host.getAttributeNames().filter(isInput);
  return pairsOf(names.map((name) => [name, host.getAttribute(name) ?? ""] as const));
}
