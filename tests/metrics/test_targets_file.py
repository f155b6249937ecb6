"""targets.yaml as officials write it: what is right is taken as it stands, what is wrong is one line with its place."""

import pytest

from data.errors import SetupError
from data.home import PROJECT, Home
from metrics.catalogue import indicators
from metrics.periods import Period
from metrics.targets import in_force as targets
from metrics.targets.achievement import Range

KNOWN = indicators.load(Home(PROJECT / "nowhere"))


@pytest.fixture
def load(tmp_path):
    """Write targets.yaml into a home and load it."""

    def loaded(content):
        written = content if isinstance(content, bytes) else content.encode("utf-8")
        (tmp_path / "targets.yaml").write_bytes(written)
        return targets.load(Home(tmp_path), KNOWN)

    return loaded


@pytest.fixture
def refusal(load):
    """The one line by which a targets.yaml is refused."""

    def told(content):
        with pytest.raises(SetupError) as error:
            load(content)
        assert "\n" not in str(error.value), "an error is one line"
        return str(error.value)

    return told


def goal(parts):
    return f"on_time_rate:\n  - {{{parts}}}\n"


def in_force(goals, period, region=None, indicator="on_time_rate"):
    return targets.in_force(goals, KNOWN[indicator], Period(period), region)


def test_the_shipped_file_aims_at_90_percent_on_time(tmp_path):
    goals = targets.load(Home(tmp_path), KNOWN)
    assert {in_force(goals, period, region) for period in ("2024-01", "2026") for region in (None, "11.71")} == {90}


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "examples").glob("*/targets.yaml")), ids=lambda path: path.parent.name
)
def test_every_example_file_can_be_loaded(path):
    assert targets.load(Home(path.parent), KNOWN)


def test_goals_may_be_written_in_any_order(load):
    goals = load("""
on_time_rate:
  - {from: "2026-01", value: 92.5, regions: {"11.71": 95}, decree: "SK 2"}
  - {from: 2024-01, value: 90, decree: SK 1}
""")
    drawn = [
        (period, in_force(goals, period), in_force(goals, period, "11.71")) for period in ("2023", "2025", "2026-01")
    ]
    assert drawn == [("2023", None, None), ("2025", 90, 90), ("2026-01", 92.5, 95)]


def test_a_range_has_two_bounds_and_may_hold_on_one_point(load):
    assert in_force(load(goal('from: "2024-01", range: [80, 90.5], decree: SK')), "2024") == Range(80, 90.5)
    assert in_force(load(goal('from: "2024-01", range: [80, 80], decree: SK')), "2024") == Range(80, 80)


def test_monthly_goals_of_a_count_add_up_and_are_not_inherited(load):
    goals = load("""
completed:
  - {from: "2026-01", value: 100, regions: {"11.71": 10}, decree: SK 1}
  - {from: "2026-03", value: 200, decree: SK 2}
""")
    assert in_force(goals, "2026-Q1", indicator="completed") == 400
    assert in_force(goals, "2026-02", "11.71", "completed") == 10
    assert in_force(goals, "2026-03", "11.71", "completed") is None
    assert in_force(goals, "2026-Q1", "11.71", "completed") is None
    assert in_force(goals, "2025-12..2026-01", indicator="completed") is None


def test_zero_is_a_target(load):
    assert in_force(load(goal('from: "2024-01", value: 0, decree: SK')), "2024") == 0


WRONG = {
    "": "targets.yaml, baris 1: belum ada target",
    "[]\n": "targets.yaml, baris 1: belum ada target",
    "on_time: []\n": "baris 1, bagian on_time: indikator tidak dikenal",
    "on_time_rate:\n": "baris 1, bagian on_time_rate: harus berupa daftar",
    "on_time_rate: 90\n": "baris 1, bagian on_time_rate: harus berupa daftar",
    "on_time_rate:\n  - 90\n": "baris 2, bagian on_time_rate.0: harus berupa pasangan",
    goal("value: 90, decree: SK"): "baris 2, bagian on_time_rate.0.from: belum ditulis",
    goal('from: "2024-01", value: 90'): "baris 2, bagian on_time_rate.0.decree: belum ditulis",
    goal('from: "2024-01", value: 90, decree: ""'): "bagian on_time_rate.0.decree: masih kosong",
    goal('from: "2024-01", value: 90, decree: 12'): "bagian on_time_rate.0.decree: terbaca bukan sebagai teks",
    goal('from: "2024-01", decree: SK'): "bagian on_time_rate.0: belum ada nilai",
    goal('from: "2024-01", value: 90, nilai: 90, decree: SK'): "bagian on_time_rate.0.nilai: tidak dikenal",
    goal('from: "2024", value: 90, decree: SK'): "bagian on_time_rate.0.from: bulan tidak dapat dibaca",
    goal('from: "2024-13", value: 90, decree: SK'): "bagian on_time_rate.0.from: bulan tidak dapat dibaca",
    goal('from: "2024-Q1", value: 90, decree: SK'): "bagian on_time_rate.0.from: bulan tidak dapat dibaca",
    goal("from: 2024-01-01, value: 90, decree: SK"): "bagian on_time_rate.0.from: terbaca bukan sebagai teks",
    goal("from: 2024, value: 90, decree: SK"): "bagian on_time_rate.0.from: terbaca bukan sebagai teks",
    goal('from: "2024-01", value: "90", decree: SK'): "baris 2, bagian on_time_rate.0.value",
    goal('from: "2024-01", value: 90 %, decree: SK'): "baris 2, bagian on_time_rate.0.value",
    goal('from: "2024-01", value: 1e3, decree: SK'): "baris 2, bagian on_time_rate.0.value",
    goal('from: "2024-01", value: true, decree: SK'): "baris 2, bagian on_time_rate.0.value",
    goal('from: "2024-01", value: [90], decree: SK'): "baris 2, bagian on_time_rate.0.value",
    goal('from: "2024-01", value: 90, range: [1, 2], decree: SK'): "tulis value atau range, bukan keduanya",
    goal('from: "2024-01", range: [2, 1], decree: SK'): "batas bawah range melebihi batas atasnya",
    goal('from: "2024-01", range: [1], decree: SK'): "bagian on_time_rate.0.range.1: belum ditulis",
    goal('from: "2024-01", range: [1, 2, 3], decree: SK'): "bagian on_time_rate.0.range",
    goal('from: "2024-01", range: 80-90, decree: SK'): "bagian on_time_rate.0.range: harus berupa daftar",
    goal('from: "2024-01", value: 9, regions: {11.10: 95}, decree: SK'): "kunci 11.10 tanpa tanda kutip terbaca",
    goal('from: "2024-01", value: 9, regions: {"11.99": 95}, decree: SK'): "wilayah 11.99 tidak dikenal",
    goal('from: "2024-01", value: 9, regions: {"1171": 95}, decree: SK'): "wilayah 1171 tidak dikenal",
    goal('from: "2024-01", value: 9, regions: {"11": 95}, decree: SK'): "wilayah 11 tidak dikenal",
    goal('from: "2024-01", value: 9, regions: {"11.71": "95"}, decree: SK'): "bagian on_time_rate.0.regions.11.71",
    goal('from: "2024-01", value: 9, value: 8, decree: SK'): 'baris 2: kunci "value" sudah ditulis di baris 2',
    goal('from: "2024-01", value: 9, decree: SK') * 2: 'baris 3: kunci "on_time_rate" sudah ditulis di baris 1',
    goal('from: "2024-01", value: 9, decree: SK') + '  - {from: "2024-01", value: 8, decree: SK}\n': (
        "baris 3, bagian on_time_rate: dua target mulai 2024-01"
    ),
    goal("from: [") : "susunan YAML tidak dapat dibaca",
    "on_time_rate:\n\t- {}\n": "baris 2: susunan YAML tidak dapat dibaca",
    "!!python/object:os.system x\n": "susunan YAML tidak dapat dibaca",
    "a: &a [*a]\n": "rujukan (*) tidak dipakai di sini",
    b"on_time_rate: caf\xe9\n": "targets.yaml: bukan teks UTF-8",
}  # fmt: skip


@pytest.mark.parametrize("content", WRONG, ids=str)
def test_what_is_wrong_is_one_line_with_its_place_and_a_remedy(refusal, content):
    told = refusal(content)
    assert told.startswith("targets.yaml")
    assert WRONG[content] in told
    assert told.endswith((".", '"'))


def test_a_targets_yaml_that_cannot_be_opened_is_one_line(tmp_path):
    (tmp_path / "targets.yaml").mkdir()
    with pytest.raises(SetupError, match=r"targets\.yaml: berkas tidak dapat dibuka"):
        targets.load(Home(tmp_path), KNOWN)


@pytest.mark.parametrize("value", [".nan", ".inf"])
def test_a_target_is_a_number_that_can_be_reached(refusal, value):
    assert "bagian on_time_rate.0.value" in refusal(goal(f'from: "2024-01", value: {value}, decree: SK'))


@pytest.mark.parametrize("month", ["ytd:2024-01", "2024-03..2024-03"])
def test_a_month_is_written_as_a_month(refusal, month):
    assert "bulan tidak dapat dibaca" in refusal(goal(f'from: "{month}", value: 90, decree: SK'))


def test_a_wrong_number_is_not_told_to_be_whole(refusal):
    assert "bilangan bulat" not in refusal(goal('from: "2024-01", value: 90 %, decree: SK'))


def test_a_goal_for_one_region_leaves_those_of_the_others_as_they_were(load):
    goals = load("""
on_time_rate:
  - {from: "2024-01", value: 90, decree: SK Gubernur}
  - {from: "2026-01", regions: {"11.71": 95}, decree: SK Wali Kota}
""")
    assert [in_force(goals, "2026", region) for region in ("11.71", "11.72", None)] == [95, 90, 90]
