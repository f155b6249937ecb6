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
    (_, entry), (head, version), zone = _read(home)
    return Moment(head, entry, version, clock.today_in(zone))


@setting_versions.known_by_a_look(at_most=1024)
def closed(home: Home, code: str) -> tuple[str, ...] | None:
    """A place of a home and all that lies in it, itself first; None of the root."""
    return places.closed(home, code)


@setting_versions.known_by_a_look(at_most=8)
def _read(home: Home) -> tuple[tuple[int, str], tuple[int, str], tzinfo]:
    return entries.head(home), freshness(home), places.zone(home)


@functools.lru_cache(maxsize=4096)
def _tag(moment: Moment, scope: object, name: str, question: Question) -> str:
    basis = repr((moment, scope, name, question))
    return f'"{moment.head}-{hashlib.sha256(basis.encode()).hexdigest()[:20]}"'
