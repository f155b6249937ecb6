"""Every document says whether its figures are signed off, and which have changed since."""

import json
from contextlib import ExitStack

import pypdf
import pytest

from access.identity import roles
from access.identity.scope import EVERYTHING
from access.identity.viewer import Viewer
from metrics.change_control import sign_off
from reports.formats import read_back
from reports.lifecycle import reproduce
from tests.cli.conftest import terminal
from tests.metrics.test_locks import FIRST, LATE
from tests.reports.offices import issued
from tests.spec.drawn import opened

REGENT = Viewer("wali-kota", roles.REGENT, ("11.71",), "id")
ASKED = {"period": "2026-07", "region": "11.71", "document": "capaian"}


@pytest.fixture
def home(tmp_path):
    with ExitStack() as stack:
        home = stack.enter_context(opened(tmp_path / "home"))
        home.transactions(FIRST)
        yield home


def first_page(path):
    return " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())


def test_unsigned_proposed_signed_and_changed_are_told_under_the_title_and_reproduced(home, tmp_path):
    assert "Belum disahkan: angkanya masih dapat berubah." in first_page(issued(home.home, tmp_path, **ASKED))
    sign_off.propose(home.home, EVERYTHING, "analis", "2026-07", "11.71", "lengkap")
    assert "diusulkan oleh analis" in first_page(issued(home.home, tmp_path, **ASKED))
    sign_off.sign(home.home, REGENT, "wali-kota", "2026-07", "11.71", "BA-7/2026")
    signed = issued(home.home, tmp_path, **ASKED)
    assert "Disahkan oleh wali-kota" in first_page(signed) and "BA-7/2026" in first_page(signed)
    assert "Belum disahkan" not in first_page(signed)
    home.transactions(LATE)
    changed = first_page(issued(home.home, tmp_path, **ASKED))
    assert "angka berubah sejak itu:" in changed and "(Kota Banda Aceh)" in changed
    assert reproduce.reproduce(home.home, signed).same_bytes, "as it stood then"


def test_workbook_and_package_say_it_too(home, tmp_path):
    book = read_back.cells(issued(home.home, tmp_path, **ASKED, format="xlsx").read_bytes())
    assert any("Belum disahkan" in str(cell) for row in list(book.values())[-1] for cell in row)
    package = read_back.parts(issued(home.home, tmp_path, **ASKED, format="csv").read_bytes())
    assert json.loads(package["provenance.json"])["sign_off"]["state"] == "unsigned"


def test_a_document_of_an_earlier_program_says_nothing_of_it_and_is_not_held_against_it(home, tmp_path):
    figures = json.loads(read_back.attached(issued(home.home, tmp_path, **ASKED).read_bytes()))
    earlier = json.loads(json.dumps(figures))
    del earlier["provenance"]["sign_off"]
    earlier["provenance"]["versions"]["code"] = "0.1.0"
    sides = (json.dumps(earlier).encode(), json.dumps(figures).encode())
    assert list(reproduce.differing_figures(*sides)) == []
    assert list(reproduce.differing_figures(*reversed(sides))), "what it does tell is compared"


def test_the_terminal_goes_the_same_way(home):
    root, asked = home.home.root, ("--period", "2026-07", "--region", "11.71")
    assert "belum diusulkan" in terminal(root, "sign-off", "sign", *asked, "--document", "BA").refused(1)
    assert terminal(root, "sign-off", "propose", *asked, "--note", "lengkap").code == 0
    assert "diusulkan oleh terminal" in terminal(root, "sign-off", "show", *asked).out
    assert terminal(root, "sign-off", "sign", *asked, "--document", "BA-7").code == 0
    home.transactions(LATE)
    told = terminal(root, "sign-off", "show", *asked, "--json").told
    assert (told["state"], told["role"], told["document"]) == ("signed", "terminal", "BA-7")
    assert {"indicator": "on_time_rate", "member": "11.71", "before": 100, "now": 50} in told["changes"]
    assert "Selesai tepat waktu" in terminal(root, "sign-off", "show", *asked).out
    assert terminal(root, "sign-off", "revoke", told["seq"], "--reason", "susulan").code == 0
    assert "Belum disahkan" in terminal(root, "sign-off", "show", *asked).out
