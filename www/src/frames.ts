// Frames of this site inside other pages: each grows and shrinks with what is in it.
//
// Two messages: the page around says `ready` to the frame, the frame answers with its `height`,
// now and whenever it changes. Nothing else is said, and nothing of it is secret.

/** Marks our messages among all others. */
const MARK = "yb-calculator";

/** Taller than any calculator is. */
const MOST = 10_000;

/** The height in a message, if it is one of ours and in its right mind. */
export function heightIn(data: unknown): number | null {
  if (typeof data !== "object" || data === null) return null;
  const { source, type, height } = data as Record<string, unknown>;
  if (source !== MARK || type !== "height" || typeof height !== "number") return null;
  return height > 0 && height <= MOST ? Math.ceil(height) : null;
}

/** Lets the frames of `site` in this page set their own height. */
export function hostFrames(site: URL): void {
  const pages = new URL("embed/", site).href;
  const ours = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(pages));
  const greet = (frame: HTMLIFrameElement) =>
    frame.contentWindow?.postMessage({ source: MARK, type: "ready" }, "*");
  addEventListener("message", ({ source, origin, data }) => {
    // A sandboxed frame has the origin "null".
    if (origin !== site.origin && origin !== "null") return;
    const height = heightIn(data);
    const frame = height === null ? undefined : ours().find((frame) => frame.contentWindow === source);
    if (frame && height !== null) frame.style.height = `${height}px`;
  });
  addEventListener("load", ({ target }) => target instanceof HTMLIFrameElement && greet(target), true);
  ours().forEach(greet);
}

/** The other side: tells the page around how tall this one is. */
export function guestFrame(): void {
  let told = 0;
  const tell = (again: boolean) => {
    const height = document.body.getBoundingClientRect().height;
    if (!again && height === told) return;
    told = height;
    parent.postMessage({ source: MARK, type: "height", height }, "*");
  };
  addEventListener("message", ({ source, data }) => {
    const greeting = typeof data === "object" && data !== null && data.source === MARK && data.type === "ready";
    if (source === parent && greeting) tell(true);
  });
  new ResizeObserver(() => tell(false)).observe(document.body);
}
