// What our own pages do beside their calculators: the theme and the search.

import { search } from "./search.ts";
import { themes } from "./themes.ts";

themes(document.querySelector("button.theme"));
search(document.querySelector("dialog.finder"), document.querySelector("button.find"));
