"""Every list of parts adds up to its gap, and agrees with its slow twin."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.obstacles.decomposition import decompose, pareto
from metrics.obstacles.input.terms import Parts, with_denominator
from tests.obstacles import twins

# 1970 and 1985: shares and rates of household heads by 13 ages, in percent (methods.md).
SHARES_1970 = "12.9 10.9 9.5 8.0 7.8 8.4 8.6 7.8 7.0 5.9 4.7 3.6 4.9"
SHARES_1985 = "10.1 11.2 11.6 10.9 9.4 7.7 6.3 6.0 6.3 5.9 5.1 4.0 5.5"
RATES_1970 = "1.9 25.8 45.7 49.6 51.2 51.6 51.8 54.9 58.7 60.4 62.8 66.6 66.8"
RATES_1985 = "2.2 24.3 45.8 52.5 56.1 55.6 56.0 57.4 57.2 61.2 63.9 68.6 72.2"


def numbers(text):
    return [float(word) for word in text.split()]


def test_kitagawa_of_headship_1970_to_1985():
    rows = [
        (w1 * r1 / 100, w1, w0 * r0 / 100, w0)
        for w0, w1, r0, r1 in zip(*map(numbers, (SHARES_1970, SHARES_1985, RATES_1970, RATES_1985)), strict=True)
    ]
    parts = Parts(pd.DataFrame(rows, columns=["x1", "n1", "x0", "n0"]), 100.0)
    rate, mix = decompose.rate_and_mix([parts])
    assert (round(mix, 4), round(rate, 4), round(mix + rate, 4)) == (1.2269, 1.7403, 2.9672)


@st.composite
def members(draw):
    """x1, n1, x0, n0 by member; some have nothing on one side, but neither side is empty."""
    rows = draw(st.lists(st.tuples(*[st.integers(0, 400)] * 4), min_size=1, max_size=12))
    rows = [(min(a, b), max(a, b), min(c, d), max(c, d)) for a, b, c, d in rows]
    rows.append((1, draw(st.integers(1, 50)), 0, draw(st.integers(1, 50))))
    return {f"m{i:02}": row for i, row in enumerate(rows)}


def frame(drawn):
    return pd.DataFrame.from_dict(drawn, orient="index", columns=["x1", "n1", "x0", "n0"]).astype(float)


@given(members(), st.integers(0, 100))
@settings(max_examples=150)
def test_shortfalls_are_exactly_the_cases_missing(drawn, target):
    found = decompose.by_target([Parts(frame(drawn), 100.0)], float(target), in_cases=True)
    expected = twins.shortfall(drawn, Fraction(target, 100))
    assert {name: pytest.approx(float(value), abs=1e-9) for name, value in expected.items()} == dict(found)
    gap = Fraction(target, 100) * sum(m[1] for m in drawn.values()) - sum(m[0] for m in drawn.values())
    assert found.sum() == pytest.approx(float(gap), abs=1e-9)
    assert sum(row["shortfall"] for row in pareto.ranked(found)) == pytest.approx(float(gap), abs=1e-9)


@given(members())
@settings(max_examples=150)
def test_rate_and_mix_add_up_to_the_change_and_agree_with_the_twin(drawn):
    parts = Parts(frame(drawn), 100.0)
    effects, expected = decompose.unit_effects(parts.frame), twins.kitagawa(drawn)
    for name, (rate, mix) in expected.items():
        assert effects.loc[name, "rate"] == pytest.approx(float(rate), abs=1e-9)
        assert effects.loc[name, "mix"] == pytest.approx(float(mix), abs=1e-9)
    rate, mix = decompose.rate_and_mix([parts])
    assert rate + mix == pytest.approx(decompose.change([parts]), abs=1e-9)
    x1, n1, x0, n0 = parts.totals
    cases = decompose.by_change([parts], in_cases=True)
    assert cases.sum() == pytest.approx(n1 * (x0 / n0 - x1 / n1), abs=1e-9)


@given(st.lists(members(), min_size=2, max_size=9), st.floats(25, 100))
@settings(max_examples=60)
def test_an_index_is_taken_apart_in_points(terms, target):
    parts = [Parts(frame(drawn), 25 / len(terms)) for drawn in terms]
    index = sum(part.weight * x1 / n1 for part in parts for x1, n1, _, _ in [part.totals])
    assert decompose.by_target(parts, target, in_cases=False).sum() == pytest.approx(target - index, abs=1e-9)
    assert decompose.by_change(parts, in_cases=False).sum() == pytest.approx(-decompose.change(parts), abs=1e-9)


def test_an_unsur_without_answers_leaves_its_weight_to_the_others():
    answered = Parts(frame({"a": (10, 4, 9, 3)}), 25 / 2)
    silent = Parts(frame({"a": (0, 0, 5, 2)}), 25 / 2)
    assert [part.weight for part in with_denominator([answered, silent], compared=False)] == [25.0]


@given(members(), st.integers(0, 5000))
@settings(max_examples=60)
def test_a_count_is_short_of_its_share_of_the_reference(drawn, reference):
    found = decompose.by_count(frame(drawn), float(reference))
    assert found.sum() == pytest.approx(reference - sum(m[0] for m in drawn.values()), abs=1e-9)


def test_few_members_make_four_fifths_and_the_others_offset():
    shortfalls = pd.Series({"a": 70.0, "b": 20.0, "c": 10.0, "d": -30.0})
    assert pareto.pareto(shortfalls) == pareto.Pareto(first=2, of=3, offset=30.0)
    assert [row["member"] for row in pareto.ranked(shortfalls)] == ["a", "b", "c", "d"]


def test_nothing_short_is_nobody_of_nobody():
    assert pareto.pareto(pd.Series({"a": -1.0})) == pareto.Pareto(0, 0, 1.0)
    assert pareto.pareto(pd.Series(dtype=float)) == pareto.Pareto(0, 0, 0.0)
