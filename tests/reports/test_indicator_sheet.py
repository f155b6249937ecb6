"""The sheet of one indicator: one page that tells, carries and recomputes what the screen showed."""

import io
import json

import pypdf
import pytest

from data.errors import SetupError
from reports.content.options import Options
from reports.documents import registry
from reports.formats import pdf
from reports.lifecycle.reproduce import reproduce
from reports.lifecycle.verify import verify
from tests.reports.offices import content, issued


def told(office, language="id", **options):
    """All texts of the sheet, one string."""
    of = content(office, Options("2026-10", document="indikator", language=language, **options))
    return json.dumps(registry.pages(of, language), ensure_ascii=False), of


def test_the_sheet_is_issued_numbered_and_computed_again_with_its_indicator(records, tmp_path):
    path = issued(records, tmp_path, document="indikator", indicator="on_time_rate", region="11.71")
    assert path.name.endswith("-indikator-on_time_rate-11.71-2026-10.pdf") and verify(path)
    again = reproduce(records, path)
    assert (again.difference, again.registered) == (None, True)


@pytest.mark.parametrize(
    ("language", "sentence", "parts"),
    [
        ("id", "Realisasi 60,00 % (n = 5), target ≥ 90,00 %: belum tercapai", "Parts"),
        ("en", "Actual 60.00% (n = 5), target ≥ 90.00%: not achieved", "Bagian"),
    ],
)
def test_it_says_the_figure_the_target_and_the_parts_on_one_page(records, language, sentence, parts):
    shown, of = told(records, language, indicator="on_time_rate")
    assert sentence in shown and "Kota Banda Aceh" in shown and "Kabupaten Aceh Besar" in shown and parts not in shown
    assert len(pypdf.PdfReader(io.BytesIO(pdf.render(of))).pages) == 1


def test_within_a_region_the_parts_are_its_services_and_never_another_region(records):
    shown, _ = told(records, indicator="on_time_rate", region="11.71")
    assert "Layanan" in shown and "Aceh Besar" not in shown


@pytest.mark.parametrize(
    "options", [{"document": "indikator"}, {"document": "lembar", "indicator": "on_time_rate"}], ids=["none", "stray"]
)
def test_an_indicator_belongs_to_this_document_and_to_no_other(options):
    with pytest.raises(SetupError, match="--indicator"):
        Options("2026-10", **options)


def test_an_unknown_indicator_is_told_with_a_known_one(records):
    with pytest.raises(SetupError, match="Tulis kode yang dikenal, seperti"):
        told(records, indicator="tidak_ada")
