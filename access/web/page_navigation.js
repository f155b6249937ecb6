// A click on a link to one of our pages is a run of the script, not a new document, and the view goes with it.
// Where this cannot be (no connection, a new tab), the link stays an ordinary one, and its address holds the view too.
(() => {
  const VIEW = ["periode", "wilayah", "indikator", "banding", "bahasa"]; // pages/components/runtime/address.py
  const PAGES = new Set(__PAGES__); // access/identity/roles.py
  const MENU = "[data-testid=stTopNav], [data-testid=stTopNavPopover], [data-testid=stSidebarNav]";
  const LONGEST = 8000; // ms a run may take until the place to show is there
  const app = () => document.querySelector("[data-testid=stApp]");
  const main = () => document.querySelector("[data-testid=stMain]");

  const linkOf = (event) => {
    const link = event.target.closest?.("a[href]");
    const isOurs = link && link.origin === location.origin && PAGES.has(link.pathname);
    return isOurs && ["", "_self"].includes(link.target) && !link.hasAttribute("download") ? link : null;
  };
  // The links of menu and search are bare: what the reader looks at is added before they are followed, copied or shown.
  const carry = (link) => {
    if (!link?.closest(`${MENU}, dialog.search`)) return;
    const here = new URLSearchParams(location.search);
    const asked = new URLSearchParams(VIEW.filter((key) => here.get(key)).map((key) => [key, here.get(key)]));
    new URLSearchParams(link.dataset.query ?? "").forEach((value, key) => asked.set(key, value));
    link.search = asked.toString();
  };
  for (const kind of ["pointerover", "focusin", "pointerdown", "contextmenu"])
    addEventListener(kind, (event) => carry(linkOf(event)), true);

  // Where the reader is taken once the page is drawn: a place named in the address, where Back was left, or its top.
  let aim = null;
  const place = (name) => name && document.querySelector(`[id="${CSS.escape(name)}"], .st-key-${CSS.escape(name)}`);
  const follow = () => {
    if (!aim) return;
    const state = app()?.dataset.testScriptState;
    aim.ran ||= state === "running" || performance.now() - aim.since > 700;
    const target = place(aim.hash);
    if (target) target.scrollIntoView({ block: "start" });
    else if (aim.top !== null) main()?.scrollTo({ top: aim.top });
    const isOver = aim.ran && state === "notRunning";
    aim.still = isOver ? aim.still + 1 : 0;
    if (aim.still > 6 || performance.now() - aim.since > LONGEST) aim = null;
    else requestAnimationFrame(follow);
  };
  const lead = (hash, top) => {
    const idle = !aim;
    aim = { hash, top, ran: false, still: 0, since: performance.now() };
    if (idle) requestAnimationFrame(follow);
  };
  for (const kind of ["wheel", "touchmove", "keydown"]) addEventListener(kind, () => (aim = null), { passive: true });

  const close = () => {
    // The open part of the menu closes on Escape, a phone's by its button: else it covers the page just asked for.
    const open = document.querySelector("[data-testid=stTopNavPopover]");
    const escape = new KeyboardEvent("keydown", { key: "Escape", code: "Escape", bubbles: true });
    if (open) (open.contains(document.activeElement) ? document.activeElement : open).dispatchEvent(escape);
    if (innerWidth < 768) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  };
  addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || event.button) return;
    carry(link);
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const isRun = isPlain && app()?.dataset.testConnectionState === "CONNECTED";
    const isHere = link.pathname === location.pathname && link.search === location.search;
    if (isHere && link.hash) return;
    event.stopImmediatePropagation(); // Streamlit would follow its bare address, and open no tab at all
    if (!isRun) return;
    event.preventDefault();
    const inMenu = Boolean(link.closest(MENU));
    history.replaceState({ ...history.state, top: main()?.scrollTop ?? 0 }, "");
    if (!isHere) history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    lead(link.hash.slice(1), 0);
    if (inMenu) close();
  }, true);
  // Help that is open closes on Escape and on a click elsewhere, and gives the focus back.
  const HELP = "details.term[open], details.range[open]";
  addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector(HELP);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
    event.stopPropagation();
  }, true);
  addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(HELP)) if (!open.contains(event.target)) open.open = false;
  });
  addEventListener("popstate", (event) => {
    if (event.isTrusted) lead("", event.state?.top ?? null);
  });
})();
