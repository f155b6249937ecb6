"""A part that fails behind what others gain is found and said, and no verdict contradicts the slices."""

import pytest

from tests.cli.conftest import terminal
from tests.spec.drawn import opened

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07")


def _month(month, first, second):
    """Two regions of 200 cases each, of which so many are decided after their three days."""
    lines = []
    for region, late in (("11.71", first), ("11.73", second)):
        lines.append(f"{200 - late} | {region} | {month}-06 | {month}-08 | 3 days | langsung")
        lines.append(f"{late} | {region} | {month}-06 | {month}-20 | 3 days | langsung")
    return lines


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Seven months; in the last Lhokseumawe fails, and Banda Aceh makes up for more than that."""
    with opened(tmp_path_factory.mktemp("hidden") / "home") as home:
        home.targets('on_time_rate:\n  - {from: "2026-01", value: 78, decree: "SK"}')
        late = [(70, 10), (72, 12), (69, 9), (71, 11), (70, 10), (71, 10), (5, 70)]
        rows = [line for month, pair in zip(MONTHS, late, strict=True) for line in _month(month, *pair)]
        home.transactions("n | region_code | complete_at | decided_at | standard | kanal\n" + "\n".join(rows))
        yield home


def asked(office, *options):
    question = ("--indicator", "on_time_rate", "--period", "2026-07", "--format", "json")
    answer = terminal(office.home.root, "obstacles", *question, *options)
    assert answer.code == 0, answer
    return answer.told


@pytest.mark.parametrize("against", ["previous", "target"])
def test_a_failure_behind_gains_is_a_slice_and_said(office, against):
    found = asked(office, "--against", against)
    assert found["gap_cases"] < 0
    assert [slice_["where"] for slice_ in found["slices"]] == [{"region_code": "11.73"}]
    assert found["slices"][0]["share"] is None
    assert (found["verdict"], found["since"]) == ("rate", None)
    assert "tertutup oleh bagian lain" in " ".join(found["sentences"]["id"])
    assert "hidden by other parts" in " ".join(found["sentences"]["en"])


def test_a_month_like_the_others_has_neither_slice_nor_verdict(office):
    question = ("--indicator", "on_time_rate", "--period", "2026-06", "--against", "previous", "--format", "json")
    found = terminal(office.home.root, "obstacles", *question).told
    assert (found["slices"], found["verdict"]) == ([], "nothing_notable")


def test_a_miss_within_the_months_own_swing_is_still_told_as_a_miss(office):
    """Banda Aceh, Juni: 129 dari 200, target 65 persen: kurang satu berkas, lebih sedikit daripada ayunannya."""
    office.targets('on_time_rate:\n  - {from: "2026-01", value: 65, decree: "SK"}')
    question = ("--indicator", "on_time_rate", "--period", "2026-06", "--format", "json")
    found = terminal(office.home.root, "obstacles", "--region", "11.71", *question).told
    assert (found["slices"], found["verdict"], found["since"]) == ([], "nothing_notable", None)
    first, second, *_ = found["sentences"]["id"]
    assert "kurang 1 berkas" in first
    assert "belum tercapai, tetapi kekurangan 1 berkas itu (0,50 poin) masih dalam ayunan" in second
    assert "this shortfall of 1 case (0.50 points) is within what it swings" in found["sentences"]["en"][1]
