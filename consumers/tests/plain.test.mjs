import { test } from "node:test";
import { files, shows } from "./consumers.mjs";

test("a page without tools: files of the package by their address", async (t) => shows(await files(t, ".", "plain/index.html")));
