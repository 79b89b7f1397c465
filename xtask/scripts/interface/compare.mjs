// Two states of the interface: what breaks those who use the older, and what is new.

/** Limits that may move one way without anyone being refused who was not before. */
const WIDER = { minimum: (was, is) => is < was, minItems: (was, is) => is < was, maximum: (was, is) => is > was, maxItems: (was, is) => is > was };

/** `{breaking, added}`, lists of lines. */
export function compare(before, now) {
  const breaking = [];
  const added = [];
  for (const [what, meant] of Object.entries(before)) {
    const means = now[what];
    if (means === undefined) (loosens(what) ? added : breaking).push(`removed: ${what}`);
    else if (means !== meant) (widens(what, meant, means) ? added : breaking).push(`changed: ${what}: ${meant} → ${means}`);
  }
  for (const what of Object.keys(now)) {
    if (Object.hasOwn(before, what)) continue;
    (tightens(what, before) ? breaking : added).push(`new: ${what}`);
  }
  return { breaking, added };
}

/** A limit or demand on an input that is gone refuses nobody. */
function loosens(what) {
  return /^input .* (minimum|maximum|minItems|maxItems|requires .*)$/.test(what);
}

function widens(what, meant, means) {
  const limit = /^input .* (\w+)$/.exec(what)?.[1];
  return WIDER[limit]?.(Number(meant), Number(means)) ?? false;
}

/** A new limit or demand on an input that was there. */
function tightens(what, before) {
  const field = /^(input .*?) (?:minimum|maximum|minItems|maxItems|requires .*)$/.exec(what)?.[1];
  return field !== undefined && Object.hasOwn(before, field);
}

/** Whether a step from one version to the other may break: the major, or the minor below 1. */
export function mayBreak(from, to) {
  const [was, is] = [from, to].map((version) => version.split(".").map(Number));
  if (is[0] !== was[0]) return is[0] > was[0];
  return is[0] === 0 && is[1] > was[1];
}
