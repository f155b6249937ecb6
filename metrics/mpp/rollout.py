"""Where each region stands on its way to an MPP on any day: operating, planned, known to have none, or unknown.

Unknown is never counted as having none: the four states are told apart and always add up to all regions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

import pandas as pd

from access.identity.scope import EVERYTHING, Scope
from data.home import Home
from data.settings import mpp_milestones
from data.settings.places import today_of
from metrics.acts import confirmations
from metrics.acts.confirmations import Confirmation
from metrics.cells.reader import Reader
from metrics.scorecard.workspace import Workspace

State = Literal["operating", "planned", "without", "unknown"]
STATES: tuple[State, ...] = get_args(State)
DISPUTED = "sumber berbeda"
"""How a note in mpp_status.csv says that its sources contradict each other."""


@dataclass(frozen=True)
class Step:
    """One milestone of a region with its dates ("2025-01-31", or "2025-01" where only the month is known).

    `source` is upload or news. `counts` is false for news that an upload has replaced; `seq` is 0 for news.
    `confirmed_by` names who confirmed it, "" while nobody has.
    """

    milestone: str
    planned_on: str | None
    happened_on: str | None
    document_no: str
    note: str
    source: Literal["upload", "news"]
    seq: int = 0
    counts: bool = True
    confirmed_by: str = ""


@dataclass(frozen=True)
class RegionPath:
    """A region's path as it stood on a day: its state, the step it stands at, and since when; steps in path order.

    `stage` is None where no step has happened. `told_by` is milestones, news or "". `note` and `sources` are what the
    news said; `disputed` when sources contradict each other, or an upload contradicts the news.
    """

    region: str
    population: int
    state: State
    stage: str | None
    since: str | None
    steps: tuple[Step, ...]
    told_by: str
    note: str = ""
    sources: str = ""
    disputed: bool = False
    confirmed_by: str = ""


@dataclass(frozen=True)
class Record:
    """A region's row of `region_operation`, the steps of its path, and what the news said, whatever the day."""

    region: str
    known: Mapping[Any, Any]
    steps: Sequence[Step]
    news: Mapping[Any, Any]


@dataclass(frozen=True)
class Coverage:
    """`paths` of the regions in scope, by code; `regions` and `population` by state, of the whole province."""

    on: date
    paths: tuple[RegionPath, ...]
    regions: Mapping[State, int]
    population: Mapping[State, int]

    @property
    def served_share(self) -> float | None:
        """The share of all inhabitants who live where an MPP is known to operate, 0-1."""
        total = sum(self.population.values())
        return self.population["operating"] / total if total else None


def coverage(home: Home, scope: Scope, on: date | None = None, as_of: int | None = None) -> Coverage:
    """The province on a day (today), as the ledger stands or stood; paths only of regions in scope."""
    day = on or today_of(home)
    with Workspace(home, EVERYTHING, as_of) as workspace:
        return counted(of(workspace, day).paths, scope, day)


def of(workspace: Workspace, on: date) -> Coverage:
    """The coverage of a workspace that sees everything."""
    return counted(standing_on(records(workspace), on), workspace.scope, on)


def records(workspace: Workspace) -> list[Record]:
    """What is known of the path of every region in a workspace that sees everything, whatever the day."""
    confirmed = confirmations.listed(workspace.home, workspace.scope, workspace.as_of)
    return _records(workspace.reader, workspace.home, confirmed)


def counted(every: Sequence[RegionPath], scope: Scope, on: date) -> Coverage:
    """The coverage that the paths of all regions add up to, told in detail of the regions in scope."""
    counts = {state: [path.population for path in every if path.state == state] for state in STATES}
    return Coverage(
        on=on,
        paths=tuple(path for path in every if scope.sees(path.region)),
        regions={state: len(residents) for state, residents in counts.items()},
        population={state: sum(residents) for state, residents in counts.items()},
    )


def paths(reader: Reader, home: Home, on: date, confirmed: Sequence[Confirmation] = ()) -> list[RegionPath]:
    """The path of every region that the reader may see, by code, as it stood on a day."""
    return standing_on(_records(reader, home, confirmed), on)


def standing_on(every: Sequence[Record], on: date) -> list[RegionPath]:
    """The paths as they stood on a day."""
    return [_path(record, on) for record in every]


def _records(reader: Reader, home: Home, confirmed: Sequence[Confirmation]) -> list[Record]:
    order = {str(code): place for place, code in enumerate(mpp_milestones.milestones(home)["code"])}
    news = {str(row["code"]): row for row in mpp_milestones.mpp_status(home).to_dict("records")}
    table = reader.by_region("select * from milestones order by region_code, milestone")
    uploaded = {str(region): rows.to_dict("records") for region, rows in table.groupby("region_code")}
    listed = []
    for known in reader.by_region("select * from region_operation order by region_code").to_dict("records"):
        region = str(known["region_code"])
        steps = [*map(_uploaded, uploaded.get(region, ())), *_news(news.get(region, {}), known["told_by"] == "news")]
        steps.sort(key=lambda step: order.get(step.milestone, len(order)))
        told_of = [one for one in confirmed if one.region == region]
        listed.append(Record(region, known, _confirmed(steps, told_of), news.get(region, {})))
    return listed


def begun(partial: str | None, on: date) -> bool:
    """Whether a day had come by `on`; a month counts from its first day, a year likewise."""
    return partial is not None and _first_day(partial) <= on


def _first_day(partial: str) -> date:
    return date.fromisoformat((partial + "-01-01")[:10] if len(partial) < 10 else partial)


def _path(record: Record, on: date) -> RegionPath:
    region, known, steps, news = record.region, record.known, record.steps, record.news
    began = _text(known["began_on"]) or None
    state = _state(str(known["status"]), began, on)
    past = [step for step in steps if step.counts and begun(step.happened_on, on)]
    last = max(past, key=lambda step: step.happened_on or "", default=None)
    since = began if state == "operating" else last.happened_on if last else None
    answering = [step.confirmed_by for step in steps if step.counts and step.happened_on == since]
    return RegionPath(
        region=region,
        population=0 if pd.isna(known["population"]) else int(known["population"]),
        state=state,
        stage=last.milestone if last else None,
        since=since,
        steps=tuple(steps),
        told_by=str(known["told_by"]),
        note=_text(news.get("note")),
        sources=_text(news.get("sources")),
        disputed=DISPUTED in _text(news.get("note")) or _contradicted(steps),
        confirmed_by=next((name for name in answering if name), "") or _text(news.get("confirmed_by")),
    )


def _state(status: str, began: str | None, on: date) -> State:
    if status == "operasi":
        return "operating" if began is None or begun(began, on) else "planned"
    return "planned" if status == "rencana" else "without" if status == "belum" else "unknown"


def _uploaded(row: Mapping[Any, Any]) -> Step:
    texts = {name: _text(row[name]) for name in ("planned_on", "happened_on", "document_no", "note")}
    return Step(
        milestone=str(row["milestone"]),
        planned_on=texts["planned_on"] or None,
        happened_on=texts["happened_on"] or None,
        document_no=texts["document_no"],
        note=texts["note"],
        source="upload",
        seq=int(row["seq"]),
    )


def _news(row: Mapping[Any, Any], counts: bool) -> Iterator[Step]:
    for milestone, column in (("soft_launch", "soft_launch"), ("peresmian", "inaugurated_by_minister")):
        if text := _text(row.get(column)):
            yield Step(milestone, None, text, "", "", "news", 0, counts, _text(row.get("confirmed_by")))


def _confirmed(steps: list[Step], given: Sequence[Confirmation]) -> list[Step]:
    """A confirmation is of what stood when it was made, not of what was uploaded later."""
    confirmed = []
    for step in steps:
        names = [one.who for one in given if one.seq > step.seq]
        confirmed.append(replace(step, confirmed_by=names[-1]) if names else step)
    return confirmed


def _contradicted(steps: Sequence[Step]) -> bool:
    """Whether an upload gives another month to a step than the news did."""
    uploaded = {step.milestone: step.happened_on for step in steps if step.source == "upload"}
    return any(
        step.source == "news" and step.milestone in uploaded and _differ(step.happened_on, uploaded[step.milestone])
        for step in steps
    )


def _differ(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    length = min(len(one), len(other))
    return one[:length] != other[:length]


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)
