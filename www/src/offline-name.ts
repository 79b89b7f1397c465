// The caches of offline copies. A page makes and removes a copy, the worker fills it: both find it by this name.

/** What the names of the copies of the site at `root` begin with; a site in a folder below it has another. */
export function cachesOf(root: URL): string {
  return `offline-${root.pathname} `;
}
