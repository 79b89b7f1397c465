// Work in pieces, between which the page answers its reader.

/** What new browsers have and the DOM's types have not. */
interface Scheduler {
  yield?(): Promise<void>;
}

/** Resolves when whoever else waits for this thread has had a turn. */
export function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.yield?.() ?? new Promise((go) => setTimeout(go, 0));
}
