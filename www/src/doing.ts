// What a widget says of a calculation that takes long.

/** How much of it is done, 0 to 1. */
export function share(root: ShadowRoot): number {
  return bar(root)?.value ?? 0;
}

/** It goes on, and so much of it is done. */
export function goes(root: ShadowRoot, share: number): void {
  const found = bar(root);
  if (found) found.value = share;
  if (share === 0) says(root, "Computing …", true);
}

/** It has ended without an answer: `words`, and the offer to begin again. */
export function stopped(root: ShadowRoot, words: string): void {
  says(root, `${words} What stands here answers what was asked before.`, false);
}

function bar(root: ShadowRoot): HTMLProgressElement | null {
  return root.querySelector<HTMLProgressElement>("progress");
}

function says(root: ShadowRoot, words: string, goes: boolean): void {
  const box = root.querySelector(".progress");
  const said = box?.querySelector(".doing");
  if (!box || !said) return;
  if (said.textContent !== words) said.textContent = words;
  bar(root)?.toggleAttribute("hidden", !goes);
  box.querySelector("[data-do=cancel]")?.toggleAttribute("hidden", !goes);
  box.querySelector("[data-do=compute]")?.toggleAttribute("hidden", goes);
}
