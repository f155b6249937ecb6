"""The two examples on the real records they were made for; without those records these tests are skipped.

Every expected figure is worked out here a second time, from the file itself and without SQL.
"""

import csv
import json
import shutil
from collections import Counter
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import cli
from metrics.survey import index as satisfaction

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "real"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real records lie beside the repository, not in it")


def copied(tmp_path, monkeypatch, name):
    """A copy of the example as one's own home, the way its README says."""
    home = tmp_path / name
    shutil.copytree(ROOT / "examples" / name, home)
    monkeypatch.setenv("CAPAIAN_HOME", str(home))
    return home


def run(capsys, *arguments):
    """What a command prints, as JSON."""
    code = cli.main([*arguments])
    out, err = capsys.readouterr()
    assert (code, err) == (0, ""), err
    return json.loads(out)


def table(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# Permits of a municipality in the Netherlands

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WHOLE = "2010-01..2012-12"


def local(cell):
    """The moment in the file's own zone."""
    return datetime.fromisoformat(cell).astimezone(AMSTERDAM)


@pytest.fixture
def permits():
    return table(REAL / "receipt_permits" / "cases.csv")


@pytest.fixture
def permits_loaded(tmp_path, monkeypatch, capsys):
    home = copied(tmp_path, monkeypatch, "receipt_permits")
    path = REAL / "receipt_permits" / "cases.csv"
    return run(
        capsys, "load", str(path), "--kind", "transactions", "--profile", str(home / "profile.yaml"), "--json"
    )  # fmt: skip


def test_every_permit_is_read_and_accepted(permits, permits_loaded):
    told = permits_loaded
    assert (told["rows_read"], told["rows_accepted"], told["rows_rejected"]) == (1434, 1434, 0)
    assert len(permits) == 1434
    # The only remark: the years 2010 to 2012 lie before the working calendar.
    assert [(problem["rule"], problem["severity"]) for problem in told["problems"]] == [("outside_calendar", "warning")]


def test_the_figures_of_the_permits_are_those_worked_out_by_hand(capsys, permits, permits_loaded):
    decided = [row for row in permits if row["enddate"]]
    by_date = [row for row in decided if local(row["enddate"]).date() <= local(row["enddate_planned"]).date()]
    by_time = [row for row in decided if local(row["enddate"]) <= local(row["enddate_planned"])]
    assert (len(decided), len(permits) - len(decided)) == (1329, 105)
    assert (len(by_date), len(by_time)) == (1007, 940), "the rule is by date"
    digital = [row for row in decided if row["channel"] in ("Internet", "e-mail")]
    rows = {row["indicator"]: row for row in run(capsys, "score", "--period", WHOLE, "--format", "json")}

    def ratio(indicator):
        return rows[indicator]["numerator"], rows[indicator]["denominator"]

    assert (rows["received"]["actual"], rows["completed"]["actual"], rows["rejected"]["actual"]) == (1434, 1329, 0)
    assert ratio("on_time_rate") == (1007, 1329)
    assert rows["on_time_rate"]["actual"] == 100 * 1007 / 1329
    assert (rows["on_time_rate"]["target"], rows["on_time_rate"]["status"]) == (80, "missed")
    assert ratio("clearance_rate") == (1329, 1434)
    assert ratio("digital_share") == (len(digital), 1329)
    assert ratio("self_service_share") == (0, 1329)


def test_open_permits_past_their_promise_count_as_late(capsys, permits, permits_loaded):
    happened = [local(row[column]).date() for row in permits for column in ("startdate", "enddate") if row[column]]
    stock_day = max(happened)
    overdue = [row for row in permits if not row["enddate"] and local(row["enddate_planned"]).date() <= stock_day]
    [row] = run(capsys, "score", "--period", WHOLE, "--indicator", "on_time_rate_with_open", "--format", "json")
    assert (row["numerator"], row["denominator"]) == (1007, 1329 + len(overdue))


def test_every_month_of_the_permits_agrees(capsys, permits, permits_loaded):
    received = Counter(f"{local(row['startdate']):%Y-%m}" for row in permits)
    decided = [row for row in permits if row["enddate"]]
    completed = Counter(f"{local(row['enddate']):%Y-%m}" for row in decided)
    kept = Counter(
        f"{local(row['enddate']):%Y-%m}"
        for row in decided
        if local(row["enddate"]).date() <= local(row["enddate_planned"]).date()
    )
    asked = ["--indicator", "received", "--indicator", "on_time_rate"]
    rows = run(capsys, "score", "--period", WHOLE, *asked, "--by", "month", "--format", "json")
    told = {(row["indicator"], row["period"]): (row["numerator"] or 0, row["denominator"] or 0) for row in rows}
    assert len(rows) == 2 * 36
    for month in sorted({period for _, period in told}):
        assert told["received", month] == (received[month], 0)
        assert told["on_time_rate", month] == (kept[month], completed[month])


def test_departments_are_services_and_all_belong_to_one_region(capsys, permits, permits_loaded):
    departments = Counter(row["department"] for row in permits)
    rows = run(
        capsys, "score", "--period", WHOLE, "--indicator", "received", "--by", "service", "--format", "json"
    )  # fmt: skip
    expected = {"IZN-01": "General", "IZN-02": "Customer contact", "IZN-03": "Experts"}
    assert {row["member"]: row["actual"] for row in rows} == {
        code: departments[department] for code, department in expected.items()
    }
    rows = run(capsys, "score", "--period", WHOLE, "--indicator", "received", "--by", "region", "--format", "json")
    assert {row["member"]: row["actual"] for row in rows if row["actual"]} == {"11.71": 1434}


def test_read_in_our_own_zone_two_permits_would_end_before_they_begin(tmp_path, monkeypatch, capsys):
    """Midnight there is five in the morning here: a date without a time would become an hour, and be refused."""
    home = copied(tmp_path, monkeypatch, "receipt_permits")
    profile = home / "profile.yaml"
    lines = profile.read_text(encoding="utf-8").splitlines()
    profile.write_text("\n".join(line for line in lines if not line.startswith("time_zone")), encoding="utf-8")
    path = str(REAL / "receipt_permits" / "cases.csv")
    told = run(capsys, "load", path, "--kind", "transactions", "--profile", str(profile), "--json")
    assert told["rows_rejected"] == 2
    assert Counter(problem["rule"] for problem in told["problems"])["decided_before_received"] == 2


# A satisfaction survey of an Indonesian mall

QUESTIONS = {unsur: f"U{i}" for i, unsur in enumerate(satisfaction.UNSUR, start=1)} | {
    "sarana": "U8",
    "pengaduan": "U9",
}
"""Unsur → column of the file, which asks sarana before pengaduan."""


@pytest.fixture
def answers():
    return table(REAL / "skm_sample" / "responses.csv")


@pytest.fixture
def survey_loaded(tmp_path, monkeypatch, capsys):
    home = copied(tmp_path, monkeypatch, "skm_sample")
    path = REAL / "skm_sample" / "responses.csv"
    return run(capsys, "load", str(path), "--kind", "surveys", "--profile", str(home / "profile.yaml"), "--json")


def scores(capsys, *asked):
    return run(capsys, "score", "--period", "2024-12", *asked, "--format", "json")


def test_every_respondent_is_accepted_and_an_unknown_agency_is_a_warning(answers, survey_loaded):
    told = survey_loaded
    assert (told["rows_read"], told["rows_accepted"], told["rows_rejected"]) == (55, 55, 0)
    unknown = [row for row, answer in enumerate(answers, start=2) if answer["instansi"] == "UKPBJ"]
    assert [(problem["row"], problem["rule"], problem["severity"]) for problem in told["problems"]] == [
        (row, "agency_unknown", "warning") for row in unknown
    ]


def test_the_questionnaire_asks_sarana_before_pengaduan():
    asked = [row["pertanyaan"] for row in table(REAL / "skm_sample" / "questions.csv")]
    assert len(asked) == 9
    assert "sarana" in asked[int(QUESTIONS["sarana"][1:]) - 1]
    assert "pengaduan" in asked[int(QUESTIONS["pengaduan"][1:]) - 1]


def test_the_index_is_exact_and_each_unsur_is_read_by_its_name(capsys, answers, survey_loaded):
    rows = {row["indicator"]: row for row in scores(capsys)}
    means = {unsur: Fraction(sum(int(a[column]) for a in answers), len(answers)) for unsur, column in QUESTIONS.items()}
    for unsur, mean in means.items():
        told = rows[f"unsur_{unsur}"]
        assert (told["numerator"], told["denominator"]) == (mean * 55, 55)
        assert told["actual"] == pytest.approx(float(mean), rel=1e-12)
    assert rows["unsur_sarana"]["actual"] > rows["unsur_pengaduan"]["actual"]
    index = 25 * sum(means.values()) / 9
    assert float(index) == pytest.approx(93.636363636, abs=1e-9)
    assert rows["satisfaction_index"]["actual"] == pytest.approx(float(index), rel=1e-12)
    assert rows["satisfaction_index"]["status"] == "achieved"


def test_the_rounded_weights_stand_beside_it_as_a_reconciliation(capsys, survey_loaded):
    rows = {row["indicator"]: row for row in scores(capsys)}
    means = {}
    for unsur in satisfaction.UNSUR:
        told = rows[f"unsur_{unsur}"]
        means[unsur] = Fraction(told["numerator"], told["denominator"])
    assert round(satisfaction.index(means), 4) == 93.6364
    assert satisfaction.reconciliation(means, Decimal("0.111")) == pytest.approx(93.5427, abs=5e-5)
    assert satisfaction.reconciliation(means, Decimal("0.11")) == pytest.approx(92.7000, abs=5e-5)


def test_agencies_are_known_by_name_and_the_rest_belongs_to_none(capsys, answers, survey_loaded):
    rows = scores(capsys, "--indicator", "unsur_persyaratan", "--by", "agency")
    told = {row["member"]: row["denominator"] for row in rows}
    respondents = Counter(row["instansi"] for row in answers)
    assert told == {
        "-": respondents["UKPBJ"],
        "BKS": respondents["BPJS Kesehatan"],
        "BPN": respondents["ATR/BPN"],
        "BTK": respondents["BPJS Ketenagakerjaan"],
        "DKC": respondents["DISDUKCAPIL"],
        "KMG": respondents["PTSP Kemenag"],
        "PAJ": respondents["BAPENDA"],
        "PAM": respondents["PDAM"],
        "POL": respondents["Polres Pangkep"],
        "PTS": respondents["DPMPTSP"],
        "SAM": respondents["SAMSAT"],
        "SOS": respondents["DINSOS"],
        "TSP": respondents["PT. TASPEN"],
    }
    assert sum(told.values()) == 55
