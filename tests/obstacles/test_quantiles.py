"""A quantile's gap in cases: its sign is the figure's, every list of parts adds up to it, and so do rate and mix."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.identity.scope import EVERYTHING
from metrics.figures.figures import weighted_quantile
from metrics.obstacles.decomposition import quantiles
from metrics.obstacles.explain import explain
from tests.spec.drawn import opened

QUANTILES = st.sampled_from([Fraction(1, 2), Fraction(9, 10), Fraction(1, 10), Fraction(3, 4)])
LIMITS = st.integers(0, 40).map(lambda halves: halves / 2)


@st.composite
def members(draw, *, names="abcd"):
    """Member → its values, at least one in all."""
    drawn = {name: draw(st.lists(st.integers(0, 20), max_size=30)) for name in names}
    drawn[names[0]].append(draw(st.integers(0, 20)))
    return {name: values for name, values in drawn.items() if values}


def counted(drawn):
    return {name: dict(Counter(values)) for name, values in drawn.items()}


def plain(values, quantile):
    """Type 7, from its definition."""
    ordered, place = sorted(values), (len(values) - 1) * quantile
    low = ordered[place.__floor__()]
    return low + (place - place.__floor__()) * (ordered[place.__ceil__()] - low)


def together(drawn):
    return [value for values in drawn.values() for value in values]


@given(members(), QUANTILES)
def test_a_quantile_is_its_plain_twin(drawn, quantile):
    values = together(drawn)
    assert weighted_quantile(sorted(Counter(values).items()), quantile) == float(plain(values, quantile))


def test_a_tie_with_the_target_is_one():
    """Of 1 … 8 the 90th percentile is 7,3 days, and meets a target of 7,3."""
    assert weighted_quantile([(value, 1) for value in range(1, 9)], Fraction("0.9")) == 7.3


@given(members(), QUANTILES, LIMITS, st.sampled_from([-1, 1]))
def test_the_gap_has_the_sign_of_the_figure_and_its_parts_add_up(drawn, quantile, limit, sign):
    gap = quantiles.gap(counted(drawn), quantile, limit, sign)
    actual = plain(together(drawn), quantile)
    is_worse = actual > limit if sign < 0 else actual < limit
    assert (gap.gap > 0) == is_worse and (gap.needed > 0) == is_worse
    parts = quantiles.shortfalls(counted(drawn), quantile, limit, sign)
    assert float(parts.sum()) == pytest.approx(float(gap.gap), abs=1e-9)
    assert set(parts.index) == set(drawn)


@given(members(), QUANTILES, LIMITS)
def test_parts_are_their_plain_twins(drawn, quantile, limit):
    values = together(drawn)
    gap = quantiles.gap(counted(drawn), quantile, limit, -1).gap
    beyond = sum(value > limit for value in values)
    more = gap - (beyond - (1 - quantile) * len(values))
    for name, share in quantiles.shortfalls(counted(drawn), quantile, limit, -1).items():
        own = drawn[name]
        part = sum(value > limit for value in own) - (1 - quantile) * len(own) + more * len(own) / len(values)
        assert share == pytest.approx(float(part), abs=1e-9)


@given(members(), members(names="bcde"), QUANTILES)
def test_rate_and_mix_are_the_whole_change(now, then, quantile):
    actual, reference = (float(plain(together(side), quantile)) for side in (now, then))
    rate, mix = quantiles.effects(counted(now), counted(then), quantile, actual, reference)
    assert rate + mix == pytest.approx(actual - reference, abs=1e-9)
    back = quantiles.effects(counted(then), counted(now), quantile, reference, actual)
    assert back == (pytest.approx(-rate, abs=1e-9), pytest.approx(-mix, abs=1e-9))


@given(members(), QUANTILES, st.integers(1, 9))
def test_where_every_member_takes_longer_alike_all_of_it_is_rate(drawn, quantile, longer):
    later = {name: [value + longer for value in values] for name, values in drawn.items()}
    reference = float(plain(together(drawn), quantile))
    effects = quantiles.effects(counted(later), counted(drawn), quantile, reference + longer, reference)
    assert effects == (pytest.approx(longer, abs=1e-9), pytest.approx(0, abs=1e-9))


def test_where_only_the_weights_move_all_of_it_is_mix():
    now, then = {"quick": {1: 30}, "slow": {9: 70}}, {"quick": {1: 70}, "slow": {9: 30}}
    assert quantiles.effects(now, then, Fraction(1, 2), 9.0, 1.0) == (0, 8)


def test_a_member_that_is_new_is_all_mix():
    now, then = {"old": {1: 40}, "new": {9: 60}}, {"old": {1: 40}}
    assert quantiles.effects(now, then, Fraction(1, 2), 9.0, 1.0) == (0, 8)


def test_a_median_that_a_few_cases_move_by_a_day_has_not_changed(tmp_path):
    """Months of whole days may all be alike, and still the median hangs on the next case."""
    months = (
        "03-02 03 05 52",
        "04-06 07 09 51",
        "05-04 05 07 52",
        "06-08 09 11 51",
        "07-06 07 09 49",
        "08-03 04 14 10",
    )
    rows = []
    for complete, next_day, later, quick in map(str.split, months):
        for n, day in ((int(quick), next_day), (100 - int(quick), later)):
            rows.append(f"{n} | 2026-{complete} | 2026-{complete[:2]}-{day}")
    with opened(tmp_path / "home") as home:
        home.transactions("n | complete_at | decided_at\n" + "\n".join(rows))
        july, august = (
            explain(home.home, EVERYTHING, "median_processing_days", f"2026-{month}", None, "previous")
            for month in ("07", "08")
        )
    assert (july.actual, july.reference, july.gap_cases, july.verdict) == (3, 1, 1, "nothing_notable")
    assert any("wajar" in line for line in july.sentences["id"])
    assert (august.actual, august.reference, august.gap_cases, august.verdict) == (9, 3, 40, "rate")
