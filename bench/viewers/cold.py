"""How soon a browser that knows nothing yet shows a page, beside an empty page of the same Streamlit and run."""

import shutil
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
QUIETER = ("--disable-background-networking", "--disable-component-update")
FIGURES = "table.matrix td a, table.scorecard td.actual"
EMPTY = "[data-testid=stMarkdownContainer] p"


@dataclass(frozen=True)
class Cold:
    """Median seconds from the asking for an address until something is seen: an empty page's text, the figures."""

    empty: float
    figures: float


def compare(empty: str, dashboard: str, times: int) -> Cold:
    """Load both pages in turn, each in a browser context of its own (nothing cached)."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "chromium: install it (apt install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *QUIETER])
        found = [(_load(browser, empty, EMPTY), _load(browser, dashboard, FIGURES, "governor")) for _ in range(times)]
        browser.close()
    return Cold(*(statistics.median(column) for column in zip(*found, strict=True)))


def _load(browser: "Browser", address: str, seen: str, role: str | None = None) -> float:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page: Page = context.new_page()
    if role:
        context.request.post(f"{address}/masuk", form={"peran": role}, headers={"Origin": address}, max_redirects=0)
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(seen).first.wait_for()
    seconds = time.perf_counter() - started
    context.close()
    return seconds
