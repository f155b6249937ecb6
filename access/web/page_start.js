// Streamlit would look for its server below the page's own address first, in vain: it is told where the server is.
window.__streamlit = { BACKEND_BASE_URL: location.origin };
// What Streamlit draws is mended for those who hear or touch pages; each time anew, for it draws each time anew.
(() => {
  const words = __WORDS__; // from text/access.*.yaml
  const root = document.documentElement;
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const say = (part, name) => part.ariaLabel === name || (part.ariaLabel = name);
  new MutationObserver(() => {
    // The language chosen on the page reaches <html> too, which Streamlit never draws anew: readers aloud go by it.
    root.lang = document.querySelector(".signed-in[lang]")?.lang ?? root.lang;
    const { page_skip: skip, page_menu: menu } = words[root.lang] ?? words.id;
    each("[data-testid=stSkipToContent]", (link) => link.textContent === skip || (link.textContent = skip));
    each("[aria-controls=stSidebar], [data-testid=stSidebarNav]", (part) => say(part, menu));
    // The menu of a phone has headings between the items of its list: it is told as what it is, a row of links.
    each("[data-testid=stSidebarNav] :is(ul, li):not([role])", (part) => part.setAttribute("role", "none"));
    // The field for files says it is mere presentation and has a name.
    each("[data-testid=stFileUploaderDropzone][role]", (field) => field.removeAttribute("role"));
  }).observe(root, { childList: true, subtree: true });
  // A chart keeps the width of the screen unless it is told how to shrink to that of the paper.
  const size = (chart) => `0 0 ${chart.width.baseVal.value} ${chart.height.baseVal.value}`;
  addEventListener("beforeprint", () => each("svg.main-svg", (chart) => chart.setAttribute("viewBox", size(chart))));
  addEventListener("afterprint", () => each("svg.main-svg", (chart) => chart.removeAttribute("viewBox")));
})();
