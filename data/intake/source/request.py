"""A request to load one file: what it is, how to read it, and on whose behalf."""

from dataclasses import dataclass
from pathlib import Path

from data.intake.source.profiles import PLAIN, Profile
from data.schema.kinds import Kind


@dataclass(frozen=True)
class Request:
    """What was asked: a file of a kind, how to read it, whose region it must be, and by whom."""

    path: Path
    kind: Kind
    profile: Profile = PLAIN
    region: str | None = None
    who: str = "terminal"
    dry_run: bool = False
    demo: bool = False
    period: str | None = None
    """The period the file claims to be about; without one, what its name says."""
