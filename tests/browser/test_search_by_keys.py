"""Search and the copying of the address, by keys alone."""

import pytest

from tests.browser import watched
from text.words import say


@pytest.fixture
def page(browser, enter, dashboard):
    opened = browser.new_page(viewport={"width": 1366, "height": 900}, locale="en-US")
    opened.told = watched.watch(opened, dashboard)
    enter(opened, dashboard)
    opened.goto(f"{dashboard}/?periode=2026-09&bahasa=en")
    watched.settled(opened)
    yield opened
    opened.close()


def test_keys_find_a_region_and_the_view_comes_along(page):
    page.evaluate("window.marked = true")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name=say("access.search_label", "en"))
    field.fill("pidi")
    watched.until(page, "() => document.querySelectorAll('dialog.search [role=option]').length > 1")
    assert watched.broken_rules(page) == []
    page.keyboard.press("ArrowDown")
    chosen = page.locator("dialog.search [aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id") and chosen.count() == 1
    assert "Pidie Jaya" in chosen.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/wilayah?periode=2026-09&bahasa=en&wilayah=11.18")
    watched.until(page, "() => document.querySelector('#root h1')?.textContent.includes('Pidie Jaya')")
    assert page.evaluate("window.marked"), "the page was loaded anew"
    assert not page.locator("dialog.search").is_visible() and page.told == []


def test_escape_closes_and_gives_the_focus_back(page):
    page.locator("button.open-search").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("zzzz")
    watched.until(page, "() => document.querySelector('.search-status').textContent.length > 0")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.search").is_visible()
    assert page.evaluate("document.activeElement.className") == "open-search"


def test_the_address_is_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("button.copy-link").click()
    watched.until(
        page, "(said) => document.querySelector('.search-status').textContent === said", say("access.link_copied", "en")
    )
    assert page.evaluate("navigator.clipboard.readText()") == page.url
