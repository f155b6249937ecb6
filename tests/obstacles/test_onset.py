"""Since which month a part is worse: named where it became so, never where it has always been so or is no worse."""

import numpy as np
import pandas as pd
import pytest

from metrics.obstacles.search.comparison import Comparison, since
from metrics.periods import Period, plus_months

LAST, WHERE, N = "2026-06", {"region_code": "11.71"}, 300


def comparison(shares, now=LAST):
    """The cases gone wrong of one region by month, the last of them now; another region is as it is."""
    first = [plus_months(LAST, back - len(shares) + 1) for back in range(len(shares))]
    rows = [(month, "11.71", N, round(N * share)) for month, share in zip(first, shares, strict=True)]
    rows += [(month, "11.73", N, N // 5) for month in first]
    table = pd.DataFrame(rows, columns=["period", "region_code", "n", "bad"])
    period = Period(now)
    before, inside = (
        table[side] for side in (table["period"] < period.first_month, table["period"] >= period.first_month)
    )
    whole = inside.drop(columns="period").groupby("region_code", as_index=False).sum()
    return Comparison(
        period, "target", whole, None, before, ("region_code",), 0.1, inside if len(period.months) > 1 else None
    )


@pytest.mark.parametrize("lasted", [1, 2, 5, 9])
@pytest.mark.parametrize("now", [LAST, "2026-04..2026-06"])
def test_the_month_is_that_of_the_step(lasted, now):
    level = [0.10, 0.11, 0.09, 0.10, 0.12, 0.10, 0.09, 0.11] * 3
    shares = [*level[:-lasted], *[0.25] * lasted]
    assert since(comparison(shares, now), WHERE) == plus_months(LAST, 1 - lasted)


def test_what_has_always_been_so_began_in_no_month():
    """Shares that only swing about their level: of 300 series three at most are named."""
    rng = np.random.default_rng(5)
    named = [since(comparison(0.3 + rng.normal(0, 0.03, 24)), WHERE) for _ in range(300)]
    assert sum(month is not None for month in named) <= 3


def test_too_few_months_tell_no_month():
    assert since(comparison([0.1, 0.1, 0.1, 0.1, 0.3, 0.3]), WHERE) is None
