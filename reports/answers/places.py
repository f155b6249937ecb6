"""Regions for programs: the table of them, where each stands on its way to an MPP, and how complete its data are."""

from dataclasses import asdict
from datetime import date
from typing import Any

from access.identity.scope import Scope
from data.home import Home
from data.settings import tables
from metrics.mpp import rollout
from metrics.mpp.rollout import RegionPath
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace

STEP = ("milestone", "planned_on", "happened_on", "source", "counts")
"""What is told of a step; its document and who confirmed it stand on the page."""


def regions(home: Home, scope: Scope) -> list[dict[str, Any]]:
    """The regions in scope, in the order of the home's table."""
    columns = ["code", "name", "type", "capital", "lat", "lon", "population"]
    table = tables.regions(home)[columns].astype(object)
    listed = table.where(table.notna(), None).rename(columns={"code": "region"}).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in listed if scope.sees(str(row["region"]))]


def coverage(workspace: Workspace, on: date) -> dict[str, Any]:
    """The spread of MPPs on a day: counts of the whole, paths of the regions in scope."""
    counted = rollout.counted(rollout.of(workspace.of_all_regions(), on).paths, workspace.scope, on)
    return {
        "on": str(on),
        "regions": dict(counted.regions),
        "population": dict(counted.population),
        "served_share": counted.served_share,
        "paths": [_path(path) for path in counted.paths],
        "as_of": workspace.head,
    }


def _path(path: RegionPath) -> dict[str, Any]:
    names = ("region", "population", "state", "stage", "since", "told_by", "disputed")
    steps = [{name: asdict(step)[name] for name in STEP} for step in path.steps]
    return {**{name: getattr(path, name) for name in names}, "steps": steps}


def freshness(workspace: Workspace) -> dict[str, Any]:
    """Up to which month data are complete, of the whole and of each region in scope, and what answers rest on."""
    reporting, today = workspace.reporting, workspace.today
    through = reporting.complete_through(None, today)
    reported = reporting.coverage(Period(through), None) if through else (0, len(reporting.months))
    return {
        "as_of": workspace.head,
        "targets_version": workspace.targets_version,
        "demo": workspace.has_demo,
        "complete_through": through,
        "reported": reported[0],
        "ever_reported": reported[1],
        "regions": [
            {"region": region, "complete_through": reporting.complete_through(region, today)}
            for region in workspace.reader.regions()
        ],
    }
