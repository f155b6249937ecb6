"""Entered figures: values that their unit cannot have, and figures that are computed and so will not be shown."""

from collections.abc import Iterator, Mapping

import duckdb

from data.home import Home
from data.intake.columns import indicator_words
from data.intake.columns.indicator_words import Bounds
from data.intake.source import period_claims
from data.schema.problems import Problem
from data.settings.places import today_of


def impossible(con: duckdb.DuckDBPyConnection, home: Home) -> list[tuple[int, str, str]]:
    """Rows of `typed` whose value lies outside the bounds of its indicator, as (row_no, column, rule)."""
    bounds = indicator_words.indicator_bounds(home)
    units = indicator_words.indicator_units(home)
    share = "numerator / nullif(denominator, 0), numerator > 0 and denominator = 0"
    rows = con.execute(f"""
        select row_no, indicator_id, value, value is null as is_share, {share}
        from typed where indicator_id is not null order by row_no
    """).fetchall()
    faults = []
    for row, indicator, value, is_share, share, is_of_none in rows:
        amount = (
            value if not is_share else share * (100 if units.get(indicator) == "percent" else 1) if share else share
        )
        if (amount is not None and not _within(amount, indicator, bounds)) or (is_share and is_of_none):
            faults.append((int(row), "numerator" if is_share else "value", "figure_out_of_range"))
    return faults


def ahead(con: duckdb.DuckDBPyConnection, home: Home) -> list[tuple[int, str, str]]:
    """Rows of `typed` whose period has not begun, as (row_no, column, rule): nothing of it can have been measured."""
    today = today_of(home)
    rows = con.execute("select row_no, cast(period as varchar) from typed where period is not null").fetchall()
    claims = ((row, period_claims.claim(period)) for row, period in rows)
    return [(int(row), "period", "in_the_future") for row, claim in claims if claim and claim.first > today]


def doubtful(con: duckdb.DuckDBPyConnection, home: Home) -> Iterator[Problem]:
    """Warnings for rows of `accepted`: a share written as a fraction, a figure that records give already."""
    units, computed = indicator_words.indicator_units(home), indicator_words.computed_indicators(home)
    rows = con.execute("select row_no, indicator_id, value from accepted order by row_no").fetchall()
    for row, indicator, value in rows:
        if value is not None and units.get(indicator) == "percent" and 0 < value < 1:
            yield Problem(row, "nilai", "share_as_fraction", "warning")
    unseen = [int(row) for row, indicator, _ in rows if indicator in computed]
    if unseen:
        yield Problem(unseen[0], "kode_indikator", "figure_not_shown", "warning", {"count": len(unseen)})


def _within(value: float, indicator: str, bounds: Mapping[str, Bounds]) -> bool:
    least, most = bounds.get(indicator, (float("-inf"), float("inf")))
    return least <= value <= most
