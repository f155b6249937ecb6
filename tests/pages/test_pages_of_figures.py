"""Wilayah, Layanan, Kepuasan, Pengaduan, Antrean and Hambatan as people meet them, on a small real home."""

from types import SimpleNamespace

import pytest

from pages.components.obstacles import parts
from tests.pages.test_ringkasan import html
from tests.spec.drawn import opened

PAGES = ("region", "services", "satisfaction", "complaints", "queues", "obstacles")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two regions over two months, with a queue, a survey and complaints."""
    with opened(tmp_path_factory.mktemp("figures") / "home") as home:
        home.targets("""
on_time_rate:
  - {from: "2026-01", value: 90, decree: SK 1}
satisfaction_index:
  - {from: "2026-10", value: 85, decree: SK 1}
""")
        home.transactions("""
          region_code | received_at      | ticket_at        | called_at        | decided_at       | channel    | n
          11.71       | 2026-09-07 09:00 | 2026-09-07 08:30 | 2026-09-07 08:55 | 2026-09-08 10:00 | elektronik | 8
          11.71       | 2026-10-05 09:00 | 2026-10-05 08:30 | 2026-10-05 08:40 | 2026-10-06 10:00 | langsung   | 8
          11.71       | 2026-10-05 09:00 |                  |                  | 2026-10-20 10:00 | langsung   | 2
          11.05       | 2026-10-05 09:00 |                  |                  | 2026-10-06 10:00 | mandiri    | 5
          11.05       | 2026-10-05 09:30 | 2026-10-05 09:10 | 2026-10-05 09:20 | 2026-10-06 10:00 | mandiri    | 5
        """)
        home.surveys("""
          region_code | answered_on | all | sarana | n
          11.71       | 2026-10-07  | 4   | 2      | 6
        """)
        home.complaints("""
          region_code | complaint_type | received_at | first_response_at | resolved_at | status
          11.71       | informasi      | 2026-10-05  | 2026-10-06        | 2026-10-07  | selesai
          11.71       | informasi      | 2026-10-05  | 2026-10-06        | 2026-10-27  | selesai
        """)
        yield home


@pytest.fixture
def visit(at_home):
    return at_home


def test_an_empty_home_is_met_with_the_first_steps(visit, tmp_path):
    at = visit(tmp_path, "services")
    assert not at.exception and not at.error and "Belum ada data" in html(at)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_draws_for_the_province_in_english(visit, filled, name):
    at = visit(filled.home.root, name, "en", banding="previous")
    assert not at.exception and not at.error
    assert "<h1>" in html(at) and ".</h1>" not in html(at), "a title ends without a full stop on every page"


@pytest.mark.parametrize("name", PAGES)
def test_a_regent_sees_the_own_region_and_never_another_s(visit, filled, name):
    at = visit(filled.home.root, name, role="regent", scope=("11.71",), wilayah="11.05", banding="province")
    assert not at.exception and not at.error
    assert "Aceh Barat" not in html(at) and "<h1>" in html(at)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("region", "Kota Banda Aceh: "),
        ("services", "1 dari 1 layanan belum tepat waktu pada Oktober 2026, Kota Banda Aceh; terjauh"),
        (
            "satisfaction",
            "Indeks kepuasan 94,4, mutu A (sangat baik), Oktober 2026, Kota Banda Aceh; "
            "terhadap target 85 belum dapat dinilai<",
        ),
        ("complaints", "1 dari 2 pengaduan selesai tepat waktu pada Oktober 2026, Kota Banda Aceh"),
        ("queues", "Separuh pengunjung menunggu sedikitnya 10 menit (n = 8) pada Oktober 2026, Kota Banda Aceh"),
        (
            "obstacles",
            "<h1>Selesai tepat waktu, Kota Banda Aceh: 80,0 % (n = 10) dari target 90 %, kurang 1 berkas<",
        ),
    ],
)
def test_the_headline_says_it_in_one_sentence(visit, filled, name, sentence):
    at = visit(filled.home.root, name, wilayah="11.71", periode="2026-10", indikator="on_time_rate")
    assert sentence in html(at)


def test_the_weakest_unsur_are_named(visit, filled):
    asked = {"wilayah": "11.71", "periode": "2026-10"}
    shown = html(visit(filled.home.root, "satisfaction", **asked))
    assert "Tiga terendah, yang perlu rencana tindak lanjut: Unsur 9" in shown
    assert "6 unsur lain bernilai sama dengan yang terakhir disebut" in shown, "eight of nine have 4"
    assert "Nilai terendah pada Unsur 9: Sarana dan prasarana (2,00 dari 4)." in shown


@pytest.mark.parametrize(("against", "said"), [("target", ", dibulatkan ke atas 13 berkas"), ("previous", "")])
def test_only_what_is_short_of_a_target_is_rounded_up_as_in_the_headline(against, said):
    why = SimpleNamespace(parts_unit="cases", against=against)
    assert parts._whole(12.3, why, "id") == f"Jumlah seluruhnya{said}"


def test_the_province_stands_beside_the_region_as_a_benchmark(visit, filled):
    shown = html(visit(filled.home.root, "region", wilayah="11.71", periode="2026-10", banding="province"))
    assert (
        "Daerah lain di provinsi" in shown
        and "kurang baik" in shown
        and "Seluruh Aceh" not in shown.split("<table", 1)[1]
    )
