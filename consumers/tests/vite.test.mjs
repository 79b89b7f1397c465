import { test } from "node:test";
import { bin, files, output, portable, server, shows } from "./consumers.mjs";

test("Vite: what it builds", async (t) => {
  await output(process.execPath, [bin("vite"), "build", "vite"]);
  await portable("vite/dist");
  await shows(await files(t, "vite/dist"));
});

test("Vite: what it serves while one works", async (t) => {
  const args = ["--no-warnings", bin("vite"), "dev", "vite", "--host=127.0.0.1", "--port=0", "--logLevel=info"];
  await shows(await server(t, process.execPath, args, /http:\/\/127\.0\.0\.1:(\d+)\//));
});
