"""What only a browser can tell: the page appears, asks nobody else, complains of nothing, and fits a phone.

Pictures of every size, language and theme are left in build/screenshots to be looked at.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from text import formats

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
SIZES = {"1366": (1366, 768), "360": (360, 780)}
HEADLINE = {"id": "target tercapai pada", "en": "targets achieved in"}


@pytest.fixture
def visit(browser, enter, enter_with_password):
    """Sign in, open an address and return the page, with what it complained of and whom it asked in `page.told`.

    `by` is the one-click role; None is the account of a home without demo data.
    """
    opened = []

    def visited(address, size="1366", theme="light", by="governor"):
        width, height = SIZES[size]
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme, locale="en-US")
        page.told = []
        own = urlsplit(address).netloc
        page.on("console", lambda said: page.told.append(said.text) if _complains(said) else None)
        page.on("pageerror", lambda error: page.told.append(str(error)))
        page.on("request", lambda asked: page.told.append(asked.url) if _elsewhere(asked.url, own) else None)
        opened.append(page)
        enter(page, address, by) if by else enter_with_password(page, address)
        page.goto(address)
        return page

    yield visited
    for page in opened:
        page.close()


def _complains(said):
    """Streamlit looks for its server under the page's own address first; that it then finds it above is no fault."""
    looking = re.search(r"/[a-z-]+/_stcore/", said.location["url"])
    return said.type in ("error", "warning") and not looking


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
    page = visit(empty_dashboard, "360", by=None)
    page.get_by_role("heading", name="Belum ada data").wait_for(timeout=20_000)
    picture(page, "empty-360-id-light")
    assert page.told == []


def test_no_file_of_pages_is_served_by_itself(visit, empty_dashboard):
    """Streamlit would serve pages/overview.py at /overview, past everything, until st.navigation has run once."""
    page = visit(f"{empty_dashboard}/overview", by=None)
    page.get_by_role("heading", name="Belum ada data").wait_for(timeout=20_000)


def _made(name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES / f"{name}.png"


@pytest.fixture(scope="module")
def messy_file(tmp_path_factory):
    """A workbook as offices send them: a title above, an Indonesian date, a wrong region, a total below."""
    import xlsxwriter

    path = tmp_path_factory.mktemp("sent") / "rekap loket Oktober.xlsx"
    rows = [
        ["LAPORAN LAYANAN LOKET BULAN OKTOBER 2026"],
        [],
        ["No Registrasi", "kode_wilayah", "kode_layanan", "Tgl Masuk", "Tgl Selesai", "status", "Keterangan loket"],
        ["P-1", "11.71", "DKC-01", "5 Oktober 2026", "05/10/2026 10.00", "selesai", ""],
        ["P-2", "11.99", "DKC-01", "06/10/2026 09.00", "06/10/2026 10.00", "selesai", ""],
        ["P-3", "11.71", "DKC-99", "kemarin", "06/10/2026 10.00", "selesai", "susulan"],
        ["P-4", "11.71", "DKC-01", "07/10/2026 09.00", "06/10/2026 10.00", "selesai", ""],
        ["P-5", "11.71", "DKC-01", "besok", "", "proses", ""],
        ["Jumlah", "", "", "", "", "", ""],
    ]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Okt")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize(
    ("size", "language", "theme"), [("1366", "id", "light"), ("360", "id", "light"), ("1366", "en", "dark")]
)
def test_a_messy_file_is_explained_before_anything_is_stored(visit, dashboard, messy_file, size, language, theme):
    page = visit(f"{dashboard}/unggah?bahasa={language}", size, theme, by="analyst")
    page.locator("input[type=file]").wait_for(state="attached", timeout=20_000)
    picture(page, f"unggah-{size}-{language}-{theme}-empty")
    page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
    page.locator("input[type=file]").set_input_files(messy_file)
    page.locator(".st-key-upload_save button").wait_for(timeout=60_000)
    assert page.locator("section .findings table").count() == 1
    shown = page.locator("[data-testid=stMain]").inner_text()
    assert "kemarin" not in shown and "besok" not in shown
    assert "rekap loket Oktober.xlsx" in shown
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, "the page is wider than the screen"
    picture(page, f"unggah-{size}-{language}-{theme}-messy")
    assert page.told == []


def test_a_file_is_stored_by_the_button_and_leaves_a_receipt(visit, dashboard, messy_file):
    page = visit(f"{dashboard}/unggah", by="analyst")
    page.locator("input[type=file]").wait_for(state="attached", timeout=20_000)
    page.locator("input[type=file]").set_input_files(messy_file)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Unduh berkas bertanda (XLSX)").click(timeout=60_000)
    assert download.value.suggested_filename == "bertanda-rekap loket Oktober.xlsx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    page.locator(".st-key-upload_save button").click(timeout=60_000)
    page.locator(".receipt").filter(has_text="rekap loket Oktober.xlsx: entri").wait_for(timeout=60_000)
    picture(page, "unggah-1366-id-light-receipt")
    assert page.told == []


@pytest.mark.parametrize(
    ("size", "language", "theme"), [("1366", "id", "light"), ("360", "id", "light"), ("1366", "en", "dark")]
)
def test_the_calendar_of_reports_fits_and_is_reached_by_keyboard(visit, dashboard, size, language, theme):
    page = visit(f"{dashboard}/kesehatan-data?bahasa={language}", size, theme)
    page.locator(".calendar").wait_for(timeout=30_000)
    assert page.locator(".calendar tbody tr").count() == 23
    page.locator(".calendar-frame").focus()
    assert page.evaluate("document.activeElement.className") == "calendar-frame"
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, "the page is wider than the screen"
    picture(page, f"kesehatan-{size}-{language}-{theme}")
    assert page.told == []
