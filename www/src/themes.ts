// The theme: the system's, unless the reader chooses otherwise. Only a choice is kept.

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** Lets `button` walk through the themes. */
export function themes(button: HTMLButtonElement | null): void {
  if (!button) return;
  const root = document.documentElement;
  const show = (theme: Theme) => {
    button.dataset["theme"] = theme;
    button.setAttribute("aria-label", `Theme: ${theme}`);
    button.title = `Theme: ${theme}`;
  };
  const now = () => (root.dataset["theme"] ?? "auto") as Theme;
  show(now());
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(now()) + 1) % THEMES.length] ?? "auto";
    if (next === "auto") delete root.dataset["theme"];
    else root.dataset["theme"] = next;
    show(next);
    keep(next);
  });
}

function keep(theme: Theme): void {
  try {
    if (theme === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // Storage is refused: the choice lasts as long as the page.
  }
}
