"""How soon a browser that knows nothing yet shows a page and lets it be used, beside an empty page of the same run."""

import shutil
import statistics
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
QUIETER = ("--disable-background-networking", "--disable-component-update")
EMPTY = "[data-testid=stMarkdownContainer] p"
DRAWN = "#root table.matrix td a"
OTHER_PLACE = "#root ul.tiles a.tile.met"
_NOTE_WHEN = """(() => {
  const look = (_, watch) => {
    if (document.getElementById("first") || !document.querySelector("%s")) return;
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.isUsableAt = performance.now(); }));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
})()"""
"""The moment at which the page itself stands and nothing lies over it, painted."""
_CHANGE = """(place) => new Promise((done) => {
  const said = () => document.querySelector("#root h1")?.textContent;
  const before = said(), asked = performance.now();
  const look = (_, watch) => {
    if (!said() || said() === before) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - asked));
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  document.querySelector(place).click();
})"""


@dataclass(frozen=True)
class Cold:
    """Medians: seconds until an empty page shows its text, until Ringkasan is first painted, can be used, and until the
    sentence of another region stands after a click; and the bytes of such a visit, files and messages.
    """

    empty: float
    painted: float
    usable: float
    region: float
    received: float


def compare(empty: str, dashboard: str, times: int) -> Cold:
    """Load both pages in turn, each in a browser context of its own (nothing cached)."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "chromium: install it (apt install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *QUIETER])
        _dashboard(browser, dashboard)  # a server that has just started is still making ready
        found = [(_empty(browser, empty), *_dashboard(browser, dashboard)) for _ in range(times)]
        browser.close()
    assert len(found[0]) == len(fields(Cold))
    return Cold(*(statistics.median(column) for column in zip(*found, strict=True)))


def _empty(browser: "Browser", address: str) -> float:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    seconds = _usable(page, address, EMPTY)
    context.close()
    return seconds


def _dashboard(browser: "Browser", address: str) -> tuple[float, float, float, float]:
    """First paint, usable, another region (seconds each), and bytes."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.request.post(f"{address}/masuk", form={"peran": "governor"}, headers={"Origin": address}, max_redirects=0)
    page = context.new_page()
    sizes = _watched(page)
    usable = _usable(page, address, DRAWN)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    page.wait_for_timeout(500)
    received = sum(sizes)
    region = page.evaluate(_CHANGE, OTHER_PLACE) / 1000
    context.close()
    return painted, usable, region, float(received)


def _usable(page: "Page", address: str, drawn: str) -> float:
    page.add_init_script(_NOTE_WHEN % drawn)
    page.goto(address, wait_until="commit")
    while not (moment := page.evaluate("window.isUsableAt ?? 0")):
        page.wait_for_timeout(50)
    return float(moment) / 1000


def _watched(page: "Page") -> list[float]:
    """The bytes that arrive, as the browser tells them: files as they travel, messages as they are."""
    sizes: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))

    def message(told: dict[str, Any]) -> None:
        sizes.append(len(told["response"]["payloadData"]) * 3 / 4)  # told in base64

    network.on("Network.webSocketFrameReceived", message)
    return sizes
