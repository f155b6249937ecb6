"""What only a browser can tell of single parts: figures in the page's language, tiles that lead on, an empty home."""

import pytest

from tests import patience
from tests.browser import watched
from text import formats


@pytest.fixture
def empty(browser, enter_with_password, empty_dashboard):
    """A page of an empty home, opened at an address by its administrator, on a phone."""
    page = browser.new_page(viewport={"width": 360, "height": 780}, locale="en-US")
    page.told = watched.watch(page, empty_dashboard)
    enter_with_password(page, empty_dashboard)
    yield page
    page.close()


def test_figures_are_written_in_the_language_of_the_page_and_not_of_the_browser(arrive, dashboard):
    page, told = arrive("governor")
    page.goto(f"{dashboard}/indikator?indikator=on_time_rate")
    page.locator(".js-plotly-plot .ytick text").first.wait_for(timeout=patience.MILLISECONDS)
    months = page.locator(".js-plotly-plot").first.locator(".xtick text").all_text_contents()
    indonesian = {formats.month(f"2026-{month:02}", "id", short=True).split()[0] for month in range(1, 13)}
    assert months and {month.split()[0] for month in months} <= indonesian
    page.goto(dashboard)
    shares = page.locator(".scorecard td.actual:visible").filter(has_text="%")
    shares.first.wait_for()
    assert all("," in share and "." not in share for share in shares.all_inner_texts())
    assert told == []


def test_a_tile_opens_its_region_and_a_picker_leads_back(arrive, dashboard):
    page, told = arrive("governor")
    page.goto(f"{dashboard}/?indikator=on_time_rate")
    page.locator(".tiles:not(.stages) .tile").filter(has_text="Banda Aceh").click(timeout=patience.MILLISECONDS)
    heading = page.get_by_role("heading", level=1)
    heading.filter(has_text="Kota Banda Aceh:").wait_for(timeout=patience.MILLISECONDS)
    assert "wilayah=11.71" in page.url and "indikator=on_time_rate" in page.url
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Seluruh kabupaten/kota").click()
    page.wait_for_url("**wilayah=11*", timeout=patience.MILLISECONDS)
    heading.filter(has_text="daerah pelapor").wait_for(timeout=patience.MILLISECONDS)
    page.go_back()
    heading.filter(has_text="Kota Banda Aceh:").wait_for(timeout=patience.MILLISECONDS)
    assert told == []


def test_an_address_that_does_not_exist_leads_to_the_first_page(arrive, dashboard):
    page, told = arrive("governor")
    for name in ("ringkasan", "tidak-ada", "tidak/ada"):
        page.goto(f"{dashboard}/{name}?indikator=on_time_rate")
        watched.settled(page)
        assert page.url == f"{dashboard}/?indikator=on_time_rate"
        assert page.get_by_role("dialog").count() == 0
    assert told == []


def test_an_empty_home_in_the_browser(empty, keep):
    empty.get_by_role("heading", name="Belum ada data").wait_for(timeout=patience.MILLISECONDS)
    watched.settled(empty)
    assert watched.broken_rules(empty) == []
    keep(empty, "empty-360-light")
    assert empty.told == []


def test_no_file_of_pages_is_served_by_itself(empty, empty_dashboard):
    """Streamlit would serve pages/overview.py at /overview, past everything, until st.navigation has run once."""
    empty.goto(f"{empty_dashboard}/overview")
    empty.get_by_role("heading", name="Belum ada data").wait_for(timeout=patience.MILLISECONDS)


NAMES = """() => [...document.querySelectorAll(".tiles .tile .name")].map((name) =>
  [name.textContent, parseFloat(getComputedStyle(name).fontSize), name.scrollWidth - name.clientWidth])"""


@pytest.mark.parametrize("address", ["", "wilayah", "cakupan"])
def test_names_on_the_tile_map_are_read_at_every_width(arrive, dashboard, address):
    page, _ = arrive("governor")
    page.goto(f"{dashboard}/{address}")
    watched.settled(page)
    for width in (320, 360, 641, 768, 1024, 1366):
        page.set_viewport_size({"width": width, "height": watched.HEIGHT})
        page.locator(".tiles .tile").first.wait_for()
        names = page.evaluate(NAMES)
        assert len(names) >= 23 and min(size for _, size, _ in names) >= 11, width
        assert [name for name, _, cut in names if cut > 1] == [], width
