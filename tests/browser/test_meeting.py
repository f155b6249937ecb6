"""By keyboard and mouse: slides turn by arrows and close by Esc, a point of a chart opens its month, help opens."""

import pytest

from tests.browser.watched import settled, until

WIDE = {"width": 1366, "height": 900}


@pytest.fixture
def page(browser, dashboard, enter):
    opened = browser.new_page(viewport=WIDE)
    enter(opened, dashboard)
    yield opened
    opened.close()


def query(page, key):
    return page.evaluate("key => new URLSearchParams(location.search).get(key)", key)


def wait_for(page, key, value):
    until(page, "([key, value]) => new URLSearchParams(location.search).get(key) === value", [key, value])


def test_arrows_turn_slides_and_escape_closes_them(page, dashboard):
    page.goto(f"{dashboard}/?tampilan=rapat")
    page.wait_for_selector(".slide-title h1")
    settled(page)  # a key that is pressed while a run is under way goes to buttons that the run replaces
    assert not page.locator("[data-testid=stHeader]").is_visible() and not page.locator(".brand").count()
    first = page.locator(".slide-title h1").inner_text()
    page.keyboard.press("ArrowRight")
    until(page, "first => document.querySelector('.slide-title h1')?.innerText !== first", first)
    assert query(page, "indikator")
    settled(page)
    page.keyboard.press("ArrowLeft")
    until(page, "first => document.querySelector('.slide-title h1')?.innerText === first", first)
    settled(page)
    page.keyboard.press("Escape")
    page.wait_for_selector(".brand")
    assert query(page, "tampilan") is None


def test_a_point_of_the_chart_opens_its_month_and_back_returns(page, dashboard):
    page.goto(f"{dashboard}/indikator?indikator=received")
    points = page.locator(".js-plotly-plot g.trace:has(path.point)").first.locator("path.point")
    points.first.wait_for()
    page.wait_for_timeout(1000)  # plotly takes clicks only once it has settled
    points.nth(points.count() - 3).click(force=True)
    until(page, "() => new URLSearchParams(location.search).get('periode')")
    page.go_back()
    wait_for(page, "periode", None)


def test_help_beside_a_term_opens_by_keyboard(page, dashboard):
    page.goto(f"{dashboard}/kepuasan")
    summary = page.locator(".headline details.term summary")
    summary.wait_for()
    told = page.locator(".headline details.term .told")
    assert not told.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert told.is_visible()
