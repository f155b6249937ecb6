"""Import profiles as files: where they lie, how they are read, and saved from the page of uploads."""

import functools
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from data.errors import RefusedError, SetupError, error_text
from data.home import PROJECT, SHIPPED, Home
from data.intake.source import profile_effect
from data.intake.source.profiles import Profile
from data.ledger import storage
from data.schema.kinds import Kind
from data.settings.yaml_models import parse

SHIPPED_PROFILES = SHIPPED / "profiles"
"""One file for each of the commonest sources."""


def find(home: Home, named: str) -> Path:
    """The profile file meant by `--profile`: a path, or the name of one in the home, shipped, or among the examples."""
    candidates = [
        Path(named),
        home.root / named,
        home.root / "profiles" / f"{named}.yaml",
        home.root / f"{named}.yaml",
        SHIPPED_PROFILES / f"{named}.yaml",
        PROJECT / "examples" / named / "profile.yaml",
    ]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise SetupError(error_text("profile_missing", name=named))


def load(path: Path, kind: Kind) -> Profile:
    """Parse a profile for one kind; a column it names must exist there, and each part have an effect.

    Raises SetupError with the place, the finding and the remedy.
    """
    profile = parse(path, Profile)
    if profile.kind is not None and profile.kind != kind.kind:
        raise SetupError(error_text("profile_kind", file=path.name, own=profile.kind, kind=kind.kind))
    profile_effect.check(path, kind, profile)
    return profile


def check(name: str, kind: Kind, profile: Profile) -> None:
    """Refuse (SetupError) a profile put together for the file of that name, as one of a file would be."""
    profile_effect.check(Path(name), kind, profile)


FOLDER = "profiles"
NAME = re.compile(r"[a-z0-9_-]{1,40}")


@dataclass(frozen=True)
class Listed:
    """A profile that can be chosen by its name."""

    name: str
    kind: str | None
    about: Mapping[str, str]
    source: str


def names(home: Home, kind: str | None = None) -> tuple[str, ...]:
    """The home's own profiles by name, then those shipped (for a kind, where one is named), then the examples."""
    of_home = sorted(path.stem for path in (home.root / FOLDER).glob("*.yaml"))
    fitting = [profile.name for profile in shipped() if kind is None or profile.kind in (None, kind)]
    examples = sorted(path.parent.name for path in (PROJECT / "examples").glob("*/profile.yaml"))
    return tuple(dict.fromkeys([*of_home, *fitting, *examples]))


@functools.cache
def shipped() -> tuple[Listed, ...]:
    """The profiles of the commonest sources, by name."""
    parsed = ((path.stem, parse(path, Profile)) for path in sorted(SHIPPED_PROFILES.glob("*.yaml")))
    return tuple(
        Listed(name, profile.kind, {str(language): line for language, line in profile.about.items()}, profile.source)
        for name, profile in parsed
    )


def exists(home: Home, name: str) -> bool:
    """Whether the home has a profile of its own by that name."""
    return (home.root / FOLDER / f"{name}.yaml").exists()


def save(home: Home, name: str, profile: Profile) -> Path:
    """Write the profile as <home>/profiles/NAME.yaml, in place of one of that name.

    Raises RefusedError for a name of other signs than a-z, 0-9, _ and -.
    """
    if not NAME.fullmatch(name):
        raise RefusedError(error_text("profile_name"))
    kept = profile.model_copy(update={"name": name}).model_dump(exclude_defaults=True)
    path = home.root / FOLDER / f"{name}.yaml"
    side = path.with_name(f".{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        side.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")
        storage.move(side, path)
    except OSError as error:
        raise SetupError(error_text("not_written", place=path.name, reason=error.strerror)) from error
    return path
