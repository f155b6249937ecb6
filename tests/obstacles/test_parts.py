"""Reasons, stages, verdict: each by itself, on tables small enough to count."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.obstacles.causes import reasons, stages
from metrics.obstacles.decomposition import decompose, verdict
from tests.obstacles import twins

OBSTACLES = pd.DataFrame(
    [("H04", "opd_teknis", "partly"), ("H06", "pusat", "no"), ("H08", "instansi", "yes")],
    columns=["code", "owner", "controllable"],
)


@given(st.lists(st.tuples(st.sampled_from(["", "H04", "H06", "H08"]), st.integers(0, 30)), min_size=1, max_size=60))
@settings(max_examples=60)
def test_reasons_agree_with_their_twin(late):
    drawn = pd.DataFrame(late, columns=["code", "days"])
    table = drawn.groupby("code")["days"].agg(["size", "sum"]).reset_index()
    table.columns = ["obstacle_code", "late_cases", "excess_working_days"]
    table["obstacle_code"] = table["obstacle_code"].replace("", "-")
    found = reasons.from_records(table.astype({"excess_working_days": float}), OBSTACLES, lambda _, cases: cases, None)
    assert [(r.obstacle_code, r.late_cases, r.excess_working_days) for r in found] == twins.reasons(late)
    assert reasons.unrecorded_share(found) == pytest.approx(sum(code == "" for code, _ in late) / len(late))


def test_a_reason_knows_who_owns_it_and_how_many_would_do():
    table = pd.DataFrame(
        [("H08", 12, 30.0), ("-", 3, math.nan)], columns=["obstacle_code", "late_cases", "excess_working_days"]
    )
    staff, unknown = reasons.from_records(table, OBSTACLES, lambda code, cases: 80 + cases, gap=4.2)
    assert (staff.owner, staff.controllable, staff.actual_without, staff.needed) == ("instansi", "yes", 92, 5)
    assert (unknown.obstacle_code, unknown.excess_working_days, unknown.needed) == (None, None, None)


STEPS = st.lists(
    st.tuples(st.sampled_from(["verifikasi", "survei", "izin"]), st.booleans(), st.integers(0, 20)),
    min_size=1,
    max_size=60,
)


def stage_table(rows):
    frame = pd.DataFrame(rows, columns=["stage", "on_time", "working_days"])
    frame["on_time"] = frame["on_time"].map({True: "true", False: "false"})
    frame = frame.groupby(["stage", "on_time", "working_days"]).size().rename("n").reset_index()
    return frame.assign(holder="instansi", waiting=0.0, returned=0.0, handed_over=0.0)


@given(STEPS, STEPS)
@settings(max_examples=60)
def test_stages_agree_with_their_twin(now, then):
    found = stages.explained(stage_table(now), stage_table(then))
    expected = twins.stage_excess(now, then)
    assert {s.stage: (pytest.approx(s.working_days), pytest.approx(s.excess_days)) for s in found} == expected
    total = sum(over for _, over in expected.values())
    shares = [s.share_of_excess for s in found]
    assert shares == [None] * len(shares) if not total else sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("rate", "mix", "noise", "expected"),
    [
        (-4.0, -0.2, 0.5, "rate"),
        (-0.2, -4.0, 0.5, "mix"),
        (-2.0, -2.0, 0.5, "both"),
        (-3.0, 3.0, 0.5, "both"),
        (1.2, -2.5, 0.1, "mix"),
        (-0.3, 0.1, 0.05, "rate"),
        (-0.05, 0.3, 0.05, "mix"),
        (-0.3, 0.1, 0.5, "nothing_notable"),
        (-1e-15, 1e-15, 0.0, "nothing_notable"),
        (-3.0, 2.6, 0.5, "both"),
        (-1.5, 0.0, 2.0, "nothing_notable"),
        (-15.0, -10.0, (5.0, 2.0), "mix"),
        (-6.0, -10.0, (5.0, 2.0), "mix"),
    ],
)
def test_the_verdict_names_the_effect_that_makes_the_change(rate, mix, noise, expected):
    assert verdict.of_change(rate, mix, noise if isinstance(noise, tuple) else (noise, noise)) == expected


@pytest.mark.parametrize("sizes", [(1, 8), (6, 60), (20, 500), (60, 60), (200, 200)])
def test_groups_that_differ_in_nothing_name_no_mixture_of_services(sizes):
    """Few cases fall on few services, and on other ones each time: their own luck is no shift of the mixture."""
    dice = np.random.default_rng(sizes)
    named = []
    for _ in range(100):
        weights, rates = dice.dirichlet(np.ones(60)), dice.beta(8.5, 1.5, 60)
        sides = [dice.multinomial(size, weights) for size in sizes]
        columns = {f"{name}{side}": n for side, cases in ((1, sides[0]), (0, sides[1])) for name, n in
                   (("x", dice.binomial(cases, rates)), ("n", cases))}  # fmt: skip
        frame = pd.DataFrame(columns).astype(float)
        effects = 100 * decompose.unit_effects(frame).sum()
        named.append(verdict.of_change(effects["rate"], effects["mix"], verdict.noise_of_shares(frame)))
    assert named.count("nothing_notable") >= 99
