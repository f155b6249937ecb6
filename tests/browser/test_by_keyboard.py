"""Without a mouse: every control is reached and shows it, and a governor's whole errand is done by keys alone."""

import re

import pytest

from tests import patience
from tests.browser import watched
from text.words import say

STOPS = 400
"""More stops than any page has; a page that needs more has caught the focus."""
FOCUSED = """() => {
  const look = (part) => {
    const style = getComputedStyle(part);
    return [style.outlineStyle, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor].join();
  };
  const told = (part) => [part, part.parentElement, part.parentElement.parentElement].map(look).join("|");
  const before = window.held;
  const unseen = before && before.look === told(before.part) ? before.part.outerHTML.slice(0, 200) : "";
  const part = document.activeElement;
  if (part === document.body) { window.held = null; return { end: true, unseen }; }
  part.setAttribute("data-reached", "");
  window.held = { part, look: told(part) };
  return { end: false, unseen };
}"""
MISSED = """() => [...document.querySelectorAll("a[href], button, input, summary, textarea, [tabindex='0']")]
  .filter((it) => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({ visibilityProperty: true }))
  .filter((it) => !it.closest("[data-reached]")).map((it) => it.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("address", ["", "laporan", "tindak-lanjut?indikator=on_time_rate"])
def test_every_control_is_reached_by_tab_and_shows_that_it_is(arrive, dashboard, address):
    page, _ = arrive("governor")
    page.goto(f"{dashboard}/{address}")
    watched.settled(page)
    unseen = []
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        unseen += [found["unseen"]] if found["unseen"] else []
        if found["end"]:
            break
    assert unseen == []
    assert found["end"], "the focus is caught"
    assert page.evaluate(MISSED) == []


def test_a_governor_does_the_whole_errand_by_keys(browser, dashboard):
    page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="en-US")
    page.goto(f"{dashboard}/masuk")
    go(page, "button[name=peran][value^=governor]")
    page.keyboard.press("Enter")
    watched.settled(page)

    before = page.url
    choose(page, "periode", "TW III 2026")
    page.wait_for_url(re.compile(r"periode="))
    watched.settled(page)
    choose(page, "wilayah", "Kota Banda Aceh")
    page.get_by_role("heading", level=1).filter(has_text="Kota Banda Aceh").wait_for()
    watched.settled(page)  # a picker that is drawn anew loses what is typed
    choose(page, "indikator", "Selesai tepat waktu")
    page.wait_for_url(re.compile(r"indikator=on_time_rate"))
    watched.settled(page)
    assert page.url != before

    go(page, "summary")
    page.keyboard.press("Enter")
    page.locator("details[open]").first.wait_for()

    go(page, "[data-testid=stTopNavSection]", say("menu.basis"))
    page.keyboard.press("Enter")
    go(page, "[role=menuitem]", say("menu.laporan"), "ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/laporan*")
    watched.settled(page)
    go(page, "button", say("document_page.issue"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name=say("document_page.download")).wait_for(timeout=patience.MILLISECONDS)
    go(page, "button", say("document_page.download"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".pdf")

    go(page, ".signed-in button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/masuk")
    page.close()


def go(page, selector, text="", key="Tab"):
    """Press the key until the focus stands on that."""
    there = "([place, text]) => (it => it.matches(place) && it.innerText.includes(text))(document.activeElement)"
    for _ in range(STOPS):
        page.keyboard.press(key)
        if page.evaluate(there, [selector, text]):
            return
    raise AssertionError(f"the focus never came to {selector} {text}")


def choose(page, key, option):
    """Choose in the picker that writes `key` into the address: type what it is called, press Enter."""
    go(page, f".st-key-pick_{key} input")
    page.keyboard.type(option)
    page.keyboard.press("Enter")
    watched.settled(page)
