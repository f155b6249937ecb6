"""A figure of a document stands beside the one that records give, and never in its place."""

import pytest

from tests.pages.test_ringkasan import html
from tests.spec.drawn import opened


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A case on time in July, and two documents that say something else."""
    with opened(tmp_path_factory.mktemp("dokumen") / "home") as home:
        home.transactions("""
          application_no | standard | complete_at | decided_at
          A-1            | 3 days   | 2026-07-06  | 2026-07-07
        """)
        home.figures("""
          indicator_id | region_code | period  | value | numerator | denominator | document_no
          on_time_rate | 11.71       | 2026-07 | 91.5  |           |             | LAP-7
          on_time_rate | 11          | 2026-07 |       | 45        | 50          | LAP-8
        """)
        yield home.home.root


PLACES = {"11.71": ("91,50 % pada Juli 2026 (LAP-7)", "LAP-8"), "11": ("90,00 % pada Juli 2026 (LAP-8)", "LAP-7")}


@pytest.mark.parametrize("place", PLACES)
def test_the_figure_of_a_document_stands_beside_ours(at_home, filled, place):
    shown = html(at_home(filled, "indicator", periode="2026-07", wilayah=place, indikator="on_time_rate"))
    stated, of_another_place = PLACES[place]
    assert f"Menurut dokumen: {stated}" in shown and of_another_place not in shown
    assert "100,0 %" in shown, "the figure of the page is that of the records"


def test_without_a_document_nothing_is_said(at_home, filled):
    shown = html(at_home(filled, "indicator", periode="2026-08", wilayah="11.71", indikator="on_time_rate"))
    assert "Menurut dokumen" not in shown
