"""A forecast in sentences: one for the year, one for what happened, one for what is needed, none that contradict."""

import pytest

from data.home import SHIPPED, Home
from metrics.catalogue import indicators
from metrics.judgement.forecast import Event, Forecast, known_year
from pages.components.obstacles import outlook_words

KNOWN = indicators.load(Home(SHIPPED))


def told(ahead, indicator="on_time_rate"):
    return outlook_words.sentences(ahead, KNOWN[indicator], "2026-06", "id")


def test_nothing_is_said_where_nothing_is_known():
    assert told(Forecast()) == []


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (known_year(90.553), "Angka tahun 2026: 90,6 %."),
        (Forecast(88, (86, 90)), "Perkiraan akhir tahun 2026: 88,0 % (antara 86,0 % dan 90,0 %)."),
        (
            Forecast(88, interval_reason="few_months"),
            "Bila bulan-bulan terakhir berulang, tahun 2026 berakhir pada 88,0 %",
        ),
        (Forecast(88, interval_reason="no_spread"), "Semua bulan sama sejauh ini"),
    ],
)
def test_a_year_has_an_interval_or_the_reason_why_not(ahead, said):
    [sentence] = told(ahead)
    assert sentence.startswith(said)


def test_a_young_change_is_told_both_ways():
    ahead = Forecast(84, (81, 87), event=Event("step", "2026-05"), alternatives=(82, 86))
    assert told(ahead)[1:] == [
        "Tingkatnya bergeser sejak Mei 2026.",
        "Dua bulan terakhir berubah dan belum tentu menetap: "
        "akhir tahun 82,0 % bila bertahan, 86,0 % bila hanya sesaat.",
    ]
    assert (
        told(Forecast(84, (81, 87), event=Event("odd_month", "2026-05")))[1]
        == "Mei 2026 menyimpang dari bulan lainnya."
    )


@pytest.mark.parametrize(
    ("value", "indicator", "said"),
    [
        (90, "on_time_rate", "Target tahun 2026, 90 %, tercapai."),
        (89.996, "on_time_rate", "Target tahun 2026, 90 %, tidak tercapai."),
        (89.996, "median_processing_days", "Target tahun 2026, 90 hari kerja, tercapai."),
    ],
)
def test_a_year_that_is_known_has_met_its_target_or_not(value, indicator, said):
    assert told(known_year(value, 90), indicator)[1] == said


def test_what_is_needed_is_whole_cases_or_what_is_still_possible():
    within = "Target tahun 2026, 90 %, masih terjangkau bila setiap bulan yang tersisa 12 berkas lebih baik"
    assert told(Forecast(84, (81, 87), 12, target=90))[1].startswith(within)
    on_course = "Bila berlanjut seperti perkiraan, target tahun 2026, 90 %, tercapai."
    assert told(Forecast(91, (89, 93), 0, target=90))[1] == on_course
    out = Forecast(70, (68, 72), reason="out_of_reach", still_possible=84.5, target=90)
    assert "tidak terjangkau lagi" in told(out)[1] and "84,5 %" in told(out)[1]
    assert told(Forecast(1, (0.9, 1.1), 13, target=3), "median_processing_days")[1].endswith("3 hari kerja, tercapai.")
    assert told(Forecast(86.6, (86, 87), 77.6, target=85), "satisfaction_index")[1].endswith("85, tercapai.")
    assert told(Forecast(89.997, (89, 91), 1, target=90))[0].startswith("Perkiraan akhir tahun 2026: 89,997 %")
    assert told(Forecast(5, (4, 6), 3, target=4), "median_processing_days")[1].endswith("paling tinggi 3 hari kerja.")
    assert told(Forecast(900, (800, 1000), 81, target=950), "received")[1].endswith("mencapai 81.")
    assert told(Forecast(84, (83, 85), 88.12, target=85), "satisfaction_index")[1].endswith("mencapai 88,2.")
    assert told(Forecast(5, (4, 6), 2.68, target=4), "median_processing_days")[1].endswith("tinggi 2,6 hari kerja.")
