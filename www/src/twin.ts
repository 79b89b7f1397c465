// The calculator as it was drawn when the page was built, and the one that takes its place. Both have the same shape.

/** Removes `twin`, whose place is taken by what is in `root`; drawers that are open stay open, and so does the focus
 * where it is. */
export function replace(twin: Element, root: ShadowRoot): void {
  const pairs = (name: string) => {
    const own = [...root.querySelectorAll<HTMLElement>(name)];
    return [...twin.querySelectorAll(name)].map((old, place) => [old, own[place]] as const);
  };
  for (const [old, own] of pairs("details")) if (old.hasAttribute("open")) own?.setAttribute("open", "");
  const focused = (twin.getRootNode() as Document | ShadowRoot).activeElement;
  const [, own] = (focused && pairs(focused.localName).find(([old]) => old === focused)) ?? [];
  own?.focus({ preventScroll: true });
  twin.remove();
}
