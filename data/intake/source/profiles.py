"""Import profiles: how one source's files are to be read (as in `examples/receipt_permits/profile.yaml`)."""

import re
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import Field, field_validator

from data.errors import RefusedError, SetupError, told
from data.home import PROJECT, Home
from data.ledger import storage
from data.schema.kinds import Column, Kind, fold
from data.settings.yaml_models import Strict, parse


class Profile(Strict):
    """What a source's files need beyond the template; every part may be left out."""

    name: str = ""
    sheet: str | None = None
    header_row: int | None = Field(default=None, ge=1)
    columns: Mapping[str, str] = Field(default_factory=dict)
    """Header in the file → header of the template, or several with commas where one cell tells of several columns."""
    constants: Mapping[str, str] = Field(default_factory=dict)
    """Header of the template → the value of every row, where the file has no such column."""
    values: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    """Header of the template → the file's word → ours."""
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[",", "."] | None = None
    """Both are decided from the file when they are not given."""
    time_zone: str = "Asia/Jakarta"

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(told("zone_unknown")) from error
        return value

    def ours(self, theirs: str) -> tuple[str, ...]:
        """The columns of ours that a header of the file is said to feed."""
        return tuple(ours.strip() for ours in self.columns[theirs].split(","))

    def feeding(self, theirs: str, column: Column) -> "Profile":
        """The same profile, but that this header of the file feeds the column, beside what else it feeds."""
        fed = {
            header: tuple(ours for ours in self.ours(header) if ours not in (column.header, column.name))
            for header in self.columns
        }
        at = next((header for header in fed if fold(header) == fold(theirs)), theirs)
        fed[at] = (*fed.get(at, ()), column.header)
        columns = {header: ", ".join(ours) for header, ours in fed.items() if ours}
        return self.model_copy(update={"columns": columns})

    def value_map(self, header: str, name: str) -> Mapping[str, str]:
        """Folded word of the file → our word, for one column."""
        words = {**self.values.get(name, {}), **self.values.get(header, {})}
        return {fold(theirs): ours for theirs, ours in words.items()}


PLAIN = Profile()


def find(home: Home, named: str) -> Path:
    """The profile file meant by `--profile`: a path, or the name of one in the home or among the examples."""
    candidates = [
        Path(named),
        home.root / named,
        home.root / "profiles" / f"{named}.yaml",
        home.root / f"{named}.yaml",
        PROJECT / "examples" / named / "profile.yaml",
    ]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise SetupError(told("profile_missing", name=named))


def load(path: Path, kind: Kind) -> Profile:
    """Parse a profile for one kind; a column it names must exist there (SetupError with the place)."""
    profile = parse(path, Profile)
    known = {name for column in kind.columns for name in (column.header, column.name)}
    mapped = (ours for theirs in profile.columns for ours in profile.ours(theirs))
    for ours in (*mapped, *profile.constants, *profile.values):
        if ours not in known:
            raise SetupError(told("profile_column", file=path.name, column=ours, kind=kind.kind))
    return profile


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
        side.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")
        storage.move(side, path)
    except OSError as error:
        raise SetupError(told("not_written", place=path.name, reason=error.strerror)) from error
    return path
