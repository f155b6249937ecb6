"""Kesehatan data as people meet it: an empty home, a home with gaps, refused rows, a strange month."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import patience
from tests.pages.test_ringkasan import html


def page(language: str, scope: tuple[str, ...] | None) -> None:
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import data_health
    from pages.components.runtime import errors, run

    with run.showing(homes.from_environment()), errors.shown(language):
        data_health.render(Viewer("", "governor", scope, language))


@pytest.fixture
def visit(home, monkeypatch):
    monkeypatch.setenv("CAPAIAN_HOME", str(home.home.root))
    st.cache_data.clear()

    def opened(language="id", scope=None):
        kwargs = {"language": language, "scope": scope}
        return AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs=kwargs).run()

    return opened


def test_an_empty_home_says_what_to_do(visit):
    at = visit()
    assert not at.exception and not at.error
    assert "Belum ada data. Unggah berkas pertama" in html(at)


def test_one_sentence_says_who_reported_and_the_calendar_says_each_month_in_words(visit, home):
    home.transactions("""
      region_code | received_at
      11.71       | 2026-08-03
      11.71       | 2026-10-05
      11.05       | 2026-10-05
    """)
    shown = html(visit())
    assert "<h1>2 dari 2 daerah pelapor sudah lapor Oktober 2026</h1>" in shown
    assert " 21 daerah lain belum pernah lapor.</p>" in shown
    assert 'title="Kota Banda Aceh, September 2026: belum lapor"' in shown
    assert 'title="Kota Banda Aceh, Oktober 2026: lapor"' in shown
    assert "2 dari 3 bulan" in shown and "1 dari 1 bulan" in shown, "of the months owed, those that came in time"
    assert shown.count('<th scope="row">') >= 23
    assert 'tabindex="0"' in shown, "the calendar scrolls, so the keyboard must reach it"


def test_every_sign_of_the_calendar_has_its_word_in_the_legend(visit, home):
    home.transactions("""
      received_at
      2026-10-05
    """)
    shown = html(visit("en"))
    words = (
        "reported",
        "nil (reported",
        "not reported",
        "month not ended",
        "not begun",
        "not applicable",
        "force majeure",
    )
    for word in words:
        assert word in shown


def test_uploads_with_refused_rows_are_listed_with_their_most_frequent_finding(visit, home):
    home.transactions(
        """
      received_at | region_code
      2026-10-05  | 11.71
      2026-10-05  | 11.99
        """,
        refused=1,
    )
    shown = html(visit())
    assert "1 dari 2 baris" in shown and "kode wilayah tidak dikenal" in shown


def test_strange_volumes_and_shared_minutes_are_asked_not_concluded(visit, home):
    before = "\n".join(f"2026-{month:02}-06 09:00 | 2026-{month:02}-07 10:00 | 20" for month in range(4, 10))
    home.transactions(f"received_at | decided_at | n\n{before}\n2026-10-06 09:00 | 2026-10-07 10:00 | 3")
    shown = html(visit())
    assert "Apakah berkasnya lengkap, atau ada sebab lain?" in shown
    assert "Ini pertanyaan, bukan kesimpulan." in shown


def test_a_quiet_home_says_that_nothing_stands_out(visit, home):
    home.transactions("""
      received_at
      2026-10-05
    """)
    shown = html(visit())
    assert "Tidak ada unggahan dengan baris yang ditolak." in shown
    assert "Dalam 12 bulan terakhir tidak ada bulan" in shown
    assert "Tidak ada pola pencatatan yang perlu ditanyakan." in shown


def test_a_viewer_of_one_region_sees_that_region_only(visit, home):
    home.transactions("""
      region_code | received_at
      11.71       | 2026-10-05
      11.05       | 2026-10-05
    """)
    shown = html(visit(scope=("11.71",)))
    assert "Kota Banda Aceh" in shown and "Aceh Barat" not in shown
    assert "Data provinsi lengkap" not in shown
