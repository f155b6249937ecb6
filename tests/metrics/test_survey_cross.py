"""The survey by who answered: small groups are hidden, and no sum gives them back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.identity.scope import Scope
from data.errors import RefusedError
from metrics.survey.cross_table import Tally, cross, of
from metrics.survey.disclosure_control import FEWEST, SUPPRESSED
from metrics.survey.index import UNSUR
from tests.spec.drawn import opened
from tests.workspaces import ask


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory):
    """Eleven women, nine men (spelt in three ways), one who did not say."""
    with opened(tmp_path_factory.mktemp("cross") / "home") as home:
        home.surveys("""
          region_code | answered_on | all | sarana | jenis_kelamin | kelompok_umur | pekerjaan | n
          11.71       | 2026-10-07  | 4   | 2      | perempuan     | 20-29         | =petani   | 8
          11.71       | 2026-10-07  | 2   |        | Perempuan     | 30-39         | guru      | 3
          11.71       | 2026-10-07  | 3   | 3      | L             | 20-29         | =petani   | 5
          11.71       | 2026-10-07  | 3   | 3      | laki-laki     | 20-29         | guru      | 3
          11.71       | 2026-10-07  | 3   | 3      | Pria          | 40-49         | guru      | 1
          11.71       | 2026-10-07  | 1   | 1      |               | 40-49         |           | 1
        """)
        yield home.home


def cross_of(workspace, period, region, by):
    return cross(workspace.reader, period, region, by)


def tally(counts):
    """A group in which every answer is a 3."""
    return Tally(
        max(counts), dict(zip(UNSUR, counts, strict=True)), {u: 3 * n for u, n in zip(UNSUR, counts, strict=True)}
    )


def test_the_means_of_a_group_are_those_of_its_answers(surveyed):
    [whole] = ask(surveyed, cross_of, "2026-10", None, "channel").groups
    assert (whole.code, whole.respondents) == ("-", 21)
    assert (whole.means["waktu"], whole.means["sarana"]) == (66 / 21, 44 / 18)
    assert whole.index == pytest.approx(25 * (8 * 66 / 21 + 44 / 18) / 9)
    by_age = ask(surveyed, cross_of, "2026-10", "11.71", "age_group")
    assert [(group.code, group.respondents, group.means["waktu"]) for group in by_age.groups] == [("20-29", 16, 3.5)]


def test_one_who_did_not_say_hides_the_smaller_of_the_others_too_however_they_are_spelt(surveyed):
    # 11 women, 9 men, 1 unknown: 21 less the women and the men would be the one.
    found = ask(surveyed, cross_of, "2026-10", "11.71", "sex")
    assert [(group.code, group.respondents) for group in found.groups] == [("female", 11)] and found.has_hidden


def test_a_hidden_group_is_not_even_named(surveyed):
    found = ask(surveyed, cross_of, "2026-10", "11.71", "age_group")
    assert "40-49" not in repr(found) and "30-39" not in repr(found)


def test_a_region_out_of_scope_is_refused(surveyed):
    with pytest.raises(RefusedError):
        ask(surveyed, cross_of, "2026-10", "11.71", "sex", scope=Scope(frozenset({"11.05"})))


def test_the_index_is_hidden_with_any_of_its_means():
    few = tally([9] * 8 + [3])
    whole = tally([9] * 9)
    found = of("sex", [("few", few), ("whole", whole)])
    assert all(group.means["sarana"] == SUPPRESSED and group.index == SUPPRESSED for group in found.groups)
    assert all(group.means["waktu"] == 3.0 for group in found.groups) and found.told == frozenset()


counts = st.lists(st.lists(st.integers(0, 12), min_size=9, max_size=9), min_size=1, max_size=5)


@given(counts)
def test_no_small_number_comes_back_from_the_total_of_its_column(drawn):
    """What everybody knows: the whole's sums of each column. What is left of it is nobody's, or that of many."""
    codes = [f"group {i}" for i in range(len(drawn))]
    found = {group.code: group for group in of("sex", list(zip(codes, map(tally, drawn), strict=True))).groups}
    for place, unsur in enumerate(UNSUR):
        column = {code: line[place] for code, line in zip(codes, drawn, strict=True)}
        told = [code for code in codes if code in found and found[code].means[unsur] != SUPPRESSED]
        assert not any(0 < column[code] < FEWEST for code in told)
        left = [n for code, n in column.items() if code not in told and n]
        assert (
            not any(n < FEWEST for n in left)
            or (len(left) > 1 and sum(left) >= FEWEST)
            or sum(column.values()) < FEWEST
        )
    respondents = {code: max(line) for code, line in zip(codes, drawn, strict=True)}
    left = [n for code, n in respondents.items() if code not in found and n]
    assert (
        not any(n < FEWEST for n in left)
        or (len(left) > 1 and sum(left) >= FEWEST)
        or sum(respondents.values()) < FEWEST
    )
