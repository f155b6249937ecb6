"""Ringkasan as people meet it: an empty home, a normal one, a wrong address, a failure."""

import re
from dataclasses import replace

import pytest

from access.identity.viewer import Viewer
from data.errors import SetupError
from pages.components.regions import matrix
from tests.pages.hand_made import answer


def html(at) -> str:
    """All HTML on the page, one string (the style sheet left out), its no-break spaces as plain ones."""
    parts = (element.proto.body for element in at.get("html") if "<style>" not in element.proto.body)
    return "\n".join(parts).replace("\u00a0", " ")


def test_an_empty_home_says_what_to_do(visit):
    at = visit(head=0)
    assert "Belum ada data" in html(at)
    assert [code.value for code in at.code] == [
        "python cli.py demo",
        "python cli.py load berkas.csv --kind transactions",
        "python cli.py load berkas.csv --kind surveys",
    ]
    assert "nomor_permohonan" in html(at)
    assert not at.exception and not at.error


def test_an_empty_home_in_english(visit):
    assert "No data yet" in html(visit(head=0, bahasa="en"))


def test_one_sentence_says_how_many_targets_are_met_and_what_is_furthest_away(visit):
    page = html(visit(wilayah="11.71"))
    first = "Kota Banda Aceh: 1 dari 5 target tercapai pada Oktober 2026; terjauh dari target: MPP yang beroperasi, 9"
    assert f"<h1>{first} dari target 23</h1>" in page
    assert "Indeks kepuasan masyarakat (IKM) belum dapat dinilai." in page


def test_of_the_province_the_first_sentence_speaks_of_regions(visit):
    page = html(visit())
    first = "1 dari 2 daerah pelapor menyelesaikan layanan tepat waktu pada Oktober 2026; "
    assert f"<h1>{first}Aceh Barat meleset pada 6 target; 1 daerah tanpa angka</h1>" in page
    assert "Seluruh Aceh mencapai 1 dari 5 target. Yang belum: MPP yang beroperasi 9 dari target 23;" in page
    assert "9 dari 23 daerah diketahui memiliki MPP; 2 diketahui belum; 12 belum ada data." in page
    assert "Data lengkap s.d. Oktober 2026" in page
    assert "8 dari 9 daerah pelapor sudah lapor" in page


def test_the_same_in_english(visit):
    page = html(visit(bahasa="en"))
    assert "<h1>1 of 2 reporting regions complete services on time in October 2026; " in page
    assert "82.6%" in page and "82,6" not in page


def test_demo_data_is_marked(visit):
    def real(*asked, **more):
        return replace(answer(*asked, **more), demo=False)

    assert "Data contoh" in html(visit())
    assert "Data contoh" not in html(visit(answering=real))


def test_every_indicator_stands_in_the_scorecard_with_status_in_words(visit):
    at = visit()
    for words in ("Selesai tepat waktu", "82,6 %", "≥ 90 %", "belum tercapai"):
        assert words in html(at)
    assert "Permohonan masuk" not in html(at).split("Rapor indikator")[1], "it has no target"
    assert "Terukur (1)" in html(at), "it stands with its demand"


def test_the_address_chooses_region_and_period(visit):
    at = visit(wilayah="11.71", periode="2026-Q3")
    assert "Kota Banda Aceh: 1 dari 5 target tercapai pada TW III 2026" in html(at)
    assert not at.info


def test_a_choice_is_kept_in_the_address(visit):
    at = visit()
    at.selectbox(key="pick_wilayah").select("11.71").run()
    assert at.query_params["wilayah"] == "11.71"
    assert "Kota Banda Aceh: " in html(at)


def test_the_language_switch_is_kept_in_the_address(visit):
    at = visit()
    at.get("button_group")[0].set_value("en").run()
    assert at.query_params["bahasa"] == "en"
    assert "reporting regions" in html(at)


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ({"periode": "xyz"}, "Periode pada alamat tidak dikenal; yang ditampilkan Oktober 2026."),
        ({"wilayah": "99.99"}, "Wilayah pada alamat tidak dikenal"),
        ({"indikator": "<b>x"}, "Indikator pada alamat tidak dikenal"),
        ({"bahasa": "fr"}, "Bahasa pada alamat tidak dikenal"),
    ],
)
def test_a_wrong_address_falls_back_with_a_kind_notice(visit, address, notice):
    at = visit(**address)
    assert [notice in info.value for info in at.info] == [True]
    assert "1 dari 5 target" in html(at)
    assert next(iter(address.values())) not in at.info[0].value


def test_a_link_to_another_page_takes_the_view_along_and_its_own_values_win(visit):
    page = html(visit(wilayah="11.71", periode="2026-Q3", banding="last_year", bahasa="en"))
    assert 'href="/cakupan?periode=2026-Q3&amp;wilayah=11.71&amp;banding=last_year&amp;bahasa=en"' in page
    assert 'href="/cakupan"' in html(visit())


def test_each_chart_has_words_and_a_table(visit):
    at = visit(indikator="on_time_rate")
    alt = re.search('alt="(Grafik bulanan [^"]*)"', html(at))[1]
    assert alt.startswith("Grafik bulanan Selesai tepat waktu, November 2024 s.d. Oktober 2026. Terendah 92,0 %")
    assert "Target 90 %" in alt
    assert not at.get("plotly_chart"), "a library of megabytes, for which the figures would wait"
    assert [box.label for box in at.expander] == [
        "Tabel per kabupaten/kota",
        "Tabel per bulan",
    ]


def test_the_map_links_each_region_and_keeps_the_rest_of_the_address(visit):
    page = html(visit(indikator="on_time_rate", bahasa="id"))
    assert 'href="?indikator=on_time_rate&amp;bahasa=id&amp;wilayah=11.71"' in page
    assert 'aria-label="Kota Banda Aceh: 95,0 %, tercapai"' in page
    assert 'aria-label="Kabupaten Aceh Tamiang: —, keadaan kahar"' in page


def test_a_wrong_setup_is_one_box_that_says_what_to_do(visit):
    def broken(*_, **__):
        raise SetupError("targets.yaml, baris 3: kunci tidak dikenal. Perbaiki ejaannya.")

    at = visit(answering=broken)
    assert "targets.yaml, baris 3" in at.error[0].value.replace("\\", "")
    assert not at.exception


def test_what_was_not_foreseen_shows_a_number_that_the_log_explains(visit, capfd):
    def broken(*_, **__):
        raise ZeroDivisionError("secret detail")

    at = visit(answering=broken)
    shown = at.error[0].value
    log = capfd.readouterr().err
    number = log.split("[", 1)[1].split("]", 1)[0]
    assert number in shown and "ZeroDivisionError" in log
    assert "secret detail" not in shown and not at.exception


def statuses(status, **more):
    """An answer in which every row has the one status and no figure."""

    def answering(*asked, **also):
        found = answer(*asked, **also)
        return replace(found, rows=tuple(replace(row, actual=None, status=status, **more) for row in found.rows))

    return answering


@pytest.mark.parametrize(
    ("status", "headline"),
    [
        ("no_data", "Belum ada data untuk Oktober 2026"),
        ("not_applicable", "Belum ada MPP, sehingga target Oktober 2026 tidak berlaku"),
        ("no_target", "Belum ada target yang ditetapkan untuk Oktober 2026"),
        ("cannot_judge", "5 target belum dapat dinilai pada Oktober 2026"),
    ],
)
def test_a_card_of_one_status_says_so(visit, status, headline):
    at = visit(answering=statuses(status))
    assert f"<h1>{headline}</h1>" in html(at)
    assert not at.exception and not at.error


def test_all_targets_met_is_said_so(visit):
    at = visit(answering=statuses("achieved"), wilayah="11.71")
    assert "<h1>Kota Banda Aceh: semua 6 target tercapai pada Oktober 2026</h1>" in html(at)


def test_a_reason_of_the_whole_period_is_told_once(visit):
    page = html(visit(answering=statuses("cannot_judge", reasons=("partial_period",))))
    assert page.count("eriode belum selesai") == 1


def test_a_region_outside_the_scope_is_not_shown(visit, monkeypatch):
    monkeypatch.setattr(Viewer, "may_see", lambda viewer, region: region == "11.71")
    monkeypatch.setattr(Viewer, "home_region", "11.71")
    at = visit(wilayah="11.05", indikator="on_time_rate")
    assert "Kota Banda Aceh: " in html(at) and "Aceh Barat" not in html(at)
    assert "tidak dapat Anda buka" in at.info[0].value


def test_where_no_month_is_complete_the_newest_with_a_figure_opens(visit):
    """As in a home that holds surveys only: nothing is reported, so no month is complete."""

    def surveys_only(home, scope, period, region, wanted, by, **more):
        found = answer(home, scope, period, region, wanted, by, **more)
        if by == "month":
            found = replace(found, rows=tuple(row for row in found.rows if row.member <= "2024-12"))
        return replace(found, complete_through=None)

    assert "Desember 2024" in html(visit(answering=surveys_only)).split("</h1>")[0]


def test_a_period_without_a_judgement_is_not_said_to_lack_nothing(visit):
    def unjudged(*asked, **more):
        card = answer(*asked, **more)
        return replace(card, rows=tuple(replace(row, status="cannot_judge") for row in card.rows if row.target))

    page = html(visit(answering=unjudged))
    assert (
        "Belum ada target yang dapat dinilai pada periode ini." in page and "Tidak ada bagian yang kurang" not in page
    )


def test_what_holds_back_most_stands_above_the_long_table(visit):
    def short(*asked, **more):
        card = answer(*asked, **more)
        return replace(card, rows=tuple(replace(row, denominator=200) for row in card.rows))

    page = html(visit(answering=short))
    shown = page.split("Kekurangan terbesar")[1].split("Rapor indikator")[0]
    missed, hidden = shown.split("Tersembunyi di balik target yang tercapai")
    assert "Pada target yang belum tercapai" in missed, "a larger one below is no contradiction"
    for part in (missed, hidden):
        assert part.count("kurang 20 berkas") == 1, "one line a place, however many of its targets are missed"
    assert "Layanan elektronik dan mandiri" in hidden, "the whole meets it"
    assert page.index("Kekurangan terbesar") < page.index("Hambatannya belum tercatat.") < page.index("Rapor indikator")
    assert "Tidak ada tindak lanjut yang melewati tenggat." in page


def test_every_region_stands_by_every_target_and_each_cell_leads_to_its_obstacles(visit):
    page = html(visit(periode="2026-10", bahasa="id"))
    way = "/hambatan?indikator=on_time_rate&amp;periode=2026-10&amp;wilayah=11.05&amp;bahasa=id"
    words = "Kabupaten Aceh Barat, Selesai tepat waktu: 80,3 %, belum tercapai, target 90 %"
    assert f'href="{way}" target="_self" title="{words}" aria-label="{words}"' in page
    assert page.index(">Aceh Barat</a>") < page.index(">Banda Aceh</a>"), "most misses first"
    assert "<small>≥ 90 %</small>" in page


def test_a_reader_of_one_region_sees_no_other(visit):
    page = html(visit(by="regent", of="11.71"))
    assert 'class="matrix"' not in page and "Aceh Barat" not in page


def test_the_month_before_and_after_are_one_step_away(visit):
    page = html(visit(periode="2026-09", wilayah="11.71"))
    assert 'href="?periode=2026-08&amp;wilayah=11.71"' in page and 'aria-label="Bulan sebelumnya: Agustus 2026"' in page
    assert 'href="?periode=2026-10&amp;wilayah=11.71"' in page
    assert 'class="month-steps"' not in html(visit(periode="2026-Q3")), "a quarter has no month beside it"


def test_a_phone_shows_the_first_regions_and_one_touch_opens_all(visit, monkeypatch):
    assert 'class="folded"' not in html(visit(periode="2026-08")), "so few need no fold"
    monkeypatch.setattr(matrix, "AT_ONCE", 0)
    page = html(visit(periode="2026-09"))
    table, below = page.split('<tbody class="folded" role="rowgroup">')
    assert 'class="whole"' in table and "<summary><span>Tampilkan semua " in below


def test_places_are_offered_by_name(visit):
    options = visit().selectbox(key="pick_wilayah").options
    short = [name.removeprefix("Kabupaten ").removeprefix("Kota ") for name in options[1:]]
    assert options[0] == "Seluruh kabupaten/kota" and short == sorted(short)
