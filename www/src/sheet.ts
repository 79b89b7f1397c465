// The style of all calculators of a page, made once.

import css from "./widget.css" with { type: "text" };

/** There is no page to link to but the one around, and no script for others. */
const WITHOUT_SITE = `.yb .foot [data-do="embed"], :host(:not([url-state])) .yb .foot [data-do="link"] { display: none }`;

let sheet: CSSStyleSheet | undefined;

/** The style where the pages of each calculator are on `site`. */
export function sheetOf(site: URL | undefined): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(site ? css : css + WITHOUT_SITE);
  }
  return sheet;
}
