"""The inbox at work: every source when it is due, one failing without the others, a failing one ever less often."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from channels import memory
from channels.inbox import database, object_store, sftp, taking, watched_folder, web_address
from channels.inbox.arrival import Arrival, Fetch, Place
from channels.inbox.taking import FOLDER, Taken
from data import clock
from data.errors import CapaianError, ErrorText, RefusedError, SetupError, error_text
from data.home import Home
from data.intake.receipt import Receipt
from data.settings import home_config
from data.settings.places import now_of
from metrics.cells import build

STATE, LOCK = "state.json", "inbox.lock"
LOOK_SECONDS = 1.0
LONGEST_WAIT = timedelta(days=1)
FETCH: Mapping[str, Fetch] = {
    "folder": watched_folder.fetch,
    "https": web_address.fetch,
    "sftp": sftp.fetch,
    "s3": object_store.fetch,
    "database": database.fetch,
}


@dataclass(frozen=True)
class News:
    """Something to be said of a source: what became of a file (`receipt`), or what hindered (`finding`)."""

    source: str
    file: str | None = None
    receipt: Receipt | None = None
    finding: ErrorText | None = None


Say = Callable[[News], None]


def once(home: Home, say: Say) -> bool:
    """Ask every source once; whether all could be asked and nothing was refused."""
    with _at_work(home) as places:
        well = [_ask(place, say) for place in places]
        watched = [place for place in places if place.source.folder and place.looks]
        if watched:
            time.sleep(watched_folder.SETTLED_SECONDS)
            well += [_ask(place, say) for place in watched]
    return all(well)


def on_and_on(home: Home, say: Say) -> None:
    """Look at the folders every second and ask the other sources when they are due, until the process is ended."""
    with _at_work(home) as places:
        while True:
            for place in places:
                if _is_due(place):
                    _ask(place, say)
            time.sleep(LOOK_SECONDS)


@contextlib.contextmanager
def _at_work(home: Home) -> Iterator[list[Place]]:
    sources = home_config.settings(home).inbox
    if not sources:
        raise SetupError(error_text("inbox.no_source"))
    folder = memory.folder(home, FOLDER)
    with memory.alone(folder / LOCK):
        yield [
            Place(home, name, source, memory.read(memory.folder(home, FOLDER, name) / STATE))
            for name, source in sources.items()
        ]


def _is_due(place: Place) -> bool:
    due = place.memory.get("due")
    return due is None or datetime.fromisoformat(due) <= clock.now()


def _ask(place: Place, say: Say) -> bool:
    """Ask a source; whether it could be asked, and whatever it had could be taken."""
    before = dict(place.memory)
    try:
        well = _fetched(place, say)
    except CapaianError as error:
        finding = error.args[0] if isinstance(error.args[0], ErrorText) else error_text("inbox.failed")
        place.memory.clear()
        place.memory.update(before)
        _failed(place, finding)
        say(News(place.name, finding=finding))
        return False
    place.memory.pop("failures", None)
    place.memory.pop("finding", None)
    wait = timedelta(seconds=0 if place.source.folder else place.source.every_minutes * 60)
    place.memory["due"] = (now_of(place.home) + wait).isoformat()
    if place.memory.get("known") != before.get("known") or not place.source.folder or "failures" in before:
        _remember(place)
    return well


def _fetched(place: Place, say: Say) -> bool:
    """Take what is new; whether nothing was refused. What was taken is remembered even if a later file fails."""
    well, is_stored = True, False
    try:
        with tempfile.TemporaryDirectory(prefix="capaian-inbox-") as scratch:
            for arrival in FETCH[place.source.place](place, Path(scratch)):
                taken = _taken(place, arrival, say)
                is_stored |= taken is not None and taken.is_stored
                well &= taken is not None and not taken.is_refused
    finally:
        if is_stored:
            build.catch_up_later(place.home)
    return well


def _taken(place: Place, arrival: Arrival, say: Say) -> Taken | None:
    """Load one file; None when it may not be loaded, which is said once."""
    if arrival.path is None:
        if (arrival.name, arrival.signature) not in place.told:
            place.told.add((arrival.name, arrival.signature))
            say(News(place.name, arrival.name, finding=arrival.refusal))
        return None
    taken = taking.take(place, arrival.path)
    arrival.path.unlink()
    for receipt in taken.receipts:
        say(News(place.name, arrival.name, receipt=receipt))
    refused = {*place.memory.get("refused", ())} - {arrival.name} | ({arrival.name} if taken.is_refused else set())
    place.memory["refused"] = sorted(refused)
    if place.source.https is None and place.source.database is None:
        place.memory.setdefault("known", {})[arrival.name] = arrival.signature
        place.looks.pop(arrival.name, None)
    put_away = arrival.set_aside if taken.is_refused else arrival.remove
    if place.source.after == "delete" and put_away is not None:
        try:
            put_away()
        except OSError as error:
            raise RefusedError(error_text("inbox.not_deleted", file=arrival.name)) from error
        place.memory["known"].pop(arrival.name)
    return taken


def _failed(place: Place, finding: ErrorText) -> None:
    """Note a failure: the next try waits as long as usual, then twice as long each time, a day at most."""
    failures = int(place.memory.get("failures", 0)) + 1
    usual = timedelta(minutes=1 if place.source.folder else place.source.every_minutes)
    wait = min(usual * 2 ** min(failures - 1, 12), LONGEST_WAIT)
    now = now_of(place.home)
    place.memory |= {
        "failures": failures,
        "finding": [finding.key, {name: str(value) for name, value in finding.params}],
        "due": (now + wait).isoformat(),
        "failed_at": now.isoformat(timespec="minutes"),
    }
    _remember(place)


def _remember(place: Place) -> None:
    memory.write(memory.folder(place.home, FOLDER, place.name) / STATE, place.memory)
