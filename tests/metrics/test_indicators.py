"""indicators.yaml, the shipped one and a home's own: one entry an indicator, and a fault is told with its place."""

import re

import pytest
import yaml

from access.identity.scope import EVERYTHING
from data.errors import CapaianError, SetupError
from data.home import PROJECT, Home
from metrics.catalogue import indicators
from metrics.scorecard import score

ONE = {
    "name": {"id": "Satu", "en": "One"},
    "why_it_matters": {"id": "Sebab", "en": "Because"},
    "demand": "cepat",
    "unit": "percent",
    "better": "higher",
    "consolidation": "weighted",
    "numerator": {"completions": "sum(n)"},
    "denominator": {"completions": "sum(n)"},
    "legal_basis": "UU 25/2009",
    "owner": "DPMPTSP",
    "reviewed_on": "2026-01-01",
    "next_review": "2027-01-01",
}
RATIO = ("numerator", "denominator")


def entry(without=(), **changed):
    """The entry `mine` as YAML, with parts changed or left out."""
    parts = {key: value for key, value in (ONE | changed).items() if key not in without}
    return yaml.safe_dump({"mine": parts}, sort_keys=False)


@pytest.fixture
def office(tmp_path):
    """A home whose own indicators.yaml holds that text: `office(text)` → the home."""

    def with_own(text):
        (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
        return Home(tmp_path)

    return with_own


@pytest.fixture
def refusal(office):
    """The one line by which an indicators.yaml is refused."""

    def told(text):
        with pytest.raises(SetupError) as error:
            indicators.load(office(text))
        assert "\n" not in str(error.value), "an error is one line"
        return str(error.value)

    return told


SHIPPED = indicators.load(Home(PROJECT / "nowhere"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_indicator_is_named_in_both_languages_and_will_be_reviewed(name):
    indicator = SHIPPED[name]
    assert re.fullmatch("[a-z0-9_]+", indicator.id)
    assert all(
        words[language].strip() for words in (indicator.name, indicator.why_it_matters) for language in ("id", "en")
    )
    assert indicator.reviewed_on < indicator.next_review
    assert indicator.legal_basis.strip() and indicator.owner.strip()


def test_the_ids_of_the_contract_are_there():
    unsur = "persyaratan prosedur waktu biaya produk kompetensi perilaku pengaduan sarana"
    promised = """
        received completed rejected on_time_rate on_time_rate_with_open median_processing_days p90_processing_days
        median_processing_minutes p90_processing_minutes clearance_rate digital_share self_service_share
        satisfaction_index complaint_on_time_rate mpp_operating
    """
    assert {*promised.split(), *(f"unsur_{name}" for name in unsur.split())} <= SHIPPED.keys()


def test_counts_are_those_without_a_denominator():
    counts = {name for name, indicator in SHIPPED.items() if indicator.is_count}
    people_and_files = {"received", "completed", "rejected", "visitors", "respondents", "small_business_licences"}
    people_and_files |= {"complaints_received", "complaints_open"}
    assert counts == people_and_files | {"overdue_backlog", "active_services", "agencies_present", "mpp_operating"}


def test_a_homes_own_indicator_stands_beside_the_shipped_ones(office):
    home = office(entry())
    assert list(indicators.load(home)) == [*SHIPPED, "mine"]
    [row] = score.score(home, EVERYTHING, "2026-03", indicators=["mine"]).rows
    assert (row.indicator, row.status) == ("mine", "no_data")


def test_a_home_may_define_a_shipped_indicator_anew(office):
    own = entry(name={"id": "Lain", "en": "Other"}).replace("mine:", "on_time_rate:")
    assert indicators.load(office(own))["on_time_rate"].name["id"] == "Lain"


WRONG = {
    **{entry(without=[part]): f"bagian mine.{part}: belum ditulis" for part in ONE if part not in RATIO},
    entry(without=["numerator"]): "bagian mine: tulis tepat satu dari numerator, quantile, formula, atau entered",
    entry(without=["denominator"]): "bagian mine: jumlah (count) tidak berpenyebut; satuan lain memerlukan denominator",
    entry(unit="count"): "bagian mine: jumlah (count) tidak berpenyebut",
    entry(quantile={"stream": "completions", "value": "working_days", "of": 0.5}): "tulis tepat satu dari",
    entry(RATIO, entered=True, consolidation="pooled"): "bagian mine: angka dari dokumen (entered) bukan count",
    entry(RATIO, entered=True, unit="count", consolidation="last"): "bagian mine: angka dari dokumen (entered)",
    entry(entered=True): "bagian mine: tulis tepat satu dari numerator",
    entry(["denominator"], unit="count", times="days_of_period"): "bagian mine: times hanya untuk numerator dengan",
    entry(times=12): "bagian mine.times: pilihan tidak dikenal",
    entry(nilai=3): "bagian mine.nilai: tidak dikenal",
    entry(unit="persen"): "bagian mine.unit: pilihan tidak dikenal. Pilih 'percent'",
    entry(better="up"): "bagian mine.better: pilihan tidak dikenal. Pilih 'higher' atau 'lower'",
    entry(demand="baik"): "bagian mine.demand: pilihan tidak dikenal",
    entry(consolidation="mean"): "bagian mine.consolidation: pilihan tidak dikenal",
    entry(numerator="sum(n)"): "bagian mine.numerator: harus berupa pasangan",
    entry(numerator={"selesai": "sum(n)"}): "bagian mine: aliran selesai tidak dikenal. Pilih backlog",
    entry(numerator={"../cells": "sum(n)"}): "bagian mine.numerator.../cells: tidak sesuai bentuknya",
    entry(numerator={"completions": 5}): "bagian mine.numerator.completions: terbaca bukan sebagai teks",
    entry(RATIO, quantile={"stream": "completions", "value": "n", "of": 5}): "bagian mine.quantile.of",
    entry(RATIO, quantile={"value": "n", "of": 0.5}): "bagian mine.quantile.stream: belum ditulis",
    entry(RATIO, formula={"times": 25, "mean_of": ["nix"]}): "bagian mine.formula: indikator nix tidak ada",
    entry(RATIO, formula={"times": 25, "mean_of": []}): "bagian mine.formula.mean_of",
    entry(reviewed_on="kemarin"): "bagian mine.reviewed_on: tanggal tidak dapat dibaca",
    entry(legal_basis=5): "bagian mine.legal_basis: terbaca bukan sebagai teks",
    "": "indicators.yaml, baris 1: belum ada indikator",
    "[]\n": "indicators.yaml, baris 1: belum ada indikator",
    "mine:\n": "baris 1, bagian mine: harus berupa pasangan",
    "mine: {}\nmine: {}\n": 'baris 2: kunci "mine" sudah ditulis di baris 1',
    "5: {}\n": "kunci 5 tanpa tanda kutip",
    "mine: [\n": "susunan YAML tidak dapat dibaca",
}


@pytest.mark.parametrize("text", WRONG, ids=WRONG.values())
def test_what_is_wrong_is_one_line_with_its_place(refusal, text):
    told = refusal(text)
    assert told.startswith("indicators.yaml, baris ")
    assert WRONG[text] in told


def test_the_line_named_is_that_of_the_fault(refusal):
    text = entry(unit="persen")
    line = next(number for number, line in enumerate(text.splitlines(), start=1) if "persen" in line)
    assert f"baris {line}, bagian mine.unit" in refusal(text)


FAULTS = {
    "a column the stream lacks": entry(numerator={"completions": "sum(entah)"}),
    "SQL that is none": entry(numerator={"completions": "sum("}),
    "an id that is no word": entry().replace("mine:", "'Punya saya!':"),
    "a formula over itself": entry(RATIO, unit="index", formula={"times": 25, "mean_of": ["mine"]}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_shows_only_in_the_score_is_one_line_too(office, fault):
    home = office(FAULTS[fault])
    with pytest.raises(CapaianError):
        own = [name for name in indicators.load(home) if name not in SHIPPED]
        score.score(home, EVERYTHING, "2026-03", indicators=own)


@pytest.mark.parametrize("part", ["median_processing_days", "satisfaction_index"])
def test_a_formula_may_rest_on_any_other_indicator(office, part):
    home = office(entry(RATIO, unit="index", formula={"times": 2, "mean_of": [part, "clearance_rate"]}))
    [row] = score.score(home, EVERYTHING, "2026-03", indicators=["mine"]).rows
    assert row.status == "no_data"


@pytest.mark.parametrize("changed", [{"name": {"id": "Satu"}}, {"name": {"id": "", "en": ""}}, {"owner": " "}])
def test_names_in_both_languages_and_an_owner_are_needed(refusal, changed):
    assert "bagian mine." in refusal(entry(**changed))


@pytest.mark.parametrize(
    "part",
    [
        {"numerator": {"completions": "sum(n) + (select count(*) from read_text('/etc/passwd'))"}},
        {"denominator": {"completions": "max(length(read_text('/etc/passwd')))"}},
        {"unit": "count", "known": {"completions": "getenv('HOME') <> ''"}},
        {"spread": {"stream": "completions", "value": "(select 1)"}},
    ],
)
def test_sql_of_an_office_that_opens_a_file_is_refused_with_its_place(refusal, part):
    without = ("denominator",) if part.get("unit") == "count" else ()
    line = refusal(entry(without, **part))
    assert line.startswith("indicators.yaml, baris 1, bagian mine: ")


def test_so_is_that_of_a_quantile(refusal):
    of = {"stream": "completions", "value": "n", "where": "random() < 2", "of": 0.5}
    assert "random" in refusal(entry(RATIO, quantile=of))
