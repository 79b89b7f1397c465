// What the tests of the consumers share: where they are installed, how their programs run, and the right answers.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { alive, launch, open } from "../../www/tests/browser.mjs";

/** A copy of `consumers/` with its packages, the packed yb-wasm among them; see xtask/src/consumers.rs. */
export const HOME = process.env.CONSUMERS ?? assert.fail("run by: cargo xtask test consumers");
export const require = createRequire(path.join(HOME, "package.json"));

const LONGEST = 180_000;
const QUIET = { NEXT_TELEMETRY_DISABLED: "1", DENO_NO_UPDATE_CHECK: "1", DENO_DIR: path.join(HOME, ".deno"), NO_COLOR: "1" };

/** A program of an installed package. */
export function bin(name) {
  return path.join(HOME, "node_modules/.bin", name);
}

/** What `program` prints, run to its end in a folder of the consumers. */
export async function output(program, args, folder = ".") {
  const options = { cwd: path.join(HOME, folder), env: { ...process.env, ...QUIET }, timeout: LONGEST, maxBuffer: 1 << 26 };
  const { stdout } = await promisify(execFile)(program, args, options);
  return stdout;
}

/** Whether `program` runs on this machine; if not, the test is skipped, and says so. */
export async function usable(t, program) {
  try {
    await output(program, ["--version"]);
    return true;
  } catch (error) {
    const why = `${path.basename(program)} does not run here: ${String(error.message).split("\n").slice(0, 3).join(" ")}`;
    console.error(`SKIPPED, NOT TESTED: ${why}`);
    t.skip(why);
    return false;
  }
}

/** Starts a server and waits until `ready` finds its port in what it says; it ends with the test. */
export async function server(t, program, args, ready) {
  const child = spawn(program, args, { cwd: HOME, env: { ...process.env, ...QUIET }, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const ended = new Promise((end) => child.once("exit", end).once("error", end));
  t.after(() => child.kill() && ended);
  let said = "";
  const port = await new Promise((found, failed) => {
    for (const stream of child.stdio.slice(1)) {
      stream.on("data", (text) => {
        said += text;
        const port = ready.exec(said)?.[1];
        if (port) found(port);
      });
    }
    child.on("exit", (code) => failed(new Error(`${program} ended with ${code}: ${said}`)));
    child.on("error", failed);
    setTimeout(() => failed(new Error(`${program} is not ready: ${said}`)), 60_000).unref();
  });
  return `http://127.0.0.1:${port}/`;
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** Serves a folder of the consumers, as any static host does; at its root stands `page`. */
export async function files(t, folder, page = "index.html") {
  const host = createServer(async ({ url }, answer) => {
    const name = url === "/" ? page : path.normalize(new URL(url, "http://host").pathname).slice(1);
    try {
      const content = await readFile(path.join(HOME, folder, name));
      answer.writeHead(200, { "content-type": TYPES[path.extname(name)] ?? "application/octet-stream" }).end(content);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((listening) => host.listen(0, "127.0.0.1", listening));
  t.after(() => host.close());
  return `http://127.0.0.1:${host.address().port}/`;
}

/** That the answers of answers.mjs are right. */
export function right(text) {
  const { calculators, drift, ...exact } = JSON.parse(text);
  assert(calculators >= 20, `${calculators} calculators`);
  assert(Math.abs(drift / 0.008288816547 - 1) < 1e-9, `${drift}`);
  // Of the chain, and of the contracts' arithmetic: core/tests/vectors.
  assert.deepEqual(exact, { swap: "8771615", engine: "94887870426340853628", dropIn: "94887870426340853628" });
}

/** That the scripts in a folder name no place of this machine: bundlers write one where they meet a bare `import.meta.url`. */
export async function portable(folder) {
  const home = path.join(HOME, folder);
  const scripts = (await readdir(home, { recursive: true })).filter((file) => file.endsWith(".js"));
  assert(scripts.length > 0, `${folder} has no scripts`);
  for (const file of scripts) assert(!(await readFile(path.join(home, file), "utf8")).includes(HOME), file);
}

/** That the page at `address` shows the answers, and both calculators live: one at once, one with a worker. */
export async function shows(address, outputs = ["output"]) {
  const browser = await launch();
  try {
    const { page, close } = await open(browser, address, { hosts: [address] });
    for (const selector of outputs) {
      const filled = page.locator(`${selector}:not(:empty)`);
      await filled.waitFor({ state: "attached" });
      right(await filled.textContent());
    }
    const { host } = await alive(page, 0);
    const { host: slow } = await alive(page, 1);
    // There is no site whose pages and script could be linked; the rest can be taken away.
    const offered = await host.locator(".foot [data-do]").evaluateAll((all) =>
      all.filter((button) => button.checkVisibility()).map((button) => button.dataset.do),
    );
    assert.deepEqual(offered, ["csv"]);
    const loss = await host.evaluate(
      (tag) =>
        new Promise((told) => {
          tag.addEventListener("yb-change", ({ calculator, output }) => told([calculator, output.lossVersusHolding]));
          tag.setAttribute("curve", "stable");
          tag.setAttribute("yield-rate", "0.03");
          tag.setAttribute("swap-fee", "0");
        }),
    );
    assert.equal(loss[0], "yield-drift");
    assert(Math.abs(loss[1] / 0.008288816547 - 1) < 1e-9, `the tag says ${loss[1]}`);
    // The first answer is short; what is asked next is computed in a worker.
    const worker = page.waitForEvent("worker");
    await slow.evaluate((tag) => tag.setAttribute("step-seconds", "3600"));
    await worker;
    await slow.locator(".answer", { hasText: "8,760 steps" }).waitFor();
    await close();
  } finally {
    await browser.close();
  }
}
