// The first drawing of a tag in which no drawn calculator stands: the answer before the rest.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BASE, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Puts a tag into a page, and gives what `seen` makes of it in the moment its answer comes, and what stands in the end. */
async function firstOf(page, seen, attributes = {}) {
  await page.addInitScript(`window.seen = ${seen}`);
  await page.goto(new URL("404.html", BASE).href);
  await page.waitForFunction(() => customElements.get("yb-calculator"));
  return page.evaluate(
    async (attributes) => {
      const tag = document.createElement("yb-calculator");
      for (const [name, value] of Object.entries({ calculator: "yield-drift", ...attributes })) tag.setAttribute(name, value);
      tag.append("What the page wrote.");
      const has = (selector) => tag.shadowRoot.querySelector(selector) !== null;
      const answer = () => tag.shadowRoot.querySelector(".answer")?.textContent;
      const asked = new Promise((done) => {
        tag.attachShadow = (options) => {
          const root = HTMLElement.prototype.attachShadow.call(tag, options);
          const changes = new MutationObserver(() => {
            if (!answer()) return;
            changes.disconnect();
            done(window.seen(tag, has, answer));
          });
          changes.observe(root, { childList: true });
          return root;
        };
      });
      document.body.replaceChildren(tag);
      const then = await asked;
      while (!has(".foot")) await new Promise((go) => requestAnimationFrame(go));
      await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
      return { then, slot: has("slot"), form: has("form"), answer: answer(), height: tag.offsetHeight };
    },
    attributes,
  );
}

test("the answer comes first, above what stands in the tag, and then the rest", async () => {
  const { page, close } = await open(browser, null);
  const seen = (tag, has, answer) => ({ slot: has("slot"), form: has("form"), answer: answer(), height: tag.offsetHeight });
  const { then, ...last } = await firstOf(page, seen);
  assert.deepEqual({ ...then, height: 0 }, { slot: true, form: false, answer: last.answer, height: 0 });
  assert.deepEqual({ ...last, height: 0 }, { slot: false, form: true, answer: then.answer, height: 0 });
  assert.ok(then.height > 100 && then.height < last.height, `${then.height}, ${last.height}`);
  await close();
});

test("who asks for the output before the rest stands has it, complete", async () => {
  const { page, close } = await open(browser, null);
  const { then } = await firstOf(page, (tag, has) => new Promise((go) => setTimeout(go)).then(() => ({
    reading: tag.output?.reading, points: tag.output?.chart.xs.length, input: Object.keys(tag.value ?? {}).length, form: has("form"),
  })));
  assert.ok(then.reading && then.points > 10 && then.input > 3 && then.form, JSON.stringify(then));
  await close();
});

test("what changes before the rest stands is in the rest", async () => {
  const { page, close } = await open(browser, null);
  const { then, answer } = await firstOf(page, (tag, has, answer) => {
    tag.setAttribute("yield-rate", "0.5");
    return answer();
  });
  assert.notEqual(then, answer);
  await close();
});

test("with a fault all comes at once: the answer alone would not say where it is", async () => {
  const { page, close } = await open(browser, null);
  const { then } = await firstOf(page, (tag, has) => ({ form: has("form"), fault: has(".fault"), slot: has("slot") }), {
    "yield-rate": "much",
  });
  assert.deepEqual(then, { form: true, fault: true, slot: false });
  await close();
});
