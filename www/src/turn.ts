// Work in pieces, between which the page answers its reader.

/** Resolves when whoever else waits for this thread has had a turn, the drawing of the page among them: what goes on
 * after `scheduler.yield` would go before that. */
export function turn(): Promise<void> {
  return new Promise((go) => setTimeout(go, 0));
}

/** Longer than any frame takes where frames are drawn. */
const NO_FRAME = 100;

/** Resolves when what has changed is in sight; where nothing is drawn, because nobody looks, before long. */
export function sight(): Promise<void> {
  return new Promise((go) => {
    setTimeout(go, NO_FRAME);
    requestAnimationFrame(() => setTimeout(go, 0));
  });
}
