"""Regions for programs: the table of them, where each stands on its way to an MPP, and how complete its data are."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from access.identity.scope import Scope
from data.home import Home
from data.settings import tables
from data.settings.places import Places, places
from metrics.mpp import rollout
from metrics.mpp.rollout import RegionPath
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace

STEP = ("milestone", "planned_on", "happened_on", "source", "counts")
"""What is told of a step; its document and who confirmed it stand on the page."""


def regions(home: Home, scope: Scope) -> list[dict[str, Any]]:
    """The places below the root in scope, each with the one it lies in, in the order of a walk of the tree."""
    records = tables.place_records(home)
    return [{"region": code, "parent": parent, **records[code]} for code, parent in _below(places(home), scope)]


def _below(tree: Places, scope: Scope) -> Iterator[tuple[str, str | None]]:
    """Every place in scope with its parent, without the root (but for a home that is nothing else)."""
    return ((code, tree.parent(code)) for code in tree.codes[1:] or tree.codes if scope.sees(code))


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
    """Up to which month data are complete, of the whole and of each place in scope, and what answers rest on."""
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
            {"region": code, "parent": parent, "complete_through": reporting.complete_through(code, today)}
            for code, parent in _below(workspace.tree, workspace.scope)
        ],
    }
