"""A new version of `targets.yaml`: everything wrong in it, what it changes, and the act of putting it in force."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from access.identity.scope import EVERYTHING
from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import entries, setting_versions, storage
from data.settings import yaml_reader
from data.settings.target_diff import Change
from data.settings.yaml_models import at
from metrics.catalogue import indicators as catalogue
from metrics.judgement.row import Row
from metrics.scorecard.score import scored
from metrics.scorecard.workspace import Workspace
from metrics.targets import parse

LARGEST = 256 * 1024
"""Bytes; the goals of 60 indicators and 23 regions over ten years need less."""


@dataclass(frozen=True)
class StatusChange:
    """One status that would change: of the province, a region or a service (`by`: "", region, service)."""

    by: str
    before: Row
    after: Row


@dataclass(frozen=True)
class Weighed:
    """A version as it would be taken: all faults (then nothing else), else its changes, also of statuses of `period`.

    `period` is None when there are no records to judge, or when no target changes.
    """

    faults: tuple[SetupError, ...]
    changes: tuple[Change, ...] = ()
    period: str | None = None
    statuses: tuple[StatusChange, ...] = ()


def weigh(home: Home, content: bytes, judged: bool = True) -> Weighed:
    """Look at a version without keeping it; `judged` False leaves the statuses out. The home stays as it is."""
    if len(content) > LARGEST:
        size, most = len(content) // 1024, LARGEST // 1024
        return Weighed(
            (SetupError(error_text("target_too_large", file=setting_versions.TARGETS, size=size, most=most)),)
        )
    with setting_versions.with_targets(home, content) as tried:
        faults = parse.read(tried, catalogue.load(tried))[1]
        if faults:
            return Weighed(faults)
        changes = setting_versions.target_changes_of(tried)
        rewritten = tuple(_rewritten(tried.targets, changes))
        if rewritten or not judged:
            return Weighed(rewritten, () if rewritten else changes)
        return Weighed((), changes, *_judged(home, tried, changes))


def establish(home: Home, content: bytes, who: str) -> entries.Entry:
    """Put a version in force and into the ledger, with who set it and what it changes.

    RefusedError when something is wrong in it, when it rewrites what is over, when nothing differs, or without a name.
    """
    if not who.strip():
        raise RefusedError(error_text("target_no_name"))
    with storage.lock(home):
        weighed = weigh(home, content, judged=False)
        if weighed.faults:
            raise RefusedError(*weighed.faults[0].args)
        with _replaced(home.root / setting_versions.TARGETS, content):
            if "targets" not in setting_versions.changed(home):
                raise RefusedError(error_text("target_same", file=setting_versions.TARGETS))
            return next(entry for entry in setting_versions.register(home, who.strip()) if entry.kind == "targets")


def _rewritten(path: Path, changes: Sequence[Change]) -> Iterator[SetupError]:
    """One refusal for each goal that changes what is over without saying why, at its line."""
    seen = set()
    for change in changes:
        goal = (change.indicator, change.since, change.per)
        if change.rewrites and goal not in seen:
            seen.add(goal)
            finding = error_text(_remedy(change), month=change.since)
            place: tuple[str | int, ...] = (change.indicator, *_place(path, change))
            yield at(path, place, error_text("part", part=change.indicator, finding=finding))


def _place(path: Path, change: Change) -> tuple[int, ...]:
    content = yaml_reader.load(path)
    written = content.get(change.indicator, []) if isinstance(content, dict) else []
    same = (change.since, change.per)
    places = [i for i, goal in enumerate(written) if (goal["from"], goal.get("per", "month")) == same]
    return tuple(places[:1])


def _remedy(change: Change) -> str:
    return {"added": "target_added_late", "removed": "target_gone", "changed": "target_changed_late"}[change.act]


def _judged(home: Home, tried: Home, changes: Sequence[Change]) -> tuple[str | None, tuple[StatusChange, ...]]:
    """The period asked by default, and its statuses that differ between the targets in force and those tried."""
    wanted = tuple(dict.fromkeys(change.indicator for change in changes if change.about == "target"))
    wanted = tuple(indicator for indicator in wanted if indicator in catalogue.load(home))
    if not wanted or not any(entry.is_upload for entry in entries.entries(home)):
        return None, ()
    status_changes, period = list[StatusChange](), None
    with (
        setting_versions.with_targets(home, home.targets.read_bytes()) as held,
        Workspace(held, EVERYTHING) as present,
        Workspace(tried, EVERYTHING) as revised,
    ):
        for by in ("", "region", *(["service"] if any(change.service for change in changes) else [])):
            before, after = (scored(one, period, None, wanted, by or None) for one in (present, revised))
            period = after.period
            pairs = zip(before.rows, after.rows, strict=True)
            status_changes += [StatusChange(by, was, is_) for was, is_ in pairs if was.status != is_.status]
    return period, tuple(status_changes)


@contextlib.contextmanager
def _replaced(path: Path, content: bytes) -> Iterator[None]:
    """The file with other content; what happens inside and fails leaves it as it was.

    The file comes before the entry: were the ledger ahead of it, the next load would register the older one again.
    """
    before = path.read_bytes() if path.exists() else None
    _write(path, content)
    try:
        yield
    except BaseException:
        path.unlink() if before is None else _write(path, before)
        raise


def _write(path: Path, content: bytes) -> None:
    new = path.with_suffix(".yaml.new")
    try:
        new.write_bytes(content)
        storage.move(new, path)
    except OSError as error:
        raise SetupError(error_text("home_not_written", home=path.parent, reason=error.strerror)) from error
