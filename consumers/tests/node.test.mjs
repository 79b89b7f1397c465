import { test } from "node:test";
import { output, right } from "./consumers.mjs";

test("Node: every entry, imported as a package", async () => right(await output(process.execPath, ["node/main.mjs"])));
