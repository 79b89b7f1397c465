// node paint.mjs FOLDER FONT…: paints every SVG of a folder that is not painted yet, as a PNG beside it.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const [folder, ...fonts] = process.argv.slice(2);
await initWasm(await readFile(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
const fontBuffers = await Promise.all(fonts.map((font) => readFile(font)));
const font = { fontBuffers, defaultFontFamily: "Inter", sansSerifFamily: "Inter" };
const files = new Set(await readdir(folder));
for (const file of files) {
  const png = file.replace(/\.svg$/, ".png");
  if (png === file || files.has(png)) continue;
  const painted = new Resvg(await readFile(`${folder}/${file}`, "utf8"), { font }).render();
  await writeFile(`${folder}/${png}`, painted.asPng());
  painted.free();
}
