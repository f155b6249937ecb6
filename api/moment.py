"""The moment of an answer, known again by a look at the home's files, for hundreds of questions a second."""

import functools
import hashlib
from dataclasses import dataclass
from datetime import date, tzinfo

from access.sessions.api_tokens import Bearer
from api.questions import Question
from data import clock
from data.home import Home
from data.ledger import entries, setting_versions
from data.settings import places
from metrics.scorecard.workspace import freshness


@dataclass(frozen=True)
class Moment:
    """What every answer rests on: the newest entry (number and fingerprint), the version of all settings, the day."""

    head: int
    entry: str
    version: str
    today: date

    def tag(self, bearer: Bearer, name: str, question: Question) -> str:
        """The ETag of an answer: the number of the newest entry, and what else it depends on."""
        return _tag(self, bearer.viewer.region_scope, name, question)


def now(home: Home) -> Moment:
    """The moment that it is in a home."""
    stamp = setting_versions.stamp(home)
    (_, entry), (head, version), zone = _read(home) if stamp is None else _known(home, stamp)
    return Moment(head, entry, version, clock.today_in(zone))


def closed(home: Home, code: str) -> tuple[str, ...] | None:
    """A place of a home and all that lies in it, itself first; None of the root."""
    stamp = setting_versions.stamp(home)
    return places.closed(home, code) if stamp is None else _known_closed(home, stamp, code)


def _read(home: Home) -> tuple[tuple[int, str], tuple[int, str], tzinfo]:
    return entries.head(home), freshness(home), places.zone(home)


# What is read after the look may be newer than it, never older; then the next look differs and it is read again.
@functools.lru_cache(maxsize=8)
def _known(home: Home, _stamp: setting_versions.Stamp) -> tuple[tuple[int, str], tuple[int, str], tzinfo]:
    return _read(home)


@functools.lru_cache(maxsize=1024)
def _known_closed(home: Home, _stamp: setting_versions.Stamp, code: str) -> tuple[str, ...] | None:
    return places.closed(home, code)


@functools.lru_cache(maxsize=4096)
def _tag(moment: Moment, scope: object, name: str, question: Question) -> str:
    basis = repr((moment, scope, name, question))
    return f'"{moment.head}-{hashlib.sha256(basis.encode()).hexdigest()[:20]}"'
