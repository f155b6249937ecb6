"""Every page as people meet it: light and dark, on a desk and on a phone, in both languages, and on paper.

One visit a page: theme, width, medium and language change in place. A picture of each is left in build/screens/ to
look at, by `make test-deep` one of every theme, width, medium and language, and of more states of the pages.
"""

import pytest

from access.identity import roles
from pages import routes
from tests import patience
from tests.browser import watched
from tests.depth import DEEP

PAGES = [page for section in routes.SECTIONS.values() for page in section]
ASKED = {
    **dict.fromkeys(("ringkasan", "hambatan", "indikator", "metodologi"), "?indikator=on_time_rate"),
    "wilayah": "?wilayah=11.71",
}
"""What a page is asked for, so that it shows all it has."""
MORE_STATES = {
    "ringkasan-of-a-region": "?wilayah=11.71",
    "ringkasan-by-indicator": "?indikator=digital_share&bahasa=en",
    "meeting": "?tampilan=rapat&indikator=on_time_rate",
    "meeting-mpp": "?tampilan=rapat&indikator=mpp_operating&bahasa=en",
    "regions-to-choose": "wilayah",
    "region-without-mpp": "wilayah?wilayah=11.11",
    "obstacles-of-a-region": "hambatan?wilayah=11.71&indikator=on_time_rate&bagian=agency",
    "obstacles-of-mpp": "hambatan?indikator=mpp_operating",
    "services-of-a-region": "layanan?wilayah=11.71&bahasa=en",
    "proposal": "tindak-lanjut?wilayah=11.71&indikator=on_time_rate&periode=2026-10",
}
"""State → address of what the pages above do not show."""
EVERY_SCREEN = ((1366, "light"), (1366, "dark"), (360, "dark"), (360, "light"))
"""A desk and a phone, in pixels; in an order that changes either the width or the theme."""
SCREENS = EVERY_SCREEN if DEEP else tuple(screen for screen in EVERY_SCREEN if screen != (360, "dark"))
"""Colours are those of the theme at any width, so that every day the dark ones are looked at on the desk alone."""
PICTURED = SCREENS if DEEP else SCREENS[:1]
PAPER = 703
"""A sheet of A4 within its margins."""
LEAST = 60
"""Letters that tell a chart: more than its title."""
SCREEN_ONLY = "[data-testid=stHeader], .st-key-bar :is(.brand, .signed-in), .st-key-tour, .stSelectbox, .stButton"
SCREEN_ONLY += ", .stForm, details:not([open], .range)"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_fits_screen_and_paper_and_asks_nobody_else(name, arrive, dashboard, keep):
    page, told = arrive(
        next(role for role in ("governor", "analyst", "auditor", "administrator") if roles.may(role, name))
    )
    page.goto(f"{dashboard}/{'' if name == 'ringkasan' else name}{ASKED.get(name, '')}")
    watched.settled(page)
    assert_is_a_page(page, "id")
    for width, theme in PICTURED:
        watched.turn(page, width, theme)
        keep(page, f"{name}-{width}-{theme}")
    watched.open_everything(page)
    for width, theme in SCREENS:
        watched.turn(page, width, theme)
        assert watched.broken_rules(page, () if theme == "light" else watched.COLOURS) == []
        assert watched.width_beyond(page) <= 0
        assert watched.uneven_bars(page) == [] and watched.scrolled_sideways(page) == []
        assert watched.small_targets(page) == []
    assert_prints_well(page, name, keep)
    watched.turn(page, *SCREENS[0])
    page.get_by_role("radio", name="EN", exact=True).click()
    page.locator("html[lang=en]").wait_for(state="attached", timeout=patience.MILLISECONDS)
    watched.settled(page)
    assert_is_a_page(page, "en")
    for width, theme in PICTURED if DEEP else ():
        watched.turn(page, width, theme)
        keep(page, f"{name}-{width}-{theme}-en")
    assert told == []


@pytest.mark.skipif(not DEEP, reason="make test-deep looks at more states of the pages")
@pytest.mark.parametrize("role", ["governor", "regent"])
@pytest.mark.parametrize("state", MORE_STATES)
def test_more_states_break_no_rule_and_fit(state, role, arrive, dashboard, keep):
    page, told = arrive(role)
    page.goto(f"{dashboard}/{MORE_STATES[state]}")
    watched.settled(page)
    page.wait_for_timeout(400)  # plotly draws after the run is over
    watched.open_everything(page)
    for width, theme in EVERY_SCREEN:
        watched.turn(page, width, theme)
        assert watched.broken_rules(page) == [], (width, theme)
        assert watched.width_beyond(page) <= 0, (width, theme)
        keep(page, f"{state}-{role}-{width}-{theme}")
    assert page.locator("h1").count() == 1 and told == []


@pytest.mark.skipif(not DEEP, reason="make test-deep looks at every page of a mayor too")
@pytest.mark.parametrize("name", [page for page in PAGES if roles.may(roles.REGENT, page)])
def test_a_page_of_a_mayor_breaks_no_rule_and_fits(name, arrive, dashboard):
    page, told = arrive(roles.REGENT)
    page.goto(f"{dashboard}/{'' if name == 'ringkasan' else name}{ASKED.get(name, '')}")
    watched.settled(page)
    watched.open_everything(page)
    for width, theme in EVERY_SCREEN:
        watched.turn(page, width, theme)
        assert watched.broken_rules(page, () if theme == "light" else watched.COLOURS) == [], (width, theme)
        assert watched.width_beyond(page) <= 0, (width, theme)
    assert page.locator("h1").count() == 1 and told == []


def assert_is_a_page(page, language):
    """One title, the language said, and every chart told in words and given as a table."""
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".headline").first.get_attribute("lang") == language
    charts = page.locator("[data-testid=stPlotlyChart]")
    told = [chart.get_attribute("aria-label") for chart in charts.all()]
    told += [picture.get_attribute("alt") for picture in page.locator("[data-testid=stMain] .trend-picture img").all()]
    assert all(len(words or "") > LEAST for words in told), "a chart that is not told in words"
    assert page.locator("[data-testid=stMain] table").count() >= len(told)


def assert_prints_well(page, name, keep):
    """On paper: light whatever the screen is, nothing to press, nothing cut off."""
    watched.turn(page, PAPER, "dark")
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    assert page.locator(SCREEN_ONLY).filter(visible=True).count() == 0
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert watched.cut_off(page) == []
    if DEEP:
        keep(page, f"{name}-print")


@pytest.mark.parametrize(("address", "name"), [("masuk", "masuk"), ("masuk?bahasa=en", "masuk-en")])
def test_the_page_to_sign_in_breaks_no_rule(address, name, browser, dashboard, keep):
    page = browser.new_page(locale="en-US")
    told = watched.watch(page, dashboard)
    page.goto(f"{dashboard}/{address}")
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == ("en" if "en" in address else "id")
    for width, theme in SCREENS:
        watched.turn(page, width, theme)
        if (width, theme) in PICTURED:
            keep(page, f"{name}-{width}-{theme}")
        assert watched.broken_rules(page) == [] and watched.width_beyond(page) <= 0
    assert told == []
    page.close()
