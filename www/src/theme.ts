// Runs before anything is painted: the theme that the reader has chosen on this device, if any.

try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen;
} catch {
  // Storage is refused: the system's theme it is.
}
