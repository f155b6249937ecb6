"""The upper part of Ringkasan stands at once and where it will stand, and goes without a trace or a jump."""

import pytest

from tests.browser import watched

PLACES = (".st-key-bar", ".month-steps", ".headline", "h1", ".matrix tr", ".summary", ".summary li", ".scorecard tr")
TOLERANCE = 2.5
"""Pixels; a sixteenth of a line of text, and what Streamlit's own buttons are wider."""
_BOXES = """([root, place]) => [...document.querySelectorAll(`${root} :is(${place})`)].map((part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  return [x, y, width, height];
})"""
_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""


@pytest.fixture
def page(browser, enter, dashboard):
    opened = browser.new_page(viewport={"width": 1366, "height": 900}, locale="en-US")
    enter(opened, dashboard)
    watched.settled(opened)
    yield opened
    opened.close()


def left_standing(page) -> None:
    """The script that takes it away does not find it."""

    def changed(route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('getElementById("first")', 'getElementById("none")'))

    page.route("**/masuk/sesi.js*", changed)


@pytest.mark.parametrize(("width", "query"), [(1366, ""), (360, "?bahasa=en"), (1366, "?wilayah=11.71")])
def test_everything_stands_where_the_page_will_draw_it(page, dashboard, width, query):
    left_standing(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{dashboard}/{query}")
    watched.until(page, "() => document.querySelector('[data-test-script-state=notRunning]') !== null")
    watched.until(page, "() => document.querySelectorAll('#root section').length > 2")
    if not page.locator("#first").count():  # not worked out soon enough the first time; it is now
        page.reload()
        watched.until(page, "() => document.querySelector('[data-test-script-state=notRunning]') !== null")
    watched.until(page, "() => document.querySelectorAll('#root .summary').length > 0")
    page.wait_for_timeout(500)
    for place in PLACES:
        early, drawn = (page.evaluate(_BOXES, [root, place]) for root in ("#first", "#root"))
        assert len(early) == len(drawn) or place == ".scorecard tr", place
        for before, after in zip(early, drawn, strict=False):
            assert max(abs(a - b) for a, b in zip(before, after, strict=True)) <= TOLERANCE, (place, before, after)


def test_it_goes_without_a_jump_(page, dashboard):
    page.goto(f"{dashboard}/", wait_until="commit")
    page.locator("#first h1").wait_for()
    said = page.locator("#first h1").inner_text()
    watched.settled(page)
    assert page.locator("#first").count() == 0 and page.locator("h1").count() == 1
    assert page.locator("#root h1").inner_text() == said
    assert page.evaluate(_SHIFT) < 0.05
    assert page.locator("style.first").count() == 0
