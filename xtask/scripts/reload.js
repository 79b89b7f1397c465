// While the site is being written: asks the server for the number of the build, and loads the
// page anew when it has grown.
(async () => {
  let known = "";
  for (;;) {
    try {
      const answer = await fetch("/.builds?" + known);
      const now = await answer.text();
      if (known && now !== known) return location.reload();
      known = now;
    } catch {
      await new Promise((later) => setTimeout(later, 1000));
    }
  }
})();
