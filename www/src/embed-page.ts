// The page inside a frame: one calculator that has the whole address for itself.

import { guestFrame } from "./frames.ts";

const query = new URLSearchParams(location.search);
const calculator = document.querySelector("yb-calculator");

const theme = query.get("theme") ?? "";
if (["light", "dark"].includes(theme)) document.documentElement.dataset["theme"] = theme;

const language = query.get("lang");
if (language) calculator?.setAttribute("lang", language);

calculator?.setAttribute("heading-level", "1");
calculator?.setAttribute("url-state", "only");
if (parent !== window) guestFrame();
