// What our own pages do beside their calculators: state in the address, the theme, the search, the offline copy.

import { offline } from "./offline.ts";
import { search } from "./search.ts";
import { themes } from "./themes.ts";

for (const calculator of document.querySelectorAll("yb-calculator")) calculator.setAttribute("url-state", "");
const asked = new URLSearchParams(location.search).get("calculator")?.split(".")[0] ?? "";
const named = asked && document.querySelector(`yb-calculator[calculator="${CSS.escape(asked)}"]`);
if (named && !location.hash) named.scrollIntoView();

themes(document.querySelector("button.theme"));
search(document.querySelector("dialog.finder"), document.querySelector("button.find"));
offline(document.querySelector(".offline"));
