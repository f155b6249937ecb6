"""The scorecard: one frozen object that screen, terminal and documents all show, so they cannot disagree."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from access.identity.scope import Scope
from data import clock
from data.home import Home
from data.ledger import entries, setting_versions
from metrics.catalogue import indicators as catalogue
from metrics.cells import build
from metrics.judgement.row import Row
from metrics.scorecard import request
from metrics.scorecard.scoring import Scoring
from metrics.targets import in_force


@dataclass(frozen=True)
class Scorecard:
    """Every row asked for, with what the figures rest on.

    `coverage` is (regions that reported the whole period, regions that have ever reported).
    """

    as_of: int
    targets_version: str
    period: str
    region: str
    complete_through: str | None
    coverage: tuple[int, int]
    demo: bool
    rows: tuple[Row, ...]


def score(
    home: Home,
    scope: Scope,
    period: str | None = None,
    region: str | None = None,
    indicators: Sequence[str] | None = None,
    by: str | None = None,
    as_of: int | None = None,
    today: date | None = None,
    marked: bool = True,
) -> Scorecard:
    """Score the indicators named (all) for a region or the province, whole or by its parts, as far as `scope` sees.

    `period` defaults to the newest complete one; `today` (WIB) decides which periods have ended. A wrong region,
    indicator, period, `by` or `as_of` is a SetupError; a region out of scope a RefusedError. Not `marked`: without
    variation and assurance, which look back on every month.
    """
    with settled_home(home, as_of) as settled:
        known = catalogue.load(settled)
        asked = request.checked(settled, known, period, region, indicators, by, today or clock.today())
        asked = replace(asked, marked=marked)
        goals = in_force.load(settled, known)
        with build.reader(settled, scope, as_of) as reader:
            listed = entries.entries(home, as_of)
            scoring = Scoring(reader, asked, goals, known, listed)
            rows = tuple(scoring.rows())
            return Scorecard(
                as_of=listed[-1].seq if listed else 0,
                targets_version=setting_versions.version(settled, "targets"),
                period=scoring.period.code,
                region=asked.region or asked.province,
                complete_through=scoring.reporting.complete_through(asked.region, asked.today),
                coverage=scoring.reporting.coverage(scoring.period, asked.region),
                demo=any(entry.what.get("demo") for entry in entries.standing(listed)),
                rows=rows,
            )


def freshness(home: Home) -> tuple[int, str]:
    """What every answer rests on: the newest entry's number, and the version of all settings; a key for caches."""
    versions = [setting_versions.version(home, *setting_versions.FILES)]
    own = home.own("indicators.yaml")
    return entries.head_seq(home), "-".join(versions + ([entries.file_sha256(own)[:12]] if own else []))


@contextlib.contextmanager
def settled_home(home: Home, as_of: int | None) -> Iterator[Home]:
    """The home with the settings of the moment asked for."""
    if as_of is None:
        yield home
    else:
        with setting_versions.as_of(home, as_of) as settled:
            yield settled
