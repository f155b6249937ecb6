"""Import profiles on the disk: which names there are, and keeping a new one in the home."""

import re
import uuid
from pathlib import Path

import yaml

from data.errors import RefusedError, SetupError, told
from data.home import PROJECT, Home
from data.intake.source.profiles import Profile

FOLDER = "profiles"
NAME = re.compile(r"[a-z0-9_-]{1,40}")


def names(home: Home) -> tuple[str, ...]:
    """The home's own profiles by name, then the examples that none of them hides."""
    own = sorted(path.stem for path in (home.root / FOLDER).glob("*.yaml"))
    examples = sorted(path.parent.name for path in (PROJECT / "examples").glob("*/profile.yaml"))
    return tuple(dict.fromkeys([*own, *examples]))


def exists(home: Home, name: str) -> bool:
    """Whether the home has a profile of its own by that name."""
    return (home.root / FOLDER / f"{name}.yaml").exists()


def save(home: Home, name: str, profile: Profile) -> Path:
    """Write the profile as <home>/profiles/NAME.yaml, in place of one of that name.

    Raises RefusedError for a name of other signs than a-z, 0-9, _ and -.
    """
    if not NAME.fullmatch(name):
        raise RefusedError(told("profile_name"))
    kept = profile.model_copy(update={"name": name}).model_dump(exclude_defaults=True)
    path = home.root / FOLDER / f"{name}.yaml"
    side = path.with_name(f".{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        side.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")
        side.replace(path)
    except OSError as error:
        raise SetupError(told("not_written", place=path.name, reason=error.strerror)) from error
    return path
