// node subset-font.mjs FONT CHARACTERS OUTPUT [WEIGHT]: keeps the glyphs of the characters in a text file; of a
// variable font, one weight. The name of the output says its format.
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const [font, characters, output, weight] = process.argv.slice(2);
const text = await readFile(characters, "utf8");
const targetFormat = output.endsWith(".ttf") ? "truetype" : "woff2";
const variationAxes = weight ? { wght: Number(weight) } : undefined;
await writeFile(output, await subsetFont(await readFile(font), text, { targetFormat, variationAxes }));
