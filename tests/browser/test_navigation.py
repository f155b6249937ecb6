"""The view travels: menu, links, Back, and the menu of a phone, without a new document."""

import pytest

from access.web import sign_in_page
from pages.components.runtime import address
from tests import patience
from tests.browser import watched
from text.words import say

VIEW = "?wilayah=11.07&periode=2026-Q1&bahasa=en"


@pytest.fixture
def page(browser, enter, dashboard):
    """A governor's page of its own, so that history and width are this test's alone."""
    opened = browser.new_page(viewport={"width": 1366, "height": 900}, locale="en-US")
    opened.told = watched.watch(opened, dashboard)
    enter(opened, dashboard)
    yield opened
    opened.close()


def mark(page) -> None:
    """A mark that a new document would not have."""
    page.evaluate("window.marked = true")


def from_the_menu(page, section: str, name: str):
    page.get_by_test_id("stTopNavSection").filter(has_text=say(f"menu.{section}", "en")).click()
    return page.get_by_role("menuitem", name=say(f"menu.{name}", "en"))


def test_the_menu_takes_the_view_along_without_a_new_document_and_back_returns(page, dashboard):
    page.goto(f"{dashboard}/{VIEW}")
    watched.settled(page)
    mark(page)
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo({top: 300})")
    from_the_menu(page, "performance", "layanan").click()
    page.wait_for_url(f"{dashboard}/layanan?periode=2026-Q1&wilayah=11.07&bahasa=en")
    watched.until(page, "document.title.startsWith('Services')")  # the address is there before the run has begun
    watched.settled(page)
    assert page.get_by_test_id("stTopNavPopover").count() == 0, "the menu covers the page"
    assert "Pidie" in page.locator("h1").inner_text()
    page.go_back()
    page.wait_for_url(f"{dashboard}/{VIEW}")
    watched.until(page, "document.querySelector('[data-testid=stMain]').scrollTop === 300")
    assert page.evaluate("window.marked"), "the page was loaded anew"
    assert page.told == []


def test_a_link_opened_in_a_new_tab_has_the_view_too(page, dashboard):
    page.goto(f"{dashboard}/{VIEW}")
    watched.settled(page)
    with page.context.expect_page() as opened:
        from_the_menu(page, "performance", "layanan").click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_url(f"{dashboard}/layanan?periode=2026-Q1&wilayah=11.07&bahasa=en")
    assert page.url == f"{dashboard}/{VIEW}"


def test_the_menu_of_a_phone_closes_when_it_has_led_somewhere(page, dashboard):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{dashboard}/{VIEW}")
    watched.settled(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text=say("menu.hambatan", "en")).click()
    page.wait_for_url("**/hambatan?*wilayah=11.07*")
    page.locator("[data-testid=stSidebar][data-collapsed=true], [data-testid=stExpandSidebarButton]").first.wait_for(
        state="attached", timeout=patience.MILLISECONDS
    )
    assert page.told == []


def test_menu_and_links_carry_the_same():
    script = (sign_in_page.HERE / "page_navigation.js").read_text(encoding="utf-8")
    listed = script.split("const VIEW = [")[1].split("]")[0]
    assert [name.strip(' "') for name in listed.split(",")] == list(address.VIEW)
