"""The index of several targets: weighted and capped, and every miss counted and named beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.home import PROJECT, Home
from metrics.catalogue.indicators import load
from metrics.scorecard.composite_index import Met, composite, met_in
from reports.terminal import target_lines
from tests.pages.hand_made import row

KNOWN = load(Home(PROJECT / "nowhere"))


def rows(drawn: str):
    """Rows from lines `indicator | achievement | status`."""
    cells = [[cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()]
    return [
        row(name, 1.0, None if status == "no_target" else 1.0, status, achievement_pct=float(pct) if pct else None)
        for name, pct, status in cells
    ]


THREE = rows("""
  on_time_rate       | 300 | achieved
  digital_share      | 50  | missed
  satisfaction_index | 50  | missed
""")


def test_one_of_300_percent_does_not_hide_two_of_50():
    index = composite(THREE, {})
    assert index.value == pytest.approx((120 + 50 + 50) / 3)
    assert (index.level, index.judged, index.missed) == ("medium", 3, ("digital_share", "satisfaction_index"))
    assert target_lines.composite(index, KNOWN, "id") == (
        "Indeks capaian 73,3 (sedang), tetapi 2 dari 3 target belum tercapai: "
        "Layanan elektronik dan mandiri, Indeks kepuasan masyarakat (IKM)."
    )


@pytest.mark.parametrize(
    ("pct", "written"),
    [("96.86", "96,9 (sangat tinggi)"), ("90.98", "90,98 (tinggi)"), ("91", "91,0 (sangat tinggi)")],
)
def test_the_index_has_one_decimal_unless_it_would_read_as_another_level(pct, written):
    index = composite(rows(f"on_time_rate | {pct} | achieved"), {})
    assert target_lines.composite(index, KNOWN, "id").startswith(f"Indeks capaian {written} dari 1 target")


def test_weights_count_and_a_weight_of_zero_hides_no_miss():
    index = composite(THREE, {"on_time_rate": 3, "digital_share": 1, "satisfaction_index": 0})
    assert index.value == pytest.approx((3 * 120 + 50) / 4)
    assert index.missed == ("digital_share", "satisfaction_index")


def test_a_miss_above_its_range_adds_no_more_than_a_hundred():
    assert composite(rows("on_time_rate | 112.5 | missed"), {}).value == 100


def test_what_is_not_judged_stays_out_and_is_named():
    index = composite(
        rows("""
          on_time_rate   | 80  | achieved
          digital_share  |     | no_data
          clearance_rate | 90  | cannot_judge
          completed      |     | achieved
          received       |     | no_target
        """),
        {},
    )
    assert (index.value, index.judged) == (80, 2)
    assert index.left_out == ("digital_share", "clearance_rate", "completed")


@pytest.mark.parametrize("drawn", ["received | | no_target", "digital_share | | no_data"])
def test_without_a_judged_target_there_is_no_index(drawn):
    index = composite(rows(drawn), {})
    assert (index.value, index.level) == (None, None)
    assert "belum dapat dihitung" in target_lines.composite(index, KNOWN, "id")


def test_no_weight_at_all_is_no_index():
    assert composite(THREE, dict.fromkeys(KNOWN, 0.0)).value is None


@given(st.lists(st.tuples(st.floats(0, 500), st.booleans(), st.floats(0, 9)), min_size=1, max_size=8))
def test_the_index_lies_between_the_least_and_the_cap_and_misses_are_all_there(drawn):
    names = list(KNOWN)[: len(drawn)]
    made = [
        row(name, 1.0, 1.0, "achieved" if met else "missed", achievement_pct=pct)
        for name, (pct, met, _) in zip(names, drawn, strict=True)
    ]
    index = composite(made, {name: weight for name, (_, _, weight) in zip(names, drawn, strict=True)})
    assert set(index.missed) == {name for name, (_, met, _) in zip(names, drawn, strict=True) if not met}
    if index.value is not None:
        least = min(min(pct, 120 if met else 100) for pct, met, _ in drawn)
        assert least - 1e-9 <= index.value <= 120 + 1e-9


def test_months_met_are_counted_among_those_that_were_judged():
    monthly = [
        row("on_time_rate", 1.0, 1.0, status, member=f"2026-0{n}")
        for n, status in enumerate(("achieved", "missed", "achieved", "force_majeure", "no_data"), start=1)
    ]
    assert met_in([*monthly, row("received", 1.0, None, "no_target")]) == {
        "on_time_rate": Met(met=2, judged=3, months=5),
        "received": Met(met=0, judged=0, months=1),
    }
