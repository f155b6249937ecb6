"""Where regions stand on their way to an MPP, as tables of a document: how many, each one's path and steps, obstacles.

The four states always add up to all regions, and unknown is a state of its own, never a no.
"""

from collections.abc import Sequence
from datetime import date

from access.identity.scope import EVERYTHING
from data.settings import tables
from metrics.acts import confirmations, declarations
from metrics.mpp import rollout as known
from metrics.mpp import rollout_outlook
from metrics.mpp.rollout import STATES, Coverage, RegionPath, Step
from metrics.mpp.rollout_outlook import HeldBack
from metrics.periods import Period
from reports.content.content import Table
from reports.content.options import Options
from reports.content.workspace import Desk

COUNTS = ("coverage_state", "regions", "population", "on")
PATHS = (
    "region", "population", "coverage_state", "milestone", "since", "basis", "confirmed_by", "disputed", "remark",
    "news_sources",
)  # fmt: skip
STEPS = (
    "region", "milestone", "planned_on", "happened_on", "document", "source", "seq", "counts", "confirmed_by", "remark",
)  # fmt: skip
HELD = ("obstacle", "controllable", "regions", "population", "region_codes")
NEWS, CONFIRMED, UPLOADED = "news", "confirmed", "uploaded"


def gather(desk: Desk, options: Options) -> dict[str, Table]:
    """The tables as of the last day of the period, or the day of issue when that comes first."""
    on = min(Period(options.period).last_day, desk.today)
    confirmed = confirmations.listed(desk.home, EVERYTHING)
    every = known.paths(desk.reader.of_everyone(), desk.home, on, confirmed)
    coverage = known.counted(every, desk.scope, on)
    spoken = [one for one in declarations.listed(desk.home, desk.scope) if one.indicator == declarations.ABOUT]
    held = rollout_outlook.held_back(coverage, [one for one in spoken if options.region in (None, one.region)])
    obstacles = tables.obstacles(desk.home)
    controllable = {str(row.code): str(row.controllable) for row in obstacles.itertuples()}
    own = [path for path in coverage.paths if options.region in (None, path.region)]
    return {
        "coverage_counts": counts(coverage),
        "coverage_paths": paths(own),
        "coverage_steps": Table(STEPS, tuple(_step(path, step) for path in own for step in path.steps)),
        "coverage_held": Table(HELD, tuple(_held(one, controllable.get(one.code, "")) for one in held)),
    }


def counts(coverage: Coverage) -> Table:
    """One row a state, of the whole province: regions and inhabitants on the day."""
    day = coverage.on.isoformat()
    return Table(COUNTS, tuple((state, coverage.regions[state], coverage.population[state], day) for state in STATES))


def paths(listed: Sequence[RegionPath]) -> Table:
    """One row a region: its state, the step it stands at and since when, and what that rests on."""
    return Table(PATHS, tuple(map(_path, listed)))


def basis(path: RegionPath) -> str:
    """What the state rests on: NEWS, CONFIRMED, UPLOADED, or "" where nothing is known."""
    if path.confirmed_by:
        return CONFIRMED
    return {"news": NEWS, "milestones": UPLOADED}.get(path.told_by, "")


def _path(path: RegionPath) -> tuple[object, ...]:
    cells = (path.stage, path.since, basis(path), path.confirmed_by, path.disputed, path.note, path.sources)
    return (path.region, path.population, path.state, *cells)


def _step(path: RegionPath, step: Step) -> tuple[object, ...]:
    cells = (step.document_no, step.source, step.seq, step.counts, step.confirmed_by, step.note)
    return (path.region, step.milestone, step.planned_on, step.happened_on, *cells)


def _held(one: HeldBack, controllable: str) -> tuple[object, ...]:
    return (one.code, controllable, len(one.regions), one.population, " ".join(one.regions))


def day_of(table: Table) -> date:
    """The day that the counts are of."""
    return date.fromisoformat(str(table.rows[0][COUNTS.index("on")]))
