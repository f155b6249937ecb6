// The upper part of the page that came with the first answer goes as soon as Streamlit has drawn the page below it.
(() => {
  const first = document.getElementById("first");
  if (!first) return;
  const parts = first.querySelectorAll("section").length;
  const all = (selector) => document.querySelectorAll(selector);
  const go = () => {
    watch.disconnect();
    const top = first.scrollTop;
    const focused = first.contains(document.activeElement) && document.activeElement.getAttribute("href");
    for (const part of [first, ...all("style.first")]) part.remove();
    if (top) document.querySelector("[data-testid=stMain]")?.scrollTo({ top });
    if (focused) document.querySelector(`#root a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
  let waiting = 0;
  const look = () => {
    if (!first.isConnected) return;
    // Nothing that has to be said at once may lie hidden below it.
    if (all("[role=dialog], [data-testid=stException], #root [data-testid=stAlert]").length) return go();
    const isOver = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
    if (isOver && all("#root section").length >= parts && !all("#root [data-testid=stSkeleton]").length) return go();
    if (isOver) waiting ||= setTimeout(go, 1500); // a page that looks different from what was sent
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] });
})();
