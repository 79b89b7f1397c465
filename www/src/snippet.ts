// A calculator in one state, as the text that puts it on a page.

import { queryOf, toText } from "./form.ts";
import type { Input, Pair } from "./tree.ts";

/** What a snippet is of. */
export interface Subject {
  /** The folder that this site is served from. */
  readonly site: URL;
  readonly id: string;
  readonly title: string;
  /** The state, without what stands at its default. */
  readonly pairs: readonly Pair[];
  /** The same in JSON form. */
  readonly input: Input;
  /** Attributes that are not inputs, such as `theme` and `lang`. */
  readonly looks?: readonly (readonly [string, string])[];
  /** The most that it is wide, in pixels. */
  readonly width?: number | undefined;
  /** The script of one version, with its hash; without, the newest of `v1`. */
  readonly pinned?: { readonly script: string; readonly integrity: string } | undefined;
}

/** The formats, with what people should know of each. */
export const FORMATS = {
  tag: "What stands inside the tag is shown until the calculator is ready, and stays where it cannot run.",
  frame: "For where scripts of others are not allowed. With the script of the tag on the same page, the frame takes the height of what is in it.",
  react: "React 19 hands attributes and events to custom elements; older versions hand attributes alone.",
  vue: "Tell Vue that it is no component of yours: compilerOptions.isCustomElement = (tag) => tag === \"yb-calculator\".",
  svelte: "Works as it is, on a server too.",
  markdown: "A picture of the calculator at its first preset, which leads to the calculator in your state.",
  package: "The answer without the widget, in a browser, a worker or Node.",
} as const;

export type Format = keyof typeof FORMATS;

/** The text of `subject` in `format`. */
export function snippet(format: Format, subject: Subject): string {
  return MAKERS[format](subject);
}

/** The address of a calculator in a state, on the site that serves the script. */
export function pageOf(site: URL, id: string, pairs: readonly Pair[]): string {
  const page = new URL(`embed/${encodeURIComponent(id)}/`, site);
  page.search = queryOf(pairs);
  return page.href;
}

const MAKERS: { readonly [format in Format]: (subject: Subject) => string } = {
  tag: (subject) => `${script(subject)}\n${element(subject)}\n`,
  frame: (subject) => {
    const page = pageOf(subject.site, subject.id, [...(subject.looks ?? []), ...subject.pairs]);
    const width = subject.width === undefined ? ' width="100%"' : ` width="${subject.width}"`;
    const about = `title="${escape(subject.title)}" loading="lazy" sandbox="allow-scripts" referrerpolicy="no-referrer"`;
    return `<iframe src="${escape(page)}"\n        ${about}\n       ${width} height="760" style="border:0"></iframe>\n`;
  },
  react: (subject) =>
    [
      'import { useEffect } from "react";',
      "",
      "export function Calculator() {",
      "  useEffect(() => {",
      `    import(/* webpackIgnore: true */ /* @vite-ignore */ ${quote(address(subject))});`,
      "  }, []);",
      `  return (\n    ${element(subject)}\n  );`,
      "}",
      "",
    ].join("\n"),
  vue: (subject) =>
    [
      "<script setup>",
      'import { onMounted } from "vue";',
      `onMounted(() => import(/* @vite-ignore */ ${quote(address(subject))}));`,
      "</script>",
      "",
      `<template>\n  ${element(subject)}\n</template>`,
      "",
    ].join("\n"),
  svelte: (subject) => `<svelte:head>\n  ${script(subject)}\n</svelte:head>\n\n${element(subject)}\n`,
  markdown: ({ site, id, title, pairs }) => {
    const picture = new URL(`embed/${encodeURIComponent(id)}/picture.svg`, site).href;
    return `[![${title.replace(/[[\]\\]/g, "\\$&")}](${picture})](${pageOf(site, id, pairs).replace(/[()]/g, encodeURIComponent)})\n`;
  },
  package: ({ id, input }) =>
    [
      'import { init, calculate } from "yb-wasm";',
      "",
      "await init();",
      `const answer = calculate(${quote(id)}, ${JSON.stringify(input, null, 2)});`,
      "console.log(answer.reading);",
      "",
    ].join("\n"),
};

function address({ site, pinned }: Subject): string {
  return pinned?.script ?? new URL("v1/embed.js", site).href;
}

function script(subject: Subject): string {
  const { pinned } = subject;
  const hash = pinned ? ` integrity="${escape(pinned.integrity)}" crossorigin="anonymous"` : "";
  return `<script type="module" src="${escape(address(subject))}"${hash}></script>`;
}

/** The tag in this state, with a link for where it cannot run. */
function element({ site, id, title, pairs, looks = [], width }: Subject): string {
  const attributes = [["calculator", id] as Pair, ...pairs, ...looks]
    .map(([key, value]) => ` ${key}="${escape(toText(value))}"`)
    .join("");
  const style = width === undefined ? "" : ` style="max-width:${width}px"`;
  const link = `<a href="${escape(pageOf(site, id, pairs))}">${escape(title)}</a>`;
  return `<yb-calculator${attributes}${style}>${link}</yb-calculator>`;
}

/** Text for an attribute or an element; braces are words of their own in templates. */
function escape(text: string): string {
  const entity = (sign: string) => `&#${sign.charCodeAt(0)};`;
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;").replace(/[{}]/g, entity);
}

/** Text as a string of JavaScript, also inside an HTML script. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/</g, "\\u003c");
}
