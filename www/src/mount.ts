// From trees to elements. Trees come from our own module; still, only known tags and harmless
// attributes are let through, and nothing is ever parsed as HTML.

import { leafText } from "./number.ts";
import type { Branch, Tree } from "./tree.ts";

const SVG = "http://www.w3.org/2000/svg";

const TAGS = new Set(
  ("a b button caption circle code dd details div dl dt fieldset figcaption figure form h1 h2 h3 " +
    "h4 h5 h6 input label legend li line ol option p path pre progress rect select slot span summary svg table tbody " +
    "td text textarea th thead tr tspan ul").split(" "),
);

const REFUSED = /^(on|style$|src|action$|formaction$)/i;

/** Makes what is left out. */
export type Later = () => void;

/** Makes the children of `parent` what `trees` say, changing as little as possible. With `later`, new drawers that are
 * closed stay empty but for their names, and what makes the rest is left there. */
export function morph(parent: Element, trees: readonly Tree[], language: string, later: Later[] | null = null): void {
  let at: ChildNode | null = parent.firstChild;
  for (const tree of trees) {
    const found = typeof tree === "string" || "n" in tree ? text(at) : element(at, tree);
    const node = found ?? create(tree, parent);
    update(node, tree, language, later);
    // What is new comes in whole.
    if (node !== at) parent.insertBefore(node, at);
    at = node.nextSibling;
  }
  while (at) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** The text node at this place. */
function text(at: ChildNode | null): ChildNode | null {
  return at?.nodeType === 3 ? at : null;
}

/** The element at this place, or further on, that `tree` continues. */
function element(at: ChildNode | null, tree: Branch): ChildNode | null {
  const key = keyOf((name) => valueOf(tree, name));
  for (let node = at; node; node = node.nextSibling) {
    if (!(node instanceof Element) || node.localName !== tree.t) continue;
    const same = keyOf((name) => node.getAttribute(name)) === key;
    if (same && (key || node === at)) return node;
  }
  return null;
}

/** What tells an element from its siblings of the same tag. */
function keyOf(attribute: (name: string) => string | null): string {
  return attribute("data-field") ?? attribute("data-do") ?? attribute("class")?.split(" ")[0] ?? "";
}

function valueOf(tree: Branch, name: string): string | null {
  for (let i = 0; i < tree.a.length; i += 2) if (tree.a[i] === name) return tree.a[i + 1] ?? "";
  return null;
}

function create(tree: Tree, parent: Element): ChildNode {
  if (typeof tree === "string" || "n" in tree) return document.createTextNode("");
  if (!TAGS.has(tree.t)) throw new TypeError(`not a tag of ours: ${tree.t}`);
  const inside = tree.t === "svg" || parent.namespaceURI === SVG;
  return inside ? document.createElementNS(SVG, tree.t) : document.createElement(tree.t);
}

function update(node: ChildNode, tree: Tree, language: string, later: Later[] | null): void {
  if (typeof tree === "string" || "n" in tree) {
    const words = typeof tree === "string" ? tree : leafText(tree, language);
    if (node.nodeValue !== words) node.nodeValue = words;
    return;
  }
  const target = node as Element;
  // While there are faults, what stood here stays, and only says that it is old.
  const kept = valueOf(tree, "data-keep") !== null && target.hasChildNodes();
  const owned = valueOf(tree, "data-own") === "" && target.hasChildNodes();
  if (kept || owned) return;
  attributes(target, tree);
  if (later && tree.t === "details" && valueOf(tree, "open") === null) {
    morph(target, tree.c.slice(0, 1), language);
    later.push(() => morph(target, tree.c, language));
    return;
  }
  morph(target, tree.c, language, later);
  control(target, tree);
}

function attributes(target: Element, tree: Branch): void {
  const wanted = new Set<string>();
  for (let i = 0; i < tree.a.length; i += 2) {
    const name = tree.a[i] ?? "";
    const value = tree.a[i + 1] ?? "";
    if (REFUSED.test(name) || (name === "href" && !/^(https?:|#|\.)/.test(value))) continue;
    wanted.add(name);
    if (target.getAttribute(name) !== value) target.setAttribute(name, value);
  }
  for (const name of target.getAttributeNames()) {
    // A drawer that the reader has opened stays open.
    if (!wanted.has(name) && name !== "open") target.removeAttribute(name);
  }
}

/** Brings the state of a control to what its attributes say, except where somebody is typing. */
function control(target: Element, tree: Branch): void {
  const root = target.getRootNode() as Document | ShadowRoot;
  if (target instanceof HTMLSelectElement) {
    const chosen = tree.c.findIndex((c) => typeof c === "object" && "t" in c && valueOf(c, "selected") !== null);
    if (target.selectedIndex !== chosen) target.selectedIndex = chosen;
  } else if (root.activeElement === target) {
    return;
  } else if (target instanceof HTMLInputElement) {
    const value = valueOf(tree, "value") ?? "";
    if (target.value !== value) target.value = value;
  } else if (target instanceof HTMLTextAreaElement) {
    const value = target.textContent ?? "";
    if (target.value !== value) target.value = value;
  }
}
