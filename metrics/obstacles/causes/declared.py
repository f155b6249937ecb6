"""Declared obstacles (`metrics.acts.declarations`) as reasons: a region without an MPP, and without records, says
why."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.settings.places import Places
from metrics.acts.declarations import Declaration
from metrics.obstacles.causes.reasons import Reason


def in_force(
    listed: Sequence[Declaration], indicator: str, region: str | None, day: date, tree: Places
) -> list[Declaration]:
    """Those that speak of an indicator, and of a place (None: the root) or what lies in it, and stood on a day."""
    of_place = (declared for declared in listed if tree.covers(region, declared.region))
    return [declared for declared in of_place if declared.indicator == indicator and declared.held_on(day)]


def reasons(listed: Sequence[Declaration], obstacles: pd.DataFrame) -> tuple[Reason, ...]:
    """Each as a reason without figures; controllable and owner as the table of obstacles tells."""
    known = {str(row.code): row for row in obstacles.itertuples()}
    return tuple(
        Reason(
            obstacle_code=declaration.code,
            source="declared",
            late_cases=None,
            excess_working_days=None,
            controllable=str(known[declaration.code].controllable) if declaration.code in known else None,
            owner=str(known[declaration.code].owner) if declaration.code in known else None,
            actual_without=None,
            declared=declaration,
        )
        for declaration in listed
    )
