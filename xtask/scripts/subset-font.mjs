// node subset-font.mjs FONT CHARACTERS OUTPUT: keeps the glyphs of the characters in a text file.
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const [font, characters, output] = process.argv.slice(2);
const text = await readFile(characters, "utf8");
await writeFile(output, await subsetFont(await readFile(font), text, { targetFormat: "woff2" }));
