// The calculator as it was drawn when the page was built, and the one that takes its place. Both have the same shape.

/** Whether somebody is in `twin`, or has opened one of its drawers. */
export function isInUse(twin: Element): boolean {
  return twin.querySelector("details[open]") !== null || twin.contains((twin.getRootNode() as Document | ShadowRoot).activeElement);
}

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

/** The width of the picture that stands in the tag, if there is one: asked before a root hides it, since what is laid out
 * without it moves the page in browsers that hold on to what a reader sees. */
export function twinWidth(host: HTMLElement): number | undefined {
  return host.querySelector(":scope > .yb .plot")?.clientWidth;
}

/** The width that the picture is going to have: that of an empty one in `root` under `sheet`, so that the picture is drawn
 * once. */
export function pictureWidth(host: HTMLElement, root: ShadowRoot, sheet: CSSStyleSheet): number {
  const empty = (name: string, ...inside: Element[]) => {
    const element = document.createElement("div");
    element.className = name;
    element.append(...inside);
    return element;
  };
  const picture = empty("plot");
  root.replaceChildren(empty("yb", empty("body", empty("figure", picture), empty("form"))));
  root.adoptedStyleSheets = [sheet];
  const width = picture.clientWidth;
  // Our style waits for what it is to dress: under it, what the host wrote would move.
  root.adoptedStyleSheets = [];
  return width || host.clientWidth || 560;
}
