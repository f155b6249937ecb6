"""Why a target is missed, taken apart: each figure here can be counted by hand from the tables drawn."""

from datetime import date

import pytest

from access.identity.scope import EVERYTHING, Scope
from data.errors import RefusedError, SetupError
from data.schema.kinds import kind
from metrics.acts import declarations
from metrics.acts.declarations import Declaration
from metrics.obstacles.cases import cases
from metrics.obstacles.explain import explain
from metrics.periods import Period
from metrics.scorecard import comparator
from metrics.scorecard.workspace import Workspace
from tests.spec.drawn import parsed
from tests.workspaces import ask

TARGET = """
on_time_rate:
  - {from: "2026-01", value: 90, decree: "SK"}
"""


def explained(home, indicator="on_time_rate", period="2026-07", region=None, against="target", scope=EVERYTHING):
    return explain(home.home, scope, indicator, period, region, against)


def steps(home, table):
    drawn = parsed(table)
    home._load(kind("stages"), drawn, [{"region_code": "11.71"} | row for row in drawn], 0)


def test_a_gap_is_told_in_cases_and_every_list_adds_up_to_it(home):
    """Selisih dinyatakan dalam berkas: 10 berkas, 4 terlambat, target 90 persen berarti kurang 3 berkas."""
    home.targets(TARGET)
    home.transactions("""
      n | region_code | complete_at | decided_at | kanal
      4 | 11.71       | 2026-07-06  | 2026-07-08 | langsung
      3 | 11.71       | 2026-07-06  | 2026-07-14 | elektronik
      2 | 11.73       | 2026-07-06  | 2026-07-08 | langsung
      1 | 11.73       | 2026-07-06  | 2026-07-14 | langsung
    """)
    found = explained(home)
    assert found.gap_cases == pytest.approx(3)
    shortfalls = {row["member"]: row["shortfall"] for row in found.where["region"]}
    assert shortfalls == {"11.71": pytest.approx(2.3), "11.73": pytest.approx(0.7)}
    assert {row["member"]: row["share"] for row in found.where["channel"]} == {
        "elektronik": pytest.approx(0.9), "langsung": pytest.approx(0.1)
    }  # fmt: skip
    assert found.verdict == "rate"
    assert (found.rate_effect, found.mix_effect) == (pytest.approx(-30), 0)


def test_reasons_are_counted_by_code_the_unrecorded_last(home):
    """Setiap berkas terlambat dihitung pada kode hambatannya; yang tidak dicatat berdiri terakhir."""
    home.targets(TARGET)
    home.transactions("""
      n | complete_at | decided_at | kode_hambatan
      6 | 2026-07-06  | 2026-07-08 |
      1 | 2026-07-06  | 2026-07-10 | H08
      2 | 2026-07-06  | 2026-07-14 | H04
      3 | 2026-07-06  | 2026-07-13 |
    """)
    found = explained(home)
    told = [(r.obstacle_code, r.late_cases, r.excess_working_days, r.controllable) for r in found.reasons]
    assert told == [("H04", 2, 6, "partly"), ("H08", 1, 1, "yes"), (None, 3, 6, None)]
    assert [r.actual_without for r in found.reasons] == [pytest.approx(100 * n / 12) for n in (8, 7, 9)]
    assert found.unrecorded_share == pytest.approx(0.5)


def test_against_the_month_before_the_change_is_rate_or_mix(home):
    """Terhadap bulan sebelumnya: layanan tidak memburuk, tetapi layanan yang lambat lebih banyak diminta."""
    home.transactions("""
      n  | complete_at | decided_at | standard
      90 | 2026-06-03  | 2026-06-04 | 5 days
      5  | 2026-06-03  | 2026-06-04 | 3 days
      5  | 2026-06-03  | 2026-06-17 | 3 days
      50 | 2026-07-06  | 2026-07-07 | 5 days
      25 | 2026-07-06  | 2026-07-07 | 3 days
      25 | 2026-07-06  | 2026-07-20 | 3 days
    """)
    found = explained(home, against="previous")
    assert (found.rate_effect, found.mix_effect) == (pytest.approx(0), pytest.approx(-20))
    assert (found.verdict, found.gap_cases) == ("mix", pytest.approx(20))
    assert sum(row["shortfall"] for row in found.where["service"]) == pytest.approx(20)
    assert found.slices == ()


def test_a_region_is_held_against_the_others_without_itself(home):
    """Pembanding provinsi adalah daerah lain: daerah itu sendiri tidak ikut dihitung."""
    home.transactions("""
      n | region_code | complete_at | decided_at
      5 | 11.71       | 2026-07-06  | 2026-07-08
      5 | 11.71       | 2026-07-06  | 2026-07-14
      8 | 11.73       | 2026-07-06  | 2026-07-08
      2 | 11.73       | 2026-07-06  | 2026-07-14
    """)
    found = explained(home, region="11.71", against="province")
    assert (found.reference, found.gap_cases) == (pytest.approx(80), pytest.approx(3))
    assert found.as_dict()["where"]["region"] == [{"member": "11.71", "shortfall": pytest.approx(3), "share": 1.0}]
    own = explained(home, region="11.71", against="province", scope=Scope(frozenset({"11.71"})))
    assert own.gap_cases == pytest.approx(3)


def test_one_comparator_serves_pages_papers_and_obstacles(home):
    """Satu pembanding: angka daerah lain sama di setiap halaman, perintah, dan dokumen, beserta selisihnya."""
    home.transactions("""
      n | region_code | channel    | complete_at | decided_at
      5 | 11.71       | langsung   | 2026-07-06  | 2026-07-08
      5 | 11.71       | elektronik | 2026-07-06  | 2026-07-14
      8 | 11.73       | elektronik | 2026-07-06  | 2026-07-08
      1 | 11.06       | langsung   | 2026-07-06  | 2026-07-15
      1 | 11.05       | langsung   | 2026-07-06  | 2026-07-15
    """)
    only = Scope(frozenset({"11.71"}))
    with Workspace(home.home, only) as here:
        wanted = tuple(here.indicators.values())
        rest = comparator.rest_of_province(here.reader, Period("2026-07"), "11.71", wanted, here.indicators)
        with pytest.raises(RefusedError):
            comparator.rest_of_province(here.reader, Period("2026-07"), "11.73", wanted, here.indicators)
    assert (rest["on_time_rate"].actual, rest["on_time_rate"].n) == (pytest.approx(80), 10)
    assert rest["median_processing_days"].actual == pytest.approx(2), "eight of 2 days and two of 7"
    assert not {indicator.id for indicator in wanted if indicator.is_count} & set(rest), "a sum compares with no part"
    for id_ in ("on_time_rate", "digital_share", "median_processing_days", "p90_processing_days"):
        found = explained(home, id_, region="11.71", against="province")
        assert (found.reference, found.reference_n) == (pytest.approx(rest[id_].actual), rest[id_].n)
    found = explained(home, region="11.71", against="province")
    written = (found.sentences, "80,00 %", "30,00"), (found.short_sentences, "80,0 %", "30,0")
    for sentences, other, away in written:
        compared = f"dibandingkan daerah lain di provinsi {other} (n = 10): {away} poin kurang baik, setara 3 berkas"
        assert compared in sentences["id"][0]
    assert not {"short_sentences"} & set(found.as_dict()), "programs read the figures unrounded"


def test_a_reader_of_one_region_sees_no_other_taken_apart(home):
    """Pembaca satu daerah tidak melihat daerah lain diuraikan, juga tidak lewat provinsi."""
    home.transactions("complete_at | decided_at\n2026-07-06 | 2026-07-08")
    for region in (None, "11.73"):
        with pytest.raises(RefusedError):
            explained(home, region=region, scope=Scope(frozenset({"11.71"})))
    with pytest.raises(SetupError):
        explained(home, against="province")


def test_a_case_past_its_standard_and_still_open_is_late_too(home):
    """Termasuk yang terlambat berjalan: berkas terbuka yang lewat tenggat ikut dalam hambatan."""
    home.targets('on_time_rate_with_open:\n  - {from: "2026-01", value: 90, decree: "SK"}')
    home.transactions("""
      n | complete_at | decided_at | kode_hambatan
      8 | 2026-07-06  | 2026-07-08 |
      1 | 2026-07-06  | 2026-07-31 | H04
      1 | 2026-07-06  |            | H06
    """)
    found = explained(home, "on_time_rate_with_open")
    assert found.gap_cases == pytest.approx(1)
    assert {r.obstacle_code: r.late_cases for r in found.reasons} == {"H04": 1, "H06": 1}


MEDIAN = 'median_processing_days:\n  - {from: "2026-01", value: 3, decree: "SK"}'


def test_a_median_is_explained_by_the_cases_beyond_its_target(home):
    """Median 4 hari, target 3: dua dari tiga berkas di luar batas, satu setengah yang diizinkan; kurang setengah."""
    home.targets(MEDIAN)
    home.transactions("""
      n | region_code | complete_at | decided_at
      1 | 11.71       | 2026-07-06  | 2026-07-08
      1 | 11.71       | 2026-07-06  | 2026-07-10
      1 | 11.73       | 2026-07-06  | 2026-07-15
    """)
    found = explained(home, "median_processing_days")
    assert (found.actual, found.gap_cases, found.parts_unit, found.verdict) == (4, 0.5, "beyond", "rate")
    assert [(row["member"], row["shortfall"]) for row in found.where["region"]] == [("11.73", 0.5), ("11.71", 0.0)]
    assert (found.rate_effect, found.mix_effect) == (1, 0)
    started = "Realisasi 4 hari kerja (n = 3) terhadap target 3 hari kerja: 1 berkas lagi"
    assert found.sentences["id"][0].startswith(started)


def test_a_median_that_is_met_lacks_nothing(home):
    """Median yang tercapai tidak kekurangan apa pun, betapa pun lamanya satu berkas; dengan separuhnya belum tentu."""
    home.targets(MEDIAN)
    home.transactions("""
      n | region_code | complete_at | decided_at
      5 | 11.71       | 2026-07-06  | 2026-07-08
      1 | 11.73       | 2026-07-06  | 2026-07-31
    """)
    found = explained(home, "median_processing_days")
    assert (found.status, found.gap_cases, found.verdict) == ("achieved", -2, "nothing_notable")
    assert found.sentences["id"] == (
        "Realisasi 2 hari kerja (n = 6) memenuhi target 3 hari kerja; "
        "masih ada ruang untuk 1 berkas di luar batas itu.",
    )


def test_a_median_that_grew_by_its_services_or_by_their_mixture(home):
    """Layanan yang sama lamanya, tetapi yang lama lebih banyak diminta: perubahan berasal dari susunan."""
    home.transactions("""
      n | complete_at | decided_at | standard
      8 | 2026-06-03  | 2026-06-04 | 5 days
      3 | 2026-06-03  | 2026-06-10 | 8 days
      3 | 2026-07-06  | 2026-07-07 | 5 days
      8 | 2026-07-06  | 2026-07-13 | 8 days
    """)
    found = explained(home, "median_processing_days", against="previous")
    assert (found.actual, found.reference) == (5, 1)
    assert (found.rate_effect, found.mix_effect) == (0, 4)
    assert found.gap_cases == 8 - 0.5 * 11
    assert sum(row["shortfall"] for row in found.where["service"]) == pytest.approx(2.5)


def test_cases_still_needed_suffice(home):
    """417 dari 539 tepat waktu, target 90 persen: 69 berkas lagi, sebab 485 dari 539 baru 89,98 persen."""
    home.targets(TARGET)
    home.transactions("""
      n   | complete_at | decided_at
      417 | 2026-07-06  | 2026-07-08
      122 | 2026-07-06  | 2026-07-14
    """)
    assert "kurang 69 berkas" in explained(home).sentences["id"][0]


def test_the_index_is_taken_apart_in_points(home):
    """IKM diuraikan dalam poin indeks, bukan berkas."""
    home.targets('satisfaction_index:\n  - {from: "2026-01", value: 85, decree: "SK"}')
    home.surveys("""
      n | region_code | all
      3 | 11.71       | 4
      1 | 11.73       | 2
    """)
    found = explained(home, "satisfaction_index", "2026-03")
    assert (found.actual, found.gap_cases) == (87.5, None)
    shortfalls = {row["member"]: row["shortfall"] for row in found.where["region"]}
    assert shortfalls == {"11.73": pytest.approx((85 - 50) / 4), "11.71": pytest.approx(3 * (85 - 100) / 4)}


def test_a_count_without_a_target_has_nothing_to_take_apart(home):
    """Jumlah tanpa target tidak mempunyai selisih."""
    home.transactions("complete_at | decided_at\n2026-07-06 | 2026-07-08")
    found = explained(home, "completed")
    assert (found.actual, found.target, found.gap_cases, found.verdict) == (1, None, None, "nothing_notable")
    assert found.where == {"region": (), "service": (), "agency": (), "channel": ()}


def test_without_data_there_is_nothing_but_a_sentence(home):
    """Tanpa data, uraian hanya satu kalimat."""
    home.targets(TARGET)
    home.transactions("complete_at | decided_at\n2026-07-06 | 2026-07-08")
    found = explained(home, period="2026-01")
    assert (found.actual, found.gap_cases, found.reasons, found.stages) == (None, None, (), ())
    assert len(found.sentences["id"]) == len(found.sentences["en"]) == 1


def test_regions_known_not_to_operate_stand_apart_from_the_unknown(home):
    """MPP yang belum beroperasi: yang diketahui belum dan yang belum ada datanya dibedakan; bersama-sama sama dengan
    selisih.
    """
    home.targets('mpp_operating:\n  - {from: "2020-01", value: 23, decree: "SK"}')
    home.mpp_status("""
      code  | status         | soft_launch
      11.71 | operasi        | 2020-01
      11.11 | rencana        |
      11.01 | belum ada data |
    """)
    found = explained(home, "mpp_operating", "2026-07")
    assert [row["member"] for row in found.where["region"]] == ["11.11"]
    assert [row["member"] for row in found.where["unknown"]][:2] == ["11.01", "11.02"]
    assert len(found.where["region"]) + len(found.where["unknown"]) == found.gap_cases
    assert found.gap_cases == 22
    year_end = {
        code: explained(home, "mpp_operating", "2026-07", region=code).forecast.year_end
        for code in ("11.71", "11.11", "11.01")
    }
    assert year_end == {"11.71": 1, "11.11": 0, "11.01": None}, "a region's year is its own, unknown stays unknown"


def test_stages_tell_where_the_days_over_the_usual_are(home):
    """Hari berlebih suatu tahap adalah hari di atas nilai tengah tahap itu pada berkas tepat waktu bulan sebelumnya."""
    home.targets(TARGET)
    home.transactions("""
      application_no | complete_at | decided_at
      A-0            | 2026-06-03  | 2026-06-05
      A-1            | 2026-07-06  | 2026-07-08
      A-2            | 2026-07-06  | 2026-07-17
      A-3            | 2026-07-06  |
    """)
    steps(home, """
      application_no | stage      | started_at       | ended_at         | holder
      A-0            | verifikasi | 2026-06-03 09:00 | 2026-06-04 09:00 | instansi
      A-0            | survei     | 2026-06-04 09:00 | 2026-06-05 09:00 | opd_teknis
      A-1            | verifikasi | 2026-07-06 09:00 | 2026-07-07 09:00 | instansi
      A-1            | survei     | 2026-07-07 09:00 | 2026-07-08 09:00 | opd_teknis
      A-2            | verifikasi | 2026-07-06 09:00 | 2026-07-08 09:00 | instansi
      A-2            | survei     | 2026-07-09 09:00 | 2026-07-17 09:00 | opd_teknis
      A-3            | survei     | 2026-07-07 09:00 |                  | opd_teknis
    """)  # fmt: skip
    survey, check = explained(home).stages
    assert (survey.stage, survey.holder, survey.usual, survey.excess_days) == ("survei", "opd_teknis", 1, 5)
    assert (check.excess_days, check.working_days, survey.waiting_days) == (1, 1.5, 0.5)
    assert (survey.share_of_excess, check.share_of_excess) == (pytest.approx(5 / 6), pytest.approx(1 / 6))
    assert survey.handed_over == 1
    [open_now] = explained(home).open_holders.to_dict("records")
    assert (open_now["holder"], open_now["cases"], open_now["overdue"]) == ("opd_teknis", 1, 1)


def test_a_finding_opens_its_records_and_nothing_of_a_person(home):
    """Setiap temuan membuka berkasnya: nomor, tanggal, dan kode, tanpa data pribadi."""
    home.transactions("""
      application_no | complete_at | decided_at | kode_hambatan | kanal
      A-1            | 2026-07-06  | 2026-07-14 | H04           | elektronik
      A-2            | 2026-07-06  | 2026-07-10 | H04           | langsung
      A-3            | 2026-07-06  | 2026-07-08 |               | langsung
      A-4            | 2026-07-06  | 2026-07-13 |               | langsung
    """)
    found = ask(home.home, cases, "on_time_rate", "2026-07", {"obstacle_code": "H04"})
    assert list(found["application_no"]) == ["A-1", "A-2"]
    assert list(found["late_days"]) == [3, 1]
    found = ask(home.home, cases, "on_time_rate", "2026-07", {"obstacle_code": "-", "weekday": "1"}, "11.71", 5)
    assert list(found["application_no"]) == ["A-4"]
    with pytest.raises(RefusedError):
        ask(home.home, cases, "on_time_rate", "2026-07", {}, "11.71", scope=Scope(frozenset({"11.73"})))
    with pytest.raises(RefusedError):
        ask(home.home, cases, "on_time_rate", "2026-07", scope=Scope(frozenset({"11.73"})))
    with pytest.raises(SetupError):
        ask(home.home, cases, "on_time_rate", "2026-07", {"nik": "1"})


def test_a_range_is_missed_at_its_nearer_bound(home):
    """Target rentang: selisih dihitung sampai batas terdekat."""
    home.targets('on_time_rate:\n  - {from: "2026-01", range: [70, 80], decree: "SK"}')
    home.transactions("""
      n | complete_at | decided_at
      9 | 2026-07-06  | 2026-07-08
      1 | 2026-07-06  | 2026-07-14
    """)
    found = explained(home)
    assert (found.reference, found.gap_cases) == (80, pytest.approx(1))


def test_a_region_without_an_mpp_declares_why(home):
    """Hambatan yang dinyatakan tidak memerlukan berkas, sehingga daerah tanpa MPP dapat menyebutkan alasannya."""
    home.targets('mpp_operating:\n  - {from: "2020-01", value: 23, decree: "SK"}')
    home.mpp_status("code | status\n11.11 | rencana\n11.71 | operasi")
    said = {"document": "B-1", "text": "Anggaran dialihkan", "region": "11.11", "code": "H12"}
    declarations.declare(home.home, EVERYTHING, "petugas", Declaration(on=date(2026, 6, 1), **said))
    [reason] = explained(home, "mpp_operating", "2026-07").reasons
    assert (reason.obstacle_code, reason.source, reason.late_cases, reason.controllable) == (
        "H12",
        "declared",
        None,
        "partly",
    )
    assert explained(home, "mpp_operating", "2026-05").reasons == ()
    assert explained(home, "mpp_operating", "2026-07", region="11.71").reasons == ()
