// The workflows say one thing: actions pinned to commits, the same in each; the least rights; one place that publishes.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../.github/workflows/", import.meta.url);
const workflows = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);

/** The jobs of a workflow, each with its text. */
function jobs(text) {
  const parts = text.slice(text.indexOf("\njobs:\n") + "\njobs:".length).split(/^ {2}([\w-]+):$/m);
  return Array.from({ length: (parts.length - 1) / 2 }, (_, n) => [parts[2 * n + 1], parts[2 * n + 2]]);
}

test("every action is pinned to a commit with its version, and to the same everywhere", () => {
  const pins = new Map();
  for (const [name, text] of workflows) {
    for (const [line, used] of text.matchAll(/^ *(?:- )?uses: (.*)$/gm)) {
      if (used.startsWith("./")) continue;
      const [, action, pin] = /^([\w/-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(used) ?? assert.fail(`${name}: ${line}`);
      assert.equal(pins.get(action) ?? pin, pin, `${name}: ${action}`);
      pins.set(action, pin);
    }
  }
  assert(pins.size >= 6, `${pins.size} actions`);
});

test("no rights but those that a job names, and no job may write more than it is there for", () => {
  const writing = [];
  for (const [name, text] of workflows) {
    assert.match(text, /^permissions: \{\}$/m, name);
    for (const [job, content] of jobs(text)) {
      assert.match(content, /^ {4}permissions:$/m, `${name}: ${job}`);
      for (const [, right] of content.matchAll(/^ {6}([\w-]+): write/gm)) writing.push(`${name} ${job} ${right}`);
    }
  }
  assert.deepEqual(writing, [
    "pages.yml deploy pages",
    "pages.yml deploy id-token",
    "release.yml npm id-token",
    "release.yml files contents",
    // Handed to pages.yml, whose jobs take their part of it.
    "release.yml pages pages",
    "release.yml pages id-token",
  ]);
});

test("nobody's text becomes a command, and no secret is asked for", () => {
  for (const [name, text] of workflows) {
    const filled = text.split("\n").filter((line) => line.includes("${{"));
    assert(filled.length > 0, name);
    // What is filled in stands behind a key that is no command.
    for (const line of filled) assert.match(line, /^ *(?!run\b)[\w-]+: \S/, `${name}: ${line}`);
    assert(!text.includes("secrets."), name);
    assert(!/pull_request_target|workflow_run/.test(text), name);
  }
});
