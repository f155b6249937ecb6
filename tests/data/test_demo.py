"""The example records: counted, repeatable, acceptable row by row, and showing what was planted in them."""

import statistics
from collections import Counter, defaultdict
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from data.calendar import days as calendar
from data.demo import assumptions, events, scenario, text_columns
from data.demo import survey_answers as answers
from data.demo.files import DemoFile, files, reference_files
from data.errors import SetupError
from data.home import SHIPPED, Home
from data.settings import tables

TODAY = date(2026, 11, 24)
MONTHS = [f"{year}-{month:02d}" for year in range(2023, 2027) for month in range(1, 13)][10:46]
MPP = {"11.04", "11.05", "11.06", "11.07", "11.15", "11.16", "11.71", "11.73", "11.74"}
Row = dict[str, str]


class Example(NamedTuple):
    """The files of one run, and what the tests ask of them."""

    files: list[DemoFile]
    sent: list[tuple[str, Row]]
    """Month of the file and row, in the order sent."""
    current: dict[tuple[str, str], Row]
    """The newest row of each application."""
    answers: pd.DataFrame


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def example(home: Home) -> Example:
    made = list(files(home, 30_000, 7, TODAY))
    sent = [(month_of(file), row) for file in made if file.kind == "transactions" for row in rows_of(file)]
    surveys = pd.concat([file.cells for file in made if file.kind == "surveys"], ignore_index=True)
    return Example(made, sent, {key(row): row for _, row in sent}, surveys)


@pytest.fixture(scope="module")
def ruler(home: Home) -> "Ruler":
    return Ruler(home)


class Ruler:
    """A slow, plain reading of rules.md: how long a case took and whether that was in time."""

    def __init__(self, home: Home) -> None:
        self.days = dict(iter(calendar.days(home).groupby("calendar_code")))
        self.use = {(use.region_code, use.agency_code): use.calendar_code for use in calendar.use(home).itertuples()}
        self.services = {str(service.code): service for service in tables.services(home).itertuples()}

    def calendar(self, row: Row) -> pd.DataFrame:
        return self.days[self.use[row["kode_wilayah"], self.services[row["kode_layanan"]].agency_code]]

    def is_in_days(self, row: Row) -> bool:
        return bool(self.services[row["kode_layanan"]].standard_unit == "days")

    def standard(self, row: Row) -> int:
        return int(self.services[row["kode_layanan"]].standard)

    def spent(self, row: Row, until: datetime) -> int:
        """Net working days, or working minutes, from complete to a moment."""
        start = moment(row["waktu_berkas_lengkap"] or row["waktu_diajukan"])
        if not self.is_in_days(row):
            minutes = calendar.working_minutes_between(self.calendar(row), start, until)
            assert minutes is not None
            return minutes
        days = calendar.working_days_between(self.calendar(row), start.date(), until.date())
        assert days is not None
        return days - int(row["hari_jeda_pemohon"] or 0)

    def on_time(self, row: Row) -> bool:
        return self.spent(row, moment(row["waktu_selesai"])) <= self.standard(row)


def month_of(file: DemoFile) -> str:
    return file.name.removesuffix(".csv")[-7:]


def rows_of(file: DemoFile) -> list[Row]:
    return file.cells.to_dict("records")  # type: ignore[return-value]


def key(row: Row) -> tuple[str, str]:
    return row["kode_wilayah"], row["nomor_permohonan"]


def last_day(month: str) -> date:
    return date.fromisoformat(str((np.datetime64(month) + 1).astype("datetime64[D]") - 1))


def moment(cell: str) -> datetime:
    return datetime.strptime(cell, "%Y-%m-%d %H:%M")


def decided(example: Example) -> list[Row]:
    return [row for row in example.current.values() if row["status"] in ("selesai", "ditolak")]


def percent_on_time(ruler: Ruler, rows: list[Row]) -> float:
    return 100 * statistics.fmean(ruler.on_time(row) for row in rows)


def as_bytes(made: list[DemoFile]) -> list[tuple[str, str, str]]:
    return [(file.kind, file.name, file.cells.to_csv(index=False)) for file in made]


# --- what was asked for -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("records", [0, 1, 37, 500, 4_000])
def test_all_files_together_hold_exactly_the_applications_asked_for(home: Home, records: int) -> None:
    made = [file for file in files(home, records, 3, TODAY) if file.kind == "transactions"]
    assert len({key(row) for file in made for row in rows_of(file)}) == records


def test_two_files_a_month_one_more_a_quarter_and_one_more_a_year_in_time_order(example: Example) -> None:
    expected = []
    for month in MONTHS:
        expected += [f"contoh-transaksi-{month}.csv", f"contoh-survei-{month}.csv"]
        if month[5:] in ("03", "06", "09", "12") or month == MONTHS[-1]:
            expected += [f"contoh-pengaduan-{month}.csv"]
        if month[5:] == "12" or month == MONTHS[-1]:
            expected += [f"contoh-angka-{month}.csv"]
    assert [file.name for file in example.files] == expected


def test_the_window_is_whole_months_whatever_the_day(home: Home) -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    assert as_bytes(list(files(home, 300, 5, first))) == as_bytes(list(files(home, 300, 5, last)))


def test_files_without_rows_are_left_out(home: Home) -> None:
    made = list(files(home, 5, 1, TODAY))
    assert len(made) < 2 * len(MONTHS)
    assert all(len(file.cells) for file in made)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(home: Home) -> None:
    once, again, other = (as_bytes(list(files(home, 2_000, seed, TODAY))) for seed in (11, 11, 12))
    assert once == again
    assert [text for *_, text in once] != [text for *_, text in other]


def test_cells_are_text_and_blanks_are_empty_text(example: Example) -> None:
    for file in example.files:
        assert not file.cells.isna().to_numpy().any()
        assert all(isinstance(cell, str) for cell in file.cells.iloc[0])


# --- nothing that the rules would refuse (rules.md §1) ------------------------------------------------------------


def test_every_application_is_acceptable_and_knows_nothing_of_the_future(home: Home, example: Example) -> None:
    services = set(tables.services(home)["code"])
    obstacles = set(tables.obstacles(home)["code"])
    for month, row in example.sent:
        happened = [name for name in row if name.startswith("waktu_") and row[name]]
        assert all(moment(row[name]).date() <= last_day(month) for name in happened), row
        assert row["kode_wilayah"] in MPP
        assert row["kode_layanan"] in services
        assert row["kanal"] in ("langsung", "elektronik", "mandiri", "bergerak")
        assert row["kode_hambatan"] in obstacles | {""}
        assert row["status"] in ("proses", "selesai", "ditolak", "dicabut")
        if row["status"] != "dicabut":
            assert (row["status"] == "proses") == (row["waktu_selesai"] == ""), row
        in_order = [row[name] for name in ("waktu_diajukan", "waktu_berkas_lengkap", "waktu_selesai") if row[name]]
        assert in_order == sorted(in_order), row
        assert all(row[name].isdecimal() for name in ("jumlah_pengembalian", "hari_jeda_pemohon") if row[name])


def test_one_application_stands_once_in_a_file_and_its_number_is_plainly_artificial(example: Example) -> None:
    times = Counter((month, *key(row)) for month, row in example.sent)
    assert set(times.values()) == {1}
    for region, number in example.current:
        word, code, year, serial = number.split("-")
        assert (word, code, len(serial)) == ("CONTOH", region.replace(".", ""), 6)
        assert year == example.current[region, number]["waktu_diajukan"][:4]


def test_every_answer_is_acceptable(home: Home, example: Example) -> None:
    services = tables.services(home)
    agency_of = dict(zip(services["code"], services["agency_code"], strict=True))
    for file in example.files:
        if file.kind == "surveys":
            for row in rows_of(file):
                assert {row[unsur] for unsur in assumptions.UNSUR} <= {"1", "2", "3", "4"}
                assert row["tanggal"].startswith(month_of(file))
                assert row["kode_layanan"] == "" or agency_of[row["kode_layanan"]] == row["kode_instansi"]
    assert not example.answers.duplicated(["kode_wilayah", "nomor_respons"]).any()
    assert 0.03 <= len(example.answers) / len(example.current) <= 0.16  # small runs ask at least 15 a month


def test_tickets_are_called_the_same_day_and_only_counters_have_them(example: Example) -> None:
    with_ticket = [row for row in example.current.values() if row["waktu_ambil_antrean"]]
    assert len(with_ticket) > 10_000
    for row in with_ticket:
        assert row["kanal"] == "langsung"
        assert row["waktu_ambil_antrean"][:10] == row["waktu_dipanggil"][:10]
        assert row["waktu_ambil_antrean"] <= row["waktu_dipanggil"] <= row["waktu_diajukan"]


# --- sent again when they close -----------------------------------------------------------------------------------


def test_a_later_file_closes_what_an_earlier_one_left_open(example: Example) -> None:
    history: dict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
    for month, row in example.sent:
        history[key(row)].append((month, row))
    sent_twice = [rows for rows in history.values() if len(rows) > 1]
    assert len(sent_twice) > 500
    for (first_month, opened), (later_month, closed) in sent_twice:
        assert first_month == opened["waktu_diajukan"][:7] < later_month
        assert opened["status"] == "proses"
        assert closed["status"] != "proses"
        assert closed["waktu_selesai"][:7] in (later_month, "")
        assert closed["waktu_diajukan"] == opened["waktu_diajukan"]


# --- what was planted ---------------------------------------------------------------------------------------------


def test_nine_regions_report_each_from_its_start(example: Example) -> None:
    first: dict[str, str] = {}
    for row in example.current.values():
        received = row["waktu_diajukan"][:10]
        first[row["kode_wilayah"]] = min(first.get(row["kode_wilayah"], received), received)
    assert set(first) == MPP
    assert all(first[region].startswith("2023-11") for region in ("11.71", "11.06", "11.04"))
    assert first["11.07"].startswith("2024-11")
    assert all("2024-12-12" <= first[region] <= "2024-12-31" for region in ("11.16", "11.73", "11.74"))
    assert "2025-01-08" <= first["11.15"] <= "2025-01-31"
    assert "2025-10-16" <= first["11.05"] <= "2025-10-31"


def test_ramadan_is_quieter_and_the_weeks_before_the_school_year_are_busier(home: Home, example: Example) -> None:
    table = calendar.days(home)
    working = {str(day) for day, open_ in zip(table["day"], table["is_working"], strict=True) if open_}
    received = Counter(row["waktu_diajukan"][:10] for row in example.current.values())

    def a_day(first: str, last: str) -> float:
        return statistics.fmean(received[day] for day in working if first <= day <= last)

    ramadan, before, school = (
        a_day("2026-02-19", "2026-03-20"), a_day("2026-01-20", "2026-02-18"), a_day("2026-06-15", "2026-07-31"),
    )  # fmt: skip
    assert ramadan < 0.8 * before
    assert school > 1.1 * before


def test_mondays_and_mornings_are_busiest_and_midday_dips(example: Example) -> None:
    moments = [moment(row["waktu_diajukan"]) for row in example.current.values()]
    weekdays, hours = Counter(at.weekday() for at in moments), Counter(at.hour for at in moments)
    assert max(weekdays, key=lambda day: weekdays[day]) == 0
    assert weekdays[4] < weekdays[3] < weekdays[0]
    assert hours[12] < 0.5 * hours[10]
    assert hours[12] < hours[14] < hours[10]


def test_banda_aceh_improves_pidie_worsens_aceh_tengah_stagnates(ruler: Ruler, example: Example) -> None:
    rates = {}
    for region in ("11.71", "11.07", "11.04"):
        own = [row for row in decided(example) if row["kode_wilayah"] == region]
        early = [row for row in own if row["waktu_selesai"] < "2025-04"]
        late = [row for row in own if row["waktu_selesai"] >= "2026-04"]
        rates[region] = percent_on_time(ruler, early), percent_on_time(ruler, late)
    assert rates["11.71"][1] > rates["11.71"][0] + 1
    assert rates["11.07"][1] < rates["11.07"][0] - 3
    assert abs(rates["11.04"][1] - rates["11.04"][0]) < 3


def test_a_target_of_90_is_met_by_some_regions_and_missed_by_others(home: Home) -> None:
    scene = scenario.load(home, TODAY)
    planted = events.on_time_shares(scene, np.random.default_rng(1)).mean(axis=2)
    first, last = planted[:12].mean(axis=0), planted[-6:].mean(axis=0)
    planted_of = {region: (first[row], last[row]) for row, region in enumerate(scene.regions)}
    assert {region for region, (_, now) in planted_of.items() if now > 0.91} >= {"11.71", "11.74", "11.05"}
    assert {region for region, (_, now) in planted_of.items() if now < 0.89} >= {"11.04", "11.07"}
    assert {region for region, (then, now) in planted_of.items() if now > then + 0.03} >= {"11.15", "11.16"}


def test_building_permits_of_aceh_besar_wait_for_recommendations_and_cost_it_the_target(
    ruler: Ruler, example: Example
) -> None:
    year = [row for row in decided(example) if row["kode_wilayah"] == "11.06" and row["waktu_selesai"] >= "2025-11"]
    permits = [row for row in year if row["kode_layanan"] == "PTS-05"]
    others = [row for row in year if row["kode_layanan"] != "PTS-05"]
    late_permits = [row for row in permits if not ruler.on_time(row)]
    assert percent_on_time(ruler, permits) < 55
    assert percent_on_time(ruler, others) - percent_on_time(ruler, year) > 1
    assert statistics.fmean(row["kode_hambatan"] == "H04" for row in late_permits) > 0.5


def test_outages_hit_lhokseumawe_in_two_months(ruler: Ruler, example: Example) -> None:
    own = [row for row in decided(example) if row["kode_wilayah"] == "11.73"]
    outage = [row for row in own if row["waktu_diajukan"][:7] in ("2026-03", "2026-04")]
    after = [row for row in own if row["waktu_diajukan"][:7] in ("2026-06", "2026-07")]
    late = Counter(row["kode_hambatan"] for row in outage if not ruler.on_time(row))
    assert percent_on_time(ruler, outage) < percent_on_time(ruler, after) - 8
    assert late.most_common(1)[0][0] == "H07"


def test_the_flood_month_is_small_and_slow_and_force_majeure(ruler: Ruler, example: Example, tmp_path: Path) -> None:
    own = [row for row in example.current.values() if row["kode_wilayah"] in ("11.16", "11.74")]
    months = Counter(row["waktu_diajukan"][:7] for row in own)
    flood = [row for row in own if row["waktu_diajukan"][:7] == "2025-12" and row["status"] == "selesai"]
    assert months["2025-12"] < 0.5 * min(months["2025-10"], months["2026-01"])
    assert percent_on_time(ruler, flood) < 80
    assert Counter(row["kode_hambatan"] for row in flood if row["kode_hambatan"]).most_common(1)[0][0] == "H14"

    (tmp_path / "reference").mkdir()
    for name, text in reference_files(Home(tmp_path), TODAY).items():
        (tmp_path / "reference" / name).write_text(text, encoding="utf-8")
    spans = tables.force_majeure(Home(tmp_path))
    assert set(spans["region_code"]) == {"11.16", "11.74"}
    assert set(spans["from"]) == {date(2025, 12, 1)}
    assert set(spans["to"]) == {date(2025, 12, 31)}
    assert all("contoh" in decree for decree in spans["decree"])


def test_obstacles_stand_only_beside_cases_that_are_late_or_long(ruler: Ruler, example: Example) -> None:
    coded = [(month, row) for month, row in example.sent if row["kode_hambatan"]]
    assert len(coded) > 1_500
    for month, row in coded:
        if row["status"] == "proses":
            assert ruler.spent(row, datetime.combine(last_day(month), time.max)) > ruler.standard(row), row
        elif row["waktu_selesai"]:
            assert ruler.spent(row, moment(row["waktu_selesai"])) >= assumptions.LONG_SHARE * ruler.standard(row), row


def test_electronic_and_self_service_grow(example: Example) -> None:
    def share(year: str) -> float:
        rows = [row for row in decided(example) if row["waktu_selesai"].startswith(year)]
        return statistics.fmean(row["kanal"] in ("elektronik", "mandiri") for row in rows)

    assert share("2024") + 0.03 < share("2026")
    assert share("2024") < share("2025") < share("2026")


def test_some_are_returned_paused_paid_and_promised(example: Example) -> None:
    rows = list(example.current.values())
    for column, least in (("jumlah_pengembalian", 0.02), ("hari_jeda_pemohon", 0.02), ("biaya_dibayar", 0.1)):
        assert statistics.fmean(row[column] not in ("", "0") for row in rows) > least, column
    assert any(row["tenggat"] for row in rows)
    assert {row["status"] for row in rows} == {"proses", "selesai", "ditolak", "dicabut"}


def test_facilities_are_the_weakest_unsur_in_the_whole_and_in_the_large_regions(example: Example) -> None:
    scores = example.answers[list(assumptions.UNSUR)].astype(int)
    assert scores.mean().idxmin() == "sarana"
    assert 80 < 25 * scores.mean().mean() < 92
    for region in ("11.71", "11.06"):
        assert scores[example.answers["kode_wilayah"] == region].mean().idxmin() == "sarana"


def test_late_cases_answer_lower_most_of_all_on_time(home: Home) -> None:
    scene = scenario.load(home, TODAY)
    people = pd.DataFrame({"region": 0, "service": 0, "channel": 0, "answered": 5, "number": np.arange(1, 2_001)})
    moments = text_columns.Moments(scene)

    def means(late: bool) -> pd.Series:
        rows = answers.text(scene, people.assign(late=late), 2024, moments, np.random.default_rng(1))
        return rows[list(assumptions.UNSUR)].astype(int).mean()

    cost = means(False) - means(True)
    assert (cost > 0).all()
    assert cost.idxmax() == "waktu"


def test_licences_tell_the_scale_of_the_business_and_most_are_micro(home: Home, example: Example) -> None:
    services = tables.services(home)
    licences = set(services.loc[services["kind"] == "perizinan", "code"])
    scales = Counter((row["kode_layanan"] in licences, row["skala_usaha"]) for row in example.current.values())
    assert {is_licence for is_licence, scale in scales if not scale} == {False}
    assert {scale for is_licence, scale in scales if not is_licence} == {""}
    assert scales[True, "mikro"] > scales[True, "kecil"] > scales[True, "menengah"] > scales[True, "besar"] > 0


def test_complaints_are_answered_settled_and_sent_again_when_they_close(example: Example) -> None:
    sent = [(month_of(file), row) for file in example.files if file.kind == "complaints" for row in rows_of(file)]
    newest = {(row["kode_wilayah"], row["nomor_pengaduan"]): row for _, row in sent}
    assert len(newest) < len(sent)
    assert {row["jenis"] for row in newest.values()} == set(assumptions.COMPLAINT_TYPES)
    for month, row in sent:
        happened = [row[name] for name in ("diterima", "respons_pertama", "selesai") if row[name]]
        assert happened == sorted(happened)
        assert all(moment(cell).date() <= last_day(month) for cell in happened)
        assert (row["status"] == "selesai") == (row["selesai"] != "")
    assert 0.5 < statistics.fmean(row["selesai"] != "" for row in newest.values()) < 1


def test_figures_name_their_indicator_and_an_artificial_document(example: Example) -> None:
    rows = [row for file in example.files if file.kind == "figures" for row in rows_of(file)]
    assert {row["kode_indikator"] for row in rows} == {
        *("staffed_counter_share", "system_availability", "cost_per_service"),
        *("sippn_share", "ipp_index", "ombudsman_score"),
    }
    assert all(row["nomor_dokumen"].startswith("CONTOH/") for row in rows)
    assert {row["kode_wilayah"] for row in rows} == MPP | {"11"}
    assert len({(row["kode_indikator"], row["kode_wilayah"], row["periode"]) for row in rows}) == len(rows)
    for row in rows:
        assert bool(row["nilai"]) != bool(row["pembilang"] and row["penyebut"])


def test_regions_plan_what_they_have_and_the_young_ones_some_that_they_lack(home: Home, tmp_path: Path) -> None:
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "service_plan.csv").write_text(reference_files(home, TODAY)["service_plan.csv"])
    plan = tables.service_plan(Home(tmp_path))
    assert set(plan["region_code"]) == MPP
    of_pidie = set(plan.loc[plan["region_code"] == "11.07", "service_code"])
    assert "IMI-01" in of_pidie
    assert "MSY-01" not in set(plan.loc[plan["region_code"] == "11.05", "service_code"])


# --- other homes --------------------------------------------------------------------------------------------------


def own_reference(tmp_path: Path, name: str, text: str) -> Home:
    (tmp_path / "reference").mkdir(exist_ok=True)
    (tmp_path / "reference" / name).write_text(text, encoding="utf-8")
    return Home(tmp_path)


def test_an_agency_with_saturday_hours_receives_on_saturdays(tmp_path: Path) -> None:
    shipped = (SHIPPED / "reference" / "calendar.yaml").read_text(encoding="utf-8")
    saturdays = '\n  "11.71/SAM":\n    hours:\n      - {decree: "contoh", saturday: 08.00-12.00}\n'
    home = own_reference(tmp_path, "calendar.yaml", shipped.rstrip() + saturdays)
    made = [row for file in files(home, 6_000, 2, TODAY) if file.kind == "transactions" for row in rows_of(file)]
    desk = [row for row in made if row["kanal"] == "langsung" and moment(row["waktu_diajukan"]).weekday() == 5]
    desk = [row for row in desk if row["waktu_diajukan"][:10] not in ("2024-06-22", "2024-06-29")]  # worked by all
    assert {(row["kode_wilayah"], row["kode_layanan"][:3]) for row in desk} == {("11.71", "SAM")}
    assert all("08:00" <= row["waktu_diajukan"][11:] <= "12:00" for row in desk)


def test_a_home_without_a_working_mpp_is_told_so(tmp_path: Path) -> None:
    header = "code,name,status,soft_launch,inaugurated_by_minister,note,sources\n"
    home = own_reference(tmp_path, "mpp_status.csv", header + "11.71,Kota Banda Aceh,rencana,,,,\n")
    with pytest.raises(SetupError, match=r"mpp_status\.csv"):
        next(files(home, 10, 1, TODAY))


@pytest.mark.parametrize(("records", "seed"), [(-1, 1), (1, -1)])
def test_negative_numbers_are_refused(home: Home, records: int, seed: int) -> None:
    with pytest.raises(SetupError, match="negatif"):
        next(files(home, records, seed, TODAY))
