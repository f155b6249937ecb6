"""What each role comes for, from the first page to the end, in the browser and (for the auditor) on the terminal."""

import re
from pathlib import Path

import pytest
import xlsxwriter

from data.home import Home
from data.ledger import entries
from tests import patience
from tests.browser import watched
from text.words import say

OTHER, OTHER_NAME = "11.05", "Kabupaten Aceh Barat"
SHEET = "indikator?indikator=on_time_rate"


def test_a_governor_goes_from_the_first_page_to_the_cases_the_follow_up_and_the_sheet(arrive, dashboard, keep):
    page, told = arrived(arrive, dashboard, "governor")
    page.locator(".slices a").first.click()
    page.wait_for_url("**/hambatan?**")
    watched.settled(page)
    way = page.get_by_role("link", name=say("obstacle_page.propose")).first.get_attribute("href")
    page.goto(f"{dashboard}/hambatan?indikator=on_time_rate")
    watched.settled(page)
    watched.unfold(page, say("obstacle_page.evidence"))
    cases = page.locator("details[open] .findings tbody tr")
    cases.first.wait_for()
    late, number = cases.count(), cases.first.locator("th").inner_text()
    assert late >= 1 and number.strip()
    keep(page, "errand-governor-cases")

    page.goto(f"{dashboard}{way}")
    for label, text in (("fact", "Dua berkas melewati tenggat."), ("cause", "Sistem sering terputus.")):
        page.get_by_label(say(f"follow_up.{label}"), exact=True).fill(text)
    page.get_by_label(say("follow_up.action"), exact=True).fill("Memasang jaringan cadangan.")
    page.get_by_label(say("follow_up.owner"), exact=True).fill("Kepala DPMPTSP")
    page.locator("[data-testid=stDateInput] [role=spinbutton]").first.click()
    page.keyboard.type("31122030")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=say("follow_up.send")).click()
    page.wait_for_url("**tindak=*")
    page.get_by_role("heading", level=1).filter(has_text="1 tindak lanjut berjalan").wait_for()
    page.get_by_role("cell", name="Memasang jaringan cadangan.").first.wait_for()
    watched.settled(page)
    keep(page, "errand-governor-follow-up")
    assert watched.broken_rules(page) == []

    sheet = issued(page, dashboard, "laporan")
    assert "lembar" in sheet.suggested_filename
    assert Path(sheet.path()).read_bytes()[:5] == b"%PDF-"
    assert told == []


def test_two_clicks_on_a_button_are_one_act(arrive, dashboard, terminal):
    page, _ = arrived(arrive, dashboard, "governor")
    page.goto(f"{dashboard}/indikator?indikator=on_time_rate")
    watched.settled(page)
    watched.unfold(page, say("indicator_page.annotate"))
    page.get_by_label(say("indicator_page.what"), exact=True).fill("Loket baru dibuka.")
    before = entries.head_seq(Home(terminal.home))
    page.get_by_role("button", name=say("follow_up.save")).dblclick()
    page.get_by_text(say("indicator_page.withdraw"), exact=True).wait_for()
    watched.settled(page)
    assert entries.head_seq(Home(terminal.home)) == before + 1


@pytest.mark.parametrize("address, label", [("laporan", "document_page.issue"), (SHEET, "sheet_order.issue")])
def test_two_clicks_issue_one_document_and_offer_it(arrive, dashboard, terminal, address, label):
    page, told = arrived(arrive, dashboard, "governor", address)
    before = entries.head_seq(Home(terminal.home))
    press_twice(page, page.get_by_role("button", name=say(label), exact=True), say("document_page.writing"))
    page.get_by_role("button", name=say("document_page.download"), exact=True).wait_for(timeout=patience.MILLISECONDS)
    watched.settled(page)
    assert entries.head_seq(Home(terminal.home)) == before + 1
    assert page.get_by_text(say("document_page.written")).is_visible() and told == []


def test_two_clicks_store_a_file_once_and_say_so(arrive, dashboard, terminal, messy_file):
    page, told = arrived(arrive, dashboard, "analyst", "unggah")
    page.locator("input[type=file]").set_input_files(messy_file)
    page.locator(".st-key-upload_save button").wait_for(timeout=patience.MILLISECONDS)
    watched.settled(page)
    before = entries.head_seq(Home(terminal.home))
    press_twice(page, page.locator(".st-key-upload_save button"), say("upload.saving"))
    page.locator(".receipt").filter(has_text="rekap loket Oktober.xlsx: entri").wait_for(timeout=patience.MILLISECONDS)
    watched.settled(page)
    assert entries.head_seq(Home(terminal.home)) == before + 1 and told == []
    terminal("undo", before + 1, "--reason", "Berkas percobaan.")


def test_a_regent_sees_the_own_region_beside_the_province_and_no_other(arrive, dashboard, keep):
    page, told = arrived(arrive, dashboard, "regent")
    page.get_by_role("heading", level=1).filter(has_text="Kota Banda Aceh").wait_for()
    assert page.locator(".tiles:not(.stages) a").count() <= 1
    assert page.locator(f"a[href*='wilayah={OTHER}']").count() == 0
    page.goto(f"{dashboard}/wilayah?banding=province")
    watched.settled(page)
    page.locator("th.compared").first.wait_for()
    keep(page, "errand-regent-province")
    for name in ("", "wilayah", "layanan", "hambatan", "kepuasan"):
        page.goto(f"{dashboard}/{name}?wilayah={OTHER}")
        watched.settled(page)
        shown = page.locator("[data-testid=stMain]").inner_text()
        assert say("notice.wilayah", "id", shown="Kota Banda Aceh") in shown and OTHER_NAME not in shown
    page.goto(f"{dashboard}/unggah")
    page.get_by_role("heading", name=say("access.no_right")).wait_for()
    assert told == []


def test_an_analyst_turns_a_messy_file_into_figures_and_takes_it_back(arrive, dashboard, keep, screens, messy_file):
    page, told = arrived(arrive, dashboard, "analyst", "unggah")
    with page.expect_download() as template:
        page.get_by_role("button", name=say("upload.template_xlsx")).click()
    assert template.value.suggested_filename == "templat-transactions-id.xlsx"

    page.locator("input[type=file]").set_input_files(messy_file)
    page.locator(".st-key-upload_save button").wait_for(timeout=patience.MILLISECONDS)
    watched.settled(page)
    shown = page.locator("[data-testid=stMain]").inner_text()
    assert "rekap loket Oktober.xlsx" in shown and "kemarin" not in shown and "besok" not in shown
    assert page.locator("section .findings table").count() >= 1
    watched.open_everything(page)
    for width in (1366, 360):
        watched.turn(page, width, "light")
        assert watched.broken_rules(page) == [] and watched.width_beyond(page) <= 0
        keep(page, f"errand-analyst-messy-{width}")
    watched.turn(page, 1366, "light")
    findings = page.locator("section").filter(has=page.locator(".findings")).first
    findings.screenshot(path=screens / "errand-analyst-findings.png")
    with page.expect_download(timeout=patience.MILLISECONDS) as marked:
        page.get_by_role("button", name=say("upload.download_xlsx")).click()
    assert marked.value.suggested_filename == "bertanda-rekap loket Oktober.xlsx"
    assert Path(marked.value.path()).read_bytes()[:2] == b"PK"

    page.locator(".st-key-upload_save button").click()
    page.locator(".receipt").filter(has_text="rekap loket Oktober.xlsx: entri").wait_for(timeout=patience.MILLISECONDS)
    keep(page, "errand-analyst-receipt")
    watched.unfold(page, say("upload.undo"))
    page.get_by_label(say("upload.undo_reason")).fill("Berkas keliru.")
    page.get_by_role("button", name=say("upload.undo_button")).click()
    page.get_by_text(re.compile(r"Entri \d+ dibatalkan oleh entri \d+\.")).wait_for(timeout=patience.MILLISECONDS)
    assert told == []


def test_an_auditor_finds_the_entry_and_recomputes_the_document(arrive, dashboard, terminal, keep, tmp_path):
    page, told = arrived(arrive, dashboard, "auditor", "buku-besar")
    page.get_by_role("button", name=say("ledger.verify")).click()
    page.get_by_text("Buku besar utuh sampai entri").wait_for(timeout=patience.MILLISECONDS)
    page.locator(".findings th a").first.click()
    page.locator(".entry").wait_for()
    keep(page, "errand-auditor-entry")
    assert watched.broken_rules(page) == []

    sheet = issued(page, dashboard, "laporan")
    kept = tmp_path / sheet.suggested_filename
    sheet.save_as(kept)
    assert told == []
    for words in (("verify", kept), ("reproduce", kept), ("verify",)):
        terminal(*words)  # an exit code other than 0 fails


def press_twice(page, button, doing):
    """Press it, and again while the page says that it is at it."""
    button.click()
    page.get_by_text(doing).first.wait_for()
    button.click(force=True)


def arrived(arrive, dashboard, role, address=""):
    """A signed-in page at that address."""
    page, told = arrive(role)
    page.goto(f"{dashboard}/{address}")
    watched.settled(page)
    return page, told


def issued(page, dashboard, address):
    """Issue the first document that is offered, and take it away."""
    page.goto(f"{dashboard}/{address}")
    watched.settled(page)
    page.get_by_role("button", name=say("document_page.issue"), exact=True).click()
    with page.expect_download(timeout=patience.MILLISECONDS) as download:
        page.get_by_role("button", name=say("document_page.download"), exact=True).click(timeout=patience.MILLISECONDS)
    return download.value


@pytest.fixture
def messy_file(tmp_path):
    """A workbook as offices send them: a title above, an Indonesian date, a wrong region, a total below."""
    path = tmp_path / "rekap loket Oktober.xlsx"
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
