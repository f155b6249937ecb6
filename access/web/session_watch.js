// Tells the reader kindly that the session is about to end or has ended; what was typed stays on the page.
(() => {
  const words = __WORDS__[document.documentElement.lang === "en" ? "en" : "id"]; // from text/access.*.yaml
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.hidden = true;
  box.style.cssText =
    "position:fixed;z-index:1000001;inset:auto 1rem 1rem;max-width:30rem;margin:auto;padding:1rem;border-radius:.5rem;" +
    "border:1px solid #36404a;background:#12171c;color:#e6ebf0;font:1rem/1.45 system-ui,sans-serif;box-shadow:0 4px 24px #0006";
  const told = document.createElement("span");
  const act = document.createElement("a");
  act.style.cssText = "display:inline-block;margin-left:.6rem;color:#7fb8ee;font-weight:600;cursor:pointer";
  box.append(told, act);
  const show = (text, label, href) => {
    told.textContent = text;
    act.textContent = label;
    act.href = href;
    act.target = href === "#" ? "" : "_blank";
    box.hidden = false;
  };
  act.addEventListener("click", (event) => {
    if (act.getAttribute("href") !== "#") return;
    event.preventDefault();
    fetch("/masuk/sesi", { method: "POST" }).then(look);
  });
  const look = async () => {
    const answer = await fetch("/masuk/sesi", { cache: "no-store" }).catch(() => null);
    if (!answer) return;
    if (answer.status === 401) return show(words.watch_over, words.watch_enter, "/masuk");
    const { left, extends: can } = await answer.json();
    if (left < 120 && can) return show(words.watch_soon, words.watch_stay, "#");
    box.hidden = true;
  };
  document.body.append(box);
  setInterval(look, 30000);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
})();
