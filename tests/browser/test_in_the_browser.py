"""What only a browser can tell: the page appears, asks nobody else, complains of nothing, and fits a phone.

Pictures of every size, language and theme are left in build/screenshots to be looked at.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from text import formats

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
SIZES = {"1366": (1366, 768), "360": (360, 780)}
HEADLINE = {"id": "target tercapai pada", "en": "targets achieved in"}


@pytest.fixture
def visit(browser):
    """Open an address and return the page, with what it complained of and whom it asked in `page.told`."""
    opened = []

    def visited(address, size="1366", theme="light"):
        width, height = SIZES[size]
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme, locale="en-US")
        page.told = []
        own = urlsplit(address).netloc
        page.on("console", lambda said: page.told.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.told.append(str(error)))
        page.on("request", lambda asked: page.told.append(asked.url) if _elsewhere(asked.url, own) else None)
        opened.append(page)
        page.goto(address)
        return page

    yield visited
    for page in opened:
        page.close()


def _elsewhere(url, own):
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own


def picture(page, name):
    """The whole page, not only the screen: Streamlit scrolls an inner container."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"]
    height = page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": height + 40})
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", ["1366", "360"])
def test_ringkasan_appears_fits_and_asks_nobody_else(visit, dashboard, size, language, theme):
    page = visit(f"{dashboard}/?bahasa={language}&indikator=on_time_rate", size, theme)
    page.get_by_role("heading", level=1).filter(has_text=HEADLINE[language]).wait_for(timeout=20_000)
    page.locator(".js-plotly-plot").wait_for(timeout=20_000)
    page.screenshot(path=_made(f"ringkasan-{size}-{language}-{theme}-first-screen"))
    assert page.locator(".tiles li").count() == 23
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, "the page is wider than the screen"
    for part in (".scorecard", ".tiles", ".headline"):
        box = page.locator(part).first.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= SIZES[size][0], f"{part} runs off the screen"
    picture(page, f"ringkasan-{size}-{language}-{theme}")
    assert page.told == []


def test_figures_are_written_in_the_language_of_the_page_and_not_of_the_browser(visit, dashboard):
    page = visit(f"{dashboard}/?indikator=received")
    page.locator(".js-plotly-plot .ytick text").first.wait_for(timeout=20_000)
    ticks = page.locator(".js-plotly-plot .xtick text").all_text_contents()
    indonesian = {formats.month(f"2026-{month:02}", "id", short=True).split()[0] for month in range(1, 13)}
    assert ticks and {tick.split()[0] for tick in ticks} <= indonesian
    shares = [cell for cell in page.locator(".scorecard td.actual").all_inner_texts() if "%" in cell]
    assert shares and all("," in share and "." not in share for share in shares)


def test_a_tile_opens_its_region_and_a_picker_leads_back(visit, dashboard):
    page = visit(f"{dashboard}/?indikator=on_time_rate")
    page.locator(".tile").filter(has_text="Banda Aceh").click(timeout=20_000)
    heading = page.get_by_role("heading", level=1)
    heading.filter(has_text="Kota Banda Aceh:").wait_for(timeout=20_000)
    assert "wilayah=11.71" in page.url and "indikator=on_time_rate" in page.url
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Seluruh kabupaten/kota").click()
    page.wait_for_url("**wilayah=11*", timeout=10_000)
    heading.filter(has_not_text="Kota Banda Aceh").wait_for(timeout=10_000)
    page.go_back()
    heading.filter(has_text="Kota Banda Aceh:").wait_for(timeout=10_000)
    assert page.told == []


def test_an_empty_home_in_the_browser(visit, empty_dashboard):
    page = visit(empty_dashboard, "360")
    page.get_by_role("heading", name="Belum ada data").wait_for(timeout=20_000)
    picture(page, "empty-360-id-light")
    assert page.told == []


def test_no_file_of_pages_is_served_by_itself(visit, empty_dashboard):
    """Streamlit would serve pages/overview.py at /overview, past everything, until st.navigation has run once."""
    page = visit(f"{empty_dashboard}/overview")
    page.get_by_role("heading", name="Belum ada data").wait_for(timeout=20_000)


def _made(name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES / f"{name}.png"
